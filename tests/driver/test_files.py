"""Files to texts: what can't be read is told in words, and what can is read alike everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wellled_rules.driver.files import from_path, from_texts, missing, opened
from wellled_rules.library.reading import MOST_BYTES
from wellled_rules.text.source import SourceFile

ENTRY = "language 1\n"


def only(path: Path, named: str = "baths.wlr") -> tuple[str, str]:
    """Code and headline of the one finding of a path that gives no file."""
    texts = from_path(named, path)
    assert texts.files == ()
    [one] = texts.findings
    return one.code, one.headline


def test_a_file_alone_is_named_as_it_was_called(tmp_path: Path) -> None:
    path = tmp_path / "baths.wlr"
    path.write_text(ENTRY)
    assert [one.name for one in from_path("here/baths.wlr", path).files] == ["here/baths.wlr"]


def test_a_folder_begins_in_its_entry_and_goes_on_in_order(tmp_path: Path) -> None:
    for name in ("zeta.wlr", "framework.wlr", "alpha.wlr", "notes.md"):
        (tmp_path / name).write_text(ENTRY)
    names = ["baths/framework.wlr", "baths/alpha.wlr", "baths/zeta.wlr"]
    assert [one.name for one in from_path("baths", tmp_path).files] == names
    assert [one.name for one in from_path("baths/framework.wlr", tmp_path / "framework.wlr").files] == names


def test_a_folder_without_an_entry_is_told(tmp_path: Path) -> None:
    (tmp_path / "chapter.wlr").write_text(ENTRY)
    assert only(tmp_path, "baths") == ("framework-not-found", "the folder baths holds no `framework.wlr`")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = "baths.wlr could not be read: no such file or directory"
    assert only(tmp_path / "baths.wlr") == ("unreadable-file", told)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read everything sees no lock")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "baths.wlr"
    path.write_text(ENTRY)
    path.chmod(0)
    assert only(path) == ("unreadable-file", "baths.wlr could not be read: permission denied")


def test_a_file_in_another_encoding_is_told_with_its_first_wrong_byte(tmp_path: Path) -> None:
    path = tmp_path / "baths.wlr"
    path.write_bytes("language 1\n# Café\n".encode("latin-1"))
    [one] = from_path("baths.wlr", path).findings
    assert (one.code, one.headline) == ("not-utf-8", "baths.wlr is not text in UTF-8")
    assert one.notes == ("byte 17 belongs to no character",)


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, more: int) -> None:
    path = tmp_path / "baths.wlr"
    path.write_bytes(b"#" * (MOST_BYTES + more))
    found = opened("baths.wlr", path)
    if more:
        assert not isinstance(found, SourceFile)
        assert (found.code, found.headline) == ("beyond-limits", "baths.wlr is larger than 1,048,576 bytes")
    else:
        assert isinstance(found, SourceFile)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end_is_not_read_to_its_end() -> None:
    assert only(Path("/dev/zero"))[0] == "beyond-limits"


def test_marks_and_line_ends_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "baths.wlr"
    path.write_bytes("\ufefflanguage 1\r\n\r\nlevel bath\r".encode())
    [source] = from_path("baths.wlr", path).files
    assert source.text == "language 1\n\nlevel bath\n"


def test_texts_in_memory_have_their_entry_first() -> None:
    texts = from_texts({"a.wlr": "a\r\n", "z.wlr": "z"}, "z.wlr")
    assert [(one.name, one.text) for one in texts.files] == [("z.wlr", "z"), ("a.wlr", "a\n")]


def test_a_name_that_is_nothing_is_answered_with_the_names_there_are() -> None:
    known = missing("tutorial@1999-01")
    assert known.help == ("its versions are `tutorial@2024-01`",)
    near = missing("tutoril@2024-01")
    assert near.headline == "no framework, version or file is called `tutoril@2024-01`"
    assert near.help == ("there are `tutorial`; a file is named by its path",)


def test_a_framework_without_its_version_is_told_with_those_there_are() -> None:
    found = missing("kloe")
    assert found.headline == "`kloe` has several versions, and none is named: `kloe@2017-06`, `kloe@2018-03`"
    assert found.help == ("name one of them, or a day",)
