"""A text that is written like an earlier one is read without parsing its scores, and says what the long way says."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from functools import cache
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.kitchens import framework as made

from wellled_rules import CaseError, Framework, load
from wellled_rules.api.answering import blanks
from wellled_rules.api.answering.blanks import Heading, cut
from wellled_rules.api.answering.level import UNTAKEN

Case = dict[str, Any]


def trusts() -> Framework:
    """A framework of which nothing was asked; one that is loaded twice is the same."""
    return copy(load("saf@2023-11"))


def case_of(framework: Framework, score: Callable[[int], object]) -> Case:
    """Every score, the first of them `score(0)`."""
    node = framework.graph.nodes["trust:evidence_score"]
    scores: Case = {}
    for turn, (statement, category) in enumerate(framework.graph.cells(node)):
        scores.setdefault(statement, {})[category] = score(turn)
    return {
        "subject": {"level": "trust", "id": "RXX", "kind": "nhs_trust"},
        "assessed_on": "2024-06-03",
        "inputs": {"evidence_score": scores},
    }


def body_of(case: Case) -> bytes:
    return json.dumps(case).encode()


def again(framework: Framework, body: bytes) -> Any:
    """What is answered without parsing the entries; None for one that is not written and told like another."""
    heading = cut(body)
    if heading is None:
        return None
    try:
        level = framework._door._level(heading[1])
        return None if level is None else json.loads(level.again(heading))
    except UNTAKEN:
        return None


def longer(framework: Framework, body: bytes) -> Any:
    return json.loads(json.dumps(framework.evaluate(body).to_decision()))


@cache
def knowing() -> Framework:
    """One that knows how a text is written, and what is told of those written alike that differ in two places."""
    framework = trusts()
    for first in (1, 2, 3, 4, "not_applicable"):
        for second in (1, 3, "not_applicable"):
            framework.answer(body_of(case_of(framework, lambda turn, said=(first, second): (*said, 3)[min(turn, 2)])))
    return framework


SCORES = st.lists(st.sampled_from([1, 2, 3, 4, 4, "not_applicable"]), min_size=48, max_size=48)
QUICKLY = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
"""A failing text of a thousand bytes takes minutes to shrink, and says as much whole."""


@QUICKLY
@given(SCORES, st.text("AZaz09-_. ", min_size=1, max_size=9), st.sampled_from(["2023-11-20", "2024-01-01"]))
def test_what_stands_in_the_blanks_is_read(scores: list[int | str], name: str, day: str) -> None:
    case = case_of(knowing(), scores.__getitem__)
    case["subject"]["id"], case["assessed_on"] = name, day
    body = body_of(case)
    expected = longer(knowing(), body)
    assert json.loads(knowing().answer(body)) == expected
    # Where a statement has no score left, what is told of it holds for no other case.
    is_told = all(
        any(isinstance(one, int) for one in held.values()) for held in case["inputs"]["evidence_score"].values()
    )
    assert again(knowing(), body) == (expected if is_told else None)


def test_a_text_is_learnt_from_one_case_with_words_or_without() -> None:
    for several in (("not_applicable", 2), (2, "not_applicable")):
        framework = trusts()
        for said in several:
            body = body_of(case_of(framework, lambda turn, said=said: said if turn % 6 == 1 else 3))
            assert again(framework, body) is None
            assert json.loads(framework.answer(body)) == longer(framework, body)
            assert again(framework, body) == longer(framework, body)
        assert len(forms(framework)) == 1


def forms(framework: Framework) -> list[object]:
    """The forms that are known of the texts of trusts."""
    level = framework._door._levels["trust"]
    assert level is not None
    return [one for frame in level._blanks._frames.values() for alike in frame.forms.values() for one in alike]


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


# --- texts that look alike --------------------------------------------------------------------------

ALIKE: dict[str, Callable[[bytes], bytes]] = {
    "a level that is none": lambda body: body.replace(b": 3", b": 5", 1),
    "a level that is none, and zero": lambda body: body.replace(b": 3", b": 0", 1),
    "two digits": lambda body: body.replace(b": 3", b": 33", 1),
    "a digit less, a digit more": lambda body: body.replace(b": 3", b": 33", 1).replace(b": 3,", b":3,", 1),
    "a fraction": lambda body: body.replace(b": 3", b": 3.0", 1),
    "an exponent": lambda body: body.replace(b": 3", b": 3e0", 1),
    "yes": lambda body: body.replace(b": 3", b": true", 1),
    "no blank": lambda body: body.replace(b": 3", b":  ", 1),
    "the mark of a blank": lambda body: body.replace(b": 3", b": \0", 1),
    "the mark of a word": lambda body: body.replace(b": 3", b": \1", 1),
    "the mark of a word beside a word": lambda body: body.replace(b": 3", b": \1", 1).replace(
        b": 3", b': "not_applicable"', 1
    ),
    "the mark of a blank beside a word": lambda body: body.replace(b": 3", b": \0", 1).replace(
        b": 3", b': "not_applicable"', 1
    ),
    "a word that leaves it open": lambda body: body.replace(b": 3", b': "not_given"', 1),
    "a word in other letters": lambda body: body.replace(b": 3", b': "NOT_APPLICABLE"', 1),
    "a word as a key": lambda body: body.replace(b'"people"', b'"not_applicable"', 1),
    "another key": lambda body: body.replace(b'"people"', b'"peoplf"', 1),
    "a key of digits": lambda body: body.replace(b'"people"', b'"3"', 1),
    "a key twice": lambda body: body.replace(b'"processes"', b'"outcomes" ', 1),
    "the subject twice": lambda body: body.replace(b'{"subject"', b'{"subject": {}, "subject"', 1),
    "its name twice": lambda body: body.replace(b'"id": "RXX"', b'"id": "A", "id": "RXX"', 1),
    "inputs twice": lambda body: body[:-1] + b', "inputs": {}}',
    "inputs before": lambda body: b'{"inputs": {}, ' + body[1:],
    "inputs before, escaped": lambda body: b'{"\\u0069nputs": {}, ' + body[1:],
    "inputs in a text": lambda body: body.replace(b'"RXX"', b'"x\\"inputs"', 1),
    "inputs as a name": lambda body: body.replace(b'"RXX"', b'"inputs"', 1),
    "a colon in a text": lambda body: body.replace(b'"RXX"', b'"R:X"', 1),
    "a colon that hides a key": lambda body: body.replace(b'"id": "RXX"', b'"id": "A", "id": "R\\u003aX"', 1),
    "an escape in a text": lambda body: body.replace(b'"RXX"', b'"R\\"X"', 1),
    "a per cent sign in a text": lambda body: body.replace(b'"RXX"', b'"%s%%"', 1),
    "a text beyond ASCII": lambda body: body.replace(b'"RXX"', '"Łódź"'.encode(), 1),
    "bytes that are no text": lambda body: body.replace(b'"RXX"', b'"\xff\xfe"', 1),
    "a control character in a text": lambda body: body.replace(b'"RXX"', b'"R\x7fX"', 1),
    "a name that is none": lambda body: body.replace(b'"RXX"', b"3", 1),
    "no name": lambda body: body.replace(b'"RXX"', b"null", 1),
    "an empty name": lambda body: body.replace(b'"RXX"', b'""', 1),
    "another kind": lambda body: body.replace(b'"nhs_trust"', b'"nhs_foundation_trust"', 1),
    "a kind that is none": lambda body: body.replace(b'"nhs_trust"', b'"shop"', 1),
    "a kind that is yes": lambda body: body.replace(b'"nhs_trust"', b"true", 1),
    "another level": lambda body: body.replace(b'"trust"', b'"location"', 1),
    "a day that is none": lambda body: body.replace(b"2024-06-03", b"2024-06-31", 1),
    "a day in other words": lambda body: body.replace(b"2024-06-03", b"3 June 2024", 1),
    "no day": lambda body: body.replace(b'"2024-06-03"', b"null", 1),
    "white space": lambda body: body + b" \n",
    "more after it": lambda body: body + b"{}",
    "less": lambda body: body[:-1],
    "a comma at the end": lambda body: body[:-1] + b",}",
    "another order": lambda body: body.replace(b'"people": 3, "s', b'"s').replace(b": 1,", b': 1, "people": 3,'),
    "no spaces": lambda body: json.dumps(json.loads(body), separators=(",", ":")).encode(),
    "a reason": lambda body: body.replace(b'"people": 3', b'"people": {"value": 3, "reason": "seen"}', 1),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_what_only_looks_alike_is_answered_as_ever(name: str) -> None:
    framework = knowing()
    body = ALIKE[name](body_of(case_of(framework, lambda turn: 1 if turn == 1 else 3)))
    assert same(framework, body)
    assert same(framework, body_of(case_of(framework, lambda turn: 2)))


def same(framework: Framework, body: bytes) -> bool:
    """Whether a text is answered as by the long way, or refused as by it, twice."""
    try:
        expected = longer(framework, body)
    except CaseError:
        for _ in range(2):
            with pytest.raises(CaseError):
                framework.answer(body)
        return again(framework, body) is None
    answers = [framework.answer(body) for _ in range(2)]
    assert all(one.isascii() for one in answers)
    return [json.loads(one) for one in answers] == [expected, expected]


@QUICKLY
@given(st.data())
def test_a_text_with_a_byte_changed_is_answered_as_ever(data: st.DataObject) -> None:
    framework = knowing()
    body = bytearray(body_of(case_of(framework, lambda turn: "not_applicable" if turn == 7 else 3)))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(body) - 1))
        change = data.draw(
            st.sampled_from([b"", b"3", b"4", b"0", b"\0", b"\1", b'"', b":", b",", b"{", b"}", b" ", b"a"])
        )
        body[place : place + data.draw(st.integers(0, 1))] = change
    assert same(framework, bytes(body))


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


def test_a_day_that_stands_after_the_inputs_is_answered() -> None:
    framework = copy(load("saf-local-authority@2024-12"))
    scores = {one: 3 for (one,) in framework.graph.cells(framework.graph.nodes["local_authority:statement_score"])}
    for day in ("5055-05-05", "5055-05-06"):
        body = body_of({"inputs": {"statement_score": scores}, "assessed_on": day})
        assert same(framework, body) and again(framework, body) is None


def test_a_list_is_no_subject() -> None:
    shops = made(SHOPS)
    for subject in (b"{}", b"[]", b"{}"):
        assert same(
            shops,
            b'{"assessed_on": "2024-06-03", "subject": %s, "inputs": {"lit": true, "tidy": {"fish": 1, "bread": 2}}}'
            % subject,
        )


@pytest.mark.parametrize(
    "twice",
    [
        (b'"id": "RXX"', b'"id": "RYY", "id": "RXX"'),
        (b'"assessed_on": "2024-06-03"', b'"assessed_on": "2010-01-01", "assessed_on": "2024-06-03"'),
        (b'"kind": "nhs_trust"', b'"kind": "shop", "kind": "nhs_trust"'),
    ],
)
def test_a_colon_in_the_name_of_one_hides_no_key_of_another(twice: tuple[bytes, bytes]) -> None:
    framework = trusts()
    case = case_of(framework, lambda turn: 3)
    for name in ("R:X", "R:Y", "RXX", "RZZ"):
        case["subject"]["id"] = name
        assert same(framework, body_of(case))
    case["subject"]["id"] = "RXX"
    with pytest.raises(CaseError, match="twice"):
        framework.answer(body_of(case).replace(*twice))


def test_what_is_kept_of_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blanks, "_MOST_LEARNT", 2)
    framework = trusts()
    bodies = [body_of(case_of(framework, lambda turn: 3)) + b" " * turn for turn in range(4)]
    for body in bodies:
        framework.answer(body)
    assert [again(framework, body) is not None for body in bodies] == [True, True, False, False]


def test_few_are_kept_that_differ_in_order_alone() -> None:
    framework = trusts()
    case = case_of(framework, lambda turn: 3)
    for turn in range(12):
        scores = case["inputs"]["evidence_score"]
        case["inputs"]["evidence_score"] = dict([*scores.items()][1:] + [*scores.items()][:1]) if turn % 2 else scores
        scores["governance"] = dict([*scores["governance"].items()][1:] + [*scores["governance"].items()][:1])
        assert same(framework, body_of(case))
    assert len(forms(framework)) == blanks._MOST_ALIKE


def test_a_text_is_cut_where_inputs_are_a_heading() -> None:
    def data(found: Heading | None) -> Any:
        return None if found is None else found[1]

    assert data(cut(b'{"subject": {"id": "A"}, "inputs": {"a": 1}}')) == {"subject": {"id": "A"}, "inputs": 0}
    assert data(cut(b'{"subject": {"inputs": {"a": 1}}}')) is None
    assert data(cut(b'{"subject": {"id": "inputs"}}')) is None
    assert data(cut(b'"inputs"')) is None
    assert data(cut(b"{}")) is None
