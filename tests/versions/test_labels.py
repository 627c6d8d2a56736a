"""Every spelling of a rating that was seen in published data is read as the rating, or the state, that it is."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.graph.evidence import Recorded
from wellled_rules.values.missing import Missing
from wellled_rules.values.scale import ScaleLevel

DATA = Path(__file__).resolve().parents[1] / "data" / "rating_strings_seen.csv"
SEEN = [row["value"] for row in csv.DictReader(DATA.read_text(encoding="utf-8").splitlines())]

# What was seen -> what a case says, and what it is read as: the id of a level, or a state and the label that is shown.
READ: dict[str, dict[str, str | tuple[str, str] | None]] = {
    "Outstanding/Good/Requires improvement/Inadequate": {
        "Outstanding": "outstanding",
        "Good": "good",
        "Requires improvement": "requires_improvement",
        "Inadequate": "inadequate",
    },
    "Requires Improvement": {"Requires Improvement": "requires_improvement"},
    "No published rating": {"No published rating": ("not_assessed", "No published rating")},
    "Insufficient evidence to rate": {
        "Insufficient evidence to rate": ("insufficient_evidence", "Insufficient evidence to rate")
    },
    "Inspected but not rated": {"Inspected but not rated": ("not_assessed", "Inspected but not rated")},
    "Not yet inspected": {"Not yet inspected": ("not_assessed", "Not yet inspected")},
    "Not Rated": {"Not Rated": ("not_assessed", "Not rated")},
    "Not applicable": {"Not applicable": ("not_applicable", "Not applicable")},
    "(empty string)": {"": None},
    "(key absent)": {},
    "rating suspended / under appeal": {
        "rating suspended": ("suspended", "Rating suspended"),
        "under appeal": ("suspended", "Under appeal"),
        "rating suspended / under appeal": ("suspended", "Rating suspended / under appeal"),
    },
}

PLACES = [
    ("kloe@2017-06", "service"),
    ("kloe@2017-06", "location"),
    ("kloe@2017-06", "trust"),
    ("kloe@2018-03", "service"),
    ("saf@2023-11", "service"),
    ("saf@2024-12", "service"),
    ("saf@2024-12", "location"),
]


def entry(version: str, level: str, said: dict[str, Any]) -> Recorded | None:
    evidence = load(version).evidence({"subject": {"level": level}, "inputs": {"key_question_rating": said}})
    return evidence.entries.get(("key_question_rating", ("safe",)))


def told(found: Recorded | None) -> str | tuple[str, str] | None:
    match found:
        case None:
            return None
        case Recorded(value=ScaleLevel(id=id_)):
            return id_
        case Recorded(value=Missing(state=state, label=label)):
            return state.value, label or ""
    raise AssertionError(found)


def test_every_string_that_was_seen_is_here() -> None:
    assert list(READ) == SEEN


@pytest.mark.parametrize(("version", "level"), PLACES)
@pytest.mark.parametrize(("word", "read"), [one for words in READ.values() for one in words.items()])
def test_a_word_is_read_as_what_it_is(version: str, level: str, word: str, read: object) -> None:
    assert told(entry(version, level, {"safe": word})) == read


@pytest.mark.parametrize(("version", "level"), PLACES)
def test_an_empty_word_and_an_absent_key_say_the_same(version: str, level: str) -> None:
    framework = load(version)
    cases = [
        {"subject": {"level": level}, "inputs": {"key_question_rating": {"caring": "Good", **safe}}}
        for safe in ({"safe": ""}, {})
    ]
    empty, absent = (framework.evaluate(case) for case in cases)

    assert told(entry(version, level, {})) is None
    assert empty.to_dict() == absent.to_dict()


@pytest.mark.parametrize(("version", "level"), PLACES)
def test_no_word_that_is_no_rating_lowers_one(version: str, level: str) -> None:
    """What is suspended, or has no rating, is left out; it never counts as a bad one."""
    framework = load(version)
    words = [word for words in READ.values() for word, read in words.items() if isinstance(read, tuple)]
    for word in words:
        ratings = {"safe": word} | dict.fromkeys(("effective", "caring", "responsive", "well_led"), "Good")
        found = framework.evaluate({"subject": {"level": level}, "inputs": {"key_question_rating": ratings}})

        assert str(found["overall"].value) == "good"
