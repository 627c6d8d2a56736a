"""Pass 4, examples: what is given, and what must come of it."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.graph.graph import cells_of
from wellled_rules.graph.nodes import Axis
from wellled_rules.semantics import movements
from wellled_rules.semantics.declarations import Declarations
from wellled_rules.semantics.errors import examples as errors
from wellled_rules.semantics.errors import names, types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import (
    Call,
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
    Read,
)
from wellled_rules.semantics.numbers import beyond_ends
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signature
from wellled_rules.semantics.vocabulary import title_of
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Member
from wellled_rules.values.types import DateType, ScaleType, SeveralType, Type, Value

__all__ = ["Examples"]


class Examples(Declarations):
    """Types the examples of one level."""

    def example(
        self, one: Declared, declared: tuple[ModelDeclaration, ...], inherited_by: str | None
    ) -> Example | None:
        """The example at this level; None where a line of it was reported."""
        before = len(self.report)
        rules = {rule.name for rule in declared}
        given = self.given(one)
        moves: list[GivenMovement] = []
        assuming: dict[str, Value] = {}
        expects: list[Expectation] = []
        sound = given is not None
        for clause in one.decl.clauses:
            match clause:
                case c.GivenMove():
                    moved = movements.moved(self, clause, one, declared)
                    moves.extend(moved or ())
                    sound = sound and moved is not None
                case c.GivenDeparture():
                    departed = movements.departed(self, clause, one, declared)
                    moves.extend(departed or ())
                    sound = sound and departed is not None
                case c.Assuming():
                    sound = self.assumed(clause, one, assuming) and sound
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
        if not sound or given is None or len(self.report) > before:
            return None
        return Example(
            name=one.decl.name.text,
            title=title_of(one),
            level=self.level,
            given=given,
            moves=tuple(moves),
            assuming=assuming,
            expects=tuple(expects),
            span=one.decl.head,
            inherited_by=inherited_by if one.inherited else None,
        )

    # --- finding ---------------------------------------------------------------------------------

    def entry(self, name: e.Name, one: Declared) -> tuple[Declared, Signature] | None:
        """The input or outcome that a line speaks of."""
        found = self.signatures.pick(name, one.scope)
        if found is None:
            return None
        if found.kind not in ("input", "determine"):
            self.wrong(names.not_that_kind(name.span, name.text, "input", found.kind, found.decl.name.span))
            return None
        signature = self.signatures.of(found)
        return None if signature is None else (found, signature)

    def outcome(self, name: e.Name, one: Declared) -> tuple[Declared, Signature] | None:
        """The outcome, or input, that is expected of."""
        return self.entry(name, one)

    def constant_entry(self, value: e.Expr, type_: Type, one: Declared) -> Entry | None:
        """A value, label or state written in a line of an example."""
        made = self.scalar(value, Context(one.scope), type_, states=True)
        if made is None:
            return None
        fits = self.signatures.is_fitting(made.type, type_) or isinstance(type_, SeveralType)
        if not isinstance(made, Const) or not fits:
            self.wrong(types.type_mismatch(value.span, type_, made.type))
            return None
        beyond = beyond_ends(made, type_)
        if beyond is not None:
            self.wrong(beyond)
            return None
        if isinstance(type_, SeveralType) and isinstance(made.value, Member):
            return frozenset({made.value})
        return made.value

    # --- cells -----------------------------------------------------------------------------------

    def cells(
        self, name: e.Name, picks: tuple[c.Pick, ...], axes: tuple[Axis, ...], span: Span, named: set[str]
    ) -> tuple[tuple[str, ...], ...] | None:
        """Cells that picks address; every axis needs one."""
        wanted: list[set[str] | None] = [None] * len(axes)
        for pick in picks:
            place = self.place(name, pick, axes, wanted)
            if place is None:
                return None
            held = self.words.sets[axes[place].set]
            everyone = {member.id for member in held.at(self.level)}
            if not pick.every:
                wanted[place] = {pick.name.text}
            else:
                wanted[place] = everyone - named if pick.other else everyone
        left = tuple(short(axis.set) for axis, some in zip(axes, wanted, strict=True) if some is None)
        if left:
            self.wrong(types.which_entry(span, name.text, left))
            return None
        found = tuple(
            cell
            for cell in cells_of(axes, self.words.sets, self.level)
            if all(some is None or member in some for member, some in zip(cell, wanted, strict=True))
        )
        if not found and not any(pick.every for pick in picks):
            self.wrong(types.no_such_cell(span, name.text, tuple(pick.name.text for pick in picks), self.level))
            return None
        return found

    def place(self, name: e.Name, pick: c.Pick, axes: tuple[Axis, ...], wanted: list[set[str] | None]) -> int | None:
        """Which axis a pick speaks of."""
        word = pick.name.text
        for place, axis in enumerate(axes):
            held = self.words.sets[axis.set]
            fits = short(axis.set) == word if pick.every else word in held.by_id
            if fits and wanted[place] is None:
                return place
        if pick.every:
            known: tuple[str, ...] = tuple(short(axis.set) for axis in axes)
            home = f"the sets that `{name.text}` runs over"
        else:
            known = tuple(member for axis in axes for member in self.words.sets[axis.set].by_id)
            home = " or ".join(f"the set `{short(axis.set)}`" for axis in axes)
        if not axes:
            self.wrong(types.only_one_wanted(name.span.cover(pick.name.span), name.text))
        else:
            self.wrong(names.not_there(pick.name.span, word, home, known))
        return None

    def given(self, one: Declared) -> tuple[GivenEntry, ...] | None:
        """Every entry given; a line that names a member beats one that says `every`."""
        lines = [clause for clause in one.decl.clauses if isinstance(clause, c.Given)]
        named: dict[str, set[str]] = {}
        for line in lines:
            named.setdefault(line.name.text, set()).update(p.name.text for p in line.picks if not p.every)
        held: dict[tuple[str, tuple[str, ...]], tuple[int, GivenEntry, Span]] = {}
        sound = True
        for line in lines:
            for strength, made in self.line(line, one, named[line.name.text]):
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

    def line(self, line: c.Given, one: Declared, named: set[str]) -> Iterator[tuple[int, GivenEntry | None]]:
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
        value = self.constant_entry(line.value, signature.type, one)
        cells = self.cells(line.name, line.picks, signature.axes, line.span, named)
        if value is None or cells is None:
            yield 0, None
            return
        strength = sum(1 if pick.other else 2 * (not pick.every) for pick in line.picks)
        for members in cells:
            yield (
                strength,
                GivenEntry(name=declared.name, members=members, value=value, derived=declared.kind == "determine"),
            )

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
