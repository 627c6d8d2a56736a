"""Where grammar/, rules/ and versions/ are."""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["is_overridden", "root"]


def root() -> Traversable:
    """Folder holding grammar/, rules/ and versions/.

    Order: the WELLLED_LIBRARY variable; the installed wheel's `_data`; the checkout.
    """
    if override := os.environ.get("WELLLED_LIBRARY"):
        return Path(override)
    packaged = files("wellled_rules") / "_data"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3]


def is_overridden() -> bool:
    """Whether WELLLED_LIBRARY names the folder, so that its files may change while the process runs."""
    return bool(os.environ.get("WELLLED_LIBRARY"))
