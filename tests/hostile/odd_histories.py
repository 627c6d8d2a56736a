"""Histories that are almost right: events put on other days, said of others, twice, of the wrong kind, or made odd."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from support.kiosks import assessed

__all__ = ["HISTORY", "odd_histories"]

HISTORY: dict[str, Any] = {
    "schema": "wellled.history/1",
    "title": "Kiosks of two markets",
    "sources": {"gazette": {"title": "Gazette", "dated": "2021-06"}},
    "subjects": [
        {"id": "harbour", "kind": "market", "name": "Harbour"},
        {"id": "old-town", "kind": "market", "from": "2019"},
        {"id": "corner", "kind": "kiosk", "within": "harbour", "until": "2026-01-01"},
        {
            "id": "bridge",
            "kind": "kiosk",
            "within": [{"id": "old-town", "until": "2022-01-01"}, {"id": "harbour", "from": "2022-01-01"}],
        },
    ],
    "events": [
        assessed("first", "2021-05-04", "2021-06", "poor", source="gazette"),
        assessed("second", {"earliest": "2023-12-01", "latest": "2024-02-01"}, "2024-04-15"),
        assessed(
            "third",
            "2024-02-03",
            "2024-05-01",
            subject="harbour",
            displays="bridge",
            case={"subject": {"kiosks": [{"id": "bridge", "inputs": {"found": "fine"}}]}, "inputs": {"found": "poor"}},
        ),
        {
            "id": "wrong",
            "kind": "correction",
            "corrects": "second",
            "on": "2024-06-01",
            "published_on": "2024-06-02",
            "gives": {"case": {"inputs": {"found": "poor"}}},
        },
        {"id": "stop", "kind": "suspension", "subject": "corner", "on": "2024-07-01", "outcomes": ["mark"]},
        {"id": "go", "kind": "lifting", "lifts": "stop", "on": "2024-08"},
        {
            "id": "moved",
            "kind": "transfer",
            "subject": "corner",
            "on": "2024-09-01",
            "out_of": "harbour",
            "into": "old-town",
        },
        {"id": "union", "kind": "merger", "on": "2025-01-01", "subjects": ["harbour"], "into": "old-town"},
    ],
}
_ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        3,
        62.5,
        10**30,
        "",
        " ",
        "yes",
        "fine",
        "corner",
        "harbour",
        "bridge",
        "first",
        "stop",
        "second",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "2024-02-30",
        "2024",
        "0000",
        "9999",
        "2024-13",
        "2021-06",
        "2024-04-15",
        "kiosks",
        "kiosks@2024-01",
    ),
    *(
        "assessment",
        "merger",
        "transfer",
        "suspension",
        "lifting",
        "correction",
        "\u202e",
        "\x1b[31m",
        "x" * 3_000,
        "a/b",
        "<b>",
    ),
    *(
        [],
        {},
        [[]],
        ["corner", "corner"],
        {"earliest": "2021"},
        {"latest": "9999-12-31"},
        {"earliest": "2024", "latest": "2020"},
        {"id": "bridge"},
    ),
)
_KEYS = (
    *(
        "id",
        "kind",
        "on",
        "published_on",
        "subject",
        "framework",
        "case",
        "outcomes",
        "displays",
        "subjects",
        "into",
        "out_of",
    ),
    *("lifts", "corrects", "gives", "withdraws", "within", "from", "until", "source", "note", "name", "frameworks", ""),
)


def _places(held: Any) -> Iterator[tuple[Any, Any]]:
    """Every container and key in some data."""
    pairs = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in list(pairs):
        yield held, key
        yield from _places(value)


def _disturb(told: dict[str, Any], chance: Random) -> None:
    places = list(_places(told))
    if not places:
        return
    held, key = chance.choice(places)
    roll = chance.randrange(8)
    if roll < 3:
        held[key] = copy.deepcopy(chance.choice(_ODD))
    elif roll == 3:
        del held[key]
    elif roll == 4 and isinstance(held, dict):
        held[chance.choice(_KEYS)] = copy.deepcopy(chance.choice((*_ODD, held[key])))
    elif roll == 5:
        days = [(one, at) for one, at in places if isinstance(one[at], str) and one[at][:2] == "20"]
        if days:
            one, at = chance.choice(days)
            one[at] = f"{chance.randrange(2018, 2028)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    elif roll == 6:
        other, place = chance.choice(places)
        if place in (other if isinstance(other, dict) else range(len(other))):
            held[key] = copy.deepcopy(other[place])
    else:
        listed = [one[at] for one, at in places if isinstance(one[at], list) and one[at]]
        if listed:
            several = chance.choice(listed)
            several.append(copy.deepcopy(chance.choice(several)))
            if isinstance(several[-1], dict) and chance.random() < 0.7:
                several[-1]["id"] = f"more{chance.randrange(9)}"


def odd_histories(seed: int) -> Iterator[bytes]:
    """Histories without end: some as they should be, the others disturbed."""
    chance = Random(seed)
    while True:
        told = copy.deepcopy(HISTORY)
        for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
            _disturb(told, chance)
        yield json.dumps(told).encode()
