"""`wellled batch`: what is carried, from one earlier assessment or several, in every form of a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.batches import answers, told, written
from support.flat import flat, long
from support.greenhouses import GREENHOUSES, by_grade, by_score, case
from support.inside import columns_of

SEVERAL = case(ferns={"carried": [by_score(3), by_grade("neglected", assessment="G-1")], "reason": "locked"})
NOW = case(cacti={"value": 1})
OLD = "greenhouses@2019-01 on 2021-05-02"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, holding the rules of greenhouses."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "greenhouses.wlr").write_text(GREENHOUSES, "utf-8")
    return tmp_path


@pytest.mark.parametrize(("form", "into"), [("csv", "jsonl"), ("jsonl", "parquet"), ("parquet", "csv")])
@pytest.mark.parametrize("is_long", [False, True])
def test_every_form_says_several_and_is_told_the_vintage(
    folder: Path, wellled: Callable[..., Any], form: str, into: str, is_long: bool
) -> None:
    cases = {"a": NOW, "b": SEVERAL}
    rows: list[Any] = [{"subject": who, **flat(one)} for who, one in cases.items()]
    if is_long:
        rows = [row for who, one in cases.items() for row in long(who, one)]
    written(folder / f"in.{form}", columns_of(rows))
    ended = wellled(
        "batch", "greenhouses.wlr", f"in.{form}", "--out", f"out.{into}", "--marks", "--level", "greenhouse"
    )
    assert (ended.code, ended.err) == (0, "2 rows, none refused\n"), told(folder / f"out.{into}.rejected.jsonl")
    now, several = answers(folder / f"out.{into}")
    assert (several["outcome"], several["outcome:vintage"]) == ("kept", OLD)
    assert str(several["outcome:oldest"]) == "2021-05-02"
    assert several["outcome:age_months"] == 48
    assert (several["outcome:marks"], now["outcome:marks"]) == ("carried", "reason_missing")
    assert (now["outcome:vintage"], now["outcome:oldest"], now["outcome:age_months"]) == (None, None, None)


def test_a_run_with_marks_is_not_taken_up_without_them(
    folder: Path, wellled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wellled_rules.backends.columns.sinks import Sink

    written(folder / "in.csv", columns_of([{"subject": "a", **flat(NOW)}]))
    with monkeypatch.context() as patched:
        patched.setattr(Sink, "finish", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        wellled("batch", "greenhouses.wlr", "in.csv", "--out", "out.csv", "--marks")
    ended = wellled("batch", "greenhouses.wlr", "in.csv", "--out", "out.csv", "--resume")
    assert ended.code == 2
    assert "holds the parts of a run over another table" in ended.err
