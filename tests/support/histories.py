"""Histories of companies that run pools, drawn; and what is displayed of them, event by event, by the plain rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

__all__ = ["COMPANIES", "LAST", "MARKS", "assessed", "case", "displayed", "drawn_history", "history", "iso", "with_"]

LAST = 12
COMPANIES = ("north", "south")
MARKS = {"gold": 9, "silver": 6, "bronze": 2}
"""How many of ten pools have a tester of their own, for each mark."""
NAMES = {tested: mark for mark, tested in MARKS.items()}
Plain = dict[str, Any]


def iso(turn: int) -> str:
    """The day of that number."""
    return (date(2025, 1, 1) + timedelta(days=turn)).isoformat()


def history(*events: Plain, subjects: list[Plain] | None = None) -> Plain:
    """A history of two companies, unless told otherwise."""
    companies = [{"id": one, "kind": "company"} for one in COMPANIES]
    return {
        "schema": "wellled.history/1",
        "subjects": companies if subjects is None else subjects,
        "events": list(events),
    }


def case(mark: str) -> Plain:
    """A case that comes to a mark."""
    return {"inputs": {"size": "small", "pools": 10, "tested": MARKS[mark]}}


def assessed(id_: str, on: Any, published_on: Any, mark: str = "gold", subject: str = "north", **more: Any) -> Plain:
    """An assessment of a company that comes to a mark."""
    return {
        "id": id_,
        "kind": "assessment",
        "subject": subject,
        "framework": "tutorial@2024-01",
        "on": on,
        "published_on": published_on,
        "case": case(mark),
        **more,
    }


def with_(told: Plain, *events: Plain) -> Plain:
    """The same history with more events."""
    return {**told, "events": [*told["events"], *events]}


@st.composite
def drawn_history(draw: st.DrawFn) -> Plain:
    """Assessments, corrections and suspensions on days that are all known, in any order."""
    events: list[Plain] = []
    days = st.integers(0, LAST)
    for turn in range(draw(st.integers(1, 4))):
        on = draw(days)
        published = draw(st.integers(on, LAST))
        whose, mark = draw(st.sampled_from(COMPANIES)), draw(st.sampled_from(sorted(MARKS)))
        events.append(assessed(f"a{turn}", iso(on), iso(published), mark, whose))
        for again in range(draw(st.integers(0, 2))):
            day = draw(st.integers(published, LAST))
            said: Plain = {"withdraws": True}
            if draw(st.booleans()):
                said = {
                    "gives": draw(st.sampled_from((*({"case": case(mark)} for mark in MARKS), {"subject": "south"})))
                }
            correction = {"id": f"c{turn}{again}", "kind": "correction", "corrects": f"a{turn}"}
            events.append({**correction, "on": iso(day), "published_on": iso(day), **said})
    for turn in range(draw(st.integers(0, 2))):
        day = draw(days)
        whose = draw(st.sampled_from(COMPANIES))
        events.append({"id": f"s{turn}", "kind": "suspension", "subject": whose, "on": iso(day)})
        if draw(st.booleans()):
            lifted = draw(st.integers(day, LAST))
            events.append({"id": f"l{turn}", "kind": "lifting", "lifts": f"s{turn}", "on": iso(lifted)})
    return history(*draw(st.permutations(events)))


def displayed(told: Plain, whose: str, on: str, known_on: str | None = None) -> tuple[str, str | None]:
    """Kind and value of what is displayed of a company's mark on a day, as known on another."""
    by = on if known_on is None else min(on, known_on)
    events = [one for one in told["events"] if one.get("published_on", one["on"]) <= by]
    last: tuple[Any, str] | None = None
    for turn, one in enumerate(told["events"]):
        if one["kind"] != "assessment" or one not in events:
            continue
        said: Plain | None = one
        corrections = [each for each in events if each["kind"] == "correction" and each["corrects"] == one["id"]]
        # Those of one day count in the order written.
        whole = one
        for each in sorted(corrections, key=lambda each: each["published_on"]):
            if "withdraws" in each:
                said = None
            else:
                said = whole = {**whole, **each["gives"]}
        if said is not None and said["subject"] == whose:
            rank = (one["published_on"], one["on"], turn)
            if last is None or rank > last[0]:
                last = (rank, NAMES[said["case"]["inputs"]["tested"]])
    if last is None:
        return ("nothing", None)
    lifted = {one["lifts"] for one in events if one["kind"] == "lifting"}
    held = [
        one for one in events if one["kind"] == "suspension" and one["subject"] == whose and one["id"] not in lifted
    ]
    return ("suspended" if held else "value", last[1])
