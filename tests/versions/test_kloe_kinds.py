"""Which trusts have ratings at locations, and a combined one, by the kinds that they are of."""

from __future__ import annotations

import pytest

from wellled_rules import load
from wellled_rules.api.result import Result

QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")


def rated(*kinds: str) -> Result:
    """A trust with one location, Good throughout."""
    good = dict.fromkeys(QUESTIONS, "good")
    subject = {"level": "trust", "locations": [{"id": "main", "key_question_rating": good}]}
    inputs = {"key_question_rating": {"well_led": "good"}, "use_of_resources": "good"}
    kind = {"kind": [*kinds]} if kinds else {}
    return load("kloe@2018-03").evaluate({"subject": subject | kind, "inputs": inputs})


@pytest.mark.parametrize(
    ("kinds", "located", "combined"),
    [
        ((), True, True),
        (("nhs_trust",), True, True),
        (("nhs_foundation_trust", "acute_trust"), True, True),
        (("acute_trust", "community_trust"), True, True),
        (("specialist_acute_trust", "nhs_foundation_trust"), True, False),
        (("mental_health_trust", "community_trust"), False, False),
        (("nhs_trust", "ambulance_trust"), False, False),
        (("community_provider",), False, False),
    ],
)
def test_a_trust_of_several_kinds_has_the_ratings_of_each(
    kinds: tuple[str, ...], located: bool, combined: bool
) -> None:
    result = rated(*kinds)

    assert result.at("location/main")["overall"].status == ("determined" if located else "not_applicable")
    assert result["combined"].status == ("determined" if combined else "not_applicable")


@pytest.mark.parametrize(("kinds", "is_assumed"), [((), True), (("nhs_trust",), True), (("acute_trust",), False)])
def test_that_a_trust_is_acute_is_assumed_where_no_kind_says_it(kinds: tuple[str, ...], is_assumed: bool) -> None:
    result = rated(*kinds)

    assert "A trust of which no kind is said" in result.explain("resources_rated").to_text().partition("Assumed\n")[2]
    told = result.to_dict()["sensitivities"]
    turned = {one["outcome"] for one in told if one["assumption"] == "acute_where_unsaid"}
    assert turned == ({"resources_rated", "combined"} if is_assumed else set())
