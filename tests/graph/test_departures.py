"""Departures in a graph: what an outcome then turns on, what it rests on, and what its rules hash to."""

from __future__ import annotations

from support.graphs import TRUTH, Draft

from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.evidence import Decided, Evidence, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import AdjustmentKind, Stage
from wellled_rules.graph.serialize import hashes
from wellled_rules.graph.trace import Trace
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import ScaleType

OVERALL = Cell("subject:overall")


def _graph(*, normally: bool = True) -> tuple[DeterminationGraph, dict[str, ScaleLevel]]:
    """An outcome that passes a ladder on, a row of which is never taken; a limit without and one with a condition."""
    draft = Draft()
    grade = draft.scale("grade", {"poor": None, "fair": None, "fine": None, "great": None})
    type_, levels = ScaleType(grade), {one.id: draft.constant(one) for one in grade.levels}
    wet, dead = draft.input("wet", TRUTH), draft.input("dead", type_)
    rows = [((wet,), levels["poor"]), ((wet,), dead), ((), levels["fair"])]
    general = draft.determine("general", draft.first_of(rows, type_))
    great = draft.apply("one_of", general, levels["great"])
    made = draft.adjustment(AdjustmentKind.REPLACEMENT, "made", "overall", condition=great, to=levels["great"])
    up = draft.adjustment(
        AdjustmentKind.STEP,
        "up",
        "overall",
        condition=wet,
        steps=1,
        departure=draft.departure("up", TRUTH) if normally else None,
    )
    stages = Stage(AdjustmentKind.REPLACEMENT, (made,)), Stage(AdjustmentKind.STEP, (up,))
    departure = draft.departure("overall", type_) if normally else None
    draft.determine("overall", general, *stages, departure=departure)
    return draft.graph(), {one.id: one for one in grade.levels}


def _evaluated(**decided: str | None) -> Trace:
    graph, levels = _graph()
    decisions = tuple(
        Decided(rule=rule, members=(), to=None if to is None else levels[to], role="board", reason="seen", on=None)
        for rule, to in decided.items()
    )
    return evaluate(graph, Evidence(subject=Subject(level="subject"), decisions=decisions))


def test_what_was_set_aside_is_not_waited_for() -> None:
    assert [str(one) for one in _evaluated(overall="poor").waits_for(OVERALL)] == ["wet"]
    assert _evaluated(overall="poor", up=None).waits_for(OVERALL) == ()


def test_an_exception_that_was_departed_from_rests_on_that_while_its_condition_is_open() -> None:
    trace = _evaluated(overall="poor", up=None)
    derivation = derive(trace, OVERALL)
    up = Cell("subject:up")
    assert [derivation.edges[one, up]["part"] for one in derivation.predecessors(up)] == ["departed from"]
    assert recompute(derivation, up) is False
    assert recompute(derivation, OVERALL) == trace.value(OVERALL)


def test_who_may_depart_is_part_of_what_a_rule_means() -> None:
    (with_, _), (without, _) = _graph(), _graph(normally=False)
    ours, theirs = hashes(with_), hashes(without)
    assert {name for name in theirs if ours[name][0] != theirs[name][0]} == {"subject:up", "subject:overall"}
