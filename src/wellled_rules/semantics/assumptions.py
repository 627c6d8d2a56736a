"""What an assumption says: its title, its basis, and its values where it has any."""

from __future__ import annotations

from wellled_rules.graph.graph import AssumptionText
from wellled_rules.semantics.errors import names
from wellled_rules.semantics.model import ModelAssumption
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.vocabulary import Vocabulary, title_of
from wellled_rules.syntax.ast import clauses as c

__all__ = ["BASES", "assumption_text"]

BASES = ("inferred", "recalled", "not_found")


def assumption_text(one: Declared, words: Vocabulary, value: ModelAssumption | None = None) -> AssumptionText | None:
    """What is shown of an assumption; None where its basis could not be read. value: as rules read it, if they do."""
    basis = next((clause for clause in one.decl.clauses if isinstance(clause, c.Basis)), None)
    if basis is None:
        return None
    if basis.word.text not in BASES:
        words.report.add(names.no_such_word(basis.word.span, basis.word.text, "basis of an assumption", BASES))
        return None
    return AssumptionText(
        name=one.name,
        title=title_of(one),
        basis=basis.word.text,
        basis_text=basis.text.value,
        taken=None if value is None else value.taken,
        alternatives=() if value is None else value.alternatives,
        cites=words.text(one).cites,
        span=one.decl.head,
    )
