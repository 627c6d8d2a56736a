"""From evidence to what the function takes: one code for each entry that an outcome can depend on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Ratio, Whole, coded
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.nodes import Decision, Input
from wellled_rules.graph.steps import completions
from wellled_rules.graph.treatment import NOT_GIVEN, moves, recorded, treated
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import NumberType, ScaleType

__all__ = [
    "Accepted",
    "Code",
    "Slotted",
    "accepted",
    "carried_beside",
    "code_of",
    "every_entry",
    "is_gap",
    "slotted",
    "slotted_open",
]

_FEW = 256

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

    full: its form in cases where nothing is left out, moved or carried to an entry of its own; gaps: in all that are
    accepted.
    codes: entry as recorded -> code; None where entries are taken as they are. by_rank: the codes of a scale's levels.
    gapped: codes that no full case has.
    """

    where: tuple[str, tuple[str, ...]]
    node: Input | Decision
    full: Form
    gaps: Form
    codes: Mapping[Entry, int] | None
    by_rank: tuple[int, ...]
    gapped: frozenset[int]

    def at(self, members: tuple[str, ...], variable: str) -> Slotted:
        """The same for another cell of the input; tables are shared."""
        full, gaps = _renamed(self.full, variable), _renamed(self.gaps, variable)
        return replace(self, where=(self.node.name, members), full=full, gaps=gaps)


def _renamed(form: Form, variable: str) -> Form:
    match form:
        case Coded() | Plain() | Whole():
            return replace(form, variable=variable)
        case Const() | Ratio():
            return form
    assert_never(form)


def slotted(node: Input | Decision) -> Slotted:
    """How a cell of an input, or of what people decided, is taken; `Slotted.at` says which cell."""
    return _slotted(node, lambda one: one.is_out)


def slotted_open(node: Input | Decision) -> Slotted:
    """As `slotted`, open entries too, as far as they can be listed."""
    found = _slotted(node, lambda _: True)
    return replace(found, gaps=replace(found.gaps, opens=True)) if isinstance(found.gaps, Plain) else found


def _slotted(node: Input | Decision, takes: Callable[[Missing], bool]) -> Slotted:
    """takes: whether an entry without a value is taken."""
    written = _written(node)
    usual = OUT if isinstance(node, Decision) else carried_beside(node)
    every = completions(node.type)
    if every is None or len(every) > _FEW:
        return Slotted(
            where=(node.name, ()),
            node=node,
            full=Const(OUT) if isinstance(node, Decision) else _listless(node),
            gaps=Plain("", missing=True),
            codes=None,
            by_rank=(),
            gapped=frozenset(),
        )
    outs = [one for one in written.values() if isinstance(one, Missing) and takes(one)]
    # Where a value is no gap, its code says all there is to say.
    plain = node.type.scale.by_rank if isinstance(node.type, ScaleType) and usual is None else ()
    low, table = coded((*every, *outs))
    at = {one: code for code, one in enumerate(table, low) if one is not NEVER}
    values = tuple(NEVER if isinstance(one, Missing) else one for one in table)
    codes = {one: at[one] for one in every} | {one: at[then] for one, then in written.items() if then in at}
    return Slotted(
        where=(node.name, ()),
        node=node,
        full=Coded("", low, values) if usual is None else Const(usual),
        gaps=Coded("", low, table),
        codes=codes,
        by_rank=tuple(at[one] for one in plain),
        gapped=frozenset(
            code for one, code in at.items() if (isinstance(one, Missing) if usual is None else one != usual)
        ),
    )


def carried_beside(node: Input) -> Missing | None:
    """What an input holds that only carries, and in most cases nothing; None for one that is judged or known itself."""
    absent = treated(node, NOT_GIVEN)
    return absent if node.carried and isinstance(absent, Missing) and absent.is_out else None


def _listless(node: Input | Decision) -> Form:
    """The form of a known entry whose values are too many to list."""
    if not isinstance(node.type, NumberType):
        return Plain("", missing=False)
    if not node.type.whole:
        return Plain("", missing=False, is_number=True)
    return Whole("", None if node.type.low is None else -int(-node.type.low // 1))


def _written(node: Input | Decision) -> dict[Entry, Entry]:
    """Each entry without a value that a case can record, with what it is treated as."""
    if isinstance(node, Decision):
        return {OUT: OUT}
    labels = node.type.scale.also_shown if isinstance(node.type, ScaleType) else ()
    every = [Missing(state=state) for state in State] + [label.missing() for label in labels]
    return {one: treated(node, one) for one in every}


def every_entry(node: Input | Decision) -> tuple[Entry, ...] | None:
    """All that a case can record in a cell, after treatment, open entries too; None where they are not few."""
    every = completions(node.type)
    return None if every is None or len(every) > _FEW else tuple(dict.fromkeys((*every, *_written(node).values())))


def accepted(slots: Sequence[Slotted], evidence: Evidence) -> Accepted | None:
    """The codes of a case; None where an entry that an outcome can depend on is open."""
    entries = evidence.entries
    decided = moves(evidence)
    codes: list[Code] = []
    is_full = True
    for slot in slots:
        found = entries.get(slot.where)
        if slot.by_rank and found is not None and isinstance(level := found.value, ScaleLevel):
            codes.append(slot.by_rank[level.rank])
            continue
        code = code_of(slot, recorded(slot.node, Cell(slot.node.id, slot.where[1]), evidence, decided))
        if code is None:
            return None
        is_full = is_full and not is_gap(slot, code)
        codes.append(code)
    return Accepted(tuple(codes), is_full)


def is_gap(slot: Slotted, code: Code) -> bool:
    """Whether no case in which nothing is left out or moved has this code."""
    if slot.codes is None:
        return isinstance(code, Missing) is not isinstance(slot.node, Decision)
    return code in slot.gapped


def code_of(slot: Slotted, entry: Entry) -> Code | None:
    """The code of an entry; None for one that is open."""
    if slot.codes is not None:
        return slot.codes.get(entry)
    if isinstance(slot.node, Input):
        entry = treated(slot.node, entry)
    if isinstance(slot.gaps, Plain) and slot.gaps.opens:
        return entry
    return None if isinstance(entry, Missing) and not entry.is_out else entry
