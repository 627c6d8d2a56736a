from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.values.dates import shifted


@pytest.mark.parametrize(
    ("day", "count", "unit", "to"),
    [
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "year", date(2028, 2, 29)),
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2023, 1, 31), 1, "month", date(2023, 2, 28)),
        (date(2024, 3, 31), -1, "month", date(2024, 2, 29)),
        (date(2024, 12, 31), 1, "month", date(2025, 1, 31)),
        (date(2024, 1, 15), -1, "month", date(2023, 12, 15)),
        (date(2024, 2, 28), 2, "day", date(2024, 3, 1)),
        (date(9999, 12, 31), 1, "day", date.max),
        (date(9999, 1, 1), 1, "year", date.max),
        (date(1, 1, 1), -1, "month", date.min),
        (date(2024, 1, 1), 10**12, "day", date.max),
        (date(2024, 1, 1), -(10**12), "month", date.min),
    ],
)
def test_shifting_by_the_calendar(day: date, count: int, unit: str, to: date) -> None:
    assert shifted(day, count, unit) == to


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-2000, 2000))
def test_twelve_months_are_a_year(day: date, count: int) -> None:
    assert shifted(day, count, "year") == shifted(day, 12 * count, "month")


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-2000, 2000))
def test_days_come_back(day: date, count: int) -> None:
    assert shifted(shifted(day, count, "day"), -count, "day") == day


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-2000, 2000))
def test_months_come_back_but_for_days_that_a_month_lacks(day: date, count: int) -> None:
    back = shifted(shifted(day, count, "month"), -count, "month")
    assert (back.year, back.month) == (day.year, day.month)
    assert back == day or (back < day and day.day > 28)


@given(st.dates(), st.dates(), st.integers(-(10**5), 10**5), st.sampled_from(["day", "month", "year"]))
def test_shifting_keeps_order_and_never_fails(one: date, other: date, count: int, unit: str) -> None:
    low, high = sorted((one, other))
    assert shifted(low, count, unit) <= shifted(high, count, unit)
