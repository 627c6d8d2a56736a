"""Frozen data as text and back: nothing lost, nothing made but what the list names, no text that takes long."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import enum
import json
import pickle
import sys
import typing
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from inspect import get_annotations
from types import ModuleType
from typing import Any

import pytest
from support.generate import drawn_framework

from wellled_rules import api, frameworks
from wellled_rules.driver.editions import Edition
from wellled_rules.driver.forms import ENUMS, FORMS, form_of
from wellled_rules.driver.portable import MalformedError, read, write
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Axis
from wellled_rules.graph.transitions import Between
from wellled_rules.semantics.model import Example
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span
from wellled_rules.values.missing import State

SHIPPED = [f"{one.id}@{one.version}" for one in frameworks()]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_framework_comes_back_as_it_was(name: str) -> None:
    framework = api.load(name)
    for whole in (framework.graph, tuple(framework.examples)):
        text = write(whole)
        assert read(text) == whole
        # Equality passes over the places in the text; the text does not.
        assert write(read(text)) == text


@pytest.mark.parametrize("seed", range(30))
def test_a_framework_drawn_at_random_comes_back_as_it_was(seed: int) -> None:
    graph = drawn_framework(seed).graph
    text = write(graph)
    assert read(text) == graph
    assert write(read(text)) == text


def test_equal_parts_stand_once() -> None:
    one, two = SourceFile("a", "long text"), SourceFile("a", "long text")
    text = write((Span(one, 0, 4), Span(two, 5, 9)))
    assert text.count(b"long text") == 1
    first, second = read(text)  # type: ignore[misc]  # it is the pair that was written
    assert first.source is second.source


@pytest.mark.parametrize(
    "whole",
    [
        (None, True, 1, "a\n\ud800é", Fraction(-7, 3), date(2024, 2, 29), State.NOT_SEEN, ("x", ("y",))),
        {"a": (), State.SUSPENDED: frozenset()},
        (0, False, "", None, 10**40),
    ],
)
def test_plain_data_comes_back_with_its_types(whole: object) -> None:
    found = read(write(whole))
    assert found == whole
    assert repr(found) == repr(whole)


@pytest.mark.parametrize("whole", [object(), (1.5,), (b"a",), {1, 2}, (lambda: 1,), "alone", (print,), ([],)])
def test_what_is_not_on_the_list_is_not_written(whole: object) -> None:
    with pytest.raises(TypeError):
        write(whole)


AXIS = ["Axis", "pool", None]
HOSTILE: dict[str, object] = {
    "no text": "",
    "no JSON": "[[",
    "no list": 7,
    "nothing": [],
    "a record of nothing": [[]],
    "a function": [["print", "x"]],
    "a class of Python": [["object"]],
    "a class of ours that is not on the list": [["Framework"]],
    "a path to a class": [["wellled_rules.graph.nodes.Axis", "pool", None]],
    "an attribute": [["__class__"]],
    "a kind that is a list": [[["Axis"], "pool", None]],
    "too few parts": [["Axis", "pool"]],
    "too many parts": [["Axis", "pool", None, None]],
    "a number for a text": [["Axis", 1, None]],
    "a truth for a number": [["SourceFile", "a", "b"], ["Span", [0], True, 1]],
    "a text for a number": [["ScaleLevel", "s", "a", "__import__('os')", None, ""]],
    "another class": [AXIS, ["Span", [0], 0, 1]],
    "a list in a tuple": [AXIS, ["t", [0], [0]], ["t", [1]], ["Stage", [9], [2]]],
    "a tuple of what it may not hold": [["AdjustmentKind", "limit"], ["t", 1], ["Stage", [0], [1]]],
    "a record that comes later": [["Span", [1], 0, 1], ["SourceFile", "a", "b"]],
    "a record named by a text": [["t", ["0"]]],
    "an unknown member of an enumeration": [["State", "happy"]],
    "nothing to divide by": [["/", 1, 0]],
    "a fraction as a text": [["/", "1e999999999", 1]],
    "no day": [["day", "2024-02-30"]],
    "a day as a number": [["day", 20240101]],
    "a decimal": [["t", 0.5]],
    "no number": [["t", float("nan")]],
    "a key without a value": [["d", "a"]],
    "a key that is a tuple": [["t"], ["d", [0], 1]],
    "a set of texts": [["s", "a"]],
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_text_that_is_none_of_ours_is_refused(hostile: object) -> None:
    with pytest.raises(MalformedError):
        read((hostile if isinstance(hostile, str) else json.dumps(hostile)).encode())


class Bomb:
    """Runs something when a pickle of it is read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return sys.exit, ("it ran",)


@pytest.mark.parametrize("data", [pickle.dumps(Bomb()), b"\xff\xfe[", b"[" * 100_000, b"9" * 10_000, b"\x00"])
def test_bytes_that_are_no_text_of_ours_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read(data)


def test_parts_of_parts_cost_no_more_than_their_length() -> None:
    records: list[list[Any]] = [["t", "a"]]
    for turn in range(200):
        records.append(["t", [turn], [turn]])
    records += [["SourceFile", "a", "b"], ["Span", [201], 0, 1], ["t"]]
    records.append(["ExpectedUndetermined", "x", [200], [203], [202]])
    assert type(read(json.dumps(records).encode())).__name__ == "ExpectedUndetermined"


def test_reading_imports_no_class_that_is_not_asked_for() -> None:
    assert read(write((Axis("pool"),))) == (Axis("pool"),)
    assert "wellled_rules.driver.pipeline" not in {module for module, _ in FORMS.values()}


# --- the list says what the classes say ----------------------------------------------------------


class _Listing:
    """Every class that a graph, an example or an edition may hold, and what each field may."""

    def __init__(self) -> None:
        self.forms: dict[str, tuple[str, dict[str, tuple[set[str], set[str]]]]] = {}
        self.enums: dict[str, str] = {}

    def add(self, made: type) -> str:
        name = made.__name__
        home = made.__module__.removeprefix("wellled_rules.")
        if issubclass(made, enum.Enum):
            self.enums[name] = home
        elif dataclasses.is_dataclass(made) and name not in self.forms:
            fields: dict[str, tuple[set[str], set[str]]] = {}
            self.forms[name] = (home, fields)
            homes = {key: base for base in made.__mro__ for key in get_annotations(base)}
            for one in dataclasses.fields(made):
                module = sys.modules[homes[one.name].__module__]
                fields[one.name] = self._written(ast.parse(str(one.type), mode="eval").body, module)
        return name

    def _written(self, node: ast.expr, module: ModuleType) -> tuple[set[str], set[str]]:
        """Names of the types that an annotation allows, and those that its containers may hold."""
        match node:
            case ast.BinOp():
                return _both(self._written(node.left, module), self._written(node.right, module))
            case ast.Constant(value=None):
                return {"NoneType"}, set()
            case ast.Constant(value=str(text)):
                return self._written(ast.parse(text, mode="eval").body, module)
            case ast.Name(id=name):
                return self._meant(getattr(module, name, None) or getattr(builtins, name), module)
            case ast.Subscript(value=ast.Name(id="Literal")):
                return {"str"}, set()
            case ast.Subscript(value=ast.Name(id=name), slice=inside):
                parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
                kept = [one for one in parts if not (isinstance(one, ast.Constant) and one.value is Ellipsis)]
                return {"dict" if name == "Mapping" else name}, _all([self._written(one, module) for one in kept])
        raise AssertionError(ast.dump(node))

    def _meant(self, value: Any, module: ModuleType) -> tuple[set[str], set[str]]:
        if isinstance(value, type):
            return {self.add(value)}, set()
        if isinstance(value, str):
            return self._written(ast.parse(value, mode="eval").body, _home(value, module))
        args = [one for one in typing.get_args(value) if one is not Ellipsis]
        origin = typing.get_origin(value)
        found = [
            self._meant(one.__forward_arg__ if isinstance(one, typing.ForwardRef) else one, _home(value, module))
            for one in args
        ]
        if origin in (tuple, frozenset, Mapping):
            return {"dict" if origin is Mapping else origin.__name__}, _all(found)
        return set().union(*(top for top, _ in found)), set().union(*(inner for _, inner in found))


def _both(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> tuple[set[str], set[str]]:
    return one[0] | other[0], one[1] | other[1]


def _all(found: list[tuple[set[str], set[str]]]) -> set[str]:
    return set().union(*(top | inner for top, inner in found))


def _home(alias: object, otherwise: ModuleType) -> ModuleType:
    """The module that declares an alias, where its words are known."""
    ours = [module for name, module in list(sys.modules.items()) if name.startswith("wellled_rules.")]
    for module in ours:
        if any(value is alias and name in getattr(module, "__all__", ()) for name, value in vars(module).items()):
            return module
    return otherwise


def test_the_list_is_that_of_the_classes() -> None:
    listing = _Listing()
    for made in (DeterminationGraph, Example, Edition, Between):
        listing.add(made)
    assert listing.enums == ENUMS
    assert {name: home for name, (home, _) in listing.forms.items()} == {
        name: home for name, (home, _) in FORMS.items()
    }
    for name, (_, fields) in listing.forms.items():
        written = {field: (set(top), set(inner) - {""}) for field, top, inner in form_of(name).fields}
        assert written == fields, name
