"""Findings as JSON, for editors, build servers and other programs.

Places are counted from 1 in lines and code points; `end` is the first place after the text meant.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Fix, Label
from wellled_rules.text.span import Span

__all__ = ["SCHEMA", "Json", "document", "render"]

SCHEMA = "wellled.diagnostics/1"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"


def render(found: Iterable[Diagnostic]) -> str:
    """The document as indented JSON with a line end; ASCII only, so nothing in it can act on a screen."""
    return json.dumps(document(found), ensure_ascii=True, indent=2) + "\n"


def document(found: Iterable[Diagnostic]) -> dict[str, Json]:
    """`{"schema", "counts": {"error", "warning", "note"}, "diagnostics": [...]}`, in the order given."""
    all_found = tuple(found)
    count = Counter(one.severity for one in all_found)
    return {
        "schema": SCHEMA,
        "counts": {severity.value: count[severity] for severity in Severity},
        "diagnostics": [_finding(one) for one in all_found],
    }


def _finding(one: Diagnostic) -> Json:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "headline": one.headline,
        "place": None if one.primary is None else _place(one.primary.span),
        "pointer": one.pointer,
        "label": None if one.primary is None else one.primary.text or None,
        "labels": [_label(label) for label in one.secondary],
        "help": list(one.help),
        "notes": list(one.notes),
        "fix": None if one.fix is None else _fix(one.fix),
        "citation": None if one.citation is None else _citation(one.citation),
        "page": f"pages/{one.code}.md",
    }


def _place(span: Span) -> dict[str, Json]:
    start, end = span.source.position(span.start), span.source.position(span.end)
    return {
        "file": span.source.name,
        "start": {"line": start[0], "column": start[1]},
        "end": {"line": end[0], "column": end[1]},
    }


def _label(label: Label) -> Json:
    return {**_place(label.span), "text": label.text}


def _fix(fix: Fix) -> Json:
    edits: list[Json] = [{**_place(edit.span), "replacement": edit.replacement} for edit in fix.edits]
    return {"title": fix.title, "edits": edits}


def _citation(citation: Citation) -> Json:
    return {"source": citation.source, "place": citation.place}
