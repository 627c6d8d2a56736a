"""What an example lets people decide: moderations, and departures from rules that hold normally."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.nodes import AdjustmentKind, Axis
from wellled_rules.semantics.errors import departures, names
from wellled_rules.semantics.errors import examples as errors
from wellled_rules.semantics.model import (
    GivenMovement,
    Hole,
    ModelAdjustment,
    ModelDeclaration,
    ModelDetermine,
    Normally,
)
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signature, Signatures
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Type

__all__ = ["Finder", "departed", "moved", "refusing"]


class Finder(Protocol):
    """What reads the lines of an example at one level."""

    @property
    def words(self) -> Vocabulary: ...

    @property
    def signatures(self) -> Signatures: ...

    @property
    def level(self) -> str: ...

    def wrong(self, finding: Diagnostic, /) -> None: ...

    def outcome(self, name: e.Name, one: Declared, /) -> tuple[Declared, Signature] | None: ...

    def constant_entry(self, value: e.Expr, type_: Type, one: Declared, /) -> Entry | None: ...

    def cells(
        self, name: e.Name, picks: tuple[c.Pick, ...], axes: tuple[Axis, ...], span: Span, named: set[str], /
    ) -> tuple[tuple[str, ...], ...] | None: ...


def moved(
    finder: Finder,
    clause: c.GivenMove,
    clauses: tuple[c.Clause, ...],
    one: Declared,
    declared: tuple[ModelDeclaration, ...],
) -> tuple[GivenMovement, ...] | None:
    """A movement of an outcome: by a moderation, or by a departure from its rule; None with a finding.

    clauses: the lines about the same subject.
    """
    found = finder.outcome(clause.name, one)
    if found is None:
        return None
    outcome, signature = found
    to = finder.constant_entry(clause.value, signature.type, one)
    cells = finder.cells(clause.name, clause.picks, signature.axes, clause.span, set())
    if to is None or cells is None:
        return None
    role = clause.role.text
    own = next((each for each in declared if each.name == outcome.name), None)
    rules = [*_moderations(declared, outcome.name), *([own] if isinstance(own, ModelDetermine) else ())]
    allowing = [rule for rule in rules if _role(rule) == role]
    refused = _is_refused(clause, clauses)
    if not refused:
        if not allowing and (_may_lack(finder, one, declared) or isinstance(own, Hole)):
            return None
        wrong = _wrong_movement(clause, rules, allowing)
        if wrong is not None:
            finder.wrong(wrong)
            return None
    reason = _reason(clause)
    name = allowing[0].name if allowing else None
    return tuple(
        GivenMovement(rule=name, role=role, outcome=outcome.name, members=members, to=to, reason=reason)
        for members in cells
    )


def departed(
    finder: Finder,
    clause: c.GivenDeparture,
    clauses: tuple[c.Clause, ...],
    one: Declared,
    declared: tuple[ModelDeclaration, ...],
) -> tuple[GivenMovement, ...] | None:
    """A departure from an answer, or from an exception, which is then switched off; None with a finding."""
    found = finder.signatures.pick(clause.name, one.scope)
    rule = None if found is None else next((each for each in declared if each.name == found.name), None)
    if not isinstance(rule, ModelDetermine | ModelAdjustment):
        if found is not None and found.kind not in ("determine", *AdjustmentKind):
            place = found.decl.name.span
            finder.wrong(names.not_that_kind(clause.name.span, clause.name.text, "rule", found.kind, place))
        return None
    to = None if clause.value is None else finder.constant_entry(clause.value, rule.type, one)
    cells = finder.cells(clause.name, clause.picks, rule.axes, clause.span, set())
    if cells is None or (clause.value is not None and to is None):
        return None
    wrong = None if _is_refused(clause, clauses) else _wrong_departure(clause, rule, declared)
    if wrong is not None:
        finder.wrong(wrong)
        return None
    role, reason = clause.role.text, _reason(clause)
    name = rule.name if _departs(rule) == role else None
    return tuple(
        GivenMovement(rule=name, role=role, outcome=rule.name, members=members, to=to, reason=reason)
        for members in cells
    )


def _reason(clause: c.GivenMove | c.GivenDeparture) -> str | None:
    """The reason that an example gives; none for one of spaces alone, as in a case."""
    said = "" if clause.because is None else clause.because.value.strip()
    return said or None


def refusing(finder: Finder, name: e.Name, one: Declared) -> str | None:
    """What may not be moved, or departed from: an outcome or an exception; None with a finding."""
    found = finder.signatures.pick(name, one.scope)
    if found is None or found.kind in set(AdjustmentKind):
        return None if found is None else found.name
    entry = finder.outcome(name, one)
    return None if entry is None else entry[0].name


def _moderations(declared: tuple[ModelDeclaration, ...], target: str | None = None) -> Iterator[ModelAdjustment]:
    """Moderations; of one outcome, where one is named."""
    exceptions = (rule for rule in declared if isinstance(rule, ModelAdjustment))
    every = (rule for rule in exceptions if rule.kind is AdjustmentKind.MODERATION)
    return (rule for rule in every if target in (None, rule.target))


def _may_lack(finder: Finder, one: Declared, declared: tuple[ModelDeclaration, ...]) -> bool:
    """Whether a moderation may be missing because it, or a declaration that can't be read, was reported."""
    known = {rule.name for rule in _moderations(declared)}
    return bool(one.scope.broken) or any(
        each.kind == "moderation" and each.stands_at(finder.level) and each.name not in known
        for each in finder.words.program.declared
    )


def _departs(rule: ModelDeclaration) -> str | None:
    """Who may depart from a rule."""
    if isinstance(rule, ModelDetermine | ModelAdjustment) and rule.normally is not None:
        return rule.normally.role
    return None


def _role(rule: ModelDetermine | ModelAdjustment) -> str | None:
    """Who may move an outcome by its own rule, or by a moderation."""
    return rule.role if isinstance(rule, ModelAdjustment) else _departs(rule)


def _is_refused(clause: c.GivenMove | c.GivenDeparture, clauses: tuple[c.Clause, ...]) -> bool:
    """Whether the example expects that it is refused."""
    what = (clause.role.text, clause.name.text)
    refusals = (each for each in clauses if isinstance(each, c.ThenMayNotMove))
    return any((each.role.text, each.name.text) == what for each in refusals)


def _wrong_movement(
    clause: c.GivenMove,
    rules: list[ModelAdjustment | ModelDetermine],
    allowing: list[ModelAdjustment | ModelDetermine],
) -> Diagnostic | None:
    role, outcome = clause.role.text, clause.name.text
    if not allowing:
        roles = tuple(told for rule in rules if (told := _role(rule)) is not None)
        return errors.may_not_move(clause.role.span, role, outcome, roles)
    rule, *others = allowing
    own = others[-1] if others else rule
    if others and isinstance(own, ModelDetermine) and own.normally is not None:
        return departures.moves_or_departs(clause.span, role, outcome, rule.text.span, own.normally.span)
    asks = rule if isinstance(rule, ModelAdjustment) else rule.normally
    if asks is not None and asks.reason_required and _reason(clause) is None:
        return errors.reason_needed(clause.span, role, asks.span if isinstance(asks, Normally) else rule.text.span)
    return None


def _wrong_departure(
    clause: c.GivenDeparture, rule: ModelDetermine | ModelAdjustment, declared: tuple[ModelDeclaration, ...]
) -> Diagnostic | None:
    role, normally = clause.role.text, rule.normally
    if normally is None or normally.role != role:
        others = tuple(one.name for one in declared if _departs(one) == role)
        place = rule.text.span if normally is None else normally.span
        allowed = None if normally is None else normally.role
        moves = rule.target if isinstance(rule, ModelAdjustment) and rule.kind is AdjustmentKind.MODERATION else None
        if moves is not None:
            return departures.no_departure_from_moderation(clause.role.span, role, clause.name.text, moves, place)
        return departures.may_not_depart(clause.role.span, role, clause.name.text, allowed, others, place)
    if isinstance(rule, ModelDetermine) and clause.value is None:
        return departures.departs_to_nothing(clause.span, clause.name.text)
    if isinstance(rule, ModelAdjustment) and clause.value is not None:
        return departures.only_switched_off(clause.value.span, clause.name.text, rule.text.span)
    if normally.reason_required and _reason(clause) is None:
        return errors.reason_needed(clause.span, role, normally.span)
    return None
