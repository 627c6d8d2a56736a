"""How a value, a state or a number is said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from wellled_rules.backends.explainer.lexicon.words import humanised, listed, outside
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Exact, Member, ScaleLevel
from wellled_rules.values.types import NumberType, Type, Unit

if TYPE_CHECKING:
    from wellled_rules.backends.explainer.explanation import Plain, Shown

__all__ = ["OPEN", "bare", "day", "entry_words", "halves", "number", "plain", "shown", "state_words"]

OPEN = "not yet determined"
"""What is said of a value that more evidence would settle."""

_STATES = {
    State.NOT_APPLICABLE: "not applicable",
    State.NOT_ASSESSED: "not assessed",
    State.NOT_SEEN: "not seen",
    State.INSUFFICIENT_EVIDENCE: "insufficient evidence",
    State.SUSPENDED: "suspended",
    State.NOT_GIVEN: "not given",
}
_HALVES = {
    Rounding.HALF_UP: "halves up",
    Rounding.HALF_EVEN: "halves to the even number",
    Rounding.HALF_DOWN: "halves down",
    Rounding.UP: "always up",
    Rounding.DOWN: "always down",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FINITE_PLACES = 9
_ABOUT_PLACES = 2
_MOST_DIGITS = 21


def state_words(state: State) -> str:
    """A missing state in small letters."""
    return _STATES[state]


def halves(rule: Rounding) -> str:
    """What a rounding rule does to halves, or to every remainder."""
    return _HALVES[rule]


def day(value: date) -> str:
    """`3 December 2024`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def number(value: Exact, sign: str = "", *, exactly: bool = True) -> str:
    """A number exactly, with `sign` after it: `24`, `62.5 %`; `about 62.96 % (exactly 1700/27)` without end.

    A number too long to be read is given about, by its first digits. exactly: whether what is told about
    is told exactly as well.
    """
    whole = value if isinstance(value, int) else value.numerator // value.denominator
    if abs(whole) >= 10**_MOST_DIGITS:
        return f"about {_scientific(whole)}{sign}"
    if isinstance(value, int):
        return f"{value}{sign}"
    places = _places(value)
    if places is not None:
        return f"{_decimal(value, places)}{sign}"
    about = next((n for n in range(_ABOUT_PLACES, _FINITE_PLACES) if abs(value) * 10**n >= 1), _FINITE_PLACES)
    rough = f"about {_decimal(value, about)}{sign}"
    return rough if not exactly or value.denominator >= 10**_MOST_DIGITS else f"{rough} (exactly {value})"


def _places(value: Fraction) -> int | None:
    """Fewest decimal places that hold `value` exactly; none where nine do not."""
    return next((n for n in range(1, _FINITE_PLACES + 1) if 10**n % value.denominator == 0), None)


def _decimal(value: Fraction, places: int) -> str:
    scaled = abs(value) * 10**places
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(steps).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _scientific(whole: int) -> str:
    power = len(str(abs(whole))) - 1
    head = abs(whole) // 10 ** (power - 3)
    return f"{'-' if whole < 0 else ''}{head // 1000}.{head % 1000:03d} × 10^{power}"


def bare(entry: Entry | None, type_: Type | None = None) -> str:
    """As `entry_words`, but no percent sign and no label of a numbered level, for use inside a range."""
    if isinstance(entry, ScaleLevel) and entry.id.isdigit():
        return entry.id
    if isinstance(entry, (int, Fraction)) and not isinstance(entry, bool):
        return number(entry)
    return entry_words(entry, type_)


def entry_words(entry: Entry | None, type_: Type | None = None, *, exactly: bool = True) -> str:
    """A value or state as words; `not yet determined` for what is open. exactly: as for `number`."""
    match entry:
        case None:
            return OPEN
        case Missing():
            words = outside(entry.label) if entry.label else state_words(entry.state)
            is_told = entry.left_out and entry.state is not State.NOT_APPLICABLE
            return f"{words} (left out)" if is_told else words
        case bool():
            return "yes" if entry else "no"
        case int() | Fraction():
            is_share = isinstance(type_, NumberType) and type_.unit is Unit.PERCENTAGE
            return number(entry, " %" if is_share else "", exactly=exactly)
        case Rounding():
            return halves(entry)
        case date():
            return day(entry)
        case ScaleLevel():
            return _level(entry)
        case Member():
            return outside(entry.title) or humanised(entry.id)
        case frozenset():
            return listed([entry_words(one) for one in sorted(entry, key=lambda one: one.id)])
    assert_never(entry)


def _level(level: ScaleLevel) -> str:
    label = outside(level.label)
    if not level.id.isdigit():
        return label or humanised(level.id)
    return f"{level.id} ({label})" if label and label != level.id else level.id


def plain(entry: Entry | None) -> Plain:
    """A value as data: ids, whole numbers, `125/2`, ISO dates; a state by its word; none where open."""
    match entry:
        case None:
            return None
        case Missing():
            return entry.label_id or entry.state.value
        case bool() | int():
            return entry
        case Rounding():
            return entry.value
        case date():
            return entry.isoformat()
        case Fraction() | ScaleLevel() | Member():
            return str(entry)
        case frozenset():
            return tuple(sorted(one.id for one in entry))
    assert_never(entry)


def shown(graph: DeterminationGraph, entry: Entry | None, type_: Type | None = None) -> Shown:
    """A value ready to be shown, with its place on its scale."""
    from wellled_rules.backends.explainer.explanation import Shown

    text, data = entry_words(entry, type_), plain(entry)
    if isinstance(entry, ScaleLevel):
        return Shown(text=text, plain=data, rank=entry.rank, levels=len(graph.scales[entry.scale].levels))
    return Shown(text=text, plain=data, is_missing=entry is None or isinstance(entry, Missing))
