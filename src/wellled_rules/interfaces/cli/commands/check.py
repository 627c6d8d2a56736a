"""`wellled check`: every finding about the rules of one framework or several."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import (
    all_option,
    format_option,
    frameworks_argument,
    plain_option,
    strict_option,
)

if TYPE_CHECKING:
    from wellled_rules.api import Checked
    from wellled_rules.diagnostics.diagnostic import Diagnostic
    from wellled_rules.diagnostics.report import Report
    from wellled_rules.graph.graph import DeterminationGraph
    from wellled_rules.graph.transitions import Between

__all__ = ["command"]


# Findings that say of a file that it could not be read at all.
_UNREADABLE = frozenset({"not-utf-8", "unreadable-file"})


@click.command()
@frameworks_argument
@all_option
@strict_option
@click.option("--notes", "with_notes", is_flag=True, help="In text, tell notes in full too, not in a line each.")
@format_option("text", "json")
@plain_option
def command(targets: tuple[str, ...], every: bool, strict: bool, with_notes: bool, form: str, plain: bool) -> ExitCode:
    """Find every mistake in the rules of a framework.

    All mistakes of all files are told at once, each with its place, what it conflicts with, and what to do.
    The examples written in a framework are run as well. Of versions of one framework that are named together, their
    days are compared too.

    \b
    Example:
        wellled check name@2024-12
        wellled check my-framework/framework.wlr --strict
    """
    from wellled_rules.diagnostics.report import Report
    from wellled_rules.interfaces.cli.files import require_names

    report, unreadable = Report(), Report()
    asked = require_names(targets, every=every)
    summaries = [_check(target, asked, report, unreadable) for target in asked]
    found = tuple(report)
    if form == "json":
        # A program reads the answer alone: what could not be read is in it too.
        output.answer(output.findings((*found, *unreadable), form, plain=plain, stream=sys.stdout, counted=False))
    elif with_notes:
        output.answer(output.findings(found, form, plain=plain, stream=sys.stdout, counted=False))
    else:
        output.answer(_in_short(found, plain=plain))
    output.talk("".join(summaries))
    if len(unreadable):
        output.talk(output.findings(unreadable, form, plain=plain, stream=sys.stderr))
        return ExitCode.REFUSED
    return ExitCode.FOUND if _stops(found, strict=strict) else ExitCode.DONE


def _check(target: str, asked: Sequence[str], report: Report, unreadable: Report) -> str:
    """Gather what is found in one target; a line on how it stands, empty where it can't be found.

    asked: every target of the command. Versions on disk are seen by each other so; shipped ones are anyway.
    """
    from wellled_rules import api
    from wellled_rules.diagnostics.errors import FrameworkNotFound
    from wellled_rules.interfaces.cli.files import require_target
    from wellled_rules.library.naming import is_path

    try:
        checked = api.check(require_target(target), together=[one for one in asked if is_path(one) and one != target])
    except FrameworkNotFound as error:
        unreadable.extend(error.diagnostics)
        return ""
    unread = [one for one in checked.report if one.code in _UNREADABLE]
    unreadable.extend(unread)
    report.extend(one for one in checked.report if one not in unread)
    return _summary(target, checked)


def _in_short(found: tuple[Diagnostic, ...], *, plain: bool) -> str:
    """Errors and warnings in full, then each note in a line; the summaries count them."""
    from wellled_rules.diagnostics.codes import Severity
    from wellled_rules.diagnostics.render import concise

    notes = tuple(one for one in found if one.severity is Severity.NOTE)
    others = tuple(one for one in found if one.severity is not Severity.NOTE)
    return output.findings(others, "text", plain=plain, stream=sys.stdout, counted=False) + concise.render(notes)


def _stops(found: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    from wellled_rules.diagnostics.codes import Severity

    stopping = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(one.severity in stopping for one in found)


def _summary(target: str, checked: Checked) -> str:
    """How one target stands; for rules that check, how well they are known and what a case costs at most."""
    from wellled_rules.diagnostics.render import concise
    from wellled_rules.text.inert import inert

    parts = [concise.summary(checked.report)]
    if checked.between is not None and (checked.between.transitions or checked.between.crosswalks):
        parts.append(_held(checked.between))
    if checked.framework is not None:
        from wellled_rules.api.shelf import listed
        from wellled_rules.interfaces.cli.commands.frameworks import counts

        parts += [counts(listed(checked.framework.graph)), _cost(checked.framework.graph)]
    return f"{inert(target)}: {'; '.join(parts)}\n"


def _held(between: Between) -> str:
    """`1 transition, 2 crosswalks`."""
    counts = {"transition": len(between.transitions), "crosswalk": len(between.crosswalks)}
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts.items() if count)


def _cost(graph: DeterminationGraph) -> str:
    """Steps for each subject of each level, with every alternative of its assumptions tried."""
    from wellled_rules.graph.cost import costs
    from wellled_rules.semantics.errors.structure import a

    told = ", ".join(f"{one.visits * one.runs:,} for {a(one.level)}" for one in costs(graph))
    return f"steps at most: {told}"
