"""`wellled timeline`: what was displayed when, by which rules, how old it was, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, plain_option

if TYPE_CHECKING:
    from wellled_rules.history.timeline import Timeline

__all__ = ["command"]


@click.command()
@click.argument("history", metavar="HISTORY")
@click.option("--on", metavar="DATE", help="The day that is asked about; else the whole line is told.")
@click.option("--known-on", metavar="DATE", help="Only what was public by this day is known; else everything is.")
@click.option(
    "--rules",
    metavar="PATH",
    multiple=True,
    help="A framework, or transitions, that the history may name beside the shipped ones; may be given again.",
)
@format_option("text", "json", "html")
@plain_option
def command(
    history: str, on: str | None, known_on: str | None, rules: tuple[str, ...], form: str, plain: bool
) -> ExitCode:
    """Tell what was displayed when: by which rules, how old, and why.

    HISTORY is a JSON or YAML file, or `-` for standard input: subjects, and what happened to them. Rules are those of
    the day of assessment; what is displayed follows from days of publication. HTML is one page with a picture, which
    loads nothing and needs no script.

    \b
    Example:
        wellled timeline history.json
        wellled timeline history.json --on 2025-03-01
        wellled timeline history.json --on 2025-03-01 --known-on 2025-06-01
    """
    from wellled_rules.history.timeline import LIMITS, opened, timeline
    from wellled_rules.interfaces.cli.files import require_bytes

    asked, known = _day(on), _day(known_on)
    data, called = require_bytes(history, LIMITS.text_bytes, "history")
    found = timeline(opened(data, called), on=asked, known_on=known, rules=rules)
    output.answer(_written(found, form, plain=plain))
    return ExitCode.DONE


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    from wellled_rules.history.days import days

    found = days(typed)
    if found is None or not found.is_exact:
        raise output.Refusal(f"`{typed}` is no day of the calendar", "write the day as year-month-day")
    return found.earliest


def _written(found: Timeline, form: str, *, plain: bool) -> str:
    """The timeline in the form asked for."""
    match form:
        case "json":
            return found.to_json()
        case "html":
            return found.to_html()
    return found.to_text(plain=plain, width=output.width())
