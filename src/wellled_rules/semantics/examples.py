"""Pass 4, examples: what is given, and what must come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellled_rules.graph.evidence import Carried
from wellled_rules.graph.subjects import Path
from wellled_rules.semantics import movements
from wellled_rules.semantics.addressed import Addressed
from wellled_rules.semantics.errors import carries, names
from wellled_rules.semantics.errors import examples as errors
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import (
    Call,
    CarriedBy,
    Const,
    Demand,
    Example,
    Expectation,
    ExpectedOutcome,
    ExpectedRefusal,
    ExpectedUndetermined,
    GivenEntry,
    GivenMovement,
    ModelDeclaration,
    ModelInput,
    Read,
    Within,
)
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signature
from wellled_rules.semantics.vocabulary import title_of
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import DateType, ScaleType, Type, Value

__all__ = ["Examples"]


class Examples(Addressed):
    """Types the examples of one level."""

    elsewhere: Mapping[str, Examples]

    def example(
        self, one: Declared, declared: Mapping[str, tuple[ModelDeclaration, ...]], inherited_by: str | None
    ) -> Example | None:
        """The example at this level; None where a line of it was reported. declared: by level."""
        before = len(self.report)
        assuming: dict[str, Value] = {}
        inside: list[Within] = []
        own = self.part(one.decl.clauses, (), one, declared, inside)
        for clause in one.decl.clauses:
            if isinstance(clause, c.Assuming) and not self.assumed(clause, one, assuming):
                return None
        if own is None or len(self.report) > before:
            return None
        return Example(
            name=one.decl.name.text,
            title=title_of(one),
            level=self.level,
            given=own.given,
            moves=own.moves,
            assuming=assuming,
            expects=own.expects,
            inside=tuple(inside),
            span=one.decl.head,
            inherited_by=inherited_by if one.inherited else None,
        )

    def part(
        self,
        clauses: tuple[c.Clause, ...],
        path: Path,
        one: Declared,
        declared: Mapping[str, tuple[ModelDeclaration, ...]],
        inside: list[Within],
    ) -> Within | None:
        """What an example says of one subject of this level; those inside it are added to `inside`."""
        here = declared[self.level]
        rules = {rule.name for rule in here}
        given = self.given(clauses, one, here)
        moves: list[GivenMovement] = []
        expects: list[Expectation] = []
        sound = given is not None
        for clause in clauses:
            match clause:
                case c.Given(name=e.Name(text="assessed_on")) if path:
                    self.wrong(errors.day_of_a_subject(clause.span))
                    sound = False
                case c.GivenMove():
                    moved = movements.moved(self, clause, clauses, one, here)
                    moves.extend(moved or ())
                    sound = sound and moved is not None
                case c.GivenDeparture():
                    departed = movements.departed(self, clause, clauses, one, here)
                    moves.extend(departed or ())
                    sound = sound and departed is not None
                case c.Then():
                    expected = self.then(clause, one, rules)
                    expects.extend(() if expected is None else (expected,))
                    sound = sound and expected is not None
                case c.ThenUndetermined():
                    undetermined = self.undetermined(clause, one)
                    expects.extend(() if undetermined is None else (undetermined,))
                    sound = sound and undetermined is not None
                case c.ThenMayNotMove():
                    name = movements.refusing(self, clause.name, one)
                    if name is not None:
                        expects.append(ExpectedRefusal(role=clause.role.text, name=name, span=clause.span))
                    sound = sound and name is not None
                case _:
                    pass
        sound = self.below(clauses, path, one, declared, inside) and sound
        if not sound or given is None:
            return None
        return Within(path=path, given=given, moves=tuple(moves), expects=tuple(expects))

    def below(
        self,
        clauses: tuple[c.Clause, ...],
        path: Path,
        one: Declared,
        declared: Mapping[str, tuple[ModelDeclaration, ...]],
        inside: list[Within],
    ) -> bool:
        """Add the subjects directly inside, each before those inside it; whether all were understood."""
        sound = True
        seen: dict[tuple[str, str], Span] = {}
        for clause in clauses:
            if isinstance(clause, c.Inside):
                level, name, lines = clause.level, clause.name, clause.clauses
            elif isinstance(clause, c.LiesIn):
                level, name, lines = clause.set, clause.member, ()
            else:
                continue
            key = (level.text, name.text)
            known = self.words.inside(self.level)
            if level.text in one.scope.removed:
                self.wrong(names.needs_something_removed(level.span, level.text, one.scope.removed[level.text]))
                sound = False
            elif level.text not in known:
                self.nobody(level, known, one)
                sound = False
            elif key in seen:
                self.wrong(names.said_twice(name.span, seen[key], name.text, "described"))
                sound = False
            else:
                seen[key] = name.span
                place = len(inside)
                part = self.elsewhere[level.text].part(lines, (*path, *key), one, declared, inside)
                if part is not None:
                    inside.insert(place, part)
                sound = sound and part is not None
        return sound

    def nobody(self, level: e.Name, known: tuple[str, ...], one: Declared) -> None:
        """Report a block about a subject of a level that does not lie directly inside."""
        word = level.text
        if word not in self.words.levels and not any(known.kind == "set" for known in one.scope.find(word)):
            self.words.level(level, one.scope)
        elif word not in self.words.adrift:
            above = self.words.above(word) if word in self.words.levels else ()
            between = tuple(name for name in known if name in above)
            self.wrong(errors.nobody_inside(level.span, word, self.level, known, between))

    def given(
        self, clauses: tuple[c.Clause, ...], one: Declared, here: tuple[ModelDeclaration, ...]
    ) -> tuple[GivenEntry, ...] | None:
        """Every entry given; a line that names a member beats one that says `every`."""
        lines = [clause for clause in clauses if isinstance(clause, c.Given)]
        named: dict[str, set[str]] = {}
        for line in lines:
            named.setdefault(line.name.text, set()).update(p.name.text for p in line.picks if not p.every)
        held: dict[tuple[str, tuple[str, ...]], tuple[int, GivenEntry, Span]] = {}
        sound = True
        for line in lines:
            for strength, made in self.line(line, one, named[line.name.text], here):
                if made is None:
                    sound = False
                    break
                key = (made.name, made.members)
                there = held.get(key)
                if there is not None and there[0] == strength:
                    self.wrong(names.said_twice(line.span, there[2], line.name.text, "given"))
                    sound = False
                    break
                if there is None or there[0] < strength:
                    held[key] = (strength, made, line.span)
        return tuple(entry for _, entry, _ in held.values()) if sound else None

    def line(
        self, line: c.Given, one: Declared, named: set[str], here: tuple[ModelDeclaration, ...]
    ) -> Iterator[tuple[int, GivenEntry | None]]:
        if line.name.text == "assessed_on" and not line.picks:
            day = self.constant_entry(line.value, DateType(), one)
            made = None if day is None else GivenEntry(name="assessed_on", members=(), value=day, derived=False)
            yield 2, made
            return
        found = self.entry(line.name, one)
        if found is None:
            yield 0, None
            return
        declared, signature = found
        by = None if line.carried is None else self.carried_by(line.carried, declared, here)
        if line.carried is not None and by is None:
            yield 0, None
            return
        value = self.constant_entry(line.value, signature.type if by is None else by.type, one)
        cells = self.cells(line.name, line.picks, signature.axes, line.span, named)
        over = None if line.carried is None or value is None else self.carried_over(line, line.carried, value)
        if value is None or cells is None or (line.carried is not None and over is None):
            yield 0, None
            return
        strength = sum(1 if pick.other else 2 * (not pick.every) for pick in line.picks)
        for members in cells:
            yield (
                strength,
                GivenEntry(
                    name=declared.name,
                    members=members,
                    value=value,
                    derived=declared.kind == "determine",
                    carried=over,
                ),
            )

    def carried_by(
        self, over: c.CarriedOver, declared: Declared, here: tuple[ModelDeclaration, ...]
    ) -> CarriedBy | None:
        """The line `carried from` by which something is carried to an input."""
        made = next((each for each in here if each.name == declared.name), None)
        lines = made.carried if isinstance(made, ModelInput) else ()
        asked = (over.earlier, str(over.framework))
        found = next((line for line in lines if (line.name, line.framework) == asked), None)
        written = sum(isinstance(clause, c.CarriedFrom) for clause in declared.decl.clauses)
        if found is None and made is not None and written == len(lines):
            known = tuple(f"{line.name} under {line.framework}" for line in lines)
            self.wrong(carries.not_carried_from(over.span, declared.decl.name.text, known, declared.decl.head))
        return found

    def carried_over(self, line: c.Given, over: c.CarriedOver, value: Entry) -> Carried | None:
        """What is carried; a finding and None where that is no value."""
        if isinstance(value, Missing):
            self.wrong(carries.nothing_carried(line.value.span, over.span))
            return None
        return Carried(framework=str(over.framework), name=over.earlier, value=value, on=over.on)

    # --- the other lines -------------------------------------------------------------------------

    def assumed(self, clause: c.Assuming, one: Declared, into: dict[str, Value]) -> bool:
        found = self.words.find(clause.name, one.scope, "assumption")
        signature = None if found is None else self.signatures.of(found)
        if found is None:
            return False
        if signature is None:
            self.wrong(errors.assumption_without_value(clause.name.span, clause.name.text, found.decl.head))
            return False
        value = self.constant(clause.value, one, signature.type)
        if value is None:
            return False
        into[found.name] = value
        return True

    def then(self, clause: c.Then, one: Declared, rules: set[str]) -> ExpectedOutcome | None:
        found = self.outcome(clause.name, one)
        if found is None:
            return None
        declared, signature = found
        cells = self.cells(clause.name, clause.picks, signature.axes, clause.span, set())
        demand = self.demand(declared, signature, clause, one)
        decided: list[str] = []
        for name in clause.decided_by:
            rule = self.signatures.pick(name, one.scope)
            if rule is None:
                return None
            if rule.name not in rules:
                place = rule.decl.name.span
                self.wrong(names.not_that_kind(name.span, name.text, "rule", rule.kind, place))
                return None
            decided.append(rule.name)
        if cells is None or demand is None:
            return None
        return ExpectedOutcome(
            name=declared.name, cells=cells, demand=demand, decided_by=tuple(decided), span=clause.span
        )

    def demand(self, declared: Declared, signature: Signature, clause: c.Then, one: Declared) -> Demand | None:
        label = self.label(clause.test, signature.type)
        if label is not None:
            return Demand(op="one_of", operands=(label,), parameter=None, negated=clause.negated)
        subject = Read(name=declared.name, axes=(), type=signature.type, span=clause.name.span)
        made = self.test(subject, False, clause.test, Context(one.scope))
        if not isinstance(made, Call):
            if made is not None:
                self.wrong(errors.not_one_test(clause.test.span))
            return None
        operands = made.args[1:]
        constants = [arg.value for arg in operands if isinstance(arg, Const)]
        if made.args[0] is not subject or len(constants) < len(operands):
            self.wrong(errors.not_one_test(clause.test.span))
            return None
        return Demand(op=made.op, operands=tuple(constants), parameter=made.parameter, negated=clause.negated)

    @staticmethod
    def label(test: e.Test, type_: Type) -> Missing | None:
        """The label that is no level, where a line expects one."""
        if not isinstance(test, e.Among) or len(test.values) != 1 or not isinstance(type_, ScaleType):
            return None
        (value,) = test.values
        if not isinstance(value, e.Ref):
            return None
        found = type_.scale.label_by_id.get(value.name.text)
        return None if found is None else found.missing()

    def undetermined(self, clause: c.ThenUndetermined, one: Declared) -> ExpectedUndetermined | None:
        found = self.outcome(clause.name, one)
        if found is None:
            return None
        declared, signature = found
        cells = self.cells(clause.name, clause.picks, signature.axes, clause.span, set())
        among = [self.constant_entry(value, signature.type, one) for value in clause.values]
        kept = tuple(value for value in among if value is not None)
        if cells is None or len(kept) < len(among):
            return None
        return ExpectedUndetermined(name=declared.name, cells=cells, among=kept, span=clause.span)
