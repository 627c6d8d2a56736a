"""`wellled eval`: what comes out, and everything that can be wrong with what goes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellled_rules.cases.limits import LIMITS


def _case(**topics: object) -> bytes:
    return json.dumps({"inputs": {"topic_grade": topics}}).encode()


GOOD = _case(rooms="good", lessons="good")
HALF = _case(rooms="good", lessons="fair")
OPEN = _case(rooms="good")


def test_result_is_told_from_the_headline_down(club, wellled):
    ended = wellled("eval", "club.wlr", "-", stdin=GOOD)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Mark of the club: Good"
    assert lines[1] == "An exercise: the Chess Board marks no clubs."
    assert "Framework: Chess clubs (club@2024-01)" in lines
    assert "  Average: 3" in lines
    assert lines[lines.index("  Mark of a topic") + 1 :][:2] == ["    Rooms: Good", "    Lessons: Good"]


def test_assumption_that_decides_is_told(club, wellled):
    ended = wellled("eval", "club.wlr", "-", stdin=HALF)
    assert ended.code == 0
    lines = ended.out.splitlines()
    at = lines.index("  “Rule for halves” taken as halves down")
    assert lines[at + 1 : at + 3] == ["    Average: 2", "    Mark of the club: Fair"]


def test_result_as_json_is_the_document_of_the_schema(club, wellled):
    ended = wellled("eval", "club.wlr", "-", "--format", "json", stdin=GOOD)
    given = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert given["schema"] == "wellled.result/1"
    assert given["outcomes"]["mark"]["value"] == "good"
    assert list(given) == [
        "schema", "framework", "engine", "standing", "standing_text", "subject", "assessment", "assessed_on",
        "evidence_hash", "headline", "outcomes", "sensitivities", "checks", "notices",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
def test_undetermined_headline_has_an_exit_code_of_its_own(club, wellled, form):
    ended = wellled("eval", "club.wlr", "-", "--format", form, stdin=OPEN)
    assert (ended.code, ended.err) == (3, "")
    assert "waits" in ended.out


def test_undetermined_headline_says_what_it_waits_for(club, wellled):
    lines = wellled("eval", "club.wlr", "-", stdin=OPEN).out.splitlines()
    assert lines[0] == "Mark of the club: not yet determined, possible: Good or Fair"
    assert lines[1] == "  waits for Lessons (Grade of a topic)"


def test_case_may_be_a_file_in_either_form(club, wellled):
    Path("case.yaml").write_text("inputs:\n  topic_grade:\n    rooms: good\n    lessons: good\n")
    Path("case.json").write_bytes(b"\xef\xbb\xbf" + GOOD.replace(b" ", b"\r\n"))
    told = [wellled("eval", "club.wlr", name, "--format", "json") for name in ("case.yaml", "case.json")]
    assert [one.code for one in told] == [0, 0]
    assert told[0].out == told[1].out


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b'{"a": "caf\xe9"}', "not UTF-8"),
        (b"{", "the text ends before the case does"),
        (b"[]", "list"),
        (b"[" * 100_000, ""),
        (b'{"inputs": {"topic_grade": {"rooms": 1e999999999}}}', ""),
    ],
)
def test_case_that_can_not_be_read_is_refused(club, wellled, data, told):
    Path("case.json").write_bytes(data)
    ended = wellled("eval", "club.wlr", "case.json")
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert "fault of this program" not in ended.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gone.json", "there is no file `gone.json`"),
        ("folder", "`folder` is a folder, not a file"),
        (
            "huge.json",
            f"`huge.json` is too large (100,000,000 bytes)\n  help: a file may have {LIMITS.text_bytes:,} bytes",
        ),
    ],
)
def test_case_that_can_not_be_opened_is_refused(club, wellled, name, told):
    Path("folder").mkdir()
    with Path("huge.json").open("wb") as file:
        file.truncate(100_000_000)
    ended = wellled("eval", "club.wlr", name)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"wellled: {told}")


def test_everything_wrong_with_a_case_is_told_at_once(club, wellled):
    ended = wellled("eval", "club.wlr", "-", stdin=_case(rooms="godo", lesson="good"))
    assert (ended.code, ended.out) == (2, "")
    assert "case: /inputs/topic_grade/rooms" in ended.err
    assert "case: /inputs/topic_grade/lesson" in ended.err
    assert ended.err.rstrip().endswith("2 errors, 0 warnings")


def test_refused_case_is_told_in_the_form_asked_for(club, wellled):
    ended = wellled("eval", "club.wlr", "-", "--format", "json", stdin=_case(rooms="godo"))
    given = json.loads(ended.err)
    assert (ended.code, ended.out) == (2, "")
    assert given["schema"] == "wellled.diagnostics/1"
    assert [one["pointer"] for one in given["diagnostics"]] == ["/inputs/topic_grade/rooms"]


def test_names_from_outside_are_inert(club, wellled):
    case = {
        "subject": {"name": "\x1b[31mRed\u202e[bold]"},
        "inputs": {"topic_grade": {"rooms": "good", "lessons": "good"}},
    }
    ended = wellled("eval", "club.wlr", "-", stdin=json.dumps(case).encode())
    assert ended.code == 0
    assert "\x1b" not in ended.out and "\u202e" not in ended.out
    assert "Subject: \\x1b[31mRed\\u202e[bold], Club" in ended.out


@pytest.mark.parametrize(("case", "code"), [(GOOD, 0), (OPEN, 3)])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_profile_goes_to_the_other_stream_and_changes_no_answer(club, wellled, case, code, form):
    plain = wellled("eval", "club.wlr", "-", "--format", form, stdin=case)
    ended = wellled("eval", "club.wlr", "-", "--format", form, "--profile", stdin=case)
    assert (ended.code, ended.out) == (code, plain.out)
    assert plain.err == ""
    if form == "json":
        told = json.loads(ended.err)
        assert {one["title"] for one in told["rules"]} >= {"Average", "Mark of the club", "Poor rooms"}
    else:
        lines = ended.err.splitlines()
        assert any(line.endswith("Mark of the club (determine)") for line in lines)
        assert any(line.split()[:2] == ["100.0", "%"] and line.endswith("all rules") for line in lines)


def test_a_refused_case_is_told_as_without_a_profile(club, wellled):
    told = [wellled("eval", "club.wlr", "-", *more, stdin=b"{") for more in ((), ("--profile",))]
    assert told[0] == told[1]
    assert told[0].code == 2
