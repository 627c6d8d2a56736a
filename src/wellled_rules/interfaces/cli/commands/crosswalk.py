"""`wellled crosswalk`: which member of one framework became which of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, plain_option

if TYPE_CHECKING:
    from wellled_rules.graph.chains import CrosswalkChain
    from wellled_rules.graph.transitions import Crosswalk

__all__ = ["command"]

_ENDS = "name shipped versions, each `id@version`, or the one FILE that holds a crosswalk of your own"


@click.command()
@click.argument("targets", metavar="BEFORE AFTER | FILE", nargs=-1)
@format_option("text", "json", "markdown")
@plain_option
def command(targets: tuple[str, ...], form: str, plain: bool) -> ExitCode:
    """Show which member of a framework became which of a later one.

    BEFORE and AFTER are shipped versions; a crosswalk between two versions serves their amendments too. FILE is a
    file of your own with crosswalks. Each member is told with what it became: the same, split, merged, regrouped
    (several became several), dropped; then what is new. Where that was published stands beside it, or what it rests
    on. Where no crosswalk leads from BEFORE to AFTER, those that lead there one after the other are told with what
    follows from them; "not settled" where they leave open which became which.

    \b
    Example:
        wellled crosswalk name@2018-03 name@2024-12
        wellled crosswalk my-crosswalks.wlr --format markdown
    """
    from wellled_rules.interfaces.cli import chains, crosswalks

    found, chained = _found(targets)
    if form == "json":
        told = {"crosswalks": [crosswalks.to_data(one) for one in found]}
        more = {"chains": [chains.to_data(one) for one in chained]} if chained else {}
        output.answer(output.json_text({"schema": crosswalks.SCHEMA, **told, **more}))
    elif form == "markdown":
        output.answer("\n".join((*map(crosswalks.to_markdown, found), *map(chains.to_markdown, chained))))
    else:
        output.answer("\n".join((*map(crosswalks.to_text, found), *map(chains.to_text, chained))))
    _say_what_serves(targets, (*found, *chained))
    return ExitCode.DONE


def _say_what_serves(targets: tuple[str, ...], found: Sequence[Crosswalk | CrosswalkChain]) -> None:
    """Say where what was written for other versions serves those asked for, whose sets have the same members."""
    from wellled_rules.interfaces.cli.files import require_target

    if len(targets) != 2:
        return
    asked = " to ".join(map(require_target, targets))
    for own in dict.fromkeys(f"{one.before} to {one.after}" for one in found):
        if own != asked:
            output.talk(f"{asked} is served by what is written from {own}: the sets have the same members\n")


def _found(targets: tuple[str, ...]) -> tuple[tuple[Crosswalk, ...], tuple[CrosswalkChain, ...]]:
    """The crosswalks asked for, or chains of them, at least one of either; `Refusal` where there are none.

    Usage error for other than 1 or 2 words.

    `FrameworkNotFound` and `FrameworkError` as `api.between_in` and `api.crosswalks_between`.
    """
    from wellled_rules import api
    from wellled_rules.interfaces.cli.files import require_target
    from wellled_rules.library.naming import is_path

    if len(targets) == 1:
        found = api.between_in(targets[0]).crosswalks
        if not found:
            raise output.Refusal(f"`{targets[0]}` holds no crosswalk", "name a file with a `crosswalk`")
        return found, ()
    if len(targets) != 2:
        raise click.UsageError("name two framework versions, the earlier one first, or one file with crosswalks")
    for one in filter(is_path, targets):
        raise output.Refusal(f"`{one}` is a path, and is no shipped version", _ENDS)
    before, after = map(require_target, targets)
    if found := api.crosswalks_between(before, after):
        return found, ()
    if chained := api.crosswalk_chains(before, after):
        return (), chained
    if api.crosswalks_between(after, before):
        raise output.Refusal(f"no crosswalk leads from {before} to {after}", "one leads back: name the earlier first")
    known = [f"{one.before} to {one.after}" for one in api.crosswalks()]
    raise output.Refusal(f"no crosswalk leads from {before} to {after}", f"there are those from {', '.join(known)}")
