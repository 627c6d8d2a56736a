"""One case read cell by cell: what stands where, what it is called, what it reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from wellled_rules.backends.explainer.explanation import Citation, Ruled, Shown
from wellled_rules.backends.explainer.lexicon.entries import entry_words, shown
from wellled_rules.backends.explainer.lexicon.words import humanised, listed, outside, quoted
from wellled_rules.graph.cells import Acting, Cell, SettleStep
from wellled_rules.graph.graph import Cited, DeterminationGraph, Rule, operands
from wellled_rules.graph.grounds import departure, row_taken
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Assumption,
    Check,
    Choose,
    Constant,
    Decision,
    Determine,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
    Stage,
)
from wellled_rules.graph.steps import settle
from wellled_rules.graph.trace import Trace
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["THE_CASE", "Derivation", "Item", "Moved", "Reading", "Sensitivity"]

THE_CASE = "the case itself"
"""What stands in place of a source where the case states a value."""

_NAMED = (Input, Lookup, Assumption, Adjustment, Determine, Check)


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


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a collection, with its test and its weight."""

    cell: Cell
    hit: Cell | None
    weight: Cell | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What one stage did to an outcome."""

    stage: Stage
    before: Entry
    after: Entry


@dataclass(frozen=True)
class Reading:
    """A graph, a trace and a derivation, asked by cell."""

    graph: DeterminationGraph
    trace: Trace
    derivation: Derivation

    def node(self, cell: Cell) -> Node:
        """The node that a cell belongs to."""
        return self.graph.nodes[cell.node]

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

    def at(self, node: NodeId, here: Mapping[str, str]) -> Cell:
        """The cell of `node` at the members of `here`, picks followed to what they pick."""
        found = self.graph.nodes[node]
        if isinstance(found, Pick):
            return self.at(found.source, {**here, found.set: found.member})
        return Cell(node, tuple(here.get(axis.set, "") for axis in found.axes))

    def operand(self, cell: Cell, node: NodeId) -> Cell:
        """The cell of an operand that `cell` reads."""
        return self.at(node, self.here(cell))

    def items(self, cell: Cell, node: Aggregate) -> tuple[Item, ...]:
        """What a fold takes, in order."""
        return tuple(self._items(self.here(cell), node))

    def _items(self, here: Mapping[str, str], node: Aggregate) -> Iterator[Item]:
        for turn, name in enumerate(node.items):
            source = self.graph.nodes[name]
            for members in self.graph.cells(source):
                there = {axis.set: one for axis, one in zip(source.axes, members, strict=True)}
                if any(there.get(axis, one) != one for axis, one in here.items()):
                    continue
                both = {**here, **there}
                hit = self.at(node.hits[turn], both) if node.hits else None
                weight = None if node.weights is None else self.at(node.weights, both)
                yield Item(self.at(name, both), hit, weight)

    def cells(self) -> tuple[Cell, ...]:
        """Cells of the derivation, operands before their readers."""
        return tuple(sorted(self.derivation, key=self.order))

    def predecessors(self, cell: Cell) -> tuple[Cell, ...]:
        """Cells that a cell reads in the derivation."""
        return tuple(self.derivation.predecessors(cell)) if cell in self.derivation else ()

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

    def order(self, cell: Cell) -> tuple[int, tuple[int, ...]]:
        """Place of a cell among all: by the order of the nodes, then of the members."""
        axes = self.node(cell).axes
        members = tuple(self._places[axis.set].get(one, -1) for axis, one in zip(axes, cell.members, strict=True))
        return self._order[cell.node], members

    def is_named(self, cell: Cell) -> bool:
        """Whether a cell is of a declaration rather than a part of one."""
        return isinstance(self.node(cell), _NAMED)

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
        """The outcome in which a chain of outcomes that only equal another ends."""
        while cell not in self.given:
            node = self.node(cell)
            assert isinstance(node, Determine)
            answer = self.answer(cell, node)
            if not isinstance(self.node(answer), Determine):
                return cell
            cell = answer
        return cell

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

    @property
    def given(self) -> Collection[Cell]:
        """Cells of outcomes that the case states."""
        return self.trace.stated

    @property
    def level(self) -> str:
        """The level of subject that the case is about."""
        return self.trace.level

    @property
    def framework_title(self) -> str:
        """Title of the framework."""
        return outside(self.graph.header.title) or humanised(self.graph.header.id)

    # --- names ---------------------------------------------------------------------------------

    def member_titles(self, cell: Cell, *, but: Collection[str] = ()) -> str:
        """Titles of a cell's members, but for those of some sets; empty for a cell over no set."""
        titles = []
        for axis, one in zip(self.node(cell).axes, cell.members, strict=True):
            if axis.set in but:
                continue
            member = self.graph.sets[axis.set].by_id.get(one)
            titles.append((outside(member.title) if member else "") or humanised(one))
        return ", ".join(titles)

    def rule(self, cell: Cell) -> Rule | None:
        """The declaration that a cell belongs to."""
        return self.graph.rules.get(self.node(cell).rule)

    def rule_title(self, cell: Cell) -> str:
        """Title of the declaration that a cell belongs to; its name as words where it has none."""
        node = self.node(cell)
        if isinstance(node, Assumption) and node.name in self.graph.assumptions:
            title = self.graph.assumptions[node.name].title
            return outside(title) or humanised(node.name)
        rule = self.rule(cell)
        if rule is not None and rule.title:
            return outside(rule.title)
        return humanised(cell.node.partition(":")[2].partition("#")[0])

    def about(self, cell: Cell) -> str:
        """A declared cell in the midst of a sentence: its title, quoted, and its members."""
        members = self.member_titles(cell)
        title = quoted(self.rule_title(cell))
        return f"{title} for {members}" if members else title

    def full_title(self, cell: Cell) -> str:
        """Title and members, to stand alone."""
        members = self.member_titles(cell)
        return f"{self.rule_title(cell)}: {members}" if members else self.rule_title(cell)

    def path(self, cell: Cell) -> str:
        """`name/member`."""
        node = self.node(cell)
        name = node.name if isinstance(node, (*_NAMED, Decision)) else cell.node.partition(":")[2]
        return "/".join((name, *cell.members))

    def ruled(self, cell: Cell) -> Ruled:
        """The declaration that a cell belongs to, as a line shows it."""
        node, rule = self.node(cell), self.rule(cell)
        if rule is None:
            name = node.rule.partition(":")[2]
            return Ruled(name=name, kind="rule", title=self.rule_title(cell), span=str(node.span))
        if cell in self.given:
            # The rule was not run, so nothing that it cites or rests on stands behind the value.
            case = Citation(text=THE_CASE, source=THE_CASE, place=None, address=None)
            return Ruled(
                name=rule.name, kind=rule.kind, title=self.rule_title(cell), span=str(rule.span), cites=(case,)
            )
        return Ruled(
            name=rule.name,
            kind=rule.kind,
            title=self.rule_title(cell),
            span=str(rule.span),
            cites=tuple(self.citation(one) for one in rule.cites),
            rests_on=tuple(self.assumption_title(one) for one in rule.rests_on),
            because=None if rule.because is None else outside(rule.because),
        )

    def assumption_title(self, name: str) -> str:
        """Title of an assumption."""
        found = self.graph.assumptions.get(name)
        return (outside(found.title) if found else "") or humanised(name)

    def citation(self, one: Cited) -> Citation:
        """A place in a source as it is shown."""
        source = self.graph.sources.get(one.source)
        title = (outside(source.title) if source else "") or humanised(one.source)
        place = None if one.place is None else outside(one.place)
        text = title if place is None else f"{title}, “{place}”"
        address = None if source is None or source.address is None else outside(source.address)
        return Citation(text=text, source=title, place=place, address=address)

    def sources(self, node: NodeId) -> Iterator[str]:
        """Titles of the declarations that a node reads, through parts that have none."""
        found = self.graph.nodes[node]
        if isinstance(found, _NAMED):
            yield self.rule_title(Cell(node, ("",) * len(found.axes)))
            return
        for used in operands(found):
            yield from self.sources(used)

    def collection(self, node: Aggregate) -> str:
        """What a fold runs over: the titles of its items."""
        titles = dict.fromkeys(title for name in node.items for title in self.sources(name))
        return listed([quoted(title) for title in titles])
