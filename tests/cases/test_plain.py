from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from support.bakery import BAKERY

from wellled_rules.cases.document import Object
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.plain import document
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.rounding import Rounding


def value(one: object) -> object:
    read = document({"a": one})
    assert read.findings == ()
    assert isinstance(read.root, Object)
    return read.root.entries["a"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (3, 3),
        (True, True),
        (None, None),
        ("3", "3"),
        (Fraction(4, 2), 2),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.10"), Fraction(1, 10)),
        (Decimal("1E+3"), 1000),
        (0.1, Fraction(1, 10)),
        (2.0, 2),
        (1e-7, Fraction(1, 10**7)),
        (date(2024, 2, 29), "2024-02-29"),
        (State.NOT_SEEN, "not_seen"),
        (Missing(state=State.SUSPENDED), "suspended"),
        (Missing(state=State.SUSPENDED, label_id="closed"), "closed"),
        (Rounding.HALF_UP, "half_up"),
        (BAKERY.scales["stars"].by_id["3"], 3),
        (BAKERY.scales["grade"].by_id["fair"], "fair"),
        (BAKERY.sets["shelf"].by_id["bread"], "bread"),
        ([1, ("x",)], (1, ("x",))),
        ({"b", "a"}, ("a", "b")),
    ],
)
def test_python_values_stand_for_what_would_be_written(given: object, read: object) -> None:
    assert value(given) == read
    assert type(value(given)) is type(read)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (float("nan"), "not-plain-data"),
        (float("inf"), "not-plain-data"),
        (Decimal("NaN"), "not-plain-data"),
        (1e300, "case-too-large"),
        (10**40, "case-too-large"),
        (Fraction(1, 10**40), "case-too-large"),
        (Decimal("1e-9999999999"), "case-too-large"),
        (datetime(2024, 1, 1), "not-plain-data"),
        (b"x", "not-plain-data"),
        (object(), "not-plain-data"),
        (1j, "not-plain-data"),
        ("\ud800", "not-plain-data"),
        ({1: 2}, "not-plain-data"),
    ],
)
def test_what_no_case_can_hold_is_refused_where_it_stands(given: object, code: str) -> None:
    (one,) = document({"a": given}).findings
    assert (one.code, one.pointer) == (code, "/a")


def test_a_member_may_be_a_key() -> None:
    assert value({BAKERY.sets["shelf"].by_id["cake"]: 2}) == Object({"cake": 2})


def test_data_that_holds_itself_is_refused() -> None:
    ring: dict[str, object] = {}
    ring["a"] = ring
    assert [one.code for one in document(ring).findings] == ["case-too-large"]
    wide: dict[str, object] = {}
    wide.update(a=wide, b=[wide, wide], c=(wide,))
    assert "case-too-large" in {one.code for one in document(wide, limits=CaseLimits(values=10_000)).findings}


def test_any_mapping_will_do() -> None:
    class Cabinet(Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            return 3

        def __iter__(self):  # type: ignore[no-untyped-def]
            return iter(("a",))

        def __len__(self) -> int:
            return 1

    assert document(Cabinet()).root == Object({"a": 3})


@pytest.mark.parametrize("case", [None, 3, "text", [1], float("nan")])
def test_what_is_no_mapping_is_no_case(case: object) -> None:
    assert len(document(case).findings) == 1
