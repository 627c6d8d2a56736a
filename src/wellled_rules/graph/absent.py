"""Where nothing is divided by, nothing is combined, or nothing is asked about, in some case that can occur."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph import errors
from wellled_rules.graph.cells import ApplyStep, Cell, ConstantStep, FinishStep, Place, Plan, SourceStep, TakeStep
from wellled_rules.graph.domain import may_be_out
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.guarded import guarded
from wellled_rules.graph.influence import Influence
from wellled_rules.graph.kernel import Meter
from wellled_rules.graph.nodes import Aggregate, Apply, Lookup, Node, NodeId
from wellled_rules.graph.reach import MOST_MOVES, Reach, Universe
from wellled_rules.graph.slices import Setting
from wellled_rules.graph.steps import Held
from wellled_rules.graph.sweep import Reached, swept
from wellled_rules.graph.telling import citation
from wellled_rules.graph.wording import case_words, listed, value_words
from wellled_rules.text.span import Span
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.scale import Scale

__all__ = ["absences"]

_DIVIDES = frozenset({"divide", "percentage_of"})
_COMBINES = frozenset(name for name, fold in FOLDS.items() if isinstance(fold.finish(fold.start, 0), Missing))
_ASKS = frozenset(name for name, fold in FOLDS.items() if fold.tests) - {"empty"}
_BUDGET = 20_000
_NOBODY = "nothing inside is taken"

_Asked = tuple[str, tuple[NodeId, ...]]
"""A rule, and the nodes whose collection it asks about."""


@dataclass
class _Notes:
    """What was found about one text: a case for each level, and words that the finding needs."""

    node: Node
    cases: dict[str, str] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)

    def lines(self) -> tuple[str, ...]:
        return tuple(f"at `{level}`: {f'when {case}' if case else 'always'}" for level, case in self.cases.items())


def absences(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    """Findings about operators and folds that can meet nothing, each kind once a declaration."""
    found: dict[tuple[Span, Callable[..., Diagnostic]], _Notes] = {}
    every = graph.nodes.values()
    asked = frozenset((one.rule, one.items) for one in every if isinstance(one, Aggregate) and one.op == "empty")
    said = guarded(graph)
    for reach in reaches:
        counted = _counted(reach.plan)
        for node in graph.at(reach.level):
            if isinstance(node, Apply | Aggregate) and not influence.has_hole(node.id):
                rule = graph.rules.get(node.rule)
                for kind, case, words in _Look(graph, reach, node, asked, counted).all():
                    if kind is _nothing_below and node.id in said:
                        continue
                    told = found.setdefault((node.span if rule is None else rule.span, kind), _Notes(node))
                    told.cases.setdefault(reach.level, case)
                    told.words.setdefault(words)
    for (_, kind), told in found.items():
        yield kind(graph, told)


def _nothing_below(graph: DeterminationGraph, told: _Notes) -> Diagnostic:
    why = "it can be divided by 0" if isinstance(told.node, Apply) else "there can be nothing to combine"
    cited = citation(graph, told.node.rule)
    return errors.can_be_not_applicable(told.node.span, why, notes=told.lines(), citation=cited)


def _nothing_asked(graph: DeterminationGraph, told: _Notes) -> Diagnostic:
    answer = next(iter(told.words))
    rule = graph.rules.get(told.node.rule)
    kind, cited = None if rule is None else rule.kind, citation(graph, told.node.rule)
    return errors.can_be_empty(told.node.span, answer, kind, notes=told.lines(), citation=cited)


def _no_level(graph: DeterminationGraph, told: _Notes) -> Diagnostic:
    assert isinstance(told.node, Apply) and isinstance(told.node.parameter, Scale)
    words = listed(list(told.words))
    cited = citation(graph, told.node.rule)
    return errors.no_level_of_that_worth(
        told.node.span, words, told.node.parameter.name, notes=told.lines(), citation=cited
    )


def _no_weight(graph: DeterminationGraph, told: _Notes) -> Diagnostic:
    words = next(iter(told.words))
    return errors.weights_all_nothing(
        told.node.span, words, notes=told.lines(), citation=citation(graph, told.node.rule)
    )


_Finding = tuple[Callable[[DeterminationGraph, _Notes], Diagnostic], str, str]
"""How it is worded, a case, and words that the wording needs."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A plan that also counts, behind its own steps, what each fold that asks about a collection is left with.

    counts: place of such a fold -> place of its count.
    """

    plan: Plan
    counts: Mapping[Place, Place]


class _Look:
    """Looks at one node in all its cells; gives a finding with its case and words, at most once for each kind."""

    def __init__(
        self,
        graph: DeterminationGraph,
        reach: Reach,
        node: Apply | Aggregate,
        asked: frozenset[_Asked],
        counted: _Counted,
    ) -> None:
        self.graph = graph
        self.reach = reach
        self.node = node
        self.asked = asked
        self.extended = counted
        self.plan = reach.plan
        self.universe: Universe = reach.universe()

    def all(self) -> Iterator[_Finding]:
        for members in self.graph.cells(self.node):
            place = self.plan.places[Cell(self.node.id, members)]
            found = list(self.apply(place) if isinstance(self.node, Apply) else self.fold(place))
            if found:
                yield from found
                return

    def case(self, reached: Reached, values: tuple[Held, ...]) -> str:
        return case_words(self.graph, self.plan, reached.witness(values), self.universe.stretches)

    # --- operators -----------------------------------------------------------------------------

    def apply(self, place: Place) -> Iterator[_Finding]:
        step = self.plan.steps[place]
        if not isinstance(step, ApplyStep):
            if isinstance(step, SourceStep) and self.node.op in _DIVIDES:
                yield _nothing_below, _NOBODY, ""
            return
        if step.op in _DIVIDES:
            reached = self.reach.joint((step.args[1],), self.universe, budget=_BUDGET)
            if (0,) in reached.values:
                yield _nothing_below, self.case(reached, (0,)), ""
        elif step.op == "convert":
            yield from self.convert(step, place)

    def convert(self, step: ApplyStep, place: Place) -> Iterator[_Finding]:
        reached = self.reach.joint((step.args[0], place), self.universe, budget=_BUDGET)
        for values in sorted(reached.values, key=repr):
            if isinstance(values[1], Missing) and not isinstance(values[0], Missing):
                yield _no_level, self.case(reached, values), value_words(values[0])

    # --- folds ---------------------------------------------------------------------------------

    def fold(self, place: Place) -> Iterator[_Finding]:
        step = self.plan.steps[place]
        if not isinstance(step, FinishStep):
            yield from self.beyond()
            return
        takes = _takes(self.plan, step)
        if step.op in _COMBINES and step.op != "weighted_mean":
            yield from self.combine(place)
        elif step.op == "weighted_mean":
            yield from self.weigh(step, takes)
        elif step.op in _ASKS and not self.asked_before() and self.may_be_empty(takes):
            reached = self.counted(place)
            if (0,) in reached.values:
                answer = value_words(FOLDS[step.op].finish(FOLDS[step.op].start, 1))
                yield _nothing_asked, self.case(reached, (0,)), answer

    def beyond(self) -> Iterator[_Finding]:
        """A fold over subjects inside: there may be none."""
        assert isinstance(self.node, Aggregate)
        if self.node.op in _COMBINES:
            yield _nothing_below, _NOBODY, ""
        elif self.node.op in _ASKS and not self.asked_before():
            fold = FOLDS[self.node.op]
            yield _nothing_asked, _NOBODY, value_words(fold.finish(fold.start, 1))

    def combine(self, place: Place) -> Iterator[_Finding]:
        reached = self.reach.joint((place,), self.universe, budget=_BUDGET)
        if (OUT,) in reached.values:
            yield _nothing_below, self.case(reached, (OUT,)), ""

    def weigh(self, step: FinishStep, takes: Sequence[TakeStep]) -> Iterator[_Finding]:
        """A mean whose weights come to nothing: nothing is left, or all that is left weighs nothing."""
        assert isinstance(self.node, Aggregate)
        light = [one.item for one in takes if one.weight is not None and self.weight(one.weight) == 0]
        for item in light:
            reached = self.reach.joint((step.summary, item), self.universe, budget=_BUDGET)
            for values in reached.values:
                summary, entry = values
                left_out = isinstance(entry, Missing) and entry.is_out
                if isinstance(summary, tuple) and summary[1] == 0 and not left_out:
                    yield _no_weight, self.case(reached, values), self.weights_name()
                    return
        reached = self.reach.joint((step.summary,), self.universe, budget=_BUDGET)
        for values in reached.values:
            if isinstance(values[0], tuple) and values[0][1] == 0:
                yield _nothing_below, self.case(reached, values), ""
                return

    def weight(self, place: Place) -> Held:
        step = self.plan.steps[place]
        return step.value if isinstance(step, ConstantStep) else None

    def weights_name(self) -> str:
        assert isinstance(self.node, Aggregate) and self.node.weights is not None
        node = self.graph.nodes[self.node.weights]
        return node.name if isinstance(node, Lookup) else "the weights"

    def asked_before(self) -> bool:
        """Whether the same rule asks whether the same collection is empty."""
        assert isinstance(self.node, Aggregate)
        return (self.node.rule, self.node.items) in self.asked

    def may_be_empty(self, takes: Sequence[TakeStep]) -> bool:
        return all(may_be_out(self.universe.domains[one.item]) for one in takes)

    def counted(self, place: Place) -> Reached:
        """How many entries can be left for the fold at `place`, counted by a fold of their own."""
        setting = Setting(self.universe.entries, self.universe.assumed)
        meter = Meter(self.reach.memory, MOST_MOVES)
        return swept(self.extended.plan, (self.extended.counts[place],), setting, meter, budget=_BUDGET)


def _takes(plan: Plan, step: FinishStep) -> list[TakeStep]:
    found: list[TakeStep] = []
    at = plan.steps[step.summary]
    while isinstance(at, TakeStep):
        found.append(at)
        at = plan.steps[at.summary]
    return found[::-1]


def _counted(plan: Plan) -> _Counted:
    """All of them at once, so that the plan is copied once and not for each question."""
    steps, owners = list(plan.steps), list(plan.owners)
    counts: dict[Place, Place] = {}
    for place, step in enumerate(plan.steps):
        if isinstance(step, FinishStep) and step.op in _ASKS:
            steps.append(ConstantStep(0))
            for one in _takes(plan, step):
                steps.append(TakeStep("number", len(steps) - 1, one.item, None, None))
            counts[place] = len(steps) - 1
    owners += [Cell("")] * (len(steps) - len(owners))
    return _Counted(replace(plan, steps=tuple(steps), owners=tuple(owners)), counts)
