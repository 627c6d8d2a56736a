"""A sound graph breaks nothing; each invariant notices what breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.graphs import NUMBER, TRUTH, Axis, Draft

from wellled_rules.api import load
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.invariants import INVARIANTS, verify
from wellled_rules.graph.nodes import AdjustmentKind, Constant, Node, Stage
from wellled_rules.graph.nodes import Axis as NodeAxis
from wellled_rules.values.types import ScaleType


def sound() -> DeterminationGraph:
    draft = Draft()
    scale = draft.scale("mark", {"low": 1, "top": 2})
    draft.set("area", ["kitchen", "hall"])
    marks = draft.input("area_mark", ScaleType(scale), Axis("area"))
    draft.lookup("area_weight", Axis("area"), {"kitchen": 1, "hall": 2})
    low, top = draft.constant(scale.levels[0]), draft.constant(scale.levels[1])
    total = draft.determine("sum", draft.fold("total", marks))
    test = draft.apply("over", total, draft.constant(3))
    other = draft.apply("or_less", total, draft.constant(3))
    answer = draft.table([total], [([test], top), ([other], low)], ScaleType(scale))
    dirty = draft.fold("any", marks, hits=[draft.apply("one_of", marks, low)])
    limit = draft.adjustment(AdjustmentKind.LIMIT, "cap", "outcome", condition=dirty, to=low)
    decided = draft.decision("board", ScaleType(scale))
    board = draft.adjustment(AdjustmentKind.MODERATION, "board", "outcome", to=decided)
    stages = (Stage(AdjustmentKind.MODERATION, (board,)), Stage(AdjustmentKind.LIMIT, (limit,)))
    draft.determine("outcome", answer, *stages)
    graph = draft.graph("outcome")
    rule = next(iter(graph.rules.values()))
    missing = {node.rule for node in graph.nodes.values()} - set(graph.rules)
    return replace(graph, rules={**graph.rules, **{name: replace(rule, id=name) for name in missing}})


def test_a_sound_graph_breaks_nothing() -> None:
    assert verify(sound()) == []


@pytest.mark.parametrize("identity", ["tutorial@2024-01"])
def test_a_lowered_framework_is_sound(identity: str) -> None:
    assert verify(load(identity).graph) == []


def with_node(name: str, **changes: object) -> Callable[[DeterminationGraph], DeterminationGraph]:
    def change(graph: DeterminationGraph) -> DeterminationGraph:
        nodes: dict[str, Node] = dict(graph.nodes)
        found = next(one for one in nodes if one == f"subject:{name}")
        nodes[found] = replace(nodes[found], **changes)  # type: ignore[arg-type]
        return replace(graph, nodes=nodes)

    return change


def first_of_kind(kind: str, **changes: object) -> Callable[[DeterminationGraph], DeterminationGraph]:
    def change(graph: DeterminationGraph) -> DeterminationGraph:
        name = next(one for one, node in graph.nodes.items() if type(node).__name__ == kind)
        return with_node(name.partition(":")[2], **changes)(graph)

    return change


BROKEN: dict[str, Callable[[DeterminationGraph], DeterminationGraph]] = {
    "operands come before their readers": lambda graph: replace(graph, nodes=dict(reversed(graph.nodes.items()))),
    "ids say the level": with_node("area_mark", id="elsewhere:area_mark"),
    "readers stay near their level": lambda graph: replace(
        graph,
        nodes={
            "other:x": Constant(id="other:x", axes=(), type=TRUTH, rule="subject:sum", span=_span(graph), value=True),
            **with_node("cap", condition="other:x")(graph).nodes,
        },
    ),
    "axes are declared sets, each once": with_node("area_mark", axes=(NodeAxis("room"),)),
    "axes fit what is read": with_node("sum", answer="subject:area_mark"),
    "tests are yes or no": with_node("cap", condition="subject:sum"),
    "operators and folds are known": first_of_kind("Apply", op="guess"),
    "tables have a test a column, and `otherwise` ends a ladder": first_of_kind("Choose", columns=()),
    "exceptions have what their kind needs": with_node("cap", to=None),
    "exceptions act on their target, each once": with_node("cap", target="subject:sum"),
    "weights cover their set": with_node("area_weight", values={"kitchen": 1}),
    "outcomes are there": lambda graph: replace(graph, outcomes={"subject": ("nothing",)}),
    "every node has a rule": with_node("sum", rule="subject:nowhere"),
    "decisions stand behind moderations and departures": with_node("board", kind=AdjustmentKind.LIMIT),
}


def _span(graph: DeterminationGraph):  # type: ignore[no-untyped-def]
    return next(iter(graph.nodes.values())).span


def test_what_is_shown_is_an_outcome_and_no_other_input_is_one() -> None:
    graph = sound()
    mark, sum_, outcome = "area_mark", "sum", "outcome"
    header = replace(graph.header, shows={"subject": (mark,)})
    assert verify(replace(graph, header=header, outcomes={"subject": (sum_, outcome, mark)})) == []
    for broken in (replace(graph, header=header), replace(graph, outcomes={"subject": (sum_, outcome, mark)})):
        assert verify(broken) == [f"outcomes are there: subject:{mark}"]
    shown = replace(graph, header=header, outcomes={"subject": (sum_, outcome, mark)})
    for where in ("subject:nothing", f"subject:{sum_}"):
        told = replace(header, told_where={f"subject:{mark}": where})
        assert verify(replace(shown, header=told)) == [f"outcomes are there: subject:{mark}"]


def test_each_invariant_is_broken_here() -> None:
    assert set(BROKEN) == set(INVARIANTS)


@pytest.mark.parametrize("name", INVARIANTS)
def test_each_invariant_notices_what_breaks_it(name: str) -> None:
    try:
        broken = BROKEN[name](sound())
        found = verify(broken) if name in ("operands come before their readers",) else list(INVARIANTS[name](broken))
    except KeyError as error:
        pytest.fail(f"{name} could not be looked at: {error}")
    assert found


def test_numbers_are_numbers() -> None:
    assert sound().nodes["subject:sum"].type == NUMBER
