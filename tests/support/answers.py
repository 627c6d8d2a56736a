"""What a text is answered, the short way and the long one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wellled_rules import CaseError, Framework
from wellled_rules.api.answering.blanks import cut
from wellled_rules.api.answering.level import UNTAKEN

__all__ = ["again", "body_of", "longer", "same"]

Case = dict[str, Any]


def body_of(case: Case) -> bytes:
    """A case as a client would send it."""
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
    """What the long way answers; raises `CaseError`."""
    return json.loads(json.dumps(framework.evaluate(body).to_decision()))


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
