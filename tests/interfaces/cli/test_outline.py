"""The outline of a graph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.graphs import TRUTH, Axis, Draft
from support.greenhouses import greenhouses
from support.houses import houses

from wellled_rules.graph.graph import AssumptionText, Cited, DeterminationGraph, Source
from wellled_rules.graph.nodes import AdjustmentKind, Stage
from wellled_rules.interfaces.cli.outline import outline
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    Type,
    Unit,
)

_ACTS = {
    AdjustmentKind.REPLACEMENT: "replaced by",
    AdjustmentKind.STEP: "moved by",
    AdjustmentKind.MODERATION: "moderated by",
    AdjustmentKind.FLOOR: "raised by",
    AdjustmentKind.LIMIT: "limited by",
    AdjustmentKind.SUSPENSION: "suspended by",
}


def _graph() -> DeterminationGraph:
    draft = Draft("club")
    grade = ScaleType(draft.scale("grade", {"poor": 1, "good": 2}))
    draft.set("topic", ["rooms", "lessons"])
    mark_in = draft.input("mark_in", grade, Axis("topic"), role="visitor", reason_required=True)
    fact = draft.input("fact", TRUTH)
    stages = []
    for kind in _ACTS:
        condition = draft.apply("and", draft.apply("and", fact, fact), fact)
        stages.append(Stage(kind, (draft.adjustment(kind, f"a_{kind.value}", "mark", condition=condition),)))
    draft.determine("mark", draft.fold("best", mark_in, type_=grade), *stages)
    graph = draft.graph(title="Clubs\x1b")
    silent = AssumptionText(name="silent", title="", basis="not_found", basis_text="", span=draft.span("silent"))
    rule = replace(graph.rules["club:mark"], cites=(Cited("book", "page 1"), Cited("gone")), rests_on=("silent",))
    return replace(
        graph,
        rules={**graph.rules, rule.id: rule},
        sources={"book": Source(name="book", title="Book")},
        assumptions={"silent": silent},
    )


def test_outcome_says_what_it_reads_through_every_nameless_part_and_what_may_change_it():
    lines = outline(_graph()).splitlines()
    assert lines[:4] == ["draft@2024-01: Clubs\\x1b", "", "Club (club)", ""]
    assert lines[4:9] == [
        "  Mark (mark): Grade, the headline",
        "    reads Mark_In (mark_in)",
        "    cites Book, page 1",
        "    cites gone",
        "    rests on silent",
    ]
    acting = iter(lines[9:])
    for kind, words in _ACTS.items():
        assert next(acting) == f"    {words} A_{kind.value.title()} (a_{kind.value})"
        assert next(acting) == "      reads Fact (fact)"


def test_inputs_say_who_judges_them_and_for_what():
    lines = outline(_graph()).splitlines()
    assert lines[-3:] == [
        "  Inputs",
        "    Mark_In (mark_in): Grade for each Topic, judged by visitor, with a reason",
        "    Fact (fact): yes or no",
    ]


def test_level_without_outcomes_is_still_named():
    draft = Draft("club")
    draft.at("house")
    assert outline(draft.graph()).splitlines()[-1] == "House (house)"


_DRAFT = Draft()
_SET = _DRAFT.set("topic", ["rooms"])


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        (NumberType(), "number"),
        (NumberType(whole=True, low=0, high=9), "whole number from 0 to 9"),
        (NumberType(unit=Unit.PERCENTAGE), "percentage"),
        (DateType(), "date"),
        (RoundingType(), "rounding"),
        (SetType(_SET), "Topic"),
        (SeveralType(_SET), "one or more of Topic"),
        (CollectionType(TRUTH), "several of yes or no"),
    ],
)
def test_each_type_has_its_words(type_: Type, words: str):
    draft = Draft()
    draft.input("entry", type_)
    assert outline(draft.graph()).splitlines()[-1] == f"    Entry (entry): {words}"


def test_a_rule_that_holds_normally_says_who_may_depart_from_it() -> None:
    lines = outline(houses().graph).splitlines()
    place = lines.index("  Grade (outcome): Grade, the headline")
    assert lines[place + 1 : place + 7] == [
        "    reads Points (points)",
        "    cites Rules for houses, 3",
        "    normally, but review_panel may depart",
        "    limited by Damp (damp_limit)",
        "      normally, but surveyor may depart",
        "      reads Damp (damp)",
    ]


def test_an_input_says_from_where_it_is_carried() -> None:
    told = outline(greenhouses().graph)
    lines = "outcome under greenhouses@2019-01; bed_score under greenhouses@2022-01"
    assert f"judged by gardener, with a reason, carried from {lines}\n" in told
