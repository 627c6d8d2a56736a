"""How each kind of condition, sum and exception is said, on a framework of a few lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from support.graphs import NUMBER, PERCENTAGE, TRUTH, Axis, Draft

from wellled_rules.backends.explainer.explain import explain
from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.phrases.conditions import because
from wellled_rules.backends.explainer.phrases.workings import told
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive
from wellled_rules.graph.evidence import Decided, Evidence, Recorded, Subject
from wellled_rules.graph.nodes import AdjustmentKind, NodeId, Stage
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import DateType, RoundingType, ScaleType

TOPICS = ("bread", "cake", "tea")


class Shop(Draft):
    """A draft with the inputs that every sentence here speaks of."""

    def __init__(self) -> None:
        super().__init__()
        self.grades = self.scale("grade", {"poor": 1, "fair": 2, "fine": 3, "great": 4}, {"closed": State.SUSPENDED})
        self.grade = ScaleType(self.grades)
        self.set("topic", TOPICS)
        self.taste = self.input("taste", self.grade, Axis("topic"))
        self.count = self.input("count", NUMBER)
        self.share = self.input("share", PERCENTAGE)
        self.open = self.input("open", TRUTH)
        self.day = self.input("day", DateType())
        self.rule = self.assumption("rule", RoundingType(), Rounding.HALF_UP, Rounding.HALF_DOWN)

    def at_level(self, name: str) -> NodeId:
        return self.constant(self.grades.by_id[name])

    def on(self, *day: int) -> NodeId:
        return self.constant(date(*day), DateType())

    def tastes(self, op: str, *levels: str, **more: Any) -> NodeId:
        return self.fold(
            op, self.taste, hits=[self.apply("one_of", self.taste, *(self.at_level(one) for one in levels))], **more
        )


def read(shop: Draft, cell: Cell, case: Mapping[str, Any], decisions: tuple[Decided, ...] = ()) -> Reading:
    """One case. Keys are `name` or `name/member`; what is left out is not given."""
    recorded = {
        (name.partition("/")[0], tuple(name.split("/")[1:])): Recorded(value=value) for name, value in case.items()
    }
    subject = Subject(level="subject")
    trace = evaluate(shop.graph(), Evidence(subject=subject, entries=recorded, decisions=decisions))
    return Reading(trace.graph, trace, derive(trace, cell))


def said(make: Callable[[Shop], NodeId], case: Mapping[str, Any]) -> str:
    """Why a condition holds or fails."""
    shop = Shop()
    cell = Cell(make(shop))
    shop.determine(
        "outcome", shop.first_of([([cell.node], shop.at_level("great")), ([], shop.at_level("poor"))], shop.grade)
    )
    return "; ".join(because(read(shop, cell, levelled(shop, case)), cell))


def levelled(shop: Shop, case: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: shop.grades.by_id.get(value, value) if isinstance(value, str) else value for name, value in case.items()
    }


ALL_FINE = {"taste/bread": "fine", "taste/cake": "fine", "taste/tea": "great"}
MIXED = {"taste/bread": "poor", "taste/cake": "fine", "taste/tea": "great"}
OUT = Missing(state=State.NOT_APPLICABLE)

CONDITIONS: dict[str, tuple[Callable[[Shop], NodeId], Mapping[str, Any], str]] = {
    "a fact": (lambda s: s.open, {"open": True}, "“Open” is yes"),
    "a fact denied": (lambda s: s.apply("not", s.open), {"open": True}, "“Open” is yes"),
    "always": (lambda s: s.constant(True), {}, "it holds always"),
    "better": (
        lambda s: s.apply("better", s.pick(s.taste, "topic", "tea"), s.at_level("fair")),
        ALL_FINE,
        "“Taste” for Tea is Great, which is better than Fair",
    ),
    "worse fails": (
        lambda s: s.apply("worse", s.pick(s.taste, "topic", "tea"), s.at_level("fair")),
        ALL_FINE,
        "“Taste” for Tea is Great, not worse than Fair",
    ),
    "not worse": (
        lambda s: s.apply("not", s.apply("worse", s.pick(s.taste, "topic", "tea"), s.at_level("fair"))),
        ALL_FINE,
        "“Taste” for Tea is Great, not worse than Fair",
    ),
    "a share is compared without its sign": (
        lambda s: s.apply("or_less", s.share, s.constant(40, PERCENTAGE)),
        {"share": 40},
        "“Share” is 40 %, which is 40 or less",
    ),
    "before": (
        lambda s: s.apply("before", s.day, s.on(2024, 1, 1)),
        {"day": date(2024, 1, 1)},
        "“Day” is 1 January 2024, not before 1 January 2024",
    ),
    "after": (
        lambda s: s.apply("on_or_before", s.day, s.on(2024, 1, 1)),
        {"day": date(2024, 1, 1)},
        "“Day” is 1 January 2024, which is on or before 1 January 2024",
    ),
    "within": (
        lambda s: s.apply("within_after", s.day, s.on(2024, 1, 1), parameter=(1, "month")),
        {"day": date(2024, 3, 1)},
        "“Day” is 1 March 2024, not within 1 month after 1 January 2024",
    ),
    "known": (lambda s: s.apply("known", s.count), {"count": 3}, "“Count” is 3, so it is known"),
    "not known": (lambda s: s.apply("known", s.count), {}, "“Count” is not given"),
    "a state": (
        lambda s: s.apply("state", s.count, parameter=State.SUSPENDED),
        {"count": Missing(state=State.SUSPENDED)},
        "“Count” is suspended",
    ),
    "open": (
        lambda s: s.apply("over", s.count, s.constant(2)),
        {},
        "“Count” is not yet determined, and could be over 2",
    ),
    "both hold": (
        lambda s: s.apply("and", s.open, s.apply("over", s.count, s.constant(2))),
        {"open": True, "count": 3},
        "“Open” is yes; “Count” is 3, which is over 2",
    ),
    "one of two fails": (
        lambda s: s.apply("and", s.open, s.apply("over", s.count, s.constant(2))),
        {"open": True, "count": 2},
        "“Count” is 2, not over 2",
    ),
    "neither holds": (
        lambda s: s.apply("or", s.apply("over", s.count, s.constant(8)), s.apply("under", s.count, s.constant(2))),
        {"count": 2},
        "“Count” is 2, not over 8 or under 2",
    ),
    "a sum": (
        lambda s: s.apply("over", s.apply("add", s.count, s.count), s.constant(5)),
        {"count": 3},
        "what “Count” comes to is 6, which is over 5",
    ),
    "a fold": (
        lambda s: s.apply("one_of", s.fold("worst", s.taste, type_=s.grade), s.at_level("poor")),
        MIXED,
        "the worst of “Taste” is Poor",
    ),
    "any": (lambda s: s.tastes("any", "poor", "fair"), MIXED, "“Taste” is Poor or Fair for 1 of 3, Bread"),
    "not any": (lambda s: s.tastes("any", "poor"), ALL_FINE, "“Taste” is Poor for none of 3"),
    "all": (lambda s: s.tastes("all", "fine", "great"), ALL_FINE, "“Taste” is Fine or Great for all 3"),
    "not all": (lambda s: s.tastes("all", "fine", "great"), MIXED, "“Taste” is not Fine or Great for Bread"),
    "none": (lambda s: s.tastes("none", "poor"), MIXED, "“Taste” is Poor for 1 of 3, Bread"),
    "at least": (
        lambda s: s.tastes("at_least", "poor", count=s.constant(2)),
        MIXED,
        "“Taste” is Poor for 1 of 3, and at least 2 must be",
    ),
    "at most": (
        lambda s: s.tastes("at_most", "poor", count=s.constant(1)),
        MIXED,
        "“Taste” is Poor for 1 of 3, and at most 1 may be",
    ),
    "exactly": (
        lambda s: s.tastes("exactly", "fine", count=s.constant(2)),
        ALL_FINE,
        "“Taste” is Fine for 2 of 3, and exactly 2 must be",
    ),
    "a majority": (
        lambda s: s.tastes("majority", "fine"),
        ALL_FINE,
        "“Taste” is Fine for 2 of 3, and more than half must be",
    ),
    "a number needed that is itself open": (
        lambda s: s.tastes("at_least", "fine", count=s.count),
        ALL_FINE,
        "“Taste” is Fine for 2 of 3, and could be for some of them",
    ),
    "not empty": (lambda s: s.fold("empty", s.taste), ALL_FINE, "“Taste” holds 3"),
    "empty": (lambda s: s.fold("empty", s.taste), dict.fromkeys(ALL_FINE, OUT), "nothing in “Taste” is counted"),
    "an open entry": (
        lambda s: s.tastes("any", "poor"),
        {"taste/bread": "fine", "taste/cake": "fine"},
        "“Taste” is Poor for 0 of 3, and could be for Tea",
    ),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_says_why(name: str) -> None:
    make, case, words = CONDITIONS[name]
    assert said(make, case) == words


SUMS: dict[str, tuple[Callable[[Shop], NodeId], Mapping[str, Any], str]] = {
    "add": (lambda s: s.apply("add", s.count, s.constant(2)), {"count": 3}, "3 (“Count”) + 2 is 5."),
    "subtract": (lambda s: s.apply("subtract", s.count, s.constant(2)), {"count": 3}, "3 (“Count”) − 2 is 1."),
    "divide by nothing": (
        lambda s: s.apply("divide", s.count, s.constant(0)),
        {"count": 3},
        "3 (“Count”) ÷ 0 is not applicable.",
    ),
    "convert": (
        lambda s: s.apply("convert", s.count, parameter=s.grades, type_=s.grade),
        {"count": 3},
        "3 (“Count”) as the level of equal worth is Fine.",
    ),
    "round": (
        lambda s: s.apply("round", s.share, s.rule, parameter=1, type_=PERCENTAGE),
        {"share": 40},
        "40 % (“Share”) rounded to 1 decimal place, halves up, is 40 %.",
    ),
    "open": (lambda s: s.apply("add", s.count, s.constant(2)), {}, "“Count” (open) + 2."),
    "total": (lambda s: s.fold("total", s.taste), MIXED, "The total of 3 entries of “Taste” is 8."),
    "mean of what is left": (
        lambda s: s.fold("mean", s.taste),
        {**MIXED, "taste/bread": OUT},
        "The mean of 2 entries of “Taste” is 3.5.",
    ),
    "a number that pass": (
        lambda s: s.tastes("number", "fine", "great", type_=NUMBER),
        MIXED,
        "The number of entries of “Taste” that are Fine or Great is 2.",
    ),
    "a test as a value": (
        lambda s: s.apply("over", s.count, s.constant(2)),
        {"count": 3},
        "Yes: “Count” is 3, which is over 2.",
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_says_what_it_is(name: str) -> None:
    make, case, words = SUMS[name]
    shop = Shop()
    cell = Cell(make(shop))
    shop.determine("outcome", cell.node)
    assert told(read(shop, cell, levelled(shop, case)), cell) == words


Add = Callable[[Shop], list[tuple[AdjustmentKind, list[NodeId]]]]


def adjusted(add: Add, answer: str, *decisions: Decided, **case: Any) -> Explanation:
    """An outcome that is `answer` until its exceptions act."""
    shop = Shop()
    label = shop.grades.label_by_id.get(answer)
    start = shop.constant(label.missing(), shop.grade) if label else shop.at_level(answer)
    stages = [Stage(kind, tuple(ids)) for kind, ids in add(shop)]
    cell = Cell(shop.determine("outcome", start, *stages))
    reading = read(shop, cell, levelled(shop, case), decisions)
    return explain(reading.graph, reading.trace, reading.derivation, of=cell)


def bound(kind: AdjustmentKind, *levels: str) -> Add:
    """One exception a level, all of one kind, while the shop is open."""
    return lambda shop: [
        (
            kind,
            [
                shop.adjustment(kind, f"{kind} {one}", "outcome", condition=shop.open, to=shop.at_level(one))
                for one in levels
            ],
        )
    ]


def step(up: int) -> Add:
    kind = AdjustmentKind.STEP
    return lambda shop: [(kind, [shop.adjustment(kind, "step", "outcome", condition=shop.open, steps=up)])]


def panel(shop: Shop) -> list[tuple[AdjustmentKind, list[NodeId]]]:
    kind = AdjustmentKind.MODERATION
    to = shop.decision("panel", shop.grade)
    return [(kind, [shop.adjustment(kind, "panel", "outcome", to=to, role="shop_panel")])]


LIMIT, FLOOR = AdjustmentKind.LIMIT, AdjustmentKind.FLOOR

BOUNDS: dict[str, tuple[Add, str, bool | None, list[tuple[str, str]]]] = {
    "binds": (bound(LIMIT, "fair"), "great", True, [("acted", "Limited Great to Fair, because “Open” is yes.")]),
    "does not apply": (bound(LIMIT, "fair"), "great", False, [("idle", "Does not apply: “Open” is no.")]),
    "may apply": (bound(LIMIT, "fair"), "great", None, [("open", "May yet apply: “Open” is not given.")]),
    "changes nothing": (
        bound(LIMIT, "fair"),
        "poor",
        True,
        [("idle", "Applies, because “Open” is yes, but changes nothing: Poor is no better than Fair.")],
    ),
    "the worst of two": (
        bound(LIMIT, "fine", "fair"),
        "great",
        True,
        [
            ("overridden", "Applies, because “Open” is yes, but another of its kind goes further, to Fair."),
            ("acted", "Limited Great to Fair, because “Open” is yes."),
        ],
    ),
    "a floor": (bound(FLOOR, "fine"), "poor", True, [("acted", "Raised Poor to Fine, because “Open” is yes.")]),
    "a floor below": (
        bound(FLOOR, "fine"),
        "great",
        True,
        [("idle", "Applies, because “Open” is yes, but changes nothing: Great is no worse than Fine.")],
    ),
    "a label has no place": (
        bound(LIMIT, "fair"),
        "closed",
        True,
        [("idle", "Applies, because “Open” is yes, but leaves it Closed, which has no place on the scale.")],
    ),
    "a step": (step(-2), "great", True, [("acted", "Moved Great to Fair, because “Open” is yes.")]),
    "a step at the end": (
        step(1),
        "great",
        True,
        [("idle", "Applies, because “Open” is yes, but changes nothing: Great is at the end of its scale.")],
    ),
    "a replacement that agrees": (
        bound(AdjustmentKind.REPLACEMENT, "fair"),
        "fair",
        True,
        [("idle", "Applies, because “Open” is yes, but changes nothing: Fair is already Fair.")],
    ),
    "nobody moderated": (panel, "fair", True, [("idle", "No moderation is recorded.")]),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_an_exception_says_what_came_of_it(name: str) -> None:
    add, answer, is_open, words = BOUNDS[name]
    found = adjusted(add, answer, **({} if is_open is None else {"open": is_open}))
    assert [(one.state, one.text) for one in found.bounds] == words


def test_a_moderation_says_who_moved_it_and_why() -> None:
    shop = Shop()
    moved = Decided(
        rule="panel",
        members=(),
        to=shop.grades.by_id["fine"],
        role="shop_panel",
        reason="much better",
        on=date(2024, 2, 1),
    )
    found = adjusted(panel, "fair", moved)
    assert [one.text for one in found.bounds] == [
        "Moved from Fair to Fine by shop panel on 1 February 2024: much better."
    ]
    assert found.headline == "Fine: moved from Fair by shop panel under “Panel” (no source is cited)."
    assert [(one.role, one.reason) for one in found.decisions] == [("shop panel", "much better")]


def test_a_rule_without_a_row_for_what_does_not_arise_says_so() -> None:
    shop = Shop()
    table = shop.bands(
        shop.count, {shop.at_level("poor"): ("under", 5), shop.at_level("great"): ("or_more", 5)}, shop.grade
    )
    cell = Cell(shop.determine("outcome", table))
    reading = read(shop, cell, {"count": OUT})
    found = explain(reading.graph, reading.trace, reading.derivation, of=cell)
    expected = "Not applicable: “Count” is not applicable, so no row applies, by “Outcome” (no source is cited)."
    assert found.headline == expected


def test_quantifiers_are_told_when_nothing_is_summed() -> None:
    shop = Shop()
    rows = [([shop.tastes("any", "poor")], shop.at_level("poor")), ([], shop.at_level("fine"))]
    cell = Cell(shop.determine("outcome", shop.first_of(rows, shop.grade)))
    reading = read(shop, cell, levelled(shop, MIXED))
    found = explain(reading.graph, reading.trace, reading.derivation, of=cell)
    assert found.statements is not None
    assert [line.title for line in found.statements.lines] == ["Bread", "Cake", "Tea"]
    assert {line.share for line in found.statements.lines} == {None}
    assert found.headline == "Poor: “Taste” is Poor for 1 of 3, Bread, by “Outcome” (no source is cited)."
