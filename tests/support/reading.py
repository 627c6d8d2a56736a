"""Rule text as tests of the syntax read it: findings with the words they underline, and trees without their file."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.syntax.ast.clauses import Clause
from wellled_rules.syntax.ast.module import Declaration, Module
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.parser import parse
from wellled_rules.text.source import SourceFile

__all__ = ["clause", "declaration", "found", "mended", "places", "read"]


def read(text: str, limits: Limits | None = None) -> tuple[Module, Report]:
    """The tree and the findings of a text that is put under `language 1`."""
    return parse(SourceFile("rules.wlr", f"language 1\n\n{text}"), limits)


def found(text: str) -> list[tuple[str, str]]:
    """Code and underlined words of each finding."""
    return [(one.code, words) for one, words in places(text)]


def places(text: str) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with the words it underlines."""
    for one in read(text)[1]:
        assert one.primary is not None, "every finding about text has a place"
        yield one, one.primary.span.text


def declaration(text: str) -> Declaration:
    """The one declaration of a text without faults."""
    module, report = read(text)
    assert not list(report)
    (item,) = module.items
    assert isinstance(item, Declaration)
    return item


def clause(line: str, kind: str = "determine") -> Clause:
    """The clause that one line is, with the lines under it."""
    body = line.replace("\n", "\n    ")
    (one,) = declaration(f"{kind} subject_of_test\n    {body}\n").clauses
    return one


def mended(text: str) -> str:
    """The text after the fix of its one finding."""
    (one,) = read(text)[1]
    assert one.fix is not None
    head = "language 1\n\n"
    whole = head + text
    for edit in sorted(one.fix.edits, key=lambda edit: -edit.span.start):
        whole = whole[: edit.span.start] + edit.replacement + whole[edit.span.end :]
    return whole.removeprefix(head)
