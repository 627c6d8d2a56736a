"""Pass 2: levels, scales, sets and sources become values that later passes share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.graph import Cited, Level, Source
from wellled_rules.graph.subjects import KEYS_OF_A_SUBJECT, plural
from wellled_rules.semantics.circles import circles
from wellled_rules.semantics.errors import names, structure
from wellled_rules.semantics.model import RuleText
from wellled_rules.semantics.program import Declared, Program, Scope, clauses_of
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import (
    Name,
)
from wellled_rules.syntax.limits import Limits
from wellled_rules.text.span import Span
from wellled_rules.values.missing import State
from wellled_rules.values.scale import Member, MemberSet, Scale, ScaleLabel, ScaleLevel
from wellled_rules.values.types import (
    ScaleType,
    SetType,
    Type,
    exact,
)

__all__ = ["Vocabulary", "title_of"]


@dataclass
class Vocabulary:
    """Scales, sets, sources and levels of one program, each made once, when first asked for.

    stand_ins: levels that are nowhere declared. ambiguous: declarations whose name was found to have two readings.
    """

    program: Program
    report: Report
    limits: Limits
    levels: dict[str, Level] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    sets: dict[str, MemberSet] = field(default_factory=dict)
    stand_ins: set[str] = field(default_factory=set)
    adrift: set[str] = field(default_factory=set)
    ambiguous: set[int] = field(default_factory=set)
    owners: dict[str, Type] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.program.all("level"):
            self.levels[one.name] = Level(name=one.name, title=title_of(one), within=())
        for one in self.program.all("level"):
            self.levels[one.name] = Level(name=one.name, title=title_of(one), within=self._within(one))
        self._no_circle()
        self._listed_apart()
        self._stand_ins()

    def _within(self, one: Declared) -> tuple[str, ...]:
        found: list[str] = []
        for clause in one.decl.clauses:
            if isinstance(clause, c.Within):
                known = [name.text for name in clause.names if self.level(name, one.scope) is not None]
                found.extend(known)
                if len(known) < len(clause.names):
                    self.adrift.add(one.name)
        return tuple(found)

    def _no_circle(self) -> None:
        edges: dict[str, dict[str, Span]] = {}
        for one in self.program.all("level"):
            lines = (clause for clause in one.decl.clauses if isinstance(clause, c.Within))
            edges[one.name] = {name.text: name.span for clause in lines for name in clause.names}
        for circle in circles(edges):
            place = edges[circle[0]][circle[1]]
            help_ = "take one of the `within` lines out"
            self.report.add(names.circle(place, circle, "lies within", help_))

    def _listed_apart(self) -> None:
        """Whether a case can list the subjects inside one of each level, each level under a key of its own."""
        places = {one.name: one.decl.name.span for one in self.program.all("level")}
        told: set[str] = set()
        for holder in self.levels:
            first: dict[str, str] = {}
            for name in self.inside(holder):
                key = plural(name)
                other = first.setdefault(key, name)
                if name not in told and (key in KEYS_OF_A_SUBJECT or other != name):
                    told.add(name)
                    place = None if key in KEYS_OF_A_SUBJECT else places[other]
                    self.report.add(names.listed_alike(places[name], name, key, place))

    def _stand_ins(self) -> None:
        """Levels that could not be read or are nowhere declared, so that the rules at them are checked all the same."""
        named = [clause.level.text for clause in clauses_of(self.program.headers, c.Covers)]
        named.extend(name.text for one in self.program.declared for name in one.decl.at)
        broken = self.program.scope.broken
        wanted = [name for name in dict.fromkeys(named) if name in broken or not self.levels]
        if not wanted and not self.levels and self.program.headers:
            wanted = ["subject"]
            if not broken and not self.program.scope.is_open:
                self.report.add(structure.no_level(self.program.headers[0].identity.span))
        for name in wanted:
            self.stand_ins.add(name)
            self.levels.setdefault(name, Level(name=name, title=name.replace("_", " "), within=()))

    def level(self, name: Name, scope: Scope) -> str | None:
        """The subject level that `name` names; a finding and None where there is none."""
        if name.text in self.levels and name.text not in self.stand_ins:
            return name.text
        removed = self.program.scope.removed.get(name.text)
        if removed is not None:
            self.report.add(names.needs_something_removed(name.span, name.text, removed))
        elif not scope.is_silent(name.text) and not self.program.scope.is_silent(name.text):
            near = nearest(name.text, [known for known in self.levels if known not in self.stand_ins])
            self.report.add(names.unknown_name(name.span, name.text, "level of subjects", near))
        return None

    def above(self, level: str) -> tuple[str, ...]:
        """The levels that a subject of a level may lie in, nearest first."""
        found: dict[str, None] = {}
        waiting = list(self.levels[level].within)
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = None
                waiting.extend(self.levels[name].within)
        return tuple(one for one in found if one != level)

    def is_adrift(self, level: str) -> bool:
        """Whether what a level lies in is not known, since a `within` line was reported."""
        return not self.adrift.isdisjoint((level, *self.above(level)))

    def inside(self, level: str) -> tuple[str, ...]:
        """The levels whose subjects may lie directly inside one of a level."""
        return tuple(name for name, one in self.levels.items() if level in one.within)

    # --- looking up ------------------------------------------------------------------------------

    def find(self, name: Name, scope: Scope, kind: str) -> Declared | None:
        """The declaration of `kind` that `name` names in `scope`; a finding and None where there is none."""
        found = scope.find(name.text)
        right = next((one for one in found if one.kind == kind), None)
        if right is not None:
            return right
        if found:
            place = found[0].decl.name.span
            self.report.add(names.not_that_kind(name.span, name.text, kind, found[0].kind, place))
        elif name.text in scope.removed:
            self.report.add(names.needs_something_removed(name.span, name.text, scope.removed[name.text]))
        elif not scope.is_silent(name.text):
            self.report.add(names.unknown_name(name.span, name.text, kind, scope.near(name.text)))
        return None

    def source(self, name: Name, scope: Scope) -> str | None:
        """Name of a source in `sources`."""
        found = self.find(name, scope, "source")
        if found is None:
            return None
        if found.name not in self.sources:
            said = {type(clause): clause for clause in found.decl.clauses}
            by, address = said.get(c.PublishedBy), said.get(c.Address)
            dated, read = said.get(c.DatedOn), said.get(c.ReadOn)
            self.sources[found.name] = Source(
                name=found.name,
                title=title_of(found),
                published_by=by.text.value if isinstance(by, c.PublishedBy) else None,
                address=address.text.value if isinstance(address, c.Address) else None,
                dated=dated.day if isinstance(dated, c.DatedOn) else None,
                read_on=read.day if isinstance(read, c.ReadOn) else None,
            )
        return found.name

    def grounds(self, clauses: Iterable[c.Clause], scope: Scope) -> tuple[tuple[Cited, ...], tuple[str, ...]]:
        """What lines cite, and the names of the assumptions that they rest on."""
        cites: list[Cited] = []
        rests: list[str] = []
        for clause in clauses:
            if isinstance(clause, c.Cites):
                source = self.source(clause.source, scope)
                if source is not None:
                    cites.append(Cited(source, None if clause.place is None else clause.place.value))
            elif isinstance(clause, c.RestsOn):
                found = (self.find(name, scope, "assumption") for name in clause.names)
                rests.extend(each.name for each in found if each is not None)
        return tuple(cites), tuple(rests)

    def text(self, one: Declared) -> RuleText:
        """What is shown of a declaration."""
        cites, rests = self.grounds(one.decl.clauses, one.scope)
        because = means = None
        for clause in one.decl.clauses:
            match clause:
                case c.Because():
                    because = clause.text.value
                case c.Means():
                    means = clause.text.value
                case _:
                    pass
        return RuleText(
            kind=one.kind,
            title=title_of(one),
            span=one.decl.head,
            cites=cites,
            rests_on=rests,
            because=because,
            means=means,
            used_at=None if one.scope.used_at is None else one.scope.used_at.span,
        )

    # --- scales ----------------------------------------------------------------------------------

    def scale(self, one: Declared) -> Scale:
        """The scale that a declaration declares."""
        if one.name in self.scales:
            return self.scales[one.name]
        best_first = True
        members: list[c.Member] = []
        labels: list[c.Label] = []
        for clause in one.decl.clauses:
            match clause:
                case c.Order():
                    best_first = clause.first == "best"
                case c.Member():
                    members.append(clause)
                case c.AlsoShown():
                    labels.extend(label for label in clause.labels if isinstance(label, c.Label))
                case _:
                    pass
        members = self._once(members)
        count = len(members)
        made: list[ScaleLevel] = []
        for place, member in enumerate(members):
            worth = member.worth
            if worth is None and member.is_number:
                worth = int(member.name.text)
            made.append(
                ScaleLevel(
                    scale=one.name,
                    id=member.name.text,
                    rank=count - 1 - place if best_first else place,
                    worth=None if worth is None else exact(worth),
                    label=member.name.text if member.title is None else member.title.value,
                )
            )
        shown = tuple(label for label in (self._label(label) for label in labels) if label is not None)
        taken = {member.name.text: member.name.span for member in members}
        for label in labels:
            if label.name.text in taken:
                self.report.add(names.declared_twice(label.name.span, taken[label.name.text], label.name.text))
            taken.setdefault(label.name.text, label.name.span)
        scale = Scale(name=one.name, title=title_of(one), levels=tuple(made), best_first=best_first, also_shown=shown)
        self.scales[one.name] = scale
        return scale

    def _label(self, label: c.Label) -> ScaleLabel | None:
        state = self.state(label.state)
        if state is None or state is State.NOT_GIVEN:
            return None
        return ScaleLabel(id=label.name.text, label=label.title.value, state=state)

    def state(self, name: Name) -> State | None:
        """The state that `name` names; a finding and None where it is none."""
        try:
            return State(name.text)
        except ValueError:
            self.report.add(names.unknown_state(name.span, name.text, nearest(name.text, list(State))))
            return None

    def _once(self, members: list[c.Member]) -> list[c.Member]:
        seen: dict[str, c.Member] = {}
        for member in members:
            word = member.name.text
            if word in seen:
                self.report.add(names.declared_twice(member.name.span, seen[word].name.span, word))
            elif word in set(State):
                self.report.add(names.name_is_taken(member.name.span, word, "a state of a missing entry"))
            else:
                seen[word] = member
        return list(seen.values())

    def owner_of(self, word: str) -> Type | None:
        """The type of the first scale or set that has a level or member called `word`."""
        if not self.owners:
            for members in self.sets.values():
                self.owners.update(dict.fromkeys(members.by_id, SetType(members)))
            for scale in self.scales.values():
                self.owners.update(dict.fromkeys(scale.by_id, ScaleType(scale)))
        return self.owners.get(word)

    # --- sets ------------------------------------------------------------------------------------

    def set(self, one: Declared) -> MemberSet:
        """The set that a declaration declares."""
        if one.name in self.sets:
            return self.sets[one.name]
        members = self._once([clause for clause in one.decl.clauses if isinstance(clause, c.Member)])
        made = MemberSet(
            name=one.name,
            title=title_of(one),
            members=tuple(
                Member(
                    set=one.name,
                    id=member.name.text,
                    title=member.name.text if member.title is None else member.title.value,
                )
                for member in members
            ),
            rests_on=self.text(one).rests_on,
        )
        # The set is known by name before its members' lines are read: they may speak of each other's sets.
        self.sets[one.name] = made
        needs: dict[str, dict[str, tuple[str, ...]]] = {}
        places: dict[str, dict[str, str]] = {}
        only: dict[str, tuple[str, ...]] = {}
        means: dict[str, str] = {}
        told: dict[str, dict[str, dict[str, str]]] = {}
        for member in members:
            word = member.name.text
            for clause in member.clauses:
                match clause:
                    case c.Needs():
                        self._needs(clause, one.scope, needs.setdefault(word, {}))
                    case c.LiesIn():
                        self._lies(clause, one.scope, places.setdefault(word, {}))
                    case c.OnlyAt():
                        levels = (self.level(name, one.scope) for name in clause.levels)
                        only[word] = tuple(level for level in levels if level is not None)
                    case c.Means():
                        means[word] = clause.text.value
                    case c.Characteristic():
                        self._characteristic(clause, one.scope, told.setdefault(word, {}))
                    case _:
                        pass
        for into, found in (
            (made.needs, needs),
            (made.places, places),
            (made.only_at, only),
            (made.means, means),
            (made.characteristics, told),
        ):
            assert isinstance(into, dict)
            into.update(found)
        return made

    def _members(self, name: Name, scope: Scope, words: tuple[Name, ...]) -> tuple[str, tuple[str, ...]] | None:
        found = self.find(name, scope, "set")
        if found is None:
            return None
        held = self.set(found)
        kept = []
        for word in words:
            if word.text in held.by_id:
                kept.append(word.text)
            else:
                self.report.add(names.not_there(word.span, word.text, f"the set `{name.text}`", held.by_id))
        return held.name, tuple(kept)

    def _needs(self, clause: c.Needs, scope: Scope, into: dict[str, tuple[str, ...]]) -> None:
        found = self._members(clause.set, scope, clause.members)
        if found is not None:
            into[found[0]] = (*into.get(found[0], ()), *found[1])

    def _lies(self, clause: c.LiesIn, scope: Scope, into: dict[str, str]) -> None:
        found = self._members(clause.set, scope, (clause.member,))
        if found is not None and found[1]:
            into[found[0]] = found[1][0]

    def _characteristic(self, clause: c.Characteristic, scope: Scope, into: dict[str, dict[str, str]]) -> None:
        found = self.find(clause.scale, scope, "scale")
        if found is None:
            return
        scale = self.scale(found)
        if clause.level.text not in scale.by_id:
            home = f"the scale `{clause.scale.text}`"
            self.report.add(names.not_there(clause.level.span, clause.level.text, home, scale.by_id))
            return
        into.setdefault(scale.name, {})[clause.level.text] = clause.text.value


def title_of(one: Declared) -> str:
    """The title of a declaration, or its name in words where it has none."""
    return one.decl.name.text.replace("_", " ") if one.decl.title is None else one.decl.title.value
