"""Fixtures of the command line's tests: run it here, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from wellled_rules.interfaces.cli.main import run


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and what it wrote to each stream."""

    code: int
    out: str
    err: str


@pytest.fixture
def wellled(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Runs the command in this process: `wellled("code", "x", stdin=b"...")`."""
    for name in ("NO_COLOR", "WELLLED_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str, stdin: bytes = b"") -> Ended:
        raw_out, raw_err = io.BytesIO(), io.BytesIO()
        out = io.TextIOWrapper(raw_out, encoding="ascii", newline="\n")
        err = io.TextIOWrapper(raw_err, encoding="ascii", newline="\n")
        fed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        with patch.multiple(sys, stdin=fed, stdout=out, stderr=err):
            code = run(words)
        out.flush()
        err.flush()
        return Ended(code, raw_out.getvalue().decode("utf-8"), raw_err.getvalue().decode("utf-8"))

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command as a process of its own: `process("code", cwd=folder, env={...}, stdout=...)`."""

    def call(
        *words: str | bytes, cwd: Path | None = None, env: Mapping[str, str] | None = None, **more: object
    ) -> subprocess.CompletedProcess[bytes]:
        piped: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run(
            [sys.executable, "-m", "wellled_rules", *words],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=120,
            **{**piped, **more},
        )

    return call


CLUB = """\
language 1

framework club@2024-01 "Chess clubs"
    regulator "Chess Board"
    standing "An exercise: the Chess Board marks no clubs."
    in force from 2024-01-01
    covers club
    headline mark at club

source handbook "Handbook of clubs"
    published by "Chess Board"

level club "Club"

scale grade "Grade"
    worst first
    poor "Poor" worth 1
    fair "Fair" worth 2
    good "Good" worth 3

set topic "Topic"
    rooms "Rooms"
    lessons "Lessons"

assumption rule_for_halves "Rule for halves"
    is a rounding
    taken as half_up
    could be half_down
    basis not_found "the handbook is silent"

input topic_grade "Grade of a topic"
    for each topic
    is a grade
    judged by visitor
    cites handbook "Visits"

determine topic_mark "Mark of a topic"
    for each topic
    is a grade
    equals topic_grade
    cites handbook "Topics"

determine average "Average"
    is a number
    equals mean of topic_grade
    rounded to whole by rule_for_halves
    cites handbook "Average"

determine mark "Mark of the club"
    is a grade
    by average
        poor when 1
        fair when 2
        good when 3
    cites handbook "Mark"

limit poor_rooms "Poor rooms"
    on mark to fair
    when topic_grade of rooms is poor
    cites handbook "Limits"

example good_club "Good in both"
    given topic_grade of every topic is good
    then mark is good
"""


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, holding the rules of an invented framework as `club.wlr`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "club.wlr").write_text(CLUB, encoding="utf-8")
    return tmp_path
