"""`wellled frameworks`: what can be asked for by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, plain_option

if TYPE_CHECKING:
    from wellled_rules.api import Listed
    from wellled_rules.graph.graph import AssumptionText, Period

__all__ = ["SCHEMA", "command", "counts"]

SCHEMA = "wellled.frameworks/1"


@click.command()
@click.argument("id", metavar="[ID]", required=False)
@format_option("text", "json")
@plain_option
def command(id: str | None, form: str, plain: bool) -> ExitCode:
    """List the frameworks, or the versions and assumptions of one.

    Without ID, each version is one line: when it is in force, how many of its rules are cited, how many
    assumptions it makes, and how many points are open because the published rule could not be found. With
    ID, each assumption of each version is shown with what it rests on.

    \b
    Example:
        wellled frameworks
        wellled frameworks name
    """
    listed = _found(id)
    if form == "json":
        output.answer(_as_json(listed, in_full=id is not None))
    elif id is not None:
        output.answer("".join(line + "\n" for one in listed for line in _in_full(one)))
    elif plain:
        output.answer("".join(f"{'; '.join(_row(one))}\n" for one in listed))
    else:
        output.answer(
            "".join(f"{name}\n" + "".join(f"  {line}\n" for line in lines) for name, *lines in map(_row, listed))
        )
    return ExitCode.DONE


def _found(id_: str | None) -> tuple[Listed, ...]:
    """All versions, those of one framework, or one version; `FrameworkNotFound` where nothing has that name."""
    from wellled_rules import api

    if id_ is None:
        return api.frameworks()
    name, _, version = id_.partition("@")
    listed = tuple(one for one in api.frameworks(name) if version in ("", one.version))
    if not listed:
        from wellled_rules.diagnostics.errors import FrameworkNotFound
        from wellled_rules.driver.files import missing

        raise FrameworkNotFound([missing(id_)])
    return listed


def _row(one: Listed) -> tuple[str, str, str, str]:
    from wellled_rules.text.inert import inert

    return f"{one.id}@{one.version}", inert(one.title), _standing(one), counts(one)


def counts(one: Listed) -> str:
    """How well a framework's rules are known: `12 rules cited, 7 assumptions, 3 open`."""
    rules = f"{one.rules_cited} rule{'' if one.rules_cited == 1 else 's'} cited"
    return f"{rules}, {one.assumptions} assumption{'' if one.assumptions == 1 else 's'}, {one.open_points} open"


def _standing(one: Listed) -> str:
    """Its status and its periods."""
    from wellled_rules.text.inert import inert

    status = [] if one.status is None else [inert(one.status).replace("_", " ")]
    return "; ".join([*status, *map(_period, one.periods)]) or "no period stated"


def _period(period: Period) -> str:
    until = "" if period.until is None else f" until {period.until}"
    where = f" at {', '.join(period.levels)}" if period.levels else ""
    return f"from {period.start}{until}{where}"


def _in_full(one: Listed) -> Iterator[str]:
    from wellled_rules.backends.explainer.lexicon.entries import entry_words
    from wellled_rules.backends.explainer.lexicon.words import listed, outside

    yield f"{one.id}@{one.version}: {outside(one.title)}"
    if one.regulator:
        yield f"  published by {outside(one.regulator)}"
    yield f"  {_standing(one)}"
    yield f"  {counts(one)}"
    for assumed in _assumptions(one):
        yield f"  {assumed.name}: {outside(assumed.title)}"
        yield f"    {assumed.basis.replace('_', ' ')}: {outside(assumed.basis_text)}"
        if assumed.taken is not None:
            others = listed([entry_words(value) for value in assumed.alternatives], "or")
            yield f"    taken as {entry_words(assumed.taken)}" + (f"; could be {others}" if others else "")


def _assumptions(one: Listed) -> Iterable[AssumptionText]:
    from wellled_rules import api

    return api.load(f"{one.id}@{one.version}").graph.assumptions.values()


def _as_json(listed: Iterable[Listed], *, in_full: bool) -> str:
    rows = [_listed(one, in_full=in_full) for one in listed]
    return output.json_text({"schema": SCHEMA, "frameworks": rows})


def _listed(one: Listed, *, in_full: bool) -> dict[str, object]:
    from wellled_rules.backends.explainer.lexicon.entries import plain

    row: dict[str, object] = {
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "regulator": one.regulator,
        "status": one.status,
        "periods": [
            {
                "from": period.start.isoformat(),
                "until": None if period.until is None else period.until.isoformat(),
                "levels": list(period.levels),
            }
            for period in one.periods
        ],
        "rules_cited": one.rules_cited,
        "assumptions": one.assumptions,
        "open_points": one.open_points,
    }
    if in_full:
        row["assumed"] = [
            {
                "name": assumed.name,
                "title": assumed.title,
                "basis": assumed.basis,
                "basis_text": assumed.basis_text,
                "taken": plain(assumed.taken),
                "alternatives": [plain(value) for value in assumed.alternatives],
            }
            for assumed in _assumptions(one)
        ]
    return row
