"""What is true of every graph that lowering makes: named checks, each with what broke it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Axis,
    Check,
    Choose,
    Collect,
    Decision,
    Determine,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
)
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.operators import OPERATORS
from wellled_rules.values.types import ScaleType, TruthType

__all__ = ["INVARIANTS", "verify"]

Broken = Iterator[NodeId]


def _operands_come_first(graph: DeterminationGraph) -> Broken:
    seen: set[NodeId] = set()
    for name, node in graph.nodes.items():
        if any(one not in seen for one in operands(node)):
            yield name
        seen.add(name)


def _ids_say_the_level(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if name != node.id or graph.level_of(name) not in graph.levels:
            yield name


def _readers_stay_near_their_level(graph: DeterminationGraph) -> Broken:
    """A rule reads its own level and those above; a collection also reads the levels directly inside."""
    for name, node in graph.nodes.items():
        here = graph.level_of(name)
        near = {here, *_above(graph, here)}
        if isinstance(node, Collect):
            near |= {level for level, one in graph.levels.items() if here in one.within}
        if any(graph.level_of(one) not in near for one in operands(node)):
            yield name


def _above(graph: DeterminationGraph, level: str) -> set[str]:
    found: set[str] = set()
    waiting = [level]
    while waiting:
        held = graph.levels.get(waiting.pop())
        for one in () if held is None else held.within:
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _axes_are_declared(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        sets = [axis.set for axis in node.axes]
        holders = [axis.needed_by for axis in node.axes if axis.needed_by is not None]
        collects = [one for one in sets if isinstance(graph.nodes.get(one), Collect)]
        if len(set(sets)) < len(sets) or any(one not in graph.sets for one in (*sets, *holders) if one not in collects):
            yield name


def _axes_fit_what_is_read(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        here = {axis.set for axis in node.axes}
        match node:
            case Pick():
                fits = {axis.set for axis in graph.nodes[node.source].axes} == here | {node.set}
            case Collect():
                fits = node.axes[-1:] == (Axis(name),)
            case Aggregate():
                fits = all(here & _sets(graph, one) == here or not _sets(graph, one) for one in node.items)
            case _:
                fits = all(_sets(graph, one) <= here for one in operands(node))
        if not fits:
            yield name


def _sets(graph: DeterminationGraph, node: NodeId) -> set[str]:
    return {axis.set for axis in graph.nodes[node].axes}


def _tests_are_yes_or_no(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if any(not isinstance(graph.nodes[one].type, TruthType) for one in _tests(node)):
            yield name


def _tests(node: Node) -> tuple[NodeId, ...]:
    match node:
        case Choose():
            return tuple(test for row in node.rows for test in row.tests)
        case Aggregate():
            return node.hits
        case Adjustment():
            return () if node.condition is None else (node.condition,)
        case Check():
            return (node.expects,) if node.when is None else (node.when, node.expects)
        case Apply() if node.op in ("and", "or", "not"):
            return node.args
        case _:
            return ()


def _operators_are_known(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if (isinstance(node, Apply) and node.op not in OPERATORS) or (
            isinstance(node, Aggregate) and (node.op not in FOLDS or (node.hits and len(node.hits) != len(node.items)))
        ):
            yield name


def _tables_have_a_test_a_column(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if isinstance(node, Choose):
            widths = {len(row.tests) for row in node.rows if row.tests}
            wrong = widths - {len(node.columns)} if node.form == "table" else widths - {1}
            if wrong or any(not row.tests for row in node.rows[:-1] if node.form == "first"):
                yield name


def _exceptions_have_what_their_kind_needs(graph: DeterminationGraph) -> Broken:
    moves = (AdjustmentKind.REPLACEMENT, AdjustmentKind.MODERATION, AdjustmentKind.FLOOR, AdjustmentKind.LIMIT)
    for name, node in graph.nodes.items():
        if isinstance(node, Adjustment) and (
            (node.kind in moves) != (node.to is not None) or (node.kind is AdjustmentKind.STEP) != (node.steps != 0)
        ):
            yield name


def _exceptions_act_on_their_target(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if isinstance(node, Determine):
            acting = [one for stage in node.stages for one in stage.adjustments]
            rules = [graph.nodes[one] for one in acting]
            kinds = all(
                isinstance(graph.nodes[one], Adjustment) and getattr(graph.nodes[one], "kind", None) is stage.kind
                for stage in node.stages
                for one in stage.adjustments
            )
            on_it = all(isinstance(one, Adjustment) and one.target == name for one in rules)
            scaled = isinstance(node.type, ScaleType) or not acting
            if len(set(acting)) < len(acting) or not (kinds and on_it and scaled):
                yield name


def _weights_cover_their_set(graph: DeterminationGraph) -> Broken:
    for name, node in graph.nodes.items():
        if isinstance(node, Lookup):
            members = {cell[0] for cell in graph.cells(node)}
            if len(node.axes) != 1 or not members <= set(node.values):
                yield name


def _outcomes_are_there(graph: DeterminationGraph) -> Broken:
    for level, names in graph.outcomes.items():
        shows = graph.header.shows.get(level, ())
        for one in names:
            node = graph.named(level, one)
            if not isinstance(node, Determine) and not (isinstance(node, Input) and one in shows):
                yield f"{level}:{one}"
    for level, headline in graph.header.headline.items():
        if headline not in graph.outcomes.get(level, ()):
            yield f"{level}:{headline}"
    for level, names in graph.header.shows.items():
        yield from (f"{level}:{one}" for one in names if one not in graph.outcomes.get(level, ()))
    for one, where in graph.header.told_where.items():
        test = graph.nodes.get(where)
        is_told = one in graph.nodes and graph.is_outcome(graph.nodes[one])
        if not is_told or test is None or test.axes or not isinstance(test.type, TruthType):
            yield one


def _rules_are_there(graph: DeterminationGraph) -> Broken:
    yield from (name for name, node in graph.nodes.items() if node.rule not in graph.rules)


def _decisions_have_their_rule(graph: DeterminationGraph) -> Broken:
    behind: set[NodeId | None] = set()
    for node in graph.nodes.values():
        if isinstance(node, Adjustment) and node.kind is AdjustmentKind.MODERATION:
            behind.add(node.to)
        if isinstance(node, Adjustment | Determine) and node.departure is not None:
            behind.add(node.departure.decision)
    yield from (name for name, node in graph.nodes.items() if isinstance(node, Decision) and name not in behind)


INVARIANTS: Mapping[str, Callable[[DeterminationGraph], Broken]] = MappingProxyType(
    {
        "operands come before their readers": _operands_come_first,
        "ids say the level": _ids_say_the_level,
        "readers stay near their level": _readers_stay_near_their_level,
        "axes are declared sets, each once": _axes_are_declared,
        "axes fit what is read": _axes_fit_what_is_read,
        "tests are yes or no": _tests_are_yes_or_no,
        "operators and folds are known": _operators_are_known,
        "tables have a test a column, and `otherwise` ends a ladder": _tables_have_a_test_a_column,
        "exceptions have what their kind needs": _exceptions_have_what_their_kind_needs,
        "exceptions act on their target, each once": _exceptions_act_on_their_target,
        "weights cover their set": _weights_cover_their_set,
        "outcomes are there": _outcomes_are_there,
        "every node has a rule": _rules_are_there,
        "decisions stand behind moderations and departures": _decisions_have_their_rule,
    }
)
"""Name -> the nodes that break it."""


def verify(graph: DeterminationGraph) -> list[str]:
    """What is not as it must be, `INVARIANT: node` each; empty for a sound graph."""
    first = [f"operands come before their readers: {one}" for one in _operands_come_first(graph)]
    if first:
        return first
    return [f"{name}: {one}" for name, broken in INVARIANTS.items() for one in broken(graph)]
