"""Rule text written by the grammar itself: every sentence it allows, whether or not it makes sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from wellled_rules.syntax.grammar import grammar

__all__ = ["HEAD", "written"]

HEAD = """language 1

framework written@2024-01 "Written"
    status draft
    covers site
    headline mark at site

level site "Site"

scale score "Score"
    best first
    3 "Fine"
    2 "Fair"
    1 "Poor"

set part "Part"
    east "East"
    west "West"

input found "Found"
    for each part
    is a score

input fact "Fact"
    is yes or no

"""
_TOKENS: Mapping[str, Sequence[str]] = {
    "NAME": ("found", "fact", "score", "part", "east", "west", "site", "mark", "level", "number", "percentage", "x"),
    "DOTTED": ("own.sums", "x.y"),
    "IDENTITY": ("written@2024-01", "drawn@2024-01"),
    "DATE": ("2024-02-29", "2023-02-29", "0000-00-00", "9999-12-31"),
    "NUM": ("0", "1", "2", "3", "-1", "62.5", "100", "999999999999999999", "0.000001"),
    "STRING": ('"Title"', '""', '"a \\"b\\""', '"\u202e"'),
    "MINUS": ("-",),
}
_BODIES = (
    'determine mark "Mark"\n    is a score\n',
    "determine sum\n    is a number\n    equals total of found\n",
    'limit low "Low"\n    on mark to 2\n',
    "input more\n    for each part\n",
    "check seen\n",
    "example one at site\n    found of east is 2\n",
)
_DEEP = 9
"""Steps after which the shortest way to an end is taken."""
_MOST = 60
"""Tokens after which it is taken too."""


@dataclass(frozen=True)
class _Ways:
    """The expansions of a name; a symbol has `name` and `is_term`. ends: those that come to an end soonest."""

    every: Sequence[Sequence[Any]]
    ends: Sequence[Sequence[Any]]


@cache
def _rules() -> Mapping[str, _Ways]:
    found: dict[str, list[Sequence[Any]]] = {}
    # NOTE: lark offers its rules and terminals by no public name of `Grammar`.
    for rule in grammar()._lark.rules:
        found.setdefault(str(rule.origin.name), []).append(rule.expansion)
    depths: dict[str, int] = {}
    while len(depths) < len(found):
        for name, expansions in found.items():
            if reached := [one for one in (_depth(each, depths) for each in expansions) if one is not None]:
                depths.setdefault(name, 1 + min(reached))
    return {
        name: _Ways(ways, [one for one in ways if 1 + (_depth(one, depths) or 0) == depths[name]])
        for name, ways in found.items()
    }


def _depth(expansion: Sequence[Any], depths: Mapping[str, int]) -> int | None:
    """Steps to the end of the longest part; none where that is not known yet."""
    parts = [0 if one.is_term else depths.get(str(one.name)) for one in expansion]
    return None if None in parts else max((one for one in parts if one is not None), default=0)


@cache
def _words() -> Mapping[str, str]:
    return {str(one.name): str(one.pattern.value) for one in grammar()._lark.terminals}


def _sentence(chance: Random, start: str) -> Iterator[str]:
    """Terminals of one sentence, in order."""
    rules, count = _rules(), 0
    waiting: list[tuple[str, bool, int]] = [(start, False, 0)]
    while waiting:
        name, is_term, depth = waiting.pop()
        if is_term:
            count += 1
            yield name
            continue
        ways = rules[name]
        chosen = chance.choice(ways.ends if depth > _DEEP or count > _MOST else ways.every)
        waiting.extend((str(one.name), one.is_term, depth + 1) for one in reversed(chosen))


def _text(terminals: Iterator[str], chance: Random, depth: int = 0) -> Iterator[str]:
    fresh = True
    for name in terminals:
        match name:
            case "_INDENT":
                depth += 1
            case "_DEDENT":
                depth -= 1
            case "_NL":
                fresh = True
                yield "\n"
            case _:
                yield "    " * depth if fresh else " "
                fresh = False
                yield chance.choice(_TOKENS[name]) if name in _TOKENS else _words()[name]
    yield "\n" if not fresh else ""


def _declaration(chance: Random) -> str:
    """A declaration by the grammar, or one that makes sense with clauses by the grammar."""
    roll = chance.random()
    if roll < 0.6:
        clauses = ("".join(_text(_sentence(chance, "item"), chance, depth=1)) for _ in range(chance.randint(1, 3)))
        return chance.choice(_BODIES) + "".join(clauses)
    return "".join(_text(_sentence(chance, "top" if roll < 0.7 else "declaration"), chance))


def written(seed: int) -> Iterator[bytes]:
    """Texts without end: a head, and one to four declarations."""
    chance = Random(seed)
    while True:
        made = (_declaration(chance) for _ in range(chance.randint(1, 4)))
        yield (HEAD + "\n".join(made)).encode()
