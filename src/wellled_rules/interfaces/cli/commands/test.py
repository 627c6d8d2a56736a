"""`wellled test`: the examples written in a framework."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import all_option, format_option, frameworks_argument, plain_option

if TYPE_CHECKING:
    from wellled_rules.api import ExampleRun
    from wellled_rules.text.span import Span

__all__ = ["SCHEMA", "command"]

SCHEMA = "wellled.examples/1"


@click.command()
@frameworks_argument
@all_option
@format_option("text", "json")
@plain_option
def command(targets: tuple[str, ...], every: bool, form: str, plain: bool) -> ExitCode:
    """Run the examples written in a framework.

    An example states a case and what must come of it. Each that fails is told with what came instead.

    \b
    Example:
        wellled test name@2024-12
    """
    from wellled_rules.interfaces.cli.files import require_framework, require_names

    ran: dict[str, tuple[ExampleRun, ...]] = {}
    for target in require_names(targets, every=every):
        framework = require_framework(target)
        ran[framework.identity] = framework.test()
    output.answer(_as_json(ran) if form == "json" else _as_text(ran))
    runs = [one for of_one in ran.values() for one in of_one]
    failed = sum(not one.passed for one in runs)
    output.talk(f"{_counted(len(runs), 'example')}, {failed} failed\n" if failed else _all_passed(len(runs)))
    return ExitCode.FOUND if failed else ExitCode.DONE


def _all_passed(number: int) -> str:
    return f"{_counted(number, 'example')}, all as written\n" if number else "no examples\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_text(ran: dict[str, tuple[ExampleRun, ...]]) -> str:
    lines = [line for identity, runs in ran.items() for line in (identity, *_lines(runs))]
    return "".join(line + "\n" for line in lines)


def _lines(runs: Iterable[ExampleRun]) -> Iterable[str]:
    from wellled_rules.diagnostics.render.concise import span_place
    from wellled_rules.text.inert import inert

    for one in runs:
        yield f"  {'passed' if one.passed else 'FAILED'}  {one.name}: {inert(one.title)}"
        yield from (f"          {span_place(miss.span)}: {inert(miss.said)}" for miss in one.misses)


def _as_json(ran: dict[str, tuple[ExampleRun, ...]]) -> str:
    frameworks = [
        {"framework": identity, "examples": [_example(one) for one in runs]} for identity, runs in ran.items()
    ]
    return output.json_text({"schema": SCHEMA, "frameworks": frameworks})


def _example(one: ExampleRun) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "level": one.level,
        "passed": one.passed,
        "place": _place(one.span),
        "misses": [{"said": miss.said, "place": _place(miss.span)} for miss in one.misses],
    }


def _place(span: Span) -> dict[str, object]:
    return {"file": span.source.name, "line": span.line, "column": span.column}
