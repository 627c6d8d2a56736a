"""A rule that cites nothing and rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.semantics.errors import lints
from wellled_rules.semantics.lints.mentions import Mentions
from wellled_rules.semantics.program import Program
from wellled_rules.syntax.ast.clauses import Cites, RestsOn

__all__ = ["find"]

_RULES = {"determine", "weights", "collect", "check", *AdjustmentKind}


def find(program: Program, mentions: Mentions) -> Iterator[Diagnostic]:
    """Rules without `cites` and without `rests on`."""
    for one in program.declared:
        if one.kind in _RULES and not any(isinstance(clause, Cites | RestsOn) for clause in one.decl.clauses):
            yield lints.uncited_rule(one.decl.name.span, one.decl.name.text, one.kind)
