"""An input that no rule reads."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.semantics.errors import lints
from wellled_rules.semantics.lints.mentions import Mentions
from wellled_rules.semantics.program import Program
from wellled_rules.syntax.ast.clauses import Bounds, Informs

__all__ = ["find"]


def find(program: Program, mentions: Mentions) -> Iterator[Diagnostic]:
    """Inputs that nothing but examples mentions, and that inform no judge and bound no window.

    None where a wrong name is near to no other: it may mean any of them, and nobody should take out what was meant.
    """
    if mentions.has_strange:
        return
    for one in program.all("input"):
        informs = any(isinstance(clause, Bounds | Informs) for clause in one.decl.clauses)
        word = one.decl.name.text
        if not informs and not mentions.in_rules[word] and not mentions.in_rules[one.name]:
            yield lints.unread_input(one.decl.name.span, word)
