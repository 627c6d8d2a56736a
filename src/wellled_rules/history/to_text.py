"""A timeline for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.backends.explainer.lexicon.words import capital, listed, outside
from wellled_rules.history.age import Age
from wellled_rules.history.chosen import Chosen
from wellled_rules.history.days import from_until
from wellled_rules.history.displayed import PartKind
from wellled_rules.history.reasons import Reason
from wellled_rules.history.shelf import Near
from wellled_rules.history.told import Block, Stretch, Told, ToldCarried, ToldPart, ToldSubject, lived

__all__ = [
    "aged",
    "carried",
    "either",
    "heading",
    "in_force",
    "nearest",
    "reaching",
    "reasoned",
    "said",
    "spanned",
    "to_text",
]


def to_text(told: Told, *, plain: bool = False, width: int = 100) -> str:
    """Subject by subject: what is displayed, and under it why. plain: every line by itself, without wrapping."""
    lines = [heading(told), *([told.note] if told.note else []), *reaching(told), *in_force(told)]
    for one in told.subjects:
        lines += ["", *_subject(told, one)]
    noted = [f"{event.id}: {text}" for event in told.events for worked in event.worked for text in worked.notices]
    if noted:
        lines += ["", "Please note", *(f"  {text}" for text in dict.fromkeys(noted))]
    lines += ["", *told.standings]
    return "\n".join(row for text in lines for row in _wrapped(text, None if plain else width)).rstrip() + "\n"


def reaching(told: Told) -> list[str]:
    """What is taken of the day asked about, where it is later than all that the history knows; else nothing."""
    said = None if told.reach is None else told.reach.before(told.on)
    return [] if said is None else [said]


def in_force(told: Told) -> list[str]:
    """By which rules an assessment of the day asked about would be made, a sentence for each framework."""
    return [
        f"An assessment made that day is by {one.version}{_but(one)}."
        if one.version
        else f"No version of {one.framework} is in force that day{nearest(one.nearest)}."
        for one in told.in_force
    ]


def _but(one: Chosen) -> str:
    """The levels at which a version is not in force that day, to stand at the end of a sentence."""
    others = (f"at level {each.level}, where it is in force {each}" for each in one.levels if not each.is_in_force)
    told = "; nor ".join(others)
    return f", but not {told}" if told else ""


def nearest(near: tuple[Near, ...]) -> str:
    """The versions before and after days on which none is in force, to stand at the end of a sentence."""
    if not near:
        return ""
    return f"; the nearest {'is' if len(near) == 1 else 'are'} {', and '.join(map(str, near))}"


def heading(told: Told) -> str:
    """What is told: of which history, of which day, known when."""
    title = outside(told.title) if told.title else "History"
    when = "" if told.on is None else f", displayed on {day_words(told.on)}"
    known = "" if told.known_on is None else f", as known on {day_words(told.known_on)}"
    return f"{title}{when}{known}"


def spanned(one: Stretch) -> str:
    """The days of a stretch."""
    if one.until is None:
        return f"from {day_words(one.start)}"
    return f"{day_words(one.start)} until {day_words(one.until)}"


def _subject(told: Told, one: ToldSubject) -> Iterator[str]:
    name = f"{outside(one.name)}, {outside(one.id)}" if one.name else outside(one.id)
    yield f"{name} ({outside(one.kind)})"
    if one.note or one.sources:
        sources = f"[{'; '.join(map(str, one.sources))}]" if one.sources else ""
        yield f"  {' '.join(part for part in (one.note, sources) if part)}"
    if life := lived(told, one):
        yield f"  {life}"
    for inside, start, until in one.places:
        when = from_until(start, until) if told.on is None else ""
        yield f"  In {outside(inside)} {when}".rstrip()
    for block in one.blocks():
        yield from _block(told, block)
    if not one.lines:
        yield "  Nothing displayed"
    for each in one.firsts:
        yield f"  {reasoned(each.why)}"
        yield from (f"    {reasoned(asked.why)}" for asked in each.asked)
        yield f"    {reasoned(each.follows)}"
    for text in one.pending:
        yield f"  Not displayed yet: {text}"
    for text in one.still_open:
        yield f"  Still open: {text}"


def _block(told: Told, block: Block) -> Iterator[str]:
    if told.on is None:
        yield f"  {capital(spanned(block.first))}"
    indent = "  " if told.on is not None else "    "
    for title, stretch in block.rows:
        yield f"{indent}{title}: {said(stretch.parts)}"
        if stretch.corrected:
            yield f"{indent}  As is known, it should have been: {said(stretch.corrected)}"
    yield from (f"{indent}  {text}" for text in _why(block.first.parts))
    known = list(_why(block.first.corrected))
    if known:
        yield f"{indent}  As is known:"
        yield from (f"{indent}    {text}" for text in known)


def said(parts: tuple[ToldPart, ...]) -> str:
    """What stands in a place, and where it comes from."""
    return either(
        (f"{part.text} ({part.how})" if part.how and part.kind is PartKind.VALUE else part.text, part.kind)
        for part in parts
    )


def either(texts: Iterable[tuple[str, PartKind]]) -> str:
    """All that may be, in one sentence; a rating keeps its capital in it."""
    return ", or ".join(
        text if not turn or kind is PartKind.VALUE else text[:1].lower() + text[1:]
        for turn, (text, kind) in enumerate(dict.fromkeys(texts))
    )


def _why(parts: tuple[ToldPart, ...]) -> Iterator[str]:
    for part in parts:
        if len(parts) > 1 and part.why:
            yield f"{part.text}:"
        yield from map(reasoned, part.why)
        if part.ages:
            yield f"{capital(aged(part.ages))}."
        yield from map(carried, part.carried)


def reasoned(one: Reason) -> str:
    """A sentence, and where it was read."""
    return f"{one.text} [{'; '.join(map(str, one.sources))}]" if one.sources else one.text


def aged(ages: tuple[Age, ...]) -> str:
    """How old it is, and when."""
    return listed([f"{age.words} old on {day_words(age.on)}" for age in ages])


def carried(one: ToldCarried) -> str:
    """What in it is older than the assessment, and how old."""
    day = day_words(one.assessed_on)
    which = f"as {listed([outside(event) for event in one.events], 'or')} has it" if one.events else "by its case alone"
    return f"Rests on what was carried from an assessment on {day}, by {one.framework}, {which}: {aged(one.ages)}."


def _wrapped(text: str, width: int | None) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    if width is None or len(text) <= width:
        return [text]
    return wrap(text, width, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False)
