"""How members of two sets belong together, by the rows of a crosswalk."""

from __future__ import annotations

from itertools import pairwise

import pytest

from wellled_rules.graph.transitions import Became, Crosswalk, Grounds
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span
from wellled_rules.values.scale import Member, MemberSet

S = Span(SourceFile("nowhere", ""), 0, 0)


def members(name: str, ids: str) -> MemberSet:
    return MemberSet(name=name, title=name, members=tuple(Member(set=name, id=one) for one in ids))


def crosswalk(before: str, after: str, *rows: str) -> Crosswalk:
    """Rows such as `ab>xy`; nothing stands on the side that is empty."""
    found = []
    for row in rows:
        left, _, right = row.partition(">")
        found.append(Became(tuple(left), tuple(right), Grounds()))
    return Crosswalk(
        name="lists",
        title="Lists",
        before="rail@2020-01",
        after="rail@2021-01",
        between=(members("earlier", before), members("later", after)),
        rows=tuple(found),
        span=S,
    )


KINDS: list[tuple[str, str, tuple[str, ...], list[str]]] = [
    ("a", "x", ("a>x",), ["same a>x"]),
    ("a", "xy", ("a>xy",), ["split a>xy"]),
    ("a", "xy", ("a>y", "a>x"), ["split a>xy"]),
    ("ab", "x", ("ab>x",), ["merged ab>x"]),
    ("ab", "x", ("b>x", "a>x"), ["merged ab>x"]),
    ("ab", "xy", ("ab>xy",), ["regrouped ab>xy"]),
    ("ab", "xy", ("ab>x", "b>y"), ["regrouped ab>xy"]),
    ("abc", "xy", ("a>x", "bc>y"), ["same a>x", "merged bc>y"]),
    ("abc", "xyz", ("a>x", "b>xy", "c>yz"), ["regrouped abc>xyz"]),
    ("a", "", ("a>",), ["dropped a>"]),
    ("", "x", (">x",), ["new >x"]),
    ("ab", "xy", ("ab>", ">xy"), ["dropped a>", "dropped b>", "new >x", "new >y"]),
    ("ab", "xy", ("b>x", ">y", "a>"), ["dropped a>", "same b>x", "new >y"]),
]


@pytest.mark.parametrize(("before", "after", "rows", "told"), KINDS, ids=[" ".join(case[2]) for case in KINDS])
def test_the_kind_follows_from_the_rows(before: str, after: str, rows: tuple[str, ...], told: list[str]) -> None:
    found = crosswalk(before, after, *rows).relations()
    assert [f"{one.kind} {''.join(one.before)}>{''.join(one.after)}" for one in found] == told


def test_a_relation_has_the_rows_that_say_so() -> None:
    found = crosswalk("abc", "xyz", "a>x", "b>y", "c>y", ">z")
    assert [["".join(row.before) for row in one.rows] for one in found.relations()] == [["a"], ["b", "c"], [""]]


def test_a_member_became_only_what_its_own_rows_say() -> None:
    found = crosswalk("ab", "xyz", "ab>y", "b>zx")
    assert (found.became("a"), found.became("b")) == (("y",), ("x", "y", "z"))
    assert (found.came_from("x"), found.came_from("y")) == (("b",), ("a", "b"))
    assert found.came_from("nowhere") == ()


def test_a_long_chain_of_rows_is_one_relation_in_proportionate_time() -> None:
    ids = [f"m{i}" for i in range(20_000)]
    held = MemberSet(name="s", title="s", members=tuple(Member(set="s", id=one) for one in ids))
    rows = [Became((one,), (other,), Grounds()) for one, other in pairwise(ids)]
    rows += [Became((one,), (one,), Grounds()) for one in ids]
    found = Crosswalk(
        name="c", title="c", before="a@2020-01", after="a@2021-01", between=(held, held), rows=tuple(rows), span=S
    )
    assert [(one.kind, len(one.before), len(one.rows)) for one in found.relations()] == [("regrouped", 20_000, 39_999)]
