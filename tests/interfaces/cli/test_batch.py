"""`wellled batch`: tables in, tables out, and no row that loses another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
csv = pytest.importorskip("pyarrow.csv")

ROOMS, LESSONS = "topic_grade.rooms", "topic_grade.lessons"


def clubs(**columns: list[object]) -> dict[str, list[object]]:
    """A table of clubs, good in both topics unless said otherwise."""
    length = max((len(one) for one in columns.values()), default=1)
    return {"subject": [f"c{turn}" for turn in range(length)], ROOMS: ["good"] * length, LESSONS: ["good"] * length} | {
        name.replace("__", "."): values for name, values in columns.items()
    }


def written(path: Path, columns: dict[str, list[object]]) -> str:
    """The table in a file of the form that its name promises."""
    table = pa.table(columns)
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    elif path.suffix == ".csv":
        csv.write_csv(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()), "utf-8")
    return path.name


def answers(path: Path) -> list[dict[str, object]]:
    """Rows of a file of answers; an empty field is null."""
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".csv":
        options = csv.ConvertOptions(null_values=[""], strings_can_be_null=True)
        return csv.read_csv(path, convert_options=options).to_pylist()
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def told(path: Path) -> list[dict[str, object]]:
    """The refused rows."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("into", [".parquet", ".csv", ".jsonl"])
@pytest.mark.parametrize("out_of", [".parquet", ".csv", ".jsonl"])
def test_every_form_becomes_every_form(club: Path, wellled: Callable[..., object], out_of: str, into: str) -> None:
    given = written(
        club / f"in{out_of}", clubs(topic_grade__rooms=["poor", "good", None], topic_grade__lessons=["good"] * 3)
    )
    ended = wellled("batch", "club.wlr", given, "--out", f"out{into}")
    assert (ended.code, ended.out, ended.err) == (0, "", "3 rows, none refused\n")
    rows = answers(club / f"out{into}")
    assert [(row["subject"], row["mark"], row["mark:status"]) for row in rows] == [
        ("c0", "fair", "determined"),
        ("c1", "good", "determined"),
        ("c2", None, "undetermined"),
    ]
    assert sorted(path.name for path in club.iterdir()) == sorted(
        {"club.wlr", given, f"out{into}", f"out{into}.rejected.jsonl"}
    )


def test_a_bad_row_is_told_and_loses_no_other(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs(topic_grade__rooms=["good", "golden", "poor"]))
    ended = wellled("batch", "club.wlr", given, "--out", "out.jsonl")
    assert ended.code == 1
    assert [row["subject"] for row in answers(club / "out.jsonl")] == ["c0", "c2"]
    (one,) = told(club / "out.jsonl.rejected.jsonl")
    assert (one["row"], one["pointer"], one["code"]) == (2, "/inputs/topic_grade/rooms", "off-the-scale")
    assert "golden" in str(one["reason"])


def test_lines_that_are_no_rows_lose_no_other(club: Path, wellled: Callable[..., object]) -> None:
    good = json.dumps({"subject": "a", ROOMS: "good", LESSONS: "good"})
    bad = [
        "{",
        "[]",
        '{"subject": {}}',
        '{"a": 1, "a": 2}',
        json.dumps({"roms": 1}),
        "[" * 100_000,
        "\u00e9{",
        r'{"subject": "\ud800"}',
        r'{"\udfff": "a"}',
    ]
    (club / "in.jsonl").write_text("\n".join([good, *bad, "", good]) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.jsonl", "--out", "out.parquet").code == 1
    assert len(answers(club / "out.parquet")) == 2
    assert [one["row"] for one in told(club / "out.parquet.rejected.jsonl")] == list(range(2, 11))


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


def test_a_csv_line_with_too_few_fields_is_told(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.csv").write_text(f"subject,{ROOMS},{LESSONS}\na,good,good\nb,good\nc,good,good\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.csv").code == 1
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a", "c"]
    (one,) = told(club / "out.csv.rejected.jsonl")
    assert one["reason"] == "2 fields where the header has 3"


@pytest.mark.parametrize("given", ["in.csv", "in.parquet", "in.jsonl"])
def test_rows_that_say_no_more_than_who_they_are_are_cases(
    club: Path, wellled: Callable[..., object], given: str
) -> None:
    written(club / given, {"subject": ["a", "b"]})
    assert wellled("batch", "club.wlr", given, "--out", "out.jsonl").code == 0
    assert [row["mark:status"] for row in answers(club / "out.jsonl")] == ["undetermined"] * 2


def test_a_csv_line_that_is_neither_text_nor_whole_is_told(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.csv").write_bytes(f"subject,{ROOMS},{LESSONS}\na,good,good\n".encode() + b"b\xed\xa0\nc,good,good\n")
    ended = wellled("batch", "club.wlr", "in.csv", "--out", "out.csv")
    assert (ended.code, ended.err.splitlines()[0][:6]) == (1, "3 rows")
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a", "c"]


def test_text_that_is_no_text_loses_no_other_row(club: Path, wellled: Callable[..., object]) -> None:
    lines = [f"subject,{ROOMS},{LESSONS}".encode(), b"a,good,good", b"b,\xff\xfe,good", b"\xff,good,good"]
    (club / "in.csv").write_bytes(b"\n".join(lines) + b"\n")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.csv").code == 1
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a", "\\xff"]
    assert [one["row"] for one in told(club / "out.csv.rejected.jsonl")] == [2]


ODD = {
    "list": pa.array([["good"], ["good", "poor"], None]),
    "struct": pa.array([{"a": 1}, None, {"a": 2}]),
    "map": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int64())),
    "binary": pa.array([b"\xff", b"good", None]),
    "view": pa.array(["good", "poor", None], pa.string_view()),
    "time": pa.array([1, 2, None], pa.timestamp("us")),
    "float": pa.array([1.5, float("nan"), None]),
    "span": pa.array([1, 2, None], pa.duration("s")),
    "null": pa.nulls(3),
}


@pytest.mark.parametrize("into", [".parquet", ".csv", ".jsonl"])
@pytest.mark.parametrize("kind", ODD)
def test_a_column_of_any_type_is_read_or_refused_row_by_row(
    club: Path, wellled: Callable[..., object], kind: str, into: str
) -> None:
    good = {ROOMS: ["good"] * 3, LESSONS: ["good"] * 3}
    for name in (ROOMS, f"{ROOMS}:reason", "given:mark"):
        pq.write_table(pa.table({**good, name: ODD[kind]}), club / "in.parquet")
        ended = wellled("batch", "club.wlr", "in.parquet", "--out", f"out{into}")
        assert ended.code in (0, 1), (name, ended.err)
        assert len(answers(club / f"out{into}")) + len({one["row"] for one in told_beside(club, into)}) == 3
    pq.write_table(pa.table({**good, "subject": ODD[kind]}), club / "in.parquet")
    assert wellled("batch", "club.wlr", "in.parquet", "--out", f"out{into}").code == 0
    assert len(answers(club / f"out{into}")) == 3


def told_beside(club: Path, into: str) -> list[dict[str, object]]:
    return told(club / f"out{into}.rejected.jsonl")


def test_a_line_without_end_loses_no_other_row(club: Path, wellled: Callable[..., object]) -> None:
    good = json.dumps({"subject": "a", ROOMS: "good", LESSONS: "good"})
    (club / "in.jsonl").write_text(f'{good}\n{{"subject": "{"x" * 3_000_000}"}}\n{good}\n', "utf-8")
    assert wellled("batch", "club.wlr", "in.jsonl", "--out", "out.jsonl").code == 1
    assert len(answers(club / "out.jsonl")) == 2
    assert [one["row"] for one in told(club / "out.jsonl.rejected.jsonl")] == [2]


def test_a_table_that_breaks_off_leaves_nothing(club: Path, wellled: Callable[..., object]) -> None:
    written(club / "in.parquet", clubs(topic_grade__rooms=["good"] * 200_000))
    data = bytearray((club / "in.parquet").read_bytes())
    data[100:5_000] = bytes(4_900)
    (club / "in.parquet").write_bytes(data)
    assert wellled("batch", "club.wlr", "in.parquet", "--out", "out.parquet").code == 2
    assert not list(club.glob("out.parquet*"))


@pytest.mark.parametrize("form", [".parquet", ".csv", ".jsonl"])
def test_a_row_an_entry_is_a_table_too(club: Path, wellled: Callable[..., object], form: str) -> None:
    entries = [("b", "rooms", "poor"), ("a", "rooms", "good"), ("b", "lessons", "good"), ("a", "lessons", "good")]
    entries += [("c", "rooms", "good"), ("c", "rooms", "poor")]
    columns = {"subject": [s for s, _, _ in entries], "input": ["topic_grade"] * 6}
    columns |= {"member": [m for _, m, _ in entries], "value": [v for _, _, v in entries]}
    given = written(club / f"in{form}", columns)
    assert wellled("batch", "club.wlr", given, "--out", "out.jsonl").code == 1
    assert [(row["subject"], row["mark"]) for row in answers(club / "out.jsonl")] == [("b", "fair"), ("a", "good")]
    (one,) = told(club / "out.jsonl.rejected.jsonl")
    assert one["reason"] == "`topic_grade.rooms` is said twice of `c`"


def test_an_entry_of_a_long_table_may_say_more(club: Path, wellled: Callable[..., object]) -> None:
    rows = [
        {"subject": "a", "input": "topic_grade", "member": "rooms", "value": "good", "reason": "clean"},
        {"subject": "a", "input": "topic_grade", "member": "lessons", "value": "good", "judged_by": "visitor"},
        {"subject": "b", "input": "given:mark", "value": "fair"},
        {"subject": "c", "input": "topic_grade", "member": "rooms", "value": "good", "judged_by": "nobody"},
        {"subject": "d", "input": "topic_grade", "member": "rooms", "value": "good", "role": "visitor"},
    ]
    (club / "in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    assert wellled("batch", "club.wlr", "in.jsonl", "--out", "out.jsonl").code == 1
    assert [(row["subject"], row["mark"]) for row in answers(club / "out.jsonl")] == [("a", "good"), ("b", "fair")]
    judged, strange = told(club / "out.jsonl.rejected.jsonl")
    assert (judged["row"], judged["pointer"]) == (4, "/inputs/topic_grade/rooms/judged_by")
    assert (strange["row"], strange["reason"]) == (5, "`topic_grade.rooms:role` is no input")


def test_an_entry_that_is_none_loses_no_other(club: Path, wellled: Callable[..., object]) -> None:
    lines = ["subject,input,member,value", "a,topic_grade,rooms,good", "b,topic_grade", ",topic_grade,rooms,good"]
    (club / "in.csv").write_text("\n".join([*lines, "a,topic_grade,lessons,good"]) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.jsonl").code == 1
    assert [(row["subject"], row["mark"]) for row in answers(club / "out.jsonl")] == [("a", "good")]
    assert [(one["row"], one["reason"]) for one in told(club / "out.jsonl.rejected.jsonl")] == [
        (2, "2 fields where the header has 4"),
        (3, "an entry names its subject and its input"),
    ]


def test_a_long_table_that_breaks_off_leaves_nothing(club: Path, wellled: Callable[..., object]) -> None:
    length = 300_000
    columns = {"subject": [f"c{turn}" for turn in range(length)], "input": ["topic_grade"] * length}
    written(club / "in.parquet", columns | {"member": ["rooms"] * length, "value": ["good"] * length})
    data = bytearray((club / "in.parquet").read_bytes())
    data[100:5_000] = bytes(4_900)
    (club / "in.parquet").write_bytes(data)
    ended = wellled("batch", "club.wlr", "in.parquet", "--out", "out.parquet")
    assert ended.code == 2
    assert "can't be read" in ended.err
    assert not list(club.glob("out.parquet*"))


def test_an_empty_table_has_an_empty_answer(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.parquet", {name: pa.array([], pa.string()) for name in (ROOMS, LESSONS)})
    assert wellled("batch", "club.wlr", given, "--out", "out.parquet").code == 0
    assert pq.read_table(club / "out.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("in.xlsx",), "ends in none of"),
        (("gone.csv",), "there is no file"),
        (("in.csv", "--outcome", "sound"), "there is no outcome sound"),
        (("bad.parquet",), "can't be read"),
        (("in.csv", "--level", "town"), "there is no level `town`"),
    ],
)
def test_what_cannot_be_run_is_refused(
    club: Path, wellled: Callable[..., object], words: tuple[str, ...], said: str
) -> None:
    written(club / "in.csv", clubs())
    (club / "in.xlsx").write_bytes(b"x")
    (club / "bad.parquet").write_bytes(b"PAR1 but no more")
    ended = wellled("batch", "club.wlr", *words, "--out", "out.csv")
    assert ended.code == 2
    assert said in ended.err
    assert not (club / "out.csv").exists()


def test_a_table_is_never_overwritten_by_its_answers(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs())
    before = (club / given).read_bytes()
    for words in (("--out", given), ("--out", "out.csv", "--rejected", given)):
        ended = wellled("batch", "club.wlr", given, *words)
        assert ended.code == 2
        assert "three files" in ended.err
    assert (club / given).read_bytes() == before


def test_an_unknown_column_is_refused_before_anything_is_written(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs(topic_grade__roms=["good"]))
    ended = wellled("batch", "club.wlr", given, "--out", "out.csv")
    assert ended.code == 2
    assert "did you mean `topic_grade.rooms`?" in ended.err
    assert not list(club.glob("out.csv*"))


def test_a_killed_run_leaves_no_answer_and_is_taken_up(club: Path, wellled: Callable[..., object]) -> None:
    length = 600_000
    grades = [("poor", "fair", "good")[turn % 3] for turn in range(length)]
    given = written(club / "in.parquet", clubs(topic_grade__rooms=grades))
    whole = wellled("batch", "club.wlr", given, "--out", "whole.parquet")
    assert whole.code == 0

    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", "out.parquet"]
    running = subprocess.Popen(words, cwd=club, stderr=subprocess.DEVNULL)
    part, last = (club / "out.parquet.parts" / f"{turn:08}.parquet" for turn in (1, 9))
    limit = time.monotonic() + 100
    while not part.exists() and time.monotonic() < limit:
        time.sleep(0.001)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert part.exists()
    assert not last.exists()
    assert not (club / "out.parquet").exists()

    refused = wellled("batch", "club.wlr", given, "--out", "out.parquet")
    assert refused.code == 2
    assert "--resume" in refused.err
    resumed = wellled("batch", "club.wlr", given, "--out", "out.parquet", "--resume")
    assert (resumed.code, resumed.err) == (0, "600,000 rows, none refused\n")
    assert pq.read_table(club / "out.parquet").equals(pq.read_table(club / "whole.parquet"))
    assert not (club / "out.parquet.parts").exists()


def test_a_run_killed_again_and_again_comes_to_the_same(club: Path, wellled: Callable[..., object]) -> None:
    grades = ["golden" if turn % 50 == 7 else ("poor", "fair", "good")[turn % 3] for turn in range(200_000)]
    given = written(club / "in.csv", clubs(topic_grade__rooms=grades))
    assert wellled("batch", "club.wlr", given, "--out", "whole.csv").code == 1
    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", "out.csv", "--resume"]
    for patience in (0.5, 0.7, 1.0, 1.4, 2.0):
        running = subprocess.Popen(words, cwd=club, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            running.wait(patience)
        running.kill()
        running.wait()
        if (club / "out.csv").exists():
            assert (club / "out.csv").read_bytes() == (club / "whole.csv").read_bytes()
    assert wellled("batch", "club.wlr", given, "--out", "out.csv", "--resume").code == 1
    assert (club / "out.csv").read_bytes() == (club / "whole.csv").read_bytes()
    assert told(club / "out.csv.rejected.jsonl") == told(club / "whole.csv.rejected.jsonl")
    assert len(told(club / "out.csv.rejected.jsonl")) == 4_000
    assert not list(club.glob("out.csv*.begun"))


def peak(club: Path, given: str) -> int:
    """The largest resident size of one run, in bytes."""
    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", f"{given}.out.csv"]
    running = subprocess.Popen(words, cwd=club, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    assert status == 0
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("form", [".parquet", ".csv"])
def test_memory_does_not_grow_with_the_table(club: Path, form: str) -> None:
    sizes = []
    for length in (140_000, 1_400_000):
        grades = [("poor", "fair", "good")[turn % 3] for turn in range(length)]
        sizes.append(peak(club, written(club / f"in{length}{form}", clubs(topic_grade__rooms=grades))))
    assert sizes[1] < sizes[0] + 60_000_000


def test_progress_is_told_to_whoever_watches(club: Path) -> None:
    given = written(club / "in.parquet", clubs(topic_grade__rooms=["good"] * 100_000))
    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", "out.parquet"]
    ours, theirs = os.openpty()
    running = subprocess.Popen(words, cwd=club, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    assert running.communicate()[0] == b""
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert shown.split("\r") == ["", "65,536 rows", "100,000 rows", "100,000 rows, none refused", "\n"]


def test_parts_of_another_table_are_not_continued(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs())
    parts = club / "out.csv.parts"
    parts.mkdir()
    (parts / "run.json").write_text("{}", "utf-8")
    ended = wellled("batch", "club.wlr", given, "--out", "out.csv", "--resume")
    assert ended.code == 2
    assert "another table" in ended.err
