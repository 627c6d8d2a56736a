"""The same rating written for zen-engine, twice: as its tables, and as expressions alone.

Nobody has to use it: a benchmark whose peer is not installed says so. A document goes in as it stands,
{"evidence": {statement: {category: score}}}.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from saf import Document

__all__ = ["FORMS", "Decide", "zen", "zen_version"]

Decide = Callable[[dict[str, Document]], tuple[str, list[int], Any]]
"""A document -> its rating, the scores of its statements, and the trace."""

_BANDS = (("<= 38", 1), ("[39..62]", 2), ("[63..87]", 3), ("> 87", 4))
_LIMITS = (
    ("<= 38", "", "inadequate"),
    ("[39..62]", "", "requires_improvement"),
    ("[63..87]", "1", "requires_improvement"),
    ("[63..87]", "", "good"),
    ("> 87", "<= 2", "good"),
    ("> 87", "", "outstanding"),
)
_PERCENTAGE = "round(100 * sum({0}) / (4 * len({0})))"


def _graph(*steps: dict[str, Any]) -> str:
    """A chain of nodes from the request to the response."""
    chain = [{"type": "inputNode", "name": "Case"}, *steps, {"type": "outputNode", "name": "Answer"}]
    nodes = [{"id": str(turn), "position": {"x": 200 * turn, "y": 0}, **one} for turn, one in enumerate(chain)]
    pairs = [(str(turn), str(turn + 1)) for turn in range(len(chain) - 1)]
    edges = [{"id": f"from {a}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairs]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def _expressions(name: str, **made: str) -> dict[str, Any]:
    rows = [{"id": key, "key": key, "value": value} for key, value in made.items()]
    return {"type": "expressionNode", "name": name, "content": {"expressions": rows, "passThrough": True}}


def _table(name: str, reads: Sequence[str], gives: str, rows: Sequence[Sequence[str]], **how: str) -> dict[str, Any]:
    columns = [{"id": f"in {one}", "name": one, "field": one} for one in reads]
    keys = [*(one["id"] for one in columns), "out"]
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "executionMode": "single",
        "inputs": columns,
        "outputs": [{"id": "out", "name": gives, "field": gives}],
        "rules": [{"_id": f"row {turn}", **dict(zip(keys, row, strict=True))} for turn, row in enumerate(rows)],
        **how,
    }
    return {"type": "decisionTableNode", "name": name, "content": content}


def _all(statements: Sequence[str]) -> str:
    return "[" + ", ".join(f"values(evidence.{one})" for one in statements) + "]"


def in_tables(statements: Sequence[str]) -> str:
    """Bands and limits as tables, which is what the engine is for."""
    return _graph(
        _expressions("Percentages", each=f"map({_all(statements)}, {{percentage: {_PERCENTAGE.format('#')}}})"),
        _table(
            "Bands of a statement",
            ["percentage"],
            "score",
            [(when, str(then)) for when, then in _BANDS],
            executionMode="loop",
            inputField="each",
            outputPath="each",
        ),
        _expressions(
            "Well-led",
            scores="map(each, #.score)",
            percentage=_PERCENTAGE.format("map(each, #.score)"),
            lowest="min(map(each, #.score))",
        ),
        _table(
            "Bands and limits",
            ["percentage", "lowest"],
            "rating",
            [(when, low, f"'{then}'") for when, low, then in _LIMITS],
        ),
    )


def in_expressions(statements: Sequence[str]) -> str:
    """The same as few expressions: the least that the engine has to do."""
    banded = "# <= 38 ? 1 : # <= 62 ? 2 : # <= 87 ? 3 : 4"
    rated = (
        "percentage <= 38 ? 'inadequate' : percentage <= 62 ? 'requires_improvement' : percentage <= 87 ? "
        "(lowest == 1 ? 'requires_improvement' : 'good') : (lowest <= 2 ? 'good' : 'outstanding')"
    )
    return _graph(
        _expressions("Scores", scores=f"map(map({_all(statements)}, {_PERCENTAGE.format('#')}), {banded})"),
        _expressions("Well-led", percentage=_PERCENTAGE.format("scores"), lowest="min(scores)"),
        _expressions("Rating", rating=rated),
    )


FORMS: dict[str, Callable[[Sequence[str]], str]] = {"tables": in_tables, "expressions": in_expressions}


def zen(model: str) -> Decide:
    """A function that decides a document with the trace on; `ImportError` where the engine is not installed."""
    import zen as engine

    decision = engine.ZenEngine().create_decision(model)
    options = {"trace": True}

    def decide(document: dict[str, Document]) -> tuple[str, list[int], Any]:
        found = decision.evaluate(document, options)
        result = found["result"]
        return result["rating"], result["scores"], found["trace"]

    return decide


def zen_version() -> str:
    return version("zen-engine")
