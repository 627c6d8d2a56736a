"""Cases that are almost right: the data of a case with values put out, put in the wrong place, or made odd."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import Any

from support.fairs import FAIR
from support.generate import drawn_framework
from support.generate_cases import drawn_case, known_case
from support.greenhouses import by_grade, by_score, greenhouses
from support.kitchens import kitchens

from wellled_rules.api import Framework

__all__ = ["KITCHEN_CASE", "frameworks", "odd_cases"]

KITCHEN_CASE: dict[str, Any] = {
    "subject": {"level": "house", "kind": "hotel", "name": "The Swan"},
    "assessed_on": "2024-05-06",
    "inputs": {
        "score_of": {"stove": {"value": 3, "reason": "hot", "judged_by": "cook"}, "sink": "not_seen", "store": 4},
        "smell": False,
        "visitors": 62.5,
        "last_seen": "2024-02-29",
    },
    "given": {"clean": True},
    "decisions": [{"rule": "panel", "to": "good", "role": "panel", "reason": "seen", "on": "2024-05-07"}],
}
_STATES = ("not_given", "not_applicable", "not_assessed", "not_seen", "insufficient_evidence", "suspended", "unmarked")
_ODD: Sequence[Any] = (
    *(None, True, False, 0, -1, 1, 2, 3, 4, 5, 62.5, 1e300, -0.0, 10**17, 10**40, 0.1, 1e-9),
    *("", " ", "1", "4.0", "1/3", "1/0", "yes", "Great", "top", "good", "half_up", "2024-02-30", "0001-01-01"),
    *("\u202e", "\x1b[31m", "\x00", "e\u0301", "<b>", "x" * 5_000, "9" * 400, "1e999", "NaN", "house", "stove"),
    *({"carried": by_grade()}, {"carried": [by_grade(), by_score()]}, {"carried": [{}]}, {"carried": {"carried": []}}),
    *([], {}, [[]], {"": {}}, {"value": 3}, {"value": {"value": 3}}, {"value": "not_seen"}, ["a", "a"], [None] * 40),
)
_KEYS = (
    *("value", "reason", "judged_by", "on", "note", "evidence", "level", "id", "name", "kind", "from", ""),
    *("characteristic", "inputs", "given", "decisions", "subject", "assessed_on", "published_on", "assessment", "rule"),
    *(
        "carried",
        "framework",
        "assessed_on",
        "to",
        "of",
        "role",
        "clause",
        "rows",
        "stalls",
        "stall",
        "units",
        "desks",
        "found",
        "outcome",
    ),
    *("score_of", "smell", "clean", "mark", "average", "bench_mark", "stove", "closed", "only_one", "prize", "x" * 300),
)
_FRAMEWORKS = 6


@cache
def frameworks() -> tuple[Framework, ...]:
    """The kitchens, some that were drawn, fairs and greenhouses; a case says by its first byte which one it is for."""
    drawn = (drawn_framework(seed).framework for seed in range(1, _FRAMEWORKS))
    return (kitchens(), *drawn, Framework(FAIR), greenhouses())


def _places(held: Any) -> Iterator[tuple[Any, Any]]:
    """Every container and key in some data."""
    pairs = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in list(pairs):
        yield held, key
        yield from _places(value)


def _disturb(case: dict[str, Any], chance: Random) -> None:
    places = list(_places(case))
    if not places:
        return
    held, key = chance.choice(places)
    roll = chance.randrange(9)
    if roll < 2:
        held[key] = chance.choice(_STATES)
    elif roll < 4:
        held[key] = copy.deepcopy(chance.choice(_ODD))
    elif roll == 4:
        del held[key]
    elif roll == 5 and isinstance(held, dict):
        held[chance.choice(_KEYS)] = held[key] if chance.random() < 0.5 else copy.deepcopy(chance.choice(_ODD))
    elif roll == 6:
        other, place = chance.choice(places)
        if place in (other if isinstance(other, dict) else range(len(other))):
            held[key] = copy.deepcopy(other[place])
    elif roll == 7:
        # Subjects inside: again in the same place, in each other, or another's id.
        listed = [(one, at) for one, at in places if isinstance(one[at], list) and one[at]]
        if listed:
            held, key = chance.choice(listed)
            one = chance.choice(held[key])
            held[key].append(copy.deepcopy(one))
            if isinstance(one, dict) and chance.random() < 0.5:
                one[chance.choice(("rows", "stalls", "units", key))] = copy.deepcopy(held[key])
    else:
        held[key] = {"value": held[key], chance.choice(_KEYS): chance.choice(("seen", "2024-05-05", ["e1"], 3))}


def _drawn(framework: Framework, chance: Random) -> dict[str, Any]:
    """A case as people send it; half of them say all that is asked, since only those are answered the short way."""
    seed = chance.randrange(1 << 40)
    if chance.random() < 0.5:
        return drawn_case(framework.graph, seed)
    return known_case(framework.graph, seed, reasons=chance.random() < 0.5, left_out=chance.choice((0, 0, 20)))


def odd_cases(seed: int) -> Iterator[bytes]:
    """Cases without end, each for one of `frameworks`: a third as they should be, the others disturbed."""
    chance, every = Random(seed), frameworks()
    while True:
        which = chance.randrange(len(every))
        drawn = which > 0 or chance.random() < 0.5
        case = _drawn(every[which], chance) if drawn else copy.deepcopy(KITCHEN_CASE)
        for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
            _disturb(case, chance)
        yield bytes([which]) + json.dumps(case).encode()
