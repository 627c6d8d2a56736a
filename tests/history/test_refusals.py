"""Histories that contradict themselves: each mistake is one finding, at its place, and all are told at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.histories import assessed, case, history

from wellled_rules import HistoryError, timeline

Plain = dict[str, Any]
A, B, C = ({"id": one, "kind": "company"} for one in ("a", "b", "c"))
VISIT = assessed("visit", "2025-03-14", "2025-05-02", subject="a")


def found(told: object) -> list[tuple[str, str | None]]:
    """Code and pointer of each finding; none for a history that is taken."""
    try:
        timeline(told)
    except HistoryError as error:
        assert all(one.into == "history" for one in error.diagnostics)
        return [(one.code, one.pointer) for one in error.diagnostics]
    return []


def inside(one: Plain, *where: Any) -> Plain:
    return {**one, "within": where[0] if len(where) == 1 else list(where)}


def event(kind: str, id_: str, on: Any, **more: Any) -> Plain:
    return {"id": id_, "kind": kind, "on": on, **more}


def corrected(id_: str, of: str, day: Any, **more: Any) -> Plain:
    return event("correction", id_, day, published_on=day, corrects=of, **(more or {"withdraws": True}))


def told(*events: Plain, subjects: tuple[Plain, ...] = (A, B, C)) -> Plain:
    return history(*events, subjects=list(subjects))


REFUSED: dict[str, tuple[Plain, list[tuple[str, str]]]] = {
    "the form": (
        {"schema": "wellled.history/2", "subject": [], "events": [{}, 3]},
        [
            ("missing-in-history", "/events/0"),
            ("wrong-type-in-history", "/events/1"),
            ("wrong-type-in-history", "/schema"),
            ("unknown-key-in-history", "/subject"),
        ],
    ),
    "a kind of event": (
        told({**VISIT, "kind": "assesment"}),
        [("unknown-name-in-history", "/events/0/kind")],
    ),
    "an id that is none": (
        told(VISIT, subjects=(A, {"id": "x/y", "kind": "company"}, {"id": 7, "kind": "company"})),
        [("wrong-type-in-history", "/subjects/1/id"), ("wrong-type-in-history", "/subjects/2/id")],
    ),
    "an id twice": (
        told(VISIT, VISIT, subjects=(A, A)),
        [("id-used-twice", "/events/1/id"), ("id-used-twice", "/subjects/1/id")],
    ),
    "nobody": (
        told({**VISIT, "subject": "d"}, subjects=(A, inside(B, "e"))),
        [("unknown-name-in-history", "/events/0/subject"), ("unknown-name-in-history", "/subjects/1/within")],
    ),
    "a source that is not there": (
        {**told({**VISIT, "source": ["x", "y"]}), "sources": {"x": {"title": "X"}}},
        [("unknown-name-in-history", "/events/0/source/1")],
    ),
    "days in a wrong order": (
        told(VISIT, subjects=({**A, "from": "2020", "until": "2020-01-01"},)),
        [("order-impossible", "/subjects/0/until")],
    ),
    "earliest after latest": (
        told({**VISIT, "on": {"earliest": "2025", "latest": "2024"}}),
        [("order-impossible", "/events/0/on")],
    ),
    "published before assessed": (
        told({**VISIT, "published_on": "2025-02"}),
        [("published-before-assessed", "/events/0/published_on")],
    ),
    "before it began": (told(VISIT, subjects=({**A, "from": "2026"},)), [("before-its-subject", "/events/0/on")]),
    "after it ended": (
        told(VISIT, subjects=({**A, "until": "2025-03-14"},)),
        [("after-its-subject", "/events/0/on")],
    ),
    "after a merger": (
        told(VISIT, event("merger", "m", "2025-01-01", subjects=["a"], into="b")),
        [("after-its-subject", "/events/0/on")],
    ),
    "merged twice": (
        told(
            event("merger", "m", "2025-01-01", subjects=["a"], into="b"),
            event("merger", "n", "2025-02-01", subjects="a", into="c"),
        ),
        [("after-its-subject", "/events/1/subjects")],
    ),
    "merged into what has ended": (
        told(
            event("merger", "m", "2025-01-01", subjects=["a"], into="b"),
            event("merger", "n", "2025-02-01", subjects=["c"], into="a"),
        ),
        [("after-its-subject", "/events/1/into")],
    ),
    "merged into itself": (
        told(event("merger", "m", "2025-01-01", subjects=["a", "b"], into="b")),
        [("part-of-itself", "/events/0/into")],
    ),
    "merged on another day than it ends": (
        told(event("merger", "m", "2025-01-01", subjects=["a"], into="b"), subjects=({**A, "until": "2025-02-01"}, B)),
        [("order-impossible", "/events/0/on")],
    ),
    "a circle": (
        told(subjects=(inside(A, "b"), inside(B, "c"), inside(C, "a"))),
        [("part-of-itself", "/subjects/0/within")],
    ),
    "in itself": (told(subjects=(inside(A, "a"),)), [("part-of-itself", "/subjects/0/within")]),
    "a circle from a transfer on": (
        told(event("transfer", "t", "2025-01-01", subject="a", into="b"), subjects=(A, inside(B, "a"))),
        [("part-of-itself", "/events/0")],
    ),
    "two places by stretches": (
        told(subjects=(inside(A, {"id": "b", "until": "2025-02-01"}, {"id": "c", "from": "2025-01-01"}), B, C)),
        [("in-two-places", "/subjects/0/within/1")],
    ),
    "two places by transfers": (
        told(
            event("transfer", "t", "2025-01-01", subject="a", into="b"),
            event("transfer", "u", "2025-01-01", subject="a", into="c"),
        ),
        [("in-two-places", "/events/1/into")],
    ),
    "a transfer out of another place": (
        told(event("transfer", "t", "2025-01-01", subject="a", out_of="c", into="b"), subjects=(inside(A, "b"), B, C)),
        [("order-impossible", "/events/0/out_of")],
    ),
    "a stretch in what has ended": (
        told(
            subjects=(
                inside(A, {"id": "b", "from": "2025-01-01"}, {"id": "c", "until": "2024-01-01"}),
                {**B, "until": "2024"},
                C,
            )
        ),
        [("after-its-subject", "/subjects/0/within/0")],
    ),
    "in what has ended": (
        told(subjects=(inside(A, "b"), {**B, "until": "2024"})),
        [("after-its-subject", "/subjects/0/within")],
    ),
    "in what has not begun": (
        told(subjects=({**inside(A, "b"), "from": "2020"}, {**B, "from": "2024"})),
        [("before-its-subject", "/subjects/0/within")],
    ),
    "assessed in what has not begun": (
        told(event("suspension", "s", "2025-03-14", subject="a"), subjects=(inside(A, "b"), {**B, "from": "2026"})),
        [("before-its-subject", "/events/0/on")],
    ),
    "a transfer to where it was": (
        told(event("transfer", "t", "2025-01-01", subject="a", out_of="b", into="b"), subjects=(inside(A, "b"), B)),
        [("order-impossible", "/events/0/into")],
    ),
    "lifted after the end": (
        told(
            event("suspension", "s", "2025-03-01", subject="a"),
            event("lifting", "l", "2025-05-01", lifts="s"),
            subjects=({**A, "until": "2025-04-01"},),
        ),
        [("after-its-subject", "/events/1/on")],
    ),
    "days that must be known": (
        told(
            event("merger", "m", "2025", subjects=["a"], into="b"),
            event("correction", "e", "2025", published_on="2025-02", corrects="m", withdraws=True),
            subjects=(A, B, inside(C, {"id": "b", "from": "2024"}, {"id": "a", "until": "2024-01-01"})),
        ),
        [
            ("day-not-exact", "/events/0/on"),
            ("day-not-exact", "/events/1/published_on"),
            ("day-not-exact", "/subjects/2/within/0/from"),
        ],
    ),
    "liftings of nothing": (
        told(
            event("suspension", "s", "2025-01-01", subject="a"),
            event("lifting", "l", "2025-02-01", lifts="s"),
            event("lifting", "m", "2025-03-01", lifts="s"),
            event("lifting", "n", "2025-03-01", lifts="l"),
            event("lifting", "o", "2025-03-01", lifts="x"),
        ),
        [("lifting-without-suspension", f"/events/{turn}/lifts") for turn in (2, 3, 4)],
    ),
    "lifted first": (
        told(event("suspension", "s", "2025-03-01", subject="a"), event("lifting", "l", "2025-02-01", lifts="s")),
        [("order-impossible", "/events/1/on")],
    ),
    "corrections of nothing": (
        told(
            VISIT,
            corrected("c", "x", "2025-06-01"),
            corrected("d", "e", "2025-06-01"),
            corrected("e", "e", "2025-06-01"),
        ),
        [("correction-of-nothing", f"/events/{turn}/corrects") for turn in (1, 2, 3)],
    ),
    "corrected first": (
        told(VISIT, corrected("c", "visit", "2025-04-01")),
        [("order-impossible", "/events/1/published_on")],
    ),
    "a correction that gives nothing": (
        told(VISIT, event("correction", "c", "2025-06-01", published_on="2025-06-01", corrects="visit")),
        [("missing-in-history", "/events/1")],
    ),
    "a correction that makes it worse": (
        told(
            VISIT,
            corrected("c", "visit", "2025-06-01", gives={"case": {"inputs": {"pools": "many"}}, "subject": "x"}),
            corrected("d", "visit", "2025-07-01", gives={"on": "2025-03-01"}),
            corrected("e", "visit", "2025-07-01", gives={"published_on": "2025-06-01"}),
        ),
        [
            ("unknown-name-in-history", "/events/1/gives/subject"),
            ("unknown-key-in-history", "/events/3/gives/published_on"),
        ],
    ),
    "corrected to a day after publication": (
        told(VISIT, corrected("d", "visit", "2025-07-01", gives={"on": "2025-06-01"})),
        [("published-before-assessed", "/events/1/gives/on")],
    ),
    "no such framework": (
        told({**VISIT, "framework": "tutorials@2024-01"}, {**VISIT, "id": "w", "framework": "no-such"}),
        [("framework-not-found", "/events/0/framework"), ("framework-not-found", "/events/1/framework")],
    ),
    "a framework of another place": (
        told({**VISIT, "framework": "../x@2024-01"}, {**VISIT, "id": "w", "framework": "tutorial@2024-05-01"}),
        [("rules-not-chosen", "/events/0/framework"), ("rules-not-chosen", "/events/1/framework")],
    ),
    "no rules that day": (
        told({**VISIT, "framework": "tutorial", "on": "2023-03-14"}),
        [("rules-not-chosen", "/events/0/framework")],
    ),
    "rules for others": (
        told({**VISIT, "subject": "d"}, subjects=({"id": "d", "kind": "ship"},)),
        [("rules-not-chosen", "/events/0/framework")],
    ),
    "a bad case": (
        told({**VISIT, "case": {"inputs": {"pools": "many", "size": "small"}, "colour": "red"}}),
        [("unknown-key-in-case", "/events/0/case/colour"), ("wrong-type-in-case", "/events/0/case/inputs/pools")],
    ),
    "a case of another": (
        told({**VISIT, "case": {**case("gold"), "subject": {"id": "b"}, "assessed_on": "2025-03-15"}}),
        [("given-twice", "/events/0/case/subject/id")],
    ),
    "a case of another day": (
        told({**VISIT, "case": {**case("gold"), "assessed_on": "2025-03-15"}}),
        [("given-twice", "/events/0/case/assessed_on")],
    ),
    "outcomes that are none": (
        told({**VISIT, "outcomes": ["mark", "markk"]}, {**VISIT, "id": "w", "displays": "b"}),
        [("unknown-name-in-history", "/events/0/outcomes"), ("unknown-name-in-history", "/events/1/displays")],
    ),
    "a suspension of what is no outcome": (
        told(VISIT, event("suspension", "s", "2025-06-01", subject="a", outcomes=["mark", "markk"])),
        [("unknown-name-in-history", "/events/1/outcomes")],
    ),
    "a suspension corrected to what is no outcome": (
        told(
            VISIT,
            event("suspension", "s", "2025-06-01", subject="a"),
            corrected("c", "s", "2025-07-01", gives={"outcomes": "markk"}),
        ),
        [("unknown-name-in-history", "/events/2/gives/outcomes")],
    ),
    "no outcomes at all": (
        told({**VISIT, "outcomes": []}, event("suspension", "s", "2025-06-01", subject="a", outcomes=[])),
        [("wrong-type-in-history", "/events/0/outcomes"), ("wrong-type-in-history", "/events/1/outcomes")],
    ),
    "a kind that nobody rates": (
        told(VISIT, subjects=(A, {"id": "b", "kind": "companies"})),
        [("unknown-name-in-history", "/subjects/1/kind")],
    ),
    "a kind that no framework of the history rates": (
        {**told(event("suspension", "s", "2025-06-01", subject="b", outcomes="markk")), "frameworks": ["tutorial"]}
        | {"subjects": [{"id": "a", "kind": "companies"}, B]},
        [("unknown-name-in-history", "/events/0/outcomes"), ("unknown-name-in-history", "/subjects/0/kind")],
    ),
    "a framework that is not there": (
        {**told({key: part for key, part in VISIT.items() if key != "framework"}), "frameworks": ["nope"]},
        [("framework-not-found", "/frameworks/0")],
    ),
    "merged into another kind": (
        told(event("merger", "m", "2025-04-01", subjects=["d"], into="b"), subjects=(B, {"id": "d", "kind": "pool"})),
        [("wrong-type-in-history", "/events/0/into")],
    ),
    "twice in one": (
        told(subjects=(inside(A, {"id": "b", "until": "2025-02-01"}, {"id": "b", "from": "2025-01-01"}), B)),
        [("in-two-places", "/subjects/0/within/1")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_each_mistake_is_one_finding_at_its_place(name: str) -> None:
    document, expected = REFUSED[name]
    assert found(document) == expected


def test_an_empty_id_is_told_as_empty() -> None:
    with pytest.raises(HistoryError) as refused:
        timeline(told(VISIT, subjects=(A, {"id": " ", "kind": "company"})))
    (one,) = refused.value.diagnostics
    assert one.headline == "text is wanted here, and this is a text in which nothing stands"


def test_all_is_told_at_once_and_what_hangs_on_it_is_not() -> None:
    document = told(
        {**VISIT, "framework": "no-such"},
        {"id": "broken", "kind": "suspension", "subject": "nobody", "on": "2025-01-01"},
        event("lifting", "l", "2025-01-01", lifts="broken"),
        corrected("c", "broken", "2025-06-01"),
        subjects=(A, {"id": "b"}, inside(C, "b")),
    )
    assert [code for code, _ in found(document)] == [
        "framework-not-found",
        "unknown-name-in-history",
        "missing-in-history",
    ]


def taken() -> Iterator[Plain]:
    yield told(VISIT, subjects=({**A, "from": "2025-03"},))
    yield told(subjects=({**inside(A, "b"), "until": "2023"}, {**B, "until": "2024"}))
    yield told(subjects=({**inside(A, "b"), "from": "2020"}, {**B, "from": "2020"}))
    yield told(event("merger", "m", "2025-04-01", subjects=["b"], into="c"), subjects=(inside(A, "b"), B, C))
    yield told(VISIT, event("merger", "m", "2025-04-01", subjects=["a"], into="b"))
    yield told(event("merger", "m", "2025-02-01", subjects=["a"], into="b"), subjects=({**A, "until": "2025-02"}, B))
    yield told(subjects=(inside(A, {"id": "b", "until": "2025-01-01"}, {"id": "c", "from": "2025-01-01"}), B, C))
    yield told({**VISIT, "published_on": "2025"}, corrected("c", "visit", "2025-04-01"))
    yield told({key: part for key, part in VISIT.items() if key != "framework"} | {"id": "x"}, VISIT)
    yield told({**VISIT, "framework": "tutorial", "on": {"latest": "2025-03-14"}})
    yield told(VISIT, event("suspension", "s", "2025-06-01", subject="a", outcomes=["mark"]))
    yield told(event("suspension", "s", "2025-06-01", subject="a", outcomes=["anything"]))
    yield {**told(subjects=(A, {"id": "d", "kind": "company"})), "frameworks": ["tutorial"]}
    yield told(subjects=(inside(A, {"id": "b", "until": "2025-02-01"}, {"id": "b", "from": "2025-02-01"}), B))


@pytest.mark.parametrize("document", list(taken()))
def test_what_can_have_been_is_taken(document: Plain) -> None:
    assert found(document) == []


def test_text_is_read_strictly_and_what_it_lacks_is_told_of_the_history() -> None:
    assert found(b'{"schema": "wellled.history/1", "schema": "x", "subjects": [], "events": []}') == [
        ("given-twice", "/schema"),
    ]
    assert [code for code, _ in found(b"[]")] == ["unreadable-case"]
    assert [code for code, _ in found("text")] == ["unreadable-case"]


def test_a_day_that_is_asked_about_must_be_one() -> None:
    with pytest.raises(HistoryError) as refused:
        timeline(told(VISIT), on="2025-02")
    assert [one.code for one in refused.value.diagnostics] == ["malformed-date"]


def test_a_long_circle_is_found_though_it_is_not_followed_to_its_end() -> None:
    ring = [{"id": f"s{turn}", "kind": "company", "within": f"s{(turn + 1) % 300}"} for turn in range(300)]
    assert [code for code, _ in found(told(subjects=(A, *ring)))] == ["order-impossible"]


def test_too_many_days_that_are_open_at_once_are_refused() -> None:
    several = [assessed(f"v{turn}", "2024", "2025", subject="a") for turn in range(18)]
    assert found(told(*several[:16])) == []
    assert found(told(*several)) == [("day-not-exact", f"/events/{turn}/published_on") for turn in (16, 17)]
