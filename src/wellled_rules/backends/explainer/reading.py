"""One case read cell by cell: what stands where, what it is called, what it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.lexicon.entries import entry_words, shown
from wellled_rules.backends.explainer.naming import NAMED, Naming
from wellled_rules.graph.cells import Acting, Cell, SettleStep
from wellled_rules.graph.graph import cells_of
from wellled_rules.graph.grounds import departure, grounds, row_taken
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Choose,
    Collect,
    Constant,
    Determine,
    Index,
    Input,
    NodeId,
    Pick,
    Stage,
)
from wellled_rules.graph.steps import settle
from wellled_rules.graph.subjects import Path, above
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["Derivation", "Gathered", "Item", "Moved", "Reading", "Sensitivity"]


class Derivation(Protocol):
    """What is asked of `graph.derivation.derive`'s answer; a networkx `DiGraph` of cells answers it."""

    def __iter__(self) -> Iterator[Cell]: ...

    def __contains__(self, n: object, /) -> bool: ...

    def predecessors(self, n: Cell) -> Iterator[Cell]: ...

    def successors(self, n: Cell) -> Iterator[Cell]: ...

    def get_edge_data(self, u: Cell, v: Cell) -> Mapping[str, Any]: ...


class Sensitivity(Protocol):
    """What is asked of a sensitivity: the other choices, and what one outcome cell comes to under them."""

    @property
    def assumptions(self) -> tuple[tuple[str, Value], ...]: ...

    @property
    def outcome(self) -> str: ...

    @property
    def members(self) -> tuple[str, ...]: ...

    @property
    def value(self) -> Entry | None: ...

    @property
    def possible(self) -> tuple[Entry, ...]: ...

    @property
    def subject(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a collection, with its test and its weight. taken: the cell that says what it is taken as."""

    cell: Cell
    taken: Cell
    hit: Cell | None
    weight: Cell | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """One entry that a collection takes: where it comes from, the condition on it, and the cell that it is then."""

    source: Cell
    where: Cell | None
    taken: Cell


@dataclass(frozen=True, slots=True)
class Moved:
    """What one stage did to an outcome."""

    stage: Stage
    before: Entry
    after: Entry


@dataclass(frozen=True)
class Reading(Naming):
    """A graph, a trace and a derivation, asked by cell."""

    derivation: Derivation

    def entry(self, cell: Cell) -> Entry | None:
        """What a cell holds; none where it is undetermined, out where it does not exist."""
        return self.trace.values.get(cell, OUT)

    def words(self, cell: Cell) -> str:
        """What a cell holds, as words."""
        return entry_words(self.entry(cell), self.node(cell).type)

    def shown(self, cell: Cell) -> Shown:
        """What a cell holds, ready to be shown."""
        return shown(self.graph, self.entry(cell), self.node(cell).type)

    def here(self, cell: Cell) -> dict[str, str]:
        """Member by set, along a cell's axes."""
        return {axis.set: one for axis, one in zip(self.node(cell).axes, cell.members, strict=True)}

    def at(self, node: NodeId, here: Mapping[str, str], subject: Path) -> Cell:
        """The cell of `node` at the members of `here`, as a rule of `subject` reads it: picks and items followed."""
        found = self.graph.nodes[node]
        if isinstance(found, Pick):
            return self.at(found.source, {**here, found.set: found.member}, subject)
        taken = self.trace.prepared.plan.taken.get((node, subject), {})
        if isinstance(found, Collect) and (item := taken.get(here.get(node, ""))) is not None:
            return self.at(item.take.source, {**here, **item.members}, item.subject)
        whose = above(self.trace.level, subject, self.graph.level_of(node))
        return Cell(node, tuple(here.get(axis.set, "") for axis in found.axes), subject if whose is None else whose)

    def operand(self, cell: Cell, node: NodeId) -> Cell:
        """The cell of an operand that `cell` reads."""
        return self.at(node, self.here(cell), cell.subject)

    def items(self, cell: Cell, node: Aggregate) -> tuple[Item, ...]:
        """What a fold takes, in order."""
        return tuple(self._items(self.here(cell), cell.subject, node))

    def cells_of(self, node: NodeId, subject: Path) -> tuple[tuple[str, ...], ...]:
        """Member ids along the axes of a node, of one subject."""
        found, taken = self.graph.nodes[node], self.trace.prepared.plan.taken
        items = {axis.set: tuple(taken.get((axis.set, subject), {})) for axis in found.axes if axis.is_collect}
        return cells_of(found.axes, self.graph.sets, self.graph.level_of(node), items)

    def _items(self, here: Mapping[str, str], subject: Path, node: Aggregate) -> Iterator[Item]:
        for turn, name in enumerate(node.items):
            source = self.graph.nodes[name]
            for members in self.cells_of(name, subject):
                there = {axis.set: one for axis, one in zip(source.axes, members, strict=True)}
                if any(there.get(axis, one) != one for axis, one in here.items()):
                    continue
                both = {**here, **there}
                hit = self.at(node.hits[turn], both, subject) if node.hits else None
                weight = None if node.weights is None else self.at(node.weights, both, subject)
                yield Item(self.at(name, both, subject), Cell(name, members, subject), hit, weight)

    def wholes(self, cell: Cell, node: Aggregate) -> tuple[Cell, ...]:
        """The collections that a fold combines, each as one cell: its own members, and no item."""
        found: dict[Cell, None] = {}
        for name in node.items:
            source, here = self.graph.nodes[name], self.here(cell)
            if isinstance(source, Pick):
                here[source.set] = source.member
                source = self.graph.nodes[source.source]
            if not isinstance(source, Collect):
                continue
            for members in cells_of(source.axes[:-1], self.graph.sets, self.graph.level_of(source.id)):
                if all(here.get(a.set, one) == one for a, one in zip(source.axes, members, strict=False)):
                    found[Cell(source.id, (*members, ""), cell.subject)] = None
        return tuple(found)

    def gathered(self, whole: Cell) -> tuple[Gathered, ...]:
        """The entries that a collection takes, in order."""
        own = {axis.set: one for axis, one in zip(self.node(whole).axes[:-1], whole.members, strict=False)}
        found = []
        for key, item in self.trace.prepared.plan.taken.get((whole.node, whole.subject), {}).items():
            there = {**own, **item.members}
            source = self.at(item.take.source, there, item.subject)
            where = None if item.take.where is None else self.at(item.take.where, there, item.subject)
            found.append(Gathered(source, where, Cell(whole.node, (*whole.members[:-1], key), whole.subject)))
        return tuple(found)

    def conditions(self, entry: Cell) -> Iterator[Cell]:
        """What an entry of a collection had to pass to be one."""
        item = self.trace.prepared.plan.taken.get((entry.node, entry.subject), {}).get(entry.members[-1])
        if item is not None and item.take.where is not None:
            yield self.at(item.take.where, {**self.here(entry), **item.members}, item.subject)

    def cells(self) -> tuple[Cell, ...]:
        """Cells of the derivation, operands before their readers."""
        return tuple(sorted(self.derivation, key=self.order))

    def predecessors(self, cell: Cell) -> tuple[Cell, ...]:
        """Cells that a cell reads in the derivation; or would, of what a rule reads that people departed from."""
        if cell in self.derivation:
            return tuple(self.derivation.predecessors(cell))
        return tuple(one.cell for one in grounds(self.trace, cell))

    def parts(self, cell: Cell) -> tuple[str, ...]:
        """How a cell enters what reads it: `supports`, `limited by` and the like, each once."""
        if cell not in self.derivation:
            return ()
        readers = self.derivation.successors(cell)
        return tuple(dict.fromkeys(str(self.derivation.get_edge_data(cell, one)["part"]) for one in readers))

    @cached_property
    def _order(self) -> Mapping[NodeId, int]:
        return {name: turn for turn, name in enumerate(self.graph.nodes)}

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, int]]:
        sets = self.graph.sets
        return {name: {one.id: turn for turn, one in enumerate(found.members)} for name, found in sets.items()}

    @cached_property
    def _subjects(self) -> Mapping[Path, int]:
        return {path: turn for turn, path in enumerate(self.trace.evidence.parts)}

    def order(self, cell: Cell) -> tuple[int, int, tuple[int, ...]]:
        """Place of a cell among all: by the order of the nodes, then of the subjects, then of the members."""
        axes = self.node(cell).axes
        places = (self._places.get(axis.set, {}) for axis in axes)
        members = tuple(known.get(one, -1) for known, one in zip(places, cell.members, strict=True))
        return self._order[cell.node], self._subjects.get(cell.subject, 0), members

    def is_named(self, cell: Cell) -> bool:
        """Whether a cell is of a declaration rather than a part of one."""
        return isinstance(self.node(cell), NAMED)

    def is_plain_value(self, cell: Cell) -> bool:
        """Whether a cell is a value written in a rule."""
        return isinstance(self.node(cell), Constant)

    def departure(self, cell: Cell) -> Cell | None:
        """The decision by which people departed from the rule of a cell, where that made a difference to it."""
        return departure(self.trace, cell)

    def answer(self, cell: Cell, node: Determine) -> Cell:
        """What an outcome takes for its answer: its rule's own, or what people put in its place."""
        found = departure(self.trace, cell)
        return self.operand(cell, node.answer) if found is None else found

    def departed_from(self, cell: Cell) -> Cell | None:
        """The answer of the rule itself, where people put another in its place."""
        node = self.node(cell)
        is_departed = isinstance(node, Determine) and departure(self.trace, cell) is not None
        return self.operand(cell, node.answer) if is_departed and isinstance(node, Determine) else None

    def passed_on(self, cell: Cell) -> Cell | None:
        """The declared cell whose value an outcome passes on, by `equals` or by the row that applies."""
        node = self.node(cell)
        if not isinstance(node, Determine):
            return None
        answer = self.answer(cell, node)
        answered = self.node(answer)
        if isinstance(answered, Choose) and (turn := self.taken_row(answer)) is not None:
            answer = self.operand(answer, answered.rows[turn].then)
        return answer if self.is_named(answer) else None

    def passed_chain_end(self, cell: Cell) -> Cell:
        """The outcome in which a chain of outcomes that only pass on another ends."""
        while cell not in self.given:
            node = self.node(cell)
            assert isinstance(node, Determine)
            answer = self.told_answer(cell, node)
            if not isinstance(self.node(answer), Determine):
                return cell
            cell = answer
        return cell

    def told_answer(self, cell: Cell, node: Determine) -> Cell:
        """As `answer`; behind a row that asks for nothing of the case, what it passes on, where that has a name."""
        answer = self.answer(cell, node)
        answered = self.node(answer)
        turn = self.taken_row(answer) if isinstance(answered, Choose) and answered.form == "first" else None
        if turn is None or not isinstance(answered, Choose):
            return answer
        row = answered.rows[turn]
        then = self.operand(answer, row.then)
        asks = any(not self._is_of_members(test) for test in row.tests)
        return answer if asks or not isinstance(self.node(then), Determine | Input) else then

    def _is_of_members(self, test: NodeId) -> bool:
        """Whether a test asks only which member it is about."""
        node = self.graph.nodes[test]
        return isinstance(node, Apply) and all(isinstance(self.graph.nodes[one], Index | Constant) for one in node.args)

    def taken_row(self, cell: Cell) -> int | None:
        """The row of a `Choose` cell that applies, where it is known which."""
        return row_taken(self.trace, cell)

    def moves(self, cell: Cell, node: Determine) -> tuple[Moved, ...]:
        """What each stage did, in order; empty where something in them is open."""
        answer = self.entry(self.answer(cell, node))
        if answer is None or cell in self.given:
            return ()
        held: list[Entry | None] = [answer]
        stages: list[tuple[AdjustmentKind, tuple[Acting, ...]]] = []
        moved: list[Moved] = []
        for stage in node.stages:
            stages.append((stage.kind, tuple(self._acting(cell, one, held) for one in stage.adjustments)))
            if any(one is None for one in held):
                return ()
            after = settle(SettleStep(0, tuple(stages), node.type), held)
            moved.append(Moved(stage, answer, after))
            answer = after
        return tuple(moved)

    def _acting(self, cell: Cell, name: NodeId, held: list[Entry | None]) -> Acting:
        """An adjustment over `held`, to which its operands are added; an idle one adds only that it is idle."""

        def put(entry: Entry | None) -> int:
            held.append(entry)
            return len(held) - 1

        one = self.graph.nodes[name]
        assert isinstance(one, Adjustment)
        acts = self.entry(self.operand(cell, name))
        if acts is not True:
            return Acting(name, put(acts), None, 0, None)
        to = None if one.to is None else put(self.entry(self.operand(cell, one.to)))
        reach = None if one.reach is None else put(self.entry(self.operand(cell, one.reach)))
        return Acting(name, put(True), to, one.steps, reach)
