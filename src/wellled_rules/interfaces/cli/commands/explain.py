"""`wellled explain`: how an outcome of one case comes about."""

from __future__ import annotations

import sys

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import case_argument, format_option, framework_argument, plain_option

__all__ = ["command"]


@click.command()
@framework_argument
@case_argument
@click.option("--of", metavar="OUTCOME[/MEMBER]", help="Which outcome; the headline unless said otherwise.")
@click.option("--group-by", metavar="SET", help="Group the members of what is combined by a set they lie in.")
@format_option("text", "json", "html")
@plain_option
def command(framework: str, case: str, of: str | None, group_by: str | None, form: str, plain: bool) -> ExitCode:
    """Say how the outcome of a case comes about.

    First one sentence; then what was combined, each step with its citation, and the evidence. HTML is one page
    that loads nothing and needs no script.

    \b
    Example:
        wellled explain name@2024-12 case.json
        wellled explain name@2024-12 case.json --format html > why.html
    """
    from wellled_rules.interfaces.cli.files import require_result
    from wellled_rules.interfaces.cli.naming import require_outcome, require_set

    rules, result = require_result(framework, case)
    outcome = require_outcome(rules.graph, result, of)
    explanation = result.explain(outcome.path, group_by=require_set(rules.graph, group_by))
    match form:
        case "json":
            text = explanation.to_json()
        case "html":
            text = explanation.to_html()
        case _:
            color = output.is_colored(sys.stdout, plain=plain)
            text = explanation.to_text(plain=plain, color=color, width=output.width())
    output.answer(text.rstrip("\n") + "\n")
    return ExitCode.UNDETERMINED if outcome.is_undetermined else ExitCode.DONE
