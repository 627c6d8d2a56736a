"""The usage of evidence as one page that needs nothing else: no load, no script, no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page import page

__all__ = ["to_html"]


def to_html(found: Usage) -> str:
    """The page, ending in a line end."""
    title = f"Evidence on {outside(found.subject)}"
    layers = tuple(_layers(found))
    day = "no day is said" if found.assessed_on is None else f"assessed on {found.assessed_on}"
    links = (element("li", element("a", told, href=f"#{name}")) for name, told, _ in layers)
    return page(
        title,
        element("a", "Skip to the evidence", href="#evidence", class_="skip"),
        element("header", element("p", f"{found.framework}; {day}")),
        element("nav", element("ul", *links), aria_label="Parts of the page"),
        element(
            "main",
            element("h1", title),
            *(element("p", line) for line in (window_line(found), *counts_lines(found))),
            *(_layer(*one) for one in layers),
            id="evidence",
        ),
        element("footer", element("p", f"Evidence {found.evidence_hash}", class_="path")),
    )


def _layer(name: str, title: str, content: Safe) -> Safe:
    summary = element("summary", element("h2", title, id=name))
    return element("details", summary, content, class_="layer", open=True)


def _layers(found: Usage) -> Iterator[tuple[str, str, Safe]]:
    """Name, title and content of each part that has something in it."""
    late = tuple(outside_lines(found))
    if late:
        yield "outside", "Outside the window of the assessment", element("ul", *(element("li", line) for line in late))
    carried = [(head(group), (where_from(earlier),)) for group, earlier in carried_groups(found)]
    if carried:
        title = "Carried from earlier assessments"
        yield "carried", title, _table(title, "Entry", carried)
    if found.items:
        rows = [(item_head(item), item_lines(item)) for item in found.items]
        yield "items", "Items of evidence", _table("Items of evidence", "Item", rows)
    for use, title in SECTIONS.items():
        told = groups(found.entries_of(use))
        if told:
            yield use.value, title, _table(title, "Entry", [(head(group), bearing(group)) for group in told])


def _table(caption: str, what: str, rows: Iterable[tuple[str, Iterable[str]]]) -> Safe:
    titles = element("tr", *(element("th", word, scope="col") for word in (what, "What became of it")))
    body = (element("tr", element("th", name, scope="row"), element("td", _told(lines))) for name, lines in rows)
    table = element("table", element("caption", caption), element("thead", titles), element("tbody", *body))
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _told(lines: Iterable[str]) -> Safe | None:
    items = [element("li", line) for line in lines]
    return element("ul", *items) if items else None
