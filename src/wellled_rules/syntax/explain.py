"""Which fault it is, where the parser stopped at a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.syntax.errors import layout as layout_errors
from wellled_rules.syntax.errors import lines as errors
from wellled_rules.syntax.errors import values as value_errors
from wellled_rules.syntax.fault import Fault, Role
from wellled_rules.syntax.lexical import find_unquoted
from wellled_rules.syntax.tokens import Word, words
from wellled_rules.syntax.wording import (
    BLOCKS,
    FORMS,
    FORMS_UNDER,
    HEADS,
    KINDS,
    LATER_CLAUSES,
    LATER_KINDS,
    expected_words,
)
from wellled_rules.text.span import Span

__all__ = ["explain"]

_OPERATORS = frozenset("+-*/()") | {"of", "as"}
_QUANTIFIERS = frozenset({"any", "all", "none", "at", "exactly", "a", "the"})
_CONDITIONS = frozenset({"when", "unless", "expects", "where"})
_FOLDS = frozenset({"total", "number", "mean", "highest", "lowest", "best", "worst"})
_ASKED_OF = _FOLDS | {"any", "all", "none", "majority"}
_COUNTS = frozenset({"least", "most", "exactly"})


_FOREIGN = {"if": "when", "else": "otherwise", "default": "otherwise"}
_COUNTED = {"one": "1"}


def explain(fault: Fault) -> Diagnostic:
    """The one finding for a line that can't be read; the first question that has an answer gives it."""
    for question in _QUESTIONS:
        if found := question(fault):
            return found
    expected = expected_words(fault.grammar, fault.expected)
    return errors.unexpected_word(fault.span(fault.met), expected, fault.form)


def _layout(fault: Fault) -> Diagnostic | None:
    """Lines that are indented too far, or that nothing stands under."""
    if fault.kind == "_INDENT" and fault.above is not None:
        above = words(fault.source.text, fault.above.start, fault.above.end)
        return layout_errors.unexpected_indent(_over(fault, fault.words), _over(fault, above), above[0].text)
    if "_INDENT" in fault.expected and fault.kind != "_INDENT" and fault.is_over:
        begun = " ".join(word.text for word in fault.words)
        block = next((block for block in BLOCKS if begun.startswith(block) or begun.endswith(block)), "these")
        shown = " ".join(begun.split()[-3:]) if block == "these" else block
        return layout_errors.missing_block(_over(fault, fault.words), shown, BLOCKS[block])
    return None


def _over(fault: Fault, over: tuple[Word, ...]) -> Span:
    return Span(fault.source, over[0].start, over[-1].end)


def _later(fault: Fault) -> Diagnostic | None:
    """Constructs of a language to come."""
    if fault.role is Role.DECLARATION:
        names = LATER_KINDS
        word = fault.words[1] if fault.first == "replace" and len(fault.words) > 1 else fault.words[0]
    elif fault.role is Role.CLAUSE:
        names = LATER_CLAUSES
        word = fault.words[0]
        if fault.first == "given" and fault.met.text in {",", "dated"}:
            return errors.later_construct(fault.rest(), "the day of a given value, `dated`,")
    else:
        return None
    construct = names.get(word.text)
    return None if construct is None else errors.later_construct(fault.span(word), construct)


def _declaration(fault: Fault) -> Diagnostic | None:
    """First words of declarations."""
    if fault.role is not Role.DECLARATION:
        return None
    word = fault.words[0]
    if fault.first == "replace" and len(fault.words) > 1:
        word = fault.words[1]
        known: Iterable[str] = KINDS
    else:
        known = (*HEADS, *LATER_KINDS)
    if word.text in known:
        return None
    if word.text in FORMS and fault.first != "replace":
        return layout_errors.unindented_clause(fault.span(word), word.text)
    return errors.unknown_declaration(fault.span(word), _near(word.text, known))


def _row(fault: Fault) -> Diagnostic | None:
    """Rows whose test comes before their result."""
    if fault.role is Role.ROW and fault.first in {"when", "otherwise", "else", "if", "default"}:
        first = "otherwise" if fault.first in {"otherwise", "else", "default"} else "when"
        return errors.reversed_row(fault.span(fault.words[0]), first)
    return None


def _condition(fault: Fault) -> Diagnostic | None:
    """`or` between conditions."""
    if fault.is_over:
        return None
    before = fault.words[: fault.index]
    begins = fault.met.text in _QUANTIFIERS and before and before[-1].text == "or"
    picks = fault.met.text == "of" and not {"is", "are"}.isdisjoint(word.text for word in fault.words[fault.index :])
    if fault.met.text not in {"is", "are"} and not begins and not picks:
        return None
    joins = [word for word in before if word.text == "or"]
    if not joins or (fault.role is Role.CLAUSE and not _CONDITIONS & {word.text for word in before}):
        return None
    second = [word for word in fault.words if word.start > joins[-1].start]
    end = next((word for word in second if word.text in {"is", "are"}), second[0])
    place = Span(fault.source, second[0].start, end.end)
    return errors.or_between_conditions(
        place, fault.span(joins[-1]), is_listed=fault.first not in {"takes", "covers", "shows"}
    )


def _bracketed(fault: Fault) -> Diagnostic | None:
    """`(x is 3) and y is 4`."""
    if fault.is_over or fault.met.text not in {"is", "are"}:
        return None
    open_: list[Word] = []
    for word in fault.words[: fault.index]:
        if word.text == "(":
            open_.append(word)
        elif word.text == ")" and open_:
            open_.pop()
    return errors.bracketed_condition(fault.span(open_[0])) if open_ else None


def _article(fault: Fault) -> Diagnostic | None:
    """`a is 3`, where `a` is meant as a name and read as the beginning of `a majority`."""
    if fault.index == 0 or fault.is_over or fault.expected != {"MAJORITY"}:
        return None
    return errors.reserved_name(fault.span(fault.words[fault.index - 1]), None)


def _of_a_level(fault: Fault) -> Diagnostic | None:
    """`any of points of room`, `worst of points of room`: what a collection gives a name of its own."""
    before, after = fault.words[: fault.index], fault.words[fault.index + 1 :]
    if fault.is_over or fault.met.text != "of" or not after or len(before) < 4 or before[-2].text != "of":
        return None
    if before[-3].text not in _ASKED_OF and before[-4].text not in _COUNTS:
        return None
    taken, level = before[-1], after[0]
    return errors.no_collection(Span(fault.source, taken.start, level.end), taken.text, level.text)


def _each_first(fault: Fault) -> Diagnostic | None:
    """`takes each room points`, `takes each points of room`."""
    if fault.first != "takes" or fault.index != 2 or fault.is_over or fault.words[1].text != "each":
        return None
    after = [word for word in fault.words[2:] if word.text != "each"]
    if len(after) > 2 and after[1].text == "of":
        (name, _, level), rest = (word.text for word in after[:3]), after[3:]
    else:
        level, name, rest = after[0].text, after[1].text if len(after) > 1 else "NAME", after[2:]
    end = fault.words[fault.words.index(rest[0]) - 1] if rest else fault.words[-1]
    return errors.each_before_name(Span(fault.source, fault.words[1].start, end.end), name, level)


def _where(fault: Fault) -> Diagnostic | None:
    """`takes points of each room heat is 3`."""
    if fault.is_over or "WHERE" not in fault.expected:
        return None
    if {"is", "are"}.isdisjoint(word.text for word in fault.words[fault.index :]):
        return None
    return errors.where_left_out(fault.rest(), fault.begun)


def _column(fault: Fault) -> Diagnostic | None:
    """Sums as columns of a table."""
    if fault.role is not Role.CLAUSE or fault.first != "by" or len(fault.words) < 2 or fault.index < 1:
        return None
    if not _OPERATORS & {word.text for word in fault.words[1:]}:
        return None
    return errors.expression_as_column(Span(fault.source, fault.words[1].start, fault.words[-1].end))


def _unquoted(fault: Fault) -> Diagnostic | None:
    """Titles and texts without quotes."""
    if fault.is_over or "STRING" not in fault.expected or fault.met.text.startswith('"'):
        return None
    if any(word.text.startswith('"') for word in fault.words[fault.index :]):
        return None  # the text stands further on, in its quotes
    return find_unquoted(fault.source, fault.line.start, fault.met.start)


def _clause(fault: Fault) -> Diagnostic | None:
    """First words of clauses."""
    if fault.role is not Role.CLAUSE or fault.first in FORMS:
        return None
    word = fault.words[0]
    second = fault.words[1].text if len(fault.words) > 1 else ""
    if word.text in _FOREIGN:
        return errors.unknown_clause(fault.span(word), (_FOREIGN[word.text],))
    if fault.index == 0 and fault.kind != "RESERVED":
        return errors.unknown_clause(fault.span(word), ())
    if second.startswith('"') or second in {"is", "worth", "means", "become", "becomes"}:
        return None
    if fault.index == 0 and not second:
        return None
    return errors.unknown_clause(fault.span(word), _near(word.text, FORMS))


def _not(fault: Fault) -> Diagnostic | None:
    """`when not x is 3`."""
    if fault.met.text == "not" and {"NAME", "NUM"} <= fault.expected and not fault.is_over:
        return errors.misplaced_not(fault.span(fault.met))
    return None


def _call(fault: Fault) -> Diagnostic | None:
    """`max(a, b)`, and `62,5`."""
    if fault.is_over or fault.index == 0 or fault.met.text not in {"(", ","}:
        return None
    before = fault.words[fault.index - 1]
    if before.end != fault.met.start:
        return None
    if fault.met.text == "(":
        return errors.called_name(fault.span(before)) if before.text[0].isalpha() else None
    after = fault.words[fault.index + 1] if fault.index + 1 < len(fault.words) else fault.met
    if not (before.text.isdigit() and after.text.isdigit() and after.start == fault.met.end):
        return None
    whole = Span(fault.source, before.start, after.end)
    return value_errors.malformed_number(whole, f"{before.text}.{after.text}")


def _foreign(fault: Fault) -> Diagnostic | None:
    """`fresh if 25`, `at most one level`: words for which the language has others."""
    if fault.is_over:
        return None
    word = fault.met
    better = _FOREIGN.get(word.text)
    if better is not None and better in map(fault.grammar.word, fault.expected):
        return errors.foreign_word(fault.span(word), better)
    if "NUM" in fault.expected and word.text in _COUNTED and not _declares(fault):
        return errors.foreign_word(fault.span(word), _COUNTED[word.text])
    return None


def _period(fault: Fault) -> Diagnostic | None:
    """`in force from 2024-01-01 to 2025-01-01`."""
    if fault.is_over or "UNTIL" not in fault.expected or fault.met.text not in {"to", "till"}:
        return None
    return errors.foreign_word(fault.span(fault.met), "until")


def _hyphen(fault: Fault) -> Diagnostic | None:
    """`fresh when 25 - 38`."""
    if fault.is_over or fault.index == 0 or "NUM" in fault.expected or not fault.met.text.startswith("-"):
        return None
    low, *_, last = fault.words[fault.index - 1 : fault.index + (2 if fault.met.text == "-" else 1)]
    high = last.text.removeprefix("-")
    if not (low.text[0].isdigit() and high[:1].isdigit()):
        return None
    return value_errors.hyphen_range(Span(fault.source, low.start, last.end), low.text, high)


def _comma(fault: Fault) -> Diagnostic | None:
    """`ground, becomes soil`, `ground becomes soil,`."""
    commas = [index for index, word in enumerate(fault.words) if word.text == ","]
    after = [index for index in commas if fault.words[index + 1 : index + 2]]
    found = next((index for index in after if fault.words[index + 1].text in {"become", "becomes"}), None)
    if found is not None:
        return errors.stray_comma(fault.span(fault.words[found]), fault.words[found + 1].text)
    *before, last = fault.words
    named = [turn for turn, word in enumerate(before) if word.text in {"become", "becomes"}]
    if last.text != "," or not named or len(before) == named[0] + 1:
        return None
    return errors.trailing_comma(fault.span(last), is_nothing=before[-1].text == "nothing")


def _reserved(fault: Fault) -> Diagnostic | None:
    """Key words as names."""
    word = fault.met
    if fault.is_over or "NAME" not in fault.expected or word.text not in fault.grammar.reserved:
        return None
    before = fault.words[fault.index - 1].text if fault.index else ""
    if fault.role is Role.DECLARATION and before in KINDS:
        return errors.reserved_name(fault.span(word), f"{word.text}_{'value' if before == 'determine' else before}")
    if _declares(fault):
        return errors.reserved_name(fault.span(word), "level_one" if word.text == "one" else f"{word.text}_one")
    form = fault.form or ""
    # Roles and subjects of examples have names that nothing declares.
    if fault.role is Role.CLAUSE and ("ROLE" in form or form == FORMS_UNDER["example"]["in"]):
        return errors.reserved_word(fault.span(word), form)
    if not fault.index and fault.role in {Role.ROW, Role.CONDITION} and word.text in FORMS and not _is_row(fault):
        return layout_errors.clause_too_far_in(fault.span(word))
    return errors.reserved_name(fault.span(word), None)


def _declares(fault: Fault) -> bool:
    """Whether the word met is written as the name of a member: `other "Other"`."""
    after = fault.words[fault.index + 1].text if fault.index + 1 < len(fault.words) else ""
    return not fault.index and after.startswith('"')


def _is_row(fault: Fault) -> bool:
    """Whether a line is one of a table or a ladder, or a condition, but for its first word."""
    return not {"when", "otherwise", "is", "are"}.isdisjoint(word.text for word in fault.words[1:])


def _minus(fault: Fault) -> Diagnostic | None:
    """`points -3`."""
    if fault.is_over or not {"MINUS", "PLUS"} & fault.expected or not fault.met.text.startswith("-"):
        return None
    return value_errors.minus_without_space(fault.span(fault.met), f"- {fault.met.text[1:]}")


def _date(fault: Fault) -> Diagnostic | None:
    """Numbers where a day is needed."""
    if fault.is_over or "DATE" not in fault.expected or "NUM" in fault.expected:
        return None
    if not fault.met.text[0].isdigit():
        return None
    last = fault.index
    while last + 1 < len(fault.words) and fault.words[last + 1].start == fault.words[last].end:
        last += 1
    return value_errors.malformed_date(Span(fault.source, fault.met.start, fault.words[last].end))


def _incomplete(fault: Fault) -> Diagnostic | None:
    """Lines that stop too early."""
    if not fault.is_over:
        return None
    expected = expected_words(fault.grammar, fault.expected)
    last = fault.words[-1]
    return errors.incomplete_clause(fault.span(last), fault.begun, expected, fault.form)


def _leftover(fault: Fault) -> Diagnostic | None:
    """Lines that go on after they are complete."""
    if "_NL" not in fault.expected or fault.index == 0:
        return None
    return errors.leftover_words(fault.rest(), fault.begun, fault.form)


def _near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    return nearest(word, known, 2)


_QUESTIONS: tuple[Callable[[Fault], Diagnostic | None], ...] = (
    _layout,
    _later,
    _declaration,
    _row,
    _condition,
    _bracketed,
    _article,
    _of_a_level,
    _each_first,
    _where,
    _column,
    _unquoted,
    _comma,
    _clause,
    _not,
    _call,
    _foreign,
    _period,
    _hyphen,
    _reserved,
    _minus,
    _date,
    _incomplete,
    _leftover,
)
