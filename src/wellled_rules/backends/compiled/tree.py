"""A case with subjects inside, level by level: one function a level, run for each of its subjects from below upwards.

A function takes what its subject and those above record, and how many items of its collections hold each value; what
it gives for the collections above is counted there. So each collection is folded once, and a subject costs the same
however many there are. What is open in any of them leaves the whole case to the reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, cast

from wellled_rules.backends.compiled.accept import Code, Slotted, code_of, slotted_open
from wellled_rules.backends.compiled.emit import INPUT, TooLargeError, emit
from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Whole, held
from wellled_rules.backends.compiled.program import Function, Slots, compiled
from wellled_rules.graph.cells import Cell, CountStep, Place, SourceStep
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import Grouped, grouped
from wellled_rules.graph.nodes import Assumption, Decision, Determine, Input
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known
from wellled_rules.graph.steps import Held
from wellled_rules.graph.subjects import Path, above, level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import ASSESSED_ON, Moves, moves, recorded
from wellled_rules.graph.valuation import Possible
from wellled_rules.values.missing import OUT, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["TreeDecision", "TreeTrace", "decide_tree", "traced_tree"]

_Counts: TypeAlias = "dict[Place, int]"


@dataclass(frozen=True, slots=True)
class _Offered:
    """What one subject puts into a collection above: the variable that tells it, and the place to count at, by code.

    variable: none where it is the same in every case; `at` then has one place. low: the code of the first.
    """

    variable: str | None
    low: int
    at: tuple[Place | None, ...]


@dataclass(frozen=True)
class _Level:
    """One level under the assumptions taken. sources: what the function takes, in order."""

    graph: DeterminationGraph
    level: str
    grouped: Grouped
    assumed: Mapping[str, Value]

    @property
    def prepared(self) -> Prepared:
        """The plan of the level."""
        return self.grouped.prepared

    @cached_property
    def targets(self) -> tuple[Place, ...]:
        """Places of the outcomes, of what is put into collections above, and of the test whom the rules are for."""
        places = self.prepared.plan.places
        outcomes = [at for cell, at in places.items() if self.graph.is_outcome(self.graph.nodes[cell.node])]
        shown = {places[Cell(one)] for one in self.graph.header.told_where.values() if Cell(one) in places}
        test = self.graph.header.covers.get(self.level)
        covers = [] if test is None else [places[Cell(test)]]
        return tuple(dict.fromkeys((*outcomes, *shown, *(one.place for one in self.grouped.offers), *covers)))

    @cached_property
    def slotted(self) -> Mapping[Place, tuple[Slotted, Cell]]:
        """By place, what the subject or one above records, and the cell it is recorded in."""
        found: dict[Place, tuple[Slotted, Cell]] = {}
        steps = self.prepared.plan.steps
        for place in self.prepared.ancestors(self.targets):
            step = steps[place]
            if isinstance(step, SourceStep):
                node = self.graph.nodes[step.cell.node]
                assert isinstance(node, Input | Decision)
                found[place] = slotted_open(node).at(step.cell.members, f"{INPUT}{len(found)}"), step.cell
        return found

    @cached_property
    def counted(self) -> tuple[Place, ...]:
        """Places of how many items hold a value."""
        steps = self.prepared.plan.steps
        return tuple(one for one in self.prepared.ancestors(self.targets) if isinstance(steps[one], CountStep))

    @cached_property
    def function(self) -> Function | None:
        """The function of the level; None for one that is too large."""
        forms: dict[Place, Form] = {place: one.gaps for place, (one, _) in self.slotted.items()}
        first = len(forms)
        forms |= {place: Whole(f"{INPUT}{first + turn}", 0) for turn, place in enumerate(self.counted)}
        try:
            return compiled(emit(self.prepared, self.targets, forms, self.assumed))
        except TooLargeError:
            return None

    def offered(self, to: _Level) -> tuple[_Offered, ...] | None:
        """What goes into the collections of a level; None where a form doesn't tell it by its code."""
        assert self.function is not None
        counts = {(step.collect, _key(step.value)): place for place, step in to.grouped.counts.items()}
        kept = frozenset(to.counted)
        found: list[_Offered] = []
        for one in self.grouped.offers:
            if one.collect.node.partition(":")[0] != to.level:
                continue
            form = self.function.emitted.forms[one.place]
            rows = (form.value,) if isinstance(form, Const) else form.table if isinstance(form, Coded) else None
            if rows is None:
                return None
            places = [None if row is NEVER else counts.get((one.collect, _key(row))) for row in rows]
            at = tuple(place if place in kept else None for place in places)
            found.append(_Offered(form.variable, form.low, at) if isinstance(form, Coded) else _Offered(None, 0, at))
        return tuple(found)


def _is_left(node: Input | Decision) -> bool:
    """Whether what is read of a subject that is not there is left out as it is, whatever `treat` lines say."""
    return isinstance(node, Decision) or State.NOT_APPLICABLE not in node.treatments


def _key(value: object) -> object:
    return type(value), value


@dataclass(frozen=True)
class _Tree:
    """All levels of a graph: made once."""

    graph: DeterminationGraph

    def __reduce__(self) -> tuple[type[_Tree], tuple[DeterminationGraph]]:
        return _Tree, (self.graph,)

    @cached_property
    def levels(self) -> Mapping[str, _Level] | None:
        """Every level by name; None where one of them cannot be taken so."""
        assumed = {node.name: node.taken for node in self.graph.nodes.values() if isinstance(node, Assumption)}
        found: dict[str, _Level] = {}
        for level in self.graph.levels:
            plan = grouped(self.graph, level)
            if plan is None:
                return None
            made = found[level] = _Level(self.graph, level, plan, assumed)
            if made.function is None:
                return None
        return found

    @cached_property
    def offers(self) -> Mapping[tuple[str, str], tuple[_Offered, ...]] | None:
        """What a subject of one level puts into one of another; None where a form doesn't tell it by its code."""
        found: dict[tuple[str, str], tuple[_Offered, ...]] = {}
        levels = self.levels or {}
        for level in self.graph.levels.values():
            for holder in level.within:
                offered = levels[level.name].offered(levels[holder])
                if offered is None:
                    return None
                found[level.name, holder] = offered
        return found


@dataclass(frozen=True, slots=True)
class _Done:
    """One subject: the codes that its function took, and the slots that it gave."""

    level: _Level
    codes: tuple[Code, ...]
    slots: Slots

    def held(self, place: Place) -> Held:
        """What a place held."""
        function = self.level.function
        assert function is not None
        return held(function.emitted.forms[place], function.values(self.codes, self.slots))


@dataclass(frozen=True)
class TreeDecision:
    """What a case with subjects inside came to; nothing is worked out but what is asked for."""

    done: Mapping[Path, _Done]

    def value(self, cell: Cell) -> Held:
        """What is told of a cell of an outcome; `KeyError` for one that does not exist."""
        one = self.done[cell.subject]
        where = one.level.graph.header.told_where.get(cell.node)
        if where is not None and one.held(one.level.prepared.plan.places[Cell(where)]) is not True:
            return OUT
        return one.held(one.level.prepared.plan.places[Cell(cell.node, cell.members)])


@dataclass(frozen=True, kw_only=True, repr=False)
class TreeTrace(Trace):
    """A trace that says of outcomes what was decided; all else is read from `known`, when it is asked for."""

    decided: TreeDecision

    def value(self, cell: Cell) -> Entry | None:
        if isinstance(self.graph.nodes[cell.node], Determine):
            return cast("Entry", self.decided.value(cell))
        return super().value(cell)

    def possible(self, cell: Cell) -> Possible:
        if isinstance(self.graph.nodes[cell.node], Determine):
            return Possible(frozenset((self.decided.value(cell),)), True)
        return super().possible(cell)


def traced_tree(
    graph: DeterminationGraph, evidence: Evidence, decided: TreeDecision, known: Sequence[Known]
) -> TreeTrace:
    """The trace of a case that was decided. known: what each place of its plan holds, by the reference."""
    assumed = {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)}
    return TreeTrace(
        graph=graph, evidence=evidence, known=known, assumed=assumed, stated={}, covered=True, decided=decided
    )


def decide_tree(graph: DeterminationGraph, evidence: Evidence) -> TreeDecision | None:
    """What a case comes to under the assumptions taken; None where the reference must answer."""
    tree = graph.memo.setdefault(("compiled tree", ""), _Tree(graph))
    assert isinstance(tree, _Tree)
    if evidence.assumptions or tree.levels is None or tree.offers is None:
        return None
    if any(said.given for said in evidence.parts.values()):
        return None
    return _Run(tree.levels, tree.offers, evidence, moves(evidence)).decide()


@dataclass
class _Run:
    """One case, from its lowest subjects up."""

    levels: Mapping[str, _Level]
    offers: Mapping[tuple[str, str], tuple[_Offered, ...]]
    evidence: Evidence
    decided: Moves

    def decide(self) -> TreeDecision | None:
        root = self.evidence.subject.level
        counts: dict[Path, _Counts] = {}
        done: dict[Path, _Done] = {}
        # A subject stands after the one that it lies in.
        for path in reversed([*self.evidence.parts]):
            level = level_at(root, path)
            one = self.subject(self.levels[level], path, counts.pop(path, {}))
            if one is None:
                return None
            done[path] = one
            if path:
                holder = path[:-2]
                self.put_in(one, self.offers[level, level_at(root, holder)], counts.setdefault(holder, {}))
        return TreeDecision(done)

    def subject(self, level: _Level, path: Path, counts: _Counts) -> _Done | None:
        """One subject through the function of its level; None for one that is left to the reference."""
        codes: list[Code] = []
        root = self.evidence.subject.level
        for slot, cell in level.slotted.values():
            where = self.whose(cell, level.level, path, root)
            if where is not None:
                at = Cell(cell.node, cell.members, where)
                code = code_of(slot, recorded(slot.node, at, self.evidence, self.decided))
            else:
                code = code_of(slot, OUT) if _is_left(slot.node) else None
            if code is None:
                return None
            codes.append(code)
        codes.extend(counts.get(place, 0) for place in level.counted)
        assert level.function is not None
        took = tuple(codes)
        slots = level.function.decide(took)
        if slots is None:
            return None
        found = _Done(level, took, slots)
        test = level.graph.header.covers.get(level.level)
        is_for = test is None or found.held(level.prepared.plan.places[Cell(test)]) is not False
        return found if is_for else None

    @staticmethod
    def whose(cell: Cell, level: str, path: Path, root: str) -> Path | None:
        """The subject that records a cell: this one or one above; None where there is none of that level."""
        name = cell.node.partition(":")[0]
        if cell.node == f"{name}:{ASSESSED_ON}":
            return ()
        return path if name == level else above(root, path, name)

    @staticmethod
    def put_in(one: _Done, offers: tuple[_Offered, ...], counts: _Counts) -> None:
        """Count what a subject puts into the collections of the one that it lies in."""
        function = one.level.function
        assert function is not None
        values = function.values(one.codes, one.slots)
        for offer in offers:
            code = 0 if offer.variable is None else values[offer.variable]
            assert isinstance(code, int)
            place = offer.at[code - offer.low]
            if place is not None:
                counts[place] = counts.get(place, 0) + 1
