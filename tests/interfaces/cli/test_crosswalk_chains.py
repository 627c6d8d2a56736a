"""`wellled crosswalk` where no crosswalk leads from one end to the other: those that do one after the other."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from wellled_rules import FrameworkNotFound, api

ENDS = ("kloe@2018-03", "well-led-draft@2026-03")


def test_each_member_is_told_through_what_stands_between(wellled):
    ended = wellled("crosswalk", *ENDS)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(
        "Key lines of enquiry and quality statements, then Quality statements and the key lines"
    )
    assert "through Quality statement of saf@2024-12\nWorked out from 2 crosswalks, one after the other;" in ended.out
    for told in (
        "W1 Leadership capacity and capability\n  same: Capable and compassionate leaders\n"
        "    through Capable, compassionate and inclusive leaders: same, then same\n",
        "  merged: Governance and management\n"
        "    through Governance, management and sustainability: merged, then same\n",
        "  not settled: perhaps Strategic direction; perhaps Workforce equity and culture\n"
        "    through Shared direction and culture: regrouped, then regrouped\n",
        "  not settled: Workforce equity and culture; perhaps Strategic direction\n",
        "  on the way: new and then dropped\n",
        "Members: 8 to 6; 3 same, 1 merged, 1 not settled (of 2 members together), 1 new and then dropped.\n",
    ):
        assert told in ended.out


def test_both_steps_are_told_with_what_they_cite_and_rest_on(wellled):
    told = wellled("crosswalk", *ENDS).out
    assert "      step 1: rests on assumptions 1 and 2\n      step 2: rests on assumptions 5 and 4\n" in told
    assert "\nStep 1: Key lines of enquiry and quality statements\n" in told
    assert "to Quality statement of saf@2023-11\n  Rests on assumption 1.\n" in told
    assert "  Rests on assumptions 3 and 4.\n" in told
    numbered = [line.split(":")[0] for line in told.splitlines() if line.startswith("Assumption ")]
    assert numbered == [f"Assumption {number}" for number in range(1, 6)]
    assert "step 2: cites Draft assessment framework for adult social care, version 9" in told


def test_markdown_is_one_table_with_both_steps(wellled):
    lines = wellled("crosswalk", *ENDS, "--format", "markdown").out.splitlines()
    assert len([line for line in lines if line.startswith("|")]) == 2 + 8 + 1
    assert [line[:13] for line in lines if line.startswith("**Step")] == ["**Step 1.** K", "**Step 2.** Q"]
    assert len([line for line in lines if line.startswith("**Assumption")]) == 5


def test_json_is_as_its_schema_says_and_claims_no_more_than_the_steps(wellled):
    told = json.loads(wellled("crosswalk", *ENDS, "--format", "json").out)
    schema = Draft202012Validator(json.loads(wellled("schema", "--of", "crosswalk").out))
    schema.validate(told)
    assert told["crosswalks"] == []
    (one,) = told["chains"]
    assert [step["from"] for step in one["steps"]] == ["kloe@2018-03", "saf@2024-12"]
    assert (one["became"]["w2_strategy"], one["became"]["w3_culture"]) == ([], ["equity_and_culture"])
    assert one["may_have_become"]["w2_strategy"] == ["strategic_direction", "equity_and_culture"]
    assert one["ways"]["w1_leadership"] == [["w1_leadership", "leaders", "leaders"]]
    assert one["ways_in_all"] == {member: len(ways) for member, ways in one["ways"].items()}
    assert {each["kind"] for each in one["relations"]} == {"same", "merged", None}
    del one["steps"][1]
    assert not schema.is_valid(told)


def test_amendments_are_served_on_the_way_and_at_both_ends():
    for before in ("kloe@2017-06", "kloe@2018-03"):
        (found,) = api.crosswalk_chains(before, ENDS[1])
        assert [one.name for one in found.steps] == ["enquiry_to_statement", "statement_to_enquiry"]
        assert (found.before, found.after) == ENDS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kloe@2018-03", "saf@2024-12"),  # one leads there
        ("well-led-draft@2026-03", "kloe@2018-03"),  # none leads back
        ("kloe@2018-03", "tutorial@2024-01"),
    ],
)
def test_where_one_leads_there_or_no_chain_does_there_is_none(before, after):
    assert api.crosswalk_chains(before, after) == ()


def test_a_version_that_is_not_shipped_is_not_found():
    with pytest.raises(FrameworkNotFound):
        api.crosswalk_chains("kloe@2018-04", "saf@2024-12")
