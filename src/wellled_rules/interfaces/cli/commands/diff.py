"""`wellled diff`: what differs between two framework versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, plain_option

if TYPE_CHECKING:
    from wellled_rules.api import Difference

__all__ = ["command"]


@click.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--everything",
    is_flag=True,
    help="Also compare clause by clause what are not versions of one framework.",
)
@format_option("text", "json", "markdown", "html")
@plain_option
def command(before: str, after: str, everything: bool, form: str, plain: bool) -> ExitCode:
    """Show what differs between two framework versions.

    BEFORE and AFTER are FRAMEWORKs. What was added, removed, replaced or renamed is told declaration by declaration and
    clause by clause, each with its place and its sources in both; first which outcomes are computed differently, and
    because of what. Titles, citations and reasons that changed are told apart from rules that mean something else.
    As JSON every declaration stands in it, unchanged ones too. HTML is one page that loads nothing and needs no script.

    The exit code is 0 whether anything differs or not: a difference is an answer.

    \b
    Example:
        wellled diff name@2023-11 name@2024-12
        wellled diff name@2024-12 edited.wlr --format html > changes.html
    """
    from wellled_rules import api
    from wellled_rules.interfaces.cli.files import require_framework

    found = api.diff(require_framework(before), require_framework(after))
    output.answer(_written(found, form, everything=everything))
    return ExitCode.DONE


def _written(found: Difference, form: str, *, everything: bool) -> str:
    """The difference in the form asked for."""
    match form:
        case "json":
            return found.to_json()
        case "markdown":
            return found.to_markdown(everything=everything)
        case "html":
            return found.to_html(everything=everything)
        case _:
            return found.to_text(everything=everything)
