"""One case at one level of one graph: what names mean there, and the cells that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

from wellled_rules.cases import errors
from wellled_rules.cases.document import Data, Object, Path, Unread, as_plain
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import choices, member_names
from wellled_rules.diagnostics.suggest import Vocabulary
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Determine, Input
from wellled_rules.graph.treatment import ASSESSED_ON
from wellled_rules.values.coercion import Coercion, Fault, Refusal, day
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import MemberSet
from wellled_rules.values.types import DateType, ScaleType, SetType, SeveralType, Type

__all__ = ["Cells", "Members", "Reading", "Tree"]

_NEAR_BUDGET = 500_000
"""Cells of distance tables that questions to one vocabulary may fill: some hundred questions, half a second."""

Members: TypeAlias = "tuple[str, ...]"
Tree: TypeAlias = "dict[str, Tree]"
"""Member ids along the axes of a node, nested once an axis."""

T = TypeVar("T")
Cells: TypeAlias = "dict[Members, tuple[T, Path]]"
"""Member ids -> what was said of that cell, and where."""


@dataclass
class Reading:
    """What reading one case needs, and the findings it leaves.

    assessed_on: the day of this assessment, where the case says it.
    inputs, outcomes, moderations, departures (from what people may depart): the nodes of the level by name.
    """

    graph: DeterminationGraph
    level: str
    findings: Findings = field(default_factory=Findings)
    assessed_on: date | None = None
    inputs: dict[str, Input] = field(init=False)
    outcomes: dict[str, Determine] = field(init=False)
    moderations: dict[str, Adjustment] = field(init=False)
    departures: dict[str, Determine | Adjustment] = field(init=False)
    _coercion: Coercion = field(init=False, repr=False)
    _known: dict[str, Vocabulary] = field(init=False, default_factory=dict, repr=False)
    _others: dict[str, Reading] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        nodes = self.graph.at(self.level)
        self.inputs = {one.name: one for one in nodes if isinstance(one, Input) and one.name != ASSESSED_ON}
        self.outcomes = {one.name: one for one in nodes if isinstance(one, Determine)}
        adjustments = [one for one in nodes if isinstance(one, Adjustment)]
        self.moderations = {one.name: one for one in adjustments if one.kind is AdjustmentKind.MODERATION}
        rules = (one for one in nodes if isinstance(one, Determine | Adjustment))
        self.departures = {one.name: one for one in rules if one.departure is not None}
        self._coercion = Coercion(self.level)

    def near(self, what: str, word: str, known: Callable[[], Iterable[str]]) -> tuple[str, ...]:
        """Known words near `word`; `what` names the vocabulary, whose budget all questions share."""
        if self.findings.is_full:
            return ()
        if what not in self._known:
            self._known[what] = Vocabulary(tuple(known()), _NEAR_BUDGET)
        return self._known[what].nearest(word)

    def levels_with(self, name: str, kind: type[Input] | type[Determine]) -> tuple[str, ...]:
        """The levels at which `name` is declared as that kind."""
        return tuple(level for level in self.graph.levels if isinstance(self.graph.named(level, name), kind))

    @cached_property
    def levels_inside(self) -> tuple[str, ...]:
        """The levels whose subjects may lie directly inside one of this level."""
        return tuple(name for name, one in self.graph.levels.items() if self.level in one.within)

    def at(self, level: str) -> Reading:
        """The same case at another level, with the same findings."""
        if level not in self._others:
            self._others[level] = Reading(self.graph, level, self.findings, self.assessed_on)
            self._others[level]._others = self._others
        return self._others[level]

    # --- groups of named parts

    def group(self, data: Data, path: Path, of: str) -> Object | None:
        """`data` as a group of entries, or None with its finding."""
        match data:
            case Object():
                return data
            case Unread():
                return None
            case None:
                self.findings.add(errors.null(path))
            case _:
                self.findings.add(errors.not_a_group(path, data, of))
        return None

    def only(self, found: Object, path: Path, known: tuple[str, ...]) -> None:
        """A finding for each key of `found` beyond `known`."""
        for key in found:
            if key not in known:
                near = self.near(f"keys {known}", key, lambda: known)
                self.findings.add(errors.unknown_key((*path, key), near, known))

    def text(self, found: Object, key: str, path: Path) -> str | None:
        """The text under `key`, or None where there is none."""
        if key not in found.entries:
            return None
        match found.entries[key]:
            case str() as said:
                return said
            case Unread():
                return None
            case None:
                self.findings.add(errors.null((*path, key)))
            case other:
                self.findings.add(errors.not_text((*path, key), other))
        return None

    def day(self, found: Object, key: str, path: Path) -> date | None:
        """The day under `key`, or None where there is none."""
        said = self.text(found, key, path)
        if said is None:
            return None
        read = day(said)
        if isinstance(read, Refusal):
            self.refuse((*path, key), DateType(), read)
            return None
        return read

    # --- values

    def value(self, type_: Type, data: Data, path: Path) -> Entry | None:
        """The entry that `data` says, or None with its finding; `data` is no group."""
        if data is None:
            self.findings.add(errors.null(path))
            return None
        plain = as_plain(data)
        if isinstance(plain, Unread):
            return None
        if isinstance(plain, Object):
            self.findings.add(errors.no_members(path, str(path[-1]), type_))
            return None
        read = self._coercion.entry(type_, plain)
        if isinstance(read, Refusal):
            self.refuse(path, type_, read)
            return None
        return read

    def refuse(self, path: Path, type_: Type, refusal: Refusal) -> None:
        """The finding for data that is no value of its type."""
        near: tuple[str, ...] = ()
        if refusal.fault is Fault.WORD and isinstance(refusal.found, str):
            near = self.near(_vocabulary(type_), refusal.found, lambda: choices(type_, self.level))
        self.findings.add(errors.refused(path, type_, refusal, self.level, near))

    # --- cells

    def tree(self, node: Input | Determine) -> Tree:
        """The cells of a node, nested once an axis."""
        tree: Tree = {}
        for members in self.graph.cells(node):
            branch = tree
            for member in members:
                branch = branch.setdefault(member, {})
        return tree

    def cells(
        self, node: Input | Determine, data: Data, path: Path, leaf: Callable[[Members, Data, Path], T | None]
    ) -> Cells[T]:
        """What `data` says of each cell of `node`, nested once an axis; `leaf` reads the cell of some members."""
        read: Cells[T] = {}
        self._cells(node, self.tree(node), (), data, path, leaf, read)
        return read

    def _cells(
        self,
        node: Input | Determine,
        tree: Tree,
        here: Members,
        data: Data,
        path: Path,
        leaf: Callable[[Members, Data, Path], T | None],
        read: Cells[T],
    ) -> None:
        if len(here) == len(node.axes):
            said = leaf(here, data, path)
            if said is not None:
                read[here] = (said, path)
            return
        members = self.graph.sets[node.axes[len(here)].set]
        if isinstance(data, Unread):
            return
        if not isinstance(data, Object) or ("value" in data.entries and "value" not in members.by_id):
            self.findings.add(errors.wants_members(path, node.name, members.name, data, tuple(tree)))
            return
        first: dict[str, Path] = {}
        for key, part in data.entries.items():
            place = (*path, key)
            member = self.member(members, tree, here, key, place)
            if member is None:
                continue
            if member in first:
                self.findings.add(errors.member_twice(place, first[member]), errors.member_twice(first[member], place))
                continue
            first[member] = place
            self._cells(node, tree[member], (*here, member), part, place, leaf, read)

    def member(self, members: MemberSet, tree: Tree, here: Members, word: str, path: Path) -> str | None:
        """The id of the member that `word` names, where `tree` holds it, or None with its finding."""
        found = self._coercion.member(members, word)
        if isinstance(found, Refusal):
            if found.fault is Fault.ABSENT:
                self.findings.add(errors.absent_member(path, word, self.level))
                return None
            near = self.near(f"set {members.name}", word, lambda: member_names(members, self.level))
            self.findings.add(errors.unknown_name(path, word, f"member of `{members.name}`", self.level, near))
            return None
        if found.id not in tree:
            self.findings.add(errors.not_needed(path, word, "/".join(here), tuple(tree)))
            return None
        return found.id


def _vocabulary(type_: Type) -> str:
    match type_:
        case ScaleType():
            return f"words of scale {type_.scale.name}"
        case SetType() | SeveralType():
            return f"words of set {type_.set.name}"
        case _:
            return f"words of {type(type_).__name__}"
