"""Pass 6, checked model to graph: one node a declaration and part, at each level, operands first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from wellled_rules.graph.graph import DeterminationGraph, Rule
from wellled_rules.graph.influence import HOLE
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Branch,
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
    Stage,
    Take,
)
from wellled_rules.graph.stages import Acts, staged
from wellled_rules.semantics.dependencies import ordered
from wellled_rules.semantics.model import (
    Along,
    At,
    Call,
    CarriedBy,
    Const,
    Gather,
    Hole,
    Model,
    ModelAdjustment,
    ModelAssumption,
    ModelCheck,
    ModelCollect,
    ModelDeclaration,
    ModelDetermine,
    ModelInput,
    ModelWeights,
    Normally,
    Read,
    Rows,
    RuleText,
    Typed,
)
from wellled_rules.semantics.rules import rule_of
from wellled_rules.values.types import TruthType, Type

__all__ = ["lower"]

_COVERS, _SHOWS = "#covers", "#shows"


class _Level:
    def __init__(self, model: Model, level: str, nodes: dict[NodeId, Node], rules: dict[str, Rule]) -> None:
        self.model = model
        self.level = level
        self.nodes = nodes
        self.rules = rules
        self.declared = {one.name: one for one in model.declarations[level]}
        self.acting: dict[str, list[ModelAdjustment]] = {}
        for one in self.declared.values():
            if isinstance(one, ModelAdjustment):
                self.acting.setdefault(one.target, []).append(one)
        self.rule = ""
        self.parts = 0
        self.home = level

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Its outcomes, in the order declared; inputs that the header shows are among them."""
        shows = self.model.header.shows.get(self.level, ())
        declared = self.model.declarations[self.level]
        return tuple(one.name for one in declared if isinstance(one, ModelDetermine) or one.name in shows)

    def cover(self) -> NodeId | None:
        """The node that says whether a subject of the level is one that the framework is for; None where all are."""
        covers = self.model.covers.get(self.level)
        if covers is None:
            return None
        self.begin(_COVERS, RuleText(kind="covers", title="Whom it is for", span=covers.span))
        return self.lower(covers)

    def show(self) -> Mapping[NodeId, NodeId]:
        """Inputs that the header shows under a condition, each with the node that says whether it holds."""
        shows = self.model.header.shows.get(self.level, ())
        found: dict[NodeId, NodeId] = {}
        for turn, (names, where) in enumerate(self.model.told_where.get(self.level, ())):
            told = [one for one in names if one in shows]
            if told:
                name = f"{_SHOWS}{turn + 1 if turn else ''}"
                self.begin(name, RuleText(kind="shows", title="Where it is shown", span=where.span))
                found.update(dict.fromkeys((f"{self.level}:{one}" for one in told), self.lower(where)))
        return found

    def begin(self, name: str, text: RuleText, kind: str | None = None) -> NodeId:
        self.rule = f"{self.level}:{name}"
        self.parts = 0
        self.rules[self.rule] = rule_of(self.rule, name, self.level, kind or text.kind, text)
        return self.rule

    def add(self, node: Node) -> NodeId:
        self.nodes[node.id] = node
        return node.id

    def part(self) -> NodeId:
        self.parts += 1
        if self.home == self.level:
            return f"{self.rule}#{self.parts}"
        return f"{self.home}:{self.rule.partition(':')[2]}@{self.level}#{self.parts}"

    # --- declarations ----------------------------------------------------------------------------

    def put(self, one: ModelDeclaration) -> None:
        name = self.begin(one.name, one.text, HOLE if isinstance(one, Hole) else None)
        span = one.text.span
        match one:
            case Hole() if one.axes and one.axes[-1].is_collect:
                self.add(Collect(id=name, axes=one.axes, type=one.type, rule=name, span=span, name=one.name, takes=()))
            case Hole():
                self.add(Input(id=name, axes=one.axes, type=one.type, rule=name, span=span, name=one.name))
            case ModelInput():
                self.add(
                    Input(
                        id=name,
                        axes=one.axes,
                        type=one.type,
                        rule=name,
                        span=span,
                        name=one.name,
                        treatments=dict(one.treatments),
                        role=one.role,
                        reason_required=one.reason_required,
                        informs=one.informs,
                        bounds=one.bounds,
                        carried=tuple(map(self.carrying, one.carried)),
                    )
                )
            case ModelWeights():
                self.add(
                    Lookup(
                        id=name,
                        axes=one.axes,
                        type=one.type,
                        rule=name,
                        span=span,
                        name=one.name,
                        values=dict(one.values),
                    )
                )
            case ModelAssumption():
                self.add(
                    Assumption(
                        id=name,
                        axes=(),
                        type=one.type,
                        rule=name,
                        span=span,
                        name=one.name,
                        taken=one.taken,
                        alternatives=one.alternatives,
                    )
                )
            case ModelCollect():
                self.collect(name, one)
            case ModelDetermine():
                self.determine(name, one)
            case ModelAdjustment():
                self.adjustment(name, one)
            case ModelCheck():
                when = None if one.when is None else self.lower(one.when)
                expects = self.lower(one.expects)
                self.add(
                    Check(
                        id=name,
                        axes=one.axes,
                        type=one.type,
                        rule=name,
                        span=span,
                        name=one.name,
                        when=when,
                        expects=expects,
                    )
                )
            case _:
                assert_never(one)

    def carrying(self, line: CarriedBy) -> Carrying:
        return Carrying(
            name=line.name,
            framework=line.framework,
            type=line.type,
            assumption=None if line.on is None else self.lower(line.on),
            among=line.among,
            span=line.span,
        )

    def collect(self, name: NodeId, one: ModelCollect) -> None:
        takes = []
        for take in one.takes:
            self.home = take.of or self.level
            where = None if take.where is None else self.lower(take.where)
            self.home = self.level
            takes.append(Take(source=self.lower(take.source), of=take.of, where=where, span=take.span))
        self.add(
            Collect(
                id=name,
                axes=one.axes,
                type=one.type,
                rule=name,
                span=one.text.span,
                name=one.name,
                takes=tuple(takes),
                treatments=dict(one.treatments),
            )
        )

    def determine(self, name: NodeId, one: ModelDetermine) -> None:
        answer = self.lower(one.body)
        self.add(
            Determine(
                id=name,
                axes=one.axes,
                type=one.type,
                rule=name,
                span=one.text.span,
                name=one.name,
                answer=answer,
                stages=_stages(self.acting.get(one.name, ()), self.level),
                departure=self.departure(one, one.type, one.normally),
            )
        )

    def departure(
        self, one: ModelDetermine | ModelAdjustment, type_: Type, normally: Normally | None
    ) -> Departure | None:
        """What people record when they depart from a rule."""
        if normally is None:
            return None
        decision = Decision(
            id=self.part(), axes=one.axes, type=type_, rule=self.rule, span=normally.span, name=one.name
        )
        return Departure(decision=self.add(decision), role=normally.role, reason_required=normally.reason_required)

    def adjustment(self, name: NodeId, one: ModelAdjustment) -> None:
        condition = None if one.condition is None else self.lower(one.condition)
        to = None if one.to is None else self.lower(one.to)
        reach = None if one.reach is None else self.lower(one.reach)
        span = one.text.span
        if one.kind is AdjustmentKind.MODERATION:
            decision = Decision(id=self.part(), axes=one.axes, type=one.type, rule=name, span=span, name=one.name)
            to = self.add(decision)
        self.add(
            Adjustment(
                id=name,
                axes=one.axes,
                type=one.type,
                rule=name,
                span=span,
                kind=one.kind,
                name=one.name,
                target=f"{self.level}:{one.target}",
                condition=condition,
                to=to,
                steps=one.steps,
                reach=reach,
                role=one.role,
                reason_required=one.reason_required,
                overrides=tuple(f"{self.level}:{other}" for other in one.overrides if other in self.declared),
                departure=self.departure(one, TruthType(), one.normally),
            )
        )

    # --- expressions -----------------------------------------------------------------------------

    def lower(self, typed: Typed) -> NodeId:
        """The node of an expression, its operands' nodes before it."""
        match typed:
            case Read():
                return f"{typed.level or self.home}:{typed.name}"
            case Const():
                made: Node = Constant(
                    id=self.part(), axes=(), type=typed.type, rule=self.rule, span=typed.span, value=typed.value
                )
            case Along():
                made = Index(id=self.part(), axes=typed.axes, type=typed.type, rule=self.rule, span=typed.span)
            case At():
                made = Pick(
                    id=self.part(),
                    axes=typed.axes,
                    type=typed.type,
                    rule=self.rule,
                    span=typed.span,
                    source=self.lower(typed.source),
                    set=typed.set,
                    member=typed.member,
                )
            case Call():
                args = tuple(self.lower(arg) for arg in typed.args)
                made = Apply(
                    id=self.part(),
                    axes=typed.axes,
                    type=typed.type,
                    rule=self.rule,
                    span=typed.span,
                    op=typed.op,
                    args=args,
                    parameter=typed.parameter,
                )
            case Gather():
                made = self.gather(typed)
            case Rows():
                columns = tuple(self.lower(column) for column in typed.columns)
                rows = tuple(
                    Branch(tuple(self.lower(test) for test in row.tests), self.lower(row.then), row.span)
                    for row in typed.rows
                )
                made = Choose(
                    id=self.part(),
                    axes=typed.axes,
                    type=typed.type,
                    rule=self.rule,
                    span=typed.span,
                    form=typed.form,
                    columns=columns,
                    rows=rows,
                )
            case _:
                assert_never(typed)
        return self.add(made)

    def gather(self, typed: Gather) -> Node:
        items = tuple(self.lower(item) for item in typed.items)
        hits = tuple(self.lower(hit) for hit in typed.hits)
        weights = None if typed.weights is None else self.lower(typed.weights)
        count = None if typed.count is None else self.lower(typed.count)
        return Aggregate(
            id=self.part(),
            axes=typed.axes,
            type=typed.type,
            rule=self.rule,
            span=typed.span,
            op=typed.op,
            items=items,
            hits=hits,
            weights=weights,
            count=count,
        )


def _stages(acting: Sequence[ModelAdjustment], level: str) -> tuple[Stage, ...]:
    """The exceptions of one outcome in the order in which they act, by node id."""
    order = staged([Acts(rule.name, rule.kind, rule.overrides) for rule in acting])
    return tuple(Stage(kind, tuple(f"{level}:{name}" for name in group)) for kind, group in order)


def lower(model: Model) -> DeterminationGraph:
    """The determination graph of a checked model; a model with holes gives a graph for checking only."""
    nodes: dict[NodeId, Node] = {}
    rules: dict[str, Rule] = {}
    outcomes: dict[str, tuple[str, ...]] = {}
    covers: dict[str, NodeId | None] = {}
    told_where: dict[NodeId, NodeId] = {}
    levels = {level: _Level(model, level, nodes, rules) for level in model.levels}
    for level, one in ordered(model.declarations):
        levels[level].put(one)
    for level, made in levels.items():
        covering = made.cover()
        told_where |= made.show()
        outcomes[level] = made.outcomes
        if level in model.covers:
            covers[level] = covering
    return DeterminationGraph(
        header=replace(model.header, covers=covers, told_where=told_where),
        levels=model.levels,
        scales=model.scales,
        sets=model.sets,
        sources=model.sources,
        assumptions=model.assumptions,
        rules=rules,
        nodes=nodes,
        outcomes=outcomes,
        vocabulary={name: rule_of(name, name, "", text.kind, text) for name, text in model.vocabulary.items()},
    )
