"""Frameworks and cases as named on the command line: what can't be read is told in one line."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from wellled_rules.cases.limits import LIMITS
from wellled_rules.interfaces.cli.files import read_bytes, require_case, require_framework, require_names
from wellled_rules.interfaces.cli.output import Refusal


def _told(refused: pytest.ExceptionInfo[Refusal]) -> tuple[str, str | None]:
    return refused.value.message, refused.value.help_line


def test_file_is_read_as_it_stands(tmp_path):
    (tmp_path / "case.json").write_bytes(b"\xef\xbb\xbf{}\r\n")
    assert read_bytes(str(tmp_path / "case.json"), 10) == b"\xef\xbb\xbf{}\r\n"


def test_missing_file_is_told_with_the_nearest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("case.json").write_text("{}")
    with pytest.raises(Refusal) as refused:
        read_bytes("caes.json", 10)
    assert _told(refused) == ("there is no file `caes.json`", "did you mean `case.json`?")


def test_missing_file_in_a_missing_folder_has_no_neighbours():
    with pytest.raises(Refusal) as refused:
        read_bytes("no-folder/case.json", 10)
    assert _told(refused) == ("there is no file `no-folder/case.json`", None)


def test_folder_is_told(tmp_path):
    with pytest.raises(Refusal, match="is a folder, not a file"):
        read_bytes(str(tmp_path), 10)


def test_file_taken_for_a_folder_is_told(tmp_path):
    (tmp_path / "case.json").write_text("{}")
    with pytest.raises(Refusal, match="can't be read: not a directory"):
        read_bytes(str(tmp_path / "case.json" / "x"), 10)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_forbidden_file_is_told(tmp_path):
    (tmp_path / "case.json").write_text("{}")
    (tmp_path / "case.json").chmod(0)
    with pytest.raises(Refusal, match="no permission"):
        read_bytes(str(tmp_path / "case.json"), 10)


def test_permission_refused_by_the_system_is_told():
    with (
        patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")),
        pytest.raises(Refusal) as told,
    ):
        read_bytes("case.json", 10)
    assert _told(told) == ("`case.json` can't be read: no permission", "ask its owner for permission to read it")


def test_large_file_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "case.json").open("wb") as file:
        file.truncate(100_000_000)
    with patch("wellled_rules.interfaces.cli.files._bounded") as read, pytest.raises(Refusal) as refused:
        read_bytes(str(tmp_path / "case.json"), LIMITS.text_bytes)
    assert not read.called
    assert refused.value.message.endswith("is too large (100,000,000 bytes)")
    assert refused.value.help_line == f"a file may have {LIMITS.text_bytes:,} bytes"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_endless_file_is_refused():
    with pytest.raises(Refusal, match="is too large"):
        read_bytes("/dev/zero", 1000)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_what_can_be_no_file_is_refused(name):
    with pytest.raises(Refusal):
        read_bytes(name, 10)


def test_standard_input_is_a_case():
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}"))):
        assert require_case("-") == (b"{}", "standard input")


def test_closed_standard_input_is_told():
    with patch.object(sys, "stdin", None), pytest.raises(Refusal, match="standard input is closed"):
        require_case("-")


def test_endless_standard_input_is_refused():
    endless = io.TextIOWrapper(io.BytesIO(b" " * (LIMITS.text_bytes + 1)))
    with patch.object(sys, "stdin", endless), pytest.raises(Refusal, match="standard input is too large"):
        require_case("-")


@pytest.mark.parametrize("day", ["2025-02-30", "2025-13-01", "0000-01-01"])
def test_day_that_does_not_exist_is_told(day):
    with pytest.raises(Refusal) as refused:
        require_framework(f"anything@{day}")
    assert _told(refused) == (f"`{day}` is no day of the calendar", "write the day as year-month-day")


@pytest.mark.parametrize(("targets", "every"), [((), False), (("a@2024-01",), True)])
def test_neither_or_both_of_names_and_all_is_bad_usage(targets, every):
    with pytest.raises(Exception, match="name the frameworks, or ask for --all"):
        require_names(targets, every=every)


def test_a_file_that_is_not_there_is_told_as_json_where_that_is_asked_for(wellled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.json").write_text("{}")
    for words in (("eval", "tutorial@2024-01", "caes.json"), ("timeline", "caes.json")):
        ended = wellled(*words, "--format", "json")
        assert (ended.code, ended.out) == (2, "")
        (told,) = json.loads(ended.err)["diagnostics"]
        assert (told["code"], told["headline"]) == ("unreadable-file", "there is no file `caes.json`")
        assert told["help"] == ["did you mean `case.json`?"]
        assert wellled(*words).err.startswith("wellled: there is no file `caes.json`")
