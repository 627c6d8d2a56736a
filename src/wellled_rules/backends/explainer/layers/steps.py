"""The third layer: what each rule did, and what came of every exception."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.backends.explainer.explanation import BoundLine, Input, Step
from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.backends.explainer.phrases.adjustments import Bound, Force, bounds, force_words
from wellled_rules.backends.explainer.phrases.headlines import possible_words
from wellled_rules.backends.explainer.phrases.sentences import part_words, table_neighbour
from wellled_rules.backends.explainer.phrases.workings import told, workings
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.backends.explainer.select import named_inputs
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Adjustment, Choose, Determine
from wellled_rules.graph.valuation import in_order

__all__ = ["bound_lines", "steps"]


def steps(reading: Reading, cell: Cell) -> tuple[Step, ...]:
    """One step for each rule at work, in the order of computing; the outcome's own is the last."""
    cells = [one for one in reading.cells() if isinstance(reading.node(one), Determine)]
    decisive = _decisive(reading, cell)
    return tuple(_step(reading, one, one in decisive) for one in cells)


def _decisive(reading: Reading, cell: Cell) -> frozenset[Cell]:
    """The outcome and the rules over no further set that lead to it."""
    sets = {axis.set for axis in reading.node(cell).axes}
    return frozenset(one for one in reading.cells() if {axis.set for axis in reading.node(one).axes} <= sets)


def _step(reading: Reading, cell: Cell, is_decisive: bool) -> Step:
    node = reading.node(cell)
    assert isinstance(node, Determine)
    how, lines = _how(reading, cell, node)
    return Step(
        path=reading.path(cell),
        title=reading.full_title(cell),
        rule=reading.ruled(cell),
        value=reading.shown(cell),
        how=how,
        workings=lines,
        inputs=tuple(_input(reading, one) for one in named_inputs(reading, cell)),
        part=part_words(reading.parts(cell)),
        is_decisive=is_decisive,
    )


def _how(reading: Reading, cell: Cell, node: Determine) -> tuple[str, tuple[str, ...]]:
    """What a rule did, in a sentence, and the sentences behind it."""
    if cell in reading.given:
        return "Stated in the case, not worked out here.", ()
    answer = reading.operand(cell, node.answer)
    lines = workings(reading, answer)
    answered = reading.node(answer)
    if isinstance(answered, Choose):
        lines = (*lines, *table_neighbour(reading, answer, answered))
    how = told(reading, answer)
    if reading.entry(cell) is None:
        possible = reading.trace.possible(cell).values
        how = how if possible is None else f"{how} Possible: {possible_words(in_order(possible), node.type)}."
    exceptions = tuple(
        f"{reading.rule_title(one.cell)}: {one.text}" for one in bounds(reading, cell) if one.force is not Force.IDLE
    )
    return how, (*lines, *exceptions)


def _input(reading: Reading, cell: Cell) -> Input:
    value = reading.shown(cell)
    node = reading.node(cell)
    if isinstance(node, Adjustment):
        value = replace(value, text=force_words(reading, node, cell))
    return Input(path=reading.path(cell), title=reading.full_title(cell), value=value)


def bound_lines(reading: Reading, chain: tuple[Cell, ...]) -> tuple[BoundLine, ...]:
    """Every exception on the outcome and on the outcomes that it passes on."""
    return tuple(_bound(reading, one) for cell in chain for one in bounds(reading, cell))


def _bound(reading: Reading, one: Bound) -> BoundLine:
    assert isinstance(reading.node(one.cell), Adjustment)
    return BoundLine(rule=reading.ruled(one.cell), state=one.force.value, text=outside(one.text))
