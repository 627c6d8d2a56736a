"""`wellled batch`: tables in which a row is a subject inside, whole cases at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.batches import answers, told, written
from support.inside import case_rows, columns_of, differing, entries_of
from support.kloe_cases import case, small_trust
from support.stands import drawn_market, markets, text

from wellled_rules import load
from wellled_rules.interfaces.cli import tables
from wellled_rules.interfaces.cli.commands import batch

pa = pytest.importorskip("pyarrow")

Row = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, holding the rules of markets with halls and stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "markets.wlr").write_text(text(), "utf-8")
    return tmp_path


def drawn(count: int, *, known: bool = False) -> tuple[dict[str, Row], list[Row]]:
    """Markets by their names, and the rows that say them."""
    cases = {f"m{seed}": drawn_market(seed, known=known) for seed in range(count)}
    return cases, [row for who, one in cases.items() for row in case_rows(markets(), one, who)]


def by_rows(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows in a file of the form that its name promises; in JSON Lines each has its own keys alone."""
    if not name.endswith(".jsonl"):
        return written(folder / name, columns_of(rows))
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return name


@pytest.mark.parametrize(
    ("form", "into"), [("in.parquet", "out.csv"), ("in.csv", "out.jsonl"), ("in.jsonl", "out.parquet")]
)
def test_every_row_comes_to_what_its_case_says_alone(
    folder: Path, wellled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, form: str, into: str
) -> None:
    monkeypatch.setattr(tables.Cases, "at_once", 20)
    cases, rows = drawn(12)
    by_rows(folder, form, rows)
    ended = wellled("batch", "markets.wlr", form, "--out", into)
    assert (ended.code, ended.err) == (0, f"{len(rows)} rows of 12 cases, none refused\n")
    found = answers(folder / into)
    assert [(row["subject"], row["inside"] or "") for row in found] == [(row["subject"], row["inside"]) for row in rows]
    assert differing(markets(), cases, found) == []
    assert not (folder / f"{into}.parts").exists()


def test_trusts_of_the_old_framework_come_to_what_they_come_to_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wellled: Callable[..., Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    kloe = load("kloe@2018-03")
    cases = {f"T{seed}": case(small_trust(seed), is_with_resources=True) for seed in (4, 5)}
    by_rows(tmp_path, "in.csv", [row for who, one in cases.items() for row in case_rows(kloe, one, who)])
    assert wellled("batch", "kloe@2018-03", "in.csv", "--out", "out.parquet").err.endswith("2 cases, none refused\n")
    assert differing(kloe, cases, answers(tmp_path / "out.parquet")) == []


@pytest.mark.parametrize("form", ["in.parquet", "in.csv", "in.jsonl"])
def test_rows_of_a_case_may_stand_apart(
    folder: Path, wellled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(tables.Cases, "at_once", 20)
    cases, rows = drawn(12, known=True)
    Random(1).shuffle(rows)
    by_rows(folder, form, rows)
    assert wellled("batch", "markets.wlr", form, "--out", "out.parquet").code == 0
    found = answers(folder / "out.parquet")
    order = list(dict.fromkeys(row["subject"] for row in rows))
    assert [(row["subject"], row["inside"]) for row in found] == [
        (who, row["inside"]) for who in order for row in rows if row["subject"] == who
    ]
    assert differing(markets(), cases, found) == []


def test_subjects_inside_may_have_a_row_an_entry(folder: Path, wellled: Callable[..., Any]) -> None:
    cases, rows = drawn(6)
    entries = entries_of(rows)
    Random(1).shuffle(entries)
    by_rows(folder, "in.csv", entries)
    ended = wellled("batch", "markets.wlr", "in.csv", "--out", "out.parquet")
    assert (ended.code, ended.err) == (0, f"{len(rows)} rows of 6 cases, none refused\n")
    assert differing(markets(), cases, answers(folder / "out.parquet")) == []


def test_a_case_larger_than_a_block_stays_whole(
    folder: Path, wellled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables.Cases, "at_once", 100)
    stands = [{"id": f"s{turn}", "found": {"front": "good", "back": "bad"}} for turn in range(20_000)]
    cases = {"large": {"subject": {"level": "market", "doubted": False, "stands": stands}}, **drawn(3, known=True)[0]}
    rows = [row for who, one in cases.items() for row in case_rows(markets(), one, who)]
    by_rows(folder, "in.parquet", rows)
    words = ("--outcome", "how_many", "--outcome", "how_many_good")
    assert wellled("batch", "markets.wlr", "in.parquet", "--out", "out.parquet", *words).code == 0
    found = answers(folder / "out.parquet")
    assert [(row["subject"], row["inside"]) for row in found] == [(row["subject"], row["inside"]) for row in rows]
    assert [found[0][f"how_many{what}"] for what in (".front", "_good.front", "_good.back")] == ["20000", "20000", "0"]


WRONG: dict[str, tuple[list[Row], Row]] = {
    "an entry": ([{"inside": "stand/x", "found.front": "splendid"}], {"pointer": "/inputs/found/front"}),
    "a number that is too large": ([{"inside": "stand/x", "needed": "7"}], {"pointer": "/inputs/needed"}),
    "a place": ([{"inside": "shop/x"}], {"pointer": "/inside", "code": "unknown-name-in-case"}),
    "a hall that is not there": ([{"inside": "hall/zz/stand/x"}], {"pointer": "/inside", "help": "add one"}),
    "a subject twice": (
        [{"inside": "stand/x"}, {"inside": "stand/x"}],
        {"code": "given-twice", "help": "keep one; the other is row {before}"},
    ),
    "an entry of another level": ([{"inside": "stand/x", "doubted": "true"}], {"code": "not-at-level-in-case"}),
    "a state that is none": ([{"inside": "stand/x", "found.front:state": "good"}], {"code": "wrong-type-in-case"}),
}


@pytest.mark.parametrize(("form", "wrong"), [*(("in.csv", wrong) for wrong in WRONG), ("in.jsonl", "an entry")])
def test_a_case_that_is_refused_loses_no_other(
    folder: Path, wellled: Callable[..., Any], form: str, wrong: str
) -> None:
    more, expected = WRONG[wrong]
    cases, rows = drawn(3, known=True)
    place = max(turn for turn, row in enumerate(rows) if row["subject"] == "m1") + 1
    rows[place:place] = [{"subject": "m1", **row} for row in more]
    by_rows(folder, form, rows)
    ended = wellled("batch", "markets.wlr", form, "--out", "out.jsonl")
    assert (ended.code, ended.err.split(":")[0]) == (1, f"{len(rows)} rows of 3 cases, 1 refused")
    found = answers(folder / "out.jsonl")
    assert {row["subject"] for row in found} == {"m0", "m2"}
    assert differing(markets(), {who: cases[who] for who in ("m0", "m2")}, found) == []
    (line,) = told(folder / "out.jsonl.rejected.jsonl")
    row = place + len(more)
    assert (line["row"], line["subject"], line["inside"]) == (row, "m1", more[-1]["inside"])
    assert {key: line[key] for key in expected} == {
        key: one.format(before=row - 1) if isinstance(one, str) else one for key, one in expected.items()
    }


def test_a_row_that_cannot_be_read_loses_the_case_around_it(folder: Path, wellled: Callable[..., Any]) -> None:
    lines = ["subject,inside,found.front,found.back", "a,,,", "a,stand/x,good,good", "b,,,", "b,stand/x,good"]
    lines += ["b,stand/y,good,good", "c,,,", "c,stand/x,good,good", "c,stand/y", "d,,,", "e,,,", "e,stand/x,good,good"]
    (folder / "in.csv").write_text("\n".join(lines) + "\n", "utf-8")
    rows = [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]
    (folder / "in.jsonl").write_text(
        "".join(("{" if len(row) < 4 and row["inside"] else json.dumps(row)) + "\n" for row in rows), "utf-8"
    )
    for form in ("in.csv", "in.jsonl"):
        ended = wellled("batch", "markets.wlr", form, "--out", "out.csv")
        assert (ended.code, ended.err.split(":")[0]) == (1, "11 rows of 5 cases, 3 refused")
        assert [(row["subject"], row["inside"]) for row in answers(folder / "out.csv")] == [
            ("a", None), ("a", "stand/x"), ("e", None), ("e", "stand/x"),
        ]  # fmt: skip
        found = told(folder / "out.csv.rejected.jsonl")
        assert [(one["row"], one["subject"]) for one in found] == [(3, "b"), (4, None), (6, "c"), (8, None), (9, "d")]
        assert {one["reason"] for one in found if one["subject"] in ("c", "d")} == {
            "row 8, which cannot be read, may be of this case"
        }


def test_a_line_with_a_strange_key_loses_its_own_case(folder: Path, wellled: Callable[..., Any]) -> None:
    rows = [{"subject": "a"}, {"subject": "b"}, {"subject": "b", "inside": "stand/x", "found.fornt": "good"}]
    by_rows(folder, "in.jsonl", [*rows, {"subject": "c", "inside": ""}])
    assert wellled("batch", "markets.wlr", "in.jsonl", "--out", "out.jsonl").code == 1
    assert [row["subject"] for row in answers(folder / "out.jsonl")] == ["a", "c"]
    (line,) = told(folder / "out.jsonl.rejected.jsonl")
    assert (line["row"], line["subject"], line["code"]) == (3, "b", "unknown-name-in-case")


@pytest.mark.parametrize(
    ("inside", "level", "help_"),
    [
        ("stand/x", "stand", "did you mean `found.front`?"),
        ("hall/h/stand/x", "stand", "did you mean `found.front`?"),
        ("", "market", "leave the column out, or name it among those to keep"),
        ("stand", "market", "leave the column out, or name it among those to keep"),
        ("shop/x", "market", "leave the column out, or name it among those to keep"),
    ],
)
def test_a_name_that_is_none_is_told_of_the_level_of_its_row(
    folder: Path, wellled: Callable[..., Any], inside: str, level: str, help_: str
) -> None:
    (folder / "in.csv").write_text(f"subject,inside,input,member,value\na,{inside},found,fornt,good\n", "utf-8")
    wellled("batch", "markets.wlr", "in.csv", "--out", "out.jsonl")
    (line,) = told(folder / "out.jsonl.rejected.jsonl")
    assert (line["reason"], line["help"]) == (f"the column `found.fornt` is no input at level `{level}`", help_)
    assert (line["inside"] or "") == inside


def test_a_file_of_nothing_that_can_be_read_has_an_empty_answer(folder: Path, wellled: Callable[..., Any]) -> None:
    (folder / "in.csv").write_text("subject,inside,found.front\na,b\nc\n", "utf-8")
    ended = wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv")
    assert (ended.code, ended.err.split(":")[0]) == (1, "2 rows of 0 cases, 2 refused")
    (folder / "in.csv").write_text("subject,inside,found.front\n", "utf-8")
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "none.csv").code == 0
    for name in ("out.csv", "none.csv"):
        assert (folder / name).read_text("utf-8").startswith('"subject","inside","mark_of.front"')
        assert len((folder / name).read_text("utf-8").splitlines()) == 1


def test_a_run_that_was_interrupted_is_taken_up(
    folder: Path, wellled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that takes long is put away meanwhile; what is there is not worked out again."""
    from wellled_rules.backends.columns.sinks import Sink

    _, rows = drawn(9)
    rows.insert(2, {"subject": "m0", "inside": "stand/zz", "found.front": "splendid"})
    by_rows(folder, "in.csv", rows)
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "whole.csv").code == 1
    monkeypatch.setattr(batch, "_SECONDS", -1)
    write, parts = Sink.write, []

    def until_killed(*said: Any) -> None:
        parts.append(said)
        if len(parts) == 5:
            raise KeyboardInterrupt
        write(*said)

    monkeypatch.setattr(Sink, "write", until_killed)
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv").code not in (0, 1)
    assert not (folder / "out.csv").exists()
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv").code == 2
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv", "--resume").code == 1
    starts = [said[2] for said in parts]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts) - 1
    for name in ("{}", "{}.rejected.jsonl"):
        assert (folder / name.format("out.csv")).read_bytes() == (folder / name.format("whole.csv")).read_bytes()


def test_outcomes_and_columns_to_keep_are_chosen(folder: Path, wellled: Callable[..., Any]) -> None:
    kept = {
        "ward": ["x", None, "z"], "Ward": [1, 2, None], "spans": pa.array([1, None, 2], pa.duration("s")),
        "pairs": [{"a": 1}, None, {"a": 2}], "nothing": pa.nulls(3),
    }  # fmt: skip
    columns = {"subject": [7, 8, 7], "inside": [None, None, "stand/x"], "found.front": [None, None, "good"], **kept}
    written(folder / "in.parquet", columns)
    words = [word for name in kept for word in ("--keep", name)]
    ended = wellled("batch", "markets.wlr", "in.parquet", "--out", "out.parquet", "--outcome", "mark_of", *words)
    assert ended.code == 0, ended.err
    found = answers(folder / "out.parquet")
    assert [*found[0]][:8] == ["subject", "inside", *kept, "mark_of.front"]
    assert len(found[0]) == 7 + 2 * 4
    assert [(row["subject"], row["ward"], row["Ward"]) for row in found] == [
        ("7", "x", 1),
        ("7", "z", None),
        ("8", None, 2),
    ]
    assert found[1]["mark_of.front"] == "good"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--outcome", "marks_of"), "there is no outcome `marks_of` at level `market`, or inside"),
        (("--keep", "ward"), "there is no column `ward` to keep"),
        (("--level", "town"), "there is no level `town`"),
        (("--slots",), "slots are those of tables without the column `inside`"),
        (("--level", "stand"), "the column `doubted` is no input at level `stand`"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    folder: Path, wellled: Callable[..., Any], words: Sequence[str], said: str
) -> None:
    by_rows(folder, "in.csv", [{"subject": "a", "inside": "", "doubted": "true"}])
    ended = wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv", *words)
    assert ended.code == 2
    assert said in ended.err
    assert not list(folder.glob("out.csv*"))


def test_cases_may_be_about_a_level_that_lies_in_others(folder: Path, wellled: Callable[..., Any]) -> None:
    rows = [{"subject": "h", "inside": ""}, {"subject": "h", "inside": "stand/x", "found.front": "good"}]
    by_rows(folder, "in.csv", rows)
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "out.jsonl", "--level", "hall").code == 0
    assert [row["mark_of.front"] for row in answers(folder / "out.jsonl")] == ["good", "good"]
    assert "some_bad.front" in answers(folder / "out.jsonl")[0]


def test_an_input_that_is_called_inside_is_told(folder: Path, wellled: Callable[..., Any]) -> None:
    rules = text().replace("doubted", "inside")
    (folder / "markets.wlr").write_text(rules, "utf-8")
    by_rows(folder, "in.csv", [{"subject": "a", "inside": "true"}])
    ended = wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv")
    assert ended.code == 2
    assert "the column `inside` says whom a row is of, and is no entry at level `market`" in ended.err
    by_rows(folder, "in.csv", [{"subject": "a", "input": "inside", "value": "true"}])
    assert wellled("batch", "markets.wlr", "in.csv", "--out", "out.csv", "--level", "market").code == 0
