"""A module stays short enough to be read in one sitting."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
LONGER_BECAUSE: dict[str, str] = {}
"""Path -> reason. Empty: a module that grows past the line is cut by what it is about."""


def test_modules_keep_under_the_line() -> None:
    modules = [path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES and name not in LONGER_BECAUSE} == {}
