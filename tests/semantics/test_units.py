"""Which types and units add, compare and divide: the whole matrix."""

from __future__ import annotations

import pytest
from support.rules import POOLS, findings, told

VALUES = {
    "number": "visits",
    "percentage": "share",
    "worth": "found of water",
    "level": "result",
    "date": "opened_on",
    "fact": "is_clean",
}
NUMBERS = ("number", "percentage", "worth")


def code(text: str) -> str | None:
    """The one code that a text gives, or none where it is sound."""
    found = [told(one)[0] for one in findings(POOLS + "\n" + text)]
    assert len(found) <= 1, found
    return found[0] if found else None


def equals(expression: str, type_: str) -> str | None:
    return code(f'determine tried "Tried"\n    is a {type_}\n    equals {expression}\n')


def unit(kind: str) -> str:
    return "percentage" if kind == "percentage" else "number"


@pytest.mark.parametrize("left", VALUES)
@pytest.mark.parametrize("right", VALUES)
@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_arithmetic(left: str, right: str, op: str) -> None:
    units = {unit(left), unit(right)}
    result = "percentage" if (op in "+-" and units == {"percentage"}) or (op == "*" and len(units) == 2) else "number"
    if op == "/" and unit(left) == "percentage" and unit(right) == "number":
        result = "percentage"
    if left not in NUMBERS or right not in NUMBERS:
        expected = "no-number"
    elif op in "+-":
        expected = None if len(units) == 1 else "unit-mismatch"
    elif op == "*":
        expected = "unit-mismatch" if units == {"percentage"} else None
    else:
        expected = "unit-mismatch" if unit(left) == "number" and unit(right) == "percentage" else None
    text = f'determine tried "Tried"\n    is a {result}\n    equals {VALUES[left]} {op} {VALUES[right]}\n'
    found = [told(one)[0] for one in findings(POOLS + "\n" + text)]
    # Two operands that are no numbers are two mistakes.
    assert set(found) == ({expected} if expected else set())


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize(
    ("test", "taken"),
    [
        ("is 2", {"number", "percentage", "worth"}),
        ("is 2 or more", {"number", "percentage"}),
        ("is over 2", {"number", "percentage"}),
        ("is 2 to 3", {"number", "percentage"}),
        ("is 2 or better", {"worth"}),
        ("is worse than 2", {"worth"}),
        ("is gold", {"level"}),
        ("is gold or better", {"level"}),
        ("is yes", {"fact"}),
        ("is before 2025-01-01", {"date"}),
        ("is within 2 months after 2025-01-01", {"date"}),
        ("is known", set(VALUES)),
        ("is missing", set(VALUES)),
        ("is not_applicable", set(VALUES)),
        ("is not suspended", set(VALUES)),
    ],
)
def test_tests(kind: str, test: str, taken: set[str]) -> None:
    found = code(
        'determine tried "Tried"\n    is a number\n    first of\n'
        f"        1 when {VALUES[kind]} {test}\n        0 otherwise\n"
    )
    # `is_clean is not_applicable` and the like may be shown never to hold; that is another matter than its type.
    assert (found in (None, "dead-row")) is (kind in taken)


@pytest.mark.parametrize(
    ("expression", "type_", "expected"),
    [
        ("visits as a percentage of points", "percentage", None),
        ("share as a percentage of share", "percentage", None),
        ("share as a percentage of points", "percentage", "unit-mismatch"),
        ("points as a percentage of opened_on", "percentage", "no-number"),
        ("total of found", "number", None),
        ("total of found", "whole number", None),
        ("mean of found", "whole number", "whole-not-shown"),
        ("highest of found", "whole number", None),
        ("number of found", "whole number", None),
        ("number of found that are 2 or better", "whole number", None),
        ("best of found", "stars", None),
        ("best of result, last_year", "mark", None),
        ("best of result, found", "mark", "type-mismatch"),
        ("total of visits, points", "number", None),
        ("total of visits, share", "number", "unit-mismatch"),
        ("mean of found, visits", "number", None),
        ("visits - 3", "whole number", None),
        ("visits / 2", "whole number", "whole-not-shown"),
        ("2 * (visits + 3)", "number", None),
        ("share + 5", "percentage", None),
        ("5 + share", "percentage", None),
        ("visits as a mark", "mark", "no-number"),
        ("points / 3 as a stars", "stars", "no-level-of-that-worth"),
        ("points", "percentage", "type-mismatch"),
        ("share", "number", "type-mismatch"),
        ("not_assessed", "number", None),
        ("closed", "mark", None),
        ("closed", "stars", "unknown-name"),
    ],
)
def test_answers(expression: str, type_: str, expected: str | None) -> None:
    assert equals(expression, type_) == expected
