"""Text without a character: an entry that nobody made, where a level may stand, and nothing anywhere else."""

import pytest
from support.bakery import evidence, places


@pytest.mark.parametrize("empty", ["", " ", "\t\n"])
def test_where_a_level_may_stand_text_without_a_character_is_no_entry(empty: str) -> None:
    read = evidence(
        {
            "subject": {"level": "chain"},
            "inputs": {"stars_of": {"bread": empty, "cake": 3}},
            "given": {"overall": empty},
        }
    )
    assert read.entries.keys() == {("stars_of", ("cake",))}
    assert read.given == {}


@pytest.mark.parametrize("name", ["clean", "sold", "opened", "kind", "main_kind"])
def test_of_other_types_text_without_a_character_is_refused(name: str) -> None:
    assert [where for _, where in places({"subject": {"level": "chain"}, "inputs": {name: ""}})] == [f"/inputs/{name}"]


def test_what_is_said_of_an_entry_that_nobody_made_is_refused() -> None:
    said = {"value": "", "reason": "none was given"}
    case = {"subject": {"level": "chain"}, "inputs": {"stars_of": {"bread": said}}}
    assert places(case) == [("incomplete-entry", "/inputs/stars_of/bread")]
