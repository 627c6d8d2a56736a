"""Where subjects cannot lie, by the cases that list them and by the levels of frameworks."""

from __future__ import annotations

from typing import Any

from support.histories import history

from wellled_rules import HistoryError, timeline

Plain = dict[str, Any]


def found(*events: Plain, subjects: tuple[Plain, ...]) -> list[tuple[str, str | None]]:
    """Code and pointer of each finding; none for a history that is taken."""
    try:
        timeline(history(*events, subjects=list(subjects)))
    except HistoryError as error:
        return [(one.code, one.pointer) for one in error.diagnostics]
    return []


def inside(one: Plain, where: str) -> Plain:
    return {**one, "within": where}


def event(kind: str, id_: str, on: Any, **more: Any) -> Plain:
    return {"id": id_, "kind": kind, "on": on, **more}


def listing(id_: str, whose: str, *locations: str, on: str = "2019-01-01") -> Plain:
    """An assessment of a trust, with its locations in the case."""
    inside = [{"id": one, "given": {"overall": "Good"}} for one in locations]
    said = {"subject": {"kind": "acute_trust", "locations": inside}, "given": {"overall": "Good"}}
    more = {"framework": "kloe", "published_on": "2019-02-01", "case": said, "outcomes": "overall"}
    return event("assessment", id_, on, subject=whose, **more)


def test_a_case_lists_nobody_that_lies_in_another_of_its_kind_that_day() -> None:
    trusts = ({"id": "t", "kind": "trust"}, {"id": "u", "kind": "trust"})
    place = {"id": "q", "kind": "location"}
    at = [("in-two-places", "/events/0/case/subject/locations/0")]
    assert found(listing("x", "t", "q"), subjects=(*trusts, inside(place, "u"))) == at
    assert found(listing("x", "t", "q"), subjects=(*trusts, inside(place, "t"))) == []
    moved = event("transfer", "m", "2019-01-01", subject="q", out_of="u", into="t")
    assert found(listing("x", "t", "q"), moved, subjects=(*trusts, inside(place, "u"))) == []


def test_two_cases_of_one_day_do_not_list_the_same_subject() -> None:
    trusts = ({"id": "t", "kind": "trust"}, {"id": "u", "kind": "trust"})
    place = {"id": "q", "kind": "location"}
    two = (listing("x", "t", "q"), listing("y", "u", "main", "q"))
    assert found(*two, subjects=(*trusts, place)) == [("in-two-places", "/events/1/case/subject/locations/1")]
    assert found(two[0], listing("y", "u", "q", on="2019-01-02"), subjects=(*trusts, place)) == []
    # An id that no subject of the history has is a name within its own case.
    assert found(*two, subjects=trusts) == []


def test_a_subject_lies_only_in_what_its_level_lies_in() -> None:
    trust, other = {"id": "t", "kind": "trust"}, {"id": "u", "kind": "trust"}
    place, part = {"id": "q", "kind": "location"}, {"id": "r", "kind": "location"}
    event_ = listing("x", "t")
    for subjects, wrong in (
        ((trust, inside(other, "t")), [("upside-down", "/subjects/1/within")]),
        ((trust, inside(place, "t"), inside(part, "q")), [("upside-down", "/subjects/2/within")]),
        ((trust, inside(place, "t"), {"id": "s", "kind": "service", "within": "q"}), []),
    ):
        assert found(event_, subjects=subjects) == wrong


def test_who_was_refused_and_is_moved_all_the_same_is_told_once() -> None:
    moved = event("transfer", "m", "2019-01-01", subject="q", into="u")
    subjects = ({"id": "q", "kind": "location", "name": 3}, {"id": "u", "kind": "trust"})
    assert found(moved, subjects=subjects) == [("wrong-type-in-history", "/subjects/0/name")]
