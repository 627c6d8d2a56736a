"""Each package opens with its chapter: which stage, what comes in, what goes out, where to enter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "wellled_rules"
CHAPTERS = sorted(path for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.parent.relative_to(PACKAGE).as_posix())
def test_a_package_says_what_comes_in_what_goes_out_and_where_to_enter(path: Path) -> None:
    chapter = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert [word for word in ("In:", "Out:", "Entry:") if word not in chapter] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder.name for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []
