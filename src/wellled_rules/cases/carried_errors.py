"""Messages about entries that a case carries from earlier assessments; the path comes first."""

from __future__ import annotations

from datetime import date

from wellled_rules.cases.document import Data, Path, pointer
from wellled_rules.cases.words import asked, listed, quoted, shown
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.values.types import Type

__all__ = [
    "carried_twice",
    "from_later",
    "judged_and_carried",
    "never_carried",
    "not_from_there",
    "not_that",
    "nothing_to_carry",
    "said_of_carried",
]


def _meant(near: tuple[str, ...]) -> tuple[str, ...]:
    return (f"did you mean {listed(near)}?",) if near else ()


def _not_carried(path: Path, headline: str, help_: str | tuple[str, ...]) -> Diagnostic:
    return diagnostic("not-carried", headline, pointer=pointer(path), help=help_)


def never_carried(path: Path, name: str, *, is_input: bool) -> Diagnostic:
    """Something is carried for which no line `carried from` stands."""
    if not is_input:
        return _not_carried(path, f"{quoted(name)} is an outcome, and nothing is carried to one", "write its `value`")
    help_ = "write the `value` that was judged, or a state; the rules name no assessment to carry from"
    return _not_carried(path, f"nothing is carried to {quoted(name)}", help_)


def not_from_there(path: Path, was: str, name: str, versions: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """A framework version from which nothing is carried to the input `name`."""
    told = f"it is carried from {listed(versions)}"
    return _not_carried(path, f"nothing under {quoted(was)} is carried to {quoted(name)}", _meant(near) or told)


def not_that(path: Path, was: str, framework: str, names: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """Something else of a framework version than what is carried from it."""
    told = f"what is carried from there is {listed(names, 'and')}"
    return _not_carried(path, f"{quoted(was)} under {quoted(framework)} is not carried", _meant(near) or told)


def nothing_to_carry(path: Path, was: Data, type_: Type) -> Diagnostic:
    """A state, or a label that is no value, stands for what is carried."""
    help_ = (f"write {asked(type_)}", "where the earlier assessment had no value, record why this one has none")
    return _not_carried(path, f"{shown(was)} is no value, so there is nothing to carry", help_)


def from_later(path: Path, day: date, assessed_on: date) -> Diagnostic:
    """The day of the earlier assessment lies after that of this one."""
    headline = f"carried from {day}, which is after this assessment, {assessed_on}"
    return _not_carried(path, headline, "write the day of the earlier assessment")


def carried_twice(path: Path, framework: str, name: str) -> Diagnostic:
    """One entry is carried twice from the same."""
    return diagnostic(
        "given-twice",
        f"{quoted(name)} under {quoted(framework)} is carried twice to one entry",
        pointer=pointer(path),
        help="keep the later assessment of the two",
    )


def judged_and_carried(path: Path) -> Diagnostic:
    """An entry has a value of its own, and is carried as well."""
    return diagnostic(
        "given-twice",
        "the entry has a `value` and is `carried`",
        pointer=pointer(path),
        help="keep `value` where it was judged in this assessment, and `carried` where it was not",
    )


def said_of_carried(path: Path, key: str) -> Diagnostic:
    """Something is said of an entry that only a judgement of this assessment has."""
    return diagnostic(
        "not-carried",
        f"an entry that is carried was not judged in this assessment, and has no {quoted(key)}",
        pointer=pointer((*path, key)),
        help="leave it out; what is known of the earlier assessment stands inside `carried`",
    )
