"""A rule that cites nothing and rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.semantics.errors import lints
from wellled_rules.semantics.lints.mentions import Mentions
from wellled_rules.semantics.program import Program
from wellled_rules.syntax.ast.clauses import Becomes, Cites, Clause, RestsOn

__all__ = ["find"]

_RULES = {"determine", "weights", "collect", "check", "transition", "crosswalk", *AdjustmentKind}


def find(program: Program, mentions: Mentions) -> Iterator[Diagnostic]:
    """Rules without `cites` and without `rests on`."""
    for one in program.declared:
        if one.kind in _RULES and not _is_grounded(one.decl.clauses):
            yield lints.uncited_rule(one.decl.name.span, one.decl.name.text, one.kind)


def _is_grounded(clauses: Sequence[Clause]) -> bool:
    """Whether a declaration says where it comes from, or each of its rows does."""
    rows = [clause for clause in clauses if isinstance(clause, Becomes)]
    own = any(isinstance(clause, Cites | RestsOn) for clause in clauses)
    return own or (bool(rows) and all(_is_grounded(row.clauses) for row in rows))
