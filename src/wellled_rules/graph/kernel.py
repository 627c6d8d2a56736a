"""Values and steps by number, so that many states of a plan are cheap to hold and to move on.

A `Memory` may be shared by every sweep over plans of one graph: what a step gives for known operands,
and what the same piece of a plan can come to, is then worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias, assert_never

from wellled_rules.graph.cells import (
    Acting,
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
)
from wellled_rules.graph.steps import Held, perform
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import ScaleType

__all__ = ["Kernel", "Memory", "Meter", "Number", "moved", "shape"]

Number: TypeAlias = int
"""A held value by its number in a `Memory`."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """One step apart from where it stands: the first `arity` values it reads vary, the rest are `constants`.

    cap: beyond which what it counts makes no difference; none: what it gives is no such count.
    """

    step: Step
    arity: int
    constants: tuple[Held, ...]
    cap: Exact | None = None
    memo: dict[tuple[Number, ...], Number] = field(default_factory=dict, compare=False)


@dataclass
class Memory:
    """Numbers for values, kernels by what they do, and found parts by their shape.

    work: moves of states and looks at items that all sweeps sharing this memory may still make; none: no bound.
    spare: the same for sweeps apart, which answer for less when the work is used up.
    """

    work: int | None = None
    spare: int | None = None
    values: list[Held] = field(default_factory=list)
    kernels: list[Kernel] = field(default_factory=list)
    parts: dict[Hashable, object] = field(default_factory=dict)
    _numbers: dict[tuple[type, Held], Number] = field(default_factory=dict)
    _by_shape: dict[Hashable, int] = field(default_factory=dict)

    def number(self, held: Held) -> Number:
        """The number of a value; `True` and 1 have different ones."""
        key = (held.__class__, held)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.values)
            self.values.append(held)
        return found

    def numbers(self, held: Iterable[Held]) -> tuple[Number, ...]:
        """The number of each value, each once, in the order given."""
        return tuple(dict.fromkeys(self.number(one) for one in held))

    def kernel(self, step: Step, arity: int, constants: tuple[Held, ...]) -> int:
        """The number of the kernel; `step` reads its values at places 0, 1, 2 and so on."""
        key = (shape(step), arity, self._all(constants))
        found = self._by_shape.get(key)
        if found is None:
            found = self._by_shape[key] = len(self.kernels)
            self.kernels.append(Kernel(step, arity, constants))
        return found

    def capped(self, kernel: int, cap: Exact) -> int:
        """The number of a kernel that counts as another does, up to `cap`."""
        key = ("capped", kernel, cap)
        found = self._by_shape.get(key)
        if found is None:
            found = self._by_shape[key] = len(self.kernels)
            self.kernels.append(replace(self.kernels[kernel], cap=cap, memo={}))
        return found

    def _all(self, held: tuple[Held, ...]) -> tuple[Number, ...]:
        return tuple(self.number(one) for one in held)

    def give(self, kernel: Kernel, operands: tuple[Number, ...]) -> Number:
        """What a kernel gives for operands."""
        found = kernel.memo.get(operands)
        if found is None:
            held = [self.values[one] for one in operands]
            made = perform(kernel.step, [*held, *kernel.constants])
            if kernel.cap is not None and isinstance(made, int | Fraction):
                made = min(made, kernel.cap)
            found = kernel.memo[operands] = self.number(made)
        return found

    @property
    def is_spent(self) -> bool:
        """Whether all the work allowed is used up."""
        return self.work is not None and self.work < 0


@dataclass
class Meter:
    """Work of one sweep: what is left to it, and of what its memory allows all of them.

    apart: whether it is taken from what the memory has to spare.
    """

    memory: Memory
    left: int | None = None
    apart: bool = False

    def spend(self, moves: int) -> bool:
        """Take `moves` from both; false once either is used up."""
        if self.left is not None:
            self.left -= moves
        if self.apart and self.memory.spare is not None:
            self.memory.spare -= moves
        elif not self.apart and self.memory.work is not None:
            self.memory.work -= moves
        return not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether no work is left."""
        shared = self.memory.spare if self.apart else self.memory.work
        return (self.left is not None and self.left < 0) or (shared is not None and shared < 0)


def moved(step: Step, to: Callable[[Place], Place]) -> Step:
    """The same step, reading at `to(place)` what it read at `place`."""
    match step:
        case SourceStep() | CountStep() | ConstantStep() | AssumeStep():
            return step
        case FillStep() | LookStep():
            return replace(step, of=to(step.of))
        case TreatStep():
            return replace(step, of=to(step.of), filled=None if step.filled is None else to(step.filled))
        case ApplyStep():
            return replace(step, args=tuple(to(one) for one in step.args))
        case TakeStep():
            hit = None if step.hit is None else to(step.hit)
            weight = None if step.weight is None else to(step.weight)
            times = None if step.times is None else to(step.times)
            return TakeStep(step.op, to(step.summary), to(step.item), hit, weight, times)
        case FinishStep():
            return FinishStep(step.op, to(step.summary), None if step.count is None else to(step.count))
        case SelectStep():
            return SelectStep(tuple((tuple(to(one) for one in tests), to(then)) for tests, then in step.rows))
        case SettleStep():
            stages = tuple((kind, tuple(_acting(one, to) for one in group)) for kind, group in step.stages)
            return SettleStep(to(step.answer), stages, step.type)
    assert_never(step)


def _acting(one: Acting, to: Callable[[Place], Place]) -> Acting:
    moves_to = None if one.to is None else to(one.to)
    reach = None if one.reach is None else to(one.reach)
    return Acting(one.name, to(one.acts), moves_to, one.steps, reach)


def shape(step: Step) -> Hashable:
    """What tells two kernels apart; a set's type is left aside, since no step but a fill reads it."""
    if isinstance(step, SettleStep):
        scale = step.type.scale if isinstance(step.type, ScaleType) else None
        bare = tuple(
            (kind, tuple((one.acts, one.to, one.steps, one.reach) for one in group)) for kind, group in step.stages
        )
        return "settle", step.answer, bare, scale
    return step
