"""Cases of the bakery, made at random: each is one that is taken."""

from __future__ import annotations

from hypothesis import strategies as st
from support.bakery import BAKERY

from wellled_rules.values.coercion import STATE_WORDS

__all__ = ["cases"]

_STATES = st.sampled_from(STATE_WORDS)
_STARS = st.integers(1, 4) | _STATES
_GRADES = st.sampled_from(["stale", "fair", "fresh", "not_graded", "closed"]) | _STATES
_DAYS = st.dates().map(str)
_TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
_SHELVES = [one.id for one in BAKERY.sets["shelf"].members]


def _entry(
    value: st.SearchStrategy[object], role: str | None = None, looks: tuple[str, ...] = ()
) -> st.SearchStrategy[object]:
    about = {"reason": _TEXT, "on": _DAYS, "note": _TEXT, "evidence": st.sampled_from([[], ["e1"], ["e1", "e2"]])}
    judge = {"judged_by": st.just(role) if role else _TEXT}
    if looks:
        about["characteristic"] = st.sampled_from(looks)
    said = st.fixed_dictionaries({"value": value}, optional={**about, **judge})
    return value | said


def _inputs() -> st.SearchStrategy[object]:
    by_source = {
        "bread": st.fixed_dictionaries({}, optional={"taste": _entry(_STARS), "papers": _entry(_STARS)}),
        "cake": st.fixed_dictionaries({}, optional={"taste": _entry(_STARS)}),
    }
    kinds = st.lists(st.sampled_from(["wholesale", "street", "mill"]), min_size=1, unique=True)
    share = st.integers(0, 100) | st.fractions(0, 100, max_denominator=1000).map(
        lambda n: n.numerator if n.denominator == 1 else f"{n.numerator}/{n.denominator}"
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "stars_of": st.dictionaries(st.sampled_from(_SHELVES), _entry(_STARS, "taster"))
            | st.fixed_dictionaries({"bread": _entry(_STARS, "taster", ("3", "1", "fresh"))}),
            "source_stars": st.fixed_dictionaries({}, optional=by_source),
            "kind": _entry(kinds | _STATES),
            "main_kind": _entry(st.sampled_from(["wholesale", "street", "mill"]) | _STATES),
            "sold": _entry(share | _STATES),
            "ovens": _entry(st.integers(0, 10**18) | _STATES, "counter"),
            "opened": _entry(_DAYS | _STATES),
            "clean": _entry(st.booleans() | _STATES),
            "halves": _entry(st.sampled_from(["half_up", "down"]) | _STATES),
        },
    )


def _decisions() -> st.SearchStrategy[object]:
    panel = st.fixed_dictionaries(
        {"rule": st.just("panel"), "to": st.sampled_from(["stale", "fresh"]), "reason": st.just("x")},
        optional={"role": st.just("board"), "on": _DAYS},
    )
    shelf = st.fixed_dictionaries(
        {"rule": st.just("shelf_panel"), "to": st.integers(1, 4), "of": st.sampled_from(_SHELVES).map(lambda s: [s])},
    )
    return st.lists(panel | shelf, max_size=3, unique_by=lambda one: str((one["rule"], one.get("of"))))


def cases() -> st.SearchStrategy[dict[str, object]]:
    """Cases at the level of chains, entries of every type and shape among them."""
    item = st.fixed_dictionaries(
        {}, optional={"title": _TEXT, "category": _TEXT, "from": _TEXT, "on": _DAYS, "where": _TEXT}
    )
    return st.fixed_dictionaries(
        {
            "subject": st.fixed_dictionaries({"level": st.just("chain")}, optional={"id": _TEXT, "name": _TEXT}),
            "evidence": st.fixed_dictionaries({"e1": item, "e2": item}),
        },
        optional={
            "assessment": st.fixed_dictionaries(
                {}, optional={"id": _TEXT, "reason": _TEXT, "evidence_from": _DAYS, "evidence_until": _DAYS}
            ),
            "assessed_on": _DAYS,
            "published_on": _DAYS,
            "inputs": _inputs(),
            "decisions": _decisions(),
            "given": st.fixed_dictionaries({}, optional={"overall": _entry(_GRADES)}),
        },
    )
