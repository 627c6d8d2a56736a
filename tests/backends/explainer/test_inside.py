"""What is inside is explained as fully as what a case is about."""

from __future__ import annotations

import re
from typing import Any

from support.terraces import evaluated, garden, marks, terrace

ONE_BARE = garden("Number 1", seen=marks(pond="bare"))


def test_what_would_change_it_is_told_of_a_subject_inside_as_of_a_case_of_its_own() -> None:
    told = evaluated(terrace(ONE_BARE)).explain("mark@garden/g").layers
    subject: dict[str, Any] = {"level": "garden", **ONE_BARE}
    alone = evaluated({"subject": subject, "assessed_on": "2025-03-14"}).explain().layers

    assert [one.text for one in told.sensitivities] == [
        "If “Some are Bare, and too few for Bare” were Bare instead of Dry, “Mark” would be Bare."
    ]
    assert [one.text for one in alone.sensitivities] == [one.text for one in told.sensitivities]
    assert [one.name for one in told.assumptions if one.is_pivotal] == ["few_bare"]


def test_a_subject_inside_that_turns_on_nothing_says_so() -> None:
    result = evaluated(terrace(ONE_BARE, garden("Number 2", id="h")))

    assert result.explain("mark@garden/h").layers.sensitivities == ()
    assert result.explain("seen/pond@garden/g").layers.sensitivities == ()
    assert [(one.outcome, one.subject) for one in result.sensitivities] == [("mark", ())]


def test_where_the_last_row_of_a_ladder_applies_it_is_built_from_what_the_rows_before_it_counted() -> None:
    result = evaluated(terrace(garden("Number 1", seen=marks(pond="lush"))))
    for of in ("mark", "mark@garden/g"):
        built = result.explain(of).layers.statements

        assert built is not None
        assert built.title == "Marks of the parts"
        assert [one.value.text for one in built.lines] == ["Green", "Green", "Green", "Green", "Lush"]


def test_a_headline_says_how_many_of_how_many_how_many_it_takes_and_that_the_answer_is_assumed() -> None:
    told = evaluated(terrace(ONE_BARE)).explain("mark@garden/g").headline

    assert told == (
        "Dry, as assumed: “Marks of the parts” is Bare for 1 of 5, Pond, and Bare takes 2, by “Mark” "
        "(Guide to terraces, “7”)."
    )


def test_what_lies_within_what_else_is_asked_for_is_not_said() -> None:
    lush = marks(pond="lush", hedge="lush")
    (told,) = [
        one
        for one in evaluated(terrace(garden("G", seen=lush))).explain("mark@garden/g").layers.steps
        if one.path == "mark@garden/g"
    ]

    assert told.how == (
        "“Marks of the parts” is Lush for 2 of 5, and at least 2 must be and “Marks of the parts” is Green or better "
        "for all 5: Lush."
    )


def test_steps_and_evidence_say_the_same_of_an_entry_that_is_left_out() -> None:
    told = evaluated(terrace(garden("G"))).explain("part_mark/pond@garden/g").layers
    (warned,) = [one for one in told.evidence if one.path == "warned/pond@garden/g"]
    (step,) = [one for one in told.steps if one.path == "neglected/pond@garden/g"]

    assert f"{warned.value.text} ({warned.treated})" == "not given (left out)"
    assert step.how == "Does not apply: “Warnings” for Pond is not given (left out), not Last warning."


def test_a_departure_shows_what_the_rule_that_was_departed_from_reads_and_would_have_said() -> None:
    decided = {
        "rule": "mark",
        "to": "green",
        "role": "gardener",
        "reason": "drought",
        "clause": "8",
        "on": "2025-03-01",
    }
    told = evaluated(terrace(ONE_BARE | {"decisions": [decided]})).explain("mark@garden/g").layers
    (step,) = [one for one in told.steps if one.path == "mark@garden/g"]

    assert step.workings == ("By the rule that was departed from: “Marks of the parts” is Bare for 1 of 5, Pond: Dry.",)
    assert told.statements is not None
    assert told.statements.title == "Marks of the parts, by the rule that was departed from"
    assert [one.value.text for one in told.statements.lines] == ["Green", "Green", "Green", "Green", "Bare"]
    assert not any(one.decides for one in told.statements.lines)


def test_a_folded_exception_that_decided_has_its_reason_and_its_source() -> None:
    warned = garden("Number 1", warned={"pond": ["last_warning"]})
    young = garden("Number 2", id="h", planted_on="2024-10-01")
    lines = evaluated(terrace(warned, young)).explain().to_text(plain=True).splitlines()
    title = "    A last warning makes a part Bare, for each of 5"

    assert lines[lines.index(title) :][5:7] == [
        "        Pond, Number 1: Applies. Made it Bare in place of Green, because “Warnings” for Pond, Number 1 is "
        "Last warning.",
        "        Source: Guide to terraces, “2”",
    ]
    assert (
        "        Each: Number 2: left out, because “The garden counts” for Number 2 is no, not yes (“Day it was "
        "planted” for Number 2 is 1 October 2024, which is within 1 year before 14 March 2025 (“Day of the "
        "assessment”))."
    ) in lines


def test_every_folded_step_has_a_source() -> None:
    warned = garden("Number 1", warned={"pond": ["last_warning"]})
    text = evaluated(terrace(warned, garden("Number 2", id="h"))).explain().to_text(plain=True)
    steps = text.partition("\nSteps\n")[2].partition("\nEvidence\n")[0]
    blocks = re.split(r"\n(?=    \S)", steps)

    assert len(blocks) > 4
    assert [block for block in blocks if "\n        Source: " not in block] == []
