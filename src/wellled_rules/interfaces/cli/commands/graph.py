"""`wellled graph`: what each outcome of a framework is worked out from."""

from __future__ import annotations

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, framework_argument, plain_option

__all__ = ["command"]


@click.command()
@framework_argument
@format_option("text", "json")
@plain_option
def command(framework: str, form: str, plain: bool) -> ExitCode:
    """Show what each outcome of a framework is worked out from.

    As text, an outline of each level: every outcome with what it reads, what may change it, what it cites and
    what it rests on; then the inputs. As JSON, the whole graph in a form that stays the same while the meaning does.

    \b
    Example:
        wellled graph name@2024-12
    """
    from wellled_rules.interfaces.cli.files import require_framework

    found = require_framework(framework).graph
    if form == "json":
        from wellled_rules.graph.serialize import to_json

        output.answer(output.json_text(to_json(found)))
    else:
        from wellled_rules.interfaces.cli.outline import outline

        output.answer(outline(found))
    return ExitCode.DONE
