"""Messages about transitions and crosswalks."""

from __future__ import annotations

from datetime import date

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.semantics.words import some
from wellled_rules.text.inert import inert
from wellled_rules.text.span import Span

__all__ = [
    "becomes_and_nothing",
    "does_not_check",
    "framework_not_found",
    "left_open",
    "misplaced_declaration",
    "misplaced_module",
    "never_retired",
    "no_plain_yes_or_no",
    "no_such_level",
    "no_such_set",
    "not_asked",
    "not_asked_there",
    "not_displayed",
    "not_displayed_there",
    "not_kept_until",
    "not_later",
    "nothing_assessed",
    "same_framework",
    "second_transition",
    "too_many_pairs",
    "unknown_asked",
    "unknown_outcome",
    "values_untried",
    "which_set",
    "without_row",
]


def _did_you_mean(near: tuple[str, ...], otherwise: str) -> str:
    return f"did you mean {either(near)}?" if near else otherwise


def _fix(span: Span, near: tuple[str, ...]) -> Fix | None:
    return Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if near else None


# --- where it stands ---------------------------------------------------------------------------------


def misplaced_declaration(span: Span, kind: str, *, between: bool) -> Diagnostic:
    """A declaration in a file that has no such ones. between: whether the file is of transitions and crosswalks."""
    if between:
        return diagnostic(
            "misplaced-declaration",
            f"{a(kind)} does not stand between frameworks",
            at=span,
            label="belongs to a framework",
            help="keep in this file what stands between two: transitions, crosswalks, their sources and assumptions",
        )
    return diagnostic(
        "misplaced-declaration",
        f"{a(kind)} stands between two frameworks, and in neither",
        at=span,
        label="belongs to no version",
        help="put it into a file of its own, which begins with `language 1` and has no `framework`",
    )


def misplaced_module(span: Span) -> Diagnostic:
    """The header of a module over transitions and crosswalks."""
    return diagnostic(
        "misplaced-declaration",
        "what stands between frameworks is no module",
        at=span,
        label="begins a module",
        help="take the line out: a file of transitions and crosswalks has no header",
    )


def values_untried(span: Span, word: str) -> Diagnostic:
    """A line on the values of an assumption where nothing is evaluated. word: `taken as`."""
    return diagnostic(
        "clause-not-allowed",
        f"an assumption between frameworks has no `{word}`",
        at=span,
        label="nothing would try it",
        help="say in its `basis` what could be otherwise",
    )


# --- the two frameworks ------------------------------------------------------------------------------


def framework_not_found(span: Span, identity: str, near: tuple[str, ...]) -> Diagnostic:
    """`from` or `to` names no version there is."""
    return diagnostic(
        "framework-not-found",
        f"there is no framework version `{identity}`",
        at=span,
        label="not found",
        help=_did_you_mean(near, "write the id and version of one that is shipped, or that lies beside this file"),
        fix=_fix(span, near),
    )


def does_not_check(span: Span, identity: str, file: str) -> Diagnostic:
    """`from` or `to` names a version with errors. file: where it begins, as it is called towards people."""
    return diagnostic(
        "does-not-check",
        f"the rules of `{identity}` do not check",
        at=span,
        label="has errors of its own",
        help=f"mend them first: `wellled check {inert(file)}` tells them",
    )


def same_framework(span: Span, identity: str) -> Diagnostic:
    """Both ends are one version."""
    return diagnostic(
        "not-later",
        f"`{identity}` is on both sides",
        at=span,
        label="the same version again",
        help="name the version that comes after it",
    )


def not_later(span: Span, after: str, begins: date, first: Span, before: str, earlier: date) -> Diagnostic:
    """The later framework begins first."""
    return diagnostic(
        "not-later",
        f"`{after}` begins before `{before}`",
        at=span,
        label=f"begins {begins}",
        others=(Label(first, f"begins {earlier}"),),
        help="write the earlier framework after `from`, the later one after `to`",
    )


def second_transition(span: Span, first: Span) -> Diagnostic:
    """Two transitions between the same versions."""
    return diagnostic(
        "declared-twice",
        "two transitions stand between the same versions",
        at=span,
        label="the same two again",
        others=(Label(first, "first said here"),),
        help="say all of it in one transition",
    )


# --- what is displayed -------------------------------------------------------------------------------


def unknown_outcome(span: Span, word: str, identity: str, near: tuple[str, ...]) -> Diagnostic:
    """`keeps` or `retires` names nothing that the earlier framework has."""
    return diagnostic(
        "unknown-name",
        f"`{identity}` has no outcome `{word}`",
        at=span,
        label="not there",
        help=_did_you_mean(near, "name an outcome of the earlier framework, or an input that somebody judges"),
        fix=_fix(span, near),
    )


def not_displayed(span: Span, word: str, kind: str) -> Diagnostic:
    """`keeps` or `retires` names what is no outcome and no judgement."""
    what = "an input that nobody judges" if kind == "input" else a(kind)
    return diagnostic(
        "not-that-kind",
        f"`{word}` is {what}, so it is not displayed",
        at=span,
        label="an outcome is wanted",
        help="name an outcome, or an input that is `judged by` somebody",
    )


def no_such_level(span: Span, word: str, identity: str, known: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """A level that a framework does not have."""
    return diagnostic(
        "unknown-name",
        f"`{identity}` has no level `{word}`",
        at=span,
        label="not there",
        help=_did_you_mean(near, f"write {some(known)}"),
        fix=_fix(span, near),
    )


def not_displayed_there(span: Span, word: str, level: str, levels: tuple[str, ...]) -> Diagnostic:
    """An outcome is kept or retired at a level at which it does not stand."""
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"stands at {', '.join(levels)} only",
        help=f"write {either(tuple(f'{word} at {one}' for one in levels))}",
    )


def nothing_assessed(span: Span, level: str, identity: str, levels: tuple[str, ...]) -> Diagnostic:
    """An event at a level that the later framework has and is not for."""
    return diagnostic(
        "not-at-level",
        f"`{identity}` is not for subjects of level `{level}`",
        at=span,
        label="nothing is assessed there",
        help=f"write {some(levels)}",
    )


def unknown_asked(span: Span, word: str, identity: str, what: str, near: tuple[str, ...]) -> Diagnostic:
    """An event asks for something that the later framework does not have. what: `check` or `input`."""
    return diagnostic(
        "unknown-name",
        f"`{identity}` has no {what} `{word}`",
        at=span,
        label="not there",
        help=_did_you_mean(near, f"name {a(what)} of the later framework"),
        fix=_fix(span, near),
    )


def not_asked(span: Span, word: str, kind: str, what: str) -> Diagnostic:
    """An event asks for what is of another kind. what: `check` or `input`."""
    return diagnostic(
        "not-that-kind",
        f"`{word}` is {a(kind)}",
        at=span,
        label=f"{a(what)} is wanted",
        help=f"name {a(what)} of the later framework",
    )


def not_asked_there(span: Span, word: str, level: str, levels: tuple[str, ...]) -> Diagnostic:
    """An event asks for what does not stand at its level."""
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"stands at {', '.join(levels)} only",
        help=f"name what stands at {level}, the level of the event",
    )


def no_plain_yes_or_no(span: Span, word: str) -> Diagnostic:
    """An event is read from an input that is no single yes or no."""
    return diagnostic(
        "not-that-kind",
        f"`{word}` is no single yes or no",
        at=span,
        label="a yes or no is wanted",
        help="name an input that `is yes or no`, and for the members of no set",
    )


def never_retired(span: Span, word: str, level: str, since: Span | None) -> Diagnostic:
    """Kept until an event, and not retired from that one. since: the other event, where it is retired from one."""
    return diagnostic(
        "kept-and-retired",
        f"`{word}` at {level} is kept until an event, not retired from it",
        at=span,
        label="kept until here",
        others=() if since is None else (Label(since, "retired from here"),),
        help=f"write `retires {word} at {level} from` and the event until which it is kept",
    )


def not_kept_until(span: Span, word: str, level: str, kept: Span | None) -> Diagnostic:
    """Retired from an event, and not kept until then. kept: where it is kept without one, if it is."""
    return diagnostic(
        "kept-and-retired",
        f"`{word}` at {level} is retired from an event, not kept until it",
        at=span,
        label="retired from here",
        others=() if kept is None else (Label(kept, "kept without an end"),),
        help=f"write `keeps {word} at {level} until` and the event from which it is retired",
    )


def left_open(span: Span, identity: str, left: tuple[str, ...]) -> Diagnostic:
    """Outcomes that a transition does not speak of. left: `NAME at LEVEL`."""
    return diagnostic(
        "neither-kept-nor-retired",
        f"{_count(len(left), 'outcome')} of `{identity}` {_is(left)} neither kept nor retired",
        at=span,
        label="does not speak of them" if len(left) > 1 else "does not speak of it",
        help=f"say what becomes of {_all(left)}",
    )


# --- who became whom -----------------------------------------------------------------------------------


def no_such_set(span: Span, word: str, identity: str, known: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """`between` names a set that its framework does not have."""
    return diagnostic(
        "unknown-name",
        f"`{identity}` has no set `{word}`",
        at=span,
        label="not there",
        help=_did_you_mean(near, f"write {some(known)}" if known else "name a framework that has sets"),
        fix=_fix(span, near),
    )


def which_set(span: Span, word: str, identity: str, names: tuple[str, ...]) -> Diagnostic:
    """Two sets of one framework end in this name."""
    return diagnostic(
        "ambiguous-word",
        f"`{identity}` has {len(names)} sets called `{word}`",
        at=span,
        label="could be either",
        help=f"write {either(names)}",
    )


def too_many_pairs(span: Span, count: int, most: int) -> Diagnostic:
    """Rows that match more members than are read."""
    return diagnostic(
        "beyond-limits",
        f"the rows match {count:,} pairs of members; {most:,} are read",
        at=span,
        label="has too many pairs",
        help="cut the crosswalk into several, each between smaller sets",
    )


def without_row(span: Span, set_: str, left: tuple[str, ...]) -> Diagnostic:
    """Members that stand in no row."""
    stand = "stands" if len(left) == 1 else "stand"
    return diagnostic(
        "member-without-row",
        f"{_count(len(left), 'member')} of `{set_}` {stand} in no row",
        at=span,
        label="not all are accounted for",
        help=f"say what became of {_all(left)}, or where it came from; `nothing` is an answer"
        if len(left) == 1
        else f"say what became of {_all(left)}, or where they came from; `nothing` is an answer",
    )


def becomes_and_nothing(span: Span, word: str, first: Span) -> Diagnostic:
    """A member in a row with `nothing` and in another one."""
    return diagnostic(
        "becomes-and-nothing",
        f"`{word}` stands in a row with `nothing` and in another",
        at=span,
        label="stands here too",
        others=(Label(first, "has no counterpart, by this row"),),
        help="keep one of the two rows",
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"


def _is(several: tuple[str, ...]) -> str:
    return "is" if len(several) == 1 else "are"


def _all(words: tuple[str, ...]) -> str:
    """Words joined by commas and `and`; of many, the first few."""
    most = 6
    told = [f"`{word}`" for word in words[:most]]
    if len(words) > most:
        return f"{', '.join(told)} and {len(words) - most:,} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
