"""How a test over a collection is said: for how many it holds, for which, and how many were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.entries import bare
from wellled_rules.backends.explainer.lexicon.words import some
from wellled_rules.backends.explainer.reading import Item, Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Aggregate
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing

__all__ = ["quantified", "share"]

_MOST_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence is made of.

    what: the collection. wanted: the test. hits, others: members that pass and that do not, by title.
    passing, counted: how many pass, of how many. needed: the number asked for. holds: the answer.
    """

    what: str
    wanted: str
    hits: str
    others: str
    passing: int
    counted: int
    needed: str
    holds: bool


def quantified(reading: Reading, cell: Cell, node: Aggregate, asked: Callable[[Reading, Cell], str]) -> str:
    """Why a quantifier holds, fails or is open. asked: says what a test asks for."""
    return _said(reading, cell, node, asked, _SENTENCES.get(node.op))


def share(reading: Reading, cell: Cell, node: Aggregate, asked: Callable[[Reading, Cell], str]) -> str:
    """As `quantified`, without how many were asked for: for how many of how many it holds."""
    return _said(reading, cell, node, asked, _BRIEFLY.get(node.op))


def _said(
    reading: Reading,
    cell: Cell,
    node: Aggregate,
    asked: Callable[[Reading, Cell], str],
    tell: Callable[[_Told], str] | None,
) -> str:
    hits, others = _split(reading, cell, node)
    what = reading.collection(node)
    test = next((one.hit for one in (*hits, *others) if one.hit is not None), None)
    wanted = "counted" if test is None else asked(reading, test)
    outcome = reading.entry(cell)
    if tell is None:
        return f"the {FOLDS[node.op].name.replace('_', ' ')} of {what} is {reading.words(cell)}"
    if outcome is None:
        unknown = [one for one in others if one.hit is not None and reading.entry(one.hit) is None]
        who = _members(reading, unknown) or "some of them"
        return f"{what} is {wanted} for {len(hits)} of {len(hits) + len(others)}, and could be for {who}"
    if not hits and not others:
        return f"nothing in {what} is counted"
    needed = "" if node.count is None else bare(reading.entry(reading.operand(cell, node.count)))
    told = _Told(
        what=what,
        wanted=wanted,
        hits=_members(reading, hits),
        others=_members(reading, others),
        passing=len(hits),
        counted=len(hits) + len(others),
        needed=needed,
        holds=outcome is True,
    )
    return tell(told)


def _split(reading: Reading, cell: Cell, node: Aggregate) -> tuple[list[Item], list[Item]]:
    """Counted items that pass, and those that do not."""
    hits: list[Item] = []
    others: list[Item] = []
    for one in reading.items(cell, node):
        held = reading.entry(one.taken)
        if isinstance(held, Missing) and held.is_out:
            continue
        passes = one.hit is None or reading.entry(one.hit) is True
        (hits if passes else others).append(one)
    return hits, others


def _members(reading: Reading, items: list[Item]) -> str:
    titles = [reading.member_titles(one.cell) or reading.about(one.cell) for one in items]
    return some(list(dict.fromkeys(titles)), _MOST_MEMBERS)


def _for_any(told: _Told) -> str:
    if not told.passing:
        return f"{told.what} is {told.wanted} for none of {told.counted}"
    of_how_many = "" if told.counted == 1 else f"{told.passing} of {told.counted}, "
    return f"{told.what} is {told.wanted} for {of_how_many}{told.hits}"


def _for_all(told: _Told) -> str:
    if told.holds:
        return f"{told.what} is {told.wanted} for all {told.counted}"
    return f"{told.what} is not {told.wanted} for {told.others}"


def _share(told: _Told) -> str:
    return f"{told.what} is {told.wanted} for {told.passing} of {told.counted}"


def _asking(words: str) -> Callable[[_Told], str]:
    return lambda told: f"{_share(told)}, and {words.format(told.needed)}"


_ASKING: Mapping[str, Callable[[_Told], str]] = {
    "at_least": _asking("at least {0} must be"),
    "at_most": _asking("at most {0} may be"),
    "exactly": _asking("exactly {0} must be"),
    "majority": _asking("more than half must be"),
}

_SENTENCES: Mapping[str, Callable[[_Told], str]] = {
    **_ASKING,
    "any": _for_any,
    "all": _for_all,
    "none": _for_any,
    "empty": lambda told: f"{told.what} holds {told.counted}",
}

_BRIEFLY: Mapping[str, Callable[[_Told], str]] = {
    **_SENTENCES,
    **dict.fromkeys(_ASKING, _share),
    "any": lambda told: _share(told) if told.passing else _for_any(told),
}
