"""What a result is not."""

from __future__ import annotations

from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.graph.graph import Header

__all__ = ["standing"]


def standing(header: Header) -> str:
    """What the result is not, in the framework's words where it has some."""
    if header.standing:
        return outside(header.standing)
    whose = "the regulator" if header.regulator is None else outside(header.regulator)
    return f"Indicative only: worked out from the rules as written here, and not a decision of {whose}."
