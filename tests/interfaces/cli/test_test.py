"""`wellled test`: the examples of a framework."""

from __future__ import annotations

import json
from pathlib import Path


def _failing() -> None:
    Path("club.wlr").write_text(Path("club.wlr").read_text().replace("then mark is good", "then mark is fair"))


def test_examples_that_pass_are_listed(club, wellled):
    ended = wellled("test", "club.wlr")
    assert ended.code == 0
    assert ended.out == "club@2024-01\n  passed  good_club: Good in both\n"
    assert ended.err == "1 example, all as written\n"


def test_example_that_fails_says_what_came_instead(club, wellled):
    _failing()
    ended = wellled("test", "club.wlr")
    assert ended.code == 1
    line = Path("club.wlr").read_text().splitlines().index("    then mark is fair") + 1
    assert ended.out.startswith(f"club@2024-01\n  FAILED  good_club: Good in both\n          club.wlr:{line}:")
    assert ended.out.endswith(": mark is good\n")
    assert ended.err == "1 example, 1 failed\n"


def test_examples_as_json(club, wellled):
    _failing()
    ended = wellled("test", "club.wlr", "--format", "json")
    given = json.loads(ended.out)
    assert (ended.code, given["schema"]) == (1, "wellled.examples/1")
    (one,) = given["frameworks"][0]["examples"]
    assert (one["name"], one["level"], one["passed"]) == ("good_club", "club", False)
    assert [miss["said"] for miss in one["misses"]] == ["mark is good"]
    assert one["place"]["file"] == "club.wlr"


def test_rules_that_do_not_check_have_no_examples_to_run(club, wellled):
    Path("club.wlr").write_text(Path("club.wlr").read_text().replace("equals topic_grade\n", "equals topic_grad\n"))
    ended = wellled("test", "club.wlr")
    assert (ended.code, ended.out) == (2, "")
    assert "topic_grad" in ended.err
