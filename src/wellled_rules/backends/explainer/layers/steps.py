"""The third layer: what each rule did, and what came of every exception."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from wellled_rules.backends.explainer.explanation import BoundLine, Input, Shown, Step
from wellled_rules.backends.explainer.layers.collections import counted, left_out
from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.backends.explainer.phrases.adjustments import Bound, Force, adjusted, bounds, force_words
from wellled_rules.backends.explainer.phrases.departures import by_departure, departed
from wellled_rules.backends.explainer.phrases.headlines import possible_words
from wellled_rules.backends.explainer.phrases.sentences import part_words, table_neighbour
from wellled_rules.backends.explainer.phrases.workings import told, workings
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.backends.explainer.select import in_order as ordered
from wellled_rules.backends.explainer.select import named_inputs
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Adjustment, Aggregate, Choose, Collect, Determine
from wellled_rules.graph.valuation import in_order

__all__ = ["bound_lines", "steps"]


def steps(reading: Reading, cell: Cell, decided: Container[Cell] = frozenset()) -> tuple[Step, ...]:
    """One step for each rule, collection and exception at work, as they are computed; the outcome's own is the last.

    decided: the cells that decided the outcome.
    """
    sets = {axis.set for axis in reading.node(cell).axes}
    cells = ordered(reading, dict.fromkeys((*reading.cells(), *_wholes(reading))))
    came_of = {one.cell: one for target in reversed(cells) for one in bounds(reading, target)}
    found = []
    for one in cells:
        # A rule over no further set than the outcome, of its subject or one above, is on the way to it; the others are
        # its many operands.
        node = reading.node(one)
        is_near = one.subject == cell.subject[: len(one.subject)]
        is_decisive = is_near and {axis.set for axis in node.axes if not axis.is_collect} <= sets
        if isinstance(node, Collect) and not one.members[-1]:
            made = _step(reading, one, counted(reading, one), "", left_out(reading, one), is_decisive)
            found.append(replace(made, decides=any(each.taken in decided for each in reading.gathered(one))))
        elif isinstance(node, Determine):
            how, lines = _how(reading, one, node)
            made = _step(reading, one, reading.shown(one), how, lines, is_decisive)
            found.append(replace(made, decides=one in decided))
        elif one in came_of:
            bound = came_of[one]
            is_decisive = is_decisive and bound.force is not Force.IDLE
            made = _step(reading, one, _force(reading, one, bound.node), bound.text, (), is_decisive)
            found.append(replace(made, decides=one in decided))
    return tuple(found)


def _wholes(reading: Reading) -> Iterator[Cell]:
    """The collections that folds of the derivation combine."""
    for one in reading.cells():
        node = reading.node(one)
        if isinstance(node, Aggregate):
            yield from reading.wholes(one, node)


def _step(reading: Reading, cell: Cell, value: Shown, how: str, lines: tuple[str, ...], is_decisive: bool) -> Step:
    return Step(
        path=reading.path(cell),
        title=reading.full_title(cell),
        rule=reading.ruled(cell),
        value=value,
        how=how,
        workings=lines,
        inputs=tuple(_input(reading, one) for one in _read(reading, cell)),
        part=part_words(reading.parts(cell)),
        is_decisive=is_decisive,
    )


def _read(reading: Reading, cell: Cell) -> tuple[Cell, ...]:
    """What a step reads; of a collection what it takes, and what its conditions ask for."""
    if not isinstance(reading.node(cell), Collect):
        return named_inputs(reading, cell)
    found: dict[Cell, None] = {}
    for one in reading.gathered(cell):
        found[one.source] = None
        found.update(dict.fromkeys(() if one.where is None else named_inputs(reading, one.where)))
    return ordered(reading, found)


def _how(reading: Reading, cell: Cell, node: Determine) -> tuple[str, tuple[str, ...]]:
    """What a rule did, in a sentence, and the sentences behind it."""
    if cell in reading.given:
        return "Stated in the case, not worked out here.", ()
    if not reading.trace.is_for(cell.subject):
        return "The rules are not for a subject of this kind, so this one is not run.", ()
    gone = departed(reading, cell)
    if gone is not None:
        return adjusted(reading, cell, by_departure(reading, cell, gone)), _without_departure(reading, cell)
    answer = reading.operand(cell, node.answer)
    lines = workings(reading, answer)
    answered = reading.node(answer)
    if isinstance(answered, Choose):
        lines = (*lines, *table_neighbour(reading, answer, answered))
    how = adjusted(reading, cell, told(reading, reading.told_answer(cell, node)))
    if reading.entry(cell) is None:
        possible = reading.trace.possible(cell).values
        how = how if possible is None else f"{how} Possible: {possible_words(in_order(possible), node.type)}."
    return how, lines


def _without_departure(reading: Reading, cell: Cell) -> tuple[str, ...]:
    """What the rule would have said, that people departed from."""
    own = reading.departed_from(cell)
    if own is None:
        return ()
    node = reading.node(own)
    if isinstance(node, Determine):
        end = reading.passed_chain_end(own)
        ended = reading.node(end)
        own = reading.told_answer(end, ended) if isinstance(ended, Determine) else own
    return (f"By the rule that was departed from: {told(reading, own)}",)


def _input(reading: Reading, cell: Cell) -> Input:
    node = reading.node(cell)
    if isinstance(node, Collect):
        value = counted(reading, cell)
    else:
        value = _force(reading, cell, node) if isinstance(node, Adjustment) else reading.shown(cell)
    return Input(path=reading.path(cell), title=reading.full_title(cell), value=value)


def _force(reading: Reading, cell: Cell, node: Adjustment) -> Shown:
    """Whether an exception applies, in place of yes or no."""
    return replace(reading.shown(cell), text=force_words(reading, node, cell))


def bound_lines(reading: Reading, chain: tuple[Cell, ...]) -> tuple[BoundLine, ...]:
    """Every exception on the outcome and on the outcomes that it passes on."""
    return tuple(_bound(reading, one) for cell in chain for one in bounds(reading, cell))


def _bound(reading: Reading, one: Bound) -> BoundLine:
    assert isinstance(reading.node(one.cell), Adjustment)
    return BoundLine(rule=reading.ruled(one.cell), state=one.force.value, text=outside(one.text))
