"""What a collection took: how much of it counts, and why the rest is left out or counts as something."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.lexicon.words import entries, listed
from wellled_rules.backends.explainer.phrases.conditions import because
from wellled_rules.backends.explainer.phrases.sentences import treated_words
from wellled_rules.backends.explainer.phrases.workings import reason
from wellled_rules.backends.explainer.reading import Gathered, Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Apply, Determine
from wellled_rules.values.missing import Missing

__all__ = ["counted", "left_out"]

_MOST_LINES = 12


def counted(reading: Reading, whole: Cell) -> Shown:
    """How many entries count: `2 of 3 entries`, `1 entry`."""
    items = reading.gathered(whole)
    inside = sum(not _is_out(reading, one) for one in items)
    text = entries(inside) if inside == len(items) else f"{inside} of {entries(len(items))}"
    perhaps = sum(_passes(reading, one) is None for one in items)
    return Shown(text=f"{text}, {perhaps} of them perhaps" if perhaps else text, plain=inside)


def left_out(reading: Reading, whole: Cell) -> tuple[str, ...]:
    """A sentence for each entry that is left out, may be, or counts as something, as far as there are not many."""
    found = [*_told(reading, whole)]
    rest = len(found) - _MOST_LINES
    return (*found[:_MOST_LINES], f"And {rest} more.") if rest > 0 else tuple(found)


def _told(reading: Reading, whole: Cell) -> Iterator[str]:
    own = {axis.set for axis in reading.node(whole).axes}
    for one in reading.gathered(whole):
        why = _why(reading, one)
        if why is not None:
            who = reading.member_titles(one.source, but=own) or reading.full_title(one.source)
            yield f"{who}: {why}."


def _passes(reading: Reading, one: Gathered) -> object:
    """Whether an entry passes the condition of its line; yes where there is none."""
    return True if one.where is None else reading.entry(one.where)


def _is_out(reading: Reading, one: Gathered) -> bool:
    held = reading.entry(one.taken)
    return isinstance(held, Missing) and held.is_out


def _why(reading: Reading, one: Gathered) -> str | None:
    passes = _passes(reading, one)
    if one.where is not None and passes is not True:
        told = "left out, because" if passes is False else "counts or is left out:"
        return f"{told} {listed(because(reading, one.where))}{_behind(reading, one.where)}"
    recorded = reading.entry(one.source)
    if not isinstance(recorded, Missing):
        return None
    treated = treated_words(recorded, reading.entry(one.taken), reading.node(one.source).type)
    same = "left out" if recorded.is_out else "could be any value"
    return f"{reading.words(one.source)}, so {'it ' if (treated or same) != 'left out' else ''}{treated or same}"


def _behind(reading: Reading, where: Cell) -> str:
    """Why what a condition asks for is what it is, where it asks for one thing that a rule worked out."""
    node = reading.node(where)
    asked = reading.operand(where, node.args[0]) if isinstance(node, Apply) else where
    ruled = reading.node(asked)
    if not isinstance(ruled, Determine) or asked in reading.given or reading.departed_from(asked) is not None:
        return ""
    return f" ({reason(reading, reading.told_answer(asked, ruled))})"
