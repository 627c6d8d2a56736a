"""The line as a drawing: a bar for each stretch of days, on an axis of years. It says nothing the tables don't."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.history.days import from_until
from wellled_rules.history.displayed import PartKind
from wellled_rules.history.to_text import either
from wellled_rules.history.told import Stretch, Told, ToldLine, ToldPart
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page_style import tone

__all__ = ["picture"]

_MOST_ROWS = 40
_MOST_BARS = 60
_LEFT, _WIDE, _HIGH, _NAME, _TOP = 280, 880, 34, 26, 30
_LETTER = 7


def picture(told: Told, asked: date | None) -> Safe | None:
    """The drawing of the first places, with a mark on the day asked about; None where nothing was ever displayed."""
    rows = [(one, line) for one in told.subjects for line in one.lines if line.stretches]
    days = [day for _, line in rows for one in line.stretches for day in (one.start, one.until) if day is not None]
    if not days:
        return None
    if asked is not None:
        days.append(asked)
    left = len(rows) - _MOST_ROWS
    axis = _Axis(min(days), max(days))
    drawn: list[Safe] = []
    top = _TOP
    for subject, several in groupby(rows[:_MOST_ROWS], key=lambda row: row[0].id):
        lines = tuple(several)
        name = outside(lines[0][0].name or subject)
        drawn.append(element("text", _cut(name, _LEFT + _WIDE), x="0", y=str(top + 18), class_="whose"))
        top += _NAME
        for _, line in lines:
            drawn += _row(axis, top, line)
            top += _HIGH
    height = top + 20
    marker = [] if asked is None else [_marker(axis.at(asked), height, f"Asked about: {day_words(asked)}")]
    more = "" if left <= 0 else f" {left} more places stand in the tables alone."
    described = (
        "A row for each outcome of each subject; a bar for each stretch of days on which the same was displayed. "
        f"A dashed bar means that it is not known on which of its days the change came.{more}"
    )
    svg = element(
        "svg",
        element("title", "What was displayed when", id="picture-title"),
        element("desc", described, id="picture-described"),
        *_years(axis, height),
        *drawn,
        *marker,
        viewBox=f"0 0 {_LEFT + _WIDE + 20} {height}",
        width=str(_LEFT + _WIDE + 20),
        height=str(height),
        role="img",
        aria_labelledby="picture-title picture-described",
        class_="drawing line",
    )
    note = element("p", f"{left} more places stand in the tables below.") if left > 0 else None
    box = element("div", svg, class_="scroll", role="region", tabindex="0", aria_label="Picture of the line")
    return Safe(f"{box}{note or ''}")


class _Axis:
    """Days as places from left to right. The last stretch has no end, so a sixth of the whole is left for it."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        length = max((last - first).days, 30)
        self.length = length + length // 6
        self.end = date.fromordinal(min(first.toordinal() + self.length, date.max.toordinal()))

    def at(self, day: date) -> int:
        days = min(max((day - self.first).days, 0), self.length)
        return _LEFT + int(Fraction(days * _WIDE, self.length))


def _years(axis: _Axis, height: int) -> Iterator[Safe]:
    """A line at each New Year, with at most a dozen of them named."""
    years = range(axis.first.year + 1, axis.end.year + 1)
    step = max(1, -(-len(years) // 12))
    for year in years[::step]:
        x = str(axis.at(date(year, 1, 1)))
        yield element("line", x1=x, x2=x, y1=str(_TOP - 8), y2=str(height - 10), stroke="currentColor")
        yield element("text", str(year), x=x, y=str(_TOP - 12), text_anchor="middle")


def _row(axis: _Axis, top: int, line: ToldLine) -> Iterator[Safe]:
    yield element("text", _cut(line.title, _LEFT - 18), x="10", y=str(top + 20))
    several = line.stretches
    for one in several[:_MOST_BARS] if len(several) <= _MOST_BARS else (*several[: _MOST_BARS - 1], several[-1]):
        left = axis.at(one.start)
        right = axis.at(one.until) if one.until is not None else _LEFT + _WIDE
        if right > left:
            yield from _bar(one, left, right - left, top)


def _bar(one: Stretch, left: int, wide: int, top: int) -> Iterator[Safe]:
    part = next((each for each in one.parts if each.kind is not PartKind.NOTHING), one.parts[0])
    name = _tone(part) if len(one.parts) == 1 else "open"
    told = either((each.text, each.kind) for each in one.parts)
    title = element("title", f"{told}, {from_until(one.start, one.until)}")
    box = element(
        "g",
        title,
        element("rect", x=str(left), y=str(top + 4), width=str(wide), height=str(_HIGH - 10), rx="3"),
        class_=f"bar {name}",
    )
    yield box
    if (words := _cut(told, wide - 8)) != "…":
        yield element("text", words, x=str(left + 4), y=str(top + 20), class_=f"on {name}")


def _tone(part: ToldPart) -> str:
    if part.kind is PartKind.VALUE and part.shown is not None:
        if part.shown.rank is not None and part.shown.levels is not None:
            return tone(part.shown.rank, part.shown.levels)
        return "none"
    return "gone"


def _marker(x: int, height: int, words: str) -> Safe:
    line = element("line", x1=str(x), x2=str(x), y1="0", y2=str(height - 10), class_="asked")
    return element("g", element("title", words), line)


def _cut(text: str, wide: int) -> str:
    """As much of a text as has room."""
    most = max(wide // _LETTER, 1)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
