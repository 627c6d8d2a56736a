"""Looks at the disk that are remembered, and whether they would find the same again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellled_rules.driver.sightings import Sightings, TooLargeError, still_so


def told(seen: Sightings) -> object:
    """The sightings as they come back from a file."""
    return json.loads(json.dumps(seen.to_data()))


def test_what_was_seen_is_still_so(tmp_path: Path) -> None:
    (tmp_path / "a.wlr").write_text("a")
    seen = Sightings()
    assert seen.content(tmp_path / "a.wlr", 10) == b"a"
    assert seen.names(tmp_path) == ["a.wlr"]
    assert seen.is_file(tmp_path / "a.wlr")
    assert not seen.is_file(tmp_path / "b.wlr")
    assert still_so(told(seen))
    (tmp_path / "readme.md").write_text("no rules")
    assert still_so(told(seen))


def test_what_could_not_be_read_is_remembered_as_well(tmp_path: Path) -> None:
    seen = Sightings()
    for look in (lambda: seen.content(tmp_path / "a.wlr", 10), lambda: seen.names(tmp_path / "more")):
        with pytest.raises(FileNotFoundError):
            look()
    assert still_so(told(seen))
    (tmp_path / "more").mkdir()
    assert not still_so(told(seen))


def test_a_file_that_appears_is_noticed(tmp_path: Path) -> None:
    seen = Sightings()
    with pytest.raises(FileNotFoundError):
        seen.content(tmp_path / "a.wlr", 10)
    (tmp_path / "a.wlr").write_text("")
    assert not still_so(told(seen))


def test_a_file_that_changed_between_two_looks_is_never_again_as_it_was(tmp_path: Path) -> None:
    seen = Sightings()
    for text in ("a", "b"):
        (tmp_path / "a.wlr").write_text(text)
        seen.content(tmp_path / "a.wlr", 10)
    assert not still_so(told(seen))
    (tmp_path / "a.wlr").write_text("a")
    assert not still_so(told(seen))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.wlr").write_text("abc")
    with pytest.raises(TooLargeError):
        Sightings().content(tmp_path / "a.wlr", 2)


@pytest.mark.parametrize("seen", [None, [], {}, {"files": {}}, {"files": 1, "there": {}, "folders": {}}])
def test_what_is_no_sighting_is_not_so(seen: object) -> None:
    assert not still_so(seen)
