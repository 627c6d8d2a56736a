"""`wellled batch`: runs that are killed, damaged, watched or in each other's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from support.batches import LESSONS, ROOMS, clubs, told, written

pq = pytest.importorskip("pyarrow.parquet")


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
    assert "help: remove that folder" in ended.err


def test_a_folder_that_holds_nothing_to_continue_is_no_run(club: Path, wellled: Callable[..., object]) -> None:
    """A run that was killed before it began, or while it removed what it no longer needed."""
    given = written(club / "in.csv", clubs())
    parts = club / "out.csv.parts"
    for words in ((), ("--resume",)):
        parts.mkdir()
        for name in ("lock", "00000000.parquet", "00000000.json", "00000000-00000003.json.begun", "run.json.begun"):
            (parts / name).write_bytes(b"")
        assert wellled("batch", "club.wlr", given, "--out", "out.csv", *words).code == 0
        assert not parts.exists()
    parts.mkdir()
    (parts / "letter.txt").write_text("mine", "utf-8")
    assert wellled("batch", "club.wlr", given, "--out", "out.csv").code == 2
    assert (parts / "letter.txt").exists()


def interrupted(club: Path, given: str, until: Callable[[Path], bool]) -> None:
    """A run to `out.parquet` that is killed once `until` holds of its folder of parts."""
    words = [sys.executable, "-m", "wellled_rules", "batch", "club.wlr", given, "--out", "out.parquet"]
    running = subprocess.Popen(words, cwd=club, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 100
    while not until(club / "out.parquet.parts") and time.monotonic() < limit:
        time.sleep(0.001)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert not (club / "out.parquet").exists()


@pytest.mark.parametrize("end", ["parquet", "jsonl", "json"])
def test_a_damaged_part_is_done_again(club: Path, wellled: Callable[..., object], end: str) -> None:
    grades = ["golden" if turn % 1_000 == 0 else ("poor", "fair", "good")[turn % 3] for turn in range(400_000)]
    given = written(club / "in.parquet", clubs(topic_grade__rooms=grades))
    whole = wellled("batch", "club.wlr", given, "--out", "whole.parquet")
    interrupted(club, given, lambda parts: (parts / "00000001.json").exists())
    damaged = club / "out.parquet.parts" / f"00000000.{end}"
    os.truncate(damaged, 100 if end == "parquet" else 10)

    resumed = wellled("batch", "club.wlr", given, "--out", "out.parquet", "--resume")
    assert (resumed.code, resumed.err) == (1, whole.err.replace("whole", "out"))
    assert pq.read_table(club / "out.parquet").equals(pq.read_table(club / "whole.parquet"))
    assert (club / "out.parquet.rejected.jsonl").read_bytes() == (club / "whole.parquet.rejected.jsonl").read_bytes()


def test_two_runs_do_not_write_to_one_file(club: Path, wellled: Callable[..., object]) -> None:
    from wellled_rules.backends.columns import locks

    given = written(club / "in.csv", clubs(topic_grade__rooms=["good", "poor"]))
    (club / "out.csv.parts").mkdir()
    with locks.locked(club / "out.csv.parts" / "lock"):
        for words in ((), ("--resume",)):
            ended = wellled("batch", "club.wlr", given, "--out", "out.csv", *words)
            assert ended.code == 2
            assert "another run is writing to `out.csv`" in ended.err
    (club / "out.csv.parts" / "run.json").write_text("{}", "utf-8")
    ended = wellled("batch", "club.wlr", given, "--out", "out.csv")
    assert (ended.code, "did not end" in ended.err) == (2, True)


def test_a_killed_run_holds_nobody_up(club: Path, wellled: Callable[..., object]) -> None:
    given = written(club / "in.parquet", clubs(topic_grade__rooms=["good"] * 400_000))
    interrupted(club, given, lambda parts: (parts / "00000000.json").exists())
    assert wellled("batch", "club.wlr", given, "--out", "out.parquet", "--resume").code == 0
    assert pq.read_metadata(club / "out.parquet").num_rows == 400_000


def test_work_that_takes_long_is_put_away_meanwhile(
    club: Path, wellled: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wellled_rules.backends.columns.sinks import Sink
    from wellled_rules.interfaces.cli.commands import batch

    lines = [f"subject,{ROOMS},{LESSONS}"]
    lines += [("x", f"c{turn},golden,good", f"c{turn},,good", f"c{turn},good,good")[turn % 4] for turn in range(40)]
    (club / "in.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert wellled("batch", "club.wlr", "in.csv", "--out", "whole.csv").code == 1

    parts: list[tuple[int, int]] = []
    write = Sink.write

    def counted(
        sink: Sink, turn: int, start: int, table: object, rows: int, rejected: list[dict[str, object]], refused: int
    ) -> None:
        parts.append((start, rows))
        write(sink, turn, start, table, rows, rejected, refused)

    monkeypatch.setattr(Sink, "write", counted)
    monkeypatch.setattr(batch, "_SECONDS", -1)
    monkeypatch.setattr(batch, "_BETWEEN", 0)
    monkeypatch.setattr(batch, "_is_watched", lambda: True)
    ended = wellled("batch", "club.wlr", "in.csv", "--out", "out.csv")
    assert ended.code == 1
    assert "\r2 rows\r5 rows\r" in ended.err
    assert len(parts) == 11
    assert [start for start, _ in parts] == [sum(rows for _, rows in parts[:turn]) for turn in range(11)]
    for name in ("{}", "{}.rejected.jsonl"):
        assert (club / name.format("out.csv")).read_bytes() == (club / name.format("whole.csv")).read_bytes()
