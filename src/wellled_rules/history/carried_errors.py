"""Messages about what a case carries, and the history says otherwise."""

from __future__ import annotations

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.cases.document import Path
from wellled_rules.cases.words import quoted
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.graph.evidence import Carried
from wellled_rules.history.errors import INTO, place_note

__all__ = ["carried_from_itself", "carried_otherwise"]


def carried_otherwise(at: str, part: Carried, here: str, there: str, other: Path) -> Diagnostic:
    """A value, a day or a version of what is carried. at: pointer to the entry. here, there: what either says."""
    what = f"{quoted(part.name)} of {day_words(part.on)}"
    return diagnostic(
        "carried-otherwise",
        f"{what} is carried {here}, and in this history {there}",
        pointer=at,
        into=INTO,
        help="correct the one that is wrong; an assessment that the history does not hold may be carried",
        notes=place_note(other, "the earlier assessment"),
    )


def carried_from_itself(at: str, part: Carried, id_: str) -> Diagnostic:
    """An assessment that names itself as the earlier one. at: pointer to the entry."""
    return diagnostic(
        "carried-otherwise",
        f"{quoted(part.name)} of {day_words(part.on)} is carried from {quoted(id_)}, which is this assessment itself",
        pointer=at,
        into=INTO,
        help="name the earlier assessment, or say the value itself where it was judged in this one",
    )
