"""A line that the parser could not read, and how such a line is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from wellled_rules.syntax.grammar import Grammar
from wellled_rules.syntax.scan import Line
from wellled_rules.syntax.tokens import Word, words
from wellled_rules.syntax.wording import FORMS, FORMS_UNDER, FORMS_WITH, HEADS, KINDS
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["Fault", "Role"]

_ENDS = frozenset({"_NL", "_INDENT", "_DEDENT", "$END"})


class Role(Enum):
    """What a line is, by what it stands under."""

    DECLARATION = auto()
    CLAUSE = auto()
    ROW = auto()
    CONDITION = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """A line at which the parser stopped.

    kind: the terminal met. at: offset of the word met; the line's end where it stopped too early.
    expected: terminals that could have come. above: the line before, in the same declaration. under: first word of the
    declaration.
    words: of the line. index: which of them the parser stopped at; as many as there are words at the line's end.
    """

    grammar: Grammar
    source: SourceFile
    line: Line
    role: Role
    kind: str
    at: int
    expected: frozenset[str]
    above: Line | None
    under: str
    words: tuple[Word, ...] = field(init=False)
    index: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", words(self.source.text, self.line.start, self.line.end))
        object.__setattr__(self, "index", sum(word.end <= self.at for word in self.words))

    @property
    def first(self) -> str:
        """The line's first word."""
        return self.words[0].text

    @property
    def begun(self) -> str:
        """The line's first word, shortened where it is no word at all."""
        return self.first if len(self.first) <= 24 else f"{self.first[:23]}…"

    @property
    def met(self) -> Word:
        """The word the parser stopped at; the last one, where the line was over."""
        return self.words[min(self.index, len(self.words) - 1)]

    @property
    def is_over(self) -> bool:
        """Whether the line ended where more was needed."""
        return self.kind in _ENDS or self.index == len(self.words)

    @property
    def form(self) -> str | None:
        """How such a line is written."""
        match self.role:
            case Role.ROW:
                return "RESULT when TEST"
            case Role.CONDITION:
                return "NAME is TEST"
            case Role.DECLARATION:
                return _form(self, HEADS.get(self.first))
            case Role.CLAUSE:
                plain = FORMS.get(self.first, 'name "Title"')
                return _form(self, FORMS_UNDER.get(self.under, FORMS).get(self.first, plain))

    def span(self, word: Word) -> Span:
        """Place of a word."""
        return Span(self.source, word.start, word.end)

    def rest(self) -> Span:
        """From the word met to the end of the line."""
        return Span(self.source, self.met.start, self.words[-1].end)


def _form(fault: Fault, plain: str | None) -> str | None:
    """The form for a line's first word, made closer by later words that only one of its forms has."""
    known = fault.first in FORMS or fault.first in HEADS
    closer = FORMS_WITH.get(fault.first if known else "", {})
    further = {word.text for word in fault.words[1:]}
    if fault.role is Role.DECLARATION and fault.first in KINDS and "at" in further:
        return f'{fault.first} name at LEVEL "Title"'
    return next((form for needed, form in closer.items() if further.issuperset(needed.split())), plain)
