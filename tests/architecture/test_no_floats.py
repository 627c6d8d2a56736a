"""No binary fraction comes near a rating."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "wellled_rules"
EXACT = ("values", "graph", "semantics", "backends/reference")


def floats(code: str) -> Iterator[int]:
    """Lines with a float literal or the name `float`."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Constant(value=float() | complex()) | ast.Name(id="float"):
                yield node.lineno


@pytest.mark.parametrize("folder", EXACT)
def test_exact_packages_have_no_floats(folder: str) -> None:
    modules = sorted((PACKAGE / folder).rglob("*.py"))
    assert modules
    assert [f"{path.name}:{line}" for path in modules for line in floats(path.read_text("utf-8"))] == []


def test_a_float_is_found_wherever_it_hides() -> None:
    assert list(floats("x = 1\ny = 0.5\nz = float(x)\ndef f(a: float): ...\n")) == [2, 3, 4]
