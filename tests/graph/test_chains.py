"""What follows from crosswalks one after the other, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from random import Random

import pytest

from wellled_rules.graph.chains import MOST_WAYS, CrosswalkChain
from wellled_rules.graph.transitions import Became, Crosswalk, Grounds
from wellled_rules.interfaces.cli.chains import to_data, to_markdown, to_text
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span
from wellled_rules.values.scale import Member, MemberSet

S = Span(SourceFile("nowhere", ""), 0, 0)


def chain(*steps: str) -> CrosswalkChain:
    """Steps such as `ab>x c> >y`, a row each; the members of a set are its letters in their order."""
    rows = [[row.partition(">")[::2] for row in step.split(" ")] for step in steps]
    ends = [sorted({one for before, _ in rows[0] for one in before})]
    ends += [sorted({one for _, after in each for one in after}) for each in rows]
    sets = [
        MemberSet(name=f"s{turn}", title=f"S{turn}", members=tuple(Member(set=f"s{turn}", id=one) for one in ids))
        for turn, ids in enumerate(ends)
    ]
    made = [
        Crosswalk(
            name=f"c{turn}",
            title=f"C{turn}",
            before=f"rail@202{turn}-01",
            after=f"rail@202{turn + 1}-01",
            between=(sets[turn], sets[turn + 1]),
            rows=tuple(Became(tuple(before), tuple(after), Grounds()) for before, after in each),
            span=S,
        )
        for turn, each in enumerate(rows)
    ]
    return CrosswalkChain(steps=tuple(made))


def told(found: CrosswalkChain) -> list[str]:
    """`merged ab>x>p`: each relation, with what stands between."""
    return [
        f"{one.kind or 'not settled'} {'>'.join(''.join(each) for each in (one.before, *one.through, one.after))}"
        for one in found.relations()
    ]


KINDS: list[tuple[tuple[str, ...], list[str]]] = [
    (("a>x", "x>p"), ["same a>x>p"]),
    (("a>xy", "x>p y>q"), ["split a>xy>pq"]),
    (("a>x", "x>pq"), ["split a>x>pq"]),
    (("ab>x", "x>p"), ["merged ab>x>p"]),
    (("a>x b>y", "xy>p"), ["merged ab>xy>p"]),
    (("a>xy", "xy>p"), ["same a>xy>p"]),  # what was split and joined again is what it was
    (("a>x", "x>"), ["dropped a>x>"]),
    (("a>", ">p"), ["dropped a>>", "new >>p"]),
    ((">x", "x>p"), ["new >x>p"]),
    ((">x", "x>"), ["not settled >x>"]),  # came and went
    (("ab>x", "x>pq"), ["not settled ab>x>pq"]),  # which of both is in which?
    (("a>xy", "x>p y>"), ["not settled a>xy>p"]),  # a part was dropped
    (("a>x >y", "xy>p"), ["not settled a>xy>p"]),  # something new is in it
    (("a>xy b>y", "x>p y>q"), ["regrouped ab>xy>pq"]),
    (("ab>x", "x>p", "p>s"), ["merged ab>x>p>s"]),
    (("ab>x", "x>pq", "pq>s"), ["merged ab>x>pq>s"]),
]


@pytest.mark.parametrize(("steps", "expected"), KINDS, ids=["; ".join(steps) for steps, _ in KINDS])
def test_the_kind_follows_where_the_steps_settle_it(steps: tuple[str, ...], expected: list[str]) -> None:
    assert told(chain(*steps)) == expected


def test_what_is_certain_of_one_may_be_open_of_another() -> None:
    found = chain("a>x b>xy", "x>pq y>q")
    assert (found.became("a"), found.may_have_become("a")) == ((), ("p", "q"))
    assert (found.became("b"), found.may_have_become("b")) == (("q",), ("p",))


def test_ways_lead_through_each_that_stands_between_with_the_rows_that_say_so() -> None:
    found = chain("a>xy b>y", "x> y>pq")
    ways = found.ways("a")
    assert ["".join(way.members) for way in ways] == ["ax", "ayp", "ayq"]
    rows = [["".join(row.before) for each in way.rows for row in each] for way in ways]
    assert rows == [["a", "x"], ["a", "y"], ["a", "y"]]
    (relation,) = found.relations()
    assert [[one.kind.value for one in each] for each in relation.steps] == [["regrouped"], ["dropped", "split"]]


def test_ways_are_counted_where_they_are_too_many_to_tell() -> None:
    each = "abcdefgh"
    found = chain(*[f"{each}>{each}"] * 12)
    assert found.count_ways("a") == 8**12
    assert len(found.ways("a")) == MOST_WAYS
    assert ["".join(way.members) for way in found.ways("a")[:9]][-2:] == ["a" * 12 + "h", "a" * 11 + "ba"]
    assert to_data(found)["ways_in_all"] == dict.fromkeys(each, 8**12)
    told_ = to_text(found)
    assert told_.count(f"    told are the first {MOST_WAYS} of {8**12} ways\n") == 8
    assert to_markdown(found).count(f"told are the first {MOST_WAYS} of {8**12} ways") == 8


def test_a_part_that_was_dropped_by_a_way_that_is_not_told_is_told() -> None:
    found = chain("a>ab", "a>abcdefgh b>i", *["abcdefgh>abcdefgh i>i"] * 2, "abcdefgh>x i>")
    assert all(len(way.members) == len(found.sets) for way in found.ways("a"))
    assert "; in part nothing\n" in to_text(found)


@pytest.mark.parametrize("seed", range(40))
def test_ways_are_as_many_as_are_counted_and_one_of_what_was_dropped_is_short(seed: int) -> None:
    found = drawn(seed)
    for one in found.sets[0].by_id:
        assert found.count_ways(one) == len(found.ways(one))
        assert found.is_lost(one) == any(len(way.members) < len(found.sets) for way in found.ways(one))


# --- every way in which things can have gone -----------------------------------------------------------

Held = Mapping[str, frozenset[str]]


def worlds(found: CrosswalkChain) -> Iterator[tuple[Held, ...]]:
    """By set, of whom something is in each member: all that agree with the rows.

    What is of somebody in a member went into one or several of those that it became, and none of these is empty.
    """
    yield from _on(found, ({one: frozenset({one}) for one in found.sets[0].by_id},))


def _on(found: CrosswalkChain, so_far: tuple[Held, ...]) -> Iterator[tuple[Held, ...]]:
    turn = len(so_far) - 1
    if turn == len(found.steps):
        yield so_far
        return
    step = found.steps[turn]
    choices = [list(_spread(one, who, step.became(one))) for one, who in so_far[-1].items()]
    for picked in product(*choices):
        after: dict[str, set[str]] = {one: set() for one in step.between[1].by_id}
        for each in picked:
            for one, who in each:
                after[one].add(who)
        for one in after:
            if not step.came_from(one):
                after[one].add(f"new {turn} {one}")
        yield from _on(found, (*so_far, {one: frozenset(who) for one, who in after.items()}))


def _spread(one: str, who: frozenset[str], became: tuple[str, ...]) -> Iterator[list[tuple[str, str]]]:
    some = [each for size in range(1, len(became) + 1) for each in combinations(became, size)]
    for picked in product(some, repeat=len(who)) if became else [()]:
        told_ = [(each, whose) for whose, several in zip(sorted(who), picked) for each in several]
        if {each for each, _ in told_} == set(became):
            yield told_


def drawn(seed: int) -> CrosswalkChain:
    """Two or three steps between sets of at most three."""
    chance = Random(seed)
    names, steps = ["abc", "xyz", "pqr", "stu"], []
    before = names[0][: chance.randint(1, 3)]
    for turn in range(chance.choice((2, 2, 3))):
        after = names[turn + 1][: chance.randint(1, 3)]
        pairs = {(one, other) for one in before for other in after if chance.random() < 0.45}
        rows = [f"{one}>{other}" for one, other in sorted(pairs)]
        rows += [f"{one}>" for one in before if one not in {each for each, _ in pairs}]
        rows += [f">{one}" for one in after if one not in {each for _, each in pairs}]
        steps.append(" ".join(rows))
        before = after
    return chain(*steps)


def test_certain_is_what_every_way_has_and_possible_what_some_way_has() -> None:
    settled = open_ = 0
    for seed in range(300):
        found = drawn(seed)
        every = list(worlds(found)) if sum(len(found.ways(one)) for one in found.sets[0].by_id) < 10 else []
        for member in found.sets[0].by_id if every else ():
            in_each = [{one for one, who in each[-1].items() if member in who} for each in every]
            certain, possible = set.intersection(*in_each), set.union(*in_each)
            assert set(found.became(member)) == certain, (seed, member)
            assert set(found.may_have_become(member)) == possible - certain, (seed, member)
            settled += bool(certain)
            open_ += bool(possible - certain)
    assert min(settled, open_) > 30
