"""How a condition is said: what was tested, what it held, what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from wellled_rules.backends.explainer.lexicon.entries import OPEN, bare, state_words
from wellled_rules.backends.explainer.lexicon.words import listed, outside
from wellled_rules.backends.explainer.phrases.quantifiers import quantified, share
from wellled_rules.backends.explainer.reading import Reading
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
from wellled_rules.graph.written import TEST_WORDS
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.scale import ScaleLevel

__all__ = ["asked", "because", "briefly", "row_words", "subject"]

_MOST_REASONS = 4
_NOT = ", not "


def asked(reading: Reading, cell: Cell) -> str:
    """What a test asks for, without its subject: `63 to 87`, `Fresh or better`, `known`."""
    node = reading.node(cell)
    if not isinstance(node, Apply):
        return _quoted_rule(reading, cell)
    ends = [_end(reading, reading.operand(cell, one)) for one in node.args[1:]]
    match node.op:
        case "one_of":
            return listed(ends, "or")
        case "within_before" | "within_after" if isinstance(node.parameter, tuple):
            count, unit = node.parameter
            return f"within {count} {unit}{'' if count == 1 else 's'} {node.op.removeprefix('within_')} {ends[0]}"
        case "known":
            return "known"
        case "missing":
            return "missing"
        case "state" if isinstance(node.parameter, State):
            return state_words(node.parameter)
        case "not":
            return f"not {asked(reading, reading.operand(cell, node.args[0]))}"
        case "and" | "or":
            parts = [reading.operand(cell, one) for one in node.args]
            told = [one for one in parts if node.op == "and" or not _is_within(reading, one, parts)]
            return listed([asked(reading, one) for one in told], node.op)
        case op if op in TEST_WORDS:
            return TEST_WORDS[op].format(*ends)
        case _:
            return _quoted_rule(reading, cell)


def _is_within(reading: Reading, cell: Cell, others: list[Cell]) -> bool:
    """Whether what a part of an `or` asks for is within what another asks for: `Fresh` in `Stale or better`."""
    node = reading.node(cell)
    if not isinstance(node, Apply) or node.op != "one_of":
        return False
    levels = [reading.entry(reading.operand(cell, one)) for one in node.args[1:]]
    for one in others:
        other = reading.node(one)
        if not isinstance(other, Apply) or other.op not in ("or_better", "or_worse") or node.args[0] != other.args[0]:
            continue
        end, sign = reading.entry(reading.operand(one, other.args[1])), 1 if other.op == "or_better" else -1
        if isinstance(end, ScaleLevel) and all(
            isinstance(level, ScaleLevel) and sign * level.rank >= sign * end.rank for level in levels
        ):
            return True
    return False


def _end(reading: Reading, cell: Cell) -> str:
    """What a range is compared with: a value, and where it comes from if no rule writes it here."""
    words = bare(reading.entry(cell), reading.node(cell).type)
    if reading.is_plain_value(cell) or not reading.is_named(cell):
        return words
    return f"{words} ({reading.about(cell)})"


def _quoted_rule(reading: Reading, cell: Cell) -> str:
    """The rule's own words, for a condition that has no shorter ones."""
    return f"“{outside(reading.node(cell).span.text)}”"


def subject(reading: Reading, cell: Cell) -> str:
    """What a test looks at, by name where it has one."""
    if reading.is_named(cell):
        return reading.about(cell)
    node = reading.node(cell)
    if isinstance(node, Aggregate):
        return f"the {FOLDS[node.op].name.replace('_', ' ')} of {reading.collection(node)}"
    if isinstance(node, Index):
        return "this one"
    names = [f"“{title}”" for title in dict.fromkeys(reading.sources(cell.node))]
    return f"what {listed(names)} {'comes' if len(names) == 1 else 'come'} to" if names else "the value"


def row_words(reading: Reading, cells: tuple[Cell, ...]) -> str:
    """What the tests of one row ask for, together."""
    return listed([asked(reading, one) for one in cells])


def because(reading: Reading, cell: Cell) -> tuple[str, ...]:
    """Sentences, without full stops, that say why a condition holds, fails, or is still open."""
    return _merged(dict.fromkeys(_because(reading, cell)))[:_MOST_REASONS]


def briefly(reading: Reading, cell: Cell) -> str:
    """The first of `because`; of a test of how many there are, only how many."""
    node = reading.node(cell)
    if isinstance(node, Aggregate):
        return share(reading, cell, node, asked)
    if isinstance(node, Apply) and node.op in ("and", "or") and (parts := _deciding(reading, cell, node)):
        return briefly(reading, parts[0])
    return because(reading, cell)[0]


def _merged(sentences: Iterable[str]) -> tuple[str, ...]:
    """Sentences of one subject that say only what it is not, told as one."""
    found: dict[str, list[str]] = {}
    for text in sentences:
        head, sign, wanted = text.partition(_NOT)
        found.setdefault(head, []).extend([wanted] if sign else [])
    return tuple(f"{head}{_NOT}{listed(wanted, 'or')}" if wanted else head for head, wanted in found.items())


def _because(reading: Reading, cell: Cell) -> tuple[str, ...]:
    node = reading.node(cell)
    match node:
        case Apply(op="and" | "or"):
            return _joined(reading, cell, node)
        case Apply(op="not"):
            inner = reading.operand(cell, node.args[0])
            return (_test(reading, inner),) if _is_test(reading, inner) else _because(reading, inner)
        case Apply():
            return (_test(reading, cell),)
        case Aggregate():
            return (quantified(reading, cell, node, asked),)
        case Constant():
            return ("it holds always" if node.value is True else "it never holds",)
        case Input() | Determine() | Assumption() | Lookup() | Decision() | Check():
            return (f"{reading.about(cell)} is {reading.words(cell)}",)
        case Adjustment():
            return () if node.condition is None else _because(reading, reading.operand(cell, node.condition))
        case Choose() | Index() | Pick() | Collect():
            return (f"{_quoted_rule(reading, cell)} is {reading.words(cell)}",)
    assert_never(node)


def _is_test(reading: Reading, cell: Cell) -> bool:
    node = reading.node(cell)
    return isinstance(node, Apply) and node.op not in ("and", "or", "not")


def _joined(reading: Reading, cell: Cell, node: Apply) -> tuple[str, ...]:
    """The parts that decide an `and` or an `or`; those that hang together can settle it though none is known."""
    parts = _deciding(reading, cell, node)
    if not parts:
        return (_together(reading, [reading.operand(cell, one) for one in node.args], node),)
    return tuple(text for one in parts for text in _because(reading, one))


def _deciding(reading: Reading, cell: Cell, node: Apply) -> list[Cell]:
    """The parts that decide an `and` or an `or`: all that must agree, or the plainest one that is enough."""
    whole = reading.entry(cell)
    parts = [reading.operand(cell, one) for one in node.args]
    if whole is None:
        return [one for one in parts if reading.entry(one) is None]
    if whole is (node.op == "and"):
        return parts
    settled = [one for one in parts if reading.entry(one) is not None]
    enough = [one for one in settled if (reading.entry(one) is True) is (whole is True)]
    return [min(enough, key=lambda one: len(_because(reading, one)))] if enough else []


def _together(reading: Reading, parts: list[Cell], node: Apply) -> str:
    """What parts that are open each by itself settle, since what leaves them open leaves it in both."""
    open_parts = [one for one in parts if reading.entry(one) is None]
    link = "these cannot all hold" if node.op == "and" else "one of these must hold"
    texts = dict.fromkeys(text for one in open_parts for text in _because(reading, one))
    return f"whatever is open, {link}: {listed([f'({text})' for text in texts])}"


def _left_out(reading: Reading, cell: Cell) -> str | None:
    """What an entry that is left out was recorded as, as the evidence tells it; none where it is not left out."""
    node, held = reading.node(cell), reading.entry(cell)
    if not isinstance(node, Input) or not isinstance(held, Missing) or not held.is_out:
        return None
    recorded = reading.trace.evidence.parts[cell.subject].entries.get((node.name, cell.members))
    entry = Missing(state=State.NOT_GIVEN) if recorded is None else recorded.value
    return f"{bare(entry, node.type)} (left out)" if isinstance(entry, Missing) and entry != held else None


def _test(reading: Reading, cell: Cell) -> str:
    """`X is A`, and what it was asked to be where that is not the same."""
    node = reading.node(cell)
    assert isinstance(node, Apply)
    left = reading.operand(cell, node.args[0])
    held, words = reading.entry(left), reading.words(left)
    wanted = asked(reading, cell)
    if node.op not in ("known", "missing", "state"):
        words = _left_out(reading, left) or words
    start = f"{subject(reading, left)} is {words}"
    outcome = reading.entry(cell)
    if held is None and isinstance(outcome, bool):
        # What is open can be known not to come to what is asked, or to nothing else.
        return f"{subject(reading, left)} is {OPEN}, and {'can only' if outcome else 'cannot'} be {wanted}"
    if outcome is None or held is None:
        return f"{subject(reading, left)} is {OPEN}, and could be {wanted}"
    if node.op in ("known", "missing", "state"):
        return start if isinstance(held, Missing) or outcome is False else f"{start}, so it is {wanted}"
    if outcome is True:
        is_equality = node.op == "one_of" and len(node.args) == 2
        return start if is_equality else f"{start}, which is {wanted}"
    return f"{start}{_NOT}{wanted}"
