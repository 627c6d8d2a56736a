"""`wellled batch`: the outcomes of a table of cases."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
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
    from wellled_rules.backends.columns.frames import Decider
    from wellled_rules.backends.columns.sinks import Sink
    from wellled_rules.backends.columns.sources import Malformed, Stretch

__all__ = ["command"]

_ROWS = 65_536
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
@click.option("--level", help="Level of all subjects, where their columns fit several.")
@click.option("--outcome", "outcomes", multiple=True, help="An outcome to answer; all unless said otherwise.")
@click.option("--keep", multiple=True, help="A column to pass on as it is; `subject` always is.")
@click.option("--slots", is_flag=True, help="Also what every part of every rule came to.")
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
    resume: bool,
) -> ExitCode:
    """Work out the outcomes of a table of cases.

    IN and OUT are Parquet, CSV or JSON Lines, by the ends of their names. A row is a case, with a column INPUT,
    INPUT.MEMBER or INPUT.MEMBER.MEMBER for each entry, given:OUTCOME for what is known without its rule, and RULE,
    RULE:role and RULE:reason for what people decided under it; or, in a table with the columns subject, input, member
    and value, a row is an entry. Rows that are refused are left out and told in a file of their own, with the place
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
        decider, names = _decider(rules, table, level, outcomes, keep, slots)
        run = _run(rules, table, kept_apart, decider, outcomes, slots)
        sink = Sink.opened(out, kept_apart, run, resume=resume)
        try:
            return _all(rules, decider, table, names, sink)
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


def _decider(
    rules: Framework,
    table: Path,
    level: str | None,
    outcomes: Sequence[str],
    keep: Sequence[str],
    slots: bool,
) -> tuple[Decider, tuple[str, ...]]:
    """What decides the table, and the columns that its rows may have."""
    from wellled_rules.backends.columns.frames import decider
    from wellled_rules.backends.columns.layout import columns_at, level_of
    from wellled_rules.backends.columns.sources import form_of, is_long, names_of
    from wellled_rules.backends.columns.subjects import INSIDE, is_of_trees

    names = names_of(table)
    if is_of_trees(rules.graph, names, keep):
        raise output.Refusal(
            f"a column `{INSIDE}` says that rows of a case belong together, and a batch works out row by row",
            "give such a table to `Framework.evaluate_table`, or the cases to `wellled eval`",
        )
    if is_long(names) or form_of(table) == "jsonl":
        # A line of JSON has names of its own: one that is none is refused with its line, the first like any other.
        known = {name for one in rules.graph.levels for name in columns_at(rules.graph, one)}
        told = () if is_long(names) else tuple(name for name in names if name in known)
        names = (*columns_at(rules.graph, level_of(rules.graph, told, level=level, keep=keep)), *keep)
    try:
        return decider(rules.graph, names, level=level, outcomes=outcomes or None, slots=slots, keep=keep), names
    except KeyError:
        level = level_of(rules.graph, names, level=level, keep=keep)
        raise _no_outcome(outcomes, rules.graph.outcomes.get(level, ()), level) from None


def _no_outcome(asked: Sequence[str], known: Sequence[str], level: str) -> output.Refusal:
    from wellled_rules.diagnostics.suggest import nearest

    strange = next(name for name in asked if name not in known)
    near = nearest(strange, known)
    action = f"did you mean `{near[0]}`? " if near else ""
    listed = ", ".join(f"`{name}`" for name in known)
    return output.Refusal(f"there is no outcome `{strange}` at level `{level}`", f"{action}the outcomes are {listed}")


def _run(
    rules: Framework, table: Path, rejected: Path, decider: Decider, outcomes: Sequence[str], slots: bool
) -> Mapping[str, object]:
    """What makes two runs the same."""
    about = table.stat()
    return {
        "engine": VERSION,
        "framework": rules.hash,
        "rejected": str(rejected.resolve()),
        "table": [str(table.resolve()), about.st_size, about.st_mtime_ns],
        "level": decider.layout.level,
        "columns": [*outcomes, slots, *decider.layout.keep],
        "rows": _ROWS,
    }


def _all(rules: Framework, decider: Decider, table: Path, names: Sequence[str], sink: Sink) -> ExitCode:
    from wellled_rules.backends.columns.sources import nothing, stretches

    watch = _Watch()
    turn = -1
    for turn, stretch in enumerate(stretches(table, names, _ROWS)):
        _put_away(rules, decider, stretch, turn, sink, watch)
    if turn < 0:
        _put_away(rules, decider, nothing(names), 0, sink, watch)
    count = sink.finish()
    rows = "1 row" if watch.rows == 1 else f"{watch.rows:,} rows"
    watch.end(f"{rows}, {f'{count:,} refused: see {sink.rejected}' if count else 'none refused'}")
    return ExitCode.FOUND if count else ExitCode.DONE


@dataclass
class _Watch:
    """What a person sees of the work. rows: how many are done. said: when it was told last."""

    rows: int = 0
    said: float = 0.0

    def see(self, more: int) -> None:
        """Tell how many rows are done, with `more` of those at hand, unless that has just been told."""
        if _is_watched() and monotonic() - self.said > _BETWEEN:
            self.tell(more)

    def add(self, rows: int) -> None:
        """Tell that so many more rows are done."""
        self.rows += rows
        if _is_watched():
            self.tell(0)

    def tell(self, more: int) -> None:
        """Tell it now."""
        self.said = monotonic()
        output.talk(f"\r{self.rows + more:,} rows")

    def end(self, text: str) -> None:
        """Tell the end of it."""
        output.talk(f"\r{text}\n" if _is_watched() else f"{text}\n")


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _put_away(rules: Framework, decider: Decider, stretch: Stretch, turn: int, sink: Sink, watch: _Watch) -> None:
    """Decide one stretch and put its answers, and its refused rows, away: at once, or in parts where it takes long."""
    start = 0
    while True:
        start += sink.had(turn, start) or _part(rules, decider, stretch, turn, start, sink, watch)
        if start >= len(stretch.rows):
            break
    watch.add(len(stretch.rows) + len(stretch.malformed))


def _part(
    rules: Framework, decider: Decider, stretch: Stretch, turn: int, start: int, sink: Sink, watch: _Watch
) -> int:
    """Put away what can be decided within the time; how many rows these are."""
    from wellled_rules.api.tables import begun, refused

    limit = monotonic() + _SECONDS

    def enough(rows: int) -> bool:
        watch.see(start + rows)
        return monotonic() > limit

    table = stretch.table.slice(start)
    rows, found = begun(rules, decider, table, enough)
    low = stretch.rows[start] if start else 0
    high = stretch.rows[start + rows] if start + rows < len(stretch.rows) else sys.maxsize
    told = [_unread(rules, decider, one) for one in stretch.malformed if low <= one.row < high]
    subjects = table.column("subject") if "subject" in table.column_names else None
    for row in found.refused.tolist():
        who = None if subjects is None else subjects[row].as_py()
        for one in refused(rules, decider, table, row):
            pointer = (one.pointer or "").removeprefix(f"/{row}")
            help_ = " ".join(one.help) or None
            told.append(_refused(stretch.rows[start + row], who, pointer, one.code, one.headline, help_))
    told.sort(key=itemgetter("row"))
    sink.write(turn, start, found.table, rows, told)
    return rows


def _unread(rules: Framework, decider: Decider, one: Malformed) -> dict[str, object]:
    from wellled_rules.backends.columns.layout import unknown_column

    if one.strange is None:
        return _refused(one.row, one.subject, None, "malformed", one.reason, None)
    found = unknown_column(rules.graph, decider.layout.level, one.strange)
    return _refused(one.row, one.subject, None, found.code, found.headline, " ".join(found.help))


def _refused(
    row: int, subject: object, pointer: str | None, code: str, reason: str, help_: str | None
) -> dict[str, object]:
    """A line of the file of refused rows."""
    who = None if subject is None else str(subject)
    return {"row": row, "subject": who, "pointer": pointer, "code": code, "reason": reason, "help": help_}
