"""What a case comes to: outcomes by name, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wellled_rules.api.absence import absent, require_text
from wellled_rules.api.checks import CheckView
from wellled_rules.api.views import (
    Members,
    OutcomeView,
    SubjectView,
    View,
    brief,
    headline_vintage,
    inside,
    named,
    outcomes,
    plain,
    subjects,
)
from wellled_rules.backends.explainer.lexicon.standing import standing
from wellled_rules.backends.reference.sensitivity import Sensitivities, Sensitivity
from wellled_rules.backends.reference.sensitivity import sensitivities as tried
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Decided, Notice
from wellled_rules.graph.grounds import departure
from wellled_rules.graph.nodes import Adjustment, Determine
from wellled_rules.graph.subjects import Path, at, ending, level_at, place_of
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.unmet import unmet
from wellled_rules.graph.valuation import Status
from wellled_rules.graph.vintage import Vintage
from wellled_rules.library.version import VERSION
from wellled_rules.values.missing import Missing

if TYPE_CHECKING:
    from wellled_rules.api.explanation import Explanation
    from wellled_rules.api.usage import EvidenceUse
    from wellled_rules.graph.derivation import Derivation

__all__ = ["DECISION", "CheckView", "Members", "OutcomeView", "Result", "SubjectView"]

_SCHEMA = "wellled.result/1"
DECISION = "wellled.decision/1"


@dataclass(frozen=True)
class Result:
    """What one case comes to under one framework: immutable, picklable, worked out as it is read."""

    trace: Trace

    def __getitem__(self, name: str) -> View:
        """The outcome, or the input as it was read, of that name; by member id where it is over sets.

        `KeyError` for a name that the level of the subject does not have.
        """
        return named(self.trace, name, ())

    def at(self, path: str) -> SubjectView:
        """A subject inside, by `LEVEL/ID` and so on downwards; `KeyError` where the case has none of that path.

        `TypeError` for what is no text.
        """
        found = place_of(require_text(path, "a subject"))
        if not found or found not in self.trace.evidence.parts:
            known = [one for one in self.trace.evidence.parts if one]
            raise absent("subject", path, map(at, known), ending(path, known))
        return SubjectView(self.trace, found)

    @property
    def subjects(self) -> tuple[SubjectView, ...]:
        """The subjects inside, each before those inside it, in the order given."""
        return subjects(self.trace, ())

    def __repr__(self) -> str:
        name = self.headline
        told = "" if name is None else f": {name} {brief(self[name])}"
        return f"<Result {self.trace.graph.identity} at {self.trace.level}{told}>"

    @property
    def headline(self) -> str | None:
        """Name of the outcome that is the result at the level of the subject; None where there is none."""
        return self.trace.graph.header.headline.get(self.trace.level)

    @property
    def vintage(self) -> Vintage | None:
        """That of the headline: the earlier assessments from which something in it was carried."""
        return headline_vintage(self.trace, ())

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a reader should know beside the values."""
        return self.trace.notices

    @cached_property
    def checks(self) -> tuple[CheckView, ...]:
        """Process rules that the case does not meet, and those of which it can't be told yet; none changes a value."""
        return tuple(CheckView(self.trace, one.cell, one.is_open, one.unsaid) for one in unmet(self.trace))

    @property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """Other assumptions under which some outcome would be another, smallest sets of them first.

        Of the subject that the case is about; those of a subject inside are tried when an outcome of it is explained.
        """
        return self.tried.found

    @property
    def departed_from(self) -> frozenset[str]:
        """Paths of the outcomes that people departed from: from their rule, or from an exception on them."""
        found = (
            _departed_from(self.trace, path, one)
            for path, said in self.trace.evidence.parts.items()
            for one in said.decisions
        )
        return frozenset(str(one) for one in found if one is not None)

    @cached_property
    def tried(self) -> Sensitivities:
        """The sensitivities, and whether every combination of alternatives was tried."""
        return tried(self.trace)

    def cell(self, of: str | Cell | None = None) -> Cell:
        """The cell of an outcome from `name` or `name/member/...`, the headline for None; `KeyError` for no such.

        `TypeError` for what is no text.
        Of a subject inside with `@LEVEL/ID...` behind it; before `@` nothing stands for the headline of its level.
        """
        if isinstance(of, Cell):
            return of
        asked, _, where = require_text("" if of is None else of, "an outcome").partition("@")
        subject = self.at(where) if where else None
        level = self.trace.level if subject is None else subject.level
        path = asked or self.trace.graph.header.headline.get(level)
        if path is None:
            raise KeyError(f"there is no headline at level `{level}`: name an outcome")
        name, *members = path.split("/")
        view = self[name] if subject is None else subject[name]
        for member in members:
            if not isinstance(view, Members):
                raise KeyError(f"`{path}` names a member too many: there is `{view.cell}`")
            view = view[member]
        if not isinstance(view, OutcomeView):
            member = next(iter(view), "MEMBER")
            raise KeyError(f"`{path}` has a value for each member: name one, as in `{path}/{member}`")
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
            tried(self.trace, cell).found if cell.subject else self.sensitivities,
            of=cell,
            group_by=group_by,
            framework_hash=self.framework_hash,
        )
        return Explanation(layers, derivation)

    def evidence_use(self) -> EvidenceUse:
        """What became of each entry and each item of evidence of the case, of all its subjects."""
        from wellled_rules.api.usage import EvidenceUse
        from wellled_rules.backends.usage.find import find_usage

        return EvidenceUse(find_usage(self.trace))

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
            "checks": [one.to_dict() for one in self.checks],
            "notices": [_notice(one) for one in (*self.notices, *self._untried())],
        }

    def to_decision(self) -> dict[str, Any]:
        """The same without sensitivities (`wellled.decision/1`): nothing but what was asked is worked out."""
        checks, notices = [one.to_dict() for one in self.checks], [_notice(one) for one in self.notices]
        return {"schema": DECISION, **self._decided(), "checks": checks, "notices": notices}

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
            "outcomes": outcomes(self.trace, ()),
            **({"inside": inside(self.trace, ())} if evidence.inside else {}),
        }

    def to_json(self) -> str:
        """The result as JSON text, in ASCII, so that nothing in it acts on whoever prints it."""
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def _subject(self) -> dict[str, Any]:
        subject = self.trace.evidence.subject
        kind = self.trace.evidence.entries.get(("kind", ()))
        told = {
            "level": subject.level,
            "kind": None if kind is None else plain(kind.value),
            "id": subject.id,
            "name": subject.name,
        }
        return {key: value for key, value in told.items() if value is not None}

    def _untried(self) -> tuple[Notice, ...]:
        if self.tried.complete:
            return ()
        text = "assumptions were tried alone and in pairs only, since they have too many combinations"
        return (Notice(kind="sensitivities-incomplete", text=text),)


def _departed_from(trace: Trace, path: Path, one: Decided) -> Cell | None:
    """The outcome that a decision departs from; None where it is no departure, or made no difference to its rule."""
    node = trace.graph.named(level_at(trace.level, path), one.rule)
    if not isinstance(node, Adjustment | Determine) or departure(trace, Cell(node.id, one.members, path)) is None:
        return None
    return Cell(node.target if isinstance(node, Adjustment) else node.id, one.members, path)


def _sensitivity(one: Sensitivity) -> dict[str, Any]:
    (name, alternative), *others = one.assumptions
    told: dict[str, Any] = {
        "assumption": name,
        "alternative": plain(alternative),
        "outcome": one.outcome,
        "member": "/".join(one.members) or None,
        "value": None if isinstance(one.value, Missing) or one.status is Status.UNDETERMINED else plain(one.value),
    }
    if one.status is not Status.DETERMINED:
        told["status"] = one.status.value
    if one.status is Status.UNDETERMINED:
        told["possible"] = [plain(entry) for entry in one.possible]
    if others:
        told["together_with"] = [{"assumption": also, "alternative": plain(value)} for also, value in others]
    return told


def _notice(one: Notice) -> dict[str, str]:
    told = {"kind": one.kind, "text": one.text}
    return told if one.pointer is None else {**told, "pointer": one.pointer}
