"""The other half of the operator table: what is made of a collection, one entry in turn.

Entries that reach a fold are known values and not left out; what a fold remembers does not depend on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry, as_number, rank
from wellled_rules.values.scale import Exact, ScaleLevel
from wellled_rules.values.types import exact

__all__ = ["FOLDS", "Fold", "Summary"]

Summary: TypeAlias = "bool | int | Fraction | ScaleLevel | tuple[Exact, Exact] | None"
"""What a fold remembers of the entries it has taken; small, hashable, independent of their order."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One operator over a collection.

    start: the summary of nothing. take: the summary after one more entry that is not left out, with
    whether it passes the test (`True` where there is no test) and its weight (1 where there is none).
    finish: the answer, given the summary and, for counted quantifiers, the number asked for.
    tests: whether it is a quantifier (its answer is yes or no).
    """

    name: str
    words: str
    start: Summary
    take: Callable[[Summary, Entry, bool, Exact], Summary]
    finish: Callable[[Summary, Exact], Entry]
    tests: bool
    doc: str


def _number(summary: Summary) -> Exact:
    assert isinstance(summary, (int, Fraction))
    return summary


def _pair(summary: Summary) -> tuple[Exact, Exact]:
    assert isinstance(summary, tuple)
    return summary


def _plus(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    return exact(_number(summary) + weight * as_number(entry)) if passes else summary


def _count(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    return _number(summary) + 1 if passes else summary


def _mean_take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    if not passes:
        return summary
    total, below = _pair(summary)
    return exact(total + weight * as_number(entry)), exact(below + weight)


def _mean_finish(summary: Summary, _: Exact) -> Entry:
    total, below = _pair(summary)
    return OUT if below == 0 else exact(Fraction(total) / below)


def _extreme(better: Callable[[Entry, Entry], bool], read: Callable[[Entry], Entry]) -> Callable[..., Summary]:
    def take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
        if not passes:
            return summary
        value = read(entry)
        assert isinstance(value, (int, Fraction, ScaleLevel))
        if summary is None:
            return value
        assert not isinstance(summary, tuple)
        return value if better(value, summary) else summary

    return take


def _found(summary: Summary, _: Exact) -> Entry:
    assert not isinstance(summary, tuple)
    return OUT if summary is None else summary


def _share_take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    hits, counted = _pair(summary)
    return hits + passes, counted + 1


_FOLDS = (
    Fold("total", "total of X", 0, _plus, lambda s, _: _number(s), False, "Sum; of nothing it is 0."),
    Fold("number", "number of X", 0, _count, lambda s, _: _number(s), False, "How many, unknown ones included."),
    Fold("mean", "mean of X", (0, 0), _mean_take, _mean_finish, False, "Mean; of nothing it is not applicable."),
    Fold(
        "highest",
        "highest of X",
        None,
        _extreme(lambda a, b: as_number(a) > as_number(b), as_number),
        _found,
        False,
        "Largest number; of nothing it is not applicable.",
    ),
    Fold(
        "lowest",
        "lowest of X",
        None,
        _extreme(lambda a, b: as_number(a) < as_number(b), as_number),
        _found,
        False,
        "Smallest number; of nothing it is not applicable.",
    ),
    Fold(
        "best",
        "best of X",
        None,
        _extreme(lambda a, b: rank(a) > rank(b), lambda entry: entry),
        _found,
        False,
        "Best level by the scale's order; of nothing it is not applicable.",
    ),
    Fold(
        "worst",
        "worst of X",
        None,
        _extreme(lambda a, b: rank(a) < rank(b), lambda entry: entry),
        _found,
        False,
        "Worst level by the scale's order; of nothing it is not applicable.",
    ),
    Fold(
        "weighted_total",
        "weighted total of X by W",
        0,
        _plus,
        lambda s, _: _number(s),
        False,
        "Sum of weight times value.",
    ),
    Fold(
        "weighted_mean",
        "weighted mean of X by W",
        (0, 0),
        _mean_take,
        _mean_finish,
        False,
        "Weighted total over the weights counted; of nothing it is not applicable.",
    ),
    Fold(
        "any",
        "any of X are T",
        False,
        lambda s, _e, p, _w: s or p,
        lambda s, _: s is True,
        True,
        "At least one.",
    ),
    Fold(
        "all",
        "all of X are T",
        True,
        lambda s, _e, p, _w: s is True and p,
        lambda s, _: s is True,
        True,
        "Of nothing: yes.",
    ),
    Fold(
        "none",
        "none of X are T",
        True,
        lambda s, _e, p, _w: s is True and not p,
        lambda s, _: s is True,
        True,
        "Of nothing: yes.",
    ),
    Fold("at_least", "at least N of X are T", 0, _count, lambda s, n: _number(s) >= n, True, "N or more pass."),
    Fold("at_most", "at most N of X are T", 0, _count, lambda s, n: _number(s) <= n, True, "N or fewer pass."),
    Fold("exactly", "exactly N of X are T", 0, _count, lambda s, n: _number(s) == n, True, "N pass."),
    Fold(
        "majority",
        "a majority of X are T",
        (0, 0),
        _share_take,
        lambda s, _: 2 * _pair(s)[0] > _pair(s)[1],
        True,
        "More than half of those counted; of nothing: no.",
    ),
    Fold("empty", "X are empty", 0, _count, lambda s, _: _number(s) == 0, True, "Nothing is left to combine."),
)

FOLDS: Mapping[str, Fold] = MappingProxyType({row.name: row for row in _FOLDS})
