"""Every message about what a case says, given one graph; the path comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from wellled_rules.cases.document import Data, Path, pointer
from wellled_rules.cases.words import asked, found, listed, quoted, shown
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.values.coercion import STATE_WORDS, Fault, Plain, Refusal, is_number
from wellled_rules.values.types import DateType, NumberType, ScaleType, SetType, SeveralType, Type

__all__ = [
    "absent_member",
    "both_places",
    "decision_twice",
    "elsewhere",
    "found_twice",
    "incomplete",
    "label_decided",
    "member_twice",
    "more",
    "no_cell",
    "no_item",
    "no_members",
    "no_moderation",
    "not_described",
    "not_a_group",
    "not_a_list",
    "not_hexadecimal",
    "not_needed",
    "not_text",
    "null",
    "reason_left_out",
    "refused",
    "unknown_key",
    "unknown_level",
    "unknown_name",
    "wants_members",
    "which_level",
    "window_twice",
    "wrong_role",
]


def _meant(near: Iterable[str]) -> tuple[str, ...]:
    words = tuple(near)
    return (f"did you mean {listed(words)}?",) if words else ()


def unknown_key(path: Path, near: tuple[str, ...], known: tuple[str, ...]) -> Diagnostic:
    """A key that this kind of group does not have."""
    return diagnostic(
        "unknown-key-in-case",
        f"{quoted(path[-1])} is nothing that can be said here",
        pointer=pointer(path),
        help=_meant(near) or f"what can be said here is {listed(known, 'and')}",
    )


def unknown_name(
    path: Path, word: str, kind: str, level: str, near: tuple[str, ...], elsewhere_at: tuple[str, ...] = ()
) -> Diagnostic:
    """A name that is no `kind` ("input", "outcome", "member of `topic`") at this level.

    elsewhere_at: levels at which it is one.
    """
    return diagnostic(
        "unknown-name-in-case",
        f"{quoted(word)} is no {kind} at level {quoted(level)}",
        pointer=pointer(path),
        help=_meant(near),
        notes=(f"it is one at level {listed(elsewhere_at)}",) if elsewhere_at else (),
    )


def not_described(path: Path, was: Data, of: str, known: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """A level that is not described for the members that an entry is about, `of`; `known` are those that are."""
    whom, verb = f"for {quoted(of)}" if of else "here", "is" if len(known) == 1 else "are"
    return diagnostic(
        "unknown-name-in-case",
        f"no characteristic {shown(was)} is described {whom}",
        pointer=pointer(path),
        help=_meant(near) or (f"described {verb} {listed(known, 'and')}" if known else "nothing is: leave it out"),
    )


def no_item(path: Path, word: str, near: tuple[str, ...]) -> Diagnostic:
    """An id that no item of evidence has."""
    return diagnostic(
        "unknown-name-in-case",
        f"{quoted(word)} is no item of evidence in this case",
        pointer=pointer(path),
        help=_meant(near) or "describe it under `evidence`, or leave it out here",
    )


def not_hexadecimal(path: Path) -> Diagnostic:
    """A SHA-256 that is none."""
    return diagnostic(
        "wrong-type-in-case",
        "a SHA-256 has 64 hexadecimal digits",
        pointer=pointer(path),
        help="copy it whole, or leave it out",
    )


def no_cell(path: Path, rule: str, sets: tuple[str, ...]) -> Diagnostic:
    """A decision that does not say about which member it is, or says so where there are none."""
    if not sets:
        return diagnostic(
            "misplaced-in-case",
            f"{quoted(rule)} is about one rating, without members",
            pointer=pointer(path),
            help="leave `of` out",
        )
    return diagnostic(
        "incomplete-entry",
        f"a decision under {quoted(rule)} is about one member of {listed(sets, 'and')}",
        pointer=pointer(path),
        help='add `"of": "…"`' if len(sets) == 1 else 'add `"of": ["…", "…"]`, in this order',
    )


def elsewhere(path: Path, word: str, is_: str, heading: str) -> Diagnostic:
    """A name that belongs under another heading."""
    return diagnostic(
        "misplaced-in-case", f"{quoted(word)} is {is_}", pointer=pointer(path), help=f"write it {heading}"
    )


def no_moderation(path: Path, word: str, level: str, known: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """A decision under a rule that is no moderation at this level."""
    there_are = (
        f"the decisions there are: {listed(known, 'and')}" if known else "no rule of this level is open to decisions"
    )
    return diagnostic(
        "no-such-decision",
        f"no decision is provided for under {quoted(word)} at level {quoted(level)}",
        pointer=pointer(path),
        help=(*_meant(near), there_are),
    )


def absent_member(path: Path, member: str, level: str) -> Diagnostic:
    """A member that does not exist at this level."""
    return diagnostic(
        "not-at-level-in-case",
        f"{quoted(member)} does not exist at level {quoted(level)}",
        pointer=pointer(path),
        help="leave it out, or give the subject another level",
    )


def not_needed(path: Path, member: str, holder: str, needed: tuple[str, ...]) -> Diagnostic:
    """A member that another member, `holder`, does not need; without a holder, one that needs nothing."""
    headline = f"{quoted(member)} is not asked for under {quoted(holder)}"
    return diagnostic(
        "not-at-level-in-case",
        headline if holder else f"nothing is asked for under {quoted(member)}",
        pointer=pointer(path),
        help=f"asked for is {listed(needed, 'and')}" if holder else "leave it out",
    )


def _twice(path: Path, other: Path, headline: str, advice: str = "leave one of the two out") -> Diagnostic:
    """Two parts that say one thing. other: the one that stands."""
    note = f"the other is at {pointer(other)}"
    return diagnostic("given-twice", headline, pointer=pointer(path), help=advice, notes=(note,))


def member_twice(path: Path, first: Path) -> Diagnostic:
    """One member by its id and by its title."""
    return _twice(path, first, f"{quoted(path[-1])} is the same as {quoted(first[-1])}")


def both_places(path: Path, other: Path, name: str) -> Diagnostic:
    """A fact of the subject that differs from the input of that name."""
    return _twice(path, other, f"{quoted(name)} is given under `subject` and under `inputs`, and differs")


def window_twice(path: Path, other: Path, name: str, days: tuple[date, date]) -> Diagnostic:
    """An end of the window that an input says and the assessment says otherwise. days: there, and here."""
    return _twice(
        path, other, f"{quoted(name)} is {days[0]}, and {quoted(other[-1])} says {days[1]} of the same window"
    )


def decision_twice(path: Path, first: Path, rule: str) -> Diagnostic:
    """Two decisions under one rule about one thing."""
    return _twice(
        path, first, f"a second decision under {quoted(rule)} about the same rating", "keep the decision that holds"
    )


def null(path: Path) -> Diagnostic:
    """`null`, which says nothing about why there is no value."""
    return diagnostic(
        "wrong-type-in-case",
        "`null` says neither a value nor why there is none",
        pointer=pointer(path),
        help=(f"leave {quoted(path[-1])} out" if path else "leave it out", f"or say why: {listed(STATE_WORDS)}"),
    )


def not_text(path: Path, was: Data) -> Diagnostic:
    """Another kind of data where text stands."""
    advice = "put it in quotes" if is_number(was) or isinstance(was, bool) else ()
    return diagnostic("wrong-type-in-case", f"text is asked for, not {found(was)}", pointer=pointer(path), help=advice)


def not_a_list(path: Path, was: Data, of: str) -> Diagnostic:
    """Another kind of data where a list stands."""
    return diagnostic(
        "wrong-type-in-case",
        f"a list is asked for, not {found(was)}",
        pointer=pointer(path),
        help=f"write `[…]`, with {of}",
    )


def not_a_group(path: Path, was: Data, of: str) -> Diagnostic:
    """Another kind of data where a mapping stands."""
    return diagnostic(
        "wrong-type-in-case",
        f"a group of {of} is asked for, not {found(was)}",
        pointer=pointer(path),
        help="write `{…}`",
    )


def wants_members(path: Path, name: str, set_: str, was: Data, members: tuple[str, ...]) -> Diagnostic:
    """A value where one for each member is asked for."""
    return diagnostic(
        "misplaced-in-case",
        f"{quoted(name)} has a value for each member of {quoted(set_)}, not {shown(was)} for all",
        pointer=pointer(path),
        help=f"write a value for each of {listed(members, 'and')}",
    )


def no_members(path: Path, name: str, type_: Type) -> Diagnostic:
    """A group of entries where one value is asked for."""
    return diagnostic(
        "misplaced-in-case",
        f"one value stands here: {quoted(name)} is {asked(type_)}",
        pointer=pointer(path),
        help='write the value itself, or `{"value": …, "reason": …}`',
    )


def incomplete(path: Path, lacks: str, advice: str) -> Diagnostic:
    """A group that lacks a key it needs."""
    return diagnostic("incomplete-entry", f"{quoted(lacks)} is missing here", pointer=pointer(path), help=advice)


def wrong_role(path: Path, said: str, role: str, whose: str) -> Diagnostic:
    """Somebody who judged or decided, and is not the one that the rules name."""
    return diagnostic(
        "wrong-role",
        f"{quoted(whose)} is judged by {quoted(role)}, not by {quoted(said)}",
        pointer=pointer(path),
        help=f"write {quoted(role)}, or leave the role out",
    )


def reason_left_out(path: Path, rule: str) -> Diagnostic:
    """A decision whose rule asks for a reason."""
    return diagnostic(
        "reason-left-out",
        f"a decision under {quoted(rule)} needs its reason",
        pointer=pointer(path),
        help='add `"reason": "…"`',
    )


def label_decided(path: Path, was: Data, type_: Type) -> Diagnostic:
    """A decision to a state or label, which no moderation can move to."""
    return diagnostic(
        "off-the-scale",
        f"a decision moves to {asked(type_)}, and {shown(was)} is none",
        pointer=pointer(path),
        help="write the level that was decided",
    )


def unknown_level(path: Path, word: str, levels: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """A level of subjects that the framework does not have."""
    return diagnostic(
        "unknown-name-in-case",
        f"{quoted(word)} is no level of subjects here",
        pointer=pointer(path),
        help=_meant(near) or f"the levels are {listed(levels, 'and')}",
    )


def which_level(path: Path, levels: tuple[str, ...]) -> Diagnostic:
    """No level said, and none that alone fits."""
    return diagnostic(
        "which-level",
        "the level of the subject is not said, and several fit",
        pointer=pointer(path),
        help=f'add `"level"` to `subject`: {listed(levels)}',
    )


def found_twice(path: Path, word: str) -> Diagnostic:
    """One member twice in a list."""
    return diagnostic(
        "given-twice",
        f"{quoted(word)} is in this list already",
        pointer=pointer(path),
        help="leave one of the two out",
    )


def more(count: int) -> Diagnostic:
    """What stands in place of the findings beyond the most that are listed."""
    return diagnostic("too-many-mistakes", f"and {count:,} more, which are not listed", pointer="")


def refused(path: Path, type_: Type, refusal: Refusal, level: str, near: tuple[str, ...]) -> Diagnostic:
    """Plain data that is no value of its type. near: words of the type near the one found."""
    at = path if refusal.at is None else (*path, refusal.at)
    was = refusal.found
    match refusal.fault:
        case Fault.UNSAID:
            advice = f"leave the entry out, or say why there is none: {listed(STATE_WORDS)}"
            return _wrong(at, "`not_given` is never written: it is what an absent entry is", advice)
        case Fault.QUOTED:
            if not isinstance(type_, NumberType) or _PLAIN_NUMBER.fullmatch(str(was)):
                return _wrong(at, f"{found(was)} is in quotes, and {asked(type_)} is asked for", "leave the quotes out")
            return _wrong(at, f"{found(was)} is no number as it stands, and {asked(type_)} is asked for", _number(was))
        case Fault.PART:
            return _wrong(at, f"{asked(type_)} is asked for, and {shown(was)} is not whole", ())
        case Fault.DAY:
            return _wrong(at, f"{quoted(was)} is no day of the calendar", 'write year, month and day: "2025-03-14"')
        case Fault.EMPTY:
            return _wrong(at, f"{asked(type_)} are asked for, and the list is empty", "leave the entry out")
        case Fault.TWICE:
            return found_twice(at, str(was))
        case Fault.ABSENT:
            return absent_member(at, str(was), level)
        case Fault.OFF:
            words = f"{shown(was)} is not {asked(type_)}"
            return diagnostic("off-the-scale", words, pointer=pointer(at), help=_there_are(type_, level))
        case Fault.WORD:
            return _no_word(at, type_, was, _meant(near) or _there_are(type_, level))
        case Fault.KIND:
            days = ('write it as "2025-03-14"',) if isinstance(type_, DateType) else ()
            return _wrong(at, f"{asked(type_)} is asked for, not {found(was)}", days)


_PLAIN_NUMBER = re.compile(r"\s*-?[0-9]+(\.[0-9]+)?\s*", re.ASCII)


def _number(was: object) -> str:
    """How a number with a sign of percent, or with a comma before its decimals, is to be written."""
    parts = re.fullmatch(r"\s*([0-9]+)(?:[.,]([0-9]{1,2}))?\s*%?\s*", str(was), re.ASCII)
    alone = "write digits alone, with a point before decimals"
    return f"{alone}: `{'.'.join(one for one in parts.groups() if one)}`" if parts else alone


def _wrong(path: Path, headline: str, advice: str | tuple[str, ...]) -> Diagnostic:
    return diagnostic("wrong-type-in-case", headline, pointer=pointer(path), help=advice)


def _there_are(type_: Type, level: str) -> tuple[str, ...]:
    match type_:
        case ScaleType():
            return (f"the levels are {listed((one.id for one in type_.scale.levels), 'and')}",)
        case SetType() | SeveralType():
            return (f"the members are {listed((one.id for one in type_.set.at(level)), 'and')}",)
        case _:
            return ()


def _no_word(path: Path, type_: Type, was: Plain, advice: tuple[str, ...]) -> Diagnostic:
    code = "wrong-type-in-case" if isinstance(type_, (NumberType, DateType)) else "off-the-scale"
    return diagnostic(
        code, f"{asked(type_)} is asked for, and {shown(was)} is none", pointer=pointer(path), help=advice
    )
