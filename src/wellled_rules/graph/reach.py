"""What can occur at one level of a graph, for the checker: every case that its inputs allow.

An input holds any value of its type; it is missing only where a `treat` line or a test of its state says
that it may be. What can't be counted out (numbers without ends, days) is cut into the stretches that the tests
on it can tell apart; a test that compares two such things may go either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from wellled_rules.graph.beyond import Beyond
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    Cell,
    ConstantStep,
    FillStep,
    LookStep,
    Place,
    Plan,
    SettleStep,
    SourceStep,
    TakeStep,
    reads,
)
from wellled_rules.graph.domain import Domain, Finite, of_type, union
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.kernel import Memory, Meter
from wellled_rules.graph.local import local
from wellled_rules.graph.nodes import Aggregate, Assumption, Input, NodeId, Treatment
from wellled_rules.graph.prepared import surveyed
from wellled_rules.graph.regions import Region, regions
from wellled_rules.graph.shares import share_of
from wellled_rules.graph.slices import Folded, Setting
from wellled_rules.graph.steps import Held
from wellled_rules.graph.sweep import Reached, swept
from wellled_rules.graph.treatment import treated
from wellled_rules.values.dates import shifted
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, Entry, OnOut
from wellled_rules.values.types import Value

__all__ = ["MOST_MOVES", "Reach", "Universe", "reach"]

MOST_MOVES = 300_000
"""Work of one question."""

_MOST_APART = 50_000

_LOGIC = frozenset({"and", "or", "not"})
_COUNTS = frozenset(name for name, fold in FOLDS.items() if fold.tests or name == "number")


@dataclass(frozen=True)
class Universe:
    """All cases of one level under one choice of assumptions.

    entries: place -> what it may hold. stretches: place -> entry -> the stretch that the entry stands for.
    loose: places that were taken to be free though they depend on other entries.
    """

    plan: Plan
    assumed: Mapping[str, Value]
    entries: Mapping[Place, Sequence[Entry]]
    stretches: Mapping[Place, Mapping[Held, Region]]
    loose: frozenset[Place]
    inputs: Mapping[Place, Domain]

    @cached_property
    def domains(self) -> list[Domain]:
        """What each place may hold, place by place."""
        return local(self.plan, self.inputs, self.assumed)

    def origin(self, place: Place) -> Place:
        """Where the value of a place comes from unchanged, as far as it is taken to be free there."""
        while place not in self.entries:
            step = self.plan.steps[place]
            if isinstance(step, FillStep):
                place = step.of
            elif isinstance(step, SettleStep) and not step.stages:
                place = step.answer
            else:
                break
        return place

    def cuts(self, columns: Iterable[Place], tests: Iterable[Place]) -> set[Held] | None:
        """The constants that tests on columns compare with; None where a test reads something else."""
        found: set[Held] = set()
        seen = set(columns)
        waiting = list(tests)
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self.plan.steps[place]
            if isinstance(step, ConstantStep):
                found.add(step.value)
            elif isinstance(step, AssumeStep):
                found.add(self.assumed[step.name])
            elif isinstance(step, SourceStep):
                return None
            waiting.extend(reads(step))
        return found


@dataclass
class Reach:
    """One level: its plan, and its universes as they are asked for."""

    graph: DeterminationGraph
    level: str
    memory: Memory = field(default_factory=Memory)
    _made: dict[tuple[bool, tuple[tuple[str, Value], ...]], Universe] = field(default_factory=dict)
    _folded: dict[int, Folded] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan of the level."""
        return surveyed(self.graph, self.level).plan

    @cached_property
    def taken(self) -> Mapping[str, Value]:
        """Assumption -> the value that is taken."""
        return {node.name: node.taken for node in self.graph.at(self.level) if isinstance(node, Assumption)}

    def universe(self, assumed: Mapping[str, Value] | None = None, *, wide: bool = False) -> Universe:
        """All cases; `assumed`: other values of assumptions; `wide`: every input may also be not applicable."""
        key = (wide, tuple(sorted((assumed or {}).items())))
        if key not in self._made:
            self._made[key] = self._universe({**self.taken, **(assumed or {})}, wide)
        return self._made[key]

    def _universe(self, assumed: Mapping[str, Value], wide: bool) -> Universe:
        looked = _looked_at(self.plan)
        inputs = {
            place: self._source(step, looked.get(place, frozenset()), wide)
            for place, step in enumerate(self.plan.steps)
            if isinstance(step, SourceStep)
        }
        return _Cutter(self.plan, assumed, inputs).universe()

    def _source(self, step: SourceStep, looked: frozenset[State], wide: bool) -> Domain:
        node = self.graph.nodes[step.cell.node]
        share = share_of(self.graph, node)
        if share is not None:
            return Beyond(self.graph, self.below).share(share)
        if isinstance(node, Aggregate):
            return Beyond(self.graph, self.below).folded(node)
        if self.graph.level_of(node.id) != self.level or not isinstance(node, Input):
            # A decision that nobody recorded, or a subject above that is not there.
            return of_type(node.type, (OUT,))
        missing: list[Missing] = []
        values: list[Value] = []
        for state in State:
            entry = treated(node, Missing(state=state))
            says = node.treatments.get(state, Treatment.UNKNOWN) is not Treatment.UNKNOWN
            if not isinstance(entry, Missing):
                values.append(entry)
            elif says or state in looked or (wide and state is State.NOT_APPLICABLE and entry.is_out):
                missing.append(entry)
        found = of_type(node.type, missing)
        return Finite(found.entries | frozenset(values)) if isinstance(found, Finite) else found

    def below(self, node: NodeId) -> Domain:
        """All that the cells of a node of a level inside may hold."""
        level = self.graph.level_of(node)
        kept = self.graph.memo.get(("reach", level))
        inner = kept if isinstance(kept, Reach) else Reach(self.graph, level)
        self.graph.memo["reach", level] = inner
        places, domains = inner.plan.places, inner.universe().domains
        return union(domains[places[Cell(node, members)]] for members in self.graph.cells(self.graph.nodes[node]))

    def joint(
        self,
        places: Sequence[Place],
        universe: Universe,
        *,
        also: Mapping[Place, Sequence[Entry]] | None = None,
        budget: int = 50_000,
    ) -> Reached:
        """The joint values of some places.

        also: places taken to be free, with what they may hold; that is cheap, and has work of its own.
        """
        if also is not None:
            setting = Setting({**universe.entries, **also}, universe.assumed)
            return swept(self.plan, places, setting, Meter(self.memory, _MOST_APART, apart=True), budget=budget)
        meter = Meter(self.memory, MOST_MOVES)
        whole = self._whole(universe)
        return (
            Reached() if whole is None else swept(self.plan, places, whole.setting, meter, whole=whole, budget=budget)
        )

    def _whole(self, universe: Universe) -> Folded | None:
        """The plan folded under a universe, once; None where the work is used up."""
        found = self._folded.get(id(universe))
        if found is None and not self.memory.is_spent:
            Meter(self.memory).spend(len(self.plan.steps))
            setting = Setting(universe.entries, universe.assumed)
            found = self._folded[id(universe)] = Folded(self.plan, setting, self.memory)
        return found


def reach(graph: DeterminationGraph, level: str, memory: Memory | None = None) -> Reach:
    """What can occur at one level."""
    return Reach(graph, level, memory or Memory())


def _looked_at(plan: Plan) -> Mapping[Place, frozenset[State]]:
    """Place of an input -> the states that some test of it asks for."""
    found: dict[Place, frozenset[State]] = {}
    for step in plan.steps:
        if isinstance(step, LookStep):
            state = step.parameter if isinstance(step.parameter, State) else State.NOT_GIVEN
            of = step.of
            while isinstance(inner := plan.steps[of], SettleStep) and not inner.stages:
                of = inner.answer
                while isinstance(fill := plan.steps[of], FillStep):
                    of = fill.of
            found[of] = found.get(of, frozenset()) | {state}
    return found


class _Cutter:
    """Finds where what can't be counted out is tested, and makes it countable there."""

    def __init__(self, plan: Plan, assumed: Mapping[str, Value], inputs: Mapping[Place, Domain]) -> None:
        self.plan = plan
        self.assumed = assumed
        self.inputs = inputs
        self.found: dict[Place, Sequence[Entry]] = {}
        self.cuts: dict[Place, set[Held]] = {}
        self.loose: set[Place] = set()
        self.endless: set[Place] = set()

    def universe(self) -> Universe:
        countable = {place: one for place, one in self.inputs.items() if isinstance(one, Finite)}
        self.endless = set(self.inputs) - set(countable)
        entries: dict[Place, Sequence[Entry]] = {place: _sorted(one) for place, one in countable.items()}
        stretches: dict[Place, Mapping[Held, Region]] = {}
        if self.endless:
            self.domains = local(self.plan, self.inputs, self.assumed)
            self.walk()
            self.loose.update(one for one in self.cuts if not isinstance(self.plan.steps[one], SourceStep))
            for place, cuts in self.cuts.items():
                parts = regions(self.domains[place], cuts)
                if parts is not None:
                    entries[place] = tuple(parts)
                    stretches[place] = {entry: part for entry, part in parts.items() if part is not None}
            entries |= self.found
        return Universe(self.plan, self.assumed, entries, stretches, frozenset(self.loose), self.inputs)

    def walk(self) -> None:
        for place, step in enumerate(self.plan.steps):
            match step:
                case FillStep():
                    self.fill(place, step)
                case LookStep() if step.of in self.endless:
                    self.cuts.setdefault(step.of, set())
                case ApplyStep() if any(one in self.endless for one in step.args):
                    self.apply(place, step)
                case TakeStep() if step.item in self.endless and step.op in _COUNTS:
                    self.cuts.setdefault(step.item, set())
                case _ if any(one in self.endless for one in reads(step)):
                    self.derived(place)

    def derived(self, place: Place) -> None:
        """A value of something endless: free where it can be counted out, else endless itself."""
        found = self.domains[place]
        if isinstance(found, Finite):
            self.free(place, found)
        else:
            self.endless.add(place)

    def free(self, place: Place, found: Finite) -> None:
        self.found[place] = _sorted(found)
        self.loose.add(place)

    def fill(self, place: Place, step: FillStep) -> None:
        if step.of not in self.endless:
            return
        self.endless.add(place)
        if self.domains[place] != self.domains[step.of]:
            # NOTE: what is filled has no finite completions; it is cut like an input of its own.
            self.cuts.setdefault(place, set())
            self.loose.add(place)

    def origin(self, place: Place) -> Place:
        """Where an endless value comes from unchanged."""
        while place not in self.loose:
            step = self.plan.steps[place]
            if isinstance(step, FillStep):
                place = step.of
            elif isinstance(step, SettleStep) and not step.stages:
                place = step.answer
            else:
                break
        return place

    def apply(self, place: Place, step: ApplyStep) -> None:
        if OPERATORS[step.op].on_out is not OnOut.FALSE or step.op in _LOGIC:
            self.derived(place)
            return
        endless = {self.origin(one) for one in step.args if one in self.endless}
        constants = [self.constant(one) for one in step.args if one not in self.endless]
        if len(endless) == 1 and None not in constants:
            cuts = self.cuts.setdefault(endless.pop(), set())
            cuts.update(cut for one in constants for cut in _ends(step, one))
            return
        found = self.domains[place]
        assert isinstance(found, Finite)
        self.free(place, found)

    def constant(self, place: Place) -> Held:
        found = self.domains[place]
        if not isinstance(found, Finite) or len(found.entries) > 1:
            return None
        (held,) = found.entries
        return held


def _ends(step: ApplyStep, held: Held) -> Iterable[Held]:
    """Where a test against `held` changes its answer."""
    if isinstance(held, date) and isinstance(step.parameter, tuple):
        sign = -1 if step.op == "within_before" else 1
        return (held, shifted(held, sign * step.parameter[0], step.parameter[1]))
    return (held,)


def _sorted(found: Finite) -> tuple[Entry, ...]:
    """Entries, values before states: the first case found is the one that is told, and it should be a plain one."""
    entries = [one for one in found.entries if one is not None and not isinstance(one, tuple)]
    return tuple(sorted(entries, key=lambda one: (isinstance(one, Missing), repr(one))))
