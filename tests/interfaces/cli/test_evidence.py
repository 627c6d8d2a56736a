"""`wellled evidence`: where the evidence of a case is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASE = str(Path(__file__).parents[3] / "versions" / "saf-2024-12" / "examples" / "on-the-half.yaml")
OPEN = b'{"subject": {"level": "trust"}, "inputs": {"statement_score": {"leaders": 3}}}'


def test_text_and_json_tell_of_every_item(wellled):
    ended = wellled("evidence", "saf@2024-12", CASE)
    assert (ended.code, ended.err) == (0, "")
    assert "  board_papers: Board papers, public part; " in ended.out
    told = json.loads(wellled("evidence", "saf@2024-12", CASE, "--format", "json").out)
    assert [(one["id"], one["times"], one["use"]) for one in told["items"]] == [("board_papers", 1, "used")]
    assert wellled("evidence", "saf@2024-12", CASE, "--format", "html").out.startswith("<!DOCTYPE html>")


def test_an_undetermined_outcome_is_no_failure(wellled):
    ended = wellled("evidence", "saf@2024-12", "-", stdin=OPEN)
    assert ended.code == 0
    assert "Assessed on: not said" in ended.out


def test_a_case_that_is_refused_is_told_in_the_form_asked_for(wellled):
    case = OPEN.replace(b"3", b"9")
    ended = wellled("evidence", "saf@2024-12", "-", "--format", "json", stdin=case)
    assert (ended.code, ended.out) == (2, "")
    assert json.loads(ended.err)["diagnostics"][0]["code"] == "off-the-scale"
    assert wellled("evidence", "saf@2024-12").code == 2
    assert wellled("evidence", "saf@2024-12", "nowhere.json").code == 2


@pytest.mark.parametrize("command", ["eval", "explain", "evidence"])
def test_a_table_is_sent_to_where_tables_are_worked_out(club, wellled, command):
    Path("clubs.csv").write_text("subject,topic_grade.rooms\na,good\n", "utf-8")
    ended = wellled(command, "club.wlr", "clubs.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "`clubs.csv` is a table, and a case is a file of JSON or YAML" in ended.err
    assert "`wellled batch FRAMEWORK clubs.csv --out OUT`" in ended.err
    assert "there is no file `gone.csv`" in wellled(command, "club.wlr", "gone.csv").err
