"""What a case comes to, one outcome at a time, of the subject it is about and of those inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wellled_rules.api.absence import absent
from wellled_rules.backends.explainer.lexicon.entries import entry_words
from wellled_rules.cases.canonical import plain_value
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Determine, Input, Node
from wellled_rules.graph.subjects import Path, at, level_at, plural
from wellled_rules.graph.trace import Finding, Trace
from wellled_rules.graph.valuation import Status, in_order
from wellled_rules.graph.vintage import Vintage, together, vintage
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.titles import title_key
from wellled_rules.values.types import Type, Value

__all__ = [
    "Members",
    "OutcomeView",
    "SubjectView",
    "View",
    "brief",
    "headline_vintage",
    "inside",
    "named",
    "outcomes",
    "plain",
    "subjects",
]


@dataclass(frozen=True)
class OutcomeView:
    """One outcome, or one input as it was read, at one member of each of its sets.

    An input that the header shows is an outcome: not applicable where the rules are not for its subject.
    """

    trace: Trace
    cell: Cell

    def __repr__(self) -> str:
        return f"<OutcomeView {self.cell}: {brief(self)}>"

    @property
    def value(self) -> Value | None:
        """The value; None where it is undetermined or a state."""
        held = self.trace.told(self.cell)
        return None if isinstance(held, Missing) else held

    @property
    def status(self) -> Status:
        """`determined`, `undetermined`, or the state that it is in."""
        return self.trace.told_status(self.cell)

    @property
    def label(self) -> str | None:
        """How the value or the state is shown; None while it is undetermined."""
        if self.status is Status.UNDETERMINED:
            return None
        return label_of(self.trace.told(self.cell), self.trace.graph.nodes[self.cell.node].type)

    @property
    def possible(self) -> tuple[Entry, ...]:
        """What it may come to, best first, states last; empty where that can't be listed."""
        found = self.trace.still_possible(self.cell)
        return () if found.values is None else in_order(found.values)

    @property
    def exact(self) -> bool:
        """Whether each possible value can occur; where not, no other can."""
        return self.trace.still_possible(self.cell).exact

    @property
    def waits_for(self) -> tuple[str, ...]:
        """What an undetermined outcome turns on, as `input/member`."""
        return tuple(map(str, self.finding.waits_for))

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Names of the rules that decided it, the one that spoke last first."""
        return self.finding.decided_by

    @property
    def marks(self) -> tuple[str, ...]:
        """`carried`, `given`, `departed`, `moderated`, `not_moderated`, `reason_missing`: of all that it rests on."""
        return self.finding.marks

    @property
    def vintage(self) -> Vintage | None:
        """The earlier assessments from which something that it rests on was carried; None where nothing was."""
        return None if self.trace.is_withheld(self.cell) else vintage(self.trace, self.cell)

    @property
    def finding(self) -> Finding:
        """All of it."""
        return self.trace.finding(self.cell)

    def to_dict(self) -> dict[str, Any]:
        """OUTCOME of the result's JSON."""
        listed = self.trace.still_possible(self.cell).values is not None
        found = self.vintage
        return {
            "value": plain(self.value),
            "label": self.label,
            "status": self.status.value,
            "possible": [plain(one) for one in self.possible] if listed else None,
            "exact": self.exact,
            "waits_for": list(self.waits_for),
            "decided_by": list(self.decided_by),
            "marks": [str(one) for one in self.marks],
            **({} if found is None else {"vintage": _aged(found)}),
        }


class Members(Mapping[str, "OutcomeView | Members"]):
    """An outcome over sets: its views by member id, nested once a set.

    A member is found by its id, by itself, or by its published title.
    """

    def __init__(self, trace: Trace, node: Node, before: tuple[str, ...] = (), subject: Path = ()) -> None:
        self._trace, self._node, self._before, self._subject = trace, node, before, subject
        depth = len(before)
        cells = [cell for cell in trace.graph.cells(node) if cell[:depth] == before]
        self._ids = tuple(dict.fromkeys(cell[depth] for cell in cells))

    def __getitem__(self, member: str | Member) -> OutcomeView | Members:
        found = self._find(str(member))
        if found is None:
            raise absent(f"member of `{Cell(self._node.id, self._before)}`", str(member), self._ids)
        return view_of(self._trace, self._node, (*self._before, found), self._subject)

    def _find(self, word: str) -> str | None:
        if word in self._ids:
            return word
        members = self._trace.graph.sets[self._node.axes[len(self._before)].set].by_id
        return next((one for one in self._ids if title_key(members[one].title) == title_key(word)), None)

    def __contains__(self, member: object) -> bool:
        return isinstance(member, str | Member) and self._find(str(member)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}: {brief(view)}" for name, view in self.items())
        return f"<Members of {Cell(self._node.id, self._before, self._subject)}: {told}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Members, (self._trace, self._node, self._before, self._subject)

    def to_dict(self) -> dict[str, Any]:
        """OUTCOME by member id, nested once a set."""
        return {name: view.to_dict() for name, view in self.items()}


def brief(view: View) -> str:
    """A value or what stands for it; for an outcome over sets how many members it has."""
    if isinstance(view, Members):
        return f"{len(view)} members"
    return view.status.value if view.value is None else str(plain(view.value))


View: TypeAlias = "OutcomeView | Members"


def view_of(trace: Trace, node: Node, members: tuple[str, ...] = (), subject: Path = ()) -> View:
    """One cell, or all those that begin with some members, of one subject of a case."""
    if len(members) == len(node.axes):
        return OutcomeView(trace, Cell(node.id, members, subject))
    return Members(trace, node, members, subject)


def named(trace: Trace, name: str, subject: Path) -> View:
    """The outcome, or the input as it was read, of that name, of one subject; `KeyError` for no such name."""
    level = level_at(trace.level, subject)
    node = trace.graph.named(level, name)
    if not isinstance(node, Determine | Input):
        raise _absent(trace, level, name)
    return view_of(trace, node, (), subject)


def _absent(trace: Trace, level: str, name: object) -> KeyError:
    known = [one.name for one in trace.graph.at(level) if isinstance(one, Determine | Input)]
    head, *members = str(name).split("/")
    if head in known and members:
        asked = "".join(f'["{one}"]' for one in (head, *members))
        return KeyError(f"there is no outcome or input `{name}`: a member is asked for by itself, {asked}")
    outcomes_first = (*trace.graph.outcomes.get(level, ()), *known)
    return absent("outcome or input", str(name), dict.fromkeys(outcomes_first))


@dataclass(frozen=True)
class SubjectView:
    """One of the subjects inside the one that a case is about. path: level, id, level, id and so on."""

    trace: Trace
    path: Path

    def __getitem__(self, name: str) -> View:
        """As of a `Result`: the outcome, or the input as it was read, of that name."""
        return named(self.trace, name, self.path)

    def __repr__(self) -> str:
        return f"<SubjectView {at(self.path)}>"

    @property
    def level(self) -> str:
        """Its level."""
        return self.path[-2]

    @property
    def id(self) -> str:
        """Its id, unique among those of its level in one place."""
        return self.path[-1]

    @property
    def name(self) -> str | None:
        """What it is called, where the case says so."""
        return self.trace.evidence.parts[self.path].subject.name

    @property
    def vintage(self) -> Vintage | None:
        """That of its headline: the earlier assessments from which something in it was carried."""
        return headline_vintage(self.trace, self.path)

    @property
    def subjects(self) -> tuple[SubjectView, ...]:
        """The subjects inside it, directly or further, each before those inside it, in the order given."""
        return subjects(self.trace, self.path)

    def to_dict(self) -> dict[str, Any]:
        """Its id and name, its outcomes, and the subjects inside it by the plural of their level."""
        told: dict[str, Any] = {"id": self.id}
        if self.name is not None:
            told["name"] = self.name
        told["outcomes"] = outcomes(self.trace, self.path)
        return {**told, **inside(self.trace, self.path)}


def subjects(trace: Trace, path: Path) -> tuple[SubjectView, ...]:
    """The subjects inside one, directly or further, each before those inside it, in the order given."""
    depth = len(path)
    parts = trace.evidence.parts
    return tuple(SubjectView(trace, one) for one in parts if len(one) > depth and one[:depth] == path)


def outcomes(trace: Trace, path: Path) -> dict[str, Any]:
    """OUTCOMES of the result's JSON, of one subject."""
    names = trace.graph.outcomes.get(level_at(trace.level, path), ())
    return {name: named(trace, name, path).to_dict() for name in names}


def inside(trace: Trace, path: Path) -> dict[str, list[dict[str, Any]]]:
    """The subjects directly inside one, by the plural of their level, in the order given."""
    told: dict[str, list[dict[str, Any]]] = {}
    for one in trace.evidence.parts[path].inside:
        key = (one.subject.level, one.subject.id or "")
        told.setdefault(plural(key[0]), []).append(SubjectView(trace, (*path, *key)).to_dict())
    return told


def _aged(found: Vintage) -> dict[str, Any]:
    """VINTAGE of the result's JSON."""
    age = found.age
    return {
        "parts": [{"framework": one.framework, "assessed_on": one.assessed_on.isoformat()} for one in found.parts],
        "oldest": found.oldest.isoformat(),
        "age": None if age is None else {"years": age.years, "months": age.months, "days": age.days},
    }


def headline_vintage(trace: Trace, subject: Path) -> Vintage | None:
    """The vintage of the headline of one subject; None where nothing was carried to it, or there is none."""
    level = level_at(trace.level, subject)
    name = trace.graph.header.headline.get(level)
    if name is None:
        return None
    node = trace.graph.nodes[f"{level}:{name}"]
    return together(trace, [Cell(node.id, members, subject) for members in trace.graph.cells(node)])


def plain(entry: Entry | None) -> Any:
    return None if entry is None else plain_value(entry)


def label_of(entry: Entry | None, type_: Type) -> str:
    """A level's published label, or words for whatever has none."""
    if isinstance(entry, ScaleLevel) and entry.label:
        return entry.label
    if isinstance(entry, bool):
        return "Yes" if entry else "No"
    if isinstance(entry, Missing):
        return entry.label or entry.state.value.replace("_", " ").capitalize()
    return entry_words(entry, type_)
