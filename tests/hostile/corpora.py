"""What hostile input is broken from, and the sharp pieces that are put into it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from hostile.odd_cases import KITCHEN_CASE
from support.crossings import CROSSWALK, HEAD, TRANSITION
from support.generate import drawn_text
from support.kitchens import KITCHENS

__all__ = [
    "BARE",
    "CASE_YAML",
    "SHARP",
    "between",
    "case_json",
    "declarations",
    "rules",
    "shipped",
    "small",
    "table",
    "words",
]

ROOT = Path(__file__).parents[2]
SHARP = (b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[31m", b'"', b"\\", b"\r", b"\n", b" " * 300)
CASE_YAML = b"""subject: {level: house, kind: hotel}
assessed_on: 2024-05-06
inputs:
  score_of:
    stove: {value: 3, reason: hot}
    sink: not_seen
  smell: no
  visitors: 1e3
"""
BARE = """language 1

framework bare@2024-01 "Bare"
    status draft
    covers site
    headline mark at site

level site "Site"

"""
_HEAD = """language 1

framework small@2024-01 "Small"
    status draft
    covers site
    headline mark at site

source book "Book"
    published by "Nobody"

level site "Site"

scale grade "Grade"
    best first
    good "Good" worth 2
    poor "Poor" worth 1

"""
_SMALL = (
    """input fact "Fact"
    is yes or no
    treat not_given as no

determine mark "Mark"
    is a grade
    first of
        good when fact is yes
        poor otherwise
    cites book
""",
    """set part "Part"
    east "East"
    west "West"

input found "Found"
    for each part
    is a grade

determine mark "Mark"
    is a grade
    equals worst of found
    cites book

limit low "Low"
    on mark to poor
    when any of found is poor
    cites book
""",
    """input count "Count"
    is a whole number from 0 to 4

determine share "Share"
    is a percentage
    equals count as a percentage of 4
    rounded to whole by half_up
    cites book

determine mark "Mark"
    is a grade
    by share
        poor when under 50
        good when 50 or more
    cites book
""",
    """input seen "Day seen"
    is a date
    treat not_given as not_applicable

assumption strict "Strict"
    is yes or no
    taken as yes
    could be no
    basis recalled "said once"

determine mark "Mark"
    is a grade
    first of
        poor when seen is before 2024-02-29 and strict is yes
        good when seen is within 2 years before assessed_on
        poor otherwise
    cites book

moderation panel "Panel"
    on mark by at most 1 level
    judged by panel, with a reason
    cites book
""",
    """input fact "Fact"
    is yes or no

input found "Found"
    is a grade

determine mark "Mark"
    is a grade
    equals found
    normally, but panel may depart, with a reason
    cites book

limit low "Low"
    on mark to poor
    when fact is yes
    normally, but board may depart
    cites book

example departed "Departed from"
    given found is poor
    given fact is yes
    given panel moves mark to good, because "mended"
    given board departs from low
    then mark is good
    then board may not depart from mark
""",
)
_SHOWN = """set part "Part"
    east "East"
    west "West"

input found "Found"
    for each part
    is a grade
    judged by panel
    treat not_seen as poor

input count "Count"
    is a number
    judged by panel

determine mark "Mark"
    is a grade
    equals worst of found
    cites book

example seen "Seen"
    given found of every part is good
    then found of east is good
    then mark is good
"""


@cache
def rules() -> tuple[bytes, ...]:
    """Whole frameworks that check."""
    return (KITCHENS.encode(), *(text.encode() for seed in range(12) for text in drawn_text(seed)[:1]))


@cache
def shipped() -> tuple[bytes, ...]:
    """Every rule text of the repository, modules and examples too."""
    return tuple(path.read_bytes() for place in ("versions", "rules") for path in sorted((ROOT / place).rglob("*.wlr")))


@cache
def declarations() -> tuple[bytes, ...]:
    """Every declaration of `rules` and `shipped` by itself."""
    found = (one for text in (*rules(), *shipped()) for one in text.decode().split("\n\n"))
    return tuple(dict.fromkeys(one.strip("\n").encode() + b"\n" for one in found if one.strip()))


@cache
def small() -> tuple[bytes, ...]:
    """Frameworks of a few lines, of which most still check when they are broken."""
    shown = _HEAD.replace("    headline", "    shows found, count\n    headline") + _SHOWN
    return (*((_HEAD + one).encode() for one in _SMALL), shown.encode())


def between() -> tuple[bytes, ...]:
    """Transitions and crosswalks, together and each by itself."""
    return tuple((HEAD + one).encode() for one in (f"{TRANSITION}\n{CROSSWALK}", TRANSITION, CROSSWALK))


def case_json() -> tuple[bytes, ...]:
    """A case in JSON."""
    return (json.dumps(KITCHEN_CASE, indent=1).encode(),)


def table() -> tuple[bytes, ...]:
    """Tables of cases in text: wide and long CSV, JSON Lines; the first byte says which of the last two it is."""
    wide = b"subject,kind,score_of.stove,score_of.sink,smell,closed:state,assessed_on\n"
    rows = b"a,hotel,3,4,no,not_seen,2024-02-29\nb,school,not_seen,,yes,,\nc,shop,1,2,,suspended,2024-01-01\n"
    long = b"subject,input,member,value\na,score_of,stove,3\na,score_of,sink,4\nb,smell,,no\n"
    lines = b'{"subject": "a", "kind": "hotel", "score_of.stove": 3}\n{"subject": "b", "smell": null}\n'
    return (b"c" + wide + rows, b"c" + long, b"j" + lines)


def words(text: str) -> tuple[bytes, ...]:
    """The words of a text, each once."""
    return tuple(one.encode() for one in dict.fromkeys(text.split()))
