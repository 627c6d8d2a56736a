"""An invented framework for cases: chains of bakeries and their shops, with every type and shape of input."""

from __future__ import annotations

from dataclasses import replace

from support.graphs import TRUTH, Axis, Draft

from wellled_rules.cases.plain import document
from wellled_rules.cases.validate import validate
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph, Level
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Stage
from wellled_rules.values.missing import State
from wellled_rules.values.scale import MemberSet
from wellled_rules.values.types import (
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    Unit,
)

__all__ = ["BAKERY", "evidence", "findings", "places"]


_LOOKS = {"bread": {"stars": {"3": "a crisp crust", "1": "no crust"}, "grade": {"fresh": "baked today"}}}


def _titled(members: MemberSet, titles: dict[str, str]) -> MemberSet:
    named = tuple(replace(one, title=titles[one.id]) for one in members.members)
    return replace(members, members=named, characteristics=_LOOKS)


def _bakery() -> DeterminationGraph:
    draft = Draft("chain")
    stars = ScaleType(draft.scale("stars", {"1": 1, "2": 2, "3": 3, "4": 4}))
    grade_scale = draft.scale(
        "grade", {"stale": 1, "fair": 2, "fresh": 3}, {"not_graded": State.NOT_ASSESSED, "closed": State.SUSPENDED}
    )
    grade = ScaleType(grade_scale)
    draft.sets["shelf"] = draft.set(
        "shelf",
        ["bread", "cake", "oven"],
        needs={"bread": {"source": ("taste", "papers")}, "cake": {"source": ("taste",)}},
        only_at={"oven": ("chain",)},
    )
    titles = {"bread": "Bread – and rolls", "cake": "The baker’s cake", "oven": "Ovens"}
    draft.sets["shelf"] = _titled(draft.sets["shelf"], titles)
    draft.set("source", ["taste", "papers"])
    kind = draft.set("kind", ["wholesale", "street", "mill"], only_at={"mill": ("chain",)})

    stars_of = draft.input("stars_of", stars, Axis("shelf"), role="taster", reason_required=True)
    draft.input("source_stars", stars, Axis("shelf"), Axis("source", needed_by="shelf"))
    draft.input("kind", SeveralType(kind))
    draft.input("main_kind", SetType(kind))
    draft.input("sold", NumberType(unit=Unit.PERCENTAGE, low=0, high=100))
    draft.input("ovens", NumberType(whole=True, low=0), role="counter")
    draft.input("weight", NumberType())
    draft.input("opened", DateType())
    draft.input("clean", TRUTH)
    draft.input("halves", RoundingType())
    draft.input("assessed_on", DateType())

    answer = draft.constant(grade_scale.by_id["fair"])
    to = draft.decision("panel", grade)
    panel = draft.adjustment(AdjustmentKind.MODERATION, "panel", "overall", to=to, role="board")
    draft.determine("overall", answer, Stage(AdjustmentKind.MODERATION, (panel,)))
    to = draft.decision("shelf_panel", stars, Axis("shelf"))
    shelves = draft.adjustment(
        AdjustmentKind.MODERATION, "shelf_panel", "shelf_stars", to=to, role="board", axes=(Axis("shelf"),)
    )
    draft.determine("shelf_stars", stars_of, Stage(AdjustmentKind.MODERATION, (shelves,)))
    asked = draft.nodes[panel]
    assert isinstance(asked, Adjustment)
    draft.nodes[panel] = replace(asked, reason_required=True)

    draft.at("shop")
    draft.input("stars_of", stars, Axis("shelf"))
    draft.input("clean", TRUTH)
    draft.input("queue", NumberType(whole=True))
    draft.determine("overall", draft.constant(grade_scale.by_id["fair"]))
    draft.levels = {"chain": Level(name="chain", title="Chain of shops"), "shop": Level(name="shop", title="Shop")}
    return draft.graph()


BAKERY = _bakery()


def evidence(case: object, graph: DeterminationGraph = BAKERY) -> Evidence:
    """What a case of Python data records."""
    return validate(graph, document(case))


def findings(case: object, graph: DeterminationGraph = BAKERY) -> tuple[Diagnostic, ...]:
    """What is wrong with a case; nothing where it is taken."""
    try:
        evidence(case, graph)
    except CaseError as refused:
        return refused.diagnostics
    return ()


def places(case: object) -> list[tuple[str, str | None]]:
    """Code and pointer of each finding."""
    return [(one.code, one.pointer) for one in findings(case)]
