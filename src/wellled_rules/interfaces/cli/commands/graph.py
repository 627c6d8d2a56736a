"""`wellled graph`: what each outcome of a framework is worked out from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, framework_argument, plain_option

if TYPE_CHECKING:
    from wellled_rules.api import Framework

__all__ = ["command"]


@click.command()
@framework_argument
@format_option("text", "json", "mermaid", "dot", "lock")
@plain_option
def command(framework: str, form: str, plain: bool) -> ExitCode:
    """Show what each outcome of a framework is worked out from.

    As text, an outline of each level: every outcome with what it reads, what may change it, what it cites and
    what it rests on; then the inputs. As JSON, the whole graph in a form that stays the same while the meaning does.
    As Mermaid or DOT, a drawing of the rules. As lock, the hashes of what they mean and of what they say, to be kept
    beside a released version, so that neither changes unseen.

    \b
    Example:
        wellled graph name@2024-12
        wellled graph name@2024-12 --format dot | dot -Tsvg > rules.svg
    """
    from wellled_rules.interfaces.cli.files import require_framework

    output.answer(_written(require_framework(framework), form))
    return ExitCode.DONE


def _written(framework: Framework, form: str) -> str:
    """The graph in the form asked for."""
    match form:
        case "json":
            from wellled_rules.graph.to_json import to_json

            return output.json_text(to_json(framework.graph))
        case "mermaid":
            return framework.to_mermaid()
        case "dot":
            return framework.to_dot()
        case "lock":
            from wellled_rules.graph.serialize import lock

            return output.json_text(lock(framework.graph))
        case _:
            from wellled_rules.interfaces.cli.outline import outline

            return outline(framework.graph)
