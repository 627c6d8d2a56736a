"""An invented framework in which ladders pass on what others came to: markets, and stalls in them."""

from __future__ import annotations

__all__ = ["MARKETS"]

MARKETS = """\
language 1

framework markets@2025-01 "Markets"
    regulator "Market Office"
    status draft
    covers market
    covers stall where goods are food
    headline mark at market, stall

source guide "Guide"
    published by "Market Office"

level market "Market"

level stall "Stall"
    within market

scale grade "Grade"
    best first
    good "Good"
    fair_grade "Fair"
    poor "Poor"
    also shown
        not_graded "Not graded" counts as not_assessed

set ware "Wares"
    food "Food"
    clothes "Clothes"

input goods at stall "Goods"
    is a ware
    treat not_given as food

input found at stall "Found"
    is a grade
    judged by walker, with a reason

input complaints at stall "Complaints"
    is yes or no
    treat not_given as no

determine mark at stall "Mark"
    is a grade
    equals found
    cites guide "1"

replacement complained_of at stall "Complaints"
    on mark to poor
    when complaints is yes
    normally, but warden may depart, with a reason
    cites guide "2"

input stated at market "Mark as published"
    is a grade

collect stalls_read at market "Its stalls"
    takes mark of each stall
    treat not_assessed as left out
    cites guide "3"

determine together at market "Its stalls together"
    is a grade
    first of
        not_graded when stalls_read are empty
        poor when at least 2 of stalls_read are poor
        good when at least 2 of stalls_read are good and the rest are fair_grade or better
        fair_grade otherwise
    cites guide "3"

determine mark at market "Mark"
    is a grade
    first of
        stated when stated is not not_given
        together otherwise
    cites guide "4"

determine is_listed at market "Listed"
    is yes or no
    first of
        no when at least 2 of stalls_read are poor
        yes otherwise
    cites guide "5"
"""
