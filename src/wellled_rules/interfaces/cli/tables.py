"""What `wellled batch` makes of a table: one in which a row is a case, or one in which it is a subject of a case.

In: rules, and a file. Out: its rows, some at a time, and of these the answers, with a line for each reason for which
some are refused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

if TYPE_CHECKING:
    from wellled_rules.api import Framework
    from wellled_rules.backends.columns.frames import Decider, Enough
    from wellled_rules.backends.columns.gathering import Block
    from wellled_rules.backends.columns.sources import Malformed, Stretch
    from wellled_rules.backends.columns.subjects import Fault
    from wellled_rules.backends.columns.trees import TreeDecider

__all__ = ["Answered", "Cases", "Piece", "Rows", "Work"]

Line: TypeAlias = "dict[str, object]"
"""A line of the file of refused rows."""

Piece: TypeAlias = "Stretch | Block"
"""Some rows of a file, with those among them that could not be read."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The first rows of those asked. rows: how many. table: the answers to those that are not refused.

    told: a line for each reason, in order. refused: how many rows, or cases, these are about.
    """

    rows: int
    table: Any
    told: Sequence[Line]
    refused: int


class Work(Protocol):
    """What is done with the rows of a file."""

    @property
    def at_once(self) -> int:
        """About how many rows are read before they are decided."""
        ...

    @property
    def level(self) -> str:
        """The level of the subjects that cases are about."""
        ...

    def pieces(self, path: Path) -> Iterator[Piece]:
        """The file's rows in order, at least one piece."""
        ...

    def cases(self, piece: Piece) -> int | None:
        """How many cases the rows are of; None where each row is one."""
        ...

    def answered(self, piece: Piece, start: int, enough: Enough) -> Answered:
        """The answers to the rows from `start`: all, or those behind the first that is `enough`."""
        ...


@dataclass(frozen=True)
class Rows:
    """A row is a case. names: columns that rows may have."""

    rules: Framework
    decider: Decider
    names: Sequence[str]
    at_once: ClassVar[int] = 65_536

    @property
    def level(self) -> str:
        """See `Work`."""
        return self.decider.layout.level

    def pieces(self, path: Path) -> Iterator[Stretch]:
        """See `Work`."""
        from wellled_rules.backends.columns.gathering import stretches
        from wellled_rules.backends.columns.sources import nothing

        found = stretches(path, self.names, self.at_once)
        yield next(found, nothing(self.names))
        yield from found

    def cases(self, piece: Piece) -> None:
        """See `Work`."""

    def answered(self, piece: Piece, start: int, enough: Enough) -> Answered:
        """See `Work`."""
        from wellled_rules.api.tables import begun, refused

        table = piece.table.slice(start)
        rows, found = begun(self.rules, self.decider, table, enough)
        low = piece.rows[start] if start else 0
        high = piece.rows[start + rows] if start + rows < len(piece.rows) else sys.maxsize
        told = [_unread(self.rules, self.level, one) for one in piece.malformed if low <= one.row < high]
        subjects = table.column("subject") if "subject" in table.column_names else None
        for row in found.refused.tolist():
            who = None if subjects is None else subjects[row].as_py()
            for one in refused(self.rules, self.decider, table, row):
                pointer = (one.pointer or "").removeprefix(f"/{row}")
                help_ = " ".join(one.help) or None
                told.append(_line(piece.rows[start + row], who, pointer, one.code, one.headline, help_))
        told.sort(key=itemgetter("row"))
        return Answered(rows, found.table, told, len({one["row"] for one in told}))


@dataclass(frozen=True)
class Cases:
    """A row is a subject of a case. names: columns that rows may have."""

    rules: Framework
    decider: TreeDecider
    names: Sequence[str]
    at_once: ClassVar[int] = 16_384

    @property
    def level(self) -> str:
        """See `Work`."""
        return self.decider.root

    def pieces(self, path: Path) -> Iterator[Block]:
        """See `Work`."""
        from wellled_rules.backends.columns.gathering import Block, blocks
        from wellled_rules.backends.columns.sources import nothing

        found = blocks(path, self.names, self.at_once)
        yield next(found, Block(nothing(self.names).table, (), (), {}))
        yield from found

    def cases(self, piece: Piece) -> int:
        """See `Work`."""
        from wellled_rules.backends.columns.subjects import words_of

        known = set(words_of(piece.table, "subject"))
        return len(known.union(one.subject for one in piece.malformed if one.subject is not None))

    def answered(self, piece: Piece, start: int, enough: Enough) -> Answered:
        """See `Work`."""
        from wellled_rules.api.tables import begun_cases
        from wellled_rules.backends.columns.gathering import Block
        from wellled_rules.backends.columns.subjects import words_of

        assert isinstance(piece, Block)
        table = piece.table.slice(start)
        cases, inside = words_of(table, "subject"), words_of(table, "inside")
        unread = {one.subject for one in piece.malformed if one.subject is not None}
        rows, found = begun_cases(self.rules, self.decider, table, enough, unread | piece.doubted.keys())
        first = {case: row for row, case in reversed([*enumerate(cases[:rows])])}
        # What is of no case that has rows is told with the first part.
        later = set(cases) - first.keys()
        now = [one for one in piece.malformed if one.subject in first or (not start and one.subject not in later)]
        told = [{**_unread(self.rules, self.level, one), "inside": one.inside} for one in now]
        for case in piece.doubted.keys() & first.keys():
            reason = f"row {piece.doubted[case]}, which cannot be read, may be of this case"
            line = _line(piece.rows[start + first[case]], case, None, "malformed", reason, "mend that row")
            told.append({**line, "inside": inside[first[case]]})
        for one in found.faults:
            told.append({**_faulty(one, cases[one.row], piece.rows[start:]), "inside": inside[one.row]})
        told.sort(key=itemgetter("row"))
        refused = {one.subject for one in now if one.subject is not None} | (piece.doubted.keys() & first.keys())
        refused |= {cases[one.row] for one in found.faults}
        return Answered(rows, found.table, told, len(refused) if piece.rows else len(told))


def _faulty(fault: Fault, case: str, rows: Sequence[int]) -> Line:
    """The line about a fault. rows: the numbers of the rows, by their places in the table."""
    found = fault.found
    other = () if fault.other is None else (f"the other is row {rows[fault.other]}",)
    help_ = "; ".join((*found.help, *other)) or None
    return _line(rows[fault.row], case, found.pointer or "", found.code, found.headline, help_)


def _unread(rules: Framework, level: str, one: Malformed) -> Line:
    from wellled_rules.backends.columns.layout import unknown_column
    from wellled_rules.graph.subjects import level_at, place_of

    if one.strange is None:
        return _line(one.row, one.subject, None, "malformed", one.reason, None)
    path = place_of(one.inside or "")
    # A path that is none itself says nothing about the level.
    told = level_at(level, path) if len(path) > 1 else level
    found = unknown_column(rules.graph, told if told in rules.graph.levels else level, one.strange)
    return _line(one.row, one.subject, None, found.code, found.headline, " ".join(found.help))


def _line(row: int, subject: object, pointer: str | None, code: str, reason: str, help_: str | None) -> Line:
    who = None if subject is None or subject == "" else str(subject)
    return {"row": row, "subject": who, "pointer": pointer, "code": code, "reason": reason, "help": help_}
