"""Markdown pages as tests: what a page shows is what happens.

In: a page's fenced blocks. Out: pytest items. Entry: `pytest_collect_file`, by naming this package in
`addopts`. Afterwards every snippet gives the findings it declares, every transcript prints what it shows,
and every Python example answers as printed. The marks a page may carry stand in `tests/README.md`.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wellled_rules.interfaces.pytest_plugin.items import PageFile

__all__ = ["pytest_collect_file", "pytest_configure"]

_CACHE = "WELLLED_CACHE"


def pytest_configure(config: pytest.Config) -> None:
    """Let a session, and every process it starts, keep checked frameworks in a folder that goes when it ends."""
    if _CACHE in os.environ:
        return
    kept = TemporaryDirectory(prefix="wellled-cache-", ignore_cleanup_errors=True)
    os.environ[_CACHE] = kept.name

    def leave() -> None:
        os.environ.pop(_CACHE, None)
        kept.cleanup()

    config.add_cleanup(leave)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """The page at `file_path`, where it is Markdown."""
    return PageFile.from_parent(parent, path=file_path) if file_path.suffix == ".md" else None
