"""`wellled diff`: what differs between two framework versions, in each form."""

from __future__ import annotations

import json

import pytest


def test_a_difference_is_an_answer_and_no_failure(wellled):
    ended = wellled("diff", "kloe@2017-06", "kloe@2018-03")
    assert (ended.code, ended.err) == (0, "")
    assert "  combined at trust: added" in ended.out.splitlines()
    assert "No outcome that stands in both is computed differently." in ended.out.splitlines()[0]
    assert "        good otherwise" in ended.out


def test_a_file_that_was_edited_against_its_release(wellled, tmp_path, club):
    text = (tmp_path / "club.wlr").read_text("utf-8")
    edited = text.replace("topic_grade of rooms is poor", "topic_grade of rooms is fair")
    (tmp_path / "edited.wlr").write_text(edited, "utf-8")
    ended = wellled("diff", "club.wlr", "edited.wlr")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("From club@2024-01 (club.wlr) to club@2024-01 (edited.wlr) rules change.")
    assert "    now   when topic_grade of rooms is fair" in ended.out.splitlines()
    assert "because of poor_rooms" in ended.out


def test_two_frameworks_that_are_no_versions_of_one_are_told_shortly(wellled):
    short = wellled("diff", "tutorial@2024-01", "kloe@2018-03")
    assert "two frameworks" in short.out
    assert short.out.count("\n") < 16
    in_full = wellled("diff", "tutorial@2024-01", "kloe@2018-03", "--everything")
    assert in_full.out.count("\n") > 300
    assert json.loads(wellled("diff", "tutorial@2024-01", "kloe@2018-03", "--format", "json").out)["related"] is False


def test_json_tells_every_declaration(wellled):
    ended = wellled("diff", "saf@2023-11", "saf@2024-12", "--format", "json")
    found = json.loads(ended.out)
    assert (found["schema"], found["same"], found["changes_meaning"]) == ("wellled.diff/1", False, True)
    assert found["counts"]["unchanged"] == sum(one["status"] == "unchanged" for one in found["declarations"]) > 50
    score = next(one for one in found["declarations"] if one["name"] == "statement_score")
    assert (score["status"], score["before"]["kind"], score["after"]["kind"]) == ("replaced", "determine", "input")
    assert score["after"]["place"].rpartition(":")[0].endswith("saf-2024-12/framework.wlr")
    assert score["before"]["cites"] and score["after"]["cites"]


def test_a_day_names_the_version_in_force(wellled):
    assert "saf@2023-11 and saf@2023-11 mean and say the same" in wellled("diff", "saf@2024-06-01", "saf@2023-11").out


@pytest.mark.parametrize("words", [("kloe@2017-06",), (), ("kloe@2017-06", "kloe@2018-03", "saf@2023-11")])
def test_two_are_needed(wellled, words):
    ended = wellled("diff", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("wellled: ")


def test_what_is_not_there_is_told_in_the_form_asked_for(wellled):
    ended = wellled("diff", "kloe@2017-06", "kloe@1999-01", "--format", "json")
    assert (ended.code, ended.out) == (2, "")
    assert json.loads(ended.err)["diagnostics"][0]["code"] == "framework-not-found"
