"""A small hand for drawing determination graphs without rule text.

    draft = Draft()
    score = draft.scale("score", {"poor": 1, "fair": 2, "fine": 3, "great": 4})
    member = draft.set("topic", ["a", "b"])
    graph = draft.graph([...])

Every method that adds a node gives its id, for the next node to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wellled_rules.graph.graph import (
    AssumptionText,
    DeterminationGraph,
    Header,
    Level,
    Rule,
)
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Axis,
    Branch,
    Carrying,
    Choose,
    Constant,
    Decision,
    Departure,
    Determine,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
    Stage,
    Treatment,
)
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import OPERATORS, OnOut, Parameter
from wellled_rules.values.scale import Exact, Member, MemberSet, Scale, ScaleLabel, ScaleLevel
from wellled_rules.values.types import NumberType, ScaleType, SetType, TruthType, Type, Unit, Value

_LINES = 400
_WIDTH = 40
SOURCE = SourceFile("draft.wlr", "".join(f"{n:>{_WIDTH - 1}}\n" for n in range(1, _LINES + 1)))

TRUTH = TruthType()
NUMBER = NumberType()
PERCENTAGE = NumberType(unit=Unit.PERCENTAGE)

Axes = tuple[Axis, ...]


class Draft:
    """One graph in the making; `at` moves to another level, with the same places in the text for the same names."""

    def __init__(self, level: str = "subject") -> None:
        self.level = level
        self.levels: dict[str, Level] = {level: Level(name=level, title=level.title())}
        self.scales: dict[str, Scale] = {}
        self.sets: dict[str, MemberSet] = {}
        self.nodes: dict[NodeId, Node] = {}
        self.rules: dict[str, Rule] = {}
        self.assumptions: dict[str, AssumptionText] = {}
        self.outcomes: dict[str, list[str]] = {level: []}
        self._lines: dict[str, int] = {}
        self._parts = 0

    def at(self, level: str) -> Draft:
        """Go on at another level; parts are numbered afresh, so that the same calls give the same places."""
        self.level = level
        self.levels.setdefault(level, Level(name=level, title=level.title()))
        self.outcomes.setdefault(level, [])
        self._parts = 0
        return self

    # --- vocabularies

    def scale(self, name: str, levels: Mapping[str, Exact | None], labels: Mapping[str, State] | None = None) -> Scale:
        """A scale, worst level first, each with its worth."""
        made = tuple(
            ScaleLevel(scale=name, id=one, rank=rank, worth=worth, label=one.title())
            for rank, (one, worth) in enumerate(levels.items())
        )
        shown = tuple(ScaleLabel(id=one, label=one.title(), state=state) for one, state in (labels or {}).items())
        scale = Scale(name=name, title=name.title(), levels=made, best_first=False, also_shown=shown)
        self.scales[name] = scale
        return scale

    def set(
        self,
        name: str,
        members: Sequence[str],
        needs: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
        only_at: Mapping[str, tuple[str, ...]] | None = None,
    ) -> MemberSet:
        """A set, its members titled by their ids."""
        made = MemberSet(
            name=name,
            title=name.title(),
            members=tuple(Member(set=name, id=one, title=one.title()) for one in members),
            needs=needs or {},
            only_at=only_at or {},
        )
        self.sets[name] = made
        return made

    # --- nodes

    def span(self, name: str) -> Span:
        """The line that stands for `name`, the same at every level."""
        line = self._lines.setdefault(name, len(self._lines) % _LINES)
        return Span(SOURCE, line * _WIDTH, line * _WIDTH + _WIDTH - 1)

    def _id(self, name: str | None) -> NodeId:
        if name is not None:
            return f"{self.level}:{name}"
        self._parts += 1
        return f"{self.level}:part#{self._parts}"

    def _add(self, node: Node) -> NodeId:
        self.nodes[node.id] = node
        return node.id

    def _rule(self, name: str, kind: str) -> str:
        rule = f"{self.level}:{name}"
        self.rules[rule] = Rule(
            id=rule, name=name, kind=kind, level=self.level, title=name.title(), span=self.span(name)
        )
        return rule

    def _common(self, name: str | None, kind: str, axes: Axes, type_: Type) -> dict[str, object]:
        id_ = self._id(name)
        rule = self._rule(name, kind) if name is not None else f"{self.level}:part"
        return {"id": id_, "axes": axes, "type": type_, "rule": rule, "span": self.span(name or id_.partition(":")[2])}

    def _axes(self, ids: Sequence[NodeId]) -> Axes:
        return tuple(dict.fromkeys(axis for one in ids for axis in self.nodes[one].axes))

    def input(
        self,
        name: str,
        type_: Type,
        *axes: Axis,
        treatments: Mapping[State, Treatment | Value | Missing] | None = None,
        role: str | None = None,
        reason_required: bool = False,
        informs: tuple[str, ...] = (),
        carried: tuple[Carrying, ...] = (),
        kind: str = "input",
    ) -> NodeId:
        common = self._common(name, kind, axes, type_)
        extra = {"role": role, "reason_required": reason_required, "informs": informs, "carried": carried}
        return self._add(Input(**common, **extra, name=name, treatments=treatments or {}))  # type: ignore[arg-type]

    def constant(self, value: Value | Missing, type_: Type | None = None) -> NodeId:
        found = type_ or self._type_of(value)
        return self._add(Constant(**self._common(None, "", (), found), value=value))  # type: ignore[arg-type]

    def _type_of(self, value: Value | Missing) -> Type:
        match value:
            case ScaleLevel():
                return ScaleType(self.scales[value.scale])
            case Member():
                return SetType(self.sets[value.set])
            case bool():
                return TRUTH
            case _:
                return NUMBER

    def assumption(self, name: str, type_: Type, taken: Value, *alternatives: Value) -> NodeId:
        self.assumptions[name] = AssumptionText(
            name=name,
            title=name.title(),
            basis="inferred",
            basis_text="invented",
            taken=taken,
            alternatives=alternatives,
            span=self.span(name),
        )
        common = self._common(name, "assumption", (), type_)
        return self._add(Assumption(**common, name=name, taken=taken, alternatives=alternatives))  # type: ignore[arg-type]

    def lookup(self, name: str, axis: Axis, values: Mapping[str, Exact]) -> NodeId:
        return self._add(Lookup(**self._common(name, "weights", (axis,), NUMBER), name=name, values=values))  # type: ignore[arg-type]

    def decision(self, name: str, type_: Type, *axes: Axis) -> NodeId:
        common = self._common(None, "", axes, type_)
        return self._add(Decision(**{**common, "rule": f"{self.level}:{name}"}, name=name))  # type: ignore[arg-type]

    def departure(self, name: str, type_: Type, *axes: Axis) -> Departure:
        return Departure(decision=self.decision(name, type_, *axes), role="board")

    def pick(self, source: NodeId, set_: str, member: str) -> NodeId:
        node = self.nodes[source]
        axes = tuple(axis for axis in node.axes if axis.set != set_)
        return self._add(Pick(**self._common(None, "", axes, node.type), source=source, set=set_, member=member))  # type: ignore[arg-type]

    def apply(self, op: str, *args: NodeId, parameter: Parameter = None, type_: Type | None = None) -> NodeId:
        tests = OPERATORS[op].on_out is not OnOut.OUT
        found = type_ or (TRUTH if tests else NUMBER)
        common = self._common(None, "", self._axes(args), found)
        return self._add(Apply(**common, op=op, args=args, parameter=parameter))  # type: ignore[arg-type]

    def fold(
        self,
        op: str,
        *items: NodeId,
        hits: Sequence[NodeId] = (),
        weights: NodeId | None = None,
        count: NodeId | None = None,
        axes: Axes = (),
        type_: Type | None = None,
    ) -> NodeId:
        found = type_ or (TRUTH if FOLDS[op].tests else NUMBER)
        common = self._common(None, "", axes, found)
        made = Aggregate(**common, op=op, items=items, hits=tuple(hits), weights=weights, count=count)  # type: ignore[arg-type]
        return self._add(made)

    def table(self, columns: Sequence[NodeId], rows: Sequence[tuple[Sequence[NodeId], NodeId]], type_: Type) -> NodeId:
        return self._choose("table", columns, rows, type_)

    def first_of(self, rows: Sequence[tuple[Sequence[NodeId], NodeId]], type_: Type) -> NodeId:
        return self._choose("first", (), rows, type_)

    def _choose(
        self, form: str, columns: Sequence[NodeId], rows: Sequence[tuple[Sequence[NodeId], NodeId]], type_: Type
    ) -> NodeId:
        axes = self._axes([*columns, *(one for tests, then in rows for one in (*tests, then))])
        common = self._common(None, "", axes, type_)
        key = str(common["id"]).partition(":")[2]
        branches = tuple(
            Branch(tuple(tests), then, self.span(f"{key} row {number}")) for number, (tests, then) in enumerate(rows)
        )
        return self._add(Choose(**common, form=form, columns=tuple(columns), rows=branches))  # type: ignore[arg-type]

    def bands(
        self, column: NodeId, rows: Mapping[NodeId, tuple[str, *tuple[Exact, ...]]], type_: Type, unit: Type = NUMBER
    ) -> NodeId:
        """A table of one column: result -> (operator, ends)."""
        made = [
            ((self.apply(op, column, *(self.constant(end, unit) for end in ends)),), then)
            for then, (op, *ends) in rows.items()
        ]
        return self.table([column], made, type_)

    def determine(
        self,
        name: str,
        answer: NodeId,
        *stages: Stage,
        axes: Axes | None = None,
        departure: Departure | None = None,
    ) -> NodeId:
        node = self.nodes[answer]
        common = self._common(name, "determine", node.axes if axes is None else axes, node.type)
        self.outcomes[self.level].append(name)
        made = Determine(**common, name=name, answer=answer, stages=stages, departure=departure)  # type: ignore[arg-type]
        return self._add(made)

    def adjustment(
        self,
        kind: AdjustmentKind,
        name: str,
        target: str,
        *,
        condition: NodeId | None = None,
        to: NodeId | None = None,
        steps: int = 0,
        reach: NodeId | None = None,
        role: str | None = None,
        overrides: tuple[NodeId, ...] = (),
        axes: Axes = (),
        departure: Departure | None = None,
    ) -> NodeId:
        common = self._common(name, kind.value, axes, TRUTH)
        made = Adjustment(
            **common,  # type: ignore[arg-type]
            kind=kind,
            name=name,
            target=f"{self.level}:{target}",
            condition=condition,
            to=to,
            steps=steps,
            reach=reach,
            role=role,
            overrides=overrides,
            departure=departure,
        )
        return self._add(made)

    def graph(self, headline: str | None = None, **header: object) -> DeterminationGraph:
        """What was drawn so far."""
        names = {level: headline or (found[-1] if found else "") for level, found in self.outcomes.items()}
        head = Header(
            id="draft",
            version="2024-01",
            title="Draft",
            language=1,
            headline={level: name for level, name in names.items() if name},
            covers=dict.fromkeys(self.levels),
        )
        return DeterminationGraph(
            header=replace(head, **header),  # type: ignore[arg-type]
            levels=dict(self.levels),
            scales=dict(self.scales),
            sets=dict(self.sets),
            sources={},
            assumptions=dict(self.assumptions),
            rules=dict(self.rules),
            nodes=dict(self.nodes),
            outcomes={level: tuple(names) for level, names in self.outcomes.items()},
        )
