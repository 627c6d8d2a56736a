"""A framework written anew from its graph: the clauses that a comparison shows, put together into one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellled_rules.backends.comparer.clause import Clause
from wellled_rules.backends.comparer.declarations import Declaration, declarations
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Assumption, Axis, Collect, Decision, Input
from wellled_rules.graph.serialize import Json, Meanings, value_json
from wellled_rules.graph.written import short, type_written
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Parameter
from wellled_rules.values.scale import Scale, ScaleLevel
from wellled_rules.values.types import ScaleType, SetType, SeveralType, Type, Value

__all__ = ["meanings", "reread", "rewritten"]

_OF_ALIAS = re.compile(r"\b([a-z]\w*)\.(?=[a-z])")
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
_UNTOLD = frozenset({"title", "cites", "rests on", "because", "amends"})
# Told of a rule at its one level, and not of one that a module shares, or that stands at several.
_OF_RULES = frozenset({"dead-row", "overrides-without-effect"})
_UNDER_A_MEMBER = frozenset({"means", "in", "needs", "only at", "looks like"})


def rewritten(graph: DeterminationGraph) -> str:
    """One file that means what the graph means; without sources, reasons and examples, which mean nothing."""
    return (
        "\n".join(["language 1", *(line for one in declarations(graph, (), {}) for line in _lines(graph, one))]) + "\n"
    )


def reread(text: str) -> DeterminationGraph:
    """The graph of a text that stands alone."""
    made = compile_framework(from_texts({"again.wlr": text}, "again.wlr"), Shelves())
    wrong = [f"{one.code}: {one.headline}" for one in made.report.errors if one.code not in _OF_RULES]
    assert not wrong, wrong[:3]
    assert made.graph is not None
    return made.graph


def _lines(graph: DeterminationGraph, one: Declaration) -> Iterator[str]:
    declared = one.declared
    if declared.kind == "source":
        return
    if declared.kind == "framework":
        head = f'framework {graph.identity} "{declared.title}"'
    else:
        is_shared = declared.kind in ("scale", "set", "level")
        name = short(declared.name) if is_shared else declared.name
        at = f" at {one.level}" if one.level else ""
        head = f'{declared.kind} {name}{at} "{declared.title}"'
    yield from ("", _plain(head))
    told = [clause for clause in one.clauses if clause.word not in _UNTOLD and not (clause.order and not clause.key)]
    if declared.kind == "scale":
        told = _scale(graph.scales[declared.name], told)
        yield "    worst first"
    others = [clause.text.removeprefix("could be ") for clause in told if clause.word == "could be"]
    for clause in told:
        if clause.order or clause.word == "could be":
            continue
        yield from _clause(clause, f"could be {', '.join(others)}" if clause.word == "taken as" and others else "")
    labels = [clause for clause in told if clause.word == "label"]
    if labels:
        yield "    also shown"
        yield from (f"        {clause.text}" for clause in labels)


def _scale(scale: Scale, clauses: list[Clause]) -> list[Clause]:
    rank = {level.id: level.rank for level in scale.levels}
    return sorted(clauses, key=lambda clause: rank.get(clause.key, len(rank)))


def _clause(clause: Clause, also: str) -> Iterator[str]:
    if clause.word == "label":
        return
    indent = "        " if clause.word == "row" or (clause.of and clause.word in _UNDER_A_MEMBER) else "    "
    yield from (f"{indent}{_plain(line)}" for line in clause.text.split("\n"))
    if also:
        yield f"{indent}{also}"


def _plain(line: str) -> str:
    """A line in which what a module brought under a name is called by one word."""
    parts = _QUOTED.split(line)
    return "".join(part if part.startswith('"') else _OF_ALIAS.sub(r"\1__", part) for part in parts)


def meanings(graph: DeterminationGraph) -> dict[str, str]:
    """Rule id -> what it means, names as `rewritten` writes them."""
    found = _Plain(graph).found
    return {_OF_ALIAS.sub(r"\1__", name): found[name] for name in graph.rules if name in found}


class _Plain(Meanings):
    def name(self, node: Input | Assumption | Decision | Collect) -> str:
        return _OF_ALIAS.sub(r"\1__", node.name)

    def axis(self, axis: Axis, level: str) -> Json:
        if axis.is_collect:
            return ["collect", _OF_ALIAS.sub(r"\1__", axis.set)]
        found = super().axis(axis, level)
        assert isinstance(found, list)
        return [short(one) if isinstance(one, str) else one for one in found]

    def type(self, type_: Type) -> Json:
        match type_:
            case ScaleType():
                return [type_written(type_), self.parameter(type_.scale)]
            case SetType() | SeveralType():
                return [type_written(type_), sorted(member.id for member in type_.set)]
        return super().type(type_)

    def value(self, value: Value | Missing) -> Json:
        found = value_json(value)
        if isinstance(value, ScaleLevel):
            return [short(value.scale), value.id, str(value.worth)]
        return (
            {key: short(one) if key == "set" else one for key, one in found.items()}
            if isinstance(found, dict)
            else found
        )

    def parameter(self, found: Parameter) -> Json:
        if isinstance(found, Scale):
            labels = sorted(f"{label.id} {label.state}" for label in found.also_shown)
            return [short(found.name), [[level.id, str(level.worth)] for level in found.by_rank], labels]
        return super().parameter(found)
