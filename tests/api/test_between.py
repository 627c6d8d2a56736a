"""Which transition or crosswalk serves two versions, and what a library that does not check raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from wellled_rules import api
from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver import cache, kept, pipeline

ROOT = Path(__file__).resolve().parents[2]

BASE = """\
language 1

framework {id}@{version} "Rooms"
    in force from {version}-01
    covers room

source book "Book"
    published by "Board"

level room "Room"

set part "Part"
    east "East"
    west "West"

input found "Found"
    for each part
    is a number

determine result "Result"
    is a number
    equals total of found
    cites book
"""
LATER = 'language 1\n\nframework {id}@{version} "Rooms"\n    amends {id}@{base}\n    in force from {version}-01\n{more}'
BETWEEN = """\
language 1

source book "Book"
    published by "Board"

transition {name}
    from {before} to {after}
    keeps result
    cites book

crosswalk parts
    from {before} to {after}
    between part and part
    east becomes east
    west becomes west
    cites book
"""


class Library:
    """A folder of material in which versions and what stands between them are put."""

    def __init__(self, folder: Path) -> None:
        self.versions = folder / "versions"
        copytree(ROOT / "grammar", folder / "grammar", ignore=lambda *_: ["reference", "decisions"])
        (self.versions / "transitions").mkdir(parents=True)
        (folder / "rules").mkdir()

    def version(self, id_: str, *versions: str, more: str = "") -> None:
        """A framework and what amends it, one after the other; `more` stands in the last."""
        for turn, version in enumerate(versions):
            folder = self.versions / f"{id_}-{version}"
            folder.mkdir()
            last = more if turn == len(versions) - 1 else ""
            base = versions[turn - 1]
            text = BASE if not turn else LATER
            (folder / "framework.wlr").write_text(text.format(id=id_, version=version, base=base, more=last), "utf-8")

    def between(self, name: str, before: str, after: str) -> None:
        """A transition and a crosswalk."""
        text = BETWEEN.format(name=name, before=before, after=after)
        (self.versions / "transitions" / f"{name}.wlr").write_text(text, "utf-8")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("WELLLED_LIBRARY", str(tmp_path))
    monkeypatch.setenv("WELLLED_CACHE", "off")
    yield Library(tmp_path)


def named(before: str, after: str) -> str | None:
    found = api.transition_between(before, after)
    return None if found is None else found.name


def test_amendments_on_either_side_are_served(library: Library) -> None:
    library.version("old", "2020-01", "2021-01", "2022-01")
    library.version("new", "2023-01", "2024-01")
    library.version("newer", "2025-01")
    library.between("opening", "old@2021-01", "new@2023-01")
    served = [(old, new) for old in ("2020-01", "2021-01", "2022-01") for new in ("2023-01", "2024-01")]
    assert [named(f"old@{old}", f"new@{new}") for old, new in served] == ["opening"] * 6
    assert named("old@2021-01", "newer@2025-01") is None
    assert named("new@2023-01", "old@2021-01") is None
    assert named("old@2020-01", "old@2021-01") is None


def test_the_nearest_is_taken_and_what_leads_to_an_amendment_does_not_serve_its_base(library: Library) -> None:
    library.version("old", "2020-01", "2021-01")
    library.version("new", "2023-01", "2024-01")
    library.between("to_base", "old@2020-01", "new@2023-01")
    library.between("to_amendment", "old@2020-01", "new@2024-01")
    assert named("old@2020-01", "new@2023-01") == named("old@2021-01", "new@2023-01") == "to_base"
    assert named("old@2020-01", "new@2024-01") == named("old@2021-01", "new@2024-01") == "to_amendment"
    library.between("exact", "old@2021-01", "new@2023-01")
    assert named("old@2021-01", "new@2023-01") == "exact"
    # A nearer later version comes before a nearer earlier one.
    assert named("old@2021-01", "new@2024-01") == "to_amendment"


def test_a_crosswalk_serves_an_amendment_with_the_same_members(library: Library) -> None:
    library.version("old", "2020-01")
    library.version("new", "2023-01", "2024-01", more='\nadd to part\n    north "North"\n')
    library.between("opening", "old@2020-01", "new@2023-01")
    assert [one.name for one in api.crosswalks_between("old@2020-01", "new@2023-01")] == ["parts"]
    assert api.crosswalks_between("old@2020-01", "new@2024-01") == ()


def test_a_version_that_is_not_there_is_not_found(library: Library) -> None:
    library.version("old", "2020-01")
    for ask in (api.transition_between, api.crosswalks_between):
        with pytest.raises(FrameworkNotFound):
            ask("old@2020-01", "new@2023-01")


def test_what_does_not_check_is_raised_with_its_findings(library: Library) -> None:
    library.version("old", "2020-01")
    library.between("opening", "old@2020-01", "new@2023-01")
    with pytest.raises(FrameworkError) as raised:
        api.transitions()
    assert {one.code for one in raised.value.diagnostics} == {"framework-not-found"}


def test_a_library_without_the_folder_has_none(library: Library) -> None:
    (library.versions / "transitions").rmdir()
    assert (api.transitions(), api.crosswalks()) == ((), ())


# --- kept from one process to the next ----------------------------------------------------------------


@pytest.fixture
def kept_library(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """One transition, in a library whose entries are kept."""
    monkeypatch.setenv("WELLLED_CACHE", str(tmp_path / "kept"))
    library.version("old", "2020-01", "2021-01")
    library.version("new", "2023-01")
    library.between("opening", "old@2020-01", "new@2023-01")
    return library


def test_what_was_kept_is_what_was_checked(kept_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = api.transitions(), api.crosswalks()
    monkeypatch.setattr(pipeline, "compile_framework", lambda *_: pytest.fail("the rules were read"))
    assert (api.transitions(), api.crosswalks()) == cold
    assert named("old@2021-01", "new@2023-01") == "opening"
    assert cold[1][0].relations() == api.crosswalks()[0].relations()


def test_a_change_of_a_file_is_seen(kept_library: Library) -> None:
    assert named("old@2020-01", "new@2023-01") == "opening"
    kept_library.between("opening", "old@2021-01", "new@2023-01")
    assert [one.before for one in api.transitions()] == ["old@2021-01"]


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"[]",
        b'[["t"]]',
        b'[["t"],["d","between",[0],"lines",null]]',
        b'[["t",1],["d"],["d","between",[0],"lines",[1]]]',
    ],
)
def test_an_entry_of_another_form_is_written_anew(
    kept_library: Library, part: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = api.transitions()
    whole = cache.fetch

    def spoiled(name: str) -> cache.Entry | None:
        found = whole(name)
        return None if found is None else cache.Entry(found.made_of, {**found.parts, "crossings": part})

    monkeypatch.setattr(kept, "fetch", spoiled)
    assert api.transitions() == cold
