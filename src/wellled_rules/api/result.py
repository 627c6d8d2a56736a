"""What a case comes to: outcomes by name, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from wellled_rules.backends.explainer.lexicon.entries import entry_words
from wellled_rules.backends.explainer.lexicon.standing import standing
from wellled_rules.backends.reference.sensitivity import Sensitivities, Sensitivity
from wellled_rules.backends.reference.sensitivity import sensitivities as tried
from wellled_rules.cases.canonical import plain_value
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Notice
from wellled_rules.graph.nodes import Determine, Input, Node
from wellled_rules.graph.trace import Finding, Trace
from wellled_rules.graph.valuation import Status, in_order
from wellled_rules.library.version import VERSION
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.titles import title_key
from wellled_rules.values.types import Type, Value

if TYPE_CHECKING:
    from wellled_rules.api.explanation import Explanation
    from wellled_rules.graph.derivation import Derivation

__all__ = ["DECISION", "Members", "OutcomeView", "Result"]

_SCHEMA = "wellled.result/1"
DECISION = "wellled.decision/1"


@dataclass(frozen=True)
class OutcomeView:
    """One outcome, or one input as it was read, at one member of each of its sets."""

    trace: Trace
    cell: Cell

    def __repr__(self) -> str:
        return f"<OutcomeView {self.cell}: {_brief(self)}>"

    @property
    def value(self) -> Value | None:
        """The value; None where it is undetermined or a state."""
        held = self.trace.value(self.cell)
        return None if isinstance(held, Missing) else held

    @property
    def status(self) -> Status:
        """`determined`, `undetermined`, or the state that it is in."""
        return self.trace.status(self.cell)

    @property
    def label(self) -> str | None:
        """How the value or the state is shown; None while it is undetermined."""
        if self.status is Status.UNDETERMINED:
            return None
        return _label(self.trace.value(self.cell), self.trace.graph.nodes[self.cell.node].type)

    @property
    def possible(self) -> tuple[Entry, ...]:
        """What it may come to, best first, states last; empty where that can't be listed."""
        found = self.trace.possible(self.cell)
        return () if found.values is None else in_order(found.values)

    @property
    def exact(self) -> bool:
        """Whether each possible value can occur; where not, no other can."""
        return self.trace.possible(self.cell).exact

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
        """`given`, `departed`, `moderated`, `not_moderated`, `reason_missing`: of all that it rests on."""
        return self.finding.marks

    @property
    def finding(self) -> Finding:
        """All of it."""
        return self.trace.finding(self.cell)

    def to_dict(self) -> dict[str, Any]:
        """OUTCOME of the result's JSON."""
        listed = self.trace.possible(self.cell).values is not None
        return {
            "value": _plain(self.value),
            "label": self.label,
            "status": self.status.value,
            "possible": [_plain(one) for one in self.possible] if listed else None,
            "exact": self.exact,
            "waits_for": list(self.waits_for),
            "decided_by": list(self.decided_by),
            "marks": [str(one) for one in self.marks],
        }


class Members(Mapping[str, "OutcomeView | Members"]):
    """An outcome over sets: its views by member id, nested once a set.

    A member is found by its id, by itself, or by its published title.
    """

    def __init__(self, trace: Trace, node: Node, before: tuple[str, ...] = ()) -> None:
        self._trace, self._node, self._before = trace, node, before
        depth = len(before)
        cells = [cell for cell in trace.graph.cells(node) if cell[:depth] == before]
        self._ids = tuple(dict.fromkeys(cell[depth] for cell in cells))

    def __getitem__(self, member: str | Member) -> OutcomeView | Members:
        found = self._find(str(member))
        if found is None:
            raise KeyError(member)
        return _view(self._trace, self._node, (*self._before, found))

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
        told = ", ".join(f"{name}: {_brief(view)}" for name, view in self.items())
        return f"<Members of {Cell(self._node.id, self._before)}: {told}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Members, (self._trace, self._node, self._before)

    def to_dict(self) -> dict[str, Any]:
        """OUTCOME by member id, nested once a set."""
        return {name: view.to_dict() for name, view in self.items()}


def _brief(view: View) -> str:
    """A value or what stands for it; for an outcome over sets how many members it has."""
    if isinstance(view, Members):
        return f"{len(view)} members"
    return view.status.value if view.value is None else str(_plain(view.value))


View: TypeAlias = "OutcomeView | Members"


def _view(trace: Trace, node: Node, members: tuple[str, ...]) -> View:
    if len(members) == len(node.axes):
        return OutcomeView(trace, Cell(node.id, members))
    return Members(trace, node, members)


@dataclass(frozen=True)
class Result:
    """What one case comes to under one framework: immutable, picklable, worked out as it is read."""

    trace: Trace

    def __getitem__(self, name: str) -> View:
        """The outcome, or the input as it was read, of that name; by member id where it is over sets.

        `KeyError` for a name that the level of the subject does not have.
        """
        node = self.trace.graph.named(self.trace.level, name)
        if not isinstance(node, Determine | Input):
            raise KeyError(name)
        return _view(self.trace, node, ())

    def __repr__(self) -> str:
        name = self.headline
        told = "" if name is None else f": {name} {_brief(self[name])}"
        return f"<Result {self.trace.graph.identity} at {self.trace.level}{told}>"

    @property
    def headline(self) -> str | None:
        """Name of the outcome that is the result at the level of the subject; None where there is none."""
        return self.trace.graph.header.headline.get(self.trace.level)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a reader should know beside the values."""
        return self.trace.notices

    @property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """Other assumptions under which some outcome would be another, smallest sets of them first."""
        return self.tried.found

    @cached_property
    def tried(self) -> Sensitivities:
        """The sensitivities, and whether every combination of alternatives was tried."""
        return tried(self.trace)

    def cell(self, of: str | Cell | None = None) -> Cell:
        """The cell of an outcome from `name` or `name/member/...`, the headline for None; `KeyError` for no such."""
        if isinstance(of, Cell):
            return of
        path = self.headline if of is None else of
        if path is None:
            raise KeyError(of)
        name, *members = path.split("/")
        view: View = self[name]
        for member in members:
            if not isinstance(view, Members):
                raise KeyError(path)
            view = view[member]
        if not isinstance(view, OutcomeView):
            raise KeyError(path)
        return view.cell

    def derivation(self, of: str | Cell | None = None) -> Derivation:
        """The derivation of an outcome (the headline, unless told) as a frozen networkx `DiGraph`."""
        from wellled_rules.graph.derivation import derive

        return derive(self.trace, self.cell(of))

    def explain(self, of: str | Cell | None = None, *, group_by: str | None = None) -> Explanation:
        """Why an outcome (the headline, unless told) is what it is; grouped by the set that `group_by` names."""
        from wellled_rules.api.explanation import Explanation
        from wellled_rules.backends.explainer.explain import explain

        cell = self.cell(of)
        derivation = self.derivation(cell)
        layers = explain(
            self.trace.graph,
            self.trace,
            derivation,
            self.sensitivities,
            of=cell,
            group_by=group_by,
            framework_hash=self.framework_hash,
        )
        return Explanation(layers, derivation)

    @property
    def framework_hash(self) -> str:
        """Hash of what the framework's rules mean."""
        graph = self.trace.graph
        kept = graph.memo.get(("meaning", ""))
        if not isinstance(kept, str):
            from wellled_rules.graph.serialize import meaning_hash

            kept = graph.memo["meaning", ""] = meaning_hash(graph)
        return kept

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON data, in the order of its schema (`wellled.result/1`)."""
        return {
            "schema": _SCHEMA,
            **self._decided(),
            "sensitivities": [_sensitivity(one) for one in self.sensitivities],
            "notices": [_notice(one) for one in (*self.notices, *self._untried())],
        }

    def to_decision(self) -> dict[str, Any]:
        """The same without sensitivities (`wellled.decision/1`): nothing but what was asked is worked out."""
        return {"schema": DECISION, **self._decided(), "notices": [_notice(one) for one in self.notices]}

    def _decided(self) -> dict[str, Any]:
        graph, evidence = self.trace.graph, self.trace.evidence
        header = graph.header
        return {
            "framework": {
                "id": header.id,
                "version": header.version,
                "status": header.status,
                "language": header.language,
                "hash": self.framework_hash,
            },
            "engine": {"version": VERSION},
            "standing": "indicative",
            "standing_text": standing(header),
            "subject": self._subject(),
            "assessment": {"id": evidence.assessment_id, "reason": evidence.assessment_reason},
            "assessed_on": None if evidence.assessed_on is None else evidence.assessed_on.isoformat(),
            "evidence_hash": evidence.hash,
            "headline": self.headline,
            "outcomes": {name: self[name].to_dict() for name in graph.outcomes.get(self.trace.level, ())},
        }

    def to_json(self) -> str:
        """The result as JSON text, in ASCII, so that nothing in it acts on whoever prints it."""
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def _subject(self) -> dict[str, Any]:
        subject = self.trace.evidence.subject
        kind = self.trace.evidence.entries.get(("kind", ()))
        told = {
            "level": subject.level,
            "kind": None if kind is None else _plain(kind.value),
            "id": subject.id,
            "name": subject.name,
        }
        return {key: value for key, value in told.items() if value is not None}

    def _untried(self) -> tuple[Notice, ...]:
        if self.tried.complete:
            return ()
        text = "assumptions were tried alone and in pairs only, since they have too many combinations"
        return (Notice(kind="sensitivities-incomplete", text=text),)


def _plain(entry: Entry | None) -> Any:
    return None if entry is None else plain_value(entry)


def _label(entry: Entry | None, type_: Type) -> str:
    """A level's published label, or words for whatever has none."""
    if isinstance(entry, ScaleLevel) and entry.label:
        return entry.label
    if isinstance(entry, bool):
        return "Yes" if entry else "No"
    if isinstance(entry, Missing):
        return entry.label or entry.state.value.replace("_", " ").capitalize()
    return entry_words(entry, type_)


def _sensitivity(one: Sensitivity) -> dict[str, Any]:
    (name, alternative), *others = one.assumptions
    told: dict[str, Any] = {
        "assumption": name,
        "alternative": _plain(alternative),
        "outcome": one.outcome,
        "member": "/".join(one.members) or None,
        "value": None if isinstance(one.value, Missing) or one.status is Status.UNDETERMINED else _plain(one.value),
    }
    if one.status is not Status.DETERMINED:
        told["status"] = one.status.value
    if one.status is Status.UNDETERMINED:
        told["possible"] = [_plain(entry) for entry in one.possible]
    if others:
        told["together_with"] = [{"assumption": also, "alternative": _plain(value)} for also, value in others]
    return told


def _notice(one: Notice) -> dict[str, str]:
    told = {"kind": one.kind, "text": one.text}
    return told if one.pointer is None else {**told, "pointer": one.pointer}
