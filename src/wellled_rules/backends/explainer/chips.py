"""A value on the page: its words, and for a level a shape and a ground that repeat them."""

from __future__ import annotations

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.icons import icon
from wellled_rules.backends.explainer.lexicon.words import capital
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page_style import tone

__all__ = ["chip"]


def chip(value: Shown) -> Safe:
    """A value: a level with its shape and its ground, a state with a hollow ring, the rest as text."""
    text = capital(value.text)
    if value.is_missing:
        return element("span", icon("none"), text, class_="chip none")
    if value.rank is None or value.levels is None:
        return element("span", text)
    name = tone(value.rank, value.levels)
    return element("span", icon(name), text, class_=f"chip {name}")
