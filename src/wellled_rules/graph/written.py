"""Rules as their author would write them, from the graph alone: one meaning, one wording, however it was laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Aggregate, Apply, Axis, Branch, Choose, Constant, Index, Node, NodeId, Pick
from wellled_rules.graph.wording import value_words
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import State
from wellled_rules.values.scale import Scale
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Unit,
)

__all__ = ["TEST_WORDS", "Written", "each_written", "short", "type_written"]

_INDENT = "    "
_LOOSE, _SUM, _PRODUCT, _FACTOR, _ATOM = range(5)
_SIGNS = {"add": ("+", _SUM), "subtract": ("-", _SUM), "multiply": ("*", _PRODUCT), "divide": ("/", _PRODUCT)}
TEST_WORDS = {
    "or_better": "{0} or better",
    "or_worse": "{0} or worse",
    "better": "better than {0}",
    "worse": "worse than {0}",
    "or_more": "{0} or more",
    "or_less": "{0} or less",
    "over": "over {0}",
    "under": "under {0}",
    "between": "{0} to {1}",
    "before": "before {0}",
    "after": "after {0}",
    "on_or_before": "on or before {0}",
    "on_or_after": "on or after {0}",
    "within_before": "within {time} before {0}",
    "within_after": "within {time} after {0}",
    "known": "known",
    "missing": "missing",
    "state": "{state}",
}
"""Operator of a test -> what stands behind `is`, with the values it is held against in order."""
_QUANTIFIERS = {
    "any": "any",
    "all": "all",
    "none": "none",
    "at_least": "at least {count}",
    "at_most": "at most {count}",
    "exactly": "exactly {count}",
    "majority": "a majority",
}


def short(name: str) -> str:
    """What a framework calls something that it took from a module by name: the last word."""
    return name.rpartition(".")[2]


def type_written(type_: Type) -> str:
    """A type as it stands behind `is`: `a percentage`, `yes or no`, `one or more of goods`."""
    match type_:
        case TruthType():
            return "yes or no"
        case NumberType() if type_.unit is Unit.PERCENTAGE:
            return "a percentage"
        case NumberType():
            words = "a whole number" if type_.whole else "a number"
            if type_.low is None or type_.high is None:
                return words
            return f"{words} from {value_words(type_.low)} to {value_words(type_.high)}"
        case DateType():
            return "a date"
        case RoundingType():
            return "a rounding"
        case ScaleType():
            return _with_article(type_.scale.name)
        case SetType():
            return _with_article(type_.set.name)
        case SeveralType():
            return f"one or more of {short(type_.set.name)}"
        case CollectionType():
            return f"a collection of {type_written(type_.of)}"
    assert_never(type_)


def each_written(axes: Iterable[Axis]) -> str:
    """What a rule runs over, as it stands behind `for`; empty where it is one value."""
    told = [f"each {short(axis.set)}{' it needs' if axis.needed_by else ''}" for axis in axes if not axis.is_collect]
    return " and ".join(told)


def _with_article(name: str) -> str:
    return f"{'an' if short(name)[:1] in 'aeiou' else 'a'} {short(name)}"


class Written:
    """The expressions and conditions of one graph in the words of the language.

    Names stand as the framework knows them, those that a module brought with the name that its `use` gave them.
    """

    def __init__(self, graph: DeterminationGraph) -> None:
        self.graph = graph

    def value(self, name: NodeId, home: str) -> str:
        """An expression in a rule at the level `home`, on one line."""
        return self._value(name, home)[0]

    def condition(self, name: NodeId, home: str) -> str:
        """A condition in a rule at the level `home`; a list of conditions has a line for each."""
        return "\n".join(self._lines(name, home))

    def cell(self, name: NodeId, home: str) -> str:
        """What a row of a table asks of its column."""
        node = self.graph.nodes[name]
        if isinstance(node, Constant):
            return "any"
        return self._asked(node, home)

    def columns(self, node: Choose, home: str) -> str:
        """What a table is read by."""
        return ", ".join(self.value(one, home) for one in node.columns)

    def row(self, node: Choose, row: Branch, home: str) -> str:
        """A row of a table or a ladder."""
        result = self.value(row.then, home)
        if not row.tests:
            return f"{result} otherwise"
        if node.form == "first":
            return f"{result} when {self.condition(row.tests[0], home)}"
        return f"{result} when {', '.join(self.cell(test, home) for test in row.tests)}"

    # --- expressions -----------------------------------------------------------------------------

    def _named(self, name: NodeId, home: str) -> str:
        level, _, word = name.partition(":")
        return word if level == home or word == "assessed_on" else f"{word} of {level}"

    def _value(self, name: NodeId, home: str) -> tuple[str, int]:
        """Words, and how tightly they hold together."""
        if "#" not in name:
            told = self._named(name, home)
            return told, _FACTOR if " of " in told else _ATOM
        node = self.graph.nodes[name]
        match node:
            case Constant():
                return value_words(node.value), _ATOM
            case Index():
                return short(node.axes[0].set), _ATOM
            case Pick():
                return f"{self.value(node.source, home)} of {node.member}", _FACTOR
            case Apply(op="percentage_of"):
                return f"{self._tight(node.args[0], home, _SUM)} as a percentage of {self._part(node, 1, _SUM)}", _LOOSE
            case Apply(op="convert"):
                assert isinstance(node.parameter, Scale)
                return f"{self._part(node, 0, _SUM)} as {_with_article(node.parameter.name)}", _LOOSE
            case Apply() if node.op in _SIGNS:
                sign, hold = _SIGNS[node.op]
                return f"{self._part(node, 0, hold)} {sign} {self._part(node, 1, hold + 1)}", hold
            case Aggregate() if not FOLDS[node.op].tests:
                return self._fold(node, home), _FACTOR
            case _:
                return self.condition(name, home), _LOOSE

    def _part(self, node: Apply, place: int, least: int) -> str:
        return self._tight(node.args[place], self.graph.level_of(node.id), least)

    def _tight(self, name: NodeId, home: str, least: int) -> str:
        """Words that hold together at least so tightly."""
        words, hold = self._value(name, home)
        return words if hold >= least else f"({words})"

    def _fold(self, node: Aggregate, home: str) -> str:
        items = ", ".join(self.value(one, home) for one in node.items)
        words = f"{node.op.replace('_', ' ')} of {items}"
        if node.weights is not None:
            words += f" by {self.value(node.weights, home)}"
        return f"{words} that are {self._asked(self.graph.nodes[node.hits[0]], home)}" if node.hits else words

    # --- tests -----------------------------------------------------------------------------------

    def _asked(self, node: Node, home: str) -> str:
        """What a test asks for, without whom it asks: `not 1 or 2`."""
        if isinstance(node, Apply):
            if node.op == "not":
                return f"not {self._asked(self.graph.nodes[node.args[0]], home)}"
            if node.op == "or":
                return " or ".join(self._asked(self.graph.nodes[one], home) for one in node.args)
            ends = [self._tight(one, home, _ATOM) for one in node.args[1:]]
            if node.op == "one_of":
                return " or ".join(ends)
            if node.op in TEST_WORDS:
                told = node.parameter
                time = f"{told[0]} {told[1]}{'' if told[0] == 1 else 's'}" if isinstance(told, tuple) else ""
                return TEST_WORDS[node.op].format(*ends, time=time, state=told.value if isinstance(told, State) else "")
        return self.condition(node.id, home)

    def _subject(self, name: NodeId, home: str) -> str | None:
        """Whom a test asks; none where a condition is no test of one thing."""
        node = self.graph.nodes[name]
        if not isinstance(node, Apply):
            return None
        if node.op == "not":
            # Twice `not` is no test: it is what none of a list is.
            inner = self.graph.nodes[node.args[0]]
            return None if isinstance(inner, Apply) and inner.op == "not" else self._subject(inner.id, home)
        if node.op == "or":
            asked = {self._subject(one, home) for one in node.args}
            plain = all(self._is_value_test(one) for one in node.args)
            return asked.pop() if plain and len(asked) == 1 else None
        return self.value(node.args[0], home) if node.op in TEST_WORDS or node.op == "one_of" else None

    def _is_value_test(self, name: NodeId) -> bool:
        node = self.graph.nodes[name]
        return isinstance(node, Apply) and node.op in ("one_of", "state")

    # --- conditions ------------------------------------------------------------------------------

    def _lines(self, name: NodeId, home: str) -> list[str]:
        simple = self._simple(name, home)
        if simple is not None:
            return [simple]
        node = self.graph.nodes[name]
        assert isinstance(node, Apply)
        if node.op == "not":
            inner = self.graph.nodes[node.args[0]]
            parts = inner.args if isinstance(inner, Apply) and inner.op == "or" else node.args
            return self._list("none", parts, home)
        if node.op == "and":
            told = self._together(node.args, home)
            return self._list("all", node.args, home) if told is None else [" and ".join(told)]
        return self._list("any", node.args, home)

    def _list(self, word: str, parts: Sequence[NodeId], home: str) -> list[str]:
        lines = [f"{_INDENT}{line}" for part in parts for line in self._lines(part, home)]
        return [f"{word} of these", *lines]

    def _together(self, parts: Sequence[NodeId], home: str) -> list[str] | None:
        """Conditions that `and` can join on one line; none where one of them needs lines of its own."""
        told: list[str] = []
        before: Aggregate | None = None
        for part in parts:
            simple = self._simple(part, home)
            if simple is None:
                return None
            node = self.graph.nodes[part]
            rest = None if before is None or not isinstance(node, Aggregate) else self._rest(before, node, home)
            told.append(simple if rest is None else f"the rest are {rest}")
            if rest is None and isinstance(node, Aggregate) and node.hits:
                before = node
        return told

    def _rest(self, before: Aggregate, node: Aggregate, home: str) -> str | None:
        """What those ask for that did not pass the quantifier before, where a condition asks for that."""
        if node.op != "all" or node.items != before.items or not node.hits:
            return None
        either = self.graph.nodes[node.hits[0]]
        if not isinstance(either, Apply) or either.op != "or" or len(either.args) != 2:
            return None
        first, second = (self._asked(self.graph.nodes[one], home) for one in either.args)
        return second if first == self._asked(self.graph.nodes[before.hits[0]], home) else None

    def _simple(self, name: NodeId, home: str) -> str | None:
        """A condition that fits on one line by itself; none where it is a list."""
        node = self.graph.nodes[name]
        if "#" not in name or not isinstance(node, Apply | Aggregate):
            return f"{self.value(name, home)} is yes"
        if isinstance(node, Aggregate):
            return self._quantified(node, home)
        if node.op == "not" and isinstance(inner := self.graph.nodes[node.args[0]], Aggregate) and inner.op == "empty":
            return self._quantified(inner, home).replace(" are empty", " are not empty")
        subject = self._subject(name, home)
        return None if subject is None else f"{subject} is {self._asked(node, home)}"

    def _quantified(self, node: Aggregate, home: str) -> str:
        items = ", ".join(self.value(one, home) for one in node.items)
        if node.op == "empty":
            return f"{items} are empty"
        count = "" if node.count is None else self.value(node.count, home)
        verb = "is" if node.op == "any" else "are"
        asked = self._asked(self.graph.nodes[node.hits[0]], home)
        return f"{_QUANTIFIERS[node.op].format(count=count)} of {items} {verb} {asked}"
