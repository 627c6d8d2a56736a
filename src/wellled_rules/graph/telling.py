"""What was found in the cells, levels and uses of one text, told as one finding a mistake."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Label
from wellled_rules.graph import errors
from wellled_rules.graph.found import Columns, Found, Site
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Choose, Constant, Determine, NodeId
from wellled_rules.graph.regions import Region
from wellled_rules.graph.steps import Held
from wellled_rules.graph.wording import decimal_places, joined, listed, number_words, stretch_words, value_words
from wellled_rules.values.scale import Exact, ScaleLevel

__all__ = ["citation", "dead", "gaps", "node_words", "overlaps"]

_MOST_NOTES = 8
_MOST_USES = 4
_MOST_VALUES = 8


def citation(graph: DeterminationGraph, rule: str) -> Citation | None:
    """The first place that a rule cites."""
    found = graph.rules.get(rule)
    if found is None or not found.cites:
        return None
    source = graph.sources.get(found.cites[0].source)
    return Citation(found.cites[0].source if source is None else source.title, found.cites[0].place)


def node_words(graph: DeterminationGraph, node: NodeId) -> str:
    """A node by its name in backticks; empty for what has no name."""
    return f"`{graph.nodes[node].rule.partition(':')[2]}`" if node in graph.rules else ""


def _uses(graph: DeterminationGraph, several: Iterable[Found]) -> tuple[Label, ...]:
    """Where the text stands in a module: the `use` lines that brought it to where something was found."""
    rules = [graph.rules.get(one.site.node.rule) for one in several]
    spans = dict.fromkeys(rule.used_at for rule in rules if rule is not None and rule.used_at is not None)
    return tuple(Label(errors.first_line(span), "used here") for span in list(spans)[:_MOST_USES])


# --- gaps --------------------------------------------------------------------------------------


def gaps(graph: DeterminationGraph, several: Sequence[Found]) -> Iterator[Diagnostic]:
    """At most one finding: all that the rows of one text leave without an answer."""
    node = several[0].site.node
    cited = citation(graph, node.rule)
    new = _only_new(several)
    open_ = [one for one in new if one.gaps]
    if node.form == "first":
        unshown = any(not one.shown for one in several) and not _has_last(node)
        if open_ or unshown:
            yield errors.no_otherwise(
                node.span,
                shown=bool(open_),
                uses=_uses(graph, open_ or several),
                notes=_cases(open_),
                citation=cited,
            )
        return
    if open_:
        yield _gap(graph, node, open_, several, cited)
    elif any(not one.shown for one in several) and not _has_last(node):
        yield errors.not_shown(node.span, citation=cited)


def _has_last(node: Choose) -> bool:
    return any(not row.tests for row in node.rows)


def _only_new(several: Sequence[Found]) -> list[Found]:
    """Of an alternative's gaps only those that are not there with assumptions as taken."""
    taken: dict[tuple[str, str, tuple[str, ...]], set[Columns]] = {}
    for one in several:
        if not one.site.assumed:
            taken[one.site.level, one.site.node.id, one.site.members] = set(one.gaps)
    found = []
    for one in several:
        known = taken.get((one.site.level, one.site.node.id, one.site.members), set())
        left = {key: case for key, case in one.gaps.items() if not one.site.assumed or key not in known}
        found.append(Found(one.site, left, counts=one.counts, stretches=one.stretches, shown=one.shown))
    return found


def _gap(
    graph: DeterminationGraph, node: Choose, open_: Sequence[Found], several: Sequence[Found], cited: Citation | None
) -> Diagnostic:
    parts: dict[Columns, str] = {}
    for one in open_:
        for key in one.gaps:
            parts.setdefault(key, columns_words(graph, node, key, one.stretches))
    keys = sorted(parts, key=_order)
    column = node_words(graph, node.columns[0]) if len(node.columns) == 1 else ""
    beside, help_ = _advice(graph, node, keys)
    return errors.gap(
        node.span,
        listed(list(dict.fromkeys(parts[key] for key in keys)), _MOST_VALUES),
        column,
        others=(*beside, *_uses(graph, open_)),
        help=help_,
        notes=_places(graph, open_, several),
        citation=cited,
    )


def columns_words(
    graph: DeterminationGraph, node: Choose, key: Columns, stretches: Sequence[Mapping[Held, Region]]
) -> str:
    """Values of the columns in words; with the names of the columns where there are several."""
    words = []
    for held, parts in zip(key, stretches, strict=True):
        words.append(stretch_words(parts[held]) if held in parts else value_words(held))
    if len(words) < 2:
        return "".join(words)
    names = [node_words(graph, one) or "a column" for one in node.columns]
    return joined([f"{name} {word}" for name, word in zip(names, words, strict=True)])


def _order(key: Columns) -> tuple[tuple[int, Exact, str], ...]:
    return tuple(_rank(one) for one in key)


def _rank(held: Held) -> tuple[int, Exact, str]:
    match held:
        case int() | Fraction():
            return (0, held, "")
        case ScaleLevel():
            return (1, held.rank, "")
        case date():
            return (2, held.toordinal(), "")
        case _:
            return (3, 0, value_words(held))


def _advice(graph: DeterminationGraph, node: Choose, keys: Sequence[Columns]) -> tuple[tuple[Label, ...], str]:
    """The rows on either side of the first gap between numbers, and what to do about it."""
    held = keys[0][0]
    if len(keys[0]) == 1 and isinstance(held, int | Fraction) and not isinstance(held, bool):
        below, above = _sides(graph, node, held)
        if below is not None and above is not None:
            labels = (
                Label(errors.first_line(node.rows[below[1]].span), f"ends at {number_words(below[0])}"),
                Label(errors.first_line(node.rows[above[1]].span), f"begins at {number_words(above[0])}"),
            )
            return labels, _closing(graph, node, [key[0] for key in keys])
        if above is not None:
            return (), f"add a row `... when under {number_words(above[0])}`"
        if below is not None:
            return (), f"add a row `... when over {number_words(below[0])}`"
    return (), "add a row for it, or end with a row `... otherwise`"


def _closing(graph: DeterminationGraph, node: Choose, missing: Sequence[Held]) -> str:
    """What closes gaps between two rows: rounding, where every value without a row lies between the rows' decimals."""
    ends = sorted({end for row in node.rows for test in row.tests for end in _ends(graph, test)})
    places = max(map(decimal_places, ends))
    if not all(_is_between_decimals(held, ends, places) for held in missing):
        return "add a row for it, or move the end of one of these rows"
    column = graph.nodes[node.columns[0]]
    name = node_words(graph, column.id) or "the number"
    grid = "whole" if not places else "1 place" if places == 1 else f"{places} places"
    line = f"`rounded to {grid} by RULE`"
    if isinstance(column, Determine):
        return f"say how {name} is rounded: {line}, or add a row for what is between"
    return f"add a row for what is between, or read by a `determine` that equals {name}, {line}"


def _is_between_decimals(held: Held, ends: Sequence[Exact], places: int) -> bool:
    """Whether no decimal of so many places lies strictly between the two ends on either side of a number."""
    if not isinstance(held, int | Fraction) or isinstance(held, bool):
        return False
    below, above = bisect_left(ends, held) - 1, bisect_right(ends, held)
    if below < 0 or above == len(ends):
        return False
    grid = Fraction(10) ** places
    return bool(floor(ends[below] * grid) + 1 >= ceil(ends[above] * grid))


def _sides(
    graph: DeterminationGraph, node: Choose, held: Exact
) -> tuple[tuple[Exact, int] | None, tuple[Exact, int] | None]:
    """The nearest end of a row below a number, and above it, each with the index of the row."""
    ends = [(end, turn) for turn, row in enumerate(node.rows) for test in row.tests for end in _ends(graph, test)]
    below = [one for one in ends if one[0] < held]
    above = [one for one in ends if one[0] > held]
    return max(below, default=None), min(above, default=None)


def _ends(graph: DeterminationGraph, test: NodeId) -> Iterator[Exact]:
    """The numbers that a row's test compares with."""
    for one in getattr(graph.nodes[test], "args", ()):
        found = graph.nodes[one]
        if isinstance(found, Constant):
            if isinstance(found.value, int | Fraction) and not isinstance(found.value, bool):
                yield found.value
        elif one not in graph.rules:
            yield from _ends(graph, one)


# --- where -------------------------------------------------------------------------------------


def _places(graph: DeterminationGraph, open_: Sequence[Found], several: Sequence[Found]) -> list[str]:
    """Level by level: what is missing, with how many combined, for which members, and a case."""
    by_place: dict[tuple[str, str, str], list[Found]] = {}
    for one in open_:
        by_place.setdefault(_where(graph, one.site), []).append(one)
    notes = []
    for where, found in by_place.items():
        alike: dict[str, list[Found]] = {}
        for one in found:
            alike.setdefault(_what(graph, one), []).append(one)
        for what, same in alike.items():
            case = next(iter(same[0].gaps.values()))
            example = f"; for example when {case}" if case else ""
            notes.append(f"{_place_words(where)}{_for_members(same)}: {what}{example}")
    levels = {one.site.level for one in open_}
    notes.extend(f"at `{level}`: nothing is missing" for level in _levels(several) if level not in levels)
    return _few(notes)


def _few(notes: list[str]) -> list[str]:
    if len(notes) <= _MOST_NOTES:
        return notes
    return [*notes[:_MOST_NOTES], f"and in {len(notes) - _MOST_NOTES} more places"]


def _levels(several: Iterable[Found]) -> list[str]:
    return list(dict.fromkeys(one.site.level for one in several))


def _where(graph: DeterminationGraph, site: Site) -> tuple[str, str, str]:
    taken = joined([f"`{name}` taken as {value_words(value)}" for name, value in site.assumed])
    rule = graph.rules.get(site.node.rule)
    name = rule.name if rule is not None and rule.used_at is not None else ""
    return site.level, name, taken


def _place_words(where: tuple[str, str, str]) -> str:
    level, name, taken = where
    words = f"at `{level}`" if not name else f"`{name}` at `{level}`"
    return f"{words}, with {taken}" if taken else words


def _for_members(same: Sequence[Found]) -> str:
    names = ["/".join(one.site.members) for one in same if one.site.members]
    return f", for {listed(names, 3)}" if names else ""


def _what(graph: DeterminationGraph, one: Found) -> str:
    """What is missing, values that occur for the same numbers of entries taken together."""
    by_count: dict[tuple[int, ...], list[str]] = {}
    for key in sorted(one.gaps, key=_order):
        words = columns_words(graph, one.site.node, key, one.stretches)
        by_count.setdefault(tuple(sorted(one.counts.get(key, ()))), []).append(words)
    parts = []
    for counts, values in by_count.items():
        combined = f" with {_numbers(counts)} combined" if counts else ""
        parts.append(f"{listed(values, _MOST_VALUES)}{combined}")
    return "; ".join(parts)


def _numbers(counts: Sequence[int]) -> str:
    if len(counts) > _MOST_VALUES:
        return f"{counts[0]} to {counts[-1]}"
    words = [str(one) for one in counts]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _cases(open_: Sequence[Found]) -> list[str]:
    notes: dict[str, None] = {}
    for one in open_:
        for case in one.gaps.values():
            level = f"at `{one.site.level}`{_for_members([one])}"
            taken = joined([f"`{name}` taken as {value_words(value)}" for name, value in one.site.assumed])
            when = f": when {case}" if case else ": always"
            notes.setdefault(f"{level}{f', with {taken}' if taken else ''}{when}")
    return _few(list(notes))


# --- overlaps and dead rows --------------------------------------------------------------------


def overlaps(graph: DeterminationGraph, several: Sequence[Found]) -> Iterator[Diagnostic]:
    """One finding for each two rows that both answer for something."""
    node = several[0].site.node
    pairs = sorted({pair for one in several for pair in one.overlaps})
    for first, second in pairs:
        where = [one for one in several if (first, second) in one.overlaps]
        keys: dict[str, Columns] = {}
        for one in where:
            for key in one.overlaps[first, second]:
                keys.setdefault(columns_words(graph, node, key, one.stretches), key)
        words = sorted(keys, key=lambda one: _order(keys[one]))
        column = node_words(graph, node.columns[0]) if len(node.columns) == 1 else ""
        yield errors.overlap(
            node.rows[second].span,
            node.rows[first].span,
            listed(words, _MOST_VALUES) if words != [""] else "one case",
            column,
            uses=_uses(graph, where),
            notes=_few(list(dict.fromkeys(_overlap_note(graph, one, (first, second)) for one in where))),
            citation=citation(graph, node.rule),
        )


def _overlap_note(graph: DeterminationGraph, one: Found, pair: tuple[int, int]) -> str:
    case = next(iter(one.overlaps[pair].values()))
    place = _place_words(_where(graph, one.site))
    return f"{place}: for example when {case}" if case else place


def dead(graph: DeterminationGraph, several: Sequence[Found], rows: Iterable[int]) -> Iterator[Diagnostic]:
    """One finding a row that nothing comes to, wherever its text is used."""
    node = several[0].site.node
    for turn in rows:
        yield errors.dead_row(
            node.rows[turn].span,
            ladder=node.form == "first",
            uses=_uses(graph, several),
            notes=_held(graph, several),
            citation=citation(graph, node.rule),
        )


def _held(graph: DeterminationGraph, several: Sequence[Found]) -> list[str]:
    """Level by level, from where to where a single column of numbers reaches."""
    node = several[0].site.node
    if len(node.columns) != 1 or not (name := node_words(graph, node.columns[0])):
        return []
    notes = []
    for level in _levels(several):
        ends = [one.ends for one in several if one.site.level == level and one.ends is not None]
        if ends:
            low, high = min(one for one, _ in ends), max(one for _, one in ends)
            notes.append(f"at `{level}` {name} lies from {number_words(low)} to {number_words(high)}")
    return notes
