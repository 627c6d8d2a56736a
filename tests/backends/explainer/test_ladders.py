"""What a ladder passes on is told by what it passes on; of its last row it is told why none before it applies."""

from __future__ import annotations

from typing import Any

import pytest
from support.markets import MARKETS

from wellled_rules import Framework, load
from wellled_rules.backends.explainer.explanation import Explanation, Step


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place = tmp_path_factory.mktemp("markets") / "markets.wlr"
    place.write_text(MARKETS, encoding="utf-8")
    return load(place)


def market(*marks: str, **more: Any) -> dict[str, Any]:
    stalls = [{"id": f"{turn}", "found": {"value": one, "reason": "r"}} for turn, one in enumerate(marks, 1)]
    return {"subject": {"level": "market", "stalls": stalls, **more}}


def told(framework: Framework, case: dict[str, Any], of: str | None = None) -> Explanation:
    return framework.evaluate(case).explain(of).layers


def own(found: Explanation) -> Step:
    return next(one for one in found.steps if one.path == found.path)


def test_a_last_row_that_passes_on_an_outcome_is_told_by_it(framework: Framework) -> None:
    found = told(framework, market("poor", "poor", "good"))
    assert found.headline == ("Poor: “Its stalls” is Poor for 2 of 3, and at least 2 must be, by “Mark” (Guide, “4”).")
    assert own(found).how == "The same as “Its stalls together”: Poor."


def test_a_row_that_asks_what_is_stated_is_told_by_that(framework: Framework) -> None:
    found = told(framework, market("poor", "poor", stated="good"))
    assert found.headline == "Good: “Mark as published” is Good, by “Mark” (Guide, “4”)."


@pytest.mark.parametrize(
    ("marks", "headline"),
    [
        # The next better level that a row leads to, and what is missing for it.
        (["good", "fair_grade"], "“Its stalls” is Good for 1 of 2, and at least 2 must be"),
        (["good", "good", "poor"], "“Its stalls” is not Fair or better for Stall 3"),
    ],
)
def test_the_last_row_is_told_by_the_nearest_that_does_not_apply(
    framework: Framework, marks: list[str], headline: str
) -> None:
    found = told(framework, market(*marks), "together")
    assert found.headline == f"Fair, not Good: {headline}, by “Its stalls together” (Guide, “3”)."


def test_every_row_before_the_last_has_a_sentence(framework: Framework) -> None:
    assert own(told(framework, market("good", "poor"), "together")).workings == (
        "Not graded does not apply: “Its stalls” holds 2.",
        "Poor does not apply: “Its stalls” is Poor for 1 of 2, and at least 2 must be.",
        "Good does not apply: “Its stalls” is Good for 1 of 2, and at least 2 must be.",
    )


def test_of_yes_and_no_there_is_one_row_before_the_last(framework: Framework) -> None:
    found = told(framework, market("good", "poor"), "is_listed")
    assert found.headline == ("Yes: “Its stalls” is Poor for 1 of 2, and at least 2 must be, by “Listed” (Guide, “5”).")


def test_a_departure_at_a_subject_inside_is_told_as_one(framework: Framework) -> None:
    case = market("good", "good")
    departure = {"rule": "complained_of", "role": "warden", "reason": "old", "clause": "2", "on": "2025-05-02"}
    case["subject"]["stalls"][0] |= {"complaints": True, "decisions": [departure]}
    found = told(framework, case, "mark@stall/1")
    assert found.headline == ("Good: as recorded for “Found”, with “Complaints” departed from, by “Mark” (Guide, “1”).")
    assert [one.state for one in found.bounds] == ["departed"]
    assert [one.value.text for one in own(found).inputs] == ["Good", "departed from"]


def test_a_subject_inside_that_the_rules_are_not_for_is_told_as_one(framework: Framework) -> None:
    case = market("good", "good")
    case["subject"]["stalls"][0] |= {"goods": "clothes"}
    found = told(framework, case, "mark@stall/1")
    assert found.headline == (
        "Not applicable: “Markets” is not for a subject of this kind, so “Mark” does not arise (Guide, “1”)."
    )
    assert own(found).how == "The rules are not for a subject of this kind, so this one is not run."
    assert found.bounds == ()
