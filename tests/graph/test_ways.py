"""The next item that every way to the end passes, held to all ways counted out."""

from __future__ import annotations

from random import Random

import pytest

from wellled_rules.graph.ways import Ways


def passed(readers: list[list[int]], end: int) -> list[set[int]]:
    """Item -> the items that every way from it to the end passes, itself included."""
    found = [set[int]() for _ in range(end)] + [{end}]
    for item in range(end - 1, -1, -1):
        found[item] = {item, *set.intersection(*(found[one] for one in readers[item]))}
    return found


@pytest.mark.parametrize("seed", range(20))
def test_the_next_item_is_the_first_of_those_that_every_way_passes(seed: int) -> None:
    random = Random(seed)
    end, reach = random.randint(1, 120), random.choice((2, 5, 120))
    readers = [
        [random.randint(item + 1, min(end, item + reach)) for _ in range(random.randint(1, 3))] for item in range(end)
    ]
    ways = Ways(end)
    for item in range(end - 1, -1, -1):
        ways.add(item, readers[item])
    every = passed(readers, end)
    assert ways.next[:end] == [min(every[item] - {item}) for item in range(end)]


def test_folds_side_by_side_meet_at_their_end() -> None:
    count, folds = 1000, 3
    end = count * (folds + 1)
    ways = Ways(end)
    for turn in range(count - 1, -1, -1):
        takes = [turn * (folds + 1) + 1 + fold for fold in range(folds)]
        for take in takes:
            ways.add(take, [min(take + folds + 1, end)])
        ways.add(takes[0] - 1, takes)
    assert {ways.next[turn * (folds + 1)] for turn in range(count)} == {end}
