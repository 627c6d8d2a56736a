"""Examples as cases: build the evidence, evaluate, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.carrying import taken_over
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Decided, Evidence, Inside, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Determine, Input, Node
from wellled_rules.graph.subjects import Path, level_at
from wellled_rules.graph.trace import Finding, Status, Trace
from wellled_rules.graph.wording import value_words
from wellled_rules.semantics.errors.amendments import replacing
from wellled_rules.semantics.model import (
    Demand,
    Example,
    ExpectedOutcome,
    ExpectedRefusal,
    ExpectedUndetermined,
    GivenEntry,
    GivenMovement,
    Within,
)
from wellled_rules.text.span import Span
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import OPERATORS, Entry, OnOut

__all__ = ["ExampleRun", "Miss", "findings", "run"]

Evaluate = Callable[[DeterminationGraph, Evidence], Trace]


@dataclass(frozen=True, slots=True)
class Miss:
    """One line that did not come out. said: what came instead."""

    said: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRun:
    """One example, run at one level. span: its first line."""

    name: str
    title: str
    level: str
    misses: tuple[Miss, ...]
    inherited_by: str | None
    span: Span = field(compare=False)

    @property
    def passed(self) -> bool:
        """Whether every line came out as written."""
        return not self.misses

    @property
    def messages(self) -> tuple[str, ...]:
        """What came instead, line by line."""
        return tuple(miss.said for miss in self.misses)


Moves = Mapping[Path, Sequence[GivenMovement]]
"""The movements that count, by the path of the subject that they are about."""


def evidence_of(graph: DeterminationGraph, example: Example, moves: Moves | None = None) -> Evidence:
    """The case that an example states. Judged entries carry a reason, so that nothing is marked for lack of one.

    moves: the movements that count, where not all that it states do.
    """
    if moves is None:
        moves = {(): example.moves, **{one.path: one.moves for one in example.inside}}
    days = (one.value for one in example.given if one.name == "assessed_on")
    return Evidence(
        subject=Subject(level=example.level),
        assessed_on=next((day for day in days if isinstance(day, date)), None),
        entries=_entries(graph, example.level, example.given),
        given=_derived(example.given),
        decisions=_decisions(moves.get((), ())),
        assumptions=dict(example.assuming),
        inside=_inside(graph, example, (), moves),
    )


def _inside(graph: DeterminationGraph, example: Example, path: Path, moves: Moves) -> tuple[Inside, ...]:
    """The subjects directly inside one, with those inside them."""
    return tuple(
        Inside(
            subject=Subject(level=one.path[-2], id=one.path[-1]),
            entries=_entries(graph, one.path[-2], one.given),
            given=_derived(one.given),
            decisions=_decisions(moves.get(one.path, ())),
            inside=_inside(graph, example, one.path, moves),
        )
        for one in example.inside
        if one.path[:-2] == path
    )


def _entries(
    graph: DeterminationGraph, level: str, given: Iterable[GivenEntry]
) -> dict[tuple[str, tuple[str, ...]], Recorded]:
    return {(one.name, one.members): _recorded(graph, level, one) for one in given if not one.derived}


def _recorded(graph: DeterminationGraph, level: str, one: GivenEntry) -> Recorded:
    node = graph.named(level, one.name)
    if one.carried is None or not isinstance(node, Input):
        return Recorded(value=one.value, reason="as the example states")
    return Recorded(value=taken_over(graph, node, (one.carried,)), carried=(one.carried,))


def _derived(given: Iterable[GivenEntry]) -> dict[tuple[str, tuple[str, ...]], Entry]:
    return {(one.name, one.members): one.value for one in given if one.derived}


def _decisions(moves: Iterable[GivenMovement]) -> tuple[Decided, ...]:
    return tuple(
        Decided(rule=one.rule, members=one.members, to=one.to, role=one.role, reason=one.reason, on=None)
        for one in moves
        if one.rule is not None
    )


def run(graph: DeterminationGraph, examples: Iterable[Example], evaluate: Evaluate) -> tuple[ExampleRun, ...]:
    """Every example, in the order written."""
    return tuple(_run(graph, example, evaluate) for example in examples)


def _run(graph: DeterminationGraph, example: Example, evaluate: Evaluate) -> ExampleRun:
    parts = (Within(path=(), given=example.given, moves=example.moves, expects=example.expects), *example.inside)
    kept: dict[Path, Sequence[GivenMovement]] = {one.path: _kept(one) for one in parts}
    misses: list[Miss] = []
    for part in parts:
        for refusal in part.expects:
            if isinstance(refusal, ExpectedRefusal):
                said = _may_move(graph, example, part, refusal, kept, evaluate)
                if said is not None:
                    misses.append(Miss(said, refusal.span))
    try:
        trace = evaluate(graph, evidence_of(graph, example, kept))
    except CaseError as error:
        misses.append(Miss(f"refused: {error.diagnostics[0].headline}", example.span))
    else:
        for part in parts:
            misses.extend(_misses(trace, part))
    return ExampleRun(
        name=example.name,
        title=example.title,
        level=example.level,
        misses=tuple(misses),
        inherited_by=example.inherited_by,
        span=example.span,
    )


def _kept(part: Within) -> tuple[GivenMovement, ...]:
    """The movements of a subject that the example doesn't expect to be refused."""
    refused = {(one.role, one.name) for one in part.expects if isinstance(one, ExpectedRefusal)}
    return tuple(move for move in part.moves if (move.role, move.outcome) not in refused)


def _misses(trace: Trace, part: Within) -> Iterator[Miss]:
    for expected in part.expects:
        match expected:
            case ExpectedOutcome():
                yield from (Miss(said, expected.span) for said in _outcome(trace, part.path, expected))
            case ExpectedUndetermined():
                yield from (Miss(said, expected.span) for said in _undetermined(trace, part.path, expected))
            case ExpectedRefusal():
                pass


def _may_move(
    graph: DeterminationGraph,
    example: Example,
    part: Within,
    refusal: ExpectedRefusal,
    kept: Moves,
    evaluate: Evaluate,
) -> str | None:
    """What is said where a movement that should be refused is not."""
    level = level_at(example.level, part.path)
    mine = [move for move in part.moves if (move.role, move.outcome) == (refusal.role, refusal.name)]
    roles = {
        node.role
        for node in graph.at(level)
        if getattr(node, "target", None) == f"{level}:{refusal.name}" and hasattr(node, "role")
    }
    rule = graph.named(level, refusal.name)
    if isinstance(rule, Determine | Adjustment) and rule.departure is not None:
        roles.add(rule.departure.role)
    if not mine:
        return _allowed(refusal, rule) if refusal.role in roles else None
    if any(move.rule is None for move in mine) or any(_lacks_reason(graph, level, move) for move in mine):
        return None
    try:
        evaluate(graph, evidence_of(graph, example, {**kept, part.path: (*kept[part.path], *mine)}))
    except CaseError:
        return None
    return _allowed(refusal, rule)


def _allowed(refusal: ExpectedRefusal, rule: Node | None) -> str:
    """That a role may do what should be refused: an exception does not move, it is departed from."""
    return f"{refusal.role} may {'depart from' if isinstance(rule, Adjustment) else 'move'} it"


def _lacks_reason(graph: DeterminationGraph, level: str, move: GivenMovement) -> bool:
    rule = None if move.rule is None else graph.named(level, move.rule)
    asks = getattr(rule, "departure", None) or rule
    return move.reason is None and bool(getattr(asks, "reason_required", False))


# --- comparing ---------------------------------------------------------------------------------


def _outcome(trace: Trace, path: Path, expected: ExpectedOutcome) -> Iterator[str]:
    for members in expected.cells:
        cell = Cell(f"{level_at(trace.level, path)}:{expected.name}", members, path)
        finding = trace.finding(cell)
        if not _comes_out(expected.demand, finding):
            yield f"{_called(cell)} is {told(finding)}"
        elif expected.decided_by and not set(expected.decided_by) <= set(finding.decided_by):
            by = ", ".join(finding.decided_by) or "nothing"
            yield f"{_called(cell)} is decided by {by}"


def _undetermined(trace: Trace, path: Path, expected: ExpectedUndetermined) -> Iterator[str]:
    for members in expected.cells:
        cell = Cell(f"{level_at(trace.level, path)}:{expected.name}", members, path)
        finding = trace.finding(cell)
        open_ = finding.status is Status.UNDETERMINED
        if not open_ or {str(one) for one in finding.possible} != {str(one) for one in expected.among}:
            yield f"{_called(cell)} is {told(finding)}"


def _comes_out(demand: Demand, finding: Finding) -> bool:
    """Whether a finding is as expected. What is undetermined is neither the value nor another one."""
    if finding.value is None and OPERATORS[demand.op].on_out is not OnOut.LOOKS:
        return False
    return holds(demand, finding) is not demand.negated


def holds(demand: Demand, finding: Finding) -> bool:
    """Whether a finding passes a test, before negation; what is undetermined passes only `missing`."""
    row = OPERATORS[demand.op]
    value: Entry | None = finding.value
    if row.on_out is OnOut.LOOKS:
        if value is None:
            return demand.op == "missing"
        return row.meaning((value,), demand.parameter) is True
    if value is None:
        return False
    if isinstance(value, Missing) or any(isinstance(one, Missing) for one in demand.operands):
        return value in demand.operands
    return row.meaning((value, *demand.operands), demand.parameter) is True


def _called(cell: Cell) -> str:
    name = cell.node.partition(":")[2]
    told = name if not cell.members else f"{name} of {' and '.join(cell.members)}"
    return f"{told} in {' '.join(cell.subject)}" if cell.subject else told


def told(finding: Finding) -> str:
    """A finding in the words of an example."""
    if finding.status is Status.UNDETERMINED:
        return f"undetermined among {', '.join(_written(one) for one in finding.possible)}"
    return "missing" if finding.value is None else _written(finding.value)


def _written(entry: Entry) -> str:
    return value_words(entry)


def findings(runs: Iterable[ExampleRun]) -> Iterator[Diagnostic]:
    """A finding for each line that did not come out."""
    for one in runs:
        for miss in one.misses:
            if one.inherited_by is None:
                yield diagnostic(
                    "example-fails",
                    f"the example `{one.name}` does not come out at {one.level}",
                    at=miss.span,
                    label=miss.said,
                    others=() if miss.span == one.span else (Label(one.span, "the example"),),
                    help="change the rule or the example; `wellled test FRAMEWORK` lists all that came instead",
                )
            else:
                yield diagnostic(
                    "inherited-example-fails",
                    f"`{one.name}` no longer comes out in {one.inherited_by}",
                    at=miss.span,
                    label=miss.said,
                    others=() if miss.span == one.span else (Label(one.span, "the example"),),
                    help=f"in {one.inherited_by}, write `{replacing(one.span)}`, or `remove {one.name}`",
                )
