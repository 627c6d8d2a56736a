"""The folder of kept entries: where it is, and what is never taken from it or written to it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wellled_rules.driver import cache
from wellled_rules.driver.cache import Entry, fetch, folder, keep

ENTRY = Entry({"stamp": "s"}, {"one": b"first\npart", "two": b""})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is not there yet."""
    monkeypatch.setenv("WELLLED_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def kept_file(home: Path) -> Path:
    keep("name", ENTRY)
    (path,) = home.iterdir()
    return path


def test_an_entry_comes_back(home: Path) -> None:
    keep("name", ENTRY)
    assert fetch("name") == ENTRY
    assert fetch("another") is None


def test_a_new_entry_takes_the_place_of_the_old(home: Path) -> None:
    keep("name", ENTRY)
    keep("name", Entry({}, {"three": b"3"}))
    assert fetch("name") == Entry({}, {"three": b"3"})
    assert len(list(home.iterdir())) == 1


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_nobody_else_may_look(home: Path) -> None:
    path = kept_file(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("said", ["off", ""])
def test_it_can_be_turned_off(home: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    keep("name", ENTRY)
    monkeypatch.setenv("WELLLED_CACHE", said)
    monkeypatch.chdir(home)
    keep("other", ENTRY)
    assert fetch("name") is None
    assert len(list(home.iterdir())) == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of other platforms")
def test_the_folder_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WELLLED_CACHE")
    monkeypatch.setenv("HOME", "/ann")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert folder() == Path("/caches/wellled-rules")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert folder() == Path("/ann/.cache/wellled-rules")
    monkeypatch.setenv("HOME", "")
    assert folder() is None


@pytest.mark.parametrize(
    ("platform", "setting", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/wellled-rules"),
        ("win32", {"LOCALAPPDATA": ""}, None),
        ("darwin", {"HOME": "/ann"}, "/ann/Library/Caches/wellled-rules"),
    ],
)
def test_the_folders_of_other_platforms(
    monkeypatch: pytest.MonkeyPatch, platform: str, setting: dict[str, str], expected: str | None
) -> None:
    monkeypatch.delenv("WELLLED_CACHE")
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert folder() == (None if expected is None else Path(expected))


@pytest.mark.parametrize("end", [0, 1, 15, 60, 90, -1])
def test_a_truncated_entry_is_none(home: Path, end: int) -> None:
    path = kept_file(home)
    path.write_bytes(path.read_bytes()[:end])
    assert fetch("name") is None


def test_an_entry_with_any_byte_changed_is_none(home: Path) -> None:
    path = kept_file(home)
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert fetch("name") is None, at
    path.write_bytes(data)
    assert fetch("name") == ENTRY


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"[]",
        b"{}",
        b'{"parts": 1}',
        b'{"parts": [], "made_of": 1}',
        b'{"parts": [["a", "b"]], "made_of": {}}',
        b"\xff",
    ],
)
def test_a_whole_entry_of_another_form_is_none(home: Path, head: bytes) -> None:
    path = kept_file(home)
    rest = head + b"\n"
    path.write_bytes(cache._FORMAT + cache.sha256(rest).hexdigest().encode() + b"\n" + rest)
    assert fetch("name") is None


@pytest.mark.skipif(os.name != "posix", reason="modes and owners are POSIX")
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_may_write_is_not_taken(home: Path, mode: int) -> None:
    path = kept_file(home)
    path.chmod(mode)
    assert fetch("name") is None
    keep("name", ENTRY)
    assert fetch("name") == ENTRY


@pytest.mark.skipif(os.name != "posix", reason="modes and owners are POSIX")
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_into_which_others_may_write_is_not_used(home: Path, mode: int) -> None:
    path = kept_file(home)
    before = path.read_bytes()
    home.chmod(mode)
    assert fetch("name") is None
    keep("name", Entry({}, {}))
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="modes and owners are POSIX")
def test_what_another_user_owns_is_not_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("name", ENTRY)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert fetch("name") is None


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX")
@pytest.mark.parametrize("make", ["link", "pipe", "folder"])
def test_only_a_file_is_an_entry(home: Path, tmp_path: Path, make: str) -> None:
    path = kept_file(home)
    elsewhere = tmp_path / "elsewhere"
    path.rename(elsewhere)
    match make:
        case "link":
            path.symlink_to(elsewhere)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    assert fetch("name") is None
    keep("name", ENTRY)
    assert elsewhere.exists()


def test_an_entry_that_is_too_large_is_neither_written_nor_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept_file(home)
    monkeypatch.setattr(cache, "_MOST_BYTES", 100)
    assert fetch("name") is None
    keep("large", ENTRY)
    assert list(home.iterdir()) == [path]


@pytest.mark.parametrize("named", ["file", "file/below", "a" * 5_000])
def test_what_cannot_be_written_is_not_kept_and_nobody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WELLLED_CACHE", str(tmp_path / named))
    keep("name", ENTRY)
    assert fetch("name") is None


def test_a_write_that_fails_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(mode=0o700)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "replace", full)
    keep("name", ENTRY)
    assert list(home.iterdir()) == []


def test_the_oldest_entries_make_room(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 3)
    for turn in range(5):
        keep(str(turn), ENTRY)
        for path in home.iterdir():
            about = path.stat()
            os.utime(path, (about.st_atime - 10, about.st_mtime - 10))
    assert [turn for turn in range(5) if fetch(str(turn)) is not None] == [2, 3, 4]


def test_what_was_never_finished_is_swept_away_after_an_hour(home: Path) -> None:
    path = kept_file(home)
    old, new, other = (home / name for name in (f"{path.name}.1.aa", f"{path.name}.2.bb", "README"))
    for one in (old, new, other):
        one.write_bytes(b"")
    for one in (old, other):
        os.utime(one, (1, 1))
    keep("another", ENTRY)
    assert not old.exists()
    assert new.exists()
    assert other.exists()


def test_two_processes_may_write_and_read_at_once(home: Path) -> None:
    code = (
        "from wellled_rules.driver.cache import Entry, fetch, keep\n"
        "import sys\n"
        "entries = [Entry({'n': n}, {'part': bytes([n]) * 50_000}) for n in range(3)]\n"
        "for turn in range(100):\n"
        "    keep('name', entries[turn % 3])\n"
        "    assert fetch('name') in entries\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    assert len(list(home.iterdir())) == 1
