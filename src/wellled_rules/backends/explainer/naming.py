"""What the cells of one case are called: titles, members, subjects, citations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from wellled_rules.backends.explainer.explanation import Citation, Ruled
from wellled_rules.backends.explainer.lexicon.words import humanised, listed, outside, quoted
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import Cited, DeterminationGraph, Rule, operands
from wellled_rules.graph.nodes import (
    Adjustment,
    Aggregate,
    Assumption,
    Check,
    Collect,
    Decision,
    Determine,
    Input,
    Lookup,
    Node,
    NodeId,
)
from wellled_rules.graph.subjects import Path, at, level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import ASSESSED_ON

__all__ = ["NAMED", "THE_CASE", "Naming"]

THE_CASE = "the case itself"
"""What stands in place of a source where the case states a value."""

NAMED = (Input, Lookup, Assumption, Adjustment, Determine, Check)
"""Nodes of declarations rather than of parts of one."""


@dataclass(frozen=True)
class Naming:
    """A graph and a trace, asked what their cells are called. subject: whose outcome it is that is told."""

    graph: DeterminationGraph
    trace: Trace
    subject: Path = field(default=(), kw_only=True)

    def node(self, cell: Cell) -> Node:
        """The node that a cell belongs to."""
        return self.graph.nodes[cell.node]

    @property
    def given(self) -> Collection[Cell]:
        """Cells of outcomes that the case states."""
        return self.trace.stated

    @property
    def level(self) -> str:
        """The level of the subject whose outcome is told."""
        return level_at(self.trace.level, self.subject)

    @property
    def framework_title(self) -> str:
        """Title of the framework."""
        return outside(self.graph.header.title) or humanised(self.graph.header.id)

    def member_titles(self, cell: Cell, *, but: Collection[str] = ()) -> str:
        """Titles of a cell's members, but for those of some sets, and whose it is; empty for no such."""
        titles = []
        for axis, one in zip(self.node(cell).axes, cell.members, strict=True):
            if axis.set in but or axis.is_collect:
                continue
            member = self.graph.sets[axis.set].by_id.get(one)
            titles.append((outside(member.title) if member else "") or humanised(one))
        return ", ".join((*titles, *self.whose(cell)))

    def whose(self, cell: Cell) -> tuple[str, ...]:
        """What the subject of a cell and those that it lies in are called, as far as the outcome told is not theirs."""
        node = self.node(cell)
        if isinstance(node, Input) and node.name == ASSESSED_ON:
            return ()
        path, names = cell.subject, []
        while path and self.subject[: len(path)] != path:
            names.append(self.called(path))
            path = path[:-2]
        if not cell.subject and self.subject and cell.node.partition(":")[0] == self.trace.level:
            names.append(self.called(()))
        return tuple(names)

    def called(self, path: Path) -> str:
        """What a subject is called: its name, else its level and its id."""
        who = self.trace.evidence.parts[path].subject
        if who.name:
            return outside(who.name)
        level = self.graph.levels.get(who.level)
        title = (outside(level.title) if level is not None else "") or humanised(who.level)
        return f"{title} {outside(who.id)}" if who.id else title

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
        """`name/member`, and of a subject inside `@LEVEL/ID`; of a collection as a whole without an item."""
        node = self.node(cell)
        name = node.name if isinstance(node, (*NAMED, Decision)) else cell.node.partition(":")[2]
        if isinstance(node, Collect):
            name = node.name
        told = "/".join((name, *(one for one in cell.members if one)))
        return f"{told}@{at(cell.subject)}" if cell.subject else told

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
        if isinstance(found, NAMED):
            yield self.rule_title(Cell(node, ("",) * len(found.axes)))
            return
        if isinstance(found, Collect):
            yield self.rule_title(Cell(node))
            return
        for used in operands(found):
            yield from self.sources(used)

    def collection(self, node: Aggregate) -> str:
        """What a fold runs over: the titles of its items."""
        titles = dict.fromkeys(title for name in node.items for title in self.sources(name))
        return listed([quoted(title) for title in titles])
