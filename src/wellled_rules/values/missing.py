"""What a cell of evidence holds when it holds no value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["OUT", "Missing", "State"]


class State(StrEnum):
    """The six states of an entry without a value.

    `not_applicable`: there is nothing to judge; the others are open: a value exists or may exist,
    and is not known here. `not_given` is never written, it is what an absent entry has.
    """

    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"
    NOT_SEEN = "not_seen"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    SUSPENDED = "suspended"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An entry without a value.

    state: what it counts as. left_out: whether a `treat` line leaves it out though its state is open. unknown: whether
    one takes it as unknown though it is not applicable.
    label_id, label: the published label under which it is shown, where the scale declares one.
    """

    state: State
    left_out: bool = False
    unknown: bool = False
    label_id: str | None = None
    label: str | None = field(default=None, compare=False)

    @property
    def is_out(self) -> bool:
        """Whether it is left out of collections rather than unknown."""
        return self.left_out or (self.state is State.NOT_APPLICABLE and not self.unknown)

    def __str__(self) -> str:
        return self.label_id or self.state.value


OUT = Missing(state=State.NOT_APPLICABLE)
