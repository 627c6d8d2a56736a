"""What the words on the command line point to: frameworks, and cases in files or on standard input."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from wellled_rules.interfaces.cli.output import Refusal, UnreadableFile
from wellled_rules.library.naming import dated, exists

if TYPE_CHECKING:
    from wellled_rules.api import Framework, Result

__all__ = [
    "read_bytes",
    "require_bytes",
    "require_case",
    "require_framework",
    "require_names",
    "require_result",
    "require_target",
]

# Ends of names of what `wellled batch` takes and no case is.
_TABLES = frozenset({".csv", ".parquet"})
_STANDARD_INPUT = "standard input"


def require_framework(named: str) -> Framework:
    """The framework that `named` means: `id@version`, `id@YYYY-MM-DD`, or a path.

    `Refusal` for a day that doesn't exist; `FrameworkNotFound` and `FrameworkError` as `api.load`.
    """
    name, day = _name_and_day(named)
    from wellled_rules import api

    return api.load(name, on=day)


def _name_and_day(named: str) -> tuple[str, date | None]:
    """`id@YYYY-MM-DD` taken apart; everything else is a name or a path as it stands."""
    if (found := dated(named)) is None:
        return named, None
    name, day = found
    try:
        return name, date.fromisoformat(day)
    except ValueError:
        raise Refusal(f"`{day}` is no day of the calendar", "write the day as year-month-day") from None


def require_names(targets: tuple[str, ...], *, every: bool) -> tuple[str, ...]:
    """The frameworks named, or all there are; usage error where neither or both are asked for."""
    if bool(targets) == every:
        raise click.UsageError("name the frameworks, or ask for --all" + (", not both" if every else ""))
    if not every:
        return targets
    from wellled_rules import api

    return tuple(f"{one.id}@{one.version}" for one in api.frameworks())


def require_case(named: str) -> tuple[bytes, str]:
    """Content of the case that `named` means (`-` is standard input), and how it is called towards people.

    `Refusal` for a table, and as `read_bytes`.
    """
    from wellled_rules.cases.limits import LIMITS

    path = Path(named)
    if path.suffix.lower() in _TABLES and exists(named):
        raise Refusal(
            f"`{named}` is a table, and a case is a file of JSON or YAML",
            f"for the rows of a table: `wellled batch FRAMEWORK {named} --out OUT`",
        )
    return require_bytes(named, LIMITS.text_bytes, "case")


def require_bytes(named: str, most: int, what: str) -> tuple[bytes, str]:
    """Content of the file that `named` means (`-` is standard input), and how it is called. what: what it holds."""
    if named == "-":
        if sys.stdin is None:
            raise Refusal("standard input is closed", f"name the file of the {what}, or pipe it in")
        return _bounded(sys.stdin.buffer, _STANDARD_INPUT, most), _STANDARD_INPUT
    return read_bytes(named, most), named


def require_target(named: str) -> str:
    """What a framework is checked by, `id@version` or a path; a day chooses the version in force on it.

    `Refusal` for a day that doesn't exist, `FrameworkNotFound` for one on which nothing is in force.
    """
    name, day = _name_and_day(named)
    if day is None:
        return named
    from wellled_rules.api.loading import in_force

    return in_force(name, day)


def require_result(framework: str, case: str) -> tuple[Framework, Result]:
    """What the case named comes to under the framework named.

    The case is fetched first, for that costs nothing; its content is judged once the framework is known to check.
    `Refusal` and errors as the functions above; `CaseError` for a case that is refused.
    """
    data, called = require_case(case)
    rules = require_framework(framework)
    from wellled_rules.cases.read import read

    return rules, rules.evaluate(rules.evidence(read(data, called)))


def read_bytes(named: str, most: int) -> bytes:
    """Content of the file at the path `named`; `UnreadableFile` beyond `most` bytes, before anything is read."""
    path = Path(named)
    try:
        if path.is_dir():
            raise UnreadableFile(f"`{named}` is a folder, not a file", "name a file in it")
        with path.open("rb") as file:
            if (size := path.stat().st_size) > most:
                raise _too_large(f"`{named}`", size, most)
            return _bounded(file, f"`{named}`", most)
    except FileNotFoundError:
        raise UnreadableFile(f"there is no file `{named}`", _nearby(path)) from None
    except PermissionError:
        raise UnreadableFile(
            f"`{named}` can't be read: no permission", "ask its owner for permission to read it"
        ) from None
    except ValueError:
        raise UnreadableFile(f"`{named}` can't be the name of a file") from None
    except OSError as error:
        raise UnreadableFile(f"`{named}` can't be read: {(error.strerror or str(error)).lower()}") from None


def _bounded(file: BinaryIO, called: str, most: int) -> bytes:
    """What `file` holds; a stream has no size to ask for, so one byte beyond the limit is tried."""
    data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(called, None, most)
    return data


def _too_large(called: str, size: int | None, most: int) -> UnreadableFile:
    found = "" if size is None else f" ({size:,} bytes)"
    return UnreadableFile(f"{called} is too large{found}", f"a file may have {most:,} bytes")


def _nearby(path: Path) -> str | None:
    """A file of nearly that name in the same folder."""
    from wellled_rules.diagnostics.suggest import nearest

    try:
        names = [one.name for one in path.parent.iterdir()]
    except OSError:
        return None
    near = nearest(path.name, names[:10_000])
    return f"did you mean `{path.with_name(near[0])}`?" if near else None
