"""Rules of any size, as large frameworks are written: the same kinds of declaration, more of them, in chapters.

Each shape is a function of the number of declarations: a whole framework that checks without a finding. What grows
is how many themes, facts or steps there are; a theme itself, and how many names one rule reads, stay as they are, but
for the collection at the end of `gathered`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["SHAPES"]

_TOGETHER = 8
"""Names that one rule puts together."""

_UNEVEN = 8
"""At most so many rules more put together what is left over."""

_FILE = 400_000
"""Characters of one file."""

_HEADER = """language 1

framework written@2024-01 "Written for size"
    regulator "Office of sizes"
    status draft
    covers house
    headline overall at house

level house "House"

source handbook "Handbook"
    published by "Office of sizes"

scale score "Score"
    worst first
    1 "One"
    2 "Two"
    3 "Three"
    4 "Four"

scale rating "Rating"
    best first
    outstanding "Outstanding" worth 4
    good "Good" worth 3
    improve "Requires improvement" worth 2
    inadequate "Inadequate" worth 1
"""
_LANGUAGE = "language 1\n"
_STANDING = 5
"""Declarations of the header: what every shape begins with."""

_ASPECTS = """
set aspect "Aspect"
    plan "Planned"
    done "Done"
    told "Told"

assumption halves "How a half is rounded"
    is a rounding
    taken as half_up
    could be half_even
    basis inferred "every printed percentage fits"
"""

_THEME = """
input mark_{n} "Marks of theme {n}"
    for each aspect
    is a score
    treat not_applicable as left out
    cites handbook "Theme {n}, marks"

input breach_{n} "Breach in theme {n}"
    is yes or no
    treat not_given as no

determine share_{n} "Percentage of theme {n}"
    is a percentage
    equals total of mark_{n} as a percentage of 4 * number of mark_{n}
    rounded to whole by halves
    rests on halves
    cites handbook "Theme {n}, percentage"

determine range_{n} "Range of theme {n}"
    is a rating
    by share_{n}
        inadequate when 25 to 38
        improve when 39 to 62
        good when 63 to 87
        outstanding when over 87
    cites handbook "Theme {n}, bands"

determine theme_{n} "Theme {n}"
    is a rating
    equals range_{n}
    cites handbook "Theme {n}"

limit breached_{n} "A breach limits theme {n}"
    on theme_{n} to improve
    when breach_{n} is yes
    cites handbook "Theme {n}, breaches"

limit low_mark_{n} "A mark of 1 limits theme {n}"
    on theme_{n} to improve
    when range_{n} is good and any of mark_{n} is 1
    cites handbook "Theme {n}, low marks"

check told_{n} "Theme {n} is marked in full"
    when breach_{n} is yes
    expects exactly 3 of mark_{n} are known
    cites handbook "Theme {n}, marking"
"""
_IN_THEME = 8

_FACT = """
input staff_{n} "People at place {n}"
    is a whole number from 0 to 500

input visited_{n} "Place {n} was visited"
    is yes or no
    treat not_given as no

determine size_{n} "Size of place {n}"
    is a score
    by staff_{n}
        1 when under 10
        2 when 10 to 49
        3 when 50 to 199
        4 when 200 or more
    cites handbook "Place {n}"

determine place_{n} "Place {n}"
    is a rating
    by size_{n}, visited_{n}
        outstanding when 4, yes
        good when 4, no
        good when 3, any
        improve when 2, any
        inadequate when 1, any
    cites handbook "Place {n}, table"
"""
_IN_FACT = 4

_BEGUN = """
input begun "Rating at the beginning"
    is a rating
"""

_STEP = """
input found_{n} "Found in year {n}"
    is a score

determine year_{n} "Rating after year {n}"
    is a rating
    first of
        inadequate when found_{n} is 1
        {before} when found_{n} is 2
        good when found_{n} is 3 and {before} is good or better
        improve when found_{n} is 3
        outstanding otherwise
    cites handbook "Year {n}"
"""
_IN_STEP = 2

_TOGETHER_RULE = """
determine {name} "Together {name}"
    is a rating
    equals worst of {names}
    cites handbook "Together"
"""
_OVERALL = """
determine overall "Overall"
    is a rating
    equals {name}
    cites handbook "Overall"
"""


def _joined(names: Sequence[str]) -> Iterator[str]:
    """Rules that put some names together, a few at a time, up to the overall rating."""
    count = 0
    while len(names) > 1:
        above: list[str] = []
        for first in range(0, len(names), _TOGETHER):
            group = names[first : first + _TOGETHER]
            if len(group) == 1:
                above += group
                continue
            count += 1
            above.append(f"joined_{count}")
            yield _TOGETHER_RULE.format(name=above[-1], names=", ".join(group))
        names = above
    yield _OVERALL.format(name=names[0])


def _files(parts: Iterable[str]) -> Mapping[str, str]:
    """Files that hold the parts in order: the header's, and chapters of one size, the last but for its end."""
    files: list[list[str]] = [[]]
    size = 0
    for part in parts:
        if size + len(part) > _FILE:
            files.append([_LANGUAGE])
            size = 0
        files[-1].append(part)
        size += len(part)
    names = ("framework.wlr", *(f"chapter_{turn}.wlr" for turn in range(1, len(files))))
    return {name: "".join(file) for name, file in zip(names, files, strict=True)}


def themes(declarations: int) -> Mapping[str, str]:
    """Inputs over a set, percentages, bands, limits, checks; put together in a tree."""
    count = (declarations - _STANDING - 2 - _UNEVEN) * (_TOGETHER - 1) // (_IN_THEME * (_TOGETHER - 1) + 1)
    parts = [_THEME.format(n=turn) for turn in range(count)]
    return _files((_HEADER, _ASPECTS, *parts, *_joined([f"theme_{turn}" for turn in range(count)])))


def facts(declarations: int) -> Mapping[str, str]:
    """Plain facts and tables of one and of two columns; put together in a tree."""
    count = (declarations - _STANDING - _UNEVEN) * (_TOGETHER - 1) // (_IN_FACT * (_TOGETHER - 1) + 1)
    parts = [_FACT.format(n=turn) for turn in range(count)]
    return _files((_HEADER, *parts, *_joined([f"place_{turn}" for turn in range(count)])))


def gathered(declarations: int) -> Mapping[str, str]:
    """As `facts`, but one rule gathers all of them: its collection grows with the text."""
    count = (declarations - _STANDING - 2) // _IN_FACT
    parts = [_FACT.format(n=turn) for turn in range(count)]
    lines = ", ".join(f"place_{turn}" for turn in range(count))
    whole = _TOGETHER_RULE.format(name="gathered", names=lines)
    return _files((_HEADER, *parts, whole, _OVERALL.format(name="gathered")))


def chained(declarations: int) -> Mapping[str, str]:
    """Each rule reads the one before it: as deep as the text is long."""
    count = (declarations - _STANDING - 2) // _IN_STEP
    befores = ["begun", *(f"year_{turn}" for turn in range(count - 1))]
    parts = [_STEP.format(n=turn, before=before) for turn, before in enumerate(befores)]
    return _files((_HEADER, _BEGUN, *parts, _OVERALL.format(name=f"year_{count - 1}")))


SHAPES: Mapping[str, Callable[[int], Mapping[str, str]]] = {
    "themes": themes,
    "facts": facts,
    "gathered": gathered,
    "chained": chained,
}
