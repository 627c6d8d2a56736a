"""One declaration: its item, or every finding about it.

A declaration that can't be read as a whole is read line by line, each clause on its own, so that a fault in one
line says nothing about the next. The cost stays linear: a clause is tried again only a fixed number of times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from wellled_rules.diagnostics.report import Report
from wellled_rules.syntax.ast.module import Item
from wellled_rules.syntax.build.clauses import build_clause
from wellled_rules.syntax.build.declarations import LanguageLine, build_item
from wellled_rules.syntax.build.leaves import Leaves, Node
from wellled_rules.syntax.explain import explain
from wellled_rules.syntax.fault import Fault, Role
from wellled_rules.syntax.grammar import Grammar, Stop
from wellled_rules.syntax.lexical import small_name
from wellled_rules.syntax.scan import Line, Stretch
from wellled_rules.syntax.tokens import words
from wellled_rules.text.source import SourceFile

__all__ = ["broken_names", "read"]

_TRIES, _REREAD = 8, 1_000
"""How often a clause with faults in the lines under it is read again without them: `_TRIES` times, and more often
where it is short, as long as no more than `_REREAD` lines are read again."""

_ALONE = frozenset({"unindented-clause", "later-construct"})
"""Faults in a first line after which the lines under it are no clauses of a known declaration."""

_TOP = frozenset({"declaration", "language", "framework", "module", "use", "remove", "add_to"})
_NAMED = re.compile(r"(?:replace[ \t]+)?[A-Za-z]\w*[ \t]+([A-Za-z][\w-]*)")
_UNNAMED = re.compile(r"(?:framework|module|remove|language)\b")
_TITLED = re.compile(r"(?:replace[ \t]+)?[a-z]+[ \t]+\"([^\"\n]+)\"")
_ADDED = re.compile(r"add[ \t]+to[ \t]+([a-z]\w*)")
_USED = re.compile(r"use[ \t]+([a-z][\w.]*)(?:[ \t]+as[ \t]+([a-z]\w*))?(?:[^#\n]*?[ \t]for[ \t]+([a-z][\w, \t]*))?")


def read(
    grammar: Grammar, source: SourceFile, stretch: Stretch, report: Report, most: int
) -> Item | LanguageLine | None:
    """The declaration of a stretch; none where it can't be read, and `report` then says why.

    most: findings after which the rest of the stretch is not looked at.
    """
    whole = _Piece(grammar, source, tuple(stretch.lines), Report(), _first_word(source, stretch.lines[0]))
    if not stretch.is_flawed:
        found = whole.parse("top")
        if not isinstance(found, Stop):
            leaves = Leaves(source, whole.base, report=Report())
            item = build_item(leaves, found)
            report.extend(leaves.report)
            return None if leaves.report.has_errors else item
    faults = Report()
    for count, piece in enumerate(_pieces(grammar, source, stretch.lines, faults)):
        piece.say_faults()
        if len(faults) > most or (count == 0 and any(one.code in _ALONE for one in faults)):
            break
    if not len(faults) and not stretch.is_flawed:
        # Each line can be read, and not where it stands: the parts do not fit together.
        found = whole.parse("top")
        if isinstance(found, Stop):
            whole.say(found)
    report.extend(faults)
    report.extend(whole.report)
    return None


def broken_names(source: SourceFile, stretch: Stretch) -> tuple[str, ...]:
    """Names that a declaration which can't be read would have declared, as far as they can be made out."""
    line = stretch.lines[0]
    if used := _USED.match(source.text, line.start, line.end):
        module, alias, only = used.groups()
        if only:
            return tuple(re.findall(r"[a-z]\w*", only))
        return (alias or module.rpartition(".")[2],)
    if _UNNAMED.match(source.text, line.start, line.end):
        return ()
    named = _ADDED.match(source.text, line.start, line.end) or _NAMED.match(source.text, line.start, line.end)
    if named is not None:
        return (small_name(named.group(1)),)
    titled = _TITLED.match(source.text, line.start, line.end)
    return () if titled is None else ("_".join(re.findall(r"[a-z0-9]+", titled.group(1).casefold())),)


def _pieces(grammar: Grammar, source: SourceFile, lines: list[Line], report: Report) -> Iterator[_Piece]:
    """The first line of a declaration, then each clause with the lines under it."""
    under = _first_word(source, lines[0])
    yield _Piece(grammar, source, (lines[0],), report, under)
    begun: list[Line] = []
    for line in lines[1:]:
        if line.depth <= 1 and begun:
            yield _Piece(grammar, source, tuple(begun), report, under)
            begun = []
        begun.append(line)
    if begun:
        yield _Piece(grammar, source, tuple(begun), report, under)


@dataclass(slots=True)
class _Piece:
    """Lines that are read together: a first line, and what stands under it. under: first word of the declaration."""

    grammar: Grammar
    source: SourceFile
    lines: tuple[Line, ...]
    report: Report
    under: str

    @property
    def base(self) -> int:
        """Offset at which the piece begins."""
        return self.lines[0].start

    def parse(self, start: str, without: frozenset[Line] = frozenset()) -> Node | Stop:
        """The tree of the piece, the lines `without` taken for blank, or where the parser stopped."""
        text = self.source.text
        last = self.lines[-1].end
        if not without:
            return self.grammar.parse(text[self.base : last] + "\n", start)
        parts: list[str] = []
        at = self.base
        for line in self.lines:
            parts.append(text[at : line.start])
            words = text[line.start : line.end]
            parts.append(re.sub(r"[^\n]", " ", words) if line in without else words)
            at = line.end
        return self.grammar.parse("".join(parts) + "\n", start)

    def say_faults(self) -> None:
        """Report every fault of the piece that no other fault explains."""
        first = self.lines[0]
        if first.is_flawed:
            return
        without = frozenset(line for i, line in enumerate(self.lines) if line.is_flawed for line in self._family(i))
        for _ in range(max(_TRIES, _REREAD // len(self.lines))):
            found = self.parse("item" if first.depth else "top", without)
            if not isinstance(found, Stop):
                self._say_values(found)
                return
            if without and _lacks_block(found):
                return  # what stood under the line was left out above
            i = self.say(found)
            if i == 0:
                return
            without |= self._misplaced(i) if found.kind == "_INDENT" else frozenset(self._family(i))

    def say(self, stop: Stop) -> int:
        """Report the fault at which the parser stopped; gives the index of the line at fault."""
        at = self.base + stop.start
        i = max(bisect_right(self.lines, at, key=_start_of_line) - 1, 0)
        if _lacks_block(stop) and i > 0 and at == self.lines[i].start:
            i -= 1  # the parser met the next line; the fault is that nothing stands under the one before
        line = self.lines[i]
        fault = Fault(
            grammar=self.grammar,
            source=self.source,
            line=line,
            role=self._role(i),
            kind=stop.kind,
            at=min(at, line.end),
            expected=stop.expected,
            above=self.lines[i - 1] if i else None,
            under=self.under,
        )
        self.report.add(explain(fault))
        return i

    def _say_values(self, found: Node) -> None:
        leaves = Leaves(self.source, self.base, self.report)
        if found.data in _TOP:
            build_item(leaves, found)
        else:
            build_clause(leaves, found)

    def _family(self, i: int) -> Iterator[Line]:
        """A line and the lines under it."""
        yield self.lines[i]
        for line in self.lines[i + 1 :]:
            if line.depth <= self.lines[i].depth:
                return
            yield line

    def _misplaced(self, i: int) -> frozenset[Line]:
        """Line `i` and the lines beside it, none of which can stand under the line above them."""
        return frozenset(self._family(i - 1)) - {self.lines[i - 1]}

    def _role(self, i: int) -> Role:
        line = self.lines[i]
        if line.depth == 0:
            return Role.DECLARATION
        parent = next((each for each in reversed(self.lines[:i]) if each.depth < line.depth), None)
        if parent is None or parent.depth == 0:
            return Role.CLAUSE
        above = words(self.source.text, parent.start, parent.end)
        if above[-1].text == "these":
            return Role.CONDITION
        return Role.ROW if above[0].text in {"by", "first"} else Role.CLAUSE


def _first_word(source: SourceFile, line: Line) -> str:
    return next((word.text for word in words(source.text, line.start, line.end)), "")


def _start_of_line(line: Line) -> int:
    return line.start


def _lacks_block(stop: Stop) -> bool:
    return "_INDENT" in stop.expected and stop.kind != "_INDENT"
