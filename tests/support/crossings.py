"""Two frameworks of invented pools, and a transition and a crosswalk between them that check."""

from __future__ import annotations

__all__ = ["CROSSWALK", "EARLIER", "HEAD", "LATER", "PARTS", "TRANSITION"]

EARLIER = """\
language 1

framework pools@2020-01 "Pools"
    in force from 2020-01-01
    covers pool
    headline mark at pool
    headline total_mark at town

level town "Town"

level pool "Pool"
    within town

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

use shared.parts for part

set topic "Topic"
    water "Water"
    noise "Noise"

input found at pool "Found"
    for each topic
    is a grade
    judged by visitor

input state at pool "State of the parts"
    for each part
    is a grade
    judged by visitor

input lanes at pool "Lanes"
    is a whole number from 0 to 9

determine before_limits at pool "Before limits"
    is a grade
    equals worst of found

determine mark at pool "Mark"
    is a grade
    equals before_limits

limit few_lanes at pool "Few lanes"
    on mark to poor
    when lanes is under 2 and before_limits is good

determine many_lanes at pool "Many lanes"
    is yes or no
    first of
        yes when lanes is over 5
        no otherwise

collect marks at town "Marks"
    takes mark of each pool

determine total_mark at town "Mark of the town"
    is a grade
    equals worst of marks
"""

LATER = """\
language 1

framework pools@2024-01 "Pools"
    in force from 2024-01-01
    covers pool
    covers town

level region "Region"

level town "Town"
    within region

level pool "Pool"
    within town

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

set question "Question"
    clean "Clean"
    quiet "Quiet"

input answer at pool "Answer"
    for each question
    is a grade

determine result at pool "Result"
    is a grade
    equals worst of answer

input visited at town "Visited"
    is yes or no

determine seen at town "Seen"
    is yes or no
    equals visited
"""

PARTS = 'language 1\n\nmodule shared.parts "Parts"\n\nset part "Part"\n    deep "Deep"\n    shallow "Shallow"\n'

HEAD = """\
language 1

source book "Book"
    published by "Pool Board"

assumption by_title "By title"
    basis inferred "from titles"

"""

TRANSITION = """\
transition to_result "To the result"
    from pools@2020-01 to pools@2024-01
    keeps mark at pool, found at pool until first assessment at pool
    keeps total_mark at town
    retires mark at pool, found at pool from first assessment at pool
    cites book "1"
    rests on by_title
"""

CROSSWALK = """\
crosswalk topics "Topics"
    from pools@2020-01 to pools@2024-01
    between topic and question
    water becomes clean
    noise becomes quiet
        cites book "2"
        because "said so"
    rests on by_title
    cites book "3"
"""
