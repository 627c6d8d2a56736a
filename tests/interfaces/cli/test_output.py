"""The two streams: encoding, colour, and readers that leave."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from wellled_rules.interfaces.cli import output


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_only(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert output.is_colored(_Terminal(), plain=False)
    assert not output.is_colored(io.StringIO(), plain=False)
    assert not output.is_colored(_Terminal(), plain=True)
    assert not output.is_colored(None, plain=False)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_where_the_environment_wants_none(monkeypatch, name, value):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    assert not output.is_colored(_Terminal(), plain=False)


def test_empty_no_color_asks_for_nothing(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "")
    assert output.is_colored(_Terminal(), plain=False)


def test_answers_are_utf8_whatever_the_locale(process):
    ended = process("code", "--help", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert ended.returncode == 0
    ended = process("café", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "1"})
    assert "`café`".encode() in ended.stderr


def test_words_that_are_not_utf8_are_shown_by_their_escape(process):
    ended = process(b"caf\xe9")
    assert ended.returncode == 2
    assert rb"`caf\udce9`" in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes of another kind")
@pytest.mark.parametrize("words", [["code"], ["code", "--format", "json"], ["--help"], ["--version"]])
def test_closed_pipe_ends_quietly_with_the_code_of_a_broken_pipe(process, words):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = process(*words, stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_full_disk_is_told():
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "wellled_rules", "code", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert ended.returncode == 2
    assert ended.stderr == b"wellled: the answer can't be written: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
@pytest.mark.parametrize(
    ("closed", "code", "told"),
    [(">&-", 2, b"standard output is closed"), ("2>&-", 0, b""), ("<&-", 0, b"")],
)
def test_closed_stream_is_no_fault_of_ours(closed, code, told):
    line = f'"{sys.executable}" -m wellled_rules code --format json {closed}'
    ended = subprocess.run(["sh", "-c", line], capture_output=True, timeout=60)
    assert ended.returncode == code
    assert told in ended.stderr
    assert b"Traceback" not in ended.stderr and b"Exception" not in ended.stderr


def test_talk_to_nobody_is_no_fault():
    with patch.object(sys, "stderr", None):
        output.talk("unheard")


def test_table_aligns_by_cells_not_by_letters():
    assert output.table([("é", "a"), ("日本", "b")]) == "é     a\n日本  b\n"
