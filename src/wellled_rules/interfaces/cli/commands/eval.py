"""`wellled eval`: the outcomes of one case."""

from __future__ import annotations

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import case_argument, format_option, framework_argument, plain_option

__all__ = ["command"]


@click.command()
@framework_argument
@case_argument
@format_option("text", "json")
@plain_option
@click.option("--profile", is_flag=True, help="Tell where the time goes, by rule, on standard error.")
def command(framework: str, case: str, form: str, plain: bool, profile: bool) -> ExitCode:
    """Work out the outcomes of a case.

    CASE is a JSON or YAML file, or `-` for standard input. Where evidence is missing, the values still
    possible are given with what they wait for, and the exit code is 3. With `--profile`, a table of where the time
    went follows on standard error (JSON where the answer is JSON); the answer is the same.

    \b
    Example:
        wellled eval name@2024-12 case.json
        wellled eval name@2025-03-14 - --format json < case.yaml
        wellled eval name@2024-12 case.json --profile
    """
    if profile:
        from wellled_rules.interfaces.cli.profiling import require_profile, told

        rules, result, found = require_profile(framework, case)
    else:
        from wellled_rules.interfaces.cli.files import require_result

        rules, result = require_result(framework, case)
    if form == "json":
        output.answer(output.json_text(result.to_dict()))
    else:
        from wellled_rules.interfaces.cli.summary import summary

        output.answer(summary(rules.graph, result.to_dict(), result.departed_from))
    if profile:
        output.talk(told(found, form))
    if result.headline is None:
        return ExitCode.DONE
    from wellled_rules.interfaces.cli.naming import require_outcome

    is_open = require_outcome(result, None).status == "undetermined"
    return ExitCode.UNDETERMINED if is_open else ExitCode.DONE
