"""How an assumption is known, in words."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.backends.explainer.lexicon.words import humanised

__all__ = ["basis_words"]

_BASES: Mapping[str, str] = {
    "inferred": "inferred",
    "recalled": "recalled",
    "not_found": "not found in what was read",
}


def basis_words(basis: str) -> str:
    """How an assumption is known."""
    return _BASES.get(basis, humanised(basis))
