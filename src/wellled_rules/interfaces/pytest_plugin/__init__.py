"""Markdown pages as tests: what a page shows is what happens.

In: a page's fenced blocks. Out: pytest items. Entry: `pytest_collect_file`, by naming this package in
`addopts`. Afterwards every snippet gives the findings it declares, every transcript prints what it shows,
and every Python example answers as printed. The marks a page may carry stand in `tests/README.md`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules.interfaces.pytest_plugin.items import PageFile

__all__ = ["pytest_collect_file"]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """The page at `file_path`, where it is Markdown."""
    return PageFile.from_parent(parent, path=file_path) if file_path.suffix == ".md" else None
