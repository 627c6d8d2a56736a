"""Findings that stop nothing: one module a lint.

In: the assembled program. Out: warnings. Entry: `run`. Afterwards nothing has changed.
"""

from __future__ import annotations

from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics.lints import uncited_rule, unread_input, unused_name
from wellled_rules.semantics.lints.mentions import Mentions
from wellled_rules.semantics.program import Program
from wellled_rules.text.source import SourceFile

__all__ = ["run"]


def run(program: Program, sources: tuple[SourceFile, ...], report: Report) -> None:
    """All lints over one program; `sources` are its own files, whole."""
    mentions = Mentions.of(program, sources, report)
    for lint in (uncited_rule.find, unread_input.find, unused_name.find):
        report.extend(lint(program, mentions))
