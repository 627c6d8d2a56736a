"""Every row of the conformance table, through every engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from support.aged import aged
from support.conformance import PAGES, REFUSED, Page, Row, page
from support.engines import ENGINES, Engine
from support.tables import answered, is_row, word

from wellled_rules.backends.columns.support import SUPPORT
from wellled_rules.backends.compiled.support import FOLD_SUPPORT, OPERATOR_SUPPORT
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Carrying,
    Choose,
    Determine,
    Input,
    Treatment,
)
from wellled_rules.graph.trace import Status, Trace
from wellled_rules.graph.vintage import vintage
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import State
from wellled_rules.values.operators import OPERATORS
from wellled_rules.values.rounding import Rounding

MOST_LISTED_AS = "?"
pages = pytest.mark.parametrize("name", PAGES)


def found(trace: Trace, row: Row) -> frozenset[str]:
    """What a row asks for: a value, a state, or what is possible."""
    finding = trace.finding(Cell(f"site:{row.outcome}"))
    if finding.status is not Status.UNDETERMINED:
        return frozenset({str(word(finding.value) or finding.value)})
    return frozenset(str(word(one) or one) for one in finding.possible) or frozenset({MOST_LISTED_AS})


def asked(made: Page, engine: Engine, row: Row) -> Trace:
    return engine(made.framework.graph, made.framework.evidence(row.data(made.framework.graph)))


@pages
@pytest.mark.parametrize("engine", ENGINES)
def test_every_row_holds(name: str, engine: str) -> None:
    made, other = page(name), {}
    for row in made.rows:
        if row.expected == {REFUSED}:
            with pytest.raises(CaseError):
                asked(made, ENGINES[engine], row)
            continue
        trace = asked(made, ENGINES[engine], row)
        finding = trace.finding(Cell(f"site:{row.outcome}"))
        if found(trace, row) != row.expected:
            other[str(row)] = sorted(found(trace, row))
        elif (finding.status is Status.UNDETERMINED) is not _is_open(row):
            other[str(row)] = [finding.status]
        elif row.by is not None and finding.decided_by != row.by:
            other[str(row)] = list(finding.decided_by)
    assert other == {}


def _is_open(row: Row) -> bool:
    return len(row.expected) > 1 or row.expected == {MOST_LISTED_AS}


@pages
def test_every_row_holds_in_columns(name: str) -> None:
    """A table an outcome; columns themselves answer most rows that are determined and of which nothing is carried."""
    made, graph = page(name), page(name).framework.graph
    due = alone = 0
    for outcome, rows in _by_outcome(made).items():
        cases = [made.framework.evidence(row.data(graph)) for row in rows]
        found_ = answered(graph, cases, lambda _, case: ENGINES["reference"](graph, case), (outcome,))
        for row, case, (age,) in zip(rows, cases, found_.ages, strict=True):
            assert age == aged(vintage(ENGINES["reference"](graph, case), Cell(f"site:{outcome}"))), row
        for row, (told,) in zip(rows, found_.rows, strict=True):
            value, status, by = told
            if _is_open(row):
                assert status == Status.UNDETERMINED, row
                continue
            (expected,) = row.expected
            assert (value if status == Status.DETERMINED else status) == _state(expected), row
            assert row.by is None or by == row.by, row
        singly = sum(_is_open(row) or case.carries for row, case in zip(rows, cases, strict=True))
        due += len(rows) - singly
        alone += found_.alone - singly
    assert 2 * alone < due or alone == 0


def _state(expected: str) -> str:
    """A label counts as its state."""
    return "not_assessed" if expected == "unmarked" else expected


def _by_outcome(made: Page) -> Mapping[str, list[Row]]:
    found_: dict[str, list[Row]] = {}
    for row in made.rows:
        case = None if row.expected == {REFUSED} else made.framework.evidence(row.data(made.framework.graph))
        if case is not None and is_row(case):
            found_.setdefault(row.outcome, []).append(row)
    return found_


# --- what the table covers ---------------------------------------------------------------------


def _carried(node: Input, line: Carrying) -> str:
    if line.type != node.type:
        return "by worth"
    return "always" if line.assumption is None else "as assumed"


@cache
def covered() -> frozenset[str]:
    """Everything that some page's rules say, and some of its rows ask for."""
    seen: set[str] = set()
    for name in PAGES:
        made = page(name)
        for node in made.framework.graph.nodes.values():
            match node:
                case Apply():
                    seen.add(f"operator:{node.op}")
                case Aggregate():
                    seen.add(f"fold:{node.op}")
                case Adjustment():
                    seen.add(f"exception:{node.kind}")
                    if node.departure is not None:
                        seen.add(f"normally:{node.kind}")
                case Determine() if node.departure is not None:
                    seen.add("normally:determine")
                case Choose():
                    seen.add(f"choose:{node.form}")
                case Input():
                    seen |= {f"carried:{_carried(node, line)}" for line in node.carried}
        words = {
            word for row in made.rows for word in (*row.case.replace(",", " ").replace(";", " ").split(), row.what)
        }
        seen |= {f"state:{state}" for state in State if state in words or (state is State.NOT_GIVEN)}
        seen |= {f"rounding:{mode}" for mode in Rounding if any(f"by {mode}" in row.what for row in made.rows)}
    return frozenset(seen)


def test_the_table_has_every_operator_fold_exception_state_and_mode() -> None:
    due = {
        *(f"operator:{name}" for name in OPERATORS),
        *(f"fold:{name}" for name in FOLDS),
        *(f"exception:{kind}" for kind in AdjustmentKind),
        *(f"normally:{kind}" for kind in ("determine", *AdjustmentKind) if kind != AdjustmentKind.MODERATION),
        *(f"state:{state}" for state in State),
        *(f"rounding:{mode}" for mode in Rounding),
        *("choose:first", "choose:table"),
        *("carried:always", "carried:as assumed", "carried:by worth"),
    }
    assert due - covered() == set()


def test_the_table_has_every_treatment_of_every_state() -> None:
    nodes = page("missing").framework.graph.nodes.values()
    treatments = [getattr(node, "treatments", {}) for node in nodes]
    for way in Treatment:
        assert {state for one in treatments for state, as_ in one.items() if as_ is way} == set(State)


def test_the_table_is_long() -> None:
    assert sum(len(page(name).rows) for name in PAGES) > 500


# --- each backend answers each row, or says never, because -------------------------------------


@pytest.mark.parametrize(
    ("answers", "due"),
    [(SUPPORT, {*OPERATORS, *FOLDS}), (OPERATOR_SUPPORT, set(OPERATORS)), (FOLD_SUPPORT, set(FOLDS))],
    ids=["columns", "compiled operators", "compiled folds"],
)
def test_every_operator_and_fold_is_answered_or_never_because(answers: Mapping[str, object], due: set[str]) -> None:
    assert set(answers) == due
    for name, answer in answers.items():
        because = getattr(answer, "because", None)
        assert answer is not None
        assert because is None or because.strip(), name
