"""Inputs that say from which days the evidence of an assessment comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.nodes import Axis, WindowEnd
from wellled_rules.semantics.errors import names, structure
from wellled_rules.semantics.model import ModelDeclaration, ModelInput
from wellled_rules.semantics.program import Declared
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.values.types import DateType, Type

__all__ = ["check_windows", "window_end"]

_DONE = {WindowEnd.OPENS: "opened", WindowEnd.CLOSES: "closed"}


def window_end(one: Declared, axes: tuple[Axis, ...], type_: Type, report: Report) -> WindowEnd | None:
    """The end of the window that an input says; a finding where it is no single day."""
    said = [clause for clause in one.decl.clauses if isinstance(clause, c.Bounds)]
    for clause in said:
        if axes or not isinstance(type_, DateType):
            report.add(structure.no_single_day(clause.span, one.decl.name.text))
    return WindowEnd(said[0].end) if said else None


def check_windows(declared: Mapping[str, Iterable[ModelDeclaration]], report: Report) -> None:
    """Add a finding where two inputs of one level say the same end."""
    for several in declared.values():
        seen: dict[WindowEnd, ModelInput] = {}
        for one in several:
            if isinstance(one, ModelInput) and one.bounds is not None:
                first = seen.setdefault(one.bounds, one)
                if first is not one:
                    report.add(names.said_twice(one.text.span, first.text.span, "window", _DONE[one.bounds]))
