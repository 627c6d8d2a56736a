"""`wellled check`: findings on standard output, how it stands on standard error."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest


def _changed(old: str, new: str) -> None:
    rules = Path("club.wlr").read_text()
    assert old in rules
    Path("club.wlr").write_text(rules.replace(old, new))


def test_rules_that_check_give_no_findings(club, wellled):
    ended = wellled("check", "club.wlr", "--strict")
    assert (ended.code, ended.out) == (0, "")
    told = r"club\.wlr: no findings; 4 rules cited, 1 assumption, 1 open; steps at most: \d+ for a club\n"
    assert re.fullmatch(told, ended.err)


def test_error_is_told_with_its_place(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    ended = wellled("check", "club.wlr")
    assert ended.code == 1
    assert "club.wlr:" in ended.out
    assert "topic_grad" in ended.out


def test_findings_are_counted_once_where_it_says_how_each_framework_stands(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    for asked in ((), ("--notes",), ("--plain",)):
        ended = wellled("check", "club.wlr", *asked)
        assert "1 error" not in ended.out
        assert ended.err.startswith("club.wlr: 1 error, 0 warnings")


def test_a_level_is_spoken_of_with_its_article(club, wellled):
    rules = Path("club.wlr").read_text()
    Path("club.wlr").write_text(re.sub(r"\bclub\b(?!s|@|\.)", "academy", rules))
    assert re.search(r"steps at most: \d+ for an academy$", wellled("check", "club.wlr").err.strip())


def test_plain_findings_have_no_drawing(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    ended = wellled("check", "club.wlr", "--plain")
    assert ended.code == 1
    assert ended.out.startswith("club.wlr:")
    assert ended.out.isascii() or "│" not in ended.out


def test_findings_as_json(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    given = json.loads(wellled("check", "club.wlr", "--format", "json").out)
    assert given["schema"] == "wellled.diagnostics/1"
    assert given["counts"]["error"] >= 1


def test_example_that_fails_is_an_error(club, wellled):
    _changed("then mark is good", "then mark is fair")
    ended = wellled("check", "club.wlr")
    assert ended.code == 1
    assert "good_club" in ended.out or "Good in both" in ended.out


def test_warnings_count_only_where_they_are_asked_to(club, wellled):
    _changed('    cites handbook "Limits"\n', "")
    assert wellled("check", "club.wlr").code == 0
    assert wellled("check", "club.wlr", "--strict").code == 1


def test_several_frameworks_are_told_together(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    Path("other.wlr").write_text(Path("club.wlr").read_text().replace("is a grade\n    by", "is a grad\n    by"))
    ended = wellled("check", "club.wlr", "other.wlr", "--plain")
    assert ended.code == 1
    assert "club.wlr:" in ended.out and "other.wlr:" in ended.out


def test_one_that_can_not_be_found_hides_nothing_of_the_others(club, wellled):
    _changed("equals topic_grade\n", "equals topic_grad\n")
    ended = wellled("check", "gone.wlr", "club.wlr", "--plain")
    assert ended.code == 2
    assert "gone.wlr" in ended.err
    assert "club.wlr:" in ended.out


def test_nothing_to_check_is_bad_usage(wellled):
    ended = wellled("check")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("wellled: name the frameworks, or ask for --all\n")


def _with_a_note() -> None:
    """Let the average be of nothing, which the checker notes."""
    _changed("judged by visitor\n", "judged by visitor\n    treat not_applicable as left out\n")


def test_note_takes_a_line(club, wellled):
    _with_a_note()
    lines = wellled("check", "club.wlr").out.splitlines()
    assert lines
    for line in lines:
        assert re.match(r"club\.wlr:\d+:\d+: note [a-z-]+: ", line)


def test_notes_are_told_in_full_where_they_are_asked_for(club, wellled):
    _with_a_note()
    told = wellled("check", "club.wlr", "--notes").out
    assert told.startswith("note[")
    assert "= help: " in told


def test_note_stops_nothing(club, wellled):
    _with_a_note()
    assert wellled("check", "club.wlr", "--strict").code == 0


def test_day_chooses_what_is_checked(wellled, monkeypatch):
    from wellled_rules.api import loading

    monkeypatch.setattr(loading, "in_force", lambda id_, day: f"{id_}-{day:%Y}.wlr")
    ended = wellled("check", "club@2025-03-14")
    assert ended.code == 2
    assert "`club-2025.wlr`" in ended.err


def test_a_file_that_is_no_text_is_unreadable_not_wrong(wellled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("latin.wlr").write_bytes("language 1\n\nlevel caf\u00e9\n".encode("latin-1"))
    ended = wellled("check", "latin.wlr")
    assert ended.code == 2
    assert ended.out == ""
    assert "not text in UTF-8" in ended.err


@pytest.mark.parametrize("others", [(), ("club.wlr",)])
def test_what_can_not_be_read_is_in_the_json_as_well(club, wellled, others):
    ended = wellled("check", *others, "none.wlr", "--format", "json")
    told = json.loads(ended.out)
    assert ended.code == 2
    assert [one["code"] for one in told["diagnostics"]][-1:] == ["framework-not-found"]
    assert told["counts"]["error"] == len(told["diagnostics"]) == 1
    assert "none.wlr" in ended.err


def _two_versions(first: str, second: str) -> None:
    """Two versions of the club's framework that know nothing of each other, with these periods."""
    rules = Path("club.wlr").read_text()
    header = re.search(r"^framework .*\n", rules, re.MULTILINE).group()
    rules = re.sub(r"    in force .*\n", "", rules)
    for version, period in (("2024-01", first), ("2025-01", second)):
        named = re.sub(r"@[\d-]+", f"@{version}", header) + f"    in force {period}\n"
        Path(f"club-{version}.wlr").write_text(rules.replace(header, named))


def test_days_of_versions_that_are_checked_together_are_compared(club, wellled):
    both = ("club-2024-01.wlr", "club-2025-01.wlr")
    for first, code, told in (
        ("from 2024-01-01 until 2025-06-01", 1, "periods-overlap"),
        ("from 2024-01-01 until 2024-06-01", 0, "periods-gap"),
    ):
        _two_versions(first, "from 2025-01-01")
        for named in (both, both[::-1]):
            ended = wellled("check", *named)
            assert (ended.code, ended.out.count(f"[{told}]")) == (code, 1)
            assert "no findings" not in ended.err
        assert wellled("check", both[0]).out == wellled("check", both[1]).out == ""
    _two_versions("from 2024-01-01", "from 2025-01-01")
    assert wellled("check", *both, "--strict").out == ""


def test_days_of_an_amendment_are_compared_with_those_of_its_base_beside_it(club, wellled):
    _two_versions("from 2024-01-01 until 2025-06-01", "from 2025-01-01")
    header = re.search(r"framework (\S+) .*\n", Path("club-2024-01.wlr").read_text())
    lines = (header[0].replace("2024-01", "2025-01"), f"    amends {header[1]}\n", "    in force from 2025-01-01\n")
    Path("club-2025-01.wlr").write_text("language 1\n\n" + "".join(lines))
    ended = wellled("check", "club-2025-01.wlr")
    assert (ended.code, ended.out.count("error[periods-overlap]")) == (1, 1)


def test_a_version_that_two_named_files_declare_is_told_once_with_both_places(club, wellled):
    Path("again.wlr").write_text(Path("club.wlr").read_text().replace("language 1\n", "language 1\n\n"))
    line = 1 + Path("club.wlr").read_text().splitlines().index(_header())
    for named in (("again.wlr", "club.wlr"), ("club.wlr", "again.wlr")):
        ended = wellled("check", *named, "--plain")
        assert ended.code == 1
        assert ended.out.count("error declared-twice: two files declare") == 1
        assert f"club.wlr:{line}:11: error declared-twice: " in ended.out
        assert f"also at again.wlr:{line + 1}:11: `" in ended.out
    assert wellled("check", "club.wlr", "./club.wlr").code == 0


def _header():
    return next(one for one in Path("club.wlr").read_text().splitlines() if one.startswith("framework "))
