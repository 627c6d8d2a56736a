"""What the slots mean: a static table beside each function, and the trace that a run amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wellled_rules.backends.compiled.accept import Accepted
from wellled_rules.backends.compiled.filled import Filled, traced
from wellled_rules.backends.compiled.forms import Form, variables
from wellled_rules.backends.compiled.program import Function, Program, Slots, program
from wellled_rules.graph.cells import Cell, FillStep, Place, TakeStep
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import Cited, DeterminationGraph
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.trace import Trace
from wellled_rules.text.span import Span

__all__ = ["Row", "run_trace", "table", "to_trace"]


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of what a function works out.

    form: how its value is read from `slots`, the variables that hold it (none for a constant).
    rule, span, cites: where it is written. reads: the cells that it is worked out from.
    """

    cell: Cell
    rule: str
    span: Span
    cites: tuple[Cited, ...]
    form: Form
    slots: tuple[str, ...]
    reads: tuple[Cell, ...]


def table(program_: Program, function: Function) -> Mapping[str, tuple[Row, ...]]:
    """Variable -> the cells that are read from it; under "" those that are the same in every case."""
    found: dict[str, list[Row]] = {name: [] for name in ("", *function.emitted.inputs, *function.emitted.slots)}
    prepared, graph = program_.prepared, program_.graph
    for place, form in function.emitted.forms.items():
        cell = prepared.homes.get(place)
        if cell is None:
            continue
        node = graph.nodes[cell.node]
        rule = graph.rules.get(node.rule)
        names = variables(form)
        cites = () if rule is None else rule.cites
        row = Row(cell, node.rule, node.span, cites, form, names, _operands(prepared, place))
        for name in names or ("",):
            found[name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _operands(prepared: Prepared, place: Place) -> tuple[Cell, ...]:
    """The cells that a place reads, through fills and through the entries of a fold."""
    found: dict[Cell, None] = {}
    waiting = list(reversed(prepared.reads[place]))
    while waiting:
        one = waiting.pop()
        cell = prepared.homes.get(one)
        if cell is not None:
            found[cell] = None
        elif isinstance(prepared.plan.steps[one], FillStep | TakeStep):
            waiting.extend(reversed(prepared.reads[one]))
    return tuple(found)


def to_trace(graph: DeterminationGraph, evidence: Evidence, slots: Slots) -> Trace:
    """The trace that the reference would make of a case, from the slots that were kept of its run.

    Each cell is worked out when it is read. Raises `ValueError` for slots that no run of the case can have made.
    """
    made = program(graph, evidence.subject.level)
    accepted = made.accept(evidence)
    function = None if accepted is None else made.choose(accepted)
    if accepted is None or function is None or len(slots) != len(function.emitted.slots):
        raise ValueError("these slots are not of this case")
    return run_trace(made, function, evidence, accepted, slots)


def run_trace(made: Program, function: Function, evidence: Evidence, accepted: Accepted, slots: Slots) -> Trace:
    """As `to_trace`, of a run whose function is at hand."""
    values = function.values(accepted.codes, slots)
    return traced(
        made.graph, evidence, made.assumed, Filled(made.graph, evidence, made.assumed, function.emitted.forms, values)
    )
