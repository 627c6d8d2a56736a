"""What a benchmark is, and the table that all of them make.

A benchmark is a module `bench_NAME.py` in this folder with one function, `rows()`. It gives the module's rows and
measures nothing; a row is measured when its `measure` is called. Two things are measured side by side in one run, ours
and what it is held against, so that a row is a ratio and not a speed of some machine.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

__all__ = [
    "BEGIN",
    "END",
    "AtLeast",
    "AtMost",
    "Goal",
    "Measured",
    "NoGoal",
    "Row",
    "Skipped",
    "benchmarks",
    "named",
    "names_in",
    "table",
    "told",
    "written_into",
]

FOLDER = Path(__file__).parent
BEGIN, END = "<!-- benchmarks -->", "<!-- end of benchmarks -->"
_HEADS = ("What is measured", "Beside", "Ratio", "Goal", "Included")


@dataclass(frozen=True, slots=True)
class AtMost:
    """Ours takes at most so many times what the other takes."""

    times: Fraction


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Ours is at least so many times as fast as the other."""

    times: Fraction


@dataclass(frozen=True, slots=True)
class NoGoal:
    """Told for comparison alone."""


Goal: TypeAlias = "AtMost | AtLeast | NoGoal"


@dataclass(frozen=True, slots=True)
class Measured:
    """Nanoseconds of one piece of work of each side.

    ratio: ours over theirs, where it was taken turn by turn; else it is that of the two figures. parts: what is printed
    besides, a line each.
    """

    ours: Fraction
    theirs: Fraction
    ratio: Fraction | None = None
    parts: tuple[str, ...] = ()

    @property
    def times(self) -> Fraction:
        """How often ours lasts as long as theirs."""
        return self.ours / self.theirs if self.ratio is None else self.ratio

    @property
    def told(self) -> str:
        """The other's figure, and ours as a part of it."""
        return f"{round(self.theirs):,} ns ({_number(self.times)})"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not measured here, and why."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison. name: of what is measured, once in the table. included: on each side, and what is not."""

    name: str
    beside: str
    goal: Goal
    included: str
    measure: Callable[[], Measured | Skipped]


def benchmarks() -> Mapping[str, Sequence[Row]]:
    """The rows by module, in the order of the modules' names; this folder must be on the path of modules."""
    found = {}
    for path in sorted(FOLDER.glob("bench_*.py")):
        module = importlib.import_module(path.stem)
        if hasattr(module, "rows"):
            found[path.stem.removeprefix("bench_")] = tuple(module.rows())
    return found


def told(row: Row, found: Measured | Skipped) -> str:
    """The ratio in words, with a mark where we lose or miss the goal."""
    match found:
        case Skipped(why):
            return f"not measured: {why}"
        case Measured():
            return _ratio(row.goal, found.times)


def _ratio(goal: Goal, times: Fraction) -> str:
    match goal:
        case AtMost(most):
            said, is_missed = f"{_number(times)} of its time", times > most
        case AtLeast(least):
            said, is_missed = f"{_number(1 / times)} times as fast", 1 / times < least
        case NoGoal() if times > 1:
            said, is_missed = f"{_number(times)} of its time", False
        case NoGoal():
            said, is_missed = f"{_number(1 / times)} times as fast", False
    marks = [mark for mark, holds in (("slower", times > 1), ("goal missed", is_missed)) if holds]
    return f"{said} (**{', '.join(marks)}**)" if marks else said


def _number(times: Fraction) -> str:
    """Two decimals below ten, one below a hundred, whole beyond."""
    places = 2 if times < 10 else 1 if times < 100 else 0
    scaled = round(times * 10**places)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)


def _aim(goal: Goal) -> str:
    match goal:
        case AtMost(most):
            return f"at most {_plainly(most)}"
        case AtLeast(least):
            return f"at least {_plainly(least)}"
        case NoGoal():
            return "none"


def _plainly(times: Fraction) -> str:
    """A goal as it is written: 50, 1.5."""
    return _number(times).rstrip("0").rstrip(".") if times < 10 else str(round(times))


def table(found: Iterable[tuple[Row, Measured | Skipped]]) -> str:
    """The table in Markdown, a line for each row."""
    lines = [_HEADS, ("---",) * len(_HEADS)]
    lines += [(row.name, row.beside, told(row, one), _aim(row.goal), row.included) for row, one in found]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def written_into(page: str, made: str) -> str:
    """The page with the table between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{made}\n{END}{after}"


def names_in(page: str) -> Iterator[tuple[str, ...]]:
    """All but the ratio of each row of the table in a page: name, what it is beside, goal, what is included."""
    _, _, rest = page.partition(BEGIN)
    for line in rest.partition(END)[0].strip().splitlines()[2:]:
        name, beside, _, aim, included = (cell.strip() for cell in line.strip("|").split("|"))
        yield name, beside, aim, included


def named(row: Row) -> tuple[str, ...]:
    """The same of a row."""
    return row.name, row.beside, _aim(row.goal), row.included
