"""Where grammar/, rules/ and versions/ are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["is_overridden", "root"]

_PACKAGE = Path(__file__).resolve().parents[1]


def root() -> Traversable:
    """Folder holding grammar/, rules/ and versions/.

    Order: the WELLLED_LIBRARY variable; the installed wheel's `_data`; the checkout.
    """
    if override := os.environ.get("WELLLED_LIBRARY"):
        return Path(override)
    if _PACKAGE.is_dir():
        packaged = _PACKAGE / "_data"
        return packaged if packaged.is_dir() else _PACKAGE.parents[1]
    # The package lies in an archive; only then is this door needed, and it is slow to open.
    from importlib.resources import files

    return files("wellled_rules") / "_data"


def is_overridden() -> bool:
    """Whether WELLLED_LIBRARY names the folder, so that its files may change while the process runs."""
    return bool(os.environ.get("WELLLED_LIBRARY"))
