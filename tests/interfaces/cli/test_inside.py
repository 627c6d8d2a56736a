"""Subjects inside on the command line: the summary, `--of`, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.fairs import FAIRS


def _case(*stalls: dict[str, Any], **subject: Any) -> bytes:
    return json.dumps({"subject": {"level": "fair", "stalls": stalls, **subject}}).encode()


def _stall(id_: str, front: str, back: str = "good", **more: Any) -> dict[str, Any]:
    return {"id": id_, "found": {"front_side": front, "back_side": back}, **more}


ROWS = [{"id": "fish", "name": "Fish row", "stalls": [_stall("1", "good"), _stall("2", "poor")]}]
WHOLE = _case(_stall("1", "good", name="The bench"), rows=ROWS)


@pytest.fixture(autouse=True)
def fairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fairs.wlr").write_text(FAIRS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_each_is_told_with_the_headline_of_its_level(wellled):
    ended = wellled("eval", "fairs.wlr", "-", stdin=WHOLE)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[lines.index("Inside") + 1 :][:4] == [
        "  Row of stalls Fish row, fish, Outcome: Poor, not moderated, reason missing",
        "    Stall 1, Outcome: Good, not moderated, reason missing",
        "    Stall 2, Outcome: Poor, not moderated, reason missing",
        "  Stall The bench, 1, Outcome: Good, not moderated, reason missing",
    ]


def test_what_one_of_them_waits_for_is_told_with_whose_it_is(wellled):
    ended = wellled("eval", "fairs.wlr", "-", stdin=_case(_stall("1", "good", "not_seen"), _stall("2", "good")))
    assert ended.code == 3
    assert "  waits for The back, Stall 1 (How a side was found)" in ended.out.splitlines()


def test_of_many_the_first_are_told_and_counted(wellled):
    ended = wellled("eval", "fairs.wlr", "-", stdin=_case(*(_stall(str(turn), "good") for turn in range(20))))
    assert "  and 8 more; the JSON form has them all" in ended.out.splitlines()


def test_a_case_with_nobody_inside_says_nothing_of_them(wellled):
    assert "Inside" not in wellled("eval", "fairs.wlr", "-", stdin=_case()).out


@pytest.mark.parametrize(
    ("of", "headline"),
    [
        ("outcome@row/fish", "Poor: the number of “Its stalls” is 2, which is under 3"),
        ("@row/fish", "Poor: the number of “Its stalls” is 2, which is under 3"),
        ("@row/fish/stall/1", "Good, not Fair: "),
        ("outcome@stall/1", "Good, not Fair: "),
        ("outcome", "Poor: "),
    ],
)
def test_one_of_them_is_explained_by_its_path(wellled, of, headline):
    ended = wellled("explain", "fairs.wlr", "-", "--of", of, "--plain", stdin=WHOLE)
    assert ended.code == 0
    assert ended.out.startswith(headline)


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("@row/fsh", "wellled: there is no subject `row/fsh`\n  help: did you mean `row/fish`?\n"),
        ("share@row/fish", "wellled: there is no outcome `share`\n  help: there are `outcome`\n"),
        ("outcome/x@row/fish", "wellled: `outcome/x` names a member too many\n  help: name `outcome` after --of\n"),
        ("@row", "wellled: there is no subject `row`"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(wellled, of, told):
    ended = wellled("explain", "fairs.wlr", "-", "--of", of, stdin=WHOLE)
    assert ended.code == 2
    assert ended.err.startswith(told)


def test_an_outcome_inside_that_is_open_ends_with_three(wellled):
    case = _case(_stall("1", "good", "not_seen"))
    assert wellled("explain", "fairs.wlr", "-", "--of", "@stall/1", stdin=case).code == 3


def test_the_json_has_them_nested(wellled):
    told = json.loads(wellled("eval", "fairs.wlr", "-", "--format", "json", stdin=WHOLE).out)
    assert [one["id"] for one in told["inside"]["rows"][0]["stalls"]] == ["1", "2"]


def test_mistakes_are_told_with_their_place(wellled):
    ended = wellled("eval", "fairs.wlr", "-", stdin=_case({"found": {"front_side": "good"}}))
    assert ended.code == 2
    assert "case: /subject/stalls/0" in ended.err


def test_the_schema_and_the_drawing_know_them(wellled):
    assert '"stalls"' in wellled("schema", "fairs.wlr").out
    assert "takes Outcome (outcome) of each Stall" in wellled("graph", "fairs.wlr").out
    for form in ("mermaid", "dot"):
        assert "Its stalls" in wellled("graph", "fairs.wlr", "--format", form).out
