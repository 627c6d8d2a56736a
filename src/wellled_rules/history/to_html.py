"""A timeline as one page that needs nothing else: no load, no script, no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wellled_rules.backends.explainer.chips import chip
from wellled_rules.backends.explainer.lexicon.words import capital, outside
from wellled_rules.history.days import from_until
from wellled_rules.history.displayed import PartKind
from wellled_rules.history.picture import picture
from wellled_rules.history.reasons import Where
from wellled_rules.history.to_text import aged, carried, heading, in_force, reaching, spanned
from wellled_rules.history.told import Block, Stretch, Told, ToldEvent, ToldFirst, ToldPart, ToldSubject, lived
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page import page

__all__ = ["to_html"]

_MORE_CSS = """
.line .bar rect { stroke: currentColor; stroke-width: 1; }
.line .best rect { fill: #d6cce3; } .line .high rect { fill: #cce5d8; } .line .low rect { fill: #ffdc8e; }
.line .worst rect { fill: #f7d4d1; } .line .none rect { fill: #dbe0e3; }
.line .gone rect { fill: none; } .line .open rect { fill: none; stroke-dasharray: 6 4; }
.line text.best, .line text.high, .line text.low, .line text.worst, .line text.none { fill: #14191d; }
.line .whose { font-weight: 600; }
.line .asked { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 2 3; }
td ul { margin: 0; padding-left: 1rem; }
.times th:first-child { width: 20%; }
"""


def to_html(told: Told, whole: Told) -> str:
    """The page, ending in a line end. whole: the line of which one day is told, for its picture; else the same."""
    title = heading(told)
    layers = tuple(_layers(told, whole))
    shown = (_layer(*one) for one in layers)
    standings = (element("p", text, class_="standing", role="note") for text in told.standings)
    return page(
        title,
        element("a", "Skip to the line", href="#line", class_="skip"),
        _navigation(layers),
        element("main", element("h1", title), _note(told), *standings, *_in_force(told), *shown, id="line"),
        element("footer", *(element("p", text) for text in told.standings)),
        style=_MORE_CSS,
    )


def _note(told: Told) -> Safe | None:
    return None if told.note is None else element("p", told.note)


def _in_force(told: Told) -> Iterator[Safe]:
    items = [*reaching(told), *in_force(told)]
    if items:
        yield element("ul", *(element("li", text) for text in items))


def _layers(told: Told, whole: Told) -> Iterator[tuple[str, str, Iterable[Safe]]]:
    """Name, title and content of each part of the page."""
    drawn = picture(whole, told.on)
    if drawn is not None:
        yield "picture", "Picture", (drawn,)
    for turn, one in enumerate(told.subjects):
        name = f"{outside(one.name)} ({outside(one.id)})" if one.name else outside(one.id)
        yield f"subject-{turn}", name, _subject(told, one)
    yield "events", "Events", _events(told.events)


def _layer(name: str, title: str, content: Iterable[Safe]) -> Safe:
    summary = element("summary", element("h2", title, id=name))
    return element("details", summary, *content, class_="layer", open=True)


def _navigation(layers: Iterable[tuple[str, str, Iterable[Safe]]]) -> Safe:
    items = (element("li", element("a", title, href=f"#{name}")) for name, title, _ in layers)
    return element("nav", element("ul", *items), aria_label="Parts of the page")


def _subject(told: Told, one: ToldSubject) -> Iterator[Safe]:
    parts = [capital(outside(one.kind))]
    for inside, start, until in one.places:
        parts.append(f"in {outside(inside)} {from_until(start, until)}".rstrip())
    if life := lived(told, one):
        parts.append(life[:1].lower() + life[1:])
    yield element("p", "; ".join(parts))
    if one.note:
        yield element("p", one.note)
    if one.sources:
        yield element("p", *_read(one.sources))
    yield from map(_first, one.firsts)
    yield from (element("p", f"Not displayed yet: {text}") for text in one.pending)
    yield from (element("p", f"Still open: {text}") for text in one.still_open)
    noted = _noted(told, one)
    spoken = {event for line in one.lines for stretch in line.stretches for event in _events_of(stretch)}
    yield from _notices(text for event, texts in noted.items() if event not in spoken for text in texts)
    if not one.lines:
        yield element("p", "Nothing displayed")
        return
    for block in one.blocks():
        yield from _block(outside(one.name or one.id), block, noted)


def _first(one: ToldFirst) -> Safe:
    """What is required of a first assessment, as a list under what it comes to."""
    said = (*(asked.why for asked in one.asked), one.follows)
    items = (element("li", reason.text, *_read(reason.sources)) for reason in said)
    return element("div", element("p", one.why.text, *_read(one.why.sources)), element("ul", *items))


def _noted(told: Told, one: ToldSubject) -> Mapping[str, tuple[str, ...]]:
    """By event, what is noticed of each that a subject is in."""
    return {
        event.id: tuple(dict.fromkeys(f"{outside(event.id)}: {text}" for each in event.worked for text in each.notices))
        for event in told.events
        if one.id in event.subjects
    }


def _events_of(one: Stretch) -> Iterator[str]:
    """The events from which what a stretch shows comes, and those that retired, suspended or corrected it."""
    for part in (*one.parts, *one.corrected):
        yield from (name for name in (part.event, part.correction, part.by, *part.or_by) if name is not None)


def _notices(texts: Iterable[str]) -> Iterator[Safe]:
    items = [element("li", text) for text in dict.fromkeys(texts)]
    if items:
        yield element("div", element("p", "Please note"), element("ul", *items), class_="notices")


def _block(whose: str, block: Block, noted: Mapping[str, tuple[str, ...]]) -> Iterator[Safe]:
    days = capital(spanned(block.first))
    heads = ("Outcome", "Displayed", "Where it comes from")
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    rows = (_row(title, stretch) for title, stretch in block.rows)
    table = element("table", element("caption", days), element("thead", head), element("tbody", *rows))
    yield element("div", table, class_="scroll", role="region", tabindex="0", aria_label=f"{whose}: {days}")
    reasons = [*_why(block.first.parts), *_why(block.first.corrected)]
    if reasons:
        yield element("ul", *dict.fromkeys(reasons))
    events = dict.fromkeys(event for _, stretch in block.rows for event in _events_of(stretch))
    yield from _notices(text for event in events for text in noted.get(event, ()))


def _row(title: str, one: Stretch) -> Safe:
    shown: list[Safe] = [_shown(part, first=not turn) for turn, part in enumerate(one.parts)]
    if one.corrected:
        told = (_shown(part, first=not turn) for turn, part in enumerate(one.corrected))
        shown.append(element("p", "As is known, it should have been: ", *told))
    how = dict.fromkeys(part.how for part in (*one.parts, *one.corrected) if part.how)
    cells = (element("td", *shown), element("td", capital("; ".join(how))))
    return element("tr", element("th", title, scope="row"), *cells)


def _shown(part: ToldPart, *, first: bool) -> Safe:
    between = "" if first else ", or "
    if part.kind is PartKind.VALUE and part.shown is not None:
        return element("span", between, chip(part.shown))
    return element("span", between, part.text if first else part.text[:1].lower() + part.text[1:])


def _why(parts: tuple[ToldPart, ...]) -> Iterator[Safe]:
    for part in parts:
        which = f"{part.text}: " if len(parts) > 1 else ""
        for reason in part.why:
            yield element("li", f"{which}{reason.text}", *_read(reason.sources))
        if part.ages:
            yield element("li", f"{which}{capital(aged(part.ages))}.")
        yield from (element("li", f"{which}{carried(one)}") for one in part.carried)


def _read(sources: tuple[Where, ...]) -> Iterator[Safe]:
    """Where something was read; what lies in the web can be followed."""
    for turn, one in enumerate(sources):
        yield element("span", "; " if turn else " ", class_="aside")
        is_web = one.address is not None and one.address.startswith(("https://", "http://"))
        yield element("a", one.text, href=one.address, rel="noreferrer") if is_web else element("cite", str(one))


def _events(events: tuple[ToldEvent, ...]) -> Iterator[Safe]:
    heads = ("Event", "What happened", "Published", "Rules and evidence", "Where it was read")
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    table = element(
        "table",
        element("caption", "Events, in the order of the history"),
        element("thead", head),
        element("tbody", *(_event(one) for one in events)),
        class_="times",
    )
    yield element("div", table, class_="scroll", role="region", tabindex="0", aria_label="Events")


def _event(one: ToldEvent) -> Safe:
    worked = [
        element("li", each.identity, element("span", f" {each.hash}; {each.evidence_hash}", class_="path"))
        for each in one.worked
    ]
    worked += [element("li", text) for each in one.worked for text in each.notices]
    note = element("p", one.note) if one.note else None
    return element(
        "tr",
        element("th", outside(one.id), scope="row"),
        element("td", one.text, note),
        element("td", capital(one.published_on.words())),
        element("td", element("ul", *worked) if worked else None),
        element("td", *_read(one.sources)),
    )
