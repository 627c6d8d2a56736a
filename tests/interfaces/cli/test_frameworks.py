"""Frameworks as named on the command line: by `wellled frameworks`, a version, a day, a path."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest

EVERY = [["check"], ["test"], ["graph"], ["schema"]]


@pytest.fixture
def shelf(club, monkeypatch):
    """A library of one invented framework in two versions, beside the real grammar."""
    from wellled_rules.library.resources import root

    (club / "grammar").symlink_to(str(root() / "grammar"))
    (club / "rules").mkdir()
    text = Path("club.wlr").read_text()
    for version in ("2024-01", "2025-06"):
        folder = club / "versions" / f"club-{version}"
        folder.mkdir(parents=True)
        status = "status under_review\n    " if version == "2025-06" else ""
        dated = text.replace("club@2024-01", f"club@{version}")
        dated = dated.replace("in force from 2024-01-01", f"{status}in force from {version}-01")
        (folder / "framework.wlr").write_text(dated)
    monkeypatch.setenv("WELLLED_LIBRARY", str(club))
    return club


def test_list_has_every_version_with_its_period_and_how_well_it_is_known(shelf, wellled):
    ended = wellled("frameworks")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "club@2024-01",
        "  Chess clubs",
        "  from 2024-01-01 until 2025-06-01",
        "  4 rules cited, 1 assumption, 1 open",
        "club@2025-06",
        "  Chess clubs",
        "  under review; from 2025-06-01",
        "  4 rules cited, 1 assumption, 1 open",
    ]


def test_plain_list_has_a_line_for_each_version(shelf, wellled):
    first = wellled("frameworks", "--plain").out.splitlines()[0]
    assert first == "club@2024-01; Chess clubs; from 2024-01-01 until 2025-06-01; 4 rules cited, 1 assumption, 1 open"


def test_list_as_json(shelf, wellled):
    given = json.loads(wellled("frameworks", "--format", "json").out)
    assert given["schema"] == "wellled.frameworks/1"
    first = given["frameworks"][0]
    assert (first["id"], first["version"], first["regulator"]) == ("club", "2024-01", "Chess Board")
    periods = [(one["from"], one["until"]) for row in given["frameworks"] for one in row["periods"]]
    assert periods == [("2024-01-01", "2025-06-01"), ("2025-06-01", None)]
    assert (first["rules_cited"], first["assumptions"], first["open_points"]) == (4, 1, 1)


@pytest.mark.parametrize("id_", ["club", "club@2025-06"])
def test_one_framework_is_told_with_each_assumption_and_its_basis(shelf, wellled, id_):
    ended = wellled("frameworks", id_)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert "  published by Chess Board" in lines
    assert "  rule_for_halves: Rule for halves" in lines
    assert "    not found: the handbook is silent" in lines
    assert "    taken as halves up; could be halves down" in lines


def test_unknown_framework_is_told_with_the_nearest(shelf, wellled):
    for words in (["frameworks", "clbu"], ["check", "clbu@2024-01"], ["graph", "clbu@2024-01"]):
        ended = wellled(*words)
        assert (ended.code, ended.out) == (2, "")
        assert "clbu" in ended.err
        assert "`club" in ended.err


@pytest.mark.parametrize("words", EVERY)
def test_unknown_version_is_told_with_those_there_are(shelf, wellled, words):
    ended = wellled(*words, "club@2023-11")
    assert (ended.code, ended.out) == (2, "")
    assert "2024-01" in ended.err and "2025-06" in ended.err


def test_day_chooses_the_version_in_force(shelf, wellled):
    assert wellled("graph", "club@2025-05-31").out.startswith("club@2024-01: ")
    assert wellled("graph", "club@2025-06-01").out.startswith("club@2025-06: ")


def test_day_before_any_version_is_told(shelf, wellled):
    ended = wellled("graph", "club@2020-01-01")
    assert (ended.code, ended.out) == (2, "")
    assert "2020-01-01" in ended.err and "2024-01-01" in ended.err


def test_day_that_does_not_exist_is_told(shelf, wellled):
    ended = wellled("graph", "club@2025-02-30")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("wellled: `2025-02-30` is no day of the calendar\n")


@pytest.mark.parametrize("words", EVERY)
@pytest.mark.parametrize(
    "name", ["x" * 5000, "x/" * 3000, "a\0b", "a\0b.wlr", "\udcff", "@", "@@", "a@b@2024-01-01", " "]
)
def test_what_can_be_no_framework_is_refused(club, wellled, words, name):
    ended = wellled(*words, name)
    assert (ended.code, ended.out) == (2, "")
    assert "error[framework-not-found]" in ended.err


@pytest.mark.parametrize("words", EVERY)
def test_forbidden_rules_are_refused(club, wellled, words):
    with patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")):
        ended = wellled(*words, "club.wlr")
    assert (ended.code, ended.out) == (2, "")
    assert "club.wlr could not be read: permission denied" in ended.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_endless_rules_are_refused(wellled):
    ended = wellled("graph", "/dev/zero")
    assert (ended.code, ended.out) == (2, "")
    assert "larger than" in ended.err


@pytest.mark.parametrize("words", EVERY)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gone.wlr", "gone.wlr"),
        ("folder.wlr", "folder"),
        ("empty.wlr", "empty.wlr"),
        ("latin.wlr", "UTF-8"),
        ("huge.wlr", "large"),
    ],
)
def test_rules_that_can_not_be_read_are_refused(club, wellled, words, name, told):
    Path("folder.wlr").mkdir()
    Path("empty.wlr").write_bytes(b"")
    Path("latin.wlr").write_bytes(b'language 1\n\nframework caf\xe9@2024-01 "x"\n')
    with Path("huge.wlr").open("wb") as file:
        file.truncate(100_000_000)
    ended = wellled(*words, name)
    assert told in ended.err + ended.out
    assert "fault of this program" not in ended.err
    assert ended.code == 2 or (words == ["check"] and ended.code == 1)


def test_marks_of_other_editors_are_no_fault(club, wellled):
    rules = Path("club.wlr").read_text()
    Path("club.wlr").write_bytes(b"\xef\xbb\xbf" + rules.replace("\n", "\r\n").encode())
    assert wellled("check", "club.wlr", "--strict").code == 0
