"""A text that is written like an earlier one is read without parsing its scores, and says what the long way says."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.answers import again, body_of, longer, same

from wellled_rules import CaseError, Framework, load
from wellled_rules.api.answering import blanks
from wellled_rules.api.answering.blanks import Heading, cut

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


def test_a_day_that_stands_after_the_inputs_is_answered() -> None:
    framework = copy(load("saf-local-authority@2024-12"))
    scores = {one: 3 for (one,) in framework.graph.cells(framework.graph.nodes["local_authority:statement_score"])}
    for day in ("5055-05-05", "5055-05-06"):
        body = body_of({"inputs": {"statement_score": scores}, "assessed_on": day})
        assert same(framework, body) and again(framework, body) is None


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
