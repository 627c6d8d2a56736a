"""Findings as programs read them."""

from __future__ import annotations

import json

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Edit, Fix, Label
from wellled_rules.diagnostics.render import concise, machine
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

TEXT = SourceFile("bakery.wlr", "level oven\nlevel ovén\u202e x\n")
OVEN, OTHER = Span(TEXT, 6, 10), Span(TEXT, 17, 21)
FINDING = Diagnostic(
    code="unknown-level",
    severity=Severity.ERROR,
    headline="no level is called `ovén`",
    primary=Label(OTHER, "not declared"),
    secondary=(Label(OVEN, "this one is"),),
    help=("write `oven`",),
    notes=("two levels are declared",),
    fix=Fix("write `oven`", (Edit(OTHER, "oven"),)),
    citation=Citation("Bread book"),
)
CASE = Diagnostic(code="unknown-input", severity=Severity.WARNING, headline="what\nnow", pointer="/inputs/x\x1b")


def test_concise_is_one_line_each() -> None:
    assert concise.render([FINDING, CASE]) == (
        "bakery.wlr:2:7: error unknown-level: no level is called `ovén`\n"
        "case: /inputs/x\\x1b: warning unknown-input: what\\nnow\n"
    )


def test_concise_names_the_whole_case_and_nothing_at_all() -> None:
    whole = Diagnostic(code="c", severity=Severity.NOTE, headline="h", pointer="")
    nowhere = Diagnostic(code="c", severity=Severity.NOTE, headline="h")
    assert concise.render([whole, nowhere]) == "case: (the whole case): note c: h\nnote c: h\n"


def test_summary_of_nothing() -> None:
    assert concise.summary([]) == "no findings"


def test_machine_gives_every_field_with_places_from_one() -> None:
    place = {"file": "bakery.wlr", "start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 11}}
    other = {"file": "bakery.wlr", "start": {"line": 1, "column": 7}, "end": {"line": 1, "column": 11}}
    assert json.loads(machine.render([FINDING])) == {
        "schema": "wellled.diagnostics/1",
        "counts": {"error": 1, "warning": 0, "note": 0},
        "diagnostics": [
            {
                "code": "unknown-level",
                "severity": "error",
                "headline": "no level is called `ovén`",
                "place": place,
                "pointer": None,
                "label": "not declared",
                "labels": [other | {"text": "this one is"}],
                "help": ["write `oven`"],
                "notes": ["two levels are declared"],
                "fix": {"title": "write `oven`", "edits": [place | {"replacement": "oven"}]},
                "citation": {"source": "Bread book", "place": None},
                "page": "pages/unknown-level.md",
            }
        ],
    }


def test_machine_writes_ascii_only_and_keeps_the_text() -> None:
    text = machine.render([CASE])
    assert text.isascii()
    assert "\x1b" not in text
    (only,) = json.loads(text)["diagnostics"]
    assert (only["pointer"], only["headline"], only["place"]) == ("/inputs/x\x1b", "what\nnow", None)
