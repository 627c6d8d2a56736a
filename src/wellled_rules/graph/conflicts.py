"""Exceptions against each other: those that contradict, those that override to no effect, those that never act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph import errors
from wellled_rules.graph.cells import Acting, Cell, Place, SettleStep
from wellled_rules.graph.domain import Finite
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import Influence
from wellled_rules.graph.kernel import Meter
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Constant, Determine, NodeId
from wellled_rules.graph.reach import MOST_MOVES, Reach, Universe
from wellled_rules.graph.stages import Acts, staged
from wellled_rules.graph.steps import Held, settle
from wellled_rules.graph.telling import citation
from wellled_rules.graph.wording import case_words, joined, value_words
from wellled_rules.text.span import Span
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import Value

__all__ = ["conflicts"]

_MOST_PAIRS = 1_000
_BUDGET = 20_000


def conflicts(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    """Findings about every exception of the graph."""
    yield from _contradictions(graph, reaches, influence)
    yield from _idle_overrides(graph, reaches, influence)
    yield from _never(graph, reaches, influence)


def _outcomes(
    graph: DeterminationGraph, reaches: Iterable[Reach], influence: Influence
) -> Iterator[tuple[Reach, Determine, tuple[Adjustment, ...]]]:
    for reach in reaches:
        for node in graph.at(reach.level):
            if isinstance(node, Determine) and node.stages and not influence.has_hole(node.id):
                found = [graph.nodes[name] for stage in node.stages for name in stage.adjustments]
                yield reach, node, tuple(one for one in found if isinstance(one, Adjustment))


def _settling(reach: Reach, node: Determine, members: tuple[str, ...]) -> tuple[SettleStep, Mapping[NodeId, Acting]]:
    step = reach.plan.steps[reach.plan.places[Cell(node.id, members)]]
    assert isinstance(step, SettleStep)
    return step, {one.name: one for _, group in step.stages for one in group}


def _taken(assumed: tuple[tuple[str, Value], ...]) -> str:
    words = joined([f"`{name}` taken as {value_words(value)}" for name, value in assumed])
    return f", with {words}" if words else ""


# --- contradictions ----------------------------------------------------------------------------


def _contradictions(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    found: dict[tuple[Span, Span], tuple[Adjustment, Adjustment, Determine, dict[str, None]]] = {}
    for reach, node, adjustments in _outcomes(graph, reaches, influence):
        pairs = _unordered(graph, adjustments)
        for turn, (one, other) in enumerate(islice(pairs, _MOST_PAIRS + 1)):
            note = _shown(graph, reach, node, (one, other), influence) if turn < _MOST_PAIRS else _UNSHOWN
            if note is not None:
                first, second = sorted((one, other), key=lambda rule: (rule.span.source.name, rule.span.start))
                told = found.setdefault((first.span, second.span), (first, second, node, {}))
                told[3].setdefault(f"at `{reach.level}`: {note}")
    for first, second, node, notes in found.values():
        yield errors.conflict(
            first.span,
            second.span,
            (first.name, second.name),
            node.name,
            notes=tuple(notes),
            citation=citation(graph, second.rule),
        )


def _unordered(graph: DeterminationGraph, adjustments: Sequence[Adjustment]) -> Iterator[tuple[Adjustment, Adjustment]]:
    """Pairs that may say different things and of which neither overrides the other."""
    direct = {one.id: one.overrides for one in adjustments}
    for kind, other_kind in _AGAINST:
        ours = _alike(graph, adjustments, kind)
        theirs = ours if kind is other_kind else _alike(graph, adjustments, other_kind)
        for place, same in enumerate(ours):
            for others in theirs[place:] if theirs is ours else theirs:
                pairs = combinations(same, 2) if others is same else product(same, others)
                for one, other in pairs:
                    if _agree(graph, one, other):
                        break
                    if not (_overrides(direct, one.id, other.id) or _overrides(direct, other.id, one.id)):
                        yield one, other


_AGAINST = (
    (AdjustmentKind.REPLACEMENT, AdjustmentKind.REPLACEMENT),
    (AdjustmentKind.FLOOR, AdjustmentKind.LIMIT),
)


def _alike(
    graph: DeterminationGraph, adjustments: Sequence[Adjustment], kind: AdjustmentKind
) -> list[list[Adjustment]]:
    """Exceptions of one kind, those that move to one written value together; the others each alone."""
    found: dict[Held | NodeId, list[Adjustment]] = {}
    for one in adjustments:
        if one.kind is kind and one.to is not None:
            node = graph.nodes[one.to]
            found.setdefault(node.value if isinstance(node, Constant) else one.id, []).append(one)
    return list(found.values())


def _overrides(direct: Mapping[NodeId, tuple[NodeId, ...]], one: NodeId, other: NodeId) -> bool:
    """Whether `one` overrides `other`, perhaps through others."""
    seen: set[NodeId] = set()
    waiting = list(direct[one])
    while waiting:
        name = waiting.pop()
        if name == other:
            return True
        if name not in seen:
            seen.add(name)
            waiting.extend(direct.get(name, ()))
    return False


def _agree(graph: DeterminationGraph, one: Adjustment, other: Adjustment) -> bool:
    """Whether two exceptions move to written values that can stand together."""
    values = []
    for rule in (one, other):
        node = None if rule.to is None else graph.nodes[rule.to]
        if not isinstance(node, Constant):
            return False
        values.append(node.value)
    return not _differ(one.kind, values[0], values[1])


def _differ(kind: AdjustmentKind, one: Held, other: Held) -> bool:
    """Whether a replacement's value differs from another's, or a floor lies above a limit."""
    if kind is AdjustmentKind.REPLACEMENT:
        return one != other
    return isinstance(one, ScaleLevel) and isinstance(other, ScaleLevel) and one.rank > other.rank


_UNSHOWN = "it is not shown that only one of them can act"


def _shown(
    graph: DeterminationGraph, reach: Reach, node: Determine, pair: tuple[Adjustment, Adjustment], influence: Influence
) -> str | None:
    """A case in which both act and contradict each other, in words; none where there is no such case."""
    for assumed in influence.choices(node.id):
        universe = reach.universe(dict(assumed))
        for members in graph.cells(node):
            _, acting = _settling(reach, node, members)
            one, other = acting[pair[0].id], acting[pair[1].id]
            case = _together(reach, universe, pair[0].kind, one, other)
            if case is not None:
                where = f", for {'/'.join(members)}" if members else ""
                return f"{case}{where}{_taken(assumed)}"
    return None


def _together(reach: Reach, universe: Universe, kind: AdjustmentKind, one: Acting, other: Acting) -> str | None:
    assert one.to is not None and other.to is not None
    reached = reach.joint((one.acts, other.acts, one.to, other.to), universe, budget=_BUDGET)
    if not reached.exact:
        held = [universe.domains[place] for place in (one.to, other.to)]
        apart = all(isinstance(found, Finite) for found in held) and not any(
            _differ(kind, a, b)
            for a in (held[0].entries if isinstance(held[0], Finite) else ())
            for b in (held[1].entries if isinstance(held[1], Finite) else ())
        )
        return None if apart else _UNSHOWN
    loosely = False
    for values in reached.values:
        if values[0] is True and values[1] is True and _differ(kind, values[2], values[3]):
            witness = reached.witness(values)
            if not universe.loose & set(witness):
                words = case_words(reach.graph, reach.plan, witness, universe.stretches)
                return f"both act when {words}" if words else "both always act"
            loosely = True
    return _UNSHOWN if loosely else None


# --- overrides ---------------------------------------------------------------------------------


def _idle_overrides(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    idle: dict[tuple[Span, Span], tuple[Adjustment, Adjustment]] = {}
    busy: set[tuple[Span, Span]] = set()
    for reach, node, adjustments in _outcomes(graph, reaches, influence):
        named = {one.id: one for one in adjustments}
        for one in adjustments:
            for under in (named[name] for name in one.overrides if name in named):
                key = (one.span, under.span)
                if key not in busy and _has_effect(graph, reach, node, (one, under, adjustments), influence):
                    busy.add(key)
                idle.setdefault(key, (one, under))
    for key, (one, under) in idle.items():
        if key not in busy:
            yield errors.override_without_effect(
                one.span,
                (one.name, under.name),
                under.span,
                notes=("whichever of the two comes first, every outcome is the same",),
                citation=citation(graph, one.rule),
            )


def _has_effect(
    graph: DeterminationGraph,
    reach: Reach,
    node: Determine,
    rules: tuple[Adjustment, Adjustment, Sequence[Adjustment]],
    influence: Influence,
) -> bool:
    """Whether some outcome is another without the override; true where that can't be worked out."""
    one, under, adjustments = rules
    if not Meter(reach.memory, MOST_MOVES).spend(len(adjustments) ** 2):
        return True
    names = {rule.name: rule.id for rule in adjustments}
    ids = {rule.id: rule.name for rule in adjustments}
    left = [
        Acts(
            rule.name,
            rule.kind,
            tuple(ids[other] for other in rule.overrides if other in ids and (rule, other) != (one, under.id)),
        )
        for rule in adjustments
    ]
    plain = staged(left)
    for assumed in influence.choices(node.id):
        universe = reach.universe(dict(assumed), wide=True)
        for members in graph.cells(node):
            step, acting = _settling(reach, node, members)
            stages = tuple((kind, tuple(acting[names[name]] for name in group)) for kind, group in plain)
            if _parts(reach, universe, step, replace(step, stages=stages)):
                return True
    return _settles(graph, reach, node, (one, under), influence)


def _settles(
    graph: DeterminationGraph, reach: Reach, node: Determine, pair: tuple[Adjustment, Adjustment], influence: Influence
) -> bool:
    """Whether two exceptions would contradict each other if neither overrode the other."""
    order = list(AdjustmentKind)
    one, other = sorted(pair, key=lambda rule: order.index(rule.kind))
    if (one.kind, other.kind) not in _AGAINST or _agree(graph, one, other):
        return False
    return _shown(graph, reach, node, (one, other), influence) is not None


def _parts(reach: Reach, universe: Universe, step: SettleStep, other: SettleStep) -> bool:
    """Whether the two orders give different outcomes in some case."""
    places: dict[Place, None] = {step.answer: None}
    for _, group in step.stages:
        for one in group:
            places.update(dict.fromkeys(place for place in (one.acts, one.to, one.reach) if place is not None))
    reached = reach.joint(tuple(places), universe, budget=_BUDGET)
    if not reached.exact:
        return True
    for values in reached.values:
        held = dict(zip(places, values, strict=True))
        if settle(step, _By(held)) != settle(other, _By(held)):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _By:
    """Held values by place."""

    held: Mapping[Place, Held]

    def __getitem__(self, place: Place, /) -> Held:
        return self.held[place]


# --- exceptions that never act -----------------------------------------------------------------


def _never(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    asleep: dict[Span, Adjustment] = {}
    awake: set[Span] = set()
    for reach in reaches:
        for node in graph.at(reach.level):
            if not isinstance(node, Adjustment) or node.condition is None:
                continue
            if node.span in awake or influence.has_hole(node.id) or _can_act(graph, reach, node, influence):
                awake.add(node.span)
            else:
                asleep.setdefault(node.span, node)
    for span, node in asleep.items():
        if span not in awake:
            yield errors.condition_never_holds(span, node.name, notes=(), citation=citation(graph, node.rule))


def _can_act(graph: DeterminationGraph, reach: Reach, node: Adjustment, influence: Influence) -> bool:
    for assumed in influence.choices(node.id):
        universe = reach.universe(dict(assumed), wide=True)
        for members in graph.cells(node):
            place = reach.plan.places[Cell(node.id, members)]
            reached = reach.joint((place,), universe, budget=_BUDGET)
            if not reached.exact or (True,) in reached.values:
                return True
    return False
