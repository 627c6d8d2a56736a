"""How a rule came to its answer: one sentence, and what stands behind the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from wellled_rules.backends.explainer.lexicon.entries import entry_words, halves
from wellled_rules.backends.explainer.lexicon.words import capital, entries, listed, quoted
from wellled_rules.backends.explainer.phrases.conditions import asked, because, briefly, row_words, subject
from wellled_rules.backends.explainer.phrases.ladders import failed
from wellled_rules.backends.explainer.reading import Item, Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import (
    Adjustment,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Determine,
    Index,
    Input,
    Lookup,
    Pick,
)
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import OPERATORS, OnOut
from wellled_rules.values.rounding import Rounding

__all__ = ["brief", "reason", "told", "workings"]

_MOST_LINES = 12

_SIGNS: Mapping[str, str] = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
_FOLDED: Mapping[str, str] = {
    "total": "total",
    "mean": "mean",
    "highest": "highest",
    "lowest": "lowest",
    "best": "best",
    "worst": "worst",
    "weighted_total": "weighted total",
    "weighted_mean": "weighted mean",
}


def _mention(reading: Reading, cell: Cell) -> str:
    """An operand in a sum: its value, with its title where it is a declaration of its own."""
    node = reading.node(cell)
    held = reading.entry(cell)
    if held is None or (isinstance(held, Missing) and not held.is_out):
        return f"{subject(reading, cell)} (open)"
    words = entry_words(held, node.type)
    return f"{words} ({reading.about(cell)})" if isinstance(node, Input | Determine) else words


def reason(reading: Reading, cell: Cell) -> str:
    """Why a part of a rule has its value, as a clause: `24 of 32`, `75 % lies in 63 to 87`."""
    node = reading.node(cell)
    match node:
        case Apply():
            return _apply(reading, cell, node)
        case Aggregate():
            return _fold(reading, cell, node)
        case Choose():
            return _choose(reading, cell, node)
        case Constant():
            return "written in the rule"
        case Assumption():
            return "assumed"
        case Input():
            return f"as recorded for {reading.about(cell)}"
        case Determine() | Lookup() | Check():
            return f"the same as {reading.about(cell)}"
        case Decision() | Index() | Adjustment() | Pick() | Collect():
            return f"taken from {reading.about(cell)}"
    assert_never(node)


def brief(reading: Reading, cell: Cell) -> Iterator[str]:
    """As `reason`, but only the first of what a row asks for; then also without how many it asks for."""
    node = reading.node(cell)
    turn = reading.taken_row(cell) if isinstance(node, Choose) and node.form == "first" else None
    if turn is None or not isinstance(node, Choose) or not node.rows[turn].tests:
        yield reason(reading, cell)
        return
    first = reading.operand(cell, node.rows[turn].tests[0])
    yield because(reading, first)[0]
    yield briefly(reading, first)


def told(reading: Reading, cell: Cell) -> str:
    """`reason`, and what it comes to, as a sentence with its full stop."""
    clause = capital(reason(reading, cell))
    if reading.entry(cell) is None:
        return f"{clause.rstrip(',')}."
    if isinstance(reading.entry(cell), bool):
        return f"{capital(reading.words(cell))}: {clause}."
    if isinstance(reading.node(cell), Apply | Aggregate):
        return f"{clause} is {reading.words(cell)}."
    return f"{clause}: {reading.words(cell)}."


def _apply(reading: Reading, cell: Cell, node: Apply) -> str:
    args = [reading.operand(cell, one) for one in node.args]
    row = OPERATORS[node.op]
    match node.op:
        case "percentage_of":
            link = "of" if reading.entry(args[0]) is not None else "as a percentage of"
            return f"{_mention(reading, args[0])} {link} {_mention(reading, args[1])}"
        case "add" | "subtract" | "multiply" | "divide":
            return f" {_SIGNS[node.op]} ".join(_mention(reading, one) for one in args)
        case "convert":
            return f"{_mention(reading, args[0])} as the level of equal worth"
        case "round" if isinstance(node.parameter, int):
            return _rounding(reading, args, node.parameter)
        case _ if row.on_out is not OnOut.OUT:
            return listed(because(reading, cell))
        case _:
            return listed([_mention(reading, one) for one in args])


def _rounding(reading: Reading, args: list[Cell], places: int) -> str:
    grid = "a whole number" if places == 0 else f"{places} decimal place{'' if places == 1 else 's'}"
    rule = reading.entry(args[1])
    how = f", {halves(rule)}," if isinstance(rule, Rounding) else ""
    return f"{_mention(reading, args[0])} rounded to {grid}{how}"


def _fold(reading: Reading, cell: Cell, node: Aggregate) -> str:
    """`the total of 8 entries of “X”`; a quantifier says why it holds."""
    if FOLDS[node.op].tests:
        return listed(because(reading, cell))
    counted = [one for one in reading.items(cell, node) if not _is_out(reading, one)]
    what = reading.collection(node)
    if node.op == "number":
        if not node.hits:
            return f"the number of entries of {what} that count"
        test = next((one.hit for one in counted if one.hit is not None), None)
        return f"the number of entries of {what} that are {asked(reading, test) if test else 'counted'}"
    weights = "" if node.weights is None else f", by {quoted(reading.rule_title(reading.operand(cell, node.weights)))},"
    return f"the {_FOLDED[node.op]} of {entries(len(counted))} of {what}{weights}"


def _is_out(reading: Reading, one: Item) -> bool:
    held = reading.entry(one.taken)
    return isinstance(held, Missing) and held.is_out


def _choose(reading: Reading, cell: Cell, node: Choose) -> str:
    turn = reading.taken_row(cell)
    if turn is None:
        return _no_row(reading, cell, node)
    row = node.rows[turn]
    tests = tuple(reading.operand(cell, one) for one in row.tests)
    if not tests:
        return "no other row applies" if node.form == "table" else "no row before it applies"
    if node.form == "first":
        return listed([text for one in tests for text in because(reading, one)])
    columns = [reading.operand(cell, one) for one in node.columns]
    if len(columns) == 1:
        return _one_column(reading, columns[0], row_words(reading, tests))
    # A test that holds whatever its column is says nothing of it.
    read = [
        f"{subject(reading, column)} is {reading.words(column)}"
        for column, test in zip(columns, tests)
        if not reading.is_plain_value(test)
    ]
    return listed(read)


def _no_row(reading: Reading, cell: Cell, node: Choose) -> str:
    """Why no row is known to apply."""
    if not isinstance(reading.entry(cell), Missing):
        return "which row applies is not yet known"
    columns = [reading.operand(cell, one) for one in node.columns]
    out = [one for one in columns if isinstance(reading.entry(one), Missing)]
    read = [f"{subject(reading, one)} is {reading.words(one)}" for one in out]
    return f"{listed(read)}, so no row applies" if read else "no row applies"


def _one_column(reading: Reading, column: Cell, wanted: str) -> str:
    words = reading.words(column)
    if reading.entry(column) is None:
        return f"{subject(reading, column)} is {words}, but can only be {wanted}"
    rounded_from = _before_rounding(reading, column)
    if rounded_from is not None:
        words = f"{rounded_from}, rounded to {words},"
    if words == wanted:
        return f"{subject(reading, column)} is {words}"
    return f"{words} lies in {wanted}" if " to " in wanted else f"{words} is {wanted}"


def _before_rounding(reading: Reading, cell: Cell) -> str | None:
    """What a rounded number was before, where rounding changed it."""
    node = reading.node(cell)
    if isinstance(node, Determine):
        cell = reading.answer(cell, node)
        node = reading.node(cell)
    if not isinstance(node, Apply) or node.op != "round":
        return None
    source = reading.operand(cell, node.args[0])
    before, after = reading.entry(source), reading.entry(cell)
    if before is None or after is None or before == after:
        return None
    return entry_words(before, node.type, exactly=False)


def workings(reading: Reading, cell: Cell) -> tuple[str, ...]:
    """Sentences for the parts of a rule that the sentence about the whole only gives as numbers."""
    found = dict.fromkeys(_parts(reading, cell))
    return tuple(found)[:_MOST_LINES]


def _parts(reading: Reading, cell: Cell) -> Iterator[str]:
    node = reading.node(cell)
    match node:
        case Apply() if OPERATORS[node.op].on_out is OnOut.OUT:
            for used in node.args:
                part = reading.operand(cell, used)
                if not reading.is_named(part) and not reading.is_plain_value(part):
                    if reading.entry(part) is not None:
                        yield _equation(reading, part)
                    yield from _parts(reading, part)
        case Choose():
            turn = reading.taken_row(cell)
            if turn is not None:
                then = reading.operand(cell, node.rows[turn].then)
                if not reading.is_named(then) and not reading.is_plain_value(then):
                    yield told(reading, then)
                    yield from _parts(reading, then)
            yield from _passed_by(reading, cell)
        case _:
            return


def _passed_by(reading: Reading, cell: Cell) -> Iterator[str]:
    """Why each row before the last does not apply, where a ladder came to its last."""
    for one in failed(reading, cell):
        why = listed([text for test in one.tests for text in because(reading, test)])
        yield f"{capital(entry_words(one.then, reading.node(cell).type))} does not apply: {why}."


def _equation(reading: Reading, cell: Cell) -> str:
    """`24 is the total of 8 entries of “X”.`"""
    return f"{capital(reading.words(cell))} is {reason(reading, cell).rstrip(',')}."
