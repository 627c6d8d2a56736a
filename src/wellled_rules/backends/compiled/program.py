"""What is kept of one level of a graph: its functions, and how slots are read.

A program is kept with its graph; compiled code is kept by its source, which says all that a function does but for
the constants it is given. So two graphs of one source share the code, and nothing can be run that its graph did not
emit. Nothing is kept on disk: compiling a source is the least of the work, and what a file could save on a warm start
is to check and unroll the rules, of which source alone knows nothing; read back, it would have to be trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import CodeType
from typing import TypeAlias, cast

from wellled_rules.backends.compiled.accept import (
    Accepted,
    Code,
    Slotted,
    accepted,
    carried_beside,
    slotted,
)
from wellled_rules.backends.compiled.emit import INPUT, Emitted, TooLargeError, emit
from wellled_rules.backends.compiled.filled import Filled, traced
from wellled_rules.backends.compiled.forms import Const, Form, held
from wellled_rules.graph.cells import Cell, Place, SourceStep
from wellled_rules.graph.evidence import Evidence, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Assumption, Decision, Input, NodeId
from wellled_rules.graph.prepared import Prepared, prepare
from wellled_rules.graph.steps import Held
from wellled_rules.graph.subjects import Tree
from wellled_rules.graph.treatment import NOT_GIVEN, recorded, treated
from wellled_rules.values.types import Value

__all__ = ["INPUT", "Decide", "Function", "Program", "Slots", "compiled", "program", "slotted_for"]

Slots: TypeAlias = tuple[object, ...]
"""Every derived value of one case, flat; `Table` says what each slot is."""

Decide: TypeAlias = "Callable[[tuple[Code, ...]], Slots | None]"
"""Codes of a case -> its slots; None where the reference must answer."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function, with what it was made from."""

    emitted: Emitted
    decide: Decide

    def held(self, place: Place, codes: tuple[Code, ...], slots: Slots) -> Held:
        """What a place held in one run; `KeyError` for a place that the function does not work out."""
        return self.read(place, self.values(codes, slots))

    def read(self, place: Place, values: Mapping[str, object]) -> Held:
        """As `held`, from the values of the variables."""
        return held(self.emitted.forms[place], values)

    def values(self, codes: tuple[Code, ...], slots: Slots) -> dict[str, object]:
        """Variable -> its value in one run."""
        return {**dict(zip(self.emitted.inputs, codes)), **dict(zip(self.emitted.slots, slots))}


@dataclass(frozen=True)
class Program:
    """One level under the assumptions taken: made once a graph, when it is first asked for.

    slotted: what a case is asked for, in the order of the functions' input. gate: the same for the test whether the
    rules are for a subject.
    """

    graph: DeterminationGraph
    level: str
    assumed: Mapping[str, Value]
    slotted: Mapping[Place, Slotted]
    gate: Mapping[Place, Slotted]

    def __reduce__(self) -> tuple[Callable[[DeterminationGraph, str], Program], tuple[DeterminationGraph, str]]:
        return program, (self.graph, self.level)

    @property
    def prepared(self) -> Prepared:
        """The plan that the functions were made from."""
        return prepare(self.graph, Tree(self.level, {}))

    @cached_property
    def full(self) -> Function | None:
        """For cases where nothing is left out or moved; None for a level that is too large."""
        return self.function({place: one.full for place, one in self.slotted.items()}, self.outcomes)

    @cached_property
    def gaps(self) -> Function | None:
        """For every case that is accepted; None for a level that is too large."""
        return self.function({place: one.gaps for place, one in self.slotted.items()}, self.outcomes)

    @cached_property
    def beside(self) -> frozenset[str]:
        """Names of inputs that only carry."""
        nodes = {one.node.name: one.node for one in self.asked}
        return frozenset(
            name for name, node in nodes.items() if isinstance(node, Input) and carried_beside(node) is not None
        )

    def without(self, names: frozenset[str], *, is_full: bool) -> Function | None:
        """`full` or `gaps`, of cases that say nothing of some inputs."""
        if names.isdisjoint(one.node.name for one in self.asked):
            return self.full if is_full else self.gaps
        forms = {place: one.full if is_full else one.gaps for place, one in self.slotted.items()}
        for place, one in self.slotted.items():
            if one.node.name in names and isinstance(one.node, Input):
                forms[place] = Const(treated(one.node, NOT_GIVEN))
        return self.function(forms, self.outcomes)

    @cached_property
    def covers(self) -> Function | None:
        """Whether the rules are for the subject."""
        return self.function({place: one.gaps for place, one in self.gate.items()}, self.tests)

    @cached_property
    def asked(self) -> tuple[Slotted, ...]:
        """What a case is asked for, in order."""
        return tuple(self.slotted.values())

    @cached_property
    def outcomes(self) -> tuple[Place, ...]:
        """Places of the outcomes, and of what says whether an input is shown: what the functions are for."""
        return _outcomes(self.graph, self.prepared)

    @cached_property
    def tests(self) -> tuple[Place, ...]:
        """Place of the test whether the rules are for a subject; none where they are for all."""
        return _tests(self.graph, self.prepared)

    def function(self, forms: Mapping[Place, Form], targets: tuple[Place, ...]) -> Function | None:
        """The function for some forms of what comes in; None for what is too large."""
        try:
            emitted = emit(self.prepared, targets, forms, self.assumed)
        except TooLargeError:
            return None
        return compiled(emitted)

    def choose(self, accepted: Accepted) -> Function | None:
        """The function for a case; None for a level that is too large."""
        return self.full if accepted.is_full else self.gaps

    def accept(self, evidence: Evidence) -> Accepted | None:
        """A case as the functions take it; None for one that is left to the reference."""
        if evidence.given or evidence.assumptions or evidence.inside or not self.is_for(evidence):
            return None
        return accepted(self.asked, evidence)

    def is_for(self, evidence: Evidence) -> bool:
        """Whether the rules are for the subject; no where only the reference can tell."""
        if not self.tests:
            return True
        slots = tuple(self.gate.values())
        if all(recorded(one.node, Cell(one.node.id, one.where[1]), evidence, {}) == NOT_GIVEN for one in slots):
            return self.is_for_unknown
        found = accepted(slots, evidence)
        if found is None or self.covers is None:
            return False
        slots_ = self.covers.decide(found.codes)
        return slots_ is not None and self.covers.held(self.tests[0], found.codes, slots_) is not False

    @cached_property
    def is_for_unknown(self) -> bool:
        """Whether the rules are for a subject of which nothing is told."""
        nothing = Evidence(subject=Subject(level=self.level))
        blank = traced(self.graph, nothing, self.assumed, Filled(self.graph, nothing, self.assumed, {}, {}))
        return blank.value(self.prepared.homes[self.tests[0]]) is not False


def program(graph: DeterminationGraph, level: str) -> Program:
    """The program of one level, made once a graph; `KeyError` for a level that it does not have."""
    found = graph.memo.get(("compiled", level))
    if isinstance(found, Program):
        return found
    prepared = prepare(graph, Tree(level, {}))
    made = Program(
        graph,
        level,
        {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)},
        slotted_for(graph, prepared, _outcomes(graph, prepared)),
        slotted_for(graph, prepared, _tests(graph, prepared)),
    )
    graph.memo["compiled", level] = made
    return made


def _outcomes(graph: DeterminationGraph, prepared: Prepared) -> tuple[Place, ...]:
    shown = frozenset(graph.header.told_where.values())
    places = prepared.plan.places.items()
    return tuple(at for cell, at in places if cell.node in shown or graph.is_outcome(graph.nodes[cell.node]))


def _tests(graph: DeterminationGraph, prepared: Prepared) -> tuple[Place, ...]:
    test = graph.header.covers.get(prepared.plan.level)
    return () if test is None else (prepared.plan.places[Cell(test)],)


def slotted_for(
    graph: DeterminationGraph,
    prepared: Prepared,
    targets: Iterable[Place],
    first: int = 0,
    known: Container[Place] = (),
) -> Mapping[Place, Slotted]:
    """By place, what a case records that some targets depend on; variables are numbered, not named.

    first: the number of the first. known: places that are left aside.
    """
    found: dict[Place, Slotted] = {}
    shared: dict[NodeId, Slotted] = {}
    for place in prepared.ancestors(targets):
        step = prepared.plan.steps[place]
        if isinstance(step, SourceStep) and place not in known:
            node = graph.nodes[step.cell.node]
            assert isinstance(node, Input | Decision)
            if node.id not in shared:
                shared[node.id] = slotted(node)
            found[place] = shared[node.id].at(step.cell.members, f"{INPUT}{first + len(found)}")
    return found


def compiled(emitted: Emitted) -> Function:
    """A source as a function."""
    names = dict(emitted.constants)
    exec(_code_of(emitted.source), names)
    return Function(emitted, cast("Decide", names["decide"]))


@lru_cache(maxsize=256)
def _code_of(source: str) -> CodeType:
    """A source compiled, once for all graphs that come to the same source."""
    return compile(source, "<compiled rules>", "exec")
