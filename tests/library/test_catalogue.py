"""Shipped versions and modules, as a folder of an invented library holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules.library import catalogue


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("versions/baths-2024-01", "versions/baths-2025-06", "versions/long-name-2024-01"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "framework.wlr").write_text("language 1\n")
    (tmp_path / "versions/baths-2024-01/examples.wlr").write_text("language 1\n")
    (tmp_path / "versions/baths-2024-01/CHANGES.md").write_text("# Changes\n")
    (tmp_path / "versions/no-entry-2024-01").mkdir()
    (tmp_path / "versions/README.md").write_text("# Versions\n")
    (tmp_path / "rules/shared/deep").mkdir(parents=True)
    (tmp_path / "rules/shared/scales.wlr").write_text("language 1\n")
    (tmp_path / "rules/shared/deep/bands.wlr").write_text("language 1\n")
    monkeypatch.setenv("WELLLED_LIBRARY", str(tmp_path))
    return tmp_path


def test_a_folder_with_an_entry_is_a_version(shelf: Path) -> None:
    assert [one.identity for one in catalogue.shelves()] == ["baths@2024-01", "baths@2025-06", "long-name@2024-01"]


def test_a_version_has_its_entry_first_and_rule_files_only(shelf: Path) -> None:
    found = catalogue.entry_of("baths@2024-01")
    assert found is not None
    assert [name for name, _ in found.files()] == [
        "versions/baths-2024-01/framework.wlr",
        "versions/baths-2024-01/examples.wlr",
    ]


def test_a_name_that_is_no_version_is_none(shelf: Path) -> None:
    assert catalogue.entry_of("baths@2023-01") is None
    assert catalogue.entry_of("no-entry@2024-01") is None


def test_a_module_is_named_by_its_folders(shelf: Path) -> None:
    named = {dotted: shown for dotted, shown, _ in catalogue.modules()}
    assert named == {"shared.scales": "rules/shared/scales.wlr", "shared.deep.bands": "rules/shared/deep/bands.wlr"}
    assert catalogue.module_text("shared.nothing") is None


def test_a_library_without_versions_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLLED_LIBRARY", str(tmp_path))
    assert catalogue.shelves() == ()
    assert list(catalogue.modules()) == []
