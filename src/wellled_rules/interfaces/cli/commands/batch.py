"""`wellled batch`: the outcomes of a table of cases."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import framework_argument
from wellled_rules.library.version import VERSION

if TYPE_CHECKING:
    from wellled_rules.api import Framework
    from wellled_rules.backends.columns.sinks import Sink
    from wellled_rules.interfaces.cli.tables import Piece, Work

__all__ = ["command"]

_SECONDS = 10
"""The longest that work is not put away, as far as rows allow it."""
_BETWEEN = 0.5
"""Seconds between two words of how far it is."""


@click.command()
@framework_argument
@click.argument("table", metavar="IN", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file of answers.")
@click.option(
    "--rejected", type=click.Path(path_type=Path), help="The file of refused rows; OUT.rejected.jsonl if unsaid."
)
@click.option("--level", help="Level of what the cases are about, where the columns fit several.")
@click.option("--outcome", "outcomes", multiple=True, help="An outcome to answer; all unless said otherwise.")
@click.option("--keep", multiple=True, help="A column to pass on as it is; `subject` always is.")
@click.option("--slots", is_flag=True, help="Also what every part of every rule came to.")
@click.option("--marks", is_flag=True, help="Also the marks of each outcome; slower where people judge.")
@click.option("--resume", is_flag=True, help="Take up a run that was interrupted.")
def command(
    framework: str,
    table: Path,
    out: Path,
    rejected: Path | None,
    level: str | None,
    outcomes: tuple[str, ...],
    keep: tuple[str, ...],
    slots: bool,
    marks: bool,
    resume: bool,
) -> ExitCode:
    """Work out the outcomes of a table of cases.

    IN and OUT are Parquet, CSV or JSON Lines, by the ends of their names. A row is a case, with a column INPUT,
    INPUT.MEMBER or INPUT.MEMBER.MEMBER for each entry, given:OUTCOME for what is known without its rule, and RULE,
    RULE:role and RULE:reason for what people decided under it; or, in a table with the columns subject, input, member
    and value, a row is an entry. With a column inside (LEVEL/ID/LEVEL/ID) a row is a subject inside the case that
    subject names. Rows, or whole cases, that are refused are left out and told in a file of their own, with the place
    and the reason; the exit code is then 1.

    \b
    Example:
        wellled batch name@2024-12 cases.parquet --out answers.parquet
        wellled batch name@2024-12 cases.csv --out answers.csv --keep region
    """
    _require_extra()
    from wellled_rules.backends.columns.sinks import Sink, Unfinished
    from wellled_rules.backends.columns.sources import Unreadable
    from wellled_rules.backends.columns.support import UnsupportedOperator
    from wellled_rules.interfaces.cli.files import require_framework

    if not table.is_file():
        raise output.Refusal(f"there is no file `{table}`")
    _require_place(out)
    kept_apart = rejected or out.with_name(out.name + ".rejected.jsonl")
    if kept_apart.is_dir():
        raise output.Refusal(f"`{kept_apart}` is a folder", "name a file for the refused rows")
    # What is begun lies beside what it becomes, and must be none of the three either.
    begun = [one.with_name(one.name + end) for one in (out, kept_apart) for end in (".begun", ".parts")]
    if len({one.resolve() for one in (table, out, kept_apart, *begun)}) < 7:
        raise output.Refusal("the table, the answers and the refused rows are three files", "name another --out")
    for one in (out, kept_apart):
        if not one.parent.is_dir():
            raise output.Refusal(f"there is no folder `{one.parent}` to write `{one.name}` to", "make it first")
    rules = require_framework(framework)
    try:
        work = _work(rules, table, _Wanted(level, outcomes, keep, slots, marks))
        run = _run(rules, table, kept_apart, work, (*outcomes, slots, marks, *keep))
        sink = Sink.opened(out, kept_apart, run, resume=resume)
        try:
            return _all(work, table, sink)
        except Unreadable:
            sink.abandon()
            raise
        finally:
            sink.close()
    except Unreadable as error:
        raise output.Refusal(f"`{table}` can't be read: {error}") from None
    except Unfinished as error:
        raise output.Refusal(str(error), error.action) from None
    except UnsupportedOperator as error:
        raise output.Refusal(f"these rules can't be run over tables: {error}") from None
    except OSError as error:
        raise output.Refusal(f"the answers can't be written: {error.strerror or error}") from None


def _require_extra() -> None:
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("numpy", "pyarrow", "duckdb")):
        raise output.Refusal("tables need more than is installed", 'pip install "wellled-rules[columns]"')


def _require_place(out: Path) -> None:
    """Refuse an OUT whose name promises no form of answers."""
    from wellled_rules.backends.columns.sources import FORMS, Unreadable, form_of

    try:
        form_of(out)
    except Unreadable:
        forms = ", ".join(FORMS)
        raise output.Refusal(f"no answers can be written to `{out}`", f"name a file that ends in {forms}") from None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked of a table. outcomes: none for all. keep: columns."""

    level: str | None
    outcomes: Sequence[str]
    keep: Sequence[str]
    slots: bool
    marks: bool


def _work(rules: Framework, table: Path, wanted: _Wanted) -> Work:
    """What is done with the table."""
    from wellled_rules.backends.columns.sources import form_of, has_key, names_of
    from wellled_rules.backends.columns.subjects import INSIDE, is_of_trees

    names = names_of(table)
    may_be_of_trees = is_of_trees(rules.graph, (INSIDE,), wanted.keep)
    if may_be_of_trees and (INSIDE in names or (form_of(table) == "jsonl" and has_key(table, INSIDE))):
        return _cases(rules, table, names, wanted)
    return _rows(rules, table, names, wanted)


def _rows(rules: Framework, table: Path, names: Sequence[str], wanted: _Wanted) -> Work:
    """A row is a case."""
    from wellled_rules.backends.columns.frames import decider
    from wellled_rules.backends.columns.layout import columns_at, level_of
    from wellled_rules.backends.columns.sources import form_of, is_long
    from wellled_rules.interfaces.cli.tables import Rows

    level, outcomes, keep = wanted.level, wanted.outcomes, wanted.keep
    if is_long(names) or form_of(table) == "jsonl":
        # A line of JSON has names of its own: one that is none is refused with its line, the first like any other.
        known = {name for one in rules.graph.levels for name in columns_at(rules.graph, one)}
        told = () if is_long(names) else tuple(name for name in names if name in known)
        names = (*columns_at(rules.graph, level_of(rules.graph, told, level=level, keep=keep)), *keep)
    try:
        found = decider(
            rules.graph,
            names,
            level=level,
            outcomes=outcomes or None,
            slots=wanted.slots,
            marks=wanted.marks,
            keep=keep,
        )
    except KeyError:
        level = level_of(rules.graph, names, level=level, keep=keep)
        raise _no_outcome(outcomes, rules.graph.outcomes.get(level, ()), f"at level `{level}`") from None
    return Rows(rules, found, names)


def _cases(rules: Framework, table: Path, names: Sequence[str], wanted: _Wanted) -> Work:
    """A row is a subject of a case."""
    from wellled_rules.backends.columns.sources import form_of, is_long
    from wellled_rules.backends.columns.subjects import INSIDE
    from wellled_rules.backends.columns.trees import columns_within, root_of, tree_decider
    from wellled_rules.interfaces.cli.tables import Cases

    if wanted.slots:
        raise output.Refusal(f"slots are those of tables without the column `{INSIDE}`", "leave --slots out")
    root = root_of(rules.graph, wanted.level)
    if is_long([name for name in names if name != INSIDE]) or form_of(table) == "jsonl":
        names = (*columns_within(rules.graph, root), *wanted.keep)
    try:
        found = tree_decider(
            rules.graph, names, level=root, outcomes=wanted.outcomes or None, marks=wanted.marks, keep=wanted.keep
        )
    except KeyError:
        known = dict.fromkeys(name for one in rules.graph.outcomes.values() for name in one)
        raise _no_outcome(wanted.outcomes, tuple(known), f"at level `{root}`, or inside") from None
    return Cases(rules, found, names)


def _no_outcome(asked: Sequence[str], known: Sequence[str], where: str) -> output.Refusal:
    from wellled_rules.diagnostics.suggest import nearest

    strange = next(name for name in asked if name not in known)
    near = nearest(strange, known)
    action = f"did you mean `{near[0]}`? " if near else ""
    listed = ", ".join(f"`{name}`" for name in known)
    return output.Refusal(f"there is no outcome `{strange}` {where}", f"{action}the outcomes are {listed}")


def _run(
    rules: Framework, table: Path, rejected: Path, work: Work, columns: Sequence[str | bool]
) -> Mapping[str, object]:
    """What makes two runs the same. columns: what was asked for."""
    about = table.stat()
    return {
        "engine": VERSION,
        "framework": rules.hash,
        "rejected": str(rejected.resolve()),
        "table": [str(table.resolve()), about.st_size, about.st_mtime_ns],
        "level": work.level,
        "columns": columns,
        "rows": work.at_once,
    }


def _all(work: Work, table: Path, sink: Sink) -> ExitCode:
    watch = _Watch()
    for turn, piece in enumerate(work.pieces(table)):
        _put_away(work, piece, turn, sink, watch)
    count = sink.finish()
    watch.end(f"{f'{count:,} refused: see {sink.rejected}' if count else 'none refused'}")
    return ExitCode.FOUND if count else ExitCode.DONE


@dataclass
class _Watch:
    """What a person sees of the work. rows: how many are done. cases: of how many, where several are of one.

    said: when it was told last.
    """

    rows: int = 0
    cases: int | None = None
    said: float = 0.0

    def see(self, more: int) -> None:
        """Tell how many rows are done, with `more` of those at hand, unless that has just been told."""
        if _is_watched() and monotonic() - self.said > _BETWEEN:
            self.tell(more)

    def add(self, rows: int, cases: int | None) -> None:
        """Tell that so many more rows are done."""
        self.rows += rows
        if cases is not None:
            self.cases = cases + (self.cases or 0)
        if _is_watched():
            self.tell(0)

    def tell(self, more: int) -> None:
        """Tell it now."""
        self.said = monotonic()
        output.talk(f"\r{self.rows + more:,} rows")

    def end(self, refused: str) -> None:
        """Tell the end of it."""
        of = "" if self.cases is None else " of 1 case" if self.cases == 1 else f" of {self.cases:,} cases"
        text = f"{'1 row' if self.rows == 1 else f'{self.rows:,} rows'}{of}, {refused}"
        output.talk(f"\r{text}\n" if _is_watched() else f"{text}\n")


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _put_away(work: Work, piece: Piece, turn: int, sink: Sink, watch: _Watch) -> None:
    """Decide some rows and put their answers, and what is refused, away: at once, or in parts where it takes long."""
    start = 0
    while True:
        start += sink.had(turn, start) or _part(work, piece, turn, start, sink, watch)
        if start >= len(piece.rows):
            break
    watch.add(len(piece.rows) + len(piece.malformed), work.cases(piece))


def _part(work: Work, piece: Piece, turn: int, start: int, sink: Sink, watch: _Watch) -> int:
    """Put away what can be decided within the time; how many rows these are."""
    limit = monotonic() + _SECONDS

    def enough(rows: int) -> bool:
        watch.see(start + rows)
        return monotonic() > limit

    done = work.answered(piece, start, enough)
    sink.write(turn, start, done.table, done.rows, done.told, done.refused)
    return done.rows
