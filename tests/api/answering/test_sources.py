"""What the functions of the short way are made of: names made here, numbers, and nothing of a framework or a case."""

from __future__ import annotations

import re
from types import FunctionType

import pytest
from support.generate import drawn_framework

from wellled_rules import frameworks, load
from wellled_rules.api.answering.level import Level
from wellled_rules.backends.compiled.program import program
from wellled_rules.graph.graph import DeterminationGraph

OWN = re.compile(r"[a-z][0-9]+|[a-z]|_|said|before|after|day|Untaken|__class__|dict|int|len|bytes|translate|join")
SHIPPED = [f"{one.id}@{one.version}" for one in frameworks()]


def words(function: object) -> set[str]:
    """Names and texts in the code of a function."""
    assert isinstance(function, FunctionType)
    code = function.__code__
    constants = {repr(one) for one in code.co_consts if not isinstance(one, int | None | tuple)}
    return {*code.co_names, *code.co_varnames, *constants} - {repr(b"")}


def foreign(graph: DeterminationGraph, level: str) -> list[str]:
    made = Level.of(program(graph, level))
    if made is None:
        return []
    functions = [made._quick, made._careful, *(tell.written for _, tell in made._ways.values())]
    return sorted({word for one in functions for word in words(one) if not OWN.fullmatch(word)})


@pytest.mark.parametrize("identity", SHIPPED)
def test_shipped_frameworks(identity: str) -> None:
    graph = load(identity).graph
    assert [foreign(graph, level) for level in graph.levels] == [[] for _ in graph.levels]


@pytest.mark.parametrize("seed", range(10))
def test_drawn_frameworks(seed: int) -> None:
    graph = drawn_framework(seed).framework.graph
    assert [foreign(graph, level) for level in graph.levels] == [[] for _ in graph.levels]
