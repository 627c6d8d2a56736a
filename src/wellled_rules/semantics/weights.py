"""Pass 4, weights: one exact number a member, and whether they hold together."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label
from wellled_rules.semantics.errors import names, structure, types
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.syntax.ast.module import Declaration
from wellled_rules.text.span import Span
from wellled_rules.values.scale import Exact, MemberSet
from wellled_rules.values.types import exact

__all__ = ["Weighed", "weigh"]


@dataclass(frozen=True)
class Weighed:
    """values: member id -> weight, or None where they do not hold."""

    values: dict[str, Exact] | None
    findings: tuple[Diagnostic, ...]


def weigh(decl: Declaration, held: MemberSet, level: str) -> Weighed:
    """The weights of the members that exist at a level."""
    rows = next((clause for clause in decl.clauses if isinstance(clause, c.By)), None)
    adding = next((clause for clause in decl.clauses if isinstance(clause, c.AddingTo)), None)
    if rows is None:
        return Weighed(None, ())
    findings: list[Diagnostic] = []
    if len(rows.columns) != 1 or rows.columns[0].text != short(held.name):
        column = rows.columns[0]
        findings.append(
            structure.weights_shape(
                column.span, "weights are read by the set they run over", f"write `by {short(held.name)}`"
            )
        )
        return Weighed(None, tuple(findings))
    given = _given(rows, held, findings)
    if given is None:
        return Weighed(None, tuple(findings))
    values = {member.id: given[member.id] for member in held.at(level)}
    total = exact(sum(values.values()))
    absent = [f"`{member.id}`" for member in held.members if member.id not in values]
    if adding is not None and total != adding.number:
        findings.append(
            structure.weights_shape(
                adding.span,
                f"the weights add to {total}, not to {adding.number}",
                f"change a weight, or write `adding to {total}`",
                (Label(rows.columns[0].span, f"its weights add to {total}"),),
                (f"so it is at `{level}`, where there is no {' and no '.join(absent)}",) if absent else (),
            )
        )
    elif values and total == 0:
        findings.append(
            structure.weights_shape(
                rows.span, "the weights add to nothing", "give at least one member a weight above 0"
            )
        )
    return Weighed(None if findings else values, tuple(findings))


def _given(rows: c.By, held: MemberSet, findings: list[Diagnostic]) -> dict[str, Exact] | None:
    given: dict[str, Exact] = {}
    places: dict[str, Span] = {}
    rest: tuple[Exact, Span] | None = None
    for row in rows.rows:
        number = row.result
        if not isinstance(number, e.NumberLiteral):
            findings.append(types.weight_wanted(number.span))
            return None
        if number.value < 0:
            findings.append(structure.weights_shape(number.span, "a weight is below nothing", "write 0 or more"))
            return None
        if row.is_otherwise:
            rest = (exact(number.value), row.span)
            continue
        for word in _members(row, held, findings):
            if word.text in given:
                findings.append(names.said_twice(word.span, places[word.text], word.text, "weighed"))
            given[word.text] = exact(number.value)
            places[word.text] = word.span
    missing = [member.id for member in held.members if member.id not in given]
    if rest is not None:
        if not missing and not findings:
            findings.append(
                structure.weights_shape(rest[1], "every member has its weight already", "take `otherwise` out")
            )
        given.update(dict.fromkeys(missing, rest[0]))
    elif missing and not findings:
        told = ", ".join(f"`{one}`" for one in missing)
        findings.append(
            structure.weights_shape(rows.span, f"{told} has no weight", "add a row, or end with `N otherwise`")
        )
    return None if findings else given


def _members(row: c.Row, held: MemberSet, findings: list[Diagnostic]) -> list[e.Name]:
    found: list[e.Name] = []
    for negated, test in row.cells:
        values = test.values if isinstance(test, e.Among) and not negated else ()
        if not values:
            findings.append(structure.weights_shape(row.span, "a weight is given to members", "write `N when MEMBER`"))
        for value in values:
            if isinstance(value, e.Ref) and value.name.text in held.by_id:
                found.append(value.name)
            else:
                home = f"the set `{short(held.name)}`"
                findings.append(names.not_there(value.span, value.span.text, home, held.by_id))
    return found
