"""`wellled code [CODE]`: the page of one kind of finding, or the list of all."""

from __future__ import annotations

from importlib.resources import files

import click

from wellled_rules.diagnostics.codes import CODES
from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.options import format_option, plain_option

__all__ = ["command"]

SCHEMA = "wellled.codes/1"


@click.command()
@click.argument("code", metavar="[CODE]", required=False)
@format_option("text", "json")
@plain_option
def command(code: str | None, form: str, plain: bool) -> ExitCode:
    """Explain a kind of finding by its code.

    CODE is what stands in brackets after `error` or `warning`. Without it, all codes are listed.

    \b
    Example:
        wellled code gap-in-table
    """
    if code is None:
        output.answer(_listed_json() if form == "json" else _listed(plain=plain))
        return ExitCode.DONE
    if code not in CODES:
        from wellled_rules.diagnostics.suggest import nearest

        near = nearest(code, CODES)
        advice = f"did you mean `{near[0]}`?" if near else "`wellled code` lists all codes"
        raise output.Refusal(f"there is no code `{code}`", advice)
    page = (files("wellled_rules.diagnostics") / "pages" / f"{code}.md").read_text(encoding="utf-8")
    output.answer(output.json_text({**_row(code), "page": page}) if form == "json" else page)
    return ExitCode.DONE


def _row(code: str) -> dict[str, str]:
    one = CODES[code]
    return {"code": one.id, "severity": one.severity.value, "meaning": one.meaning, "since": one.since}


def _listed(*, plain: bool) -> str:
    rows = [(code.id, code.severity.value, code.meaning) for code in CODES.values()]
    if plain:
        return "".join(f"{name}, {severity}: {meaning}\n" for name, severity, meaning in rows)
    return output.table(rows)


def _listed_json() -> str:
    return output.json_text({"schema": SCHEMA, "codes": [_row(code) for code in CODES]})
