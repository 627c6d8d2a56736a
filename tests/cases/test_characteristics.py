"""The characteristic that the reason of an entry speaks to: one that is described for its members."""

from __future__ import annotations

import pytest
from support.bakery import BAKERY, evidence, findings

from wellled_rules.graph.evidence import Recorded

DESCRIBED = ("described are `3`, `1` and `fresh`",)


def stars(**members: dict[str, object]) -> dict[str, object]:
    return {"subject": {"level": "chain"}, "inputs": {"stars_of": members}}


@pytest.mark.parametrize(
    ("said", "level"), [("fresh", "fresh"), ("Fresh", "fresh"), ("FRESH", "fresh"), (3, "3"), ("3", "3")]
)
def test_an_entry_names_a_level_by_id_or_label(said: object, level: str) -> None:
    read = evidence(stars(bread={"value": 2, "reason": "crisp", "characteristic": said}))
    value = BAKERY.scales["stars"].by_id["2"]
    assert read.entries["stars_of", ("bread",)] == Recorded(value=value, reason="crisp", characteristic=level)


@pytest.mark.parametrize(
    ("member", "said", "words", "help_"),
    [
        ("bread", "stale", "`stale`", DESCRIBED),
        ("bread", 2, "`2`", DESCRIBED),
        ("bread", True, "`true`", DESCRIBED),
        ("bread", ["3"], "a list", DESCRIBED),
        ("bread", "frech", "`frech`", ("did you mean `fresh`?",)),
        ("cake", "fresh", "`fresh`", ("nothing is: leave it out",)),
    ],
)
def test_another_level_is_refused_with_those_that_are_described(
    member: str, said: object, words: str, help_: tuple[str, ...]
) -> None:
    (one,) = findings(stars(**{member: {"value": 2, "characteristic": said}}))
    assert one.headline == f"no characteristic {words} is described for `{member}`"
    assert (one.code, one.help) == ("unknown-name-in-case", help_)
    assert one.pointer == f"/inputs/stars_of/{member}/characteristic"


def test_where_an_entry_is_about_no_member_nothing_is_described() -> None:
    case = {"subject": {"level": "chain"}, "inputs": {"clean": {"value": True, "characteristic": "fresh"}}}
    (one,) = findings(case)
    assert (one.headline, one.help) == ("no characteristic `fresh` is described here", ("nothing is: leave it out",))


def test_null_is_no_characteristic() -> None:
    (one,) = findings(stars(bread={"value": 2, "characteristic": None}))
    assert (one.code, one.pointer) == ("wrong-type-in-case", "/inputs/stars_of/bread/characteristic")
