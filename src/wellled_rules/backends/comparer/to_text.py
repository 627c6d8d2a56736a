"""A difference as text for a terminal, a pipe or a screen reader: words alone, no drawing."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.comparer.difference import SECTIONS, ClauseChange, Difference, Entry, Status
from wellled_rules.backends.comparer.words import (
    affected_groups,
    because_line,
    by_status,
    clause_lines,
    counts_line,
    following_line,
    heading,
    intro,
    outside,
    overview_lines,
    place_lines,
    source_lines,
)

__all__ = ["to_text"]

_ROWS = ("row", "level", "member", "label")
_INNER = ("means", "in", "needs", "only at", "looks like")


def to_text(found: Difference, *, everything: bool = False) -> str:
    """The lines, each with its end. everything: also two frameworks that are no versions of one, clause by clause."""
    return "".join(f"{line}\n" for line in _lines(found, everything=everything))


def _lines(found: Difference, *, everything: bool) -> Iterator[str]:
    yield intro(found)
    if found.is_empty:
        return
    if not found.is_related and not everything:
        yield from overview_lines(found)
        yield "With --everything they are compared clause by clause all the same."
        return
    yield counts_line(found)
    told = tuple(affected_groups(found))
    if told:
        yield from ("", "Outcomes that are computed differently")
        for names, outcomes in told:
            yield from (f"  {names}", f"    {because_line(outcomes)}")
    for section, title in SECTIONS.items():
        entries, following = found.of_section(section), following_line(found, section)
        if entries or following:
            yield from ("", title)
        if section == "examples":
            yield from (f"  {count}: {names}" for count, names in by_status(entries))
            continue
        for entry in entries:
            yield from (f"  {line}" for line in _entry(entry))
        if following:
            yield f"  {following}"


def _entry(entry: Entry) -> Iterator[str]:
    yield heading(entry)
    yield from (f"  {line}" for line in place_lines(entry))
    yield from (f"  {line}" for line in source_lines(entry))
    for change in entry.clauses:
        if entry.status in (Status.ADDED, Status.REMOVED):
            yield from _alone(change)
        else:
            yield from _changed(change)


def _alone(change: ClauseChange) -> Iterator[str]:
    """A clause of a declaration that only one version has."""
    if change.word == "cites":
        # Its source is told above, by its title.
        return
    inner = "    " if (change.word in _ROWS and change.of is None) or (change.word in _INNER and change.of) else ""
    yield from (f"  {inner}{line}" for line in clause_lines(change.after or change.before or ""))


def _changed(change: ClauseChange) -> Iterator[str]:
    of = "" if change.of is None or change.word in _ROWS else f"{outside(change.of)}: "
    if change.before is not None:
        yield from _told("was " if change.after is not None else "gone", of, change.before)
    if change.after is not None:
        renamed = "" if change.renamed_from is None else ", renamed"
        yield from _told("now " if change.before is not None else "new ", of, f"{change.after}{renamed}")


def _told(word: str, of: str, text: str) -> Iterator[str]:
    first, *others = clause_lines(text)
    yield f"  {word}  {of}{first}"
    yield from (f"        {line}" for line in others)
