"""The short way from the bytes of a case to those of a decision, beside the long way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wellled_rules import CaseError, Framework

__all__ = ["agrees", "longer", "shortly"]

Case = dict[str, Any]


def shortly(framework: Framework, body: bytes) -> Any:
    """What the short way says; None where it leaves the case."""
    found = framework._door._shortly(body)
    return None if found is None else json.loads(found)


def longer(framework: Framework, body: bytes) -> Any:
    return json.loads(json.dumps(framework.evaluate(body).to_decision()))


def agrees(framework: Framework, case: Case) -> bool:
    """Whether the short way answered, after it was seen to say the same, twice: as it learns, and when it knows."""
    body = json.dumps(case).encode()
    try:
        expected = longer(framework, body)
    except CaseError:
        with pytest.raises(CaseError):
            framework.answer(body)
        return False
    assert json.loads(framework.answer(body)) == expected
    found = shortly(framework, body)
    assert found is None or found == expected
    return found is not None
