"""A finding as frozen data: what, where, against what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.diagnostics.codes import CODES, Severity
from wellled_rules.text.span import Span

__all__ = ["Citation", "Diagnostic", "Edit", "Fix", "Label", "diagnostic"]


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is there, in at most six words."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `span`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical mend: what it does, and its edits."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """The published place a rule rests on: title of the source and the place in it."""

    source: str
    place: str | None = None

    def __str__(self) -> str:
        return self.source if self.place is None else f"{self.source}, {self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding.

    headline: one line, lower case, no full stop, at most 72 characters where names allow; true alone.
    primary: the place in rule text (none for findings about a case or a whole file).
    pointer: JSON pointer into a case or a history (none for findings about rule text). into: which of the two.
    secondary: the other party of a conflict, in source order.
    help: each one action. fix: the same, mechanically, where it can be.
    citation: the published clause the rule concerned cites.
    """

    code: str
    severity: Severity
    headline: str
    primary: Label | None = None
    pointer: str | None = None
    secondary: tuple[Label, ...] = ()
    help: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    citation: Citation | None = None
    into: str = "case"

    @property
    def is_error(self) -> bool:
        """Whether it stops the rules or the case from being used."""
        return self.severity is Severity.ERROR


def diagnostic(
    code: str,
    headline: str,
    *,
    at: Span | None = None,
    label: str = "",
    pointer: str | None = None,
    others: tuple[Label, ...] = (),
    help: str | tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
    citation: Citation | None = None,
    into: str = "case",
) -> Diagnostic:
    """The finding `code`, with the severity the register gives it; `KeyError` for an unregistered code."""
    return Diagnostic(
        code=code,
        severity=CODES[code].severity,
        headline=headline,
        primary=None if at is None else Label(at, label),
        pointer=pointer,
        secondary=others,
        help=(help,) if isinstance(help, str) else help,
        notes=notes,
        fix=fix,
        citation=citation,
        into=into,
    )
