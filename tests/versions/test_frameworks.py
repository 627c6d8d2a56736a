"""Every framework that is shipped checks clean, and every example in it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules import api

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = (
    "developmental-review@2017-06",
    "epc@2020-09",
    "fhrs@2022-10",
    "kloe@2017-06",
    "kloe@2018-03",
    "monitor-well-led@2014-05",
    "nc-confinement@1978-01",
    "oversight@2025-06",
    "saf@2023-11",
    "saf@2024-12",
    "saf-local-authority@2024-12",
    "tutorial@2024-01",
    "well-led-draft@2026-03",
)


def test_every_folder_is_a_version_named_here() -> None:
    folders = {folder.name for folder in (ROOT / "versions").iterdir() if folder.is_dir()}

    assert folders == {version.replace("@", "-") for version in VERSIONS} | {"histories", "transitions"}


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_left_to_say(version: str) -> None:
    report = api.check(version).report

    told = [f"{one.code}: {one.headline}" for one in report if one.severity.name in ("ERROR", "WARNING")]
    assert told == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_example_holds(version: str) -> None:
    runs = api.load(version).test()

    assert len(runs) >= 20
    assert {run.name: run.messages for run in runs if not run.passed} == {}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_result_is_never_the_regulators_own(version: str) -> None:
    header = api.load(version).graph.header

    assert header.standing
    assert header.regulator


@pytest.mark.parametrize("folder", ["rules", "versions"])
def test_rules_are_text_and_no_code(folder: str) -> None:
    kinds = {path.suffix for path in (ROOT / folder).rglob("*") if path.is_file()}

    assert kinds <= {".wlr", ".md", ".json", ".yaml", ".lock"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_has_its_chapter(version: str) -> None:
    folder = ROOT / "versions" / version.replace("@", "-")

    assert (folder / "framework.wlr").is_file()
    assert version in (folder / "CHANGES.md").read_text(encoding="utf-8").splitlines()[0]
    assert version in (ROOT / "versions" / "README.md").read_text(encoding="utf-8")


def test_every_module_has_its_line() -> None:
    chapter = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")

    for path in (ROOT / "rules").rglob("*.wlr"):
        assert f"`{path.parent.name}.{path.stem}`" in chapter
