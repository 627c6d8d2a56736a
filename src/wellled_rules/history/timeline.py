"""A history, worked out: what was displayed on any day, as it was known on any other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

from wellled_rules.api.absence import absent
from wellled_rules.api.framework import Framework
from wellled_rules.api.result import Result
from wellled_rules.cases.document import Document
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.read import read as read_text
from wellled_rules.cases.reading_errors import told_of
from wellled_rules.cases.taking import taken
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError, HistoryError
from wellled_rules.diagnostics.suggest import sharing
from wellled_rules.graph.transitions import Transition
from wellled_rules.history import errors
from wellled_rules.history.between import Transitions
from wellled_rules.history.contradicted import check_firsts
from wellled_rules.history.days import days
from wellled_rules.history.displayed import Line
from wellled_rules.history.document import Assessment, Correction, History, told_by
from wellled_rules.history.earlier import check_carried
from wellled_rules.history.lines import Lines
from wellled_rules.history.listed import check_listed
from wellled_rules.history.naming import check_names
from wellled_rules.history.nesting import check_nesting
from wellled_rules.history.order import check_order
from wellled_rules.history.outcomes import Assessed, Slot, Working
from wellled_rules.history.reading import read
from wellled_rules.history.shelf import Shelf
from wellled_rules.history.uses import check_uses

if TYPE_CHECKING:
    from wellled_rules.history.told import Told

__all__ = ["LIMITS", "Timeline", "opened", "timeline"]

LIMITS = CaseLimits(text_bytes=64 * 2**20, values=5_000_000)
"""How large a history may be."""


def timeline(
    history: object,
    *,
    on: date | str | None = None,
    known_on: date | str | None = None,
    rules: Iterable[Framework | Transition | str | PathLike[str]] = (),
) -> Timeline:
    """The line of a history (`wellled.history/1`), or what it comes to on one day.

    history: a mapping; the `bytes` of JSON or YAML text, read strictly; or a `pathlib.Path` to a file of it.
    on: the day that is asked about; the whole line where none is. known_on: only what was public by that day is known;
    everything, unless said. Both are dates, or text such as "2025-03-14".
    rules: frameworks, and transitions between them, that the history may name beside the shipped ones; or paths to
    files or folders of them.
    Raises `HistoryError` with every fault by JSON pointer; of a path, `FrameworkNotFound` where there are no rules, and
    `FrameworkError` where they don't check; `TypeError` for what is no rules.
    """
    asked, shelf = (_day(on), _day(known_on)), Shelf.of(rules)
    document = _told_of_histories(lambda: taken(history, LIMITS, errors.INTO))
    document = replace(document, findings=tuple(map(_of_history, document.findings)))
    with sharing():
        said, findings = read(document)
        check_order(said, findings)
        outcomes, transitions = _worked(said, shelf, findings)
        if not findings.count:
            check_listed(said, outcomes, findings)
            lines = Lines(said, outcomes, transitions, None)
            check_uses(lines, findings)
            check_firsts(lines, findings)
            check_carried(said, outcomes, findings)
    if findings.count:
        # What is wrong with an event is found again as often as another part of it is corrected.
        raise HistoryError(dict.fromkeys(replace(one, into=errors.INTO) for one in findings.sorted()))
    return Timeline(said, outcomes, *asked, transitions)


def opened(data: bytes, name: str) -> Document:
    """The document that the content of a file says. name: how the file is called towards people."""
    return _told_of_histories(lambda: read_text(data, name, LIMITS))


def _told_of_histories(make: Callable[[], Document]) -> Document:
    """What `make` gives; what it refuses is refused as a history."""
    try:
        return make()
    except CaseError as error:
        raise HistoryError(_of_history(one) for one in error.diagnostics) from None


def _of_history(one: Diagnostic) -> Diagnostic:
    told = told_of(one, errors.INTO, errors.FORM)
    is_text = told.code == "unreadable-case" and told.pointer is None
    # What can't be read as text of a history may never have been one.
    return replace(told, notes=(*told.notes, errors.EXPECTED)) if is_text and errors.FORM not in told.help else told


def _worked(
    said: History, shelf: Shelf, findings: Findings
) -> tuple[dict[tuple[str, str | None], Assessed], Transitions]:
    """What each assessment came to, as told first and as corrected."""
    transitions = Transitions(shelf)
    working = Working(said, shelf, findings, transitions.named)
    working.rules.check_listed()
    outcomes: dict[tuple[str, str | None], Assessed] = {}
    is_whole = not said.refused
    for id_, event in said.events.items():
        told, key = told_by(event), (event.corrects, id_) if isinstance(event, Correction) else (id_, None)
        if isinstance(told, Assessment):
            found = working.assess(told)
            if found is not None:
                outcomes[key] = found
            is_whole = is_whole and found is not None
    check_nesting(said, working.rules.loaded, findings)
    if is_whole:
        # Else names may be those of rules that are not found.
        check_names(said, working, findings)
    return outcomes, transitions


def _day(asked: date | str | None) -> date | None:
    if isinstance(asked, date):
        return asked.date() if isinstance(asked, datetime) else asked
    if asked is None:
        return None
    found = days(asked) if isinstance(asked, str) else None
    if found is not None and found.is_exact:
        return found.earliest
    help_ = 'give a date, or the day as text such as "2025-03-14"'
    raise HistoryError([diagnostic("malformed-date", f"`{asked}` is no day of the calendar", help=help_)])


@dataclass(frozen=True)
class Timeline:
    """A history, worked out: immutable, asked about one day (`on`) or as a whole, as known on a day or now.

    outcomes: what each assessment came to, by its id and that of the correction that made it so.
    """

    history: History = field(repr=False)
    outcomes: Mapping[tuple[str, str | None], Assessed] = field(repr=False)
    on: date | None
    known_on: date | None
    transitions: Transitions = field(repr=False, compare=False)

    def at(self, on: date | str | None, *, known_on: date | str | None = None) -> Timeline:
        """The same history, asked about another day, as it was known on another."""
        return replace(self, on=_day(on), known_on=_day(known_on))

    @cached_property
    def lines(self) -> Mapping[Slot, Line]:
        """What was displayed in each place, from day to day."""
        return Lines(self.history, self.outcomes, self.transitions, self.known_on).all()

    def results(self, event: str, *, correction: str | None = None) -> tuple[Result, ...]:
        """What an assessment came to, to be explained: as told first, or as a correction made it.

        One result; several where its day leaves several versions of its framework. `KeyError` for no such
        assessment, or no such correction of it that gives one.
        """
        found = self.outcomes.get((event, correction))
        if found is None:
            raise self._absent(event, correction)
        return tuple(worked.framework.evaluate(worked.evidence) for worked in found.worked)

    def _absent(self, event: str, correction: str | None) -> KeyError:
        corrections = [name for id_, name in self.outcomes if id_ == event and name is not None]
        if correction is not None and (event, None) in self.outcomes:
            return absent(f"correction of `{event}`", correction, corrections)
        return absent("assessment", event, (id_ for id_, name in self.outcomes if name is None))

    @cached_property
    def told(self) -> Told:
        """All of it, in words and with reasons."""
        from wellled_rules.history.telling import tell

        return tell(self)

    def to_dict(self) -> dict[str, Any]:
        """JSON data in the schema `wellled.timeline/1`."""
        from wellled_rules.history.to_json import to_dict

        return to_dict(self.told)

    def to_json(self) -> str:
        """JSON text in the schema `wellled.timeline/1`."""
        return json.dumps(self.to_dict(), ensure_ascii=True, indent=2) + "\n"

    def to_text(self, *, plain: bool = False, width: int = 100) -> str:
        """For a terminal; `plain` without drawing. width: cells of the terminal."""
        from wellled_rules.history.to_text import to_text

        return to_text(self.told, plain=plain, width=width)

    def to_html(self) -> str:
        """One page with a picture of the line; it loads nothing from elsewhere and works without script."""
        from wellled_rules.history.to_html import to_html

        whole = self.told if self.on is None else self.at(None, known_on=self.known_on).told
        return to_html(self.told, whole)
