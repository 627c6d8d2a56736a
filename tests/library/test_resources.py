"""Where the shipped material is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules.library.resources import root


def test_the_material_is_where_the_package_is() -> None:
    assert (root() / "grammar" / "wellled.lark").is_file()
    assert (root() / "grammar" / "terminals.lark").is_file()


def test_a_folder_named_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WELLLED_LIBRARY", str(tmp_path))
    assert root() == tmp_path


def test_an_empty_name_in_the_environment_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLLED_LIBRARY", "")
    assert (root() / "grammar" / "wellled.lark").is_file()
