"""The entry of the `wellled` command, and how each way to end becomes an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import FORMAT, PLAIN
from wellled_rules.library.version import VERSION
from wellled_rules.text.inert import inert

if TYPE_CHECKING:
    from wellled_rules.diagnostics.errors import WellledError

__all__ = ["COMMANDS", "program", "run"]

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "frameworks": "List the frameworks, or the versions and assumptions of one.",
        "check": "Find every mistake in the rules of a framework.",
        "test": "Run the examples written in a framework.",
        "eval": "Work out the outcomes of a case.",
        "batch": "Work out the outcomes of a table of cases.",
        "explain": "Say how the outcome of a case comes about.",
        "evidence": "Show where each item of evidence of a case is used.",
        "diff": "Show what differs between two framework versions.",
        "timeline": "Tell what was displayed when: by which rules, how old, and why.",
        "graph": "Show what each outcome of a framework is worked out from.",
        "crosswalk": "Show which member of a framework became which of a later one.",
        "schema": "Print the JSON Schema of a case, a result, or another answer that is JSON.",
        "code": "Explain a kind of finding by its code.",
    }
)


class _Program(click.Group):
    """Commands by name, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; none for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"wellled_rules.interfaces.cli.commands.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `--help`, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes, below the commands."""
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), code.meaning) for code in ExitCode])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; usage error with the nearest names otherwise."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from wellled_rules.diagnostics.suggest import nearest

            near = nearest(args[0], COMMANDS)
            ctx.fail(f"there is no command `{args[0]}`" + (f"; did you mean `{near[0]}`?" if near else ""))
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        output.answer(f"wellled {VERSION}\n")
        ctx.exit()


@click.command(cls=_Program, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Print the version."
)
def program() -> None:
    """Work out a rating from written rules, exactly, and see why.

    FRAMEWORK is a name and version (`name@2024-12`), a name and a day (`name@2025-03-14`: the version in force
    then), or the path of a rule file. CASE is a JSON or YAML file, or `-` for standard input.

    Answers go to standard output, everything else to standard error.
    """


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process where none is given) and give its exit code; raises nothing."""
    words = list(sys.argv[1:] if args is None else args)
    if args is None:
        # All goes when the process does; looking through it for rubbish first takes a tenth of a short command.
        atexit.register(gc.freeze)
    output.prepare()
    meta: dict[str, str | bool] = {}
    try:
        return int(_invoke(words, meta))
    except KeyboardInterrupt:
        output.talk("wellled: interrupted\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        output.abandon(sys.stdout)
        return ExitCode.READER_GONE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as refusal:
        output.talk(_refused(refusal, meta))
        return ExitCode.REFUSED
    except Exception as fault:
        return _faulty(fault, words, meta)


def _invoke(words: list[str], meta: dict[str, str | bool]) -> int:
    # NOTE: `Group.main` isn't used: it ends the process itself for a closed pipe, with a code of its own.
    with program.make_context("wellled", words, obj=meta) as ctx:
        if not words:
            output.talk(ctx.get_help() + "\n")
            return ExitCode.REFUSED
        ended = program.invoke(ctx)
    assert isinstance(ended, ExitCode)
    return ended


def _faulty(fault: Exception, words: list[str], meta: dict[str, str | bool]) -> int:
    from wellled_rules.diagnostics.errors import WellledError

    if isinstance(fault, WellledError):
        return _told(fault, meta)
    import shlex

    if os.environ.get("WELLLED_TRACEBACK") == "1":
        import traceback

        output.talk(traceback.format_exc())
    output.talk(
        f"wellled: a fault of this program, not of your files: {type(fault).__name__}\n"
        f"Please report it with this line: {inert(shlex.join(['wellled', *words]))} (version {VERSION})\n"
        "WELLLED_TRACEBACK=1 shows where it happened.\n"
    )
    return ExitCode.BROKEN


def _told(error: WellledError, meta: dict[str, str | bool]) -> int:
    form, plain = str(meta.get(FORMAT, "text")), bool(meta.get(PLAIN, False))
    output.talk(output.findings(error.diagnostics, form, plain=plain, stream=sys.stderr))
    return ExitCode.REFUSED


def _refused(refusal: click.ClickException, meta: dict[str, str | bool]) -> str:
    """What was wrong with the words typed or the files named, as lines for standard error, or as a finding in JSON."""
    if isinstance(refusal, output.UnreadableFile) and meta.get(FORMAT) == "json":
        from wellled_rules.diagnostics.diagnostic import diagnostic

        found = diagnostic("unreadable-file", refusal.format_message(), help=refusal.help_line or ())
        return output.findings((found,), "json", plain=False, stream=sys.stderr)
    lines = [f"wellled: {inert(refusal.format_message())}"]
    if isinstance(refusal, output.Refusal) and refusal.help_line:
        lines.append(f"  help: {inert(refusal.help_line)}")
    if isinstance(refusal, click.UsageError) and refusal.ctx is not None:
        lines.append(f"  help: {refusal.ctx.command_path} --help")
    return "".join(line + "\n" for line in lines)
