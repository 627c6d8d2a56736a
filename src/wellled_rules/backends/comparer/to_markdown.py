"""A difference as Markdown: a heading a section, a table a declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wellled_rules.backends.comparer.difference import SECTIONS, Difference, Entry
from wellled_rules.backends.comparer.words import (
    affected_groups,
    because_line,
    by_status,
    clause_lines,
    clause_name,
    counts_line,
    following_line,
    heading,
    intro,
    outside,
    overview_lines,
    place_lines,
    source_lines,
)

__all__ = ["to_markdown"]

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_TICKS = re.compile(r"`+")


def to_markdown(found: Difference, *, everything: bool = False) -> str:
    """The page, ending in a line end. everything: as for text."""
    return "\n".join(_lines(found, everything=everything)) + "\n"


def _lines(found: Difference, *, everything: bool) -> Iterator[str]:
    yield f"# {_plain(outside(found.after.called))}, against {_plain(outside(found.before.called))}"
    yield from ("", _plain(intro(found)))
    if found.is_empty:
        return
    if not found.is_related and not everything:
        yield from ("", *_bullets(overview_lines(found)))
        return
    yield from ("", _plain(counts_line(found)))
    told = tuple(affected_groups(found))
    if told:
        yield from ("", "## Outcomes that are computed differently", "")
        yield from _bullets(f"{names}, {because_line(outcomes)}" for names, outcomes in told)
    for section, title in SECTIONS.items():
        entries, following = found.of_section(section), following_line(found, section)
        if entries or following:
            yield from ("", f"## {title}")
        if section == "examples":
            yield from ("", *_bullets(f"{count}: {names}" for count, names in by_status(entries)))
            continue
        for entry in entries:
            yield from _entry(entry)
        if following:
            yield from ("", _plain(following))


def _entry(entry: Entry) -> Iterator[str]:
    yield from ("", f"### {_plain(heading(entry))}", "")
    yield from _bullets((*place_lines(entry), *source_lines(entry)))
    if not entry.clauses:
        return
    yield from ("", "| clause | before | now |", "| --- | --- | --- |")
    for change in entry.clauses:
        what = clause_name(change)
        yield f"| {_plain(what)} | {_cell(change.before)} | {_cell(change.after)} |"


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {_plain(line)}" for line in lines)


def _plain(text: str) -> str:
    """Text in which nothing is markup."""
    return _MARKS.sub(r"\\\1", text)


def _cell(text: str | None) -> str:
    """A clause in a cell of a table; each line is code, in which a bar still has to be escaped."""
    return "" if text is None else "<br>".join(_code(line) for line in clause_lines(text))


def _code(line: str) -> str:
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    shown = line.replace("|", "\\|").replace("    ", "\u00a0\u00a0")
    return f"{fence}{pad}{shown}{pad}{fence}"
