"""The second layer: what the outcome is built from, member by member, with weight and share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from wellled_rules.backends.explainer.explanation import Grouping, Shown, StatementGroup, StatementLine, Statements
from wellled_rules.backends.explainer.lexicon.entries import number
from wellled_rules.backends.explainer.lexicon.words import humanised, outside
from wellled_rules.backends.explainer.phrases.sentences import whose_mapping
from wellled_rules.backends.explainer.reading import Item, Reading
from wellled_rules.backends.explainer.select import Collection as Combined
from wellled_rules.backends.explainer.select import collection
from wellled_rules.graph.cells import Cell
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import as_number
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import exact

__all__ = ["statements"]


def statements(
    reading: Reading, cell: Cell, group_by: str | None, decided: Collection[Cell] = frozenset()
) -> Statements | None:
    """Lines of the collection that an outcome is built from; none where it is built from none.

    decided: the cells that decided the outcome.
    """
    found = collection(reading, cell)
    if found is None:
        return None
    own = frozenset(axis.set for axis in reading.node(cell).axes)
    lines = {one: replace(line, decides=one in decided) for one, line in _lines(reading, found, own).items()}
    weights = next((reading.ruled(one.weight) for one in found.items if one.weight is not None), None)
    if group_by is None:
        whole = StatementGroup(title=None, lines=tuple(lines.values()))
        return Statements(title=found.title, groups=(whole,), weights=weights)
    holder = reading.graph.sets[group_by]
    title = outside(holder.title) or humanised(holder.name)
    groups = []
    for member in holder.members:
        held = tuple(line for one, line in lines.items() if _place(reading, one, group_by) == member.id)
        if held:
            groups.append(StatementGroup(title=outside(member.title) or humanised(member.id), lines=held))
    rest = tuple(line for one, line in lines.items() if _place(reading, one, group_by) is None)
    if rest:
        groups.append(StatementGroup(title=f"In no {title}", lines=rest))
    whose = whose_mapping(reading, title, _mapped(reading, found, group_by))
    grouping = Grouping(title=title, whose=whose)
    return Statements(title=found.title, groups=tuple(groups), grouping=grouping, weights=weights)


def _lines(reading: Reading, found: Combined, own: frozenset[str]) -> dict[Cell, StatementLine]:
    weights = {one.cell: _weight(reading, one) for one in found.items}
    total = sum(weight for weight in weights.values() if weight is not None)
    titles = _titles(reading, found, own)
    return {
        one.cell: _line(reading, found, one.cell, titles[one.cell], weights[one.cell], exact(total))
        for one in found.items
    }


def _titles(reading: Reading, found: Combined, own: frozenset[str]) -> dict[Cell, str]:
    """A short title for each entry: its members, but for those that the outcome has itself (`own`: their sets)."""
    cells = [one.cell for one in found.items]
    is_one_rule = found.fold is not None and len({cell.node for cell in cells}) == 1
    short = {cell: reading.member_titles(cell, but=own) if is_one_rule else "" for cell in cells}
    return {cell: title or reading.full_title(cell) for cell, title in short.items()}


def _weight(reading: Reading, one: Item) -> Exact | None:
    """The weight of an entry that is counted; none for one that is left out."""
    held = reading.entry(one.taken)
    if isinstance(held, Missing) and held.is_out:
        return None
    if one.weight is None:
        return 1
    weight = reading.entry(one.weight)
    return None if weight is None or isinstance(weight, Missing) else as_number(weight)


def _line(
    reading: Reading, found: Combined, cell: Cell, title: str, weight: Exact | None, total: Exact
) -> StatementLine:
    share = exact(Fraction(100 * weight) / total) if found.is_weighed and weight is not None and total else None
    return StatementLine(
        path=reading.path(cell),
        title=title,
        value=reading.shown(cell),
        weight=None if share is None or weight is None else _weighed(weight, total),
        share=None if share is None else Shown(text=number(share, " %", exactly=False), plain=_data(share)),
        is_counted=weight is not None,
    )


def _weighed(weight: Exact, total: Exact) -> Shown:
    return Shown(text=f"{number(weight)} of {number(total)}", plain=_data(weight))


def _data(value: Exact) -> int | str:
    return value if isinstance(value, int) else str(value)


def _place(reading: Reading, cell: Cell, holder: str) -> str | None:
    """The member of `holder` in which a cell's member lies."""
    for axis, one in zip(reading.node(cell).axes, cell.members, strict=True):
        place = None if axis.is_collect else reading.graph.sets[axis.set].places.get(one, {}).get(holder)
        if place is not None:
            return place
    return None


def _mapped(reading: Reading, found: Combined, holder: str) -> tuple[str, ...]:
    """Assumptions that the mapping into `holder` rests on."""
    sets = {axis.set for one in found.items for axis in reading.node(one.cell).axes if not axis.is_collect}
    mapped = [reading.graph.sets[name] for name in sorted(sets)]
    names = [name for one in mapped if any(holder in places for places in one.places.values()) for name in one.rests_on]
    return tuple(dict.fromkeys(names))
