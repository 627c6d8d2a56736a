"""A case, as a person would send it, as the columns of one row of a table, or as rows of one entry each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["COLUMNS", "flat", "long"]

COLUMNS = {"value": "", "name": "_name", "framework": "_under", "assessed_on": "_on", "assessment": "_assessment"}
"""What a case says of an earlier assessment, and how the column ends that says it."""


def flat(case: Mapping[str, Any]) -> dict[str, str]:
    """Column -> what it says, as text."""
    found = {**_entries(case.get("inputs", {}), ""), **_entries(case.get("given", {}), "given:")}
    for one in case.get("decisions", ()):
        of = one.get("of", ())
        name = ".".join((one["rule"], *((of,) if isinstance(of, str) else of)))
        # An exception that people departed from moves to nothing: its column says that they did.
        found[name] = _word(one.get("to", True))
        found |= {f"{name}:{key}": one[key] for key in ("role", "reason", "clause", "on") if key in one}
    return found | {key: case[key] for key in ("assessed_on", "published_on") if key in case}


def long(subject: str, case: Mapping[str, Any]) -> Iterator[dict[str, str | None]]:
    """One row an entry."""
    rows: dict[str, dict[str, str | None]] = {}
    for name, said in flat(case).items():
        before, given, rest = name.rpartition("given:")
        cell, _, key = rest.partition(":")
        name, _, member = cell.partition(".")
        row = rows.setdefault(
            given + cell, {"subject": subject, "input": before + given + name, "member": member or None}
        )
        row[key or "value"] = said
    yield from rows.values()


def _entries(data: Mapping[str, Any], before: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, said in data.items():
        name = before + key
        if isinstance(said, Mapping) and "carried" in said:
            found |= {f"{name}:{part}": _word(one) for part, one in said.items() if part != "carried"}
            for turn, earlier in enumerate(_listed(said["carried"]), 1):
                head = f"{name}:carried" if turn == 1 else f"{name}:carried_{turn}"
                found |= {head + COLUMNS[part]: _word(one) for part, one in earlier.items()}
        elif isinstance(said, Mapping) and "value" in said:
            found |= {name if part == "value" else f"{name}:{part}": _word(one) for part, one in said.items()}
        elif isinstance(said, Mapping):
            found |= _entries(said, f"{name}.")
        else:
            found[name] = _word(said)
    return found


def _listed(carried: Any) -> Sequence[Mapping[str, Any]]:
    """Of one earlier assessment or several, a list."""
    return carried if isinstance(carried, list) else [carried]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)
