"""Cases that say that they are of a first assessment, though by their history another came before."""

from __future__ import annotations

from wellled_rules.cases.findings import Findings
from wellled_rules.graph.transitions import FirstAssessment, Transition
from wellled_rules.history import errors
from wellled_rules.history.firsts import Candidate, Firsts, Met
from wellled_rules.history.lines import Lines

__all__ = ["check_firsts"]


def check_firsts(lines: Lines, findings: Findings) -> None:
    """Add a finding for each assessment that is said to be the first, and surely is not. lines: of all that is known.

    That one is said not to be the first is no contradiction: a history need not hold the one that was.
    """
    for id_, subject in lines.history.subjects.items():
        for transition, event in lines.firsts.leading(subject.kind):
            for one in lines.firsts.under(id_, transition, event):
                if lines.firsts.says(one, transition, event):
                    _compare(lines.firsts, one, transition, event, findings)


def _compare(
    firsts: Firsts, one: Candidate, transition: Transition, event: FirstAssessment, findings: Findings
) -> None:
    stated = transition.says(event)
    for other in firsts.under(one.told.subject, transition, event):
        if stated is not None and one.is_after(other) and firsts.counts(other, transition, event) is Met.HOLDS:
            place = one.told.at("case")
            findings.add(errors.not_the_first(place, other.told.path, stated.input, other.known.id, transition.title))
            return
