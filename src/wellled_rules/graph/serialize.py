"""The hashes by which rules are told apart.

A meaning hash is that of a rule's typed content and of the meanings it reads: layout, order of declarations,
comments, titles and citations are not in it, nor are the numbers of its parts. A text hash adds what a reader is
shown. Both are `sha256:` and 64 hex digits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from wellled_rules.graph.graph import Cited, DeterminationGraph, Rule
from wellled_rules.graph.nodes import (
    Adjustment,
    Aggregate,
    Apply,
    Assumption,
    Axis,
    Carrying,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Departure,
    Determine,
    Index,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
    Treatment,
)
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Parameter
from wellled_rules.values.scale import Member, MemberSet, Scale, ScaleLevel
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Value,
)

__all__ = ["Json", "Meanings", "hashes", "lock", "meaning_hash", "scale_json", "source_json", "text_hash", "value_json"]

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


def meaning_hash(graph: DeterminationGraph) -> str:
    """The hash of all that can change a result: every rule's meaning under its name, and the header's."""
    found = graph.memo.get(("hash", "meaning"))
    if not isinstance(found, str):
        found = graph.memo["hash", "meaning"] = _meaning_hash(graph)
    return found


def _meaning_hash(graph: DeterminationGraph) -> str:
    header = graph.header
    nodes = Meanings(graph)
    return _hash(
        {
            "language": header.language,
            "rules": {rule: found for rule in graph.rules if (found := nodes.of_rule(rule)) is not None},
            "levels": {name: sorted(level.within) for name, level in graph.levels.items()},
            "covers": {level: None if node is None else nodes.found[node] for level, node in header.covers.items()},
            "headline": dict(header.headline),
            # Only where there is something: of all others the hash is what it was before inputs could be shown.
            **({"shows": {level: sorted(names) for level, names in header.shows.items()}} if header.shows else {}),
            **(
                {"told_where": {one: nodes.found[by] for one, by in header.told_where.items()}}
                if header.told_where
                else {}
            ),
            "periods": sorted(
                [one.start.isoformat(), None if one.until is None else one.until.isoformat(), *sorted(one.levels)]
                for one in header.periods
            ),
        }
    )


def text_hash(graph: DeterminationGraph) -> str:
    """The hash of a graph's meaning and of all that a reader is shown of it, its name and version included."""
    header = graph.header
    return _hash(
        {
            "meaning": meaning_hash(graph),
            "header": [
                header.id,
                header.version,
                header.title,
                header.regulator,
                header.status,
                header.standing,
                header.amends,
            ],
            "rules": {rule: text for rule, (_, text) in hashes(graph).items()},
            "levels": {name: level.title for name, level in graph.levels.items()},
            "scales": {
                name: [one.title, *(each.label for each in (*one.levels, *one.also_shown))]
                for name, one in graph.scales.items()
            },
            "sets": {name: _set_text(one) for name, one in graph.sets.items()},
            "said": {
                name: text for name, rule in graph.vocabulary.items() if any((text := _said(graph, rule)).values())
            },
            # Only where there is one: of all others the hash is what it was before these were in it.
            **(
                {"assumptions": {name: _assumption_text(graph, name) for name in graph.assumptions}}
                if graph.assumptions
                else {}
            ),
        }
    )


def hashes(graph: DeterminationGraph) -> Mapping[str, tuple[str, str]]:
    """Rule id -> its meaning hash and its text hash."""
    nodes = Meanings(graph)
    found: dict[str, tuple[str, str]] = {}
    for name, rule in graph.rules.items():
        meaning = nodes.of_rule(name) or _hash([rule.kind])
        found[name] = (meaning, _hash([meaning, _rule_text(graph, rule)]))
    return found


def lock(graph: DeterminationGraph) -> dict[str, str]:
    """What a released version is held to: the hashes of its meaning and of its text."""
    return {
        "schema": "wellled.lock/1",
        "framework": graph.identity,
        "meaning": meaning_hash(graph),
        "text": text_hash(graph),
    }


def _hash(content: Json) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


# --- text --------------------------------------------------------------------------------------


def _rule_text(graph: DeterminationGraph, rule: Rule) -> Json:
    node = graph.nodes.get(rule.id)
    return {
        "name": rule.name,
        "kind": rule.kind,
        "title": rule.title,
        **_said(graph, rule),
        "informs": list(node.informs) if isinstance(node, Input) else [],
        **({"bounds": node.bounds.value} if isinstance(node, Input) and node.bounds is not None else {}),
        "basis": _assumption_text(graph, rule.name) if rule.name in graph.assumptions else None,
    }


def _said(graph: DeterminationGraph, rule: Rule) -> dict[str, Json]:
    """What is said of a declaration beside what it means: where it is read, on what it rests, and why."""
    return {
        "cites": _cites(graph, rule.cites),
        "rests_on": [_assumption_text(graph, name) for name in rule.rests_on if name in graph.assumptions],
        "because": rule.because,
        "means": rule.means,
    }


def source_json(graph: DeterminationGraph, name: str) -> Json:
    source = graph.sources.get(name)
    if source is None:
        return name
    days = [None if one is None else one.isoformat() for one in (source.dated, source.read_on)]
    return [source.name, source.title, source.published_by, source.address, *days]


def _cites(graph: DeterminationGraph, cites: Sequence[Cited]) -> Json:
    return [[source_json(graph, one.source), one.place] for one in cites]


def _assumption_text(graph: DeterminationGraph, name: str) -> Json:
    """What is said of an assumption; those that it rests on itself by name alone, for they may rest on each other."""
    one, said = graph.assumptions[name], graph.vocabulary.get(name)
    beside = [] if said is None else [list(said.rests_on), said.because, said.means]
    return [one.name, one.title, one.basis, one.basis_text, _cites(graph, one.cites), *beside]


def _set_text(one: MemberSet) -> Json:
    return {
        "title": one.title,
        "members": {member.id: member.title for member in one.members},
        "means": dict(one.means),
        "places": {member: dict(where) for member, where in one.places.items()},
        "characteristics": {
            member: {scale: dict(words) for scale, words in by_scale.items()}
            for member, by_scale in one.characteristics.items()
        },
    }


# --- meaning -----------------------------------------------------------------------------------


class Meanings:
    """The meaning hash of each node, from its content and the hashes of what it reads.

    Whoever compares versions overrides how a name, a type or a value enters; `found`: node id -> hash.
    """

    def __init__(self, graph: DeterminationGraph) -> None:
        self.graph = graph
        self.types: dict[int, Json] = {}
        self.found: dict[NodeId, str] = {}
        for name, node in graph.nodes.items():
            self.found[name] = _hash([self.axes(node), self.type(node.type), *self.content(node)])

    def of_rule(self, rule: str) -> str | None:
        return self.found.get(rule)

    def axes(self, node: Node) -> Json:
        level = self.graph.level_of(node.id)
        return [self.axis(axis, level) for axis in node.axes]

    def axis(self, axis: Axis, level: str) -> Json:
        if axis.is_collect:
            return [axis.set]
        members = sorted(member.id for member in self.graph.sets[axis.set].at(level))
        if axis.needed_by is None:
            return [axis.set, members]
        holder = self.graph.sets[axis.needed_by]
        needs = {one.id: sorted(holder.needs.get(one.id, {}).get(axis.set, ())) for one in holder.at(level)}
        return [axis.set, members, axis.needed_by, needs]

    def type(self, type_: Type) -> Json:
        found = self.types.get(id(type_))
        if found is None:
            found = self.types[id(type_)] = _type(type_)
        return found

    def name(self, node: Input | Assumption | Decision | Collect) -> str:
        return node.name

    def value(self, value: Value | Missing) -> Json:
        return value_json(value)

    def parameter(self, found: Parameter) -> Json:
        return _parameter(found)

    def treatment(self, found: Treatment | Value | Missing) -> Json:
        return ["treated", found.value] if isinstance(found, Treatment) else self.value(found)

    def at(self, *nodes: NodeId | None) -> list[Json]:
        return [None if one is None else self.found[one] for one in nodes]

    def content(self, node: Node) -> list[Json]:
        match node:
            case Input():
                treatments = {state.value: self.treatment(one) for state, one in node.treatments.items()}
                return [
                    "input",
                    self.name(node),
                    treatments,
                    node.role,
                    node.reason_required,
                    *self.carried(node.carried),
                ]
            case Constant():
                return ["constant", self.value(node.value)]
            case Lookup():
                return ["weights", {member: value_json(one) for member, one in node.values.items()}]
            case Assumption():
                others = sorted(json.dumps(self.value(one)) for one in node.alternatives)
                return ["assumption", self.name(node), self.value(node.taken), others]
            case Decision():
                return ["decision", self.name(node)]
            case Index():
                return ["index"]
            case Collect():
                takes = [[*self.at(one.source), one.of, *self.at(one.where)] for one in node.takes]
                return [
                    "collect",
                    self.name(node),
                    takes,
                    {state.value: self.treatment(one) for state, one in node.treatments.items()},
                ]
            case Pick():
                return ["pick", node.set, node.member, *self.at(node.source)]
            case Apply():
                args = self.at(*node.args)
                # Conditions joined by `and` or `or` mean the same in any order.
                ordered = sorted(map(str, args)) if node.op in ("and", "or") else args
                return ["apply", node.op, self.parameter(node.parameter), *ordered]
            case Aggregate():
                hits = node.hits or (None,) * len(node.items)
                items = sorted(map(str, (self.at(item, hit) for item, hit in zip(node.items, hits, strict=True))))
                return ["fold", node.op, items, *self.at(node.weights, node.count)]
            case Choose():
                return self.rows(node)
            case Adjustment():
                what = ["exception", node.kind.value, node.steps, node.role, node.reason_required]
                return [*what, *self.at(node.condition, node.to, node.reach), *self.departure(node.departure)]
            case Determine():
                stages = [[stage.kind.value, *sorted(map(str, self.at(*stage.adjustments)))] for stage in node.stages]
                return ["determine", *self.at(node.answer), stages, *self.departure(node.departure)]
            case Check():
                return ["check", *self.at(node.when, node.expects)]
        assert_never(node)

    def carried(self, found: tuple[Carrying, ...]) -> list[Json]:
        """Nothing where nothing may be carried, so that such an input hashes as it always did."""
        each = [[one.framework, one.name, self.type(one.type), *self.at(one.assumption)] for one in found]
        held = [sorted(json.dumps(value_json(value)) for value in one.among) for one in found]
        return [["carried", each, held]] if found else []

    def departure(self, found: Departure | None) -> list[Json]:
        """Nothing where nobody may depart, so that a rule that must hold hashes as it always did."""
        return [] if found is None else [["normally", found.role, found.reason_required, *self.at(found.decision)]]

    def rows(self, node: Choose) -> list[Json]:
        rows = [self.at(*row.tests, row.then) for row in node.rows]
        if node.form == "first":
            return ["first", rows]
        # The rows of a table answer each for its own values, so their order says nothing.
        return ["table", self.at(*node.columns), sorted(map(str, rows))]


def _type(type_: Type) -> Json:
    match type_:
        case TruthType():
            return "yes or no"
        case NumberType():
            ends = [None if one is None else value_json(one) for one in (type_.low, type_.high)]
            return ["number", type_.unit.value, type_.whole, *ends]
        case DateType():
            return "date"
        case RoundingType():
            return "rounding"
        case ScaleType():
            return ["scale", scale_json(type_.scale)]
        case SetType():
            return ["set", type_.set.name, sorted(member.id for member in type_.set)]
        case SeveralType():
            return ["several", type_.set.name, sorted(member.id for member in type_.set)]
        case CollectionType():
            return ["collection", _type(type_.of)]
    assert_never(type_)


def scale_json(scale: Scale) -> Json:
    levels = [[one.id, None if one.worth is None else value_json(one.worth)] for one in scale.by_rank]
    return [scale.name, levels, sorted([label.id, label.state.value] for label in scale.also_shown)]


def _parameter(found: Parameter) -> Json:
    match found:
        case None:
            return None
        case State():
            return found.value
        case Scale():
            return scale_json(found)
        case tuple():
            return list(found)
        case int():
            return found
    assert_never(found)


def value_json(value: Value | Missing) -> Json:
    """A value as JSON; numbers that are not whole as `125/2`, what has a vocabulary with its name."""
    match value:
        case bool() | int():
            return value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Missing():
            return {"state": value.state.value, "left_out": value.left_out, "label": value.label_id}
        case ScaleLevel():
            worth = None if value.worth is None else value_json(value.worth)
            return {"scale": value.scale, "level": value.id, "worth": worth}
        case Member():
            return {"set": value.set, "member": value.id}
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(one.id for one in value)
        case _:
            return value.value
