"""Which clauses of one declaration differ, each with the one that it became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from wellled_rules.backends.comparer.clause import Clause
from wellled_rules.backends.comparer.difference import ClauseChange, Declared
from wellled_rules.text.span import Span

__all__ = ["clause_changes", "place_of"]

_Pair: TypeAlias = "tuple[Clause | None, Clause | None]"
_Key: TypeAlias = "Callable[[Clause], tuple[str, ...] | None]"


_NAMED = ("member", "level", "label")
"""Clauses that give something its name."""


def place_of(span: Span | None) -> str | None:
    """`FILE:LINE`."""
    return None if span is None else f"{span.source.name}:{span.line}"


def clause_changes(
    before: Sequence[Clause], after: Sequence[Clause], was: Declared | None, now: Declared | None
) -> tuple[ClauseChange, ...]:
    """What differs, in the order of the clauses after; what is gone comes last.

    was, now: the declaration, whose place stands in for a clause that has none of its own.
    """
    pairs = [(one, other) for one, other in _pairs(before, after) if _differs(one, other)]
    if _weigh_the_same(before, after):
        pairs = [(one, other) for one, other in pairs if "row" not in (one and one.word, other and other.word)]
    return tuple(_change(one, other, was, now) for one, other in pairs)


def _weigh_the_same(before: Sequence[Clause], after: Sequence[Clause]) -> bool:
    """Whether both are weights of which each member that both have is the same: the set says which members came."""
    one, other = (dict(value for clause in side for value in clause.values) for side in (before, after))
    return bool(one and other) and all(one[member] == other[member] for member in one.keys() & other.keys())


def _change(one: Clause | None, other: Clause | None, was: Declared | None, now: Declared | None) -> ClauseChange:
    shown = other or one
    assert shown is not None
    is_order = bool(shown.order)
    return ClauseChange(
        word=shown.word,
        of=shown.of,
        before=None if one is None else one.text,
        after=None if other is None else other.text,
        before_place=None if one is None or was is None else place_of(one.span) or was.place,
        after_place=None if other is None or now is None else place_of(other.span) or now.place,
        renamed_from=one.of if one and other and shown.word in _NAMED and one.of != other.of else None,
        changes_meaning=is_order or (one.mark if one else "") != (other.mark if other else ""),
    )


def _differs(one: Clause | None, other: Clause | None) -> bool:
    if one is None or other is None:
        # In which order the rows of something new stand, its rows say.
        return not (one or other or Clause(word="", text="")).order
    if one.order or other.order:
        return _common(one, other) != _common(other, one)
    return (one.mark, one.wording) != (other.mark, other.wording)


def _common(one: Clause, other: Clause) -> list[str]:
    """Those of one that the other orders too, as the first orders them."""
    return [mark for mark in one.order if mark in other.order]


def _pairs(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[_Pair]:
    found: dict[int, Clause] = {}
    left, right = list(before), list(after)
    for key in (_as_it_stands, _by_key):
        left, right = _matched(left, right, key, found)
    named = _renamed(before, after)
    for rename in (_with_its_member(named), _as_member(named), _as_level):
        left, right = _matched(left, right, rename, found)
    rows = [one for one in left if one.word == "row"], [one for one in right if one.word == "row"]
    if len(rows[0]) == len(rows[1]):
        # As many rows went as came: each is taken to have become the one in its turn.
        left, right = _matched(left, right, _as_row, found)
    for one in after:
        yield found.get(id(one)), one
    for one in left:
        yield one, None


def _matched(
    left: list[Clause], right: list[Clause], key: _Key, found: dict[int, Clause]
) -> tuple[list[Clause], list[Clause]]:
    """Those of both sides that no key has matched yet; matches go to `found`, by the identity of the one after."""
    waiting: dict[tuple[str, ...], list[Clause]] = {}
    for one in left:
        if (told := key(one)) is not None:
            waiting.setdefault(told, []).append(one)
    taken: set[int] = set()
    alone = []
    for one in right:
        told = key(one)
        others = [] if told is None else waiting.get(told, [])
        if others:
            found[id(one)] = others.pop(0)
            taken.add(id(found[id(one)]))
        else:
            alone.append(one)
    return [one for one in left if id(one) not in taken], alone


def _renamed(before: Sequence[Clause], after: Sequence[Clause]) -> dict[str, str]:
    """Member after -> member before, where a name went and one came, and one member alone has their title in each."""
    one, other = _titles(before), _titles(after)
    ids = [{clause.key for clause in side if clause.word == "member"} for side in (before, after)]
    pairs = {other[title]: one[title] for title in one.keys() & other.keys()}
    return {new: old for new, old in pairs.items() if new not in ids[0] and old not in ids[1]}


def _titles(clauses: Sequence[Clause]) -> dict[str, str]:
    """Title -> the one member that has it."""
    members = [one for one in clauses if one.word == "member" and one.wording]
    counts = Counter(one.wording for one in members)
    return {one.wording: one.key for one in members if counts[one.wording] == 1}


def _as_member(named: Mapping[str, str]) -> _Key:
    """The name before of a member that was renamed."""
    both = {*named, *named.values()}
    return lambda one: (named.get(one.key, one.key),) if one.word == "member" and one.key in both else None


def _with_its_member(named: Mapping[str, str]) -> _Key:
    """A line of a member that was renamed, by the name before."""
    both = {*named, *named.values()}

    def key(one: Clause) -> tuple[str, ...] | None:
        if one.word == "member" or one.of not in both:
            return None
        return one.word, named.get(one.of, one.of), one.key.removeprefix(one.of)

    return key


def _as_it_stands(one: Clause) -> tuple[str, ...] | None:
    return None if one.order else (one.word, one.of or "", one.mark, one.wording)


def _by_key(one: Clause) -> tuple[str, ...]:
    return one.word, one.of or "", one.key


def _as_level(one: Clause) -> tuple[str, ...] | None:
    """The name before of a level or a label, by which it is found under a new one."""
    return (one.word, one.key) if one.word in ("level", "label") else None


def _as_row(one: Clause) -> tuple[str, ...] | None:
    return ("row",) if one.word == "row" else None
