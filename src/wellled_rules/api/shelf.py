"""What is on the shelves: every shipped version, and how well its rules are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wellled_rules.api.compiling import texts_of
from wellled_rules.diagnostics.errors import FrameworkError
from wellled_rules.driver.editions import Edition, closing
from wellled_rules.driver.files import Texts
from wellled_rules.driver.periods import editions
from wellled_rules.driver.pipeline import understand
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph, Period
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.library import catalogue

__all__ = ["Listed", "frameworks"]

_RULES = {"determine", "weights", "collect", "check", *AdjustmentKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One shipped version.

    rules_cited: rules that cite a source. assumptions: how many it declares. open_points: those of them
    whose basis says that nothing was found. periods: as its header says; one that it leaves
    open ends on the day on which the next version begins.
    """

    id: str
    version: str
    title: str
    regulator: str | None
    status: str | None
    periods: tuple[Period, ...]
    rules_cited: int
    assumptions: int
    open_points: int


def listed(graph: DeterminationGraph, closes: date | None = None) -> Listed:
    """The line of one framework. closes: the day on which the next version begins, where one is shipped."""
    cited = {rule.name for rule in graph.rules.values() if rule.kind in _RULES and rule.cites}
    return Listed(
        id=graph.header.id,
        version=graph.header.version,
        title=graph.header.title,
        regulator=graph.header.regulator,
        status=graph.header.status,
        periods=tuple(_closed(one, closes) for one in graph.header.periods),
        rules_cited=len(cited),
        assumptions=len(graph.assumptions),
        open_points=sum(one.basis == "not_found" for one in graph.assumptions.values()),
    )


def frameworks(id: str | None = None) -> tuple[Listed, ...]:
    """Shipped versions, of one framework or of all, by id and version; raises `FrameworkError` for broken rules."""
    every = editions(Shelves())
    shelves = [one for one in catalogue.shelves() if id in (None, one.id)]
    return tuple(_listed(texts_of(one.identity), every.get(one.id, ())) for one in shelves)


def _closed(period: Period, closes: date | None) -> Period:
    if period.until is not None or closes is None or closes <= period.start:
        return period
    return replace(period, until=closes)


def _listed(texts: Texts, order: Sequence[Edition]) -> Listed:
    made = understand(texts)
    if made.graph is None or made.report.has_errors:
        raise FrameworkError(made.report)
    return listed(made.graph, closing(order, made.graph.identity))
