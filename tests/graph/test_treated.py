"""What an entry is where a collection treats it, and where a rule beside that asks about it as it stands."""

from __future__ import annotations

import pytest
from support.rooms import findings

TREATED = """\
scale mark "Mark"
    best first
    fine "Fine" worth 2
    poor "Poor" worth 1

set side "Side"
    east "East"

input found "Found"
    for each side
    is a mark

collect several "Several"
    takes found
    treat not_applicable as left out

determine seen "Seen"
    for each side
    is a mark
    first of
        poor when found is missing
        fine otherwise

determine apart "Apart"
    is a number
    equals mean of several + 1 - number of found

determine outcome "Outcome"
    is a mark
    first of
        worst of seen when apart is {apart}
        fine otherwise
"""


@pytest.mark.parametrize(("apart", "codes"), [(1, []), (0, ["dead-row"])])
def test_an_entry_that_is_read_as_it_stands_and_as_a_collection_treats_it(apart: int, codes: list[str]) -> None:
    assert [one.code for one in findings(TREATED.format(apart=apart))] == codes
