"""What every place of a plan holds for one case, and exactly what the open ones may still become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from wellled_rules.graph.cells import Cell, FillStep, Place, SelectStep, SettleStep, SourceStep, TreatStep, operand
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Collect, Input, NodeId
from wellled_rules.graph.prepared import Prepared, prepare
from wellled_rules.graph.spread import Known, Open, Settled, several, spread
from wellled_rules.graph.steps import Held, completions, fills
from wellled_rules.graph.subjects import Path
from wellled_rules.graph.sweeper import Sweeper
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import Value

if TYPE_CHECKING:
    from wellled_rules.graph.alike import Alike
    from wellled_rules.graph.slices import Folded

__all__ = ["Possible", "Status", "Valuation", "in_order", "of_type"]

_Kept = TypeVar("_Kept")
_MOST_LISTED = 1_000


class Status(StrEnum):
    """What is known of a cell: its value, not yet its value, or the state that it is in."""

    DETERMINED = "determined"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"
    NOT_SEEN = "not_seen"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Possible:
    """Values that a place may come to. values: None where they cannot be listed.

    exact: whether each can occur; where it is False the set holds all that can occur, and perhaps more.
    """

    values: frozenset[Held] | None
    exact: bool

    @property
    def only(self) -> Held | Open:
        """The one value there is; `Open` where there is not one."""
        if self.values is not None and len(self.values) == 1:
            return next(iter(self.values))
        return Open(self.values)


def _rank(entry: Entry) -> tuple[int, Fraction, str]:
    match entry:
        case Missing():
            return 1, Fraction(0), str(entry)
        case bool():
            return 0, Fraction(not entry), ""
        case ScaleLevel():
            return 0, Fraction(-entry.rank), ""
        case int() | Fraction():
            return 0, Fraction(entry), ""
        case date():
            return 0, Fraction(entry.toordinal()), ""
        case Rounding():
            return 0, Fraction(list(Rounding).index(entry)), ""
        case frozenset():
            return 0, Fraction(len(entry)), ",".join(sorted(map(str, entry)))
        case _:
            return 0, Fraction(0), str(entry)


def in_order(entries: frozenset[Held]) -> tuple[Entry, ...]:
    """Best level first, numbers and days ascending, yes before no; states and labels last."""
    return tuple(sorted(cast("frozenset[Entry]", entries), key=_rank))


def of_type(node: Input) -> Possible:
    """What an input may come to that nobody gave: all of its type, where that are a thousand values at most."""
    every = completions(node.type)
    is_long = every is None or len(every) > _MOST_LISTED
    return Possible(None, False) if every is None or is_long else Possible(frozenset(every), True)


class _Values(Mapping[Cell, "Entry | None"]):
    """Cell -> what it holds, None where that is undetermined; worked out when it is read."""

    def __init__(self, valuation: Valuation) -> None:
        self._valuation = valuation

    def __getitem__(self, cell: Cell) -> Entry | None:
        return self._valuation.value(cell)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._valuation.prepared.plan.places)

    def __len__(self) -> int:
        return len(self._valuation.prepared.plan.places)

    def __contains__(self, cell: object) -> bool:
        return cell in self._valuation.prepared.plan.places


@dataclass(frozen=True, kw_only=True)
class Valuation:
    """What a case makes of every cell of its subjects.

    known: by place, what it holds or its local set. assumed: the value each assumption had.
    stated: outcome cells that the case states as known. covered: whether the framework is for the
    subject; where not, every outcome is not applicable. strangers: subjects inside that it is not for.
    """

    graph: DeterminationGraph
    evidence: Evidence
    known: Sequence[Known]
    assumed: Mapping[str, Value]
    stated: Mapping[Cell, Entry]
    covered: bool
    strangers: frozenset[Path] = frozenset()
    # Answers once worked out. Two threads may work out the same answer; they find the same.
    _kept: dict[tuple[str, Cell | Place], object] = field(default_factory=dict, repr=False, compare=False)
    sweeper: Sweeper = field(default_factory=Sweeper, repr=False, compare=False)

    def __getstate__(self) -> dict[str, object]:
        # What was worked out from the fields is worked out again where it is needed.
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"_kept": {}}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.graph.identity} at {self.level}>"

    def keep(self, what: str, key: Cell | Place, found: _Kept) -> _Kept:
        """`found`, remembered for `kept`."""
        self._kept[what, key] = found
        return found

    def kept(self, what: str, key: Cell | Place) -> object:
        """What was remembered; None where nothing was."""
        return self._kept.get((what, key))

    def take_over(self, other: Valuation, changed: frozenset[Place]) -> None:
        """Remember what `other`, of the same case, worked out of places that hold the same in both."""
        for (what, key), found in tuple(other._kept.items()):
            if what == "possible" and key not in changed:
                self._kept[what, key] = found

    @property
    def level(self) -> str:
        """The level of the subject."""
        return self.evidence.subject.level

    @cached_property
    def prepared(self) -> Prepared:
        """The plan that `known` belongs to."""
        return prepare(self.graph, self.evidence.tree)

    def is_for(self, subject: Path) -> bool:
        """Whether the framework is for one of the subjects."""
        return subject not in self.strangers if subject else self.covered

    def operand(self, cell: Cell, node: NodeId) -> Cell:
        """The cell of `node` that `cell` reads."""
        return operand(self.graph, self.level, cell, node)

    @property
    def values(self) -> Mapping[Cell, Entry | None]:
        """Cell -> what it holds; None where that is undetermined."""
        return _Values(self)

    def possible_at(self, place: Place) -> Possible:
        """Exactly what a place may come to over all completions of the open entries, where that can be counted."""
        known = self.known[place]
        if not isinstance(known, Open):
            return Possible(frozenset((known,)), True)
        found = self.kept("possible", place)
        if isinstance(found, Possible):
            return found
        passed = self._passed(place)
        if passed != place:
            return self.keep("possible", place, self.possible_at(passed))
        first = self._first(place)
        if first != place:
            return self.keep("possible", place, self.possible_at(first))
        together = self.together((place,))
        if together is not None:
            return self.keep("possible", place, Possible(frozenset(values for (values,) in together), True))
        local = several(self._local(place))
        return self.keep("possible", place, Possible(local, local is not None and len(local) == 1))

    def _passed(self, place: Place) -> Place:
        """The place whose value an open one passes on untouched, itself where it does something to it."""
        way: list[Place] = []
        found = self.kept("passed", place)
        while not isinstance(found, int):
            way.append(place)
            step = self.prepared.plan.steps[place]
            below = place
            if isinstance(step, SettleStep) and not step.stages:
                below = step.answer
            elif isinstance(step, FillStep):
                held = several(self.known[step.of])
                below = place if held is None or any(fills(step, one) for one in held) else step.of
            found = place if below == place else self.kept("passed", below)
            place = below
        for one in way:
            self.keep("passed", one, found)
        return found

    def _local(self, place: Place) -> Known:
        """The local set of a place, from what is exact of the cells that it is made from."""
        view: dict[Place, Known] = {}
        for one in self.prepared.ancestors((place,), stop=self.settled):
            if one in self.settled:
                view[one] = self.known[one]
            elif one in self.prepared.homes and one != place:
                view[one] = self.at(one)
            else:
                view[one] = spread(self.prepared.plan.steps[one], view)
        return view[place]

    def at(self, place: Place) -> Known:
        """What a place holds, exactly; `Open` where that is undetermined."""
        known = self.known[place]
        return self.possible_at(place).only if isinstance(known, Open) else known

    def together(self, places: tuple[Place, ...]) -> frozenset[tuple[Held, ...]] | None:
        """What several places may come to together; None where that cannot be counted within the budget."""
        reached = self.sweeper.reached(self._folded(places), places)
        return frozenset(reached.values) if reached.exact else None

    def _first(self, place: Place) -> Place:
        """The place that an open one is like, of the same case; itself where there is none, or the case is not done."""
        return self._alike.first(place) if self._is_done else place

    @cached_property
    def _alike(self) -> Alike:
        from wellled_rules.graph.alike import Alike

        return Alike(self.graph, self.prepared, self.settled)

    @cached_property
    def _is_done(self) -> bool:
        """Whether all places are known: while a case is worked out, those up to there are, and little is asked."""
        return len(self.known) == len(self.prepared.plan.steps)

    @cached_property
    def settled(self) -> Settled:
        """Places that are not open."""
        return Settled(self.known)

    def _folded(self, places: tuple[Place, ...]) -> Folded:
        """The plan with what is settled folded away, and what stands for the endless types that some places turn on."""
        from wellled_rules.graph.samples import sampled
        from wellled_rules.graph.slices import Setting

        if self._is_done and not self._endless:
            return self._whole
        above = self.prepared.ancestors(places, stop=self.settled)
        samples = sampled(self.prepared, self.known, frozenset(above), places)
        sources = {one: values for one, values in samples.items() if one not in self.settled}
        return self.sweeper.folded(self.prepared, Setting(sources, self.assumed, self.settled))

    @cached_property
    def _endless(self) -> bool:
        """Whether anything that nobody gave may be any number or day."""
        return any(self._is_free(one) for one in self.prepared.endless)

    def _is_free(self, place: Place) -> bool:
        """Whether a fill fills an entry of which it is settled that nobody gave it."""
        step = self.prepared.plan.steps[place]
        assert isinstance(step, FillStep)
        held = self.known[step.of]
        return not isinstance(held, Open) and fills(step, held)

    @cached_property
    def _whole(self) -> Folded:
        from wellled_rules.graph.slices import Setting

        return self.sweeper.folded(self.prepared, Setting({}, self.assumed, self.settled))

    def value(self, cell: Cell) -> Entry | None:
        """What a cell holds: a value or a state; None where it is undetermined.

        An input that nobody gave holds `not_given`. `KeyError` for a cell that does not exist.
        """
        known = self.at(self.prepared.plan.places[cell])
        return None if isinstance(known, Open) else cast("Entry", known)

    def status(self, cell: Cell) -> Status:
        """Whether a cell is determined, undetermined, or in one of the states."""
        entry = self.value(cell)
        if isinstance(entry, Missing) and entry.state is not State.NOT_GIVEN:
            return Status(entry.state.value)
        return Status.UNDETERMINED if entry is None or isinstance(entry, Missing) else Status.DETERMINED

    def possible(self, cell: Cell) -> Possible:
        """The values that a cell may come to; for an input that nobody gave, all of its type.

        More than a thousand are not listed.
        """
        place = self.prepared.plan.places[cell]
        node = self.graph.nodes[cell.node]
        if isinstance(node, Input) and self.status(cell) is Status.UNDETERMINED:
            return of_type(node)
        found = self.possible_at(place)
        is_short = found.values is not None and len(found.values) <= _MOST_LISTED
        return found if is_short else Possible(None, False)

    def open_fills(self, place: Place) -> tuple[Place, ...]:
        """Fills among the ancestors of an open place that may have something to fill, in order."""
        plan = self.prepared.plan
        found = []
        for one in self.prepared.ancestors((place,), stop=self.settled):
            step = plan.steps[one]
            if one not in self.settled and isinstance(step, FillStep):
                held = several(self.known[step.of])
                # What cannot be listed is a number or a day; rules make no open state of one.
                if held is not None and any(fills(step, each) for each in held):
                    found.append(one)
        return tuple(found)

    def waits_for(self, cell: Cell) -> tuple[Cell, ...]:
        """The open cells on which an undetermined one turns: two completions differ only there and in its value.

        Where that could not be counted out, every open cell that it reads.
        """
        if self.status(cell) is not Status.UNDETERMINED:
            return ()
        place = self.prepared.plan.places[cell]
        if not isinstance(self.known[place], Open):
            return self._not_given(place)
        place = self._passed(place)
        turning = self._turning(place)
        entries = [self.entry(one) for one in sorted(turning)]
        return tuple(dict.fromkeys(one for one in entries if one is not None))

    def _turning(self, place: Place) -> frozenset[Place]:
        """The fills on which an open place turns."""
        kept = self.kept("turning", place)
        if isinstance(kept, frozenset):
            return kept
        first = self._first(place)
        if first != place:
            there = self._alike.matched(first, place)
            return self.keep("turning", place, frozenset(there[one] for one in self._turning(first)))
        found = self.sweeper.turning(self._folded((place,)), place, self.open_fills(place))
        return self.keep("turning", place, found)

    def entry(self, fill: Place) -> Cell | None:
        """The cell whose open entry a fill fills: of an item of a collection, what was taken."""
        plan, place = self.prepared.plan, fill
        while True:
            place = self.prepared.base(place)
            home, step = self.prepared.homes.get(place), plan.steps[place]
            match step:
                case TreatStep():
                    place = step.of
                case SelectStep() if home is not None and isinstance(self.graph.nodes[home.node], Collect):
                    place = step.rows[0][1]
                case _:
                    return home

    def _not_given(self, place: Place) -> tuple[Cell, ...]:
        """Entries that nobody made and that a place may have passed on, itself where it is such an entry."""
        plan, held = self.prepared.plan, self.known[place]
        sources = [one for one in self.prepared.ancestors((place,)) if isinstance(plan.steps[one], SourceStep)]
        return tuple(plan.owners[one] for one in sources if self.known[one] == held)
