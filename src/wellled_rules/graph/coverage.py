"""Whether rows answer for all that can occur: gaps, overlaps, rows that nothing reaches.

Each table and each ladder is looked at in every cell, at every level, with assumptions as taken and with each
alternative; what is found in several places of one text is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph import telling
from wellled_rules.graph.cells import Cell, FinishStep, Place, SelectStep, reads
from wellled_rules.graph.domain import Finite
from wellled_rules.graph.found import Columns, Found, Site
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import Influence
from wellled_rules.graph.nodes import Choose
from wellled_rules.graph.reach import Reach
from wellled_rules.graph.regions import Region, alike, ends_of
from wellled_rules.graph.steps import Held
from wellled_rules.graph.sweep import Reached
from wellled_rules.graph.wording import case_words
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

__all__ = ["coverage"]

_MOST_CASES = 100


def coverage(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    """Findings about every table and ladder of the graph."""
    by_text: dict[tuple[str, int, int], list[tuple[Reach, Found]]] = {}
    for reach in reaches:
        for site in _sites(graph, reach, influence):
            if site.assumed and reach.memory.is_spent:
                continue
            span = site.node.span
            found = _Look(graph, reach, site).all()
            by_text.setdefault((span.source.name, span.start, span.end), []).append((reach, found))
    for looked in by_text.values():
        several = [found for _, found in looked]
        yield from telling.gaps(graph, several)
        yield from telling.overlaps(graph, several)
        yield from telling.dead(graph, several, _unreached(graph, looked))


def _unreached(graph: DeterminationGraph, looked: Sequence[tuple[Reach, Found]]) -> list[int]:
    """Rows that no case comes to in any place, even where every input may also be not applicable."""
    left = set(range(len(looked[0][1].site.node.rows)))
    for _, found in looked:
        left -= found.reached
    for reach, found in looked:
        if not left:
            break
        left -= _Look(graph, reach, found.site, wide=True).all().reached
    return sorted(left)


def _sites(graph: DeterminationGraph, reach: Reach, influence: Influence) -> Iterator[Site]:
    for node in graph.at(reach.level):
        if isinstance(node, Choose) and not influence.has_hole(node.id):
            for members in graph.cells(node):
                for assumed in influence.choices(node.id):
                    yield Site(reach.level, node, members, assumed)


class _Look:
    """Looks at one site."""

    def __init__(self, graph: DeterminationGraph, reach: Reach, site: Site, *, wide: bool = False) -> None:
        self.graph = graph
        self.reach = reach
        self.site = site
        self.plan = reach.plan
        self.universe = reach.universe(dict(site.assumed), wide=wide)
        self.columns = tuple(self.place(column) for column in site.node.columns)
        step = self.plan.steps[self.plan.places[Cell(site.node.id, site.members)]]
        assert isinstance(step, SelectStep)
        self.rows = tuple(tests for tests, _ in step.rows)
        self.tests = tuple(dict.fromkeys(one for tests in self.rows for one in tests))
        self.cases = 0
        self.found = Found(site, stretches=tuple(self.stretch(one) for one in self.columns))

    def place(self, node: str) -> Place:
        here = dict(zip((axis.set for axis in self.site.node.axes), self.site.members, strict=True))
        members = tuple(here.get(axis.set, "") for axis in self.graph.nodes[node].axes)
        return self.plan.places[Cell(node, members)]

    def stretch(self, column: Place) -> Mapping[Held, Region]:
        return dict(self.universe.stretches.get(self.universe.origin(column), {}).items())

    def all(self) -> Found:
        if self.site.node.form == "first":
            self.ladder()
        else:
            self.table()
        return self.found

    # --- ladders -------------------------------------------------------------------------------

    def ladder(self) -> None:
        reached = self.reach.joint(self.tests, self.universe)
        if not reached.exact:
            self.found.shown = False
            self.found.reached = set(range(len(self.rows)))
            return
        for values in reached.values:
            row = next((turn for turn, one in enumerate(self.passing(values)) if one), None)
            if row is None:
                self.found.gaps.setdefault((), self.case(reached, values))
            else:
                self.found.reached.add(row)

    def passing(self, values: Sequence[Held]) -> list[bool]:
        held = dict(zip(self.tests, values[-len(self.tests) :] if self.tests else (), strict=True))
        return [all(held[one] is True for one in tests) for tests in self.rows]

    def case(self, reached: Reached | None, values: tuple[Held, ...]) -> str:
        self.cases += 1
        if reached is None or self.cases > _MOST_CASES:
            return ""
        return case_words(self.graph, self.plan, reached.witness(values), self.universe.stretches)

    # --- tables --------------------------------------------------------------------------------

    def table(self) -> None:
        if len(self.columns) > 1:
            tests = self.reach.joint(self.tests, self.universe)
            if tests.exact and not any(self.is_odd(values) for values in tests.values):
                self.found.reached = {turn for values in tests.values for turn in self.answering(values)}
                return
        if not (self.alone() if len(self.columns) == 1 else self.together()):
            self.found.shown = False
            self.found.reached = set(range(len(self.rows)))
        elif self.found.gaps:
            self.count()

    def is_odd(self, values: tuple[Held, ...]) -> bool:
        return sum(one for one, tests in zip(self.passing(values), self.rows, strict=True) if tests) != 1

    def answering(self, values: tuple[Held, ...]) -> list[int]:
        """The rows that answer: those whose tests hold, else the one without tests."""
        passing = self.passing(values)
        found = [turn for turn, one in enumerate(passing) if one and self.rows[turn]]
        return found or [turn for turn, one in enumerate(passing) if one]

    def alone(self) -> bool:
        """A table of one column: what the column comes to, then which rows answer for it; false if not shown."""
        (column,) = self.columns
        cuts = self.universe.cuts(self.columns, self.tests)
        if cuts is None:
            return self.together()
        reached = self.reach.joint(self.columns, self.universe)
        held = Finite(frozenset(one for (one,) in reached.values)) if reached.exact else self.universe.domains[column]
        self.found.ends = ends_of(held)
        parts = alike(held, cuts)
        if parts is None:
            return False
        if not reached.exact:
            self.found.stretches = ({part.first: part.stretch for part in parts if part.stretch is not None},)
        rows = self.reach.joint((column, *self.tests), self.universe, also={column: [part.first for part in parts]})
        answers = {values[0]: self.answering(values) for values in rows.values}
        for part in parts if rows.exact else ():
            for one in part.entries:
                known = (one,) in reached.values
                self.told((one,), answers[part.first], reached if known else None, (one,))
        return rows.exact

    def together(self) -> bool:
        """A table of several columns: their joint values, or each by itself when those are too many."""
        reached = self.reach.joint((*self.columns, *self.tests), self.universe)
        if not reached.exact:
            reached = self.apart()
        for values in reached.values:
            key = values[: len(self.columns)]
            self.told(key, self.answering(values), reached, values)
        return reached.exact

    def told(self, key: Columns, rows: list[int], reached: Reached | None, values: tuple[Held, ...]) -> None:
        """Note which rows answer for `key`, with the case in which `values` were reached, where one is known."""
        self.found.reached.update(rows)
        if not rows and not any(isinstance(one, Missing) for one in key):
            self.found.gaps.setdefault(key, self.case(reached, values))
        for pair in combinations(rows, 2):
            both = self.found.overlaps.setdefault(pair, {})
            both.setdefault(key, "" if both else self.case(reached, values))

    def apart(self) -> Reached:
        """Each column by itself."""
        cuts = self.universe.cuts(self.columns, self.tests)
        free: dict[Place, Sequence[Entry]] = {}
        stretches: list[Mapping[Held, Region]] = []
        for column in self.columns:
            parts = None if cuts is None else alike(self.universe.domains[column], cuts)
            if parts is None:
                return Reached()
            free[column] = [part.first for part in parts]
            stretches.append({part.first: part.stretch for part in parts if part.stretch is not None})
        self.found.stretches = tuple(stretches)
        return self.reach.joint((*self.columns, *self.tests), self.universe, also=free)

    # --- how many were combined ----------------------------------------------------------------

    def count(self) -> None:
        counts = self.counted()
        if not counts:
            return
        reached = self.reach.joint((*self.columns, *counts), self.universe)
        width = len(self.columns)
        for values in reached.values:
            numbers = {one for one in values[width:] if isinstance(one, int)}
            if values[:width] in self.found.gaps and len(numbers) == 1:
                self.found.counts.setdefault(values[:width], set()).update(numbers)

    def counted(self) -> tuple[Place, ...]:
        """The nearest counts behind the columns: `number of` something, met before any other fold."""
        found: dict[Place, None] = {}
        seen: set[Place] = set()
        waiting = list(self.columns)
        while waiting:
            place = waiting.pop()
            if place in seen or place in self.universe.entries:
                continue
            seen.add(place)
            step = self.plan.steps[place]
            if not isinstance(step, FinishStep):
                waiting.extend(reads(step))
            elif step.op == "number":
                found[place] = None
        return tuple(found)
