"""`wellled batch`: tables in, tables out, and no row that loses another."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.batches import LESSONS, ROOMS, answers, clubs, told, written

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.mark.parametrize("into", [".parquet", ".csv", ".jsonl"])
@pytest.mark.parametrize("out_of", [".parquet", ".csv", ".jsonl"])
def test_every_form_becomes_every_form(club: Path, wellled: Callable[..., object], out_of: str, into: str) -> None:
    given = written(
        club / f"in{out_of}", clubs(topic_grade__rooms=["poor", "good", None], topic_grade__lessons=["good"] * 3)
    )
    ended = wellled("batch", "club.wlr", given, "--out", f"out{into}")
    assert (ended.code, ended.out, ended.err) == (0, "", "3 rows, none refused\n")
    rows = answers(club / f"out{into}")
    assert [(row["subject"], row["mark"], row["mark:status"], row["mark:possible"]) for row in rows] == [
        ("c0", "fair", "determined", None),
        ("c1", "good", "determined", None),
        ("c2", None, "undetermined", "good;fair"),
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


def test_a_csv_line_with_too_few_fields_is_told(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.csv").write_text(f"subject,{ROOMS},{LESSONS}\na,good,good\nb,good\nc,good,good\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.csv").code == 1
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a", "c"]
    (one,) = told(club / "out.csv.rejected.jsonl")
    assert one["reason"] == "2 fields where the header has 3"


def test_a_row_of_one_field_and_a_line_that_is_no_json_are_told_in_words(club, wellled) -> None:
    (club / "in.csv").write_text("subject,topic_grade.rooms\na,good\nb\n", "utf-8")
    (club / "in.jsonl").write_text('{"subject": "a"}\nrooms\n{"subject": gone}\n', "utf-8")
    reasons = []
    for name in ("in.csv", "in.jsonl"):
        wellled("batch", "club.wlr", name, "--out", "out.csv")
        reasons += [one["reason"] for one in told(club / "out.csv.rejected.jsonl")]
    assert reasons == [
        "1 field where the header has 2",
        "it is no JSON from character 1 on",
        "it is no JSON from character 13 on",
    ]


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
    """Two subjects whose names differ in such a byte alone would have one name if it stood for another."""
    lines = [f"subject,{ROOMS},{LESSONS}".encode(), b"a,good,good", b"b,\xff\xfe,good", b"A\xe9,good,good"]
    (club / "in.csv").write_bytes(b"\n".join([*lines, b"c,good", b"d,good,good,", b"e\xe9,good"]) + b"\n")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.csv").code == 1
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a"]
    found = told(club / "out.csv.rejected.jsonl")
    assert [one["row"] for one in found] == [2, 3, 4, 5, 6]
    assert [(one["subject"], one["reason"]) for one in found[:2]] == [
        ("b", f"`{ROOMS}` is not UTF-8; save the file as UTF-8"),
        ("A\\xe9", "`subject` is not UTF-8; save the file as UTF-8"),
    ]


def test_a_reason_and_a_line_of_json_that_are_no_text_are_refused(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.csv").write_bytes(f"subject,{ROOMS},{ROOMS}:reason\na,good,so\n".encode() + b"b,good,caf\xe9\n")
    (club / "in.jsonl").write_bytes(b'{"subject": "a"}\n{"subject": "caf\xe9"}\n')
    (club / "long.csv").write_bytes(
        b"subject,input,member,value,reason\na,topic_grade,rooms,good,\nb,topic_grade,rooms,good,caf\xe9\n"
    )
    for name, reason in {
        "in.csv": f"`{ROOMS}:reason` is not UTF-8; save the file as UTF-8",
        "in.jsonl": "byte 17 is not UTF-8; save the file as UTF-8",
        "long.csv": "`reason` is not UTF-8; save the file as UTF-8",
    }.items():
        assert wellled("batch", "club.wlr", name, "--out", "out.csv").code == 1
        assert [row["subject"] for row in answers(club / "out.csv")] == ["a"]
        (one,) = told(club / "out.csv.rejected.jsonl")
        assert (one["row"], one["reason"]) == (2, reason)


def test_a_header_that_is_no_text_refuses_the_file(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.csv").write_bytes(b"subject,caf\xe9\na,good\n")
    ended = wellled("batch", "club.wlr", "in.csv", "--out", "out.csv")
    assert (ended.code, ended.err) == (
        2,
        "wellled: `in.csv` can't be read: the names of its columns are not UTF-8\n",
    )


@pytest.mark.parametrize("is_dictionary", [False, True])
def test_text_of_a_parquet_that_is_no_text_loses_no_other_row(
    club: Path, wellled: Callable[..., object], is_dictionary: bool
) -> None:
    places = pa.array(["good", "baad", "poor"]).buffers()[1]
    column = pa.StringArray.from_buffers(3, places, pa.py_buffer(b"good\xffaadpoor"))
    column = column.dictionary_encode() if is_dictionary else column
    pq.write_table(pa.table({"subject": ["a", "b", "c"], ROOMS: column, LESSONS: ["good"] * 3}), club / "in.parquet")
    assert wellled("batch", "club.wlr", "in.parquet", "--out", "out.csv").code == 1
    assert [row["subject"] for row in answers(club / "out.csv")] == ["a", "c"]
    (one,) = told(club / "out.csv.rejected.jsonl")
    assert (one["subject"], one["reason"]) == ("b", f"`{ROOMS}` is not UTF-8; save the file as UTF-8")


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
    assert (strange["row"], strange["subject"], strange["code"]) == (5, "d", "unknown-name-in-case")


def test_an_entry_that_is_none_loses_no_other(club: Path, wellled: Callable[..., object]) -> None:
    lines = ["subject,input,member,value", "a,topic_grade,rooms,good", "b,topic_grade", ",topic_grade,rooms,good"]
    (club / "in.csv").write_text("\n".join([*lines, "a,topic_grade,lessons,good"]) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "out.jsonl").code == 1
    assert [(row["subject"], row["mark"]) for row in answers(club / "out.jsonl")] == [("a", "good")]
    assert [(one["row"], one["reason"]) for one in told(club / "out.jsonl.rejected.jsonl")] == [
        (2, "2 fields where the header has 4"),
        (3, "an entry names its subject and its input"),
    ]


@pytest.mark.parametrize("form", ["in.csv", "in.jsonl"])
def test_an_entry_that_nobody_made_may_be_empty(form: str, club: Path, wellled: Callable[..., object]) -> None:
    rows = [
        {"subject": "a", "input": "topic_grade", "member": "rooms", "value": ""},
        {"subject": "a", "input": "topic_grade", "member": "lessons", "value": "good"},
        {"subject": "b", "input": "topic_grade", "member": "lessons", "value": "good"},
    ]
    lines = [json.dumps(one) for one in rows]
    if form == "in.csv":
        lines = [",".join(rows[0]), *(",".join(f'"{said}"' for said in one.values()) for one in rows)]
    (club / form).write_text("\n".join(lines) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", form, "--out", "out.jsonl").code == 0
    first, second = answers(club / "out.jsonl")
    assert {**first, "subject": "b"} == second


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
    assert "Python" not in ended.err
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
        (("in.csv", "--outcome", "sound"), "there is no outcome `sound` at level `club`"),
        (("in.csv", "--outcome", "marks"), "did you mean `mark`? the outcomes are"),
        (("in.csv", "--keep", "region"), "there is no column `region` to keep"),
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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "out.xlsx"), "no answers can be written to `out.xlsx`"),
        (("--out", "-"), "no answers can be written to `-`"),
        (("--out", "gone/out.csv"), "there is no folder `gone` to write `out.csv` to"),
        (("--out", "out.csv", "--rejected", "gone/bad.jsonl"), "there is no folder `gone` to write `bad.jsonl` to"),
    ],
)
def test_answers_that_have_no_place_are_refused(
    club: Path, wellled: Callable[..., object], words: tuple[str, ...], said: str
) -> None:
    written(club / "in.csv", clubs())
    ended = wellled("batch", "club.wlr", "in.csv", *words)
    assert ended.code == 2
    assert said in ended.err
    assert "help: " in ended.err
    assert sorted(path.name for path in club.iterdir()) == ["club.wlr", "in.csv"]


def test_the_last_line_counts_what_was_refused(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs(topic_grade__rooms=["gold", "good", "gold"], topic_grade__lessons=["x"] * 3))
    assert wellled("batch", "club.wlr", given, "--out", "out.csv").err.startswith("3 rows, 3 refused: see ")
    given = written(club / "in.csv", clubs())
    assert wellled("batch", "club.wlr", given, "--out", "out.csv").err == "1 row, none refused\n"


def test_an_unknown_key_of_the_first_rows_is_told_as_of_a_csv(club: Path, wellled: Callable[..., object]) -> None:
    (club / "in.jsonl").write_text('{"subject": "a"}\n{"topic_grade.roms": "good"}\n', "utf-8")
    wellled("batch", "club.wlr", "in.jsonl", "--out", "out.csv")
    (one,) = told(club / "out.csv.rejected.jsonl")
    assert (one["code"], one["reason"], one["help"]) == (
        "unknown-name-in-case",
        "the column `topic_grade.roms` is no input at level `club`",
        "did you mean `topic_grade.rooms`?",
    )


def test_a_table_is_never_overwritten_by_its_answers(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs())
    before = (club / given).read_bytes()
    begun = ("out.csv.begun", "out.csv.parts", "out.csv")
    for words in (("--out", given), *(("--out", "out.csv", "--rejected", one) for one in (given, *begun))):
        ended = wellled("batch", "club.wlr", given, *words)
        assert ended.code == 2
        assert "three files" in ended.err
    assert (club / given).read_bytes() == before
    for words in (("--out", "."), ("--out", "out.csv", "--rejected", ".")):
        assert wellled("batch", "club.wlr", given, *words).code == 2


def test_an_unknown_column_is_refused_before_anything_is_written(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.csv", clubs(topic_grade__roms=["good"]))
    ended = wellled("batch", "club.wlr", given, "--out", "out.csv")
    assert ended.code == 2
    assert "did you mean `topic_grade.rooms`?" in ended.err
    assert not list(club.glob("out.csv*"))


_MEASURED = """
import os, subprocess, sys
running = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_, status, used = os.wait4(running.pid, 0)
assert status == 0
print(used.ru_maxrss)
"""


def peak(club: Path, given: str) -> int:
    """Most bytes that a run over a table held at once."""
    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", f"{given}.out.csv"]
    # What started a process counts towards its peak: here it is small.
    said = subprocess.run([sys.executable, "-c", _MEASURED, *words], cwd=club, check=True, capture_output=True)
    return int(said.stdout) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("form", [".parquet", ".csv"])
def test_memory_does_not_grow_with_the_table(club: Path, form: str) -> None:
    sizes = []
    for length in (400_000, 1_400_000):
        grades = [("poor", "fair", "good")[turn % 3] for turn in range(length)]
        sizes.append(peak(club, written(club / f"in{length}{form}", clubs(topic_grade__rooms=grades))))
    assert sizes[1] < sizes[0] + 60_000_000


def test_where_columns_fit_several_levels_those_alone_are_named(club: Path, wellled: Callable[..., object]) -> None:
    """No location of the framework has such scores."""
    (club / "in.csv").write_text("subject,statement_score.speaking_up\na,3\n", "utf-8")
    ended = wellled("batch", "saf@2024-12", "in.csv", "--out", "out.csv")
    assert ended.code == 2
    assert "the columns fit several levels: trust, service" in ended.err
    assert "help: name one of them: `--level trust`, `--level service`; `level` of `evaluate_table`" in ended.err
    assert wellled("batch", "saf@2024-12", "in.csv", "--out", "out.csv", "--level", "trust").code == 0
