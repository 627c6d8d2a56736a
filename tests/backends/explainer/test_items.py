"""An item of evidence in words: what it is, from whom, of which day, and where it is kept."""

from __future__ import annotations

from datetime import date

from wellled_rules.backends.explainer.phrases.sentences import item_words
from wellled_rules.graph.evidence import Item


def test_an_item_says_whom_it_came_from_and_what_comes_from_outside_is_inert() -> None:
    item = Item(
        id="e1", title="Log", category="visit_log", source="the \x1bkeeper", on=date(2024, 2, 1), where="shelf 3"
    )
    told = item_words(item)
    assert "from the " in told
    assert "\x1b" not in told
    assert told.endswith("1 February 2024, shelf 3)")


def test_an_item_of_which_nothing_is_said_is_its_id() -> None:
    assert item_words(Item(id="e1")) == "e1"
