"""Texts read by their blanks, of frameworks with few levels: orders, codes, days, and what is no group."""

from __future__ import annotations

import json
from itertools import permutations
from random import Random

import pytest
from support.answers import again, body_of, same
from support.kitchens import framework as made

DRAWN = """language 1

framework rooms@2024-01 "Rooms"
    headline outcome at room

source guide "Guide"
    published by "Board"

level room "Room"

scale mark "Mark"
    best first
    3 "Three"
    2 "Two"
    1 "One"

set part "Part"
    door "Door"
    wall "Wall"
    roof "Roof"

set way "Way"
    here "Here"
    there "There"

input own "Own"
    is a mark
    judged by inspector

input each_part "Of each part"
    for each part
    is a mark

input each_way "Of each part and way"
    for each part and each way
    is a mark

input beds "Beds"
    is a whole number from 0 to 99
    treat not_given as 4

input lit "Lit"
    is yes or no
    treat not_given as no

determine outcome at room "Outcome"
    is a mark
    first of
        1 when any of each_part are 1
        2 when any of each_way are 1 and lit is no
        own when beds is over 4
        3 otherwise
    cites guide "2"
"""


@pytest.mark.parametrize("seed", range(6))
def test_texts_of_many_orders_and_levels_are_answered_alike(seed: int) -> None:
    """Of a few texts, each digit drawn anew: most are read by their blanks, and what is no level is not."""
    framework, drawn = made(DRAWN), Random(seed)
    words: list[object] = [1, 2, 3, 3, "not_applicable"] if seed % 2 else [1, 2, 3]
    bodies = [drawn_body(drawn, words) for _ in range(6)]
    read = 0
    for _ in range(150):
        text = bytearray(drawn.choice(bodies))
        digits = [place for place in range(text.index(b'"inputs"'), len(text)) if text[place] in b"0123456789"]
        for place in drawn.sample(digits, min(len(digits), drawn.randrange(4))):
            text[place] = drawn.choice(b"1231231234567890")
        body = bytes(text)
        read += again(framework, body) is not None
        assert same(framework, body), body
    assert read > 20, read


def drawn_body(drawn: Random, words: list[object]) -> bytes:
    """A case that says all that is small, in some order."""
    parts = ("door", "wall", "roof")
    said = {
        "own": lambda: drawn.choice(words[:3]),
        "each_part": lambda: {part: drawn.choice(words) for part in drawn.sample(parts, 3)},
        "each_way": lambda: {part: {way: drawn.choice(words[:3]) for way in ("here", "there")} for part in parts},
        **({"beds": lambda: drawn.choice([4, 7, 8])} if drawn.random() < 0.3 else {}),
        **({"lit": lambda: drawn.choice([True, False])} if drawn.random() < 0.5 else {}),
    }
    whom = {key: drawn.choice(["r", "t:u"]) for key in drawn.sample(["id", "name"], drawn.randrange(3))}
    before = drawn.sample([("subject", whom), ("assessed_on", "2024-02-02")], drawn.randrange(3))
    inputs = {name: said[name]() for name in drawn.sample(sorted(said), len(said))}
    return json.dumps({**dict(before), "inputs": inputs}).encode()


SHOPS = """language 1

framework shops@2024-01 "Shops"
    headline open at shop

source handbook "Handbook"
    published by "Town Hall"

level shop "Shop"

scale mark "Mark"
    best first
    2 "Good"
    1 "Poor"

set counter "Counter"
    fish "Fish"
    bread "Bread"

input lit "Lights are on"
    is yes or no

input seen_on "Seen on"
    is a date

input tidy "Tidy"
    for each counter
    is a mark

determine open "Open"
    is yes or no
    first of
        no when lit is no
        no when assessed_on is before 2024-01-01
        yes when all of tidy are 2
        no otherwise
    cites handbook "Open"
"""


@pytest.mark.parametrize(
    "said",
    [
        b'"lit": 1',
        b'"lit": 1.0',
        b'"lit": true',
        b'"lit": false',
        b'"lit": "yes"',
        b'"lit": null',
        b'"lit": "not_given"',
    ],
)
def test_what_python_calls_equal_is_not_what_was_said(said: bytes) -> None:
    shops = made(SHOPS)
    for first in (b'"lit": true', b'"lit": "yes"'):
        shops.answer(
            b'{"assessed_on": "2024-06-03", "subject": {%s}, "inputs": {"tidy": {"fish": 1, "bread": 2}}}' % first
        )
    for scores in (b'"fish": 1, "bread": 2', b'"fish": 2, "bread": 2'):
        assert same(shops, b'{"assessed_on": "2024-06-03", "subject": {%s}, "inputs": {"tidy": {%s}}}' % (said, scores))


@pytest.mark.parametrize("asks", ["        no when assessed_on is before 2024-01-01\n", ""])
def test_codes_stand_where_the_program_asks_for_them(asks: str) -> None:
    shops = made(SHOPS.replace("        no when assessed_on is before 2024-01-01\n", asks))
    for _ in range(2):
        for lit in (b"true", b"false"):
            for scores in (b'"fish": 1, "bread": 2', b'"fish": 2, "bread": 2', b'"bread": 1, "fish": 2'):
                said = b'"tidy": {%s}, "lit": %s' % (scores, lit)
                assert same(shops, b'{"assessed_on": "2024-06-03", "inputs": {%s}}' % said)


def test_other_orders_of_headings_are_answered_alike() -> None:
    shops = made(SHOPS)
    for scores in (
        b'"fish": 1, "bread": 2',
        b'"fish": 2, "bread": 2',
        b'"bread": 2, "fish": 1',
        b'"bread": 1, "fish": 2',
    ):
        for name in (b"A", b"B", b"inputs"):
            for day in (b"2023-12-31", b"2024-01-01"):
                for pieces in permutations(
                    (
                        b'"inputs": {"lit": true, "tidy": {%s}}' % scores,
                        b'"subject": {"id": "%s"}' % name,
                        b'"assessed_on": "%s"' % day,
                    )
                ):
                    assert same(shops, b"{%s}" % b", ".join(pieces))


def test_a_day_and_digits_among_the_inputs_are_no_scores() -> None:
    shops = made(SHOPS)
    for day in ("2021-02-11", "2012-01-22"):
        for scores in ({"fish": 2, "bread": 2}, {"fish": 1, "bread": 2}):
            body = body_of({"assessed_on": "2024-06-03", "inputs": {"lit": True, "seen_on": day, "tidy": scores}})
            assert same(shops, body)
            assert shops._door._shortly(body) is not None and again(shops, body) is None


def test_a_list_is_no_subject() -> None:
    shops = made(SHOPS)
    for subject in (b"{}", b"[]", b"{}"):
        assert same(
            shops,
            b'{"assessed_on": "2024-06-03", "subject": %s, "inputs": {"lit": true, "tidy": {"fish": 1, "bread": 2}}}'
            % subject,
        )
