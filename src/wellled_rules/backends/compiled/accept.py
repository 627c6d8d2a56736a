"""From evidence to what the function takes: one code for each entry that an outcome can depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Ratio, Whole, coded
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.nodes import Decision, Input, Treatment
from wellled_rules.graph.steps import completions
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.types import NumberType, ScaleType

__all__ = ["NOT_GIVEN", "Accepted", "Code", "Slotted", "accepted", "accepted_plainly", "recorded", "slotted", "treated"]

_FEW = 256
_ASSESSED_ON = "assessed_on"
NOT_GIVEN = Missing(state=State.NOT_GIVEN)

Code: TypeAlias = "Entry | int"
"""What the function takes for one entry: a code, or what was recorded as it is."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A case as the function takes it. codes: in the order of its inputs. is_full: nothing is left out or moved."""

    codes: tuple[Code, ...]
    is_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """One entry of a case: where evidence has it, and how the function takes it.

    full: its form in cases where nothing is left out or moved; gaps: in all that are accepted.
    codes: entry -> code; None where entries are taken as they are. by_rank: the codes of a scale's levels.
    gapped: codes that no full case has. plain: (class, value) of the canonical form -> code.
    """

    name: str
    members: tuple[str, ...]
    node: Input | Decision
    full: Form
    gaps: Form
    codes: Mapping[Entry, int] | None
    by_rank: tuple[int, ...]
    gapped: frozenset[int]
    plain: Mapping[tuple[type, object], int]

    def at(self, members: tuple[str, ...], variable: str) -> Slotted:
        """The same for another cell of the input; tables are shared."""
        return replace(self, members=members, full=_renamed(self.full, variable), gaps=_renamed(self.gaps, variable))


def _renamed(form: Form, variable: str) -> Form:
    match form:
        case Coded() | Plain() | Whole():
            return replace(form, variable=variable)
        case Const() | Ratio():
            return form
    assert_never(form)


def treated(node: Input, entry: Entry) -> Entry:
    """An entry after the `treat` lines of its input, as the reference reads it."""
    if not isinstance(entry, Missing):
        return entry
    match node.treatments.get(entry.state, Treatment.UNKNOWN):
        case Treatment.LEFT_OUT:
            return replace(entry, left_out=True)
        case Treatment.UNKNOWN:
            return entry
        case value:
            return value


def slotted(node: Input | Decision, members: tuple[str, ...] = (), variable: str = "") -> Slotted:
    """How one cell of what a case records is taken."""
    is_decision = isinstance(node, Decision)
    outs = _outs(node)
    every = completions(node.type)
    if every is None or len(every) > _FEW:
        full = Const(OUT) if is_decision else _listless(node, variable)
        return Slotted(
            name=node.name,
            members=members,
            node=node,
            full=full,
            gaps=Plain(variable, missing=True),
            codes=None,
            by_rank=(),
            gapped=frozenset(),
            plain={},
        )
    low, table = coded((*every, *outs.values()))
    codes = {one: code for code, one in enumerate(table, low) if one is not NEVER}
    values = tuple(NEVER if isinstance(one, Missing) else one for one in table)
    words: dict[tuple[type, object], int] = {(type(word), word): codes[one] for one in every for word in _words(one)}
    states: dict[tuple[type, object], int] = {(str, word): codes[one] for word, one in outs.items()}
    return Slotted(
        name=node.name,
        members=members,
        node=node,
        full=Const(OUT) if is_decision else Coded(variable, low, values),
        gaps=Coded(variable, low, table),
        codes=codes,  # type: ignore[arg-type]  # entries, of which `Held` is the wider name
        by_rank=tuple(codes[one] for one in node.type.scale.by_rank) if isinstance(node.type, ScaleType) else (),
        gapped=frozenset(code for one, code in codes.items() if isinstance(one, Missing) is not is_decision),
        plain={**states, **words},
    )


def _listless(node: Input | Decision, variable: str) -> Form:
    """The form of a known entry whose values are too many to list."""
    if not isinstance(node.type, NumberType):
        return Plain(variable, missing=False)
    if not node.type.whole:
        return Plain(variable, missing=False, is_number=True)
    return Whole(variable, None if node.type.low is None else -int(-node.type.low // 1))


def _outs(node: Input | Decision) -> dict[str, Missing]:
    """By the word for it, each entry that is left out."""
    if isinstance(node, Decision):
        return {OUT.state.value: OUT}
    labels = node.type.scale.also_shown if isinstance(node.type, ScaleType) else ()
    written = [Missing(state=state) for state in State] + [label.missing() for label in labels]
    found = {str(one): treated(node, one) for one in written}
    return {word: one for word, one in found.items() if isinstance(one, Missing) and one.is_out}


def _words(one: Entry) -> tuple[object, ...]:
    """The canonical form of a value that can be listed."""
    match one:
        case ScaleLevel():
            return (int(one.id),) if one.id.lstrip("-").isdecimal() else (one.id,)
        case Member():
            return (one.id,)
        case Rounding():
            return (one.value,)
        case bool() | int():
            return (one,)
        case _:
            return ()


def accepted(slots: Sequence[Slotted], evidence: Evidence) -> Accepted | None:
    """The codes of a case; None where an entry that an outcome can depend on is open."""
    decisions = {(one.rule, one.members): one.to for one in evidence.decisions}
    codes: list[Code] = []
    is_full = True
    for slot in slots:
        code = _code(slot, recorded(slot.node, slot.members, evidence, decisions))
        if code is None:
            return None
        if slot.codes is None:
            is_full = is_full and isinstance(code, Missing) is isinstance(slot.node, Decision)
        elif code in slot.gapped:
            is_full = False
        codes.append(code)
    return Accepted(tuple(codes), is_full)


def recorded(
    node: Input | Decision,
    members: tuple[str, ...],
    evidence: Evidence,
    decisions: Mapping[tuple[str, tuple[str, ...]], Entry],
) -> Entry:
    """What a case records in one cell, before any treatment."""
    if isinstance(node, Decision):
        return decisions.get((node.name, members), OUT)
    found = evidence.entries.get((node.name, members))
    if found is not None:
        return found.value
    if node.name == _ASSESSED_ON and evidence.assessed_on is not None:
        return evidence.assessed_on
    return NOT_GIVEN


def _code(slot: Slotted, entry: Entry) -> Code | None:
    """The code of an entry; None for one that is open."""
    if isinstance(entry, ScaleLevel) and slot.by_rank:
        return slot.by_rank[entry.rank]
    if isinstance(entry, Missing) and isinstance(slot.node, Input):
        entry = treated(slot.node, entry)
    if slot.codes is not None:
        return slot.codes.get(entry)
    return None if isinstance(entry, Missing) and not entry.is_out else entry


def accepted_plainly(slots: Sequence[Slotted], inputs: Mapping[str, object]) -> Accepted | None:
    """The codes of the `inputs` of a case that was accepted before, in its canonical form, without reading it again.

    inputs: {INPUT: VALUE}, nested by member id once a set. None for what this way doesn't take: open entries,
    entries with more said than their value, days, fractions, and anything that is not of the form.
    """
    codes: list[Code] = []
    is_full = True
    for slot in slots:
        said: object = inputs.get(slot.name, NOT_GIVEN)
        for member in slot.members:
            said = said.get(member, NOT_GIVEN) if isinstance(said, Mapping) else NOT_GIVEN
        code = _plain_code(slot, said)
        if code is None:
            return None
        if slot.codes is None:
            is_full = is_full and isinstance(code, Missing) is isinstance(slot.node, Decision)
        elif code in slot.gapped:
            is_full = False
        codes.append(code)
    return Accepted(tuple(codes), is_full)


def _plain_code(slot: Slotted, said: object) -> Code | None:
    if isinstance(said, Missing):
        return _code(slot, OUT if isinstance(slot.node, Decision) else said)
    if slot.codes is None:
        is_whole = isinstance(slot.full, Whole) and said.__class__ is int
        return said if is_whole and isinstance(said, int) else None
    return slot.plain.get((said.__class__, said)) if isinstance(said, str | int | bool) else None
