"""Messages about types, units and collections."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.semantics.errors import structure
from wellled_rules.semantics.errors.structure import either
from wellled_rules.semantics.words import how_tested, how_written, in_words, short
from wellled_rules.text.span import Span
from wellled_rules.values.types import NumberType, ScaleType, Type, Unit

__all__ = [
    "ambiguous_word",
    "beyond_ends",
    "bounds_not_fitting",
    "collection_needed",
    "label_tested",
    "no_best",
    "no_levels",
    "no_member_here",
    "no_number",
    "no_such_cell",
    "no_such_type",
    "not_on_scale",
    "nothing_between",
    "only_one_wanted",
    "rest_without_quantifier",
    "same_worth",
    "stand_in_off_the_scale",
    "test_not_fitting",
    "type_mismatch",
    "unit_mismatch",
    "value_of_another",
    "weight_wanted",
    "which_entry",
    "which_member",
    "whole_not_shown",
]


_LONG = 40


def type_mismatch(span: Span, wanted: Type, found: Type, declared: Span | None = None) -> Diagnostic:
    """A value of one type stands where another is wanted. declared: the place that wants it."""
    told, this = in_words(wanted), in_words(found)
    if told == this:
        told, this = in_words(wanted, whole=True), in_words(found, whole=True)
    return diagnostic(
        "type-mismatch",
        f"{told} is wanted here, not {this}",
        at=span,
        label=f"this is {this}",
        others=() if declared is None else (Label(declared, f"wants {told}"),),
        help=(f"write {how_written(wanted)}, or the name of something that is {told}", *_turned(wanted, found, span)),
    )


def _turned(wanted: Type, found: Type, span: Span) -> tuple[str, ...]:
    """How the one is made from the other, where the language has a word for it."""
    given = span.text if len(span.text) <= _LONG and "\n" not in span.text else "NUMBER"
    match wanted, found:
        case ScaleType(), NumberType() if wanted.scale.has_worth:
            return (f"the level that is worth a number is written `{given} as a {short(wanted.scale.name)}`",)
        case ScaleType(), NumberType():
            return ("read the number by a table: `by NAME`, and a row for each level",)
        case NumberType(unit=Unit.PERCENTAGE), NumberType():
            return (f"a share is written `{given} as a percentage of WHOLE`",)
    return ()


def weight_wanted(span: Span) -> Diagnostic:
    """A row of weights that gives something other than a written number."""
    return diagnostic(
        "type-mismatch",
        "a weight is a written number",
        at=span,
        label="no written number",
        help="begin the row with a number: `20 when MEMBER`",
    )


def unit_mismatch(span: Span, done: str, left: str, right: str, help_: str) -> Diagnostic:
    """Numbers of two units meet. done: `added`, `compared`, `divided`."""
    return diagnostic(
        "unit-mismatch", f"{left} and {right} can't be {done}", at=span, label=f"{left}, {right}", help=help_
    )


def no_number(span: Span, found: str, scale: bool) -> Diagnostic:
    """Arithmetic on something that is no number."""
    return diagnostic(
        "no-number",
        f"{found} is no number",
        at=span,
        label="can't be calculated with",
        help="give every level of the scale `worth N`" if scale else "name a number here",
    )


def same_worth(span: Span, scale: str, one: str, other: str) -> Diagnostic:
    """A number read as a level of a scale in which two levels are worth the same."""
    return diagnostic(
        "no-number",
        f"`{one}` and `{other}` of {scale} have the same worth",
        at=span,
        label="can't tell the two apart",
        help="give each level a worth of its own, or read the number by a table",
    )


def stand_in_off_the_scale(span: Span, scale: str) -> Diagnostic:
    """A number other than nothing stands in that no level of the scale is worth, above all or below all of them."""
    return diagnostic(
        "stand-in-off-the-scale",
        f"{span.text} is beyond every level of {scale}",
        at=span,
        label="no level of the scale",
        help=f"write a level of {scale}, or `unknown`; what stands beyond widens what every table must answer for",
    )


def not_on_scale(span: Span, found: str, word: str) -> Diagnostic:
    """Better or worse is asked of what has no order, or more or less of a scale."""
    if word in ("better", "worse"):
        told, label = "better or worse", "for levels only"
        help_ = "numbers are more or less: write `N or more`, `N or less`, `over N` or `under N`"
    else:
        told, label = "more or less", "for numbers only"
        help_ = "levels are better or worse: write `LEVEL or better`, `LEVEL or worse`, `better than LEVEL`"
    return diagnostic("not-on-scale", f"{found} is not {told} than another", at=span, label=label, help=help_)


def no_best(span: Span, found: str, word: str) -> Diagnostic:
    """The best or the worst of what has no order."""
    other = "highest" if word == "best" else "lowest"
    return diagnostic(
        "not-on-scale",
        f"{found} is not better or worse than another",
        at=span,
        label="for levels only",
        help=f"numbers are higher or lower: write `{other} of`",
    )


def no_levels(span: Span, kind: str, word: str, found: str, declared: Span) -> Diagnostic:
    """An exception that moves along levels is on an outcome that has none."""
    return diagnostic(
        "not-on-scale",
        f"{structure.a(kind)} moves along levels, and `{word}` is {found}",
        at=span,
        label="has no levels",
        others=(Label(declared, f"is {found}"),),
        help=f"put the {kind} on the rating that is read from it, or write a `replacement`",
    )


def test_not_fitting(span: Span, type_: Type, wanted: str) -> Diagnostic:
    """A test that can't be asked of this type."""
    found, tests = in_words(type_), how_tested(type_)
    return diagnostic(
        "type-mismatch",
        f"this test is for {wanted}, not for {found}",
        at=span,
        label=f"asked of {found}",
        help=f"{found} is tested by {tests}",
    )


def which_member(span: Span, word: str, sets: tuple[str, ...]) -> Diagnostic:
    """A collection stands where one value is wanted; a `collect` ranges over an axis of its own, which is no set."""
    if any(":" in one for one in sets):
        return diagnostic(
            "which-member",
            f"`{word}` is a collection, and one value is wanted",
            at=span,
            label="several values",
            help=f"combine them: `total of {word}`, `worst of {word}`, `any of {word} is ..`",
        )
    told = " and ".join(sets)
    return diagnostic(
        "which-member",
        f"which {told}? `{word}` has one value for each",
        at=span,
        label="one value is wanted",
        help=(
            f"pick one: `{word} of MEMBER`",
            f"or combine them: `total of {word}`, `any of {word} is ..`",
            f"or add `for each {sets[0]}` to the rule",
        ),
    )


def which_entry(span: Span, word: str, sets: tuple[str, ...]) -> Diagnostic:
    """A line of an example that does not say whose value it gives or expects."""
    every = " and ".join(f"every {one}" for one in sets)
    return diagnostic(
        "which-member",
        f"which {' and '.join(sets)}? `{word}` has one value for each",
        at=span,
        label="whose value is it?",
        help=f"write `{word} of MEMBER`, or `{word} of {every}`",
    )


def no_member_here(span: Span, word: str) -> Diagnostic:
    """A set stands for its member in a rule that does not run over it."""
    return diagnostic(
        "which-member",
        f"`{word}` is one of its members only in a rule `for each {word}`",
        at=span,
        label="no member is meant here",
        help=f"add `for each {word}` to the rule, or write a member's name",
    )


def only_one_wanted(span: Span, word: str) -> Diagnostic:
    """`X of MEMBER` of something that has no members there."""
    return diagnostic(
        "which-member",
        f"`{word}` has no members to pick from",
        at=span,
        label="has one value only",
        help=f"write `{word}`",
        fix=Fix("take the member out", (Edit(span, word),)),
    )


def no_such_cell(span: Span, word: str, members: tuple[str, ...], level: str) -> Diagnostic:
    """Members that do not go together, or that are not there at a level of subjects."""
    told = " and ".join(f"`{one}`" for one in members)
    return diagnostic(
        "which-member",
        f"at {level}, `{word}` has no value for {told}",
        at=span,
        label="is not there",
        help="name members that exist at this level and need each other",
    )


def collection_needed(span: Span, word: str) -> Diagnostic:
    """One value stands where several are wanted."""
    return diagnostic(
        "collection-needed",
        f"`{word}` is one value, not several",
        at=span,
        label="nothing to combine",
        help=f"test it directly (`{word} is ..`), or name more than one with commas between",
    )


def whole_not_shown(span: Span, declared: Span) -> Diagnostic:
    """A whole number is declared and the answer need not be whole."""
    return diagnostic(
        "whole-not-shown",
        "the answer need not be a whole number",
        at=span,
        label="may have a fraction",
        others=(Label(declared, "a whole number is declared"),),
        help="add `rounded to whole by ..`, or write `is a number`",
    )


def bounds_not_fitting(span: Span, headline: str, help_: str) -> Diagnostic:
    """Ends of a number that can't be."""
    return diagnostic("bounds-not-fitting", headline, at=span, label="these ends", help=help_)


def nothing_between(span: Span, low: str, high: str) -> Diagnostic:
    """A range whose first end is above its second."""
    return diagnostic(
        "bounds-not-fitting",
        f"nothing lies from {low} to {high}",
        at=span,
        label="these ends",
        help=f"write `{high} to {low}`",
        fix=Fix("turn the two ends round", (Edit(span, f"{high} to {low}"),)),
    )


def value_of_another(span: Span, word: str, type_: str) -> Diagnostic:
    """A level or member stands where its scale or set is not asked for."""
    return diagnostic(
        "type-mismatch",
        f"`{word}` is {type_}, which is not wanted here",
        at=span,
        label=f"is {type_}",
        help="compare it with something of its own type, or name a value that is declared",
    )


def beyond_ends(span: Span, ends: str) -> Diagnostic:
    """A written number that its place can't hold. ends: `0 to 100`."""
    return diagnostic(
        "bounds-not-fitting",
        f"{span.text} does not lie from {ends}",
        at=span,
        label="beyond the ends",
        help=f"write a number from {ends}, or declare other ends",
    )


def label_tested(span: Span, word: str, state: str) -> Diagnostic:
    """A label that is no level is tested for."""
    return diagnostic(
        "label-tested",
        f"`{word}` is only shown; it counts as {state}",
        at=span,
        label="a label, not a level",
        help=f"test the state: `is {state}`",
        fix=Fix(f"write `{state}`", (Edit(span, state),)),
    )


def ambiguous_word(span: Span, word: str, used: Span) -> Diagnostic:
    """A declaration has the name of a level or member of its own type. used: where the word has two readings."""
    return diagnostic(
        "ambiguous-word",
        f"`{word}` is a declaration and a value of its type",
        at=span,
        label="has a value's name",
        others=(Label(used, "which of the two?"),),
        help="give the declaration another name",
    )


def rest_without_quantifier(span: Span) -> Diagnostic:
    """`the rest` with nothing before it."""
    return diagnostic(
        "rest-without-quantifier",
        "`the rest` has no `at least N of` or `any of` before it",
        at=span,
        label="the rest of what?",
        help="write a condition such as `at least 2 of X are LEVEL and the rest are ..`",
    )


def no_such_type(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """A type that is neither built in nor declared."""
    return diagnostic(
        "unknown-name",
        f"no type, scale or set is called `{word}`",
        at=span,
        label="not declared",
        help=f"did you mean {either(near)}?" if near else "declare a scale or a set of that name",
        fix=Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if near else None,
    )
