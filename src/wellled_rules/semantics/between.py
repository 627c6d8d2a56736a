"""What stands between two frameworks, checked against both: transitions and crosswalks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.graph import AssumptionText, DeterminationGraph
from wellled_rules.graph.transitions import (
    Became,
    Between,
    Crosswalk,
    FirstAssessment,
    Grounds,
    Kept,
    Retired,
    Transition,
)
from wellled_rules.semantics import lints
from wellled_rules.semantics.amend import GO_WITH_THEM, STAND_BETWEEN, Version
from wellled_rules.semantics.assemble import assemble
from wellled_rules.semantics.assumptions import assumption_text
from wellled_rules.semantics.citing import cited
from wellled_rules.semantics.displayed import displayed, kind_of, levels_of
from wellled_rules.semantics.errors import between as errors
from wellled_rules.semantics.errors import names
from wellled_rules.semantics.events import Events
from wellled_rules.semantics.program import Declared, Program
from wellled_rules.semantics.vocabulary import Vocabulary, title_of
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.module import Module
from wellled_rules.syntax.limits import Limits
from wellled_rules.values.scale import MemberSet

__all__ = ["Frameworks", "check_between"]

Frameworks = Callable[[c.Identity], "DeterminationGraph | Diagnostic"]
"""The graph of a version by its identity, or why there is none."""


def check_between(
    version: Version,
    modules: Callable[[str], Module | None],
    known_modules: Sequence[str],
    frameworks: Frameworks,
    report: Report,
    limits: Limits,
) -> Between:
    """The transitions and crosswalks of files that hold such, each checked against the frameworks that it names.

    Findings go to `report`; what could not be understood is left out.
    """
    found = Report()
    program = assemble((version,), modules, known_modules, found, limits.declarations)
    made = Between()
    # What does not belong here was told already, and nothing more is said of it.
    program.declared[:] = [one for one in program.declared if one.kind in STAND_BETWEEN | GO_WITH_THEM]
    if not program.is_cut:
        made = _Checking(program, Vocabulary(program, found, limits), frameworks, found, limits).run()
        lints.run(program, tuple(file.source for file in version.files), found)
    report.extend(cited(found, program))
    return made


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two frameworks of a declaration."""

    line: c.FromTo
    before: DeterminationGraph
    after: DeterminationGraph


@dataclass
class _Checking:
    program: Program
    words: Vocabulary
    frameworks: Frameworks
    report: Report
    limits: Limits
    assumed: dict[str, AssumptionText] = field(default_factory=dict)

    def run(self) -> Between:
        """Every transition and crosswalk that could be understood."""
        for one in self.program.all("assumption"):
            text = assumption_text(one, self.words)
            if text is not None:
                self.assumed[one.name] = text
            for clause in one.decl.clauses:
                if isinstance(clause, c.TakenAs | c.CouldBe | c.HasType):
                    word = {c.TakenAs: "taken as", c.CouldBe: "could be", c.HasType: "is a"}[type(clause)]
                    self.report.add(errors.values_untried(clause.span, word))
        self._each_pair_once()
        transitions = [self._transition(one) for one in self.program.all("transition")]
        crosswalks = [self._crosswalk(one) for one in self.program.all("crosswalk")]
        return Between(
            tuple(one for one in transitions if one is not None),
            tuple(one for one in crosswalks if one is not None),
        )

    def _each_pair_once(self) -> None:
        """Two transitions between the same two versions would answer twice."""
        seen: dict[tuple[str, str], c.FromTo] = {}
        for one in self.program.all("transition"):
            for line in one.decl.clauses:
                if isinstance(line, c.FromTo):
                    first = seen.setdefault((str(line.before), str(line.after)), line)
                    if first is not line:
                        self.report.add(errors.second_transition(line.span, first.span))

    def _grounds(self, one: Declared) -> Grounds:
        text = self.words.text(one)
        rests_on = tuple(self.assumed[name] for name in text.rests_on if name in self.assumed)
        named = dict.fromkeys(each.source for cites in (text.cites, *(one.cites for one in rests_on)) for each in cites)
        sources = {name: self.words.sources[name] for name in named}
        return Grounds(cites=text.cites, rests_on=rests_on, because=text.because, sources=sources)

    def _ends(self, one: Declared) -> _Ends | None:
        """Both frameworks, where they are there and one is later than the other."""
        line = next((clause for clause in one.decl.clauses if isinstance(clause, c.FromTo)), None)
        if line is None:
            return None
        if str(line.before) == str(line.after):
            self.report.add(errors.same_framework(line.after.span, str(line.after)))
            return None
        before, after = self.frameworks(line.before), self.frameworks(line.after)
        for found in (before, after):
            if isinstance(found, Diagnostic):
                self.report.add(found)
        if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
            return None
        starts = [min((period.start for period in graph.header.periods), default=None) for graph in (before, after)]
        if starts[0] is not None and starts[1] is not None and starts[1] < starts[0]:
            self.report.add(
                errors.not_later(
                    line.after.span, str(line.after), starts[1], line.before.span, str(line.before), starts[0]
                )
            )
        return _Ends(line, before, after)

    # --- transitions -----------------------------------------------------------------------------

    def _transition(self, one: Declared) -> Transition | None:
        grounds, ends = self._grounds(one), self._ends(one)
        if ends is None:
            return None
        before = len(self.report)
        keeps: dict[tuple[str, str], Kept] = {}
        retires: dict[tuple[str, str], Retired] = {}
        for clause in one.decl.clauses:
            if isinstance(clause, c.Keeps):
                until = None if clause.until is None else self._event(clause.until, ends.after)
                for name, level in self._held(clause.what, ends.before, keeps, "kept"):
                    keeps[name.text, level] = Kept(name.text, level, until, name.span)
            elif isinstance(clause, c.Retires):
                since = self._event(clause.since, ends.after)
                for name, level in self._held(clause.what, ends.before, retires, "retired"):
                    retires[name.text, level] = Retired(name.text, level, since, name.span)
        events = Events(ends.after, self.report)
        for clause in one.decl.clauses:
            if isinstance(clause, c.Requires):
                own = self._of_row(one, clause, grounds)
                events.required(clause, self._event(clause.event, ends.after), own)
            elif isinstance(clause, c.Reads):
                events.stated(clause, self._event(clause.event, ends.after))
        if len(self.report) == before:
            self._meet(keeps, retires)
            spoken = {*keeps, *retires}
            left = tuple(f"{name} at {level}" for name, level in displayed(ends.before) if (name, level) not in spoken)
            if left:
                self.report.add(errors.left_open(one.decl.name.span, ends.before.identity, left))
        return Transition(
            name=one.name,
            title=title_of(one),
            before=ends.before.identity,
            after=ends.after.identity,
            grounds=grounds,
            means=_means(one),
            span=one.decl.head,
            keeps=tuple(keeps.values()),
            retires=tuple(retires.values()),
            requires=tuple(events.requires.values()),
            stated=tuple(events.states.values()),
        )

    def _event(self, event: c.Event, after: DeterminationGraph) -> FirstAssessment:
        """The first assessment at a level that the later framework is for."""
        word = event.level.text
        covered = tuple(level for level in after.levels if level in after.header.covers)
        if word not in after.levels:
            near = nearest(word, covered)
            self.report.add(errors.no_such_level(event.level.span, word, after.identity, covered, near))
        elif word not in covered:
            self.report.add(errors.nothing_assessed(event.level.span, word, after.identity, covered))
        return FirstAssessment(word)

    def _held(
        self,
        what: Iterable[c.Holding],
        graph: DeterminationGraph,
        seen: Mapping[tuple[str, str], Kept | Retired],
        done: str,
    ) -> Iterator[tuple[Name, str]]:
        """Each outcome with each of its levels, once."""
        for holding in what:
            for level in self._levels(holding, graph):
                first = seen.get((holding.name.text, level))
                if first is not None and first.span is not None:
                    self.report.add(names.said_twice(holding.span, first.span, holding.name.text, f"{done} at {level}"))
                else:
                    yield holding.name, level

    def _levels(self, holding: c.Holding, graph: DeterminationGraph) -> tuple[str, ...]:
        """The levels that a line means of an outcome: the one it names, or all at which the outcome stands."""
        word, span = holding.name.text, holding.name.span
        standing = levels_of(graph, word)
        if not standing:
            kind = kind_of(graph, word)
            if kind is not None:
                self.report.add(errors.not_displayed(span, word, kind))
            else:
                near = nearest(word, dict.fromkeys(name for name, _ in displayed(graph)))
                self.report.add(errors.unknown_outcome(span, word, graph.identity, near))
            return ()
        if holding.at is None:
            return standing
        level = holding.at.text
        if level not in graph.levels:
            near = nearest(level, standing)
            self.report.add(errors.no_such_level(holding.at.span, level, graph.identity, tuple(graph.levels), near))
            return ()
        if level not in standing:
            self.report.add(errors.not_displayed_there(holding.span, word, level, standing))
            return ()
        return (level,)

    def _meet(self, keeps: Mapping[tuple[str, str], Kept], retires: Mapping[tuple[str, str], Retired]) -> None:
        """What is kept until an event is retired from that event, and the other way about."""
        for (word, level), kept in keeps.items():
            retired = retires.get((word, level))
            if kept.until is not None and kept.span is not None and (retired is None or retired.since != kept.until):
                self.report.add(errors.never_retired(kept.span, word, level, None if retired is None else retired.span))
        for (word, level), retired in retires.items():
            held = keeps.get((word, level))
            if retired.span is not None and (held is None or held.until is None):
                self.report.add(errors.not_kept_until(retired.span, word, level, None if held is None else held.span))

    # --- crosswalks ------------------------------------------------------------------------------

    def _crosswalk(self, one: Declared) -> Crosswalk | None:
        grounds, ends = self._grounds(one), self._ends(one)
        line = next((clause for clause in one.decl.clauses if isinstance(clause, c.BetweenSets)), None)
        rows = [clause for clause in one.decl.clauses if isinstance(clause, c.Becomes)]
        owned = {id(row): self._of_row(one, row, grounds) for row in rows if row.clauses}
        if ends is None or line is None:
            return None
        earlier, later = self._set(line.before, ends.before), self._set(line.after, ends.after)
        if earlier is None or later is None:
            return None
        pairs = sum(len(row.before) * len(row.after) for row in rows)
        if pairs > self.limits.cells:
            self.report.add(errors.too_many_pairs(line.span, pairs, self.limits.cells))
            return None
        known = len(self.report)
        for row in rows:
            self._members(row.before, earlier)
            self._members(row.after, later)
        self._each_once(rows)
        if len(self.report) == known:
            self._all_there(line.before, earlier, (name for row in rows for name in row.before))
            self._all_there(line.after, later, (name for row in rows for name in row.after))
        made = (
            Became(_ids(row.before, earlier), _ids(row.after, later), owned.get(id(row), grounds), row.span)
            for row in rows
        )
        return Crosswalk(
            name=one.name,
            title=title_of(one),
            before=ends.before.identity,
            after=ends.after.identity,
            grounds=grounds,
            means=_means(one),
            span=one.decl.head,
            between=(earlier, later),
            rows=tuple(row for row in made if row.before or row.after),
        )

    def _of_row(self, one: Declared, row: c.Becomes | c.Requires, whole: Grounds) -> Grounds:
        """What a row goes back to: its own citations and assumptions where it has any, else those of the whole."""
        own = self._grounds(replace(one, decl=replace(one.decl, clauses=row.clauses)))
        return own if own.cites or own.rests_on else replace(whole, because=own.because)

    def _set(self, name: Name, graph: DeterminationGraph) -> MemberSet | None:
        """A set by its name, or by the end of it where a module declares it."""
        found = [one for one in graph.sets if one == name.text] or [
            one for one in graph.sets if short(one) == name.text
        ]
        if len(found) == 1:
            return graph.sets[found[0]]
        if found:
            self.report.add(errors.which_set(name.span, name.text, graph.identity, tuple(found)))
        else:
            known = tuple(map(short, graph.sets))
            near = nearest(name.text, known)
            self.report.add(errors.no_such_set(name.span, name.text, graph.identity, known, near))
        return None

    def _members(self, said: Iterable[Name], held: MemberSet) -> None:
        for name in said:
            if name.text not in held.by_id:
                home = f"the set `{short(held.name)}`"
                self.report.add(names.not_there(name.span, name.text, home, held.by_id))

    def _each_once(self, rows: Iterable[c.Becomes]) -> None:
        """Nobody is named twice in a row, becomes one member twice, or becomes something and nothing."""
        pairs: dict[tuple[str, str], Name] = {}
        alone: dict[tuple[int, str], Name] = {}
        paired: dict[tuple[int, str], Name] = {}
        for row in rows:
            before, after = self._named_once(row.before), self._named_once(row.after)
            for side, said in enumerate((before, after)):
                for name in said:
                    if before and after:
                        paired.setdefault((side, name.text), name)
                    elif alone.setdefault((side, name.text), name) is not name:
                        first = alone[side, name.text].span
                        self.report.add(names.said_twice(name.span, first, name.text, "matched with `nothing`"))
            for left in before:
                for right in after:
                    known = pairs.setdefault((left.text, right.text), right)
                    if known is not right:
                        done = f"said to become `{right.text}`"
                        self.report.add(names.said_twice(right.span, known.span, left.text, done))
        for key, name in alone.items():
            if key in paired:
                self.report.add(errors.becomes_and_nothing(paired[key].span, name.text, name.span))

    def _named_once(self, said: Iterable[Name]) -> tuple[Name, ...]:
        """The names on one side of a row, each once; one that is repeated is told of once."""
        found: dict[str, Name] = {}
        repeated: dict[str, Name] = {}
        for name in said:
            if found.setdefault(name.text, name) is not name:
                repeated.setdefault(name.text, name)
        for word, name in repeated.items():
            self.report.add(names.said_twice(name.span, found[word].span, word, "named"))
        return tuple(found.values())

    def _all_there(self, named: Name, held: MemberSet, said: Iterable[Name]) -> None:
        spoken = {name.text for name in said}
        left = tuple(member.id for member in held if member.id not in spoken)
        if left:
            self.report.add(errors.without_row(named.span, named.text, left))


def _ids(said: Iterable[Name], held: MemberSet) -> tuple[str, ...]:
    """Members that are there, each once."""
    return tuple(dict.fromkeys(name.text for name in said if name.text in held.by_id))


def _means(one: Declared) -> str | None:
    return next((clause.text.value for clause in one.decl.clauses if isinstance(clause, c.Means)), None)
