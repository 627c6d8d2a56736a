"""A difference as one page that needs nothing else: no load, no script, no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wellled_rules.backends.comparer.difference import SECTIONS, Affected, ClauseChange, Difference, Entry, Version
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
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page import page

__all__ = ["to_html"]

_MOST_CLAUSES, _MOST_LINKS = 6, 8
_STYLE = """
.clause { white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 0.9375rem; }
table.clauses th:first-child { width: 16%; }
"""


def to_html(found: Difference, *, everything: bool = False) -> str:
    """The page, ending in a line end; a declaration of many clauses is folded. everything: as for text."""
    layers = () if found.is_empty else tuple(_layers(found, everything=everything or found.is_related))
    title = f"{outside(found.after.called)}, against {outside(found.before.called)}"
    links = (element("li", element("a", told, href=f"#{name}")) for name, told, _ in layers)
    return page(
        title,
        element("a", "Skip to the difference", href="#difference", class_="skip"),
        element("header", element("p", found.before.title), element("p", found.after.title)),
        element("nav", element("ul", *links), aria_label="Sections of the difference"),
        element(
            "main",
            element("h1", title),
            element("p", intro(found), class_="lead"),
            None if found.is_empty else element("p", counts_line(found)),
            *(_layer(*one) for one in layers),
            id="difference",
        ),
        element("footer", *_hashes("Before", found.before), *_hashes("Now", found.after)),
        style=_STYLE,
    )


def _hashes(when: str, one: Version) -> Iterator[Safe]:
    yield element("p", f"{when}: {one.identity}, meaning {one.meaning}, text {one.text}", class_="path")


def _layer(name: str, title: str, content: tuple[Safe, ...]) -> Safe:
    summary = element("summary", element("h2", title, id=name))
    return element("details", summary, *content, class_="layer", open=True)


def _layers(found: Difference, *, everything: bool) -> Iterator[tuple[str, str, tuple[Safe, ...]]]:
    """Name, title and content of each part of the page that has something in it."""
    if not everything:
        items = (element("li", line) for line in overview_lines(found))
        yield "overview", "How much stands in both", (element("ul", *items),)
        return
    places = {entry: f"entry-{turn}" for turn, entry in enumerate(found.entries)}
    told = tuple(
        element("li", f"{names}, {because_line(outcomes)}", _links(found, outcomes, places))
        for names, outcomes in affected_groups(found)
    )
    if told:
        yield "affected", "Outcomes that are computed differently", (element("ul", *told),)
    for section, title in SECTIONS.items():
        entries = found.of_section(section)
        rules = (part for one in entries for part in _entry(one, places[one]))
        content = [*(_examples(entries) if section == "examples" else rules)]
        following = following_line(found, section)
        if following is not None:
            content.append(element("p", following))
        if content:
            yield section, title, tuple(content)


def _links(found: Difference, outcomes: Sequence[Affected], places: Mapping[Entry, str]) -> Safe | None:
    """Links to where the page tells what makes outcomes another."""
    causes = set(outcomes[0].because)
    told = [one for section in SECTIONS for one in found.of_section(section) if one.name in causes]
    items = [element("li", element("a", heading(one), href=f"#{places[one]}")) for one in told[:_MOST_LINKS]]
    return element("ul", *items) if items else None


def _entry(entry: Entry, place: str) -> Iterator[Safe]:
    yield element("h3", heading(entry), id=place)
    if entry.shown.title:
        yield element("p", outside(entry.shown.title))
    lines = (*place_lines(entry), *source_lines(entry))
    if lines:
        yield element("ul", *(element("li", line, class_="aside") for line in lines))
    if not entry.clauses:
        return
    table = element("div", _table(entry), class_="scroll", tabindex="0", role="region", aria_label=heading(entry))
    if len(entry.clauses) <= _MOST_CLAUSES:
        yield table
    else:
        yield element("details", element("summary", f"{len(entry.clauses)} clauses"), table)


def _examples(entries: Iterable[Entry]) -> Iterator[Safe]:
    for count, names in by_status(entries):
        yield element("details", element("summary", count), element("p", names))


def _table(entry: Entry) -> Safe:
    head = element("tr", *(element("th", word, scope="col") for word in ("Clause", "Before", "Now")))
    rows = (_row(change) for change in entry.clauses)
    caption = element("caption", f"Clauses of {outside(entry.name)}")
    return element("table", caption, element("thead", head), element("tbody", *rows), class_="clauses")


def _row(change: ClauseChange) -> Safe:
    what = clause_name(change)
    return element("tr", element("th", what, scope="row"), _cell(change.before), _cell(change.after))


def _cell(text: str | None) -> Safe:
    if text is None:
        return element("td", "not there", class_="aside")
    return element("td", element("span", "\n".join(clause_lines(text)), class_="clause"))
