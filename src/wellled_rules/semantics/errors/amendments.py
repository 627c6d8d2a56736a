"""Messages about amendments, versions and their periods."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.semantics.errors.structure import either
from wellled_rules.text.span import Span

__all__ = [
    "amends_nothing",
    "base_not_found",
    "inherited_already",
    "member_of",
    "replace_changes_level",
    "replacing",
    "replace_names_nothing",
    "set_of_module",
    "remove_names_nothing",
    "amends_itself",
]


def _help(near: tuple[str, ...], otherwise: str) -> str:
    return f"did you mean {either(near)}?" if near else otherwise


def _fix(span: Span, near: tuple[str, ...]) -> Fix | None:
    return Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if near else None


def replacing(head: Span) -> str:
    """The words that begin a replacement of a declaration: its kind, name and levels, as its first line has them."""
    written = head.text.partition('"')[0].split()
    return " ".join(["replace", *written]).replace("replace replace", "replace")


def remove_names_nothing(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """`remove` names what the base does not have."""
    return diagnostic(
        "amends-nothing",
        f"the base has no `{word}` to remove",
        at=span,
        label="not in the base",
        help=_help(near, "take the name out of the line"),
        fix=_fix(span, near),
    )


def member_of(span: Span, word: str, sets: tuple[str, ...]) -> Diagnostic:
    """`remove heat`, where it is a member."""
    better = tuple(f"{word} of {one}" for one in sets)
    return diagnostic(
        "amends-nothing",
        f"`{word}` is a member, not a declaration",
        at=span,
        label=f"a member of {either(sets)}"[:60],
        help=f"write {either(tuple(f'remove {one}' for one in better))}",
        fix=_fix(span, better) if len(better) == 1 else None,
    )


def set_of_module(span: Span, word: str, member: str | None, declared: Span, used: Span) -> Diagnostic:
    """A set that comes by `use` is to lose or to get a member. member: where that is named alone, without the set."""
    is_alone = f"`{member}` is a member of `{word}`, which comes from a module"
    return diagnostic(
        "amends-nothing",
        f"`{word}` comes from a module, and no amendment changes one" if member is None else is_alone,
        at=span,
        label="stands in a module",
        others=(Label(used, "brought in here"), Label(declared, "its members stand here")),
        help=f"write `replace set {word}`, with the members that it has from now on",
    )


def replace_names_nothing(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """`replace` or `add to` names what the base does not have."""
    return diagnostic(
        "amends-nothing",
        f"the base has no `{word}` to replace or add to",
        at=span,
        label="not in the base",
        help=_help(near, "take `replace` out if the declaration is new"),
        fix=_fix(span, near),
    )


def replace_changes_level(span: Span, word: str, base: Span, levels: tuple[str, ...]) -> Diagnostic:
    """A replacement stands at another level than what it replaces."""
    told = ", ".join(levels) if levels else "every level"
    return diagnostic(
        "replace-changes-level",
        f"`{word}` stands at {told} in the base",
        at=span,
        label="stands elsewhere",
        others=(Label(base, "replaced from here"),),
        help="keep the level; remove the declaration and add one to move it",
    )


def inherited_already(span: Span, word: str, base: Span, head: Span) -> Diagnostic:
    """An amendment declares again what it inherits. head: the first line of its declaration."""
    return diagnostic(
        "declared-twice",
        f"`{word}` is inherited already",
        at=span,
        label="declared again",
        others=(Label(base, "in the base"),),
        help="begin the line with `replace` if it takes the place of the inherited one",
        fix=Fix("begin with `replace`", (Edit(Span(head.source, head.start, head.start), "replace "),)),
    )


def amends_nothing(span: Span) -> Diagnostic:
    """`replace`, `remove` or `add to` without a base."""
    return diagnostic(
        "amends-nothing",
        "this framework amends no other",
        at=span,
        label="nothing to change",
        help="add `amends ID@VERSION` to the header, or declare it plainly",
    )


def base_not_found(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """The amended version isn't there."""
    return diagnostic(
        "unknown-name",
        f"no framework version `{word}` is there to amend",
        at=span,
        label="not found",
        help=_help(
            near, f"put its text beside this file, as `{word.replace('@', '-')}.wlr` or as a folder of that name"
        ),
        fix=_fix(span, near),
    )


def amends_itself(span: Span, path: tuple[str, ...]) -> Diagnostic:
    """Versions that amend each other."""
    return diagnostic(
        "cycle",
        f"`{path[0]}` amends itself in the end",
        at=span,
        label="the circle begins here",
        help="let the first version stand alone",
        notes=(" amends ".join(f"`{one}`" for one in path),),
    )
