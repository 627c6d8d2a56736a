"""Which levels of the shipped frameworks are answered the short way, and why the others are not."""

from __future__ import annotations

from itertools import islice

import pytest
from support.doors import agrees
from support.generate_cases import known_case

from wellled_rules import frameworks, load
from wellled_rules.backends.compiled.checking import to_leave_out
from wellled_rules.backends.compiled.program import program

SHIPPED = [f"{one.id}@{one.version}" for one in frameworks()]
LEVELS = [(identity, level) for identity in SHIPPED for level in load(identity).graph.header.covers]

LONG = {
    ("developmental-review@2017-06", "trust"): "`kept_to_scope` reads judgements; `facilitated` is open without a team",
    ("kloe@2017-06", "service"): "`end_of_merger_recorded` reads the day of the merger, and so do ratings",
    ("kloe@2018-03", "service"): "the same",
    ("monitor-well-led@2014-05", "trust"): "`comply_or_explain` is not met by a review of which nothing is said",
    ("nc-confinement@1978-01", "facility"): "`seven_days` is open where the classification is provisional",
    ("oversight@2025-06", "trust"): "`ends_in_order` reads where segments end, and so does the segment",
    ("tutorial@2024-01", "company"): "`testers_counted` reads pools and testers, and so does a share",
}
"""Levels of which every case goes the long way, and why: a process rule that is not met, or of which it can't be told,
is told beside the outcomes. Where that turns on more than the day, what is told of one case holds for no other."""

LONG_WITHOUT_REASONS = frozenset(
    {
        ("kloe@2017-06", "trust"),
        ("kloe@2018-03", "trust"),
        ("saf@2023-11", "service"),
        ("saf@2024-12", "service"),
        ("tutorial@2024-01", "pool"),
    }
)
"""Levels of which cases go the long way where reasons lack: whether an outcome is marked for one turns on the entries
that it rests on, and these are not settled by its value and the rules that decided it."""


@pytest.mark.parametrize("reasons", [True, False])
@pytest.mark.parametrize(("identity", "level"), LEVELS, ids=[" ".join(one) for one in LEVELS])
def test_shipped_frameworks_are_answered_shortly(identity: str, level: str, reasons: bool) -> None:
    """Where nothing stands in a case that only process rules read, and the rules are for its subject."""
    framework = load(identity)
    graph, made = framework.graph, program(framework.graph, level)
    beside = to_leave_out(made) | made.beside
    drawn = (known_case(graph, turn, reasons=reasons) for turn in range(200))
    answered: set[bool] = set()
    for turn, case in enumerate(islice((one for one in drawn if one["subject"]["level"] == level), 10)):
        if beside and turn % 3 == 0:
            agrees(framework, case)
        for heading in ("subject", "inputs"):
            case[heading] = {name: one for name, one in case.get(heading, {}).items() if name not in beside}
        is_short = agrees(framework, case)
        if made.is_for(framework.evidence(case)):
            answered.add(is_short)
        else:
            assert not is_short
    is_long = (identity, level) in LONG or (not reasons and (identity, level) in LONG_WITHOUT_REASONS)
    assert answered == {not is_long}


def test_no_level_is_listed_that_is_not_there() -> None:
    assert {*LONG, *LONG_WITHOUT_REASONS} <= set(LEVELS)
