"""`wellled schema`: the JSON Schema of what goes in and of what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode

__all__ = ["command"]

# Where the schemas lie that are the same for every framework; that of a case is made from the framework.
_FILES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "result": ("api", "schemas", "result-1.json"),
        "decision": ("api", "schemas", "decision-1.json"),
        "history": ("history", "schemas", "history-1.json"),
        "timeline": ("history", "schemas", "timeline-1.json"),
        "explanation": ("backends", "explainer", "schemas", "explanation-1.json"),
        "diff": ("backends", "comparer", "schemas", "diff-1.json"),
        "crosswalk": ("interfaces", "cli", "schemas", "crosswalk-1.json"),
        "evidence": ("backends", "usage", "schemas", "evidence-1.json"),
        "diagnostics": ("diagnostics", "render", "schemas", "diagnostics-1.json"),
    }
)


@click.command()
@click.argument("framework", metavar="[FRAMEWORK]", required=False)
@click.option(
    "--of",
    "kind",
    type=click.Choice(["case", *_FILES]),
    default="case",
    show_default=True,
    help="What the schema describes. Only that of a case differs from framework to framework.",
)
def command(framework: str | None, kind: str) -> ExitCode:
    """Print the JSON Schema of a case, a result, or another answer that is JSON.

    The schema of a case has every input of FRAMEWORK with the values it may take, by their ids. A case may
    also use published titles, in any letter case; the schema describes the form with ids.

    \b
    Example:
        wellled schema name@2024-12
        wellled schema --of result
    """
    if kind != "case":
        found = files("wellled_rules").joinpath(*_FILES[kind])
        output.answer(found.read_text(encoding="utf-8"))
        return ExitCode.DONE
    if framework is None:
        raise click.UsageError("a case is one of a framework: name it")
    from wellled_rules.interfaces.cli.files import require_framework

    described = require_framework(framework).case_model.model_json_schema()
    output.answer(output.json_text(described))
    return ExitCode.DONE
