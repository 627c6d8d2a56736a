"""Messages about names."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.text.span import Span

__all__ = [
    "cycle",
    "declared_twice",
    "module_not_found",
    "name_is_taken",
    "needs_something_removed",
    "not_at_level",
    "not_that_kind",
    "not_there",
    "overrides_cycle",
    "parameter_not_bound",
    "unknown_name",
    "unknown_state",
]


def _fix(span: Span, near: tuple[str, ...]) -> Fix | None:
    return Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if near else None


def _help(near: tuple[str, ...], otherwise: str) -> str:
    return f"did you mean {either(near)}?" if near else otherwise


def unknown_name(span: Span, word: str, what: str, near: tuple[str, ...]) -> Diagnostic:
    """A name that nothing declares."""
    return diagnostic(
        "unknown-name",
        f"no {what} is called `{word}`",
        at=span,
        label="not declared",
        help=_help(near, f"declare it, or write the name of {a(what)} there is"),
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


def not_there(span: Span, word: str, home: str, near: tuple[str, ...]) -> Diagnostic:
    """A member or level that its set or scale does not have."""
    return diagnostic(
        "unknown-name",
        f"`{word}` is not in {home}",
        at=span,
        label="not among them",
        help=_help(near, f"write one of {home}"),
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


def not_at_level(span: Span, word: str, level: str, levels: tuple[str, ...], declared: Span) -> Diagnostic:
    """A rule reads what does not stand at its level."""
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"read at {level}",
        others=(Label(declared, f"stands at {', '.join(levels)} only"),),
        help=f"add `at {', '.join(levels)}` to the rule that reads it, or declare `{word}` at {level}",
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


def name_is_taken(span: Span, word: str, what: str) -> Diagnostic:
    """A declaration takes a name that the language keeps."""
    return diagnostic(
        "name-is-taken",
        f"`{word}` is the language's own name for {what}",
        at=span,
        label="can't be declared",
        help=f"add a word: `{word}_1`",
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


def cycle(span: Span, path: tuple[str, ...], others: tuple[Label, ...]) -> Diagnostic:
    """Rules that wait for each other."""
    told = " needs ".join(f"`{one}`" for one in path)
    return diagnostic(
        "cycle",
        f"`{path[0]}` waits for itself",
        at=span,
        label="the circle begins here",
        others=others,
        help="break the circle: give the answer before exceptions a name of its own and read that",
        notes=(told,),
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
