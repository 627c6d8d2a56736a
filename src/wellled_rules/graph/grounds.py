"""What a cell of one case rests on: the cells that decided it, and the part that each has.

True `any` and `at least` rest on their hits, false conjunctions on their false parts, ladders on the
tests down to the row taken and on its result, tables on their columns and on that result, outcomes on
their answer and on the adjustments that bear on it. What could have made no difference is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never, cast

from wellled_rules.graph.account import find_account
from wellled_rules.graph.cells import (
    Acting,
    ApplyStep,
    AssumeStep,
    Cell,
    ConstantStep,
    FinishStep,
    Place,
    SelectStep,
    SettleStep,
    TreatStep,
    reads,
)
from wellled_rules.graph.folded import folded, may_be_out
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Determine,
    Index,
    Input,
    Lookup,
    NodeId,
    Pick,
)
from wellled_rules.graph.spread import Known, Open, several, spread
from wellled_rules.graph.steps import Held, completions
from wellled_rules.graph.treatment import carried_in
from wellled_rules.graph.valuation import Valuation
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.operators import OPERATORS, OnOut
from wellled_rules.values.scale import Exact

__all__ = ["ACTED", "Ground", "Part", "acted_on", "departure", "grounds", "reached", "row_taken"]


class Part(StrEnum):
    """The part that a cell has in another. `informed by` enters no arithmetic; `weighs` gives the weights.

    `departed from` leads from a decision to the rule that people departed from.
    """

    SUPPORTS = "supports"
    LIMITED_BY = "limited by"
    REPLACED_BY = "replaced by"
    RAISED_BY = "raised by"
    STEPPED_BY = "stepped by"
    MOVED_BY = "moved by"
    SUSPENDED_BY = "suspended by"
    OVERRIDDEN = "overridden"
    ASSUMED = "assumed"
    MISSING = "missing"
    INFORMED_BY = "informed by"
    DEPARTED_FROM = "departed from"
    GIVEN = "given"
    WEIGHS = "weighs"


ACTED = {
    AdjustmentKind.REPLACEMENT: Part.REPLACED_BY,
    AdjustmentKind.STEP: Part.STEPPED_BY,
    AdjustmentKind.MODERATION: Part.MOVED_BY,
    AdjustmentKind.FLOOR: Part.RAISED_BY,
    AdjustmentKind.LIMIT: Part.LIMITED_BY,
    AdjustmentKind.SUSPENSION: Part.SUSPENDED_BY,
}
"""The part of an adjustment that acts."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One operand of a cell. weight, share: in a fold, what an entry counts, and of the whole."""

    cell: Cell
    part: Part
    weight: Exact | None = None
    share: Exact | None = None


def grounds(case: Valuation, cell: Cell) -> tuple[Ground, ...]:
    """The operands on which a cell rests, each once, in the order in which it reads them."""
    # Marks, vintages, notices and derivations all go down by them.
    kept = case.kept("grounds", cell)
    if kept is not None:
        return cast("tuple[Ground, ...]", kept)
    found: dict[Cell, Ground] = {}
    for one in _Reader(case, cell).grounds():
        if one.cell != cell:
            found.setdefault(one.cell, one)
    return case.keep("grounds", cell, tuple(found.values()))


def reached(case: Valuation, cell: Cell) -> Mapping[Cell, tuple[Ground, ...]]:
    """A cell and all that it rests on, each with its own grounds; readers before what they read."""
    found: dict[Cell, tuple[Ground, ...]] = {}
    waiting = [cell]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = grounds(case, one)
            waiting.extend(ground.cell for ground in reversed(found[one]))
    return found


def row_taken(case: Valuation, cell: Cell) -> int | None:
    """Index of the row that a `Choose` cell took; None where none is, or it isn't known which."""
    step = case.prepared.plan.steps[case.prepared.plan.places[cell]]
    if isinstance(step, SelectStep):
        for turn, (tests, _) in enumerate(step.rows):
            held = [case.at(test) for test in tests]
            if all(one is True for one in held):
                return turn
            if not any(_never(one) for one in held):
                return None
    return None


def acted_on(case: Valuation, cell: Cell) -> tuple[SettleStep, dict[Place, Known]] | None:
    """The step of an outcome cell and what each place holds that it reads; None where its rule isn't run."""
    step = case.prepared.plan.steps[case.prepared.plan.places[cell]]
    if cell in case.stated or not case.is_for(cell.subject) or not isinstance(step, SettleStep):
        return None
    kept = case.kept("acted on", cell)
    if kept is None:
        # Asked once for each exception of the outcome, so it is gathered once.
        kept = case.keep("acted on", cell, {place: case.at(place) for place in reads(step)})
    return step, cast("dict[Place, Known]", kept)


def departure(case: Valuation, cell: Cell) -> Cell | None:
    """The decision by which people departed from the rule of a cell; None where nobody did.

    None, too, for an exception that would not have acted in any case.
    """
    node = case.graph.nodes[cell.node]
    if not isinstance(node, Adjustment | Determine) or node.departure is None or cell in case.stated:
        return None
    decision = Cell(node.departure.decision, cell.members, cell.subject)
    if isinstance(case.at(case.prepared.plan.places[decision]), Open | Missing):
        return None
    condition = reads(case.prepared.plan.steps[case.prepared.plan.places[cell]])[:1]
    fails = isinstance(node, Adjustment) and node.condition is not None and any(_never(case.at(x)) for x in condition)
    return None if fails else decision


def _never(known: Known) -> bool:
    values = several(known)
    return values is not None and True not in values


class _Reader:
    def __init__(self, case: Valuation, cell: Cell) -> None:
        self.case = case
        self.cell = cell
        self.node = case.graph.nodes[cell.node]
        self.place = case.prepared.plan.places[cell]
        self.step = case.prepared.plan.steps[self.place]

    def grounds(self) -> Iterator[Ground]:
        node, step = self.node, self.step
        match node:
            case Constant() | Lookup() | Assumption() | Decision() | Index():
                return
            case Input():
                yield from self.carried(node)
            case Pick():
                yield from self.operands((self.place,))
            case Collect():
                yield from self.item()
            case Apply():
                yield from self.operands(self.elementwise() if isinstance(step, ApplyStep) else reads(step))
            case Aggregate():
                yield from self.fold()
            case Choose():
                yield from self.table(node) if node.form == "table" else self.ladder()
            case Adjustment():
                yield from self.exception(node)
            case Determine():
                yield from self.outcome()
            case Check():
                yield from self.ladder()
            case _:
                assert_never(node)

    def operands(self, places: Iterable[Place], part: Part | None = None) -> Iterator[Ground]:
        for place in places:
            cell = self.case.prepared.home(place)
            if cell is not None:
                yield Ground(cell, part or self.part(cell))

    def part(self, cell: Cell) -> Part:
        if isinstance(self.case.graph.nodes[cell.node], Assumption):
            return Part.ASSUMED
        if cell in self.case.stated:
            return Part.GIVEN
        return Part.MISSING if isinstance(self.case.value(cell), Missing) else Part.SUPPORTS

    def places(self, nodes: Iterable[NodeId]) -> Iterator[Place]:
        """Places of operand nodes at this cell's members."""
        for name in nodes:
            place = self.case.prepared.plan.places.get(self.case.operand(self.cell, name))
            if place is not None:
                yield place

    def carried(self, node: Input) -> Iterator[Ground]:
        """The assumptions on which it turns what an entry is carried from."""
        if carried_in(node, self.cell, self.case.evidence) is not None:
            yield from (Ground(self.case.operand(self.cell, name), Part.ASSUMED) for name in node.turns_on)

    # --- operators -----------------------------------------------------------------------------

    def elementwise(self) -> tuple[Place, ...]:
        """The operands that settle an operator alone; all of them where all are needed."""
        step = self.step
        assert isinstance(step, ApplyStep)
        answer = self.case.at(self.place)
        enough: tuple[Place, ...] = ()
        if step.op == "and" and answer is False:
            enough = tuple(one for one in step.args if _never(self.case.at(one)))
        elif step.op == "or" and answer is True:
            enough = tuple(one for one in step.args if self.case.at(one) is True)
        elif step.op not in ("and", "or", "not") and OPERATORS[step.op].on_out is not OnOut.LOOKS:
            enough = tuple(one for one in step.args if isinstance(self.case.at(one), Missing))
        return enough or step.args

    def fold(self) -> Iterator[Ground]:
        step = self.step
        assert isinstance(step, FinishStep)
        found = folded(self.case.prepared.plan, step, self.case.at, self.case.at(self.place))
        for take in found.deciding:
            for ground in self.operands((take.item if take.hit is None else take.hit,)):
                yield Ground(ground.cell, ground.part, take.weight, found.share(take))
            if take.hit is not None and may_be_out(self.case.at(take.item)):
                # Whether it counts at all is open, beside whether it passes.
                yield from self.operands((take.item,))
        if not found.is_partial:
            yield from self.operands((take.item for take in found.left_out), Part.MISSING)
        weights = (take.weight_from for take in found.deciding if take.weight_from is not None)
        yield from self.operands(weights, Part.WEIGHS)
        if step.count is not None:
            yield from self.operands((step.count,))

    def item(self) -> Iterator[Ground]:
        """What an item of a collection is taken from, and the test that it had to pass."""
        match self.step:
            case SelectStep():
                for tests, then, may_be in self.rows():
                    yield from self.operands(tests)
                    if may_be:
                        yield from self.operands((self.untreated(then),))
            case TreatStep():
                yield from self.operands(reads(self.step))
            case _:
                yield from self.operands((self.place,))

    def untreated(self, place: Place) -> Place:
        """What an item is taken from, before the `treat` lines of its collection."""
        step = self.case.prepared.plan.steps[self.case.prepared.base(place)]
        return step.of if isinstance(step, TreatStep) else place

    # --- rows ----------------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[tuple[Place, ...], Place, bool]]:
        """Rows down to the one that is taken, each with whether it may be."""
        step = self.step
        assert isinstance(step, SelectStep)
        for tests, then in step.rows:
            held = [self.case.at(test) for test in tests]
            yield tests, then, not any(_never(one) for one in held)
            if all(one is True for one in held):
                return

    def ladder(self) -> Iterator[Ground]:
        for tests, then, may_be in self.rows():
            failing = tuple(test for test in tests if _never(self.case.at(test)))
            yield from self.operands(failing or tests)
            if may_be:
                yield from self.operands((then,))

    def table(self, node: Choose) -> Iterator[Ground]:
        yield from self.operands(self.places(node.columns))
        columns = frozenset(self.case.prepared.home(one) for one in self.places(node.columns))
        for tests, then, may_be in self.rows():
            yield from self.operands(leaf for test in tests for leaf in self.leaves(test, columns))
            if may_be:
                yield from self.operands((then,))

    def leaves(self, place: Place, columns: frozenset[Cell | None]) -> Iterator[Place]:
        """What a row's test reads besides the columns and what is written in it."""
        base = self.case.prepared.base(place)
        if self.case.prepared.homes.get(base) in columns:
            return
        match self.case.prepared.plan.steps[base]:
            case ConstantStep():
                return
            case ApplyStep() as step:
                for arg in step.args:
                    yield from self.leaves(arg, columns)
            case AssumeStep() | _:
                yield base

    # --- outcomes ------------------------------------------------------------------------------

    def outcome(self) -> Iterator[Ground]:
        if not self.case.is_for(self.cell.subject):
            test = self.case.graph.header.covers.get(self.case.graph.level_of(self.node.id))
            yield from self.operands(self.places(() if test is None else (test,)))
            return
        found = acted_on(self.case, self.cell)
        if found is None:
            return
        step, known = found
        parts = self.adjustments(step, known)
        if self.matters(step, known, frozenset(parts)):
            departed = departure(self.case, self.cell)
            if departed is not None:
                yield Ground(departed, Part.DEPARTED_FROM)
            else:
                yield from self.operands((self.case.prepared.ruled(step),))
        for one in (one for _, group in step.stages for one in group if one in parts):
            yield Ground(self.adjustment(one.name), parts[one])

    def exception(self, node: Adjustment) -> Iterator[Ground]:
        """What a condition rests on; the departure alone where only that keeps the exception from acting."""
        departed = departure(self.case, self.cell)
        if departed is not None:
            yield Ground(departed, Part.DEPARTED_FROM)
        else:
            yield from self.operands(reads(self.step) if node.departure is None else reads(self.step)[:-1])
        yield from self.operands(self.places(one for one in (node.to, node.reach) if one is not None))

    def adjustment(self, name: NodeId) -> Cell:
        return self.case.operand(self.cell, name)

    def adjustments(self, step: SettleStep, known: Mapping[Place, Known]) -> dict[Acting, Part]:
        """The adjustments that bear on the outcome, with their parts.

        INVARIANT: whether the others act, one or several of them, makes no difference (tests/properties).
        """
        every = [(kind, one) for kind, group in step.stages for one in group]
        found = find_account(step, known)
        parts: dict[Acting, Part] = {}
        if found is not None:
            parts |= {one: ACTED[kind] for kind, one in every if one in (*found.changed, *found.recorded)}
            parts |= dict.fromkeys((*found.undone, *found.beaten), Part.OVERRIDDEN)
        dropped: dict[Place, Known] = {}
        is_open = isinstance(spread(step, known), Open)
        # What acts without effect is tried before what is idle: rather a condition that failed is shown.
        for kind, one in sorted(every, key=lambda pair: known[pair[1].acts] is not True):
            # Where the outcome is open, what may act can hang together with what else is open: it stays.
            stays = is_open and known[one.acts] is not False
            if one not in parts and (stays or self.bears(step, {**known, **dropped}, one)):
                parts[one] = ACTED[kind] if known[one.acts] is True and found is None else Part.SUPPORTS
            elif one not in parts:
                dropped[one.acts] = Open(frozenset((True, False)))
        return parts

    def bears(self, step: SettleStep, known: Mapping[Place, Known], one: Acting) -> bool:
        """Whether it makes a difference, with what else is open, that an adjustment acts."""
        now = several(spread(step, known))
        others = (several(spread(step, {**known, one.acts: acts})) for acts in (True, False))
        return now is None or any(other != now for other in others)

    def matters(self, step: SettleStep, known: Mapping[Place, Known], kept: frozenset[Acting]) -> bool:
        """Whether another general answer would have led to another outcome."""
        every = completions(self.node.type)
        if every is None or not kept:
            return True
        answers: dict[Place, Known] = {step.answer: Open(frozenset[Held](every) | {OUT})}
        others = (one for _, group in step.stages for one in group if one not in kept)
        dropped: dict[Place, Known] = {one.acts: Open(frozenset((True, False))) for one in others}
        return isinstance(spread(step, {**known, **dropped, **answers}), Open)
