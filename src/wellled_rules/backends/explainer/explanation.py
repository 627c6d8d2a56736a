"""An explanation as data: one sentence, then what it is built from, then the steps, then the evidence.

Every text in it is ready to be shown: words from outside are inert and on one line, numbers are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "AssumptionLine",
    "BoundLine",
    "CarriedLine",
    "CharacteristicLine",
    "CheckLine",
    "Citation",
    "DecisionLine",
    "EarlierLine",
    "EvidenceLine",
    "Explanation",
    "Framework",
    "Grouping",
    "Input",
    "ItemLine",
    "MissingLine",
    "Plain",
    "Ruled",
    "SensitivityLine",
    "Shown",
    "StatementGroup",
    "StatementLine",
    "Statements",
    "Step",
    "VintageLine",
    "Who",
]

Plain: TypeAlias = "bool | int | str | tuple[str, ...] | None"
"""A value without its dress: an id, a whole number, `125/2`, an ISO date; none where there is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value as it is shown.

    plain: the same as data. rank, levels: place on its scale (0 is the worst) and how many places there
    are; none where it is no level. is_missing: whether it is a state or not yet determined.
    """

    text: str
    plain: Plain = None
    rank: int | None = None
    levels: int | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a published document."""

    text: str
    source: str
    place: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The rule that a line speaks of.

    kind: the word it is declared with. span: file, line and column. rests_on: titles of assumptions.
    """

    name: str
    kind: str
    title: str
    span: str
    cites: tuple[Citation, ...] = ()
    rests_on: tuple[str, ...] = ()
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One member of what the outcome is built from.

    share: part of all the weight that is counted, as a percentage; none for what is left out.
    is_counted: whether it takes part in the arithmetic. decides: as of a step.
    """

    path: str
    title: str
    value: Shown
    weight: Shown | None = None
    share: Shown | None = None
    is_counted: bool = True
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementGroup:
    """Members of one theme; title is none where nothing is grouped."""

    title: str | None
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """By what the members are grouped, and whose mapping that is."""

    title: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What the outcome is built from, member by member.

    title: what each line is one of. weights: the rule that gives their weights; none where all count the same.
    """

    title: str
    groups: tuple[StatementGroup, ...]
    grouping: Grouping | None = None
    weights: Ruled | None = None

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """All lines, group after group."""
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A declared value that a step reads."""

    path: str
    title: str
    value: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule's work.

    path: `name/member`. how: one sentence. workings: what stands behind the numbers in it.
    inputs: what it reads. part: how it enters what reads it. is_decisive: whether it is on the
    way from the deciding rule to the outcome. decides: whether the rows that applied, and what their
    tests counted, come down to it.
    """

    path: str
    title: str
    rule: Ruled
    value: Shown
    how: str
    workings: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    part: str = ""
    is_decisive: bool = False
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundLine:
    """An exception on the outcome. state: acted, overridden, idle, open."""

    rule: Ruled
    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item of evidence that an entry points to."""

    id: str
    text: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacteristicLine:
    """What a level looks like for what an entry is about.

    is_judged: whether it is the level that was judged. is_spoken_to: whether the reason speaks to it.
    """

    level: Shown
    text: str
    is_judged: bool
    is_spoken_to: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLine:
    """An earlier assessment from which an entry is carried, or would be if other things were assumed.

    text: the whole of it. framework: its version. name: what it is called there. value: as it stood there. age: at the
    day of this assessment; none where that day is not said. is_taken: whether the entry is this.
    """

    text: str
    framework: str
    name: str
    value: Shown
    on: str
    age: str | None
    assessment: str | None
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLine:
    """An earlier assessment: the version of its framework, and its day."""

    framework: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VintageLine:
    """How old the parts of an outcome are that were carried.

    text: one sentence. parts: oldest first. age: of the oldest; none where the day of this assessment is not said.
    """

    text: str
    parts: tuple[EarlierLine, ...]
    age: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One entry as recorded, or as it is missing.

    carried: the earlier assessments that it is carried from. characteristics: what the level that was judged looks
    like, and the one that the reason speaks to. is_recorded: whether the case has it. informs: whether a judge saw it
    and no sum did. decides: as of a step.
    """

    path: str
    title: str
    rule: Ruled
    value: Shown
    treated: str | None = None
    judged_by: str | None = None
    on: str | None = None
    reason: str | None = None
    note: str | None = None
    carried: tuple[CarriedLine, ...] = ()
    characteristics: tuple[CharacteristicLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    is_recorded: bool = True
    informs: bool = False
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """What people decided beside the arithmetic: moderation, or a departure from a rule.

    to: null where an exception is switched off. clause: what allows a departure. decides: as of a step,
    for the outcome that was decided about.
    """

    rule: Ruled
    text: str
    to: Shown | None
    role: str | None = None
    on: str | None = None
    reason: str | None = None
    clause: str | None = None
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionLine:
    """What a rule takes for granted where the published text is silent or was not read."""

    name: str
    title: str
    basis: str
    text: str
    taken: str | None = None
    alternatives: tuple[str, ...] = ()
    is_pivotal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityLine:
    """What would be otherwise, had something else been assumed."""

    text: str
    assumptions: tuple[tuple[str, Plain], ...]
    path: str
    value: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    """An entry that the outcome waits for."""

    path: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A process rule that is not met, or of which it can't be told yet. state: not_met, open. text: why."""

    path: str
    title: str
    rule: Ruled
    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """By which rules; hash is empty where nobody gave it."""

    id: str
    version: str
    title: str
    status: str | None
    regulator: str | None
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who was assessed, and when; days as words."""

    level: str
    id: str | None
    name: str | None
    assessed_on: str | None
    published_on: str | None
    assessment: str | None
    evidence_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one outcome of one case is what it is.

    headline: one sentence of at most thirty words, without identifiers. standing: what the result is
    not. cannot_occur: of values that the case states, those to which no case can come; they are notices too.
    possible: the values still possible, where it is undetermined. exact: whether they are exactly those.
    vintage: where something in it was carried from earlier assessments.
    """

    headline: str
    standing: str
    cannot_occur: tuple[str, ...]
    path: str
    title: str
    value: Shown
    status: str
    possible: tuple[Shown, ...]
    exact: bool
    marks: tuple[str, ...]
    vintage: VintageLine | None
    decided_by: tuple[Ruled, ...]
    framework: Framework
    subject: Who
    statements: Statements | None
    steps: tuple[Step, ...]
    bounds: tuple[BoundLine, ...]
    evidence: tuple[EvidenceLine, ...]
    decisions: tuple[DecisionLine, ...]
    missing: tuple[MissingLine, ...]
    assumptions: tuple[AssumptionLine, ...]
    sensitivities: tuple[SensitivityLine, ...]
    checks: tuple[CheckLine, ...]
    notices: tuple[str, ...]
