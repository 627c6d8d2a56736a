"""Which edition of the engine this is, and which language it reads."""

from __future__ import annotations

__all__ = ["LANGUAGE", "VERSION"]

VERSION = "0.1.0"
"""Read by the build as well, so that what is installed and what runs cannot differ."""

LANGUAGE = 1
"""The one language read here."""
