"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = [
    "FORMAT",
    "PLAIN",
    "all_option",
    "case_argument",
    "format_option",
    "framework_argument",
    "frameworks_argument",
    "plain_option",
    "strict_option",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])

FORMAT = "form"
PLAIN = "plain"


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Leave the choice where `main.run` finds it, for a refusal is told in the form asked for."""
    if isinstance(ctx.obj, dict):
        ctx.obj[param.name] = value
    return value


def format_option(*forms: str) -> Callable[[_Command], _Command]:
    """`--format`, one of `forms`, text unless said otherwise."""
    return click.option(
        "--format",
        FORMAT,
        type=click.Choice(forms),
        default="text",
        show_default=True,
        callback=_remember,
        help="How the answer is written; with json, findings about your files are JSON too.",
    )


plain_option = click.option(
    "--plain",
    PLAIN,
    is_flag=True,
    callback=_remember,
    help="Write text without colour and without drawing: for screen readers and for pipes.",
)

strict_option = click.option("--strict", is_flag=True, help="Let warnings count as errors do: exit code 1.")

framework_argument = click.argument("framework", metavar="FRAMEWORK")

case_argument = click.argument("case", metavar="CASE")

frameworks_argument = click.argument("targets", metavar="FRAMEWORK...", nargs=-1)

all_option = click.option("--all", "every", is_flag=True, help="All frameworks that `wellled frameworks` lists.")
