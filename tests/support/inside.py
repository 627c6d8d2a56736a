"""Cases with subjects inside as the rows of a table, and what a table says of them beside what each case says alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from support.tables import word

from wellled_rules.api.framework import Framework
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.subjects import plural
from wellled_rules.graph.valuation import in_order

__all__ = ["case_rows", "columns_of", "differing", "entries_of"]

Row = dict[str, str]


def case_rows(framework: Framework, case: Mapping[str, Any], who: str) -> list[Row]:
    """The rows, all of text, that say a case; `who` is its subject."""
    own = {key: one for key, one in case.items() if key != "subject"}
    return list(_rows({plural(level): level for level in framework.graph.levels}, {**case["subject"], **own}, who, ()))


def _rows(levels: Mapping[str, str], said: Mapping[str, Any], who: str, path: tuple[str, ...]) -> Iterator[Row]:
    row: Row = {"subject": who, "inside": "/".join(path)}
    inputs = {key: one for key, one in said.items() if key not in ("id", "level", "decisions", "inputs", *levels)}
    for name, value in {**inputs, **said.get("inputs", {})}.items():
        row.update(_cells(name, value))
    for decision in said.get("decisions", ()):
        of = decision.get("of")
        name = f"{decision['rule']}.{of}" if of else decision["rule"]
        row[name] = str(decision.get("to", "yes")).lower()
        row.update({f"{name}:{key}": decision[key] for key in ("role", "reason", "on", "clause") if key in decision})
    yield row
    for key, level in levels.items():
        for one in said.get(key, ()):
            yield from _rows(levels, one, who, (*path, level, one["id"]))


def _cells(name: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case {"value": told, **remarks}:
            yield from _cells(name, told)
            yield from ((f"{name}:{key}", one) for key, one in remarks.items())
        case dict():
            for member, one in value.items():
                yield from _cells(f"{name}.{member}", one)
        case list():
            yield name, ";".join(map(str, value))
        case _:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def columns_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns; None where a row says nothing."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in names}


def entries_of(rows: Iterable[Row]) -> list[Row]:
    """The same with a row for each entry, and one for each subject that there is."""
    found: list[Row] = []
    for row in rows:
        who = {"subject": row["subject"], "inside": row["inside"]}
        found.append(who)
        for name, value in row.items():
            cell, _, key = name.removeprefix("given:").partition(":")
            if name in who or key:
                continue
            input_, _, member = cell.partition(".")
            said = {"input": input_, "member": member, "value": value}
            remarks = {key: one for key in _REMARKS if (one := row.get(f"{name}:{key}"))}
            found.append({**who, **{key: one for key, one in said.items() if one}, **remarks})
    return found


_REMARKS = ("reason", "judged_by", "role", "on", "note", "characteristic", "clause")


def differing(
    framework: Framework, cases: Mapping[str, Mapping[str, Any]], told: Iterable[Mapping[str, Any]]
) -> list[str]:
    """What rows of answers say otherwise than `Framework.evaluate` does of their case. cases: by subject."""
    rows = {(row["subject"], row["inside"] or ""): row for row in told}
    found: list[str] = []
    for who, case in cases.items():
        trace = framework.evaluate(case).trace
        for cell in trace.prepared.plan.places:
            if not trace.graph.is_outcome(trace.graph.nodes[cell.node]):
                continue
            row, name = rows[who, "/".join(cell.subject)], column_name(cell)
            possible = trace.still_possible(cell).values if trace.is_open(cell) else None
            expected = {
                name: word(trace.told(cell)),
                f"{name}:status": trace.finding(cell).status.value,
                f"{name}:decided_by": ";".join(decided_by(trace, cell)) or None,
                f"{name}:possible": None if possible is None else ";".join(map(_slot, in_order(possible))),
            }
            found += [
                f"{who} {cell}: {key} is {row[key]!r}, not {one!r}"
                for key, one in expected.items()
                if _text(row[key]) != one
            ]
    return found


def _slot(entry: object) -> str:
    return word(entry) or str(entry)


def _text(value: object) -> str | None:
    return None if value in (None, "") else word(value)
