"""The line of one place is what every choice of the days that are not known would give, taken together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from time import thread_time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.graph.transitions import Transition
from wellled_rules.history.days import Days
from wellled_rules.history.displayed import Ending, Entry, Hold, Part, PartKind, Retiring, Spans, line
from wellled_rules.history.document import Transfer
from wellled_rules.history.knowledge import Known
from wellled_rules.history.outcomes import Slot, Value
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

SLOT = Slot("pool", "mark")
LAST = 5
ALWAYS: Spans = ((date.min, date.max),)
BETWEEN = Transition(name="t", title="T", before="a@2020-01", after="b@2021-01", span=Span(SourceFile("x", ""), 0, 0))


def day(turn: int) -> date:
    return date(2020, 1, 1) + timedelta(days=turn)


def event(name: str, first: int, last: int, turn: int) -> Known:
    """An event that is public from some day of these; what it is does not matter to a line."""
    when = Days(day(first), day(last))
    first_told = Transfer(
        id=name,
        on=when,
        published_on=when,
        sources=(),
        note=None,
        path=(),
        places={},
        subject="x",
        out_of=None,
        into=None,
    )
    return Known(name, turn, first_told, when, ())


def value(name: str, before: str) -> Part:
    shown = Value(Shown(text=name, plain=name), "Mark", "pool", True, ())
    return Part(PartKind.VALUE, shown, name, None, (before,))


@dataclass(frozen=True)
class Drawn:
    """Events of one place: assessments with the day from which each is withdrawn, suspensions, and what retires all."""

    entries: tuple[Entry, ...]
    holds: tuple[Hold, ...]
    retirings: tuple[Retiring, ...]
    endings: tuple[Ending, ...]


def spans(gone: int | None) -> Spans:
    return ALWAYS if gone is None else ((date.min, day(gone)),)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.integers(0, LAST))
    return first, draw(st.one_of(st.just(first), st.integers(first, min(first + 2, LAST))))


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    entries = []
    for turn in range(draw(st.integers(1, 3))):
        first, last = draw(intervals())
        # A correction is always public after what it corrects.
        gone = draw(st.one_of(st.none(), st.integers(last, LAST)))
        known = event(f"e{turn}", first, last, turn)
        parts = (value(f"e{turn}", draw(st.sampled_from(("a@2020-01", "b@2021-01")))),)
        entries.append(Entry(known, (day(0), turn), tuple((since, until, parts) for since, until in spans(gone))))
    holds = []
    for turn in range(draw(st.integers(0, 2))):
        first, last = draw(intervals())
        lifted = draw(st.one_of(st.none(), intervals()))
        lifting = None
        if lifted is not None and lifted[0] >= last:
            lifting = event(f"l{turn}", *lifted, 20 + turn)
        holds.append(Hold(event(f"h{turn}", first, last, 10 + turn), ALWAYS, lifting, ALWAYS if lifting else ()))
    retirings = []
    for turn in range(draw(st.integers(0, 2))):
        first, last = draw(intervals())
        gone = draw(st.one_of(st.none(), st.integers(last, LAST)))
        retirings.append(Retiring(event(f"r{turn}", first, last, 30 + turn), spans(gone), "a@2020-01", BETWEEN))
    endings = []
    if draw(st.booleans()):
        first, last = draw(intervals())
        endings.append(Ending(Days(day(first), day(last)), ALWAYS, None))
    return Drawn(tuple(entries), tuple(holds), tuple(retirings), tuple(endings))


def choices(drawn: Drawn) -> Iterator[dict[str, date]]:
    """Every way to choose a day for each event."""
    when = {one.known.id: one.known.published for one in (*drawn.entries, *drawn.holds, *drawn.retirings)}
    when |= {one.lifting.id: one.lifting.published for one in drawn.holds if one.lifting is not None}
    when |= {f"end{turn}": one.when for turn, one in enumerate(drawn.endings)}
    ranges = [
        [days.earliest + timedelta(n) for n in range((days.latest - days.earliest).days + 1)] for days in when.values()
    ]
    for chosen in product(*ranges):
        yield dict(zip(when, chosen, strict=True))


def holds_on(spans: Spans, now: date) -> bool:
    return any(since <= now and (now < until or until == date.max) for since, until in spans)


def told(drawn: Drawn, chosen: dict[str, date], now: date) -> tuple[str, str]:
    """What is displayed on a day if these are the days: the plain rule, event by event."""
    public = [one for one in drawn.entries if chosen[one.known.id] <= now and one.at(now)]
    if not public:
        return ("nothing", "")
    last = max(public, key=lambda one: (chosen[one.known.id], one.rank))
    (part,) = last.at(now)
    if any(chosen[f"end{turn}"] <= now for turn in range(len(drawn.endings))):
        return ("ended", "")
    for one in drawn.retirings:
        if one.before in part.frameworks and chosen[one.known.id] <= now and holds_on(one.spans, now):
            return ("retired", str(part.event))
    for hold in drawn.holds:
        lifted = hold.lifting is not None and chosen[hold.lifting.id] <= now
        if chosen[hold.known.id] <= now and not lifted:
            return ("suspended", str(part.event))
    return ("value", str(part.event))


def names(parts: tuple[Part, ...]) -> set[tuple[str, str]]:
    return {(one.kind.value, one.event or "") for one in parts}


@settings(max_examples=150, deadline=None)
@given(drawn())
def test_a_line_is_every_choice_of_days_together(drawn: Drawn) -> None:
    made = line(SLOT, drawn.entries, drawn.holds, drawn.retirings, drawn.endings)
    every = list(choices(drawn))
    for turn in range(LAST + 1):
        now = day(turn)
        assert names(made.at(now)) == {told(drawn, chosen, now) for chosen in every}


@settings(max_examples=50, deadline=None)
@given(drawn())
def test_segments_stand_in_order_without_a_gap_and_differ(drawn: Drawn) -> None:
    found = line(SLOT, drawn.entries, drawn.holds, drawn.retirings, drawn.endings).runs
    for one, following in pairwise(found):
        assert one.start < one.until == following.start
        assert one.parts != following.parts
    assert not found or found[-1].until == date.max


def test_where_every_day_is_known_there_is_one_answer() -> None:
    entries: list[Any] = []
    for turn, published in enumerate((1, 3)):
        parts = (value(f"e{turn}", "a@2020-01"),)
        entries.append(
            Entry(event(f"e{turn}", published, published, turn), (day(0), turn), ((date.min, date.max, parts),))
        )
    made = line(SLOT, entries)
    assert [names(made.at(day(turn))) for turn in range(4)] == [
        {("nothing", "")},
        {("value", "e0")},
        {("value", "e0")},
        {("value", "e1")},
    ]


def test_what_retires_on_a_day_not_known_may_come_before_what_does_on_one_that_is() -> None:
    entry = Entry(event("e0", 0, 0, 0), (day(0), 0), ((date.min, date.max, (value("e0", "a@2020-01"),)),))
    sure = Retiring(event("r0", 3, 3, 1), ALWAYS, "a@2020-01", BETWEEN)
    open_ = Retiring(event("r1", 1, 5, 2), ALWAYS, "a@2020-01", BETWEEN)
    made = line(SLOT, [entry], (), (sure, open_))
    kinds = [{kind for kind, _ in names(made.at(day(turn)))} for turn in range(4)]
    assert kinds == [{"value"}, {"value", "retired"}, {"value", "retired"}, {"retired"}]


def test_a_long_line_is_gone_through_once() -> None:
    count, entries = 10_000, []
    for turn in range(count):
        parts = (value(f"e{turn}", "a@2020-01"),)
        entries.append(Entry(event(f"e{turn}", turn, turn, turn), (day(0), turn), ((date.min, date.max, parts),)))
    before = thread_time()
    assert len(line(SLOT, entries).runs) == count
    # It takes a fifth of a second; a line that looked at all before each of its days would take a minute.
    assert thread_time() - before < 8
