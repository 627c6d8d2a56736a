"""The usage of evidence as text for a terminal, a pipe or a screen reader: words alone, no drawing."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.usage.usage import Usage
from wellled_rules.backends.usage.words import (
    SECTIONS,
    bearing,
    carried_groups,
    counts_lines,
    groups,
    head,
    item_head,
    item_lines,
    outside,
    outside_lines,
    where_from,
    window_line,
)

__all__ = ["to_text"]


def to_text(found: Usage) -> str:
    """The lines, each with its end."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Usage) -> Iterator[str]:
    yield f"Evidence on {outside(found.subject)}, under {found.framework}"
    day = "not said, so nothing is told to be after it" if found.assessed_on is None else str(found.assessed_on)
    yield f"Assessed on: {day}"
    yield window_line(found)
    yield from counts_lines(found)
    late = tuple(outside_lines(found))
    if late:
        yield from ("", "Outside the window of the assessment", *(f"  {line}" for line in late))
    carried = carried_groups(found)
    if carried:
        yield from ("", "Carried from earlier assessments")
        for group, earlier in carried:
            yield from (f"  {head(group)}", f"    {where_from(earlier)}")
    if found.items:
        yield from ("", "Items of evidence")
        for item in found.items:
            yield f"  {item_head(item)}"
            yield from (f"    {line}" for line in item_lines(item))
    for use, title in SECTIONS.items():
        told = groups(found.entries_of(use))
        if told:
            yield from ("", title)
        for group in told:
            yield f"  {head(group)}"
            yield from (f"    {line}" for line in bearing(group))
