"""Versions of one framework in time: which is in force on a day, and whether their periods meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.driver.editions import Calendar, Edition
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import Period
from wellled_rules.syntax.ast.clauses import Amends, InForce
from wellled_rules.syntax.ast.module import FrameworkHeader
from wellled_rules.syntax.parser import parse_header

__all__ = ["check_periods", "editions", "lineages"]


@dataclass(frozen=True)
class _Dated:
    """A version whose header can be pointed to, and its `in force` lines, its own or inherited."""

    identity: str
    header: FrameworkHeader
    in_force: tuple[InForce, ...]

    def edition(self) -> Edition:
        """Its days alone."""
        lines = (Period(one.start, one.until, tuple(level.text for level in one.at)) for one in self.in_force)
        return Edition(self.identity, tuple(lines))

    def main(self) -> InForce | None:
        """The line that speaks of every level."""
        return next((one for one in self.in_force if not one.at), None)


def headers(shelves: Shelves, id_: str | None = None) -> Mapping[str, FrameworkHeader]:
    """Header of every version there is, or of one framework, and of what they amend, by identity.

    What can't be read is left out.
    """
    found: dict[str, FrameworkHeader] = {}
    for identity in shelves.identities():
        if id_ is None or identity.partition("@")[0] == id_:
            _gather(identity, shelves, found)
    return found


def _gather(identity: str, shelves: Shelves, found: dict[str, FrameworkHeader]) -> None:
    """Add the header of a version, and of what it amends: a base that lies beside is no listed version."""
    while identity not in found:
        texts = shelves.version(identity)
        sources = () if texts is None else texts.files
        header = next((one for one in map(parse_header, sources) if one is not None), None)
        if header is None:
            return
        found[identity] = header
        base = _amended(header)
        if base is None:
            return
        identity = base


def _amended(header: FrameworkHeader) -> str | None:
    """`id@version` of what a version amends, if it is an amendment."""
    return next((str(clause.identity) for clause in header.clauses if isinstance(clause, Amends)), None)


def editions(shelves: Shelves) -> Calendar:
    """The versions that have a period, earliest first, by the name of their framework."""
    every = headers(shelves)
    ids = dict.fromkeys(header.identity.id for header in every.values())
    return {id_: tuple(one.edition() for one in found) for id_ in ids if (found := _dated(id_, every))}


def lineages(shelves: Shelves) -> Mapping[str, tuple[str, ...]]:
    """Each version there is, with itself and what it amends, nearest first."""
    every = headers(shelves)
    return {identity: tuple(_line(identity, every)) for identity in every}


def _line(identity: str, every: Mapping[str, FrameworkHeader]) -> dict[str, None]:
    found: dict[str, None] = {}
    while identity in every and identity not in found:
        found[identity] = None
        base = _amended(every[identity])
        if base is None:
            break
        identity = base
    return found


def _dated(id_: str, every: Mapping[str, FrameworkHeader]) -> tuple[_Dated, ...]:
    found = []
    for identity, header in every.items():
        if header.identity.id == id_:
            lines = _in_force(header, every)
            if lines:
                found.append(_Dated(identity, header, lines))
    return tuple(sorted(found, key=lambda one: (one.edition().start, one.identity)))


def _in_force(header: FrameworkHeader, every: Mapping[str, FrameworkHeader]) -> tuple[InForce, ...]:
    seen = set()
    while True:
        lines = tuple(clause for clause in header.clauses if isinstance(clause, InForce))
        base = every.get(_amended(header) or "")
        if lines or base is None or str(header.identity) in seen:
            return lines
        seen.add(str(header.identity))
        header = base


def check_periods(id_: str, shelves: Shelves) -> Iterator[Diagnostic]:
    """Findings where the period of one version does not meet that of the next."""
    order = [(one, main) for one in _dated(id_, headers(shelves)) if (main := one.main()) is not None]
    for (earlier, one), (later, other) in pairwise(order):
        if one is other:
            yield _inherited(earlier, one, later)
        elif one.start == other.start:
            help_ = "let one of them begin on another day"
            yield _finding("periods-overlap", earlier, one, later, other, "begin on the same day", help_)
        elif one.until is not None and one.until > other.start:
            yield _finding("periods-overlap", earlier, one, later, other, "are both in force for a time", _LEAVE_OUT)
        elif one.until is not None and one.until < other.start:
            yield _finding("periods-gap", earlier, one, later, other, "leave days without rules", _LEAVE_OUT)


_LEAVE_OUT = "leave `until` out: the next version's `from` closes the period"


def _finding(
    code: str, earlier: _Dated, one: InForce, later: _Dated, other: InForce, what: str, help_: str
) -> Diagnostic:
    return diagnostic(
        code,
        f"{earlier.identity} and {later.identity} {what}",
        at=other.span,
        label=f"begins {other.start}",
        others=(Label(one.span, f"ends {one.until}" if one.until else f"begins {one.start}"),),
        help=help_,
    )


def _inherited(earlier: _Dated, one: InForce, later: _Dated) -> Diagnostic:
    """An amendment is in force on the days of its base, because it names none of its own."""
    return diagnostic(
        "periods-overlap",
        f"{earlier.identity} and {later.identity} begin on the same day",
        at=later.header.identity.span,
        label="has no period of its own",
        others=(Label(one.span, "the period it inherits"),),
        help="add a line `in force from DAY` to its header",
    )
