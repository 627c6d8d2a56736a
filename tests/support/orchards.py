"""Orchards and their trees: what a header shows, of one value and of several, beside what is determined."""

from __future__ import annotations

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves

__all__ = ["AMENDED", "ORCHARDS", "amended", "compiled"]

ORCHARDS = """\
language 1

framework orchards@2025-01 "Marks for orchards"
    in force from 2025-01-01
    covers orchard where has_a_fence is yes
    covers tree where bears_fruit is yes
    headline mark at orchard, tree
    shows taste, worms at orchard
    shows looks, taste at tree

source book "Book of orchards"
    published by "Orchard Board"

level orchard "Orchard"

level tree "Tree"
    within orchard

scale grade "Grade"
    best first
    sweet "Sweet" worth 3
    plain "Plain" worth 2
    sour "Sour" worth 1
    also shown
        unripe "Not ripe yet" counts as not_assessed

set season "Season"
    spring "Spring"
    autumn "Autumn"
    winter "Winter"
        only at orchard

input taste "Taste"
    is a grade
    judged by taster, with a reason
    treat suspended as sour
    carried from flavour, a grade under orchards@2024-01
    cites book "Taste"

input looks at tree "Looks"
    for each season
    is a grade
    judged by painter

input worms at orchard "Worms"
    is a whole number from 0 to 9
    judged by bird
    treat not_seen as unknown

input beds at orchard "Beds of flowers"
    is a whole number from 0 to 9

input has_a_fence at orchard "It has a fence"
    is yes or no
    treat not_given as yes

input bears_fruit at tree "It bears fruit"
    is yes or no

collect tastes at orchard "Tastes of its trees"
    takes taste of each tree
    cites book "Trees"

determine mark at orchard "Mark"
    is a grade
    first of
        sour when any of tastes are sour
        sweet when beds is over 3
        taste otherwise
    cites book "1"

determine mark at tree "Mark"
    is a grade
    first of
        sour when any of looks are sour
        plain otherwise
    cites book "2"
"""

AMENDED = """\
language 1

framework orchards@2026-01 "Marks for orchards"
    amends orchards@2025-01
    in force from 2026-01-01
"""


def compiled(text: str = ORCHARDS, **bases: str) -> Compiled:
    """What comes of a text. bases: versions that it may amend, by any name."""
    shelves = Shelves(
        {}, {one.split()[3]: from_texts({f"{name}.wlr": one}, f"{name}.wlr") for name, one in bases.items()}
    )
    return compile_framework(from_texts({"orchards.wlr": text}, "orchards.wlr"), shelves)


def amended(*, header: str = "", rules: str = "") -> Compiled:
    """What comes of an amendment of `ORCHARDS`, with lines of its header and declarations of its own."""
    return compiled(f"{AMENDED}{header}\n{rules}", base=ORCHARDS)
