"""What `CHANGES.md` of an amendment claims is what its text differs by."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from wellled_rules.api import diff
from wellled_rules.backends.comparer.difference import Difference, Entry, Status

VERSIONS = Path(__file__).parents[2] / "versions"
AMENDED = {"saf-2024-12": ("saf@2023-11", "saf@2024-12"), "kloe-2018-03": ("kloe@2017-06", "kloe@2018-03")}
RULES = ("levels", "scales", "sets", "inputs", "weights", "collections", "rules", "exceptions", "checks")
_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_NAME = re.compile(r"`(\w+)`")


@cache
def found(version: str) -> Difference:
    return diff(*AMENDED[version]).compared


def text(version: str) -> str:
    """The page, without what it says of its own history."""
    return (VERSIONS / version / "CHANGES.md").read_text("utf-8").partition("\n## ")[0]


def rows(version: str) -> list[tuple[str, str, str]]:
    return [row for row in _ROW.findall(text(version)) if row[0] not in ("clause", "---")]


def entries(version: str, name: str) -> list[Entry]:
    told = [entry for entry in found(version).entries if entry.name == name]
    assert told, name
    return told


@pytest.mark.parametrize("version", AMENDED)
def test_each_row_says_what_became_of_the_declarations_that_it_names(version: str) -> None:
    named = 0
    for clause, before, now in rows(version):
        for name in _NAME.findall(clause):
            named += 1
            became = {entry.status for entry in entries(version, name)}
            if before == "was not there":
                assert became == {Status.ADDED}, name
            elif now.startswith("removed"):
                assert became == {Status.REMOVED}, name
            else:
                assert became <= {Status.REPLACED, Status.CHANGED}, name
    assert named >= 4


@pytest.mark.parametrize("version", AMENDED)
def test_every_rule_that_means_something_else_by_itself_is_named(version: str) -> None:
    by_itself = {
        entry.name
        for entry in found(version).entries
        if entry.section in RULES and entry.changes_meaning and entry.status is not Status.FOLLOWS
    }
    assert by_itself <= set(_NAME.findall(text(version)))


@pytest.mark.parametrize("version", AMENDED)
def test_what_means_something_else_in_the_header_is_told(version: str) -> None:
    (header,) = [entry for entry in found(version).entries if entry.section == "header"]
    words = {change.word for change in header.clauses if change.changes_meaning}
    assert words == ({"in force", "shows"} if version == "kloe-2018-03" else {"in force"})
    for word in words:
        assert [clause for clause, _, _ in rows(version)].count(word) == 1


def test_what_says_the_same_as_before_rests_on_one_more_assumption() -> None:
    (paragraph,) = [one for one in text("saf-2024-12").split("\n\n") if "say the same as before" in one]
    names = [*_NAME.findall(paragraph), "short_of_outstanding", "significant_shortfall"]
    for name in names:
        for entry in entries("saf-2024-12", name):
            assert not any(change.changes_meaning for change in entry.clauses)
            assert "rests on stages_unchanged" in [change.after for change in entry.clauses]
    assert len(names) == 6


def test_what_is_inherited_unchanged_is_the_same_or_follows() -> None:
    same = {Status.UNCHANGED, Status.FOLLOWS, Status.REWORDED}
    for name in ("quality_statement", "rule_for_halves", "trust_moderation", "trust_rating", "overall", "question"):
        assert {entry.status for entry in entries("saf-2024-12", name)} <= same
    assert found("kloe-2018-03").count(Status.FOLLOWS) == 0
    assert not found("kloe-2018-03").affected
    gone = [entry for entry in found("kloe-2018-03").entries if entry.status is Status.REMOVED]
    assert [entry.name for entry in gone] == ["first_day"]


def test_examples_that_speak_of_statement_scores_are_inherited_word_for_word() -> None:
    examples = [entry for entry in found("saf-2024-12").entries if entry.section == "examples"]
    assert {entry.status for entry in examples} == {Status.ADDED, Status.REMOVED, Status.UNCHANGED}
    assert sum(entry.status is Status.REMOVED for entry in examples) == 23
