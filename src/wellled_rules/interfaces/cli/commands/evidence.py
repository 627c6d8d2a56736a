"""`wellled evidence`: what became of each entry and item of evidence of one case."""

from __future__ import annotations

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import case_argument, format_option, framework_argument, plain_option

__all__ = ["command"]


@click.command()
@framework_argument
@case_argument
@format_option("text", "json", "html")
@plain_option
def command(framework: str, case: str, form: str, plain: bool) -> ExitCode:
    """Show where each item of evidence of a case is used.

    Of every entry: the rules through which an outcome rests on it, and which outcomes; or that nothing rests on it in
    this case, or that no rule reads it. Of every item that entries point to: how often, and for what; or that nothing
    points to it. What is dated after the assessment, or outside what a check asks of it, is told first. Subjects inside
    are told too. As JSON each entry stands by itself; HTML is one page that loads nothing and needs no script.

    \b
    Example:
        wellled evidence name@2024-12 case.json
        wellled evidence name@2024-12 case.json --format json
    """
    from wellled_rules.interfaces.cli.files import require_result

    _, result = require_result(framework, case)
    found = result.evidence_use()
    match form:
        case "json":
            output.answer(found.to_json())
        case "html":
            output.answer(found.to_html())
        case _:
            output.answer(found.to_text())
    return ExitCode.DONE
