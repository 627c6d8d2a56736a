"""`wellled schema`."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Edit, Fix, Label
from wellled_rules.diagnostics.render import machine
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span


@pytest.fixture
def finding() -> Diagnostic:
    span = Span(SourceFile("club.wlr", "one\ntwo\n"), 4, 7)
    return Diagnostic(
        code="overlap-in-table",
        severity=Severity.ERROR,
        headline="62 has two rows",
        primary=Label(span, "here"),
        secondary=(Label(span, "and here"),),
        help=("end the first row below 62",),
        notes=("at level club",),
        fix=Fix("end the row", (Edit(span, "61"),)),
        citation=Citation("Handbook", "Table 1"),
    )


@pytest.mark.parametrize("kind", ["result", "decision", "explanation", "diff", "crosswalk", "evidence", "diagnostics"])
def test_schema_that_every_framework_shares_needs_none(wellled, kind):
    ended = wellled("schema", "--of", kind)
    assert (ended.code, ended.err) == (0, "")
    Draft202012Validator.check_schema(json.loads(ended.out))


def test_schema_of_a_case_asks_for_the_framework(wellled):
    ended = wellled("schema")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "wellled: a case is one of a framework: name it\n  help: wellled schema --help\n"


def test_findings_are_as_their_schema_says(wellled, finding):
    schema = Draft202012Validator(json.loads(wellled("schema", "--of", "diagnostics").out))
    bare = Diagnostic(code="a", severity=Severity.NOTE, headline="whole file", pointer="/inputs")
    given = machine.document([finding, bare])
    schema.validate(given)
    given["diagnostics"][0]["labels"][0]["more"] = 1
    assert not schema.is_valid(given)


def test_schema_of_a_case_has_the_inputs_of_the_framework(club, wellled):
    ended = wellled("schema", "club.wlr")
    assert (ended.code, ended.err) == (0, "")
    schema = Draft202012Validator(json.loads(ended.out))
    assert schema.is_valid({"inputs": {"topic_grade": {"rooms": "good"}}})
    assert not schema.is_valid({"inputs": {"topic_grade": {"roof": "good"}}})
