"""`wellled batch`: what is told of a refused row, and which rows are none to refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.batches import LESSONS, ROOMS, answers, told, written

WIDE = {"subject": ["a", "b", "c", "d"], ROOMS: ["good", "golden", "good", "gold"], LESSONS: ["good"] * 4}
LONG = {
    "subject": ["a", "b", "c", "b", "d"],
    "input": ["topic_grade"] * 5,
    "member": ["rooms", "rooms", "rooms", "lessons", "rooms"],
    "value": ["good", "golden", "good", "good", "gold"],
}


@pytest.mark.parametrize(("columns", "rows"), [(WIDE, [2, 4]), (LONG, [2, 5])], ids=["wide", "long"])
@pytest.mark.parametrize("form", [".parquet", ".csv", ".jsonl"])
def test_a_refused_row_has_its_number_in_the_file(
    club: Path, wellled: Callable[..., object], form: str, columns: dict[str, list[object]], rows: list[int]
) -> None:
    given = written(club / f"in{form}", columns)
    assert wellled("batch", "club.wlr", given, "--out", "out.csv").code == 1
    found = told(club / "out.csv.rejected.jsonl")
    assert [(one["row"], one["subject"]) for one in found] == [(rows[0], "b"), (rows[1], "d")]
    assert {str(one["pointer"]) for one in found} == {"/inputs/topic_grade/rooms"}
    assert [str(one["help"])[:12] for one in found] == ["the levels a", "did you mean"]


SCORED = """\
language 1

framework scored@2024-01 "Scored"
    status draft
    covers club
    headline score at club

level club "Club"

scale points "Points"
    worst first
    1 "One"
    2 "Two"
    three "3"

input given_points "Points"
    is a points

input members "Members"
    is a number from 0 to 9

determine score "Score"
    is a points
    equals given_points
"""


@pytest.mark.parametrize("form", [".csv", ".jsonl"])
def test_a_whole_number_may_be_written_with_a_point(club: Path, wellled: Callable[..., object], form: str) -> None:
    """As pandas writes a column of whole numbers in which some are missing."""
    (club / "scored.wlr").write_text(SCORED, "utf-8")
    points = ["2.0", " 2", "1", "1.00 ", "3", "1.5", "1.9999999999999999999", "3.0"]
    members = ["3.0", " 3", "3 ", "7", "7", "9.5", "7.0", "7.0"]
    if form == ".csv":
        lines = ["subject,given_points,members", *(f"{p},{p},{m}" for p, m in zip(points, members))]
    else:
        pairs = zip((one if one == "3" else json.loads(one) for one in points), map(json.loads, members))
        lines = [json.dumps({"given_points": p, "members": m}) for p, m in pairs]
        lines[6] = '{"given_points": 1.9999999999999999999}'
    (club / f"in{form}").write_text("\n".join(lines) + "\n", "utf-8")
    wellled("batch", "scored.wlr", f"in{form}", "--out", "out.jsonl")
    assert [row["score"] for row in answers(club / "out.jsonl")] == ["2", "2", "1", "1", "three"]
    found = told(club / "out.jsonl.rejected.jsonl")
    assert [(one["row"], one["pointer"]) for one in found] == [
        (row, f"/inputs/{name}") for row, name in zip((6, 6, 7, 8), ("given_points", "members", *["given_points"] * 2))
    ]  # fmt: skip


def test_rows_that_are_none_are_counted_and_empty_lines_are_not(club: Path, wellled: Callable[..., object]) -> None:
    lines = [f"subject,{ROOMS},{LESSONS}", "a,gold,good", "b,good,good,good", '"c\nc",gold,good', "", "d,good"]
    (club / "in.csv").write_text("\n".join([*lines, "e,gold,good", "f,good"]) + "\n", "utf-8")
    rows = [
        {"subject": "a", ROOMS: "gold"},
        {"subject": "b", "topic_grade.roms": "good"},
        {},
        {"subject": "d", ROOMS: 7},
    ]
    (club / "in.jsonl").write_text("\n".join(json.dumps(row) if row else "" for row in rows) + "\n", "utf-8")
    wellled("batch", "club.wlr", "in.csv", "--out", "csv.csv")
    wellled("batch", "club.wlr", "in.jsonl", "--out", "json.csv")
    found = told(club / "csv.csv.rejected.jsonl")
    assert [(one["row"], one["subject"]) for one in found] == [
        (1, "a"), (2, None), (3, "c\nc"), (4, None), (5, "e"), (6, None),
    ]  # fmt: skip
    found = told(club / "json.csv.rejected.jsonl")
    assert [(one["row"], one["subject"], one["help"] is None) for one in found] == [
        (1, "a", False), (2, "b", False), (3, "d", False),
    ]  # fmt: skip
    assert found[1]["help"] == "did you mean `topic_grade.rooms`?"


def test_rows_of_a_long_file_keep_their_numbers(club: Path, wellled: Callable[..., object]) -> None:
    """The reader of a CSV is a block ahead of what it hands over."""
    with (club / "in.csv").open("w", encoding="utf-8") as file:
        file.write(f"subject,{ROOMS},{LESSONS}\n")
        for row in range(1, 500_001):
            file.write("x,y\n" if row % 99_999 == 0 else f"c{row},{'gold' if row % 100_000 == 0 else 'good'},good\n")
    wellled("batch", "club.wlr", "in.csv", "--out", "out.parquet")
    found = told(club / "out.parquet.rejected.jsonl")
    assert [one["row"] for one in found] == [99_999 * turn + more for turn in range(1, 6) for more in (0, turn)]
    assert [one["subject"] for one in found[1::2]] == [f"c{100_000 * turn}" for turn in range(1, 6)]


@pytest.mark.parametrize("turn", [0, 1])
def test_a_strange_key_loses_its_own_line_alone(turn: int, club: Path, wellled: Callable[..., object]) -> None:
    lines = ['{"subject": "a", "topic_grade.rooms": "good"}', '{"subject": "b", "topic_grade.rooms": "good"}']
    lines[turn] = lines[turn].replace("rooms", "roms")
    (club / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.jsonl", "--out", "out.jsonl").code == 1
    (answer,) = (club / "out.jsonl").read_text("utf-8").splitlines()
    assert f'"{"ba"[turn]}"' in answer
    (one,) = told(club / "out.jsonl.rejected.jsonl")
    assert (one["row"], one["subject"]) == (turn + 1, "ab"[turn])
