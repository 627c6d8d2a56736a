"""Single tokens: names, numbers, days, texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from lark import Token, Tree

from wellled_rules.diagnostics.report import Report
from wellled_rules.syntax.ast.clauses import Identity, Text
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.errors import values as errors
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span
from wellled_rules.values.scale import Exact

__all__ = ["Leaf", "Leaves", "Node"]

Node = Tree[Token]
Leaf = Token | Node | None
"""What stands below a tree: a token, a tree, or none where an optional part is absent."""

_ESCAPE = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Leaves:
    """Reads tokens of one piece of text.

    base: offset of the piece in `source`. report: takes what a token says that cannot be, such as a 30th of
    February; the token is then read as something harmless, and whoever asked drops the declaration.
    """

    source: SourceFile
    base: int
    report: Report = field(default_factory=Report)

    def span(self, node: Token | Node) -> Span:
        """Place of a token or a tree, layout at its end left out."""
        if isinstance(node, Token):
            start, end = node.start_pos, node.end_pos
        else:
            start, end = node.meta.start_pos, node.meta.end_pos
        assert start is not None and end is not None, "every token comes from text"
        return Span(self.source, self.base + start, self.base + end)

    def name(self, leaf: Leaf) -> Name:
        """The name that a token is."""
        token = _token(leaf)
        return Name(str(token), self.span(token))

    def find_name(self, leaf: Leaf) -> Name | None:
        """The name, where there is one."""
        return None if leaf is None else self.name(leaf)

    def names(self, leaf: Leaf) -> tuple[Name, ...]:
        """The names of a list; none for an absent one."""
        return () if leaf is None else tuple(self.name(child) for child in _tree(leaf).children)

    def at(self, leaf: Leaf) -> tuple[Name, ...]:
        """The levels of `at LEVEL, ...`; none for an absent one."""
        return () if leaf is None else self.names(_tree(leaf).children[0])

    def text(self, leaf: Leaf) -> Text:
        """A quoted text, its escapes read and each line break one space."""
        token = _token(leaf)
        lines = token[1:-1].split("\n")
        if len(lines) > 1:
            inner = (line.strip(" \t") for line in lines[1:-1])
            lines = [lines[0].rstrip(" \t"), *inner, lines[-1].lstrip(" \t")]
        return Text(_ESCAPE.sub(r"\1", " ".join(lines)), self.span(token))

    def find_text(self, leaf: Leaf) -> Text | None:
        """The quoted text, where there is one."""
        return None if leaf is None else self.text(leaf)

    def number(self, leaf: Leaf) -> Exact:
        """A number, exact: 62.5 is 125/2."""
        token = _token(leaf)
        found = Fraction(str(token))
        return found.numerator if found.denominator == 1 else found

    def find_number(self, leaf: Leaf) -> Exact | None:
        """The number, where there is one."""
        return None if leaf is None else self.number(leaf)

    def count(self, leaf: Leaf, what: str) -> int:
        """A whole number from 0; `what` is counted, for the message when it is none."""
        found = self.number(leaf)
        if isinstance(found, int) and found >= 0:
            return found
        self.report.add(errors.no_count(self.span(_token(leaf)), what))
        return 0

    def day(self, leaf: Leaf) -> date:
        """A calendar day."""
        token = _token(leaf)
        year, month, day = (int(part) for part in token.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            self.report.add(errors.impossible_date(self.span(token), year, month, day))
            return date.min

    def find_day(self, leaf: Leaf) -> date | None:
        """The calendar day, where there is one."""
        return None if leaf is None else self.day(leaf)

    def identity(self, leaf: Leaf) -> Identity:
        """`id@year-month`."""
        token = _token(leaf)
        name, _, version = token.partition("@")
        if not 1 <= int(version[5:]) <= 12 or version.startswith("0000"):
            self.report.add(errors.impossible_month(self.span(token)))
        return Identity(name, version, self.span(token))


def _token(leaf: Leaf) -> Token:
    assert isinstance(leaf, Token), "the grammar puts a token here"
    return leaf


def _tree(leaf: Leaf) -> Node:
    assert isinstance(leaf, Tree), "the grammar puts a rule here"
    return leaf
