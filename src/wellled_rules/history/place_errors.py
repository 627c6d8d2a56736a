"""Every message about where subjects lie while others are there, or are listed; the path comes first."""

from __future__ import annotations

from datetime import date

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.cases.document import Path
from wellled_rules.cases.words import quoted
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.history.days import Days
from wellled_rules.history.errors import INTO, finding, place_note

__all__ = ["goes_nowhere", "listed_elsewhere", "no_such_nesting", "outlives"]


def listed_elsewhere(at: str, other: Path, subject: str, places: tuple[str, str], day: date) -> Diagnostic:
    """A subject that the case of one lists, and that lies in another that day. at: pointer to where it is listed."""
    return diagnostic(
        "in-two-places",
        f"{quoted(subject)} lies in {quoted(places[0])} on {day_words(day)}, and is listed in a case of "
        f"{quoted(places[1])} of that day",
        pointer=at,
        into=INTO,
        help="take it out of the case, or correct where it lies",
        notes=place_note(other),
    )


def goes_nowhere(path: Path, subject: str, place: str) -> Diagnostic:
    """A transfer into what the subject is taken out of."""
    return finding(
        "order-impossible",
        f"{quoted(subject)} goes out of {quoted(place)} and into it",
        path,
        "correct one of the two, or leave the transfer out",
    )


def outlives(path: Path, subject: str, place: str, ended: Days, by: Path | None) -> Diagnostic:
    """A subject that still lies in another which has ended."""
    return finding(
        "after-its-subject",
        f"{quoted(subject)} lies in {quoted(place)}, which ends {ended.when()}, and has no end by then",
        path,
        "say until when it lies there, or when it ends itself",
        () if by is None else place_note(by, "what ends the other"),
    )


def no_such_nesting(path: Path, kind: str, host: str, framework: str) -> Diagnostic:
    """A subject in one of a level in which its own does not lie."""
    return finding(
        "upside-down",
        f"a {quoted(kind)} lies in a {quoted(host)} here, and by {quoted(framework)} none does",
        path,
        "correct the kinds, or where it lies",
    )
