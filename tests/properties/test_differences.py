"""What holds of every comparison: nothing differs from itself, one change is told as that one, and both ways alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest
from support.generate import drawn_framework
from support.rewritten import meanings, reread, rewritten

from wellled_rules.api import diff, frameworks, load
from wellled_rules.backends.comparer.compare import compare
from wellled_rules.backends.comparer.declarations import rules_of
from wellled_rules.backends.comparer.difference import ClauseChange, Difference, Entry, Status
from wellled_rules.backends.comparer.to_html import to_html
from wellled_rules.backends.comparer.to_markdown import to_markdown
from wellled_rules.backends.comparer.to_text import to_text
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import (
    Adjustment,
    Apply,
    Collect,
    Constant,
    Determine,
    Input,
    Lookup,
    Node,
    Treatment,
)
from wellled_rules.graph.serialize import hashes
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.types import ScaleType, SetType, Value

SEEDS = range(4)
_OTHER = {
    "add": "subtract",
    "or_more": "over",
    "or_less": "under",
    "or_better": "better",
    "or_worse": "worse",
    "before": "after",
    "on_or_before": "on_or_after",
    "known": "missing",
    "within_before": "within_after",
}
_TURNED = {Status.ADDED: Status.REMOVED, Status.REMOVED: Status.ADDED}


@cache
def graph_of(seed: int) -> DeterminationGraph:
    return drawn_framework(seed).framework.graph


def mutants(graph: DeterminationGraph) -> Iterator[tuple[str, DeterminationGraph]]:
    """Graphs in which one rule means something else, with the name of that rule's id: the first way for each rule."""
    told = {rule.id for rule in rules_of(graph)}
    seen = set()
    for name, node in graph.nodes.items():
        other = mutated(graph, node)
        if other is not None and node.rule not in seen and node.rule in told:
            seen.add(node.rule)
            yield node.rule, replace(graph, nodes={**graph.nodes, name: other})


def mutated(graph: DeterminationGraph, node: Node) -> Node | None:
    """The node with one thing in it changed; none where this test knows of nothing."""
    match node:
        case Constant() if not isinstance(node.value, Missing):
            value = another(node.value, node)
            return None if value is None else replace(node, value=value)
        case Apply() if node.op in _OTHER:
            return replace(node, op=_OTHER[node.op])
        case Input():
            return replace(node, role="somebody_else", reason_required=not node.reason_required)
        case Lookup():
            first = next(iter(node.values))
            return replace(node, values={**node.values, first: node.values[first] + 1})
        case Collect():
            was = node.treatments.get(State.NOT_SEEN)
            now = Treatment.UNKNOWN if was is Treatment.LEFT_OUT else Treatment.LEFT_OUT
            return replace(node, treatments={**node.treatments, State.NOT_SEEN: now})
        case Adjustment() if node.steps:
            return replace(node, steps=node.steps + (1 if node.steps > 0 else -1))
        case Determine() if node.departure is not None:
            return replace(node, departure=replace(node.departure, role="somebody_else"))
    return None


def another(value: Value, node: Constant) -> Value | None:
    """A value of the same type that is not the same."""
    match value:
        case bool():
            return not value
        case int() | Fraction():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case ScaleLevel() if isinstance(node.type, ScaleType):
            return next((one for one in node.type.scale.levels if one != value), None)
        case Member() if isinstance(node.type, SetType):
            return next((one for one in node.type.set if one != value), None)
    return None


def by_id(found: Difference) -> Mapping[str, Entry]:
    """Entries of what stands at a level, by `LEVEL:NAME`."""
    return {f"{level}:{entry.name}": entry for entry in found.entries for level in entry.levels}


def turned(found: Difference) -> set[tuple[object, ...]]:
    """All that a difference says, with before and after exchanged, in no order."""
    return {
        (
            *(_TURNED.get(one.status, one.status), one.levels, one.after, one.before, one.changes_meaning),
            frozenset(_turned(change) for change in one.clauses),
        )
        for one in found.entries
    }


def _turned(one: ClauseChange) -> tuple[object, ...]:
    return one.word, one.of, one.after, one.before, one.after_place, one.before_place, one.changes_meaning


def as_told(found: Difference) -> set[tuple[object, ...]]:
    """The same as it stands."""
    return {
        (
            *(one.status, one.levels, one.before, one.after, one.changes_meaning),
            frozenset(
                (
                    *(change.word, change.of, change.before, change.after),
                    *(change.before_place, change.after_place, change.changes_meaning),
                )
                for change in one.clauses
            ),
        )
        for one in found.entries
    }


@pytest.mark.parametrize("seed", range(8))
def test_a_framework_written_anew_from_its_clauses_means_the_same(seed: int) -> None:
    graph = graph_of(seed)
    assert meanings(reread(rewritten(graph))) == meanings(graph)


@pytest.mark.parametrize("identity", ["kloe@2018-03", "tutorial@2024-01"])
def test_a_shipped_version_written_anew_means_the_same(identity: str) -> None:
    graph = load(identity).graph
    assert meanings(reread(rewritten(graph))) == meanings(graph)


@pytest.mark.parametrize("identity", [f"{one.id}@{one.version}" for one in frameworks()])
def test_no_shipped_version_differs_from_itself(identity: str) -> None:
    assert diff(identity, identity).is_empty


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_differs_from_itself(seed: int) -> None:
    graph = graph_of(seed)
    found = compare(graph, graph)
    assert found.is_empty
    assert not found.changes_meaning
    assert not found.affected
    assert to_text(found).count("\n") == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_one_rule_that_means_something_else_is_the_one_that_is_told(seed: int) -> None:
    graph = graph_of(seed)
    before = hashes(graph)
    made = tuple(mutants(graph))
    assert len(made) > 3
    for rule, mutant in made:
        found = compare(graph, mutant)
        after = hashes(mutant)
        told = by_id(found)
        assert {name for name, one in told.items() if one.status is Status.CHANGED} == {rule}
        differs = {name for name in told if before[name][0] != after[name][0]} | {rule}
        assert {name for name, one in told.items() if one.changes_meaning} == differs
        assert {one.status for one in told.values()} <= {Status.CHANGED, Status.FOLLOWS, Status.UNCHANGED}
        (changed,) = {id(one): one for one in told.values() if one.status is Status.CHANGED}.values()
        assert all(change.changes_meaning and change.before != change.after for change in changed.clauses)
        assert changed.clauses
        name = rule.partition(":")[2]
        assert all(name in one.because for one in found.affected)
        assert {f"{one.level}:{one.name}" for one in found.affected} == {
            one for one in differs if mutant.is_outcome(mutant.nodes[one]) and before[one][0] != after[one][0]
        }
        assert turned(compare(mutant, graph)) == as_told(found)
        assert found.before.meaning != found.after.meaning


@pytest.mark.parametrize("seed", SEEDS)
def test_one_rule_that_is_worded_otherwise_changes_no_meaning(seed: int) -> None:
    graph = graph_of(seed)
    for rule in rules_of(graph):
        other = replace(graph, rules={**graph.rules, rule.id: replace(rule, title="Another title")})
        found = compare(graph, other)
        assert not found.changes_meaning
        assert found.before.meaning == found.after.meaning
        assert found.before.text != found.after.text
        assert [(one.name, one.status) for one in found.entries if one.status is not Status.UNCHANGED] == [
            (rule.name, Status.REWORDED)
        ]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_frameworks_differ_both_ways_alike_and_can_be_told(seed: int) -> None:
    one, other = graph_of(seed), graph_of(seed + 1)
    found = compare(one, other)
    assert not found.is_empty
    assert as_told(found) == turned(compare(other, one))
    assert {entry.name for entry in found.entries if entry.before is not None} >= set(one.assumptions)
    for told in (to_text, to_markdown, to_html):
        assert told(found, everything=True).endswith("\n")
