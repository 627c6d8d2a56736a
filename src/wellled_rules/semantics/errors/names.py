"""Messages about names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.semantics.words import some
from wellled_rules.text.span import Span

__all__ = [
    "circle",
    "covers_cycle",
    "cycle",
    "declared_twice",
    "listed_alike",
    "module_not_found",
    "name_is_taken",
    "needs_something_removed",
    "no_stand_in",
    "no_such_word",
    "not_at_level",
    "not_that_kind",
    "not_there",
    "overrides_cycle",
    "parameter_not_bound",
    "said_twice",
    "shared_with_parameters",
    "unknown_name",
    "unknown_state",
]


_ELSEWHERE = {
    "true": "yes",
    "false": "no",
    "left_out": "not_applicable",
    "zero": "0",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
}
"""Words that mean something in other notations, or in other lines, and what is written where a value is wanted."""


def _elsewhere(word: str, near: tuple[str, ...]) -> tuple[str, ...]:
    return (_ELSEWHERE[word],) if word in _ELSEWHERE else near


def _fix(span: Span, near: tuple[str, ...]) -> Fix | None:
    return Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if near else None


def _help(near: tuple[str, ...], otherwise: str) -> str:
    return f"did you mean {either(near)}?" if near else otherwise


def unknown_name(span: Span, word: str, what: str, near: tuple[str, ...]) -> Diagnostic:
    """A name that nothing declares. what: the kind of declaration wanted; none for whatever has a value."""
    near = near if what else _elsewhere(word, near)
    return diagnostic(
        "unknown-name",
        f"no {what} is called `{word}`" if what else f"nothing is called `{word}`",
        at=span,
        label="not declared",
        help=_help(near, f"declare it, or name {a(what) if what else 'something'} that is declared"),
        fix=_fix(span, near),
    )


def unknown_state(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """A word that is none of the six states."""
    return diagnostic(
        "unknown-state",
        f"`{word}` is no state of a missing entry",
        at=span,
        label="no state",
        help=_help(
            near,
            "write `not_applicable`, `not_assessed`, `not_seen`, `insufficient_evidence`, `suspended` or `not_given`",
        ),
        fix=_fix(span, near),
    )


def not_there(span: Span, word: str, home: str, known: Iterable[str], beyond: tuple[str, ...] = ()) -> Diagnostic:
    """A member or level that its set or scale does not have. beyond: names elsewhere that are near."""
    words = tuple(known)
    near = _elsewhere(word, nearest(word, words) or beyond)
    return diagnostic(
        "unknown-name",
        f"`{word}` is not in {home}",
        at=span,
        label="not among them",
        help=_help(near, f"write {some(words)}" if words else f"{home} is empty"),
        fix=_fix(span, near),
    )


def no_stand_in(found: Diagnostic) -> Diagnostic:
    """A word that can't stand in for a state, as it is told elsewhere: here more may be written."""
    return replace(found, help=(*found.help, "or write `left out`, `unknown` or another state"))


def no_such_word(span: Span, word: str, what: str, known: tuple[str, ...]) -> Diagnostic:
    """A word where the language knows only a few. what: `status of a framework`."""
    near = nearest(word, known)
    return diagnostic(
        "unknown-name",
        f"`{word}` is no {what}",
        at=span,
        label="none of the words there are",
        help=_help(near, f"write {some(known)}" if known else "take the line out"),
        fix=_fix(span, near),
    )


def not_that_kind(span: Span, word: str, wanted: str, found: str, declared: Span) -> Diagnostic:
    """A name of the wrong kind of declaration."""
    return diagnostic(
        "not-that-kind",
        f"`{word}` is {a(found)}, not {a(wanted)}",
        at=span,
        label=f"{a(wanted)} is wanted",
        others=(Label(declared, f"declared as {a(found)}"),),
        help=f"name {a(wanted)} here",
    )


def not_at_level(
    span: Span,
    word: str,
    level: str,
    levels: tuple[str, ...],
    declared: Span,
    above: tuple[str, ...] = (),
    inside: tuple[str, ...] = (),
) -> Diagnostic:
    """A rule reads what does not stand at its level. above, inside: those of `levels` that are read from there."""
    at = f"add `at {', '.join(levels)}` to the rule that reads it"
    help_ = f"{at}, or declare `{word}` at {level}"
    if above:
        help_ = f"read it as `{word} of {above[0]}`, or declare `{word}` at {level}"
    elif inside:
        help_ = f"take it in a `collect` with `takes {word} of each {inside[0]}`, or {at}"
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"read at {level}",
        others=(Label(declared, f"stands at {', '.join(levels)} only"),),
        help=help_,
    )


def declared_twice(span: Span, first: Span, word: str, level: str | None = None) -> Diagnostic:
    """Two declarations of one name."""
    where = "" if level is None else f" at {level}"
    return diagnostic(
        "declared-twice",
        f"`{word}` is declared twice{where}",
        at=span,
        label="declared again",
        others=(Label(first, "first declared here"),),
        help="give one of the two another name",
    )


def said_twice(span: Span, first: Span, word: str, done: str) -> Diagnostic:
    """One thing is said in two places of a declaration. done: `given`, `treated`, `weighed`."""
    return diagnostic(
        "declared-twice",
        f"`{word}` is {done} twice",
        at=span,
        label="said again",
        others=(Label(first, "first said here"),),
        help="keep one of the two",
    )


def name_is_taken(span: Span, word: str, what: str) -> Diagnostic:
    """A declaration takes a name that the language keeps."""
    return diagnostic(
        "name-is-taken",
        f"`{word}` is the language's own name for {what}",
        at=span,
        label="can't be declared",
        help=f"add a word: `{word}_1`",
    )


def listed_alike(span: Span, word: str, key: str, other: Span | None) -> Diagnostic:
    """A level whose subjects a case could not list inside another. other: the level that is listed so, where one is."""
    if other is None:
        return diagnostic(
            "name-is-taken",
            f"a case can't list subjects of level `{word}` inside others",
            at=span,
            label=f"they would be its `{key}`",
            help=f"add a word: `{word}_1`",
        )
    return diagnostic(
        "declared-twice",
        f"a case would list subjects of two levels under `{key}`",
        at=span,
        label=f"listed as `{key}`",
        others=(Label(other, f"also listed as `{key}`"),),
        help="give one of the two levels another name",
    )


def module_not_found(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """A `use` names no module."""
    return diagnostic(
        "unknown-name",
        f"no module is called `{word}`",
        at=span,
        label="not found",
        help=_help(near, "write the name of a module in the folder `rules`"),
        fix=_fix(span, near),
    )


def parameter_not_bound(span: Span, word: str, declared: Span) -> Diagnostic:
    """A `use` leaves a parameter open."""
    return diagnostic(
        "parameter-not-bound",
        f"the module's parameter `{word}` is not given",
        at=span,
        label="does not say it",
        others=(Label(declared, "the parameter"),),
        help=f"add a line `{word} is ...` under the `use`",
    )


def shared_with_parameters(span: Span, word: str, declared: Span) -> Diagnostic:
    """A `use` shares names of a module that has parameters. declared: the first of them."""
    return diagnostic(
        "parameter-not-bound",
        f"`{word}` has parameters, so it is copied and not shared",
        at=span,
        label="shares names",
        others=(Label(declared, "a parameter"),),
        help=(f"write `use {word} as NAME`", "or keep what is shared in a module without parameters"),
    )


def needs_something_removed(span: Span, word: str, removed: Span) -> Diagnostic:
    """Something kept by an amendment needs something it removes."""
    return diagnostic(
        "needs-something-removed",
        f"`{word}` is needed here and removed by the amendment",
        at=span,
        label="still needs it",
        others=(Label(removed, "removed here"),),
        help=f"replace or remove this as well, or keep `{word}`",
    )


def cycle(span: Span, word: str, path: Sequence[str], others: tuple[Label, ...]) -> Diagnostic:
    """Rules that wait for each other. path: the first name, then what it needs or is changed by, and so on."""
    return diagnostic(
        "cycle",
        f"`{word}` waits for itself",
        at=span,
        label="the circle begins here",
        others=others,
        help="break the circle: give the answer before exceptions a name of its own and read that",
        notes=(" ".join([*path[:2], *(f", which {step}" for step in path[2:])]).replace(" ,", ","),),
    )


def covers_cycle(span: Span, level: str, name: str) -> Diagnostic:
    """Whom a framework covers, asked of an outcome that waits for the answer."""
    return diagnostic(
        "cycle",
        f"whom `covers {level}` means waits for itself",
        at=span,
        label=f"`{name}` is there only if covered",
        help="ask for what is recorded: an input, or what is found for a subject above",
    )


def circle(span: Span, path: Sequence[str], verb: str, help: str) -> Diagnostic:
    """Modules that use each other, or levels that lie within each other."""
    return diagnostic(
        "cycle",
        f"`{path[0]}` {verb} itself in the end",
        at=span,
        label="the circle begins here",
        help=help,
        notes=(f" {verb} ".join(f"`{one}`" for one in path),),
    )


def overrides_cycle(span: Span, path: tuple[str, ...], others: tuple[Label, ...]) -> Diagnostic:
    """Exceptions that each come after the other."""
    told = " overrides ".join(f"`{one}`" for one in path)
    return diagnostic(
        "cycle",
        f"`{path[0]}` overrides itself in the end",
        at=span,
        label="the circle begins here",
        others=others,
        help="take one `overrides` line out",
        notes=(told,),
    )
