from datetime import date

import pytest
from support.bakery import BAKERY, evidence, findings, places

from wellled_rules.graph.evidence import Decided


def case(*decisions: object) -> dict[str, object]:
    return {"subject": {"level": "chain"}, "decisions": list(decisions)}


PANEL = {"rule": "panel", "to": "fresh", "role": "board", "reason": "tasted again", "on": "2024-05-01"}
SHELF = {"rule": "shelf_panel", "to": 4, "of": "cake"}


def test_decisions_keep_their_order_and_what_is_said_of_them() -> None:
    first, second = evidence(case(SHELF, PANEL)).decisions
    assert second == Decided(
        rule="panel",
        members=(),
        to=BAKERY.scales["grade"].by_id["fresh"],
        role="board",
        reason="tasted again",
        on=date(2024, 5, 1),
    )
    assert (first.members, str(first.to), first.role) == (("cake",), "4", None)


@pytest.mark.parametrize("of", ["cake", "The baker’s cake", ["cake"], ["THE BAKER'S CAKE"]])
def test_the_member_is_named_by_id_or_title_or_in_a_list(of: object) -> None:
    assert evidence(case({**SHELF, "of": of})).decisions[0].members == ("cake",)


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"rule": "pannel"}, "no-such-decision", "/decisions/0/rule"),
        ({"rule": "overall"}, "no-such-decision", "/decisions/0/rule"),
        ({"rule": 3}, "wrong-type-in-case", "/decisions/0/rule"),
        ({"to": "best"}, "off-the-scale", "/decisions/0/to"),
        ({"to": "not_graded"}, "off-the-scale", "/decisions/0/to"),
        ({"to": "not_seen"}, "off-the-scale", "/decisions/0/to"),
        ({"to": None}, "wrong-type-in-case", "/decisions/0/to"),
        ({"to": {"value": "fresh"}}, "misplaced-in-case", "/decisions/0/to"),
        ({"role": "baker"}, "wrong-role", "/decisions/0/role"),
        ({"reason": " "}, "reason-left-out", "/decisions/0"),
        ({"on": "May"}, "wrong-type-in-case", "/decisions/0/on"),
        ({"of": "cake"}, "misplaced-in-case", "/decisions/0/of"),
        ({"date": "2024-05-01"}, "unknown-key-in-case", "/decisions/0/date"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(changes: dict[str, object], code: str, pointer: str) -> None:
    assert places(case({**PANEL, **changes})) == [(code, pointer)]


@pytest.mark.parametrize("lacking", ["rule", "to", "reason"])
def test_a_decision_that_lacks_a_part_is_refused(lacking: str) -> None:
    (one,) = findings(case({key: said for key, said in PANEL.items() if key != lacking}))
    assert one.code == ("reason-left-out" if lacking == "reason" else "incomplete-entry")
    assert one.pointer == "/decisions/0"


def test_role_and_day_may_be_left_out() -> None:
    assert findings(case({"rule": "panel", "to": "fresh", "reason": "x"})) == ()


@pytest.mark.parametrize(
    ("of", "code", "pointer"),
    [
        (None, "incomplete-entry", "/decisions/0/of"),
        (["cake", "bread"], "incomplete-entry", "/decisions/0/of"),
        ([3], "wrong-type-in-case", "/decisions/0/of/0"),
        ("cak", "unknown-name-in-case", "/decisions/0/of"),
    ],
)
def test_a_decision_about_a_member_names_one(of: object, code: str, pointer: str) -> None:
    assert places(case({**SHELF, "of": of})) == [(code, pointer)]


def test_a_decision_about_a_member_cannot_leave_it_out() -> None:
    (one,) = findings(case({"rule": "shelf_panel", "to": 4}))
    assert (one.code, one.pointer, one.help) == ("incomplete-entry", "/decisions/0", ('add `"of": "…"`',))


def test_two_decisions_about_one_rating_are_refused() -> None:
    (one,) = findings(case(PANEL, SHELF, {**PANEL, "to": "fair"}))
    assert (one.code, one.pointer, one.notes) == ("given-twice", "/decisions/2", ("the other is at /decisions/0",))
    assert findings(case(SHELF, {**SHELF, "of": "bread"})) == ()


def test_the_decisions_there_are_are_listed() -> None:
    (one,) = findings(case({**PANEL, "rule": "pannel"}))
    assert one.help == ("did you mean `panel`?", "the decisions there are: `panel` and `shelf_panel`")
    (none,) = findings({"subject": {"level": "shop"}, "decisions": [PANEL]})
    assert none.help == ("no rule of this level is open to decisions",)
