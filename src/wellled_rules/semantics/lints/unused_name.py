"""A declared or imported name that nothing mentions."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.semantics.errors import lints
from wellled_rules.semantics.lints.mentions import Mentions
from wellled_rules.semantics.program import Program

__all__ = ["find"]

_KINDS = {"source", "scale", "set", "weights", "collect", "assumption"}


def find(program: Program, mentions: Mentions) -> Iterator[Diagnostic]:
    """The framework's own sources, scales, sets, weights, collections, assumptions and imports that are not used."""
    for one in program.declared:
        word = one.decl.name.text
        if one.is_own and one.kind in _KINDS and not mentions.anywhere[word]:
            yield lints.unused_name(one.decl.name.span, word, one.kind)
    for word, span in program.imported:
        if not mentions.anywhere[word] and program.scope.names.get(word):
            yield lints.unused_name(span, word, "imported name")
