"""A clause of a declaration, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellled_rules.graph.graph import Rule
from wellled_rules.graph.written import short
from wellled_rules.text.span import Span

__all__ = ["Clause", "day_line", "quoted", "said", "text_line", "titled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause. text: as its author would write it.

    mark: what it means, the same for two clauses of a word only where they mean the same; empty where it changes no
    result. wording: what it says besides, where that is compared.
    key: by which it is found among others of its word. of: the member or level that it belongs to.
    order: where it says in which order others stand, the marks of those. values: of weights, each member with its own.
    """

    word: str
    text: str
    mark: str = ""
    wording: str = ""
    key: str = ""
    of: str | None = None
    span: Span | None = None
    order: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def quoted(text: str) -> str:
    """A text as it is written in rules."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def text_line(word: str, text: str | None, of: str | None = None) -> Iterator[Clause]:
    """A clause that holds one text, where there is one."""
    if text is not None:
        yield Clause(word=word, text=f"{word} {quoted(text)}", wording=text, of=of)


def day_line(word: str, day: date | None) -> Iterator[Clause]:
    """A clause that holds one day, where there is one."""
    if day is not None:
        yield Clause(word=word, text=f"{word} {day}", wording=str(day))


def said(rule: Rule | None) -> Iterator[Clause]:
    """What is said of a declaration beside its rule: reasons, meaning in words, sources, assumptions."""
    if rule is None:
        return
    yield from text_line("means", rule.means)
    yield from _citing(rule)
    for name in rule.rests_on:
        yield Clause(word="rests on", key=name, text=f"rests on {short(name)}", wording=name)
    yield from text_line("because", rule.because)


def _citing(rule: Rule) -> Iterator[Clause]:
    for one in rule.cites:
        where = "" if one.place is None else f" {quoted(one.place)}"
        text = f"cites {short(one.source)}{where}"
        yield Clause(word="cites", key=one.source, text=text, wording=f"{one.source}{where}")


def titled(title: str) -> Iterable[Clause]:
    """The title."""
    return (Clause(word="title", text=quoted(title), wording=title),)
