"""`wellled explain`: how an outcome of one case comes about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import case_argument, format_option, framework_argument, plain_option

if TYPE_CHECKING:
    from wellled_rules.api import Explanation

__all__ = ["command"]


@click.command()
@framework_argument
@case_argument
@click.option(
    "--of",
    metavar="OUTCOME[/MEMBER][@LEVEL/ID[/LEVEL/ID]]",
    help="Which outcome or input; of a subject inside, the levels and ids downwards to it. Else the headline.",
)
@click.option("--group-by", metavar="SET", help="Group the members of what is combined by a set they lie in.")
@click.option(
    "--everything",
    is_flag=True,
    help="In text, also the steps on which no decision turns; in a drawing, the parts of rules.",
)
@format_option("text", "json", "html", "mermaid", "dot")
@plain_option
def command(
    framework: str, case: str, of: str | None, group_by: str | None, everything: bool, form: str, plain: bool
) -> ExitCode:
    """Say how the outcome of a case comes about.

    First one sentence; then what was combined, each step with its citation, and the evidence. HTML is one page
    that loads nothing and needs no script. Mermaid and DOT are drawings of what it was worked out from.

    \b
    Example:
        wellled explain name@2024-12 case.json
        wellled explain name@2024-12 case.json --format html > why.html
    """
    from wellled_rules.interfaces.cli.files import require_result
    from wellled_rules.interfaces.cli.naming import require_grouping, require_outcome

    _, result = require_result(framework, case)
    outcome = require_outcome(result, of)
    found = result.explain(outcome.cell, group_by=require_grouping(result, outcome, group_by))
    output.answer(_written(found, form, plain=plain, everything=everything))
    return ExitCode.UNDETERMINED if outcome.status == "undetermined" else ExitCode.DONE


def _written(explanation: Explanation, form: str, *, plain: bool, everything: bool) -> str:
    """The explanation in the form asked for."""
    match form:
        case "json":
            return output.json_text(explanation.to_dict())
        case "html":
            return explanation.to_html()
        case "mermaid":
            return explanation.to_mermaid(everything=everything)
        case "dot":
            return explanation.to_dot(everything=everything)
    color = output.is_colored(sys.stdout, plain=plain)
    return explanation.to_text(plain=plain, color=color, everything=everything, width=output.width())
