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
