"""A framework, ready to use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wellled_rules.api.evaluating import evaluate
from wellled_rules.api.result import Result
from wellled_rules.graph.evidence import Evidence, Notice
from wellled_rules.graph.graph import DeterminationGraph

if TYPE_CHECKING:
    from pydantic import BaseModel

    from wellled_rules.api.answering.door import Door
    from wellled_rules.semantics.model import Example
    from wellled_rules.testing.run import ExampleRun

__all__ = ["Framework"]


@dataclass(frozen=True)
class Framework:
    """One framework version: immutable, picklable, safe to share between threads.

    graph: its determination graph. closes: the day on which the next version begins, where one is shipped.
    """

    graph: DeterminationGraph = field(repr=False)
    examples: Sequence[Example] = field(default=(), repr=False, compare=False)
    closes: date | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Its name, without the version."""
        return self.graph.header.id

    @property
    def version(self) -> str:
        """Its version, as year and month."""
        return self.graph.header.version

    @property
    def identity(self) -> str:
        """`id@version`."""
        return self.graph.identity

    @property
    def title(self) -> str:
        """Its title."""
        return self.graph.header.title

    @cached_property
    def hash(self) -> str:
        """Hash of what its rules mean; layout, titles and citations don't change it."""
        from wellled_rules.graph.serialize import meaning_hash

        return meaning_hash(self.graph)

    @cached_property
    def case_model(self) -> type[BaseModel]:
        """Pydantic model of the canonical form of a case; its JSON Schema documents the form."""
        from wellled_rules.cases.model import case_model

        return case_model(self.graph)

    @cached_property
    def _door(self) -> Door:
        from wellled_rules.api.answering.door import Door

        return Door(self)

    def evidence(self, case: object) -> Evidence:
        """A case, validated.

        case: a mapping; a model of `case_model`; the `bytes` of JSON or YAML text, read strictly; a `pathlib.Path` to a
        file of it; a `Document` that was read; or evidence already validated.
        Raises `CaseError` with every fault by JSON pointer.
        """
        if isinstance(case, Evidence):
            return case
        from wellled_rules.cases.taking import taken
        from wellled_rules.cases.validate import validate

        return validate(self.graph, taken(case))

    def evaluate(self, case: object) -> Result:
        """What a case comes to; raises `CaseError` for a case that is refused."""
        trace = evaluate(self.graph, self.evidence(case))
        day = trace.evidence.assessed_on
        if day is None or self.closes is None or day < self.closes or not self.is_open_ended(trace.level):
            return Result(trace)
        text = f"assessed on {day}, after {self.identity} was followed by the next version on {self.closes}"
        return Result(replace(trace, further=(Notice(kind="outside-period", text=text),)))

    def answer(self, case: object) -> bytes:
        """The decision on a case as JSON (`wellled.decision/1`): a result without its sensitivities, compact, in ASCII.

        case: as for `evaluate`; the `bytes` of JSON, in which nothing is open, take the fewest steps.
        It is what `evaluate(case).to_decision()` says. Raises `CaseError` for a case that is refused.
        """
        return self._door.answer(case)

    def evaluate_table(
        self,
        table: Any,
        *,
        level: str | None = None,
        outcomes: Sequence[str] | None = None,
        slots: bool = False,
        marks: bool = False,
        keep: Sequence[str] = (),
    ) -> Any:
        """What every row of a `pyarrow.Table`, or `RecordBatch`, comes to: a table of the same rows in the same order.

        A row is a case: column `INPUT`, `INPUT.MEMBER` or `INPUT.MEMBER.MEMBER` for each entry, a state by its name or
        in `INPUT...:state`, null for what was not given; `assessed_on` for the day, `subject` for the id;
        `given:OUTCOME` for what is known without its rule, `RULE` and `RULE:role`, `RULE:reason`, `RULE:on` for what
        was decided, in moderation or to depart from a rule (all columns: grammar/reference/cases.md). For each outcome
        the answer has its value, `OUTCOME:status`, `OUTCOME:decided_by` and `OUTCOME:possible`, the values still
        possible where it is undetermined, best first with `;` between them; where something may be carried into it,
        `OUTCOME:vintage`, `OUTCOME:oldest` (a day) and `OUTCOME:age_months`; with `marks`, `OUTCOME:marks`, for which
        rows are worked out alone that lack a reason or may be moderated; with `slots`, `slot:NAME` besides. A table
        holds no notices, and nothing of what an outcome waits for: `row_result(table, row)` has all of one row. With a
        column `inside` (`LEVEL/ID/LEVEL/ID`) rows are those of subjects inside the cases that `subject`
        names.
        outcomes, keep: names, or one name; of outcomes to answer, all unless said otherwise, and of columns that are
        passed on.
        Raises `CaseError` for columns that are no inputs, or are not there to pass on, or are answered as well, and,
        with every fault by `/ROW/inputs/...`, for rows that are refused; `KeyError` for an outcome that there is not;
        `TypeError` for what is no table. Needs the extra `columns`, and raises `ModuleNotFoundError` without it.
        """
        from wellled_rules.api.tables import evaluate_table

        return evaluate_table(self, table, level=level, outcomes=outcomes, slots=slots, marks=marks, keep=keep)

    def row_result(self, table: Any, row: int, *, level: str | None = None, keep: Sequence[str] = ()) -> Result:
        """What one row of a table comes to, with all that led to it.

        Raises `IndexError` for a row that there is not, `TypeError` for what is no row's number.
        With a column `inside`, of the whole case that the row is part of: `.at(path)` has what the row says.
        """
        from wellled_rules.api.tables import row_result

        return row_result(self, table, row, level=level, keep=keep)

    def is_open_ended(self, level: str) -> bool:
        """Whether the header leaves the end of the period to the next version."""
        return all(one.until is None for one in self.graph.header.periods if not one.levels or level in one.levels)

    def test(self) -> tuple[ExampleRun, ...]:
        """Run the examples that the framework's text holds."""
        from wellled_rules.testing.run import run

        return run(self.graph, self.examples, evaluate)

    def to_mermaid(self) -> str:
        """Its rules as a Mermaid flowchart: what each reads, and what may change it."""
        from wellled_rules.backends.pictures.framework import framework_picture
        from wellled_rules.backends.pictures.to_mermaid import to_mermaid

        return to_mermaid(framework_picture(self.graph))

    def to_dot(self) -> str:
        """Its rules in DOT, the language of Graphviz: what each reads, and what may change it."""
        from wellled_rules.backends.pictures.framework import framework_picture
        from wellled_rules.backends.pictures.to_dot import to_dot

        return to_dot(framework_picture(self.graph))

    def __hash__(self) -> int:
        # Equal graphs mean the same; the day on which a version closes is no part of what is compared.
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"<Framework {self.identity}>"

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        for made in ("case_model", "_door"):
            state.pop(made, None)
        return state
