"""An explanation says from where an entry is carried, how old that is, and how old the parts of the outcome are."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator
from support.greenhouses import by_grade, by_score, case, greenhouses

from wellled_rules.api.explanation import Explanation
from wellled_rules.backends.explainer.to_json import json_schema

BOTH = {"carried": [by_grade(assessment="G-1"), by_score()], "reason": "<locked>"}


def explained(of: str | None = None, day: str | None = "2025-06-01", **beds: Any) -> Explanation:
    return greenhouses().evaluate(case(day, **beds)).explain(of)


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def test_the_text_tells_what_is_carried_and_what_would_be() -> None:
    text = flat(explained(ferns=BOTH).to_text())

    assert "Carried in part from greenhouses@2019-01 of 2 May 2021; that part of it is 4 years old" in text
    earlier = "assessed on 2 May 2021 (G-1), 4 years old"
    assert f"Carried from outcome under greenhouses@2019-01: Kept, {earlier}" in text
    assert "Not carried, as assumed, from bed_score under greenhouses@2022-01: 3 (In flower), assessed on 2 May" in text
    assert "Ferns: 2 (Green) └" not in text
    assert "Ferns: 2 (Green), judged by" not in text
    assert "Not all of this was judged in this assessment." in text


def test_the_oldest_of_several_is_named() -> None:
    found = explained(ferns={"carried": by_score()}, cacti={"carried": by_grade()})
    assert json.loads(found.to_json())["vintage"]["text"] == (
        "Carried in part from greenhouses@2019-01 of 2 May 2021 and greenhouses@2022-01 of 2 May 2023; "
        "the oldest part of it is 4 years old"
    )


def test_without_a_day_of_this_assessment_no_age_is_told() -> None:
    text = flat(explained(day=None, ferns={"carried": by_grade()}).to_text())
    assert "Carried in part from greenhouses@2019-01 of 2 May 2021" in text
    assert " old" not in text.replace("how old", "")


def test_json_is_of_its_schema_and_has_each_reading() -> None:
    told = json.loads(explained(ferns=BOTH).to_json())
    Draft202012Validator(json_schema()).validate(told)

    (ferns,) = [one for one in told["evidence"] if one["path"].endswith("bed_score/ferns")]
    assert [(one["framework"], one["is_taken"], one["age"]) for one in ferns["carried"]] == [
        ("greenhouses@2019-01", True, "4 years"),
        ("greenhouses@2022-01", False, "2 years"),
    ]
    assert ferns["judged_by"] is None
    assert told["vintage"]["parts"] == [{"framework": "greenhouses@2019-01", "on": "2 May 2021"}]
    assert told["vintage"]["age"] == "4 years"


def test_the_page_has_it_and_nothing_of_it_acts() -> None:
    page = explained(ferns=BOTH).to_html()
    assert "<dt>Carried</dt><dd>Carried from outcome under greenhouses@2019-01" in page
    assert "<dt>Not carried</dt>" in page
    assert "that part of it is 4 years old" in page
    assert "<locked>" not in page


def test_an_entry_is_told_by_itself() -> None:
    found = explained("bed_score/ferns", ferns=BOTH)
    assert found.headline.startswith("2 (Green) for Ferns: carried from greenhouses@2019-01 of 2 May 2021")


def test_where_nothing_is_carried_nothing_is_told_of_it() -> None:
    told = json.loads(explained().to_json())
    assert told["vintage"] is None
    assert all(one["carried"] == [] for one in told["evidence"])
