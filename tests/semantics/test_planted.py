"""Twenty mistakes of twenty kinds in one file give those twenty findings and nothing else."""

from __future__ import annotations

from support.rules import findings, told

PLANTED = """\
language 1

framework pools@2025-01 "Pools"
    status draft
    covers pool
    headline result at pool

level pool "Pool"

source handbook "Handbook of the Pool Board"
    published by "Pool Board"

source old_handbook "Handbook of 1999"
    published by “Pool Board”

source poster "Poster in the hall"
    published by "Pool Board"

scale mark "Mark"
    best first
    gold "Gold"
    silver "Silver"
    bronze "Bronze"

scale stars "Stars"
    worst first
    1 "One"
    2 "Two"
    3 "Three"

set area "Area"
    water "Water"
    changing "Changing rooms"
    welcome "Welcome"

weights area_weight "Weight of an area"
    for each area
    by area
        40 when water
        20 otherwise
    adding to 100
    cites handbook "Weights"

input found "Stars of an area"
    for each area
    is a stars

input visits "Visits"
    is a whole number from 0 to 100

input share "Share of days open"
    is a percentage

determine lengths "Lengths swum"
    is a number
    cites handbook "Lengths"

input tiles "The tiles are blue"
    is yes or no

input visits "Visits again"
    is a whole number from 0 to 100

determine average "Average"
    is a number
    equals weighted mean of found by area_weigt
    cites handbook "Average"

determine points "Points"
    is a whole number
    equals total of found
    cites handbook "Points"

determine by_visits "Mark by visits"
    is a mark
    by visits
        gold when 80 or more
        silver when 40 to 79
        bronze when under 39
    cites handbook "Visits"

determine by_more_visits "Mark by more visits"
    is a mark
    by visits
        gold when 80 or more
        silver when 40 to 80
        bronze when under 40
    cites handbook "Visits"

determine by_most_visits "Mark by most visits"
    is a mark
    by visits
        gold when over 100
        silver when 40 or more
        bronze when under 40
    cites handbook "Visits"

determine by_ranges "Mark by ranges"
    is a mark
    by visits
        gold when 50-100
        silver when under 50
    cites handbook "Visits"

determine by_stars "Mark by stars"
    is a mark
    first of
        gold when all of found are 3
        silver when any of found is 3
    cites handbook "Stars"

determine busy "Busy"
    is a number
    equals share + visits
    cites handbook "Busy"

determine crowded "Crowded"
    is a mark
    equals visits
    cites handbook "Crowds"

determine one_area "Stars of the pool"
    is a stars
    equals found
    cites handbook "Stars"

determine hen "Hens"
    is a number
    equals egg + 1
    cites handbook "Hens"

determine egg "Eggs"
    is a number
    equals hen + 1
    cites handbook "Eggs"

determine result "Mark of the pool"
    is a mark
    by points
        gold when 8 or more
        silver when 5 to 7
        bronze when under 5
    cites handbook "Marks"

replacement full "Full"
    on result to gold
    when visits is over 90
    cites handbook "Full"

replacement too_full "Too full"
    on result to bronze
    when visits is over 95
    cites handbook "Full"

limit quiet "Quiet"
    on result to silver
    when visits is under 20
    judged by inspector
    cites handbook "Quiet"

limit short_of_stars "Few stars"
    on result to silver
    when any of found is 1
    cites handbook "Stars"

limit empty_pool "Nobody came"
    on result to bronze
    when visits is 0
    overrides short_of_stars
    cites handbook "Empty"

limit cold "Cold"
    on result to silver
    when visits is 30
"""

MISTAKES = [
    ("wrong-quotes", "“Pool Board”"),
    ("unused-name", "poster"),
    ("weights-not-fitting", "adding to 100"),
    ("clause-missing", 'determine lengths "Lengths swum"'),
    ("unread-input", "tiles"),
    ("declared-twice", "visits"),
    ("unknown-name", "area_weigt"),
    ("gap-in-table", "by visits"),
    ("overlap-in-table", "silver when 40 to 80"),
    ("dead-row", "gold when over 100"),
    ("hyphen-range", "50-100"),
    ("no-otherwise", "first of"),
    ("unit-mismatch", "share + visits"),
    ("type-mismatch", "visits"),
    ("which-member", "found"),
    ("cycle", "egg"),
    ("adjustments-conflict", 'replacement too_full "Too full"'),
    ("clause-not-allowed", "judged by inspector"),
    ("overrides-without-effect", 'limit empty_pool "Nobody came"'),
    ("uncited-rule", "cold"),
]


def test_twenty_mistakes_are_twenty_findings_and_nothing_else() -> None:
    found = [told(one) for one in findings(PLANTED, lints=True)]
    assert found == MISTAKES
    assert len({code for code, _ in found}) == 20
