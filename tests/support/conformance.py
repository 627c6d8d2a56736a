"""The conformance table: what every engine must say, row by row, as the pages of `tests/conformance/` have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wellled_rules.api import Framework
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Determine, Input
from wellled_rules.interfaces.pytest_plugin.page import blocks
from wellled_rules.values.types import SeveralType, TruthType, Type

__all__ = ["PAGES", "REFUSED", "Page", "Row", "page"]

FOLDER = Path(__file__).parents[1] / "conformance"
PAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README"))
REFUSED = "refused"
_ROW = re.compile(r"^\| `(?P<what>[^`]+)` \|(?P<case>[^|]*)\|(?P<is>(?:[^|\\]|\\\|)*)\|(?P<by>[^|]*\|)?$")
_TYPE = re.compile(r"^## (is .*)$")
_LISTED = re.compile(r"^(any|all|none) of these: ")


@dataclass(frozen=True)
class Row:
    """One row. outcome: the name of what it asks for. case: as it is written. by: names, where the row has them."""

    line: int
    what: str
    outcome: str
    case: str
    expected: frozenset[str]
    by: tuple[str, ...] | None

    def __str__(self) -> str:
        return f"line {self.line}: {self.what} in {self.case or 'an empty case'}"

    def data(self, graph: DeterminationGraph) -> dict[str, Any]:
        """The case as a person would send it."""
        inputs: dict[str, Any] = {}
        made: dict[str, Any] = {"subject": {"level": "site"}, "inputs": inputs}
        for part in filter(None, map(str.strip, self.case.split(";"))):
            name, _, said = part.partition(" ")
            name, *members = name.split("/")
            node = graph.nodes[f"site:{name}"]
            if isinstance(node, Determine | Adjustment) and node.departure is not None:
                made.setdefault("decisions", []).append(_departure(node, node.departure.role, members, said))
            elif isinstance(node, Adjustment):
                to = {"rule": name, "to": said.removeprefix("to "), "role": node.role, "reason": "heard"}
                made.setdefault("decisions", []).append(to)
            elif name == "assessed_on":
                made[name] = said
            else:
                assert isinstance(node, Input)
                inputs.update(_entries(graph, node, said))
        return made


def _departure(node: Determine | Adjustment, role: str, members: list[str], said: str) -> dict[str, Any]:
    """`to good` for a rule; `off` for an exception, which is only switched off."""
    assert isinstance(node, Determine) or said == "off", said
    about = {"role": role, "reason": "heard", "clause": "Page 9", "on": "2024-05-02"}
    of = {"of": members} if members else {}
    to = {"to": _value(node, said.removeprefix("to "))} if isinstance(node, Determine) else {}
    return {"rule": node.name, **of, **to, **about}


def _entries(graph: DeterminationGraph, node: Input, said: str) -> dict[str, Any]:
    words = [one.strip() for one in said.split(",")]
    cells = [members for members in graph.cells(node) if words]
    assert len(words) == len(cells), said
    held = {members: _value(node, word) for members, word in zip(cells, words, strict=True) if word != "not_given"}
    if cells == [()]:
        return {node.name: held[()]} if held else {}
    return {node.name: {members[0]: one for members, one in held.items()}} if held else {}


def _value(node: Input | Determine, word: str) -> Any:
    if isinstance(node, Input) and word.startswith("carried "):
        return {"carried": [_earlier(node, one) for one in word.removeprefix("carried ").split(" and ")]}
    return _plain(node.type, word)


def _earlier(node: Input, said: str) -> dict[str, Any]:
    """`good under old@2023-01`."""
    word, _, framework = said.partition(" under ")
    (line,) = (one for one in node.carried if one.framework == framework)
    value = _plain(line.type, word)
    return {"framework": framework, "name": line.name, "value": value, "assessed_on": "2023-07-01"}


def _plain(type_: Type, word: str) -> Any:
    if isinstance(type_, TruthType) and word in ("yes", "no"):
        return word == "yes"
    if isinstance(type_, SeveralType) and not word.startswith("not_"):
        return word.split("+")
    return int(word) if re.fullmatch(r"-?\d+", word) else word


@dataclass(frozen=True)
class Page:
    """One page: its rows, and the framework of all that they ask for."""

    name: str
    rows: tuple[Row, ...]
    framework: Framework


@cache
def page(name: str) -> Page:
    """A page by its name."""
    path = FOLDER / f"{name}.md"
    text = path.read_text("utf-8")
    rules = "".join(f"\n{one.text}" for one in blocks(text) if one.kind == "rules")
    head = (FOLDER / "vocabulary.wlr").read_text("utf-8") + rules
    asked: dict[tuple[str, str], str] = {}
    rows = tuple(_rows(text, asked))
    made = (_determine(type_, what, outcome) for (type_, what), outcome in asked.items() if outcome != what)
    return Page(name, rows, _framework(head + "".join(f"\n{one}" for one in made)))


def _framework(text: str) -> Framework:
    """The framework of a page. A condition may be shown that always holds, or never: a row of its rule is dead."""
    made = compile_framework(from_texts({"page.wlr": text}, "page.wlr"))
    errors = [
        str(one.primary and one.primary.span.text) + one.headline
        for one in made.report.errors
        if one.code != "dead-row"
    ]
    assert made.graph is not None and not errors, errors
    return Framework(made.graph)


def _rows(text: str, asked: dict[tuple[str, str], str]) -> Iterator[Row]:
    type_ = ""
    declared = set(re.findall(r"^determine (\w+)", text, re.MULTILINE))
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TYPE.match(line):
            type_ = found[1]
        elif line.startswith("| `"):
            found = _ROW.match(line)
            assert found, f"line {number} is no row: {line}"
            what = found["what"]
            is_itself = what in declared or type_ == "is shown"
            outcome = asked.setdefault((type_, what), what if is_itself else f"asked_{len(asked)}")
            expected = frozenset(one.strip() for one in found["is"].split("\\|"))
            by = tuple(one.strip() for one in (found["by"] or "").strip(" |").split(",") if one.strip())
            yield Row(number, what, outcome, found["case"].strip(), expected, by or None)


def _determine(type_: str, what: str, outcome: str) -> str:
    """The rule that gives what a row asks for."""
    clauses = [type_]
    if type_ == "is yes or no":
        clauses += ["first of", *(f"    {one}" for one in _condition(what)), "    no otherwise"]
    else:
        value, _, rounding = what.partition(" rounded ")
        clauses += [f"equals {value}", *([f"rounded {rounding}"] if rounding else [])]
    return f"determine {outcome}\n" + "".join(f"    {one}\n" for one in (*clauses, "cites book"))


def _condition(what: str) -> list[str]:
    if not _LISTED.match(what):
        return [f"yes when {what}"]
    kind, _, parts = what.partition(": ")
    return [f"yes when {kind}", *(f"    {one}" for one in parts.split(" / "))]
