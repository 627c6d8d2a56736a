"""Each clause of what stands between two frameworks, and the tree it gives."""

from __future__ import annotations

import pytest
from support.reading import clause

from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

S = Span(SourceFile("nowhere", ""), 0, 0)
"""Trees are compared without places, so that one place serves all."""


def n(text: str) -> e.Name:
    return e.Name(text, S)


def names(*texts: str) -> tuple[e.Name, ...]:
    return tuple(map(n, texts))


CLAUSES: list[tuple[str, c.Clause]] = [
    (
        "from bread@2023-01 to rolls@2024-01",
        c.FromTo(c.Identity("bread", "2023-01", S), c.Identity("rolls", "2024-01", S), S),
    ),
    (
        "keeps taste at shop, crust until first assessment at shop",
        c.Keeps((c.Holding(n("taste"), n("shop"), S), c.Holding(n("crust"), None, S)), c.Event(n("shop"), S), S),
    ),
    ("keeps x.taste", c.Keeps((c.Holding(n("x.taste"), None, S),), None, S)),
    (
        "retires taste at shop from first assessment at stall",
        c.Retires((c.Holding(n("taste"), n("shop"), S),), c.Event(n("stall"), S), S),
    ),
    ("reads first assessment at stall from first_taste", c.Reads(c.Event(n("stall"), S), n("first_taste"), S)),
    (
        "requires tasted, baked of first assessment at stall, which counts without them",
        c.Requires(names("tasted", "baked"), c.Event(n("stall"), S), c.Counting.WITHOUT, (), S),
    ),
    (
        "requires tasted of first assessment at stall, which counts only with them\n    cites handbook",
        c.Requires(
            names("tasted"), c.Event(n("stall"), S), c.Counting.ONLY_WITH, (c.Cites(n("handbook"), None, S),), S
        ),
    ),
    ("between loaf and roll", c.BetweenSets(n("loaf"), n("roll"), S)),
    ("rye, spelt become bread", c.Becomes(names("rye", "spelt"), names("bread"), (), S)),
    (
        'rye becomes bread, roll\n    cites handbook\n    because "so"',
        c.Becomes(
            names("rye"), names("bread", "roll"), (c.Cites(n("handbook"), None, S), c.Because(c.Text("so", S), S)), S
        ),
    ),
    ("nothing becomes roll", c.Becomes((), names("roll"), (), S)),
    ("rye becomes nothing", c.Becomes(names("rye"), (), (), S)),
]


@pytest.mark.parametrize(("line", "tree"), CLAUSES, ids=[line.split("\n")[0] for line, _ in CLAUSES])
def test_a_clause_gives_its_tree(line: str, tree: c.Clause) -> None:
    assert clause(line) == tree


@pytest.mark.parametrize("line", [line for line, _ in CLAUSES])
def test_the_span_of_a_clause_is_its_words(line: str) -> None:
    assert clause(line).span.text == line.replace("\n", "\n    ")
