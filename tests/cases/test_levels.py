from support.bakery import BAKERY, evidence, findings, places
from support.graphs import TRUTH, Draft

from wellled_rules.graph.graph import DeterminationGraph


def test_the_level_is_named_by_id_or_title() -> None:
    assert evidence({"subject": {"level": "shop"}}).subject.level == "shop"
    assert evidence({"subject": {"level": "chain of SHOPS"}}).subject.level == "chain"


def test_the_level_that_alone_fits_is_taken() -> None:
    assert evidence({"inputs": {"queue": 3, "clean": True}}).subject.level == "shop"
    assert evidence({"inputs": {"stars_of": {"oven": 3}}}).subject.level == "chain"
    assert evidence({"decisions": [{"rule": "panel", "to": "fair", "reason": "x"}]}).subject.level == "chain"


def test_where_several_levels_fit_the_case_must_say_which() -> None:
    (one,) = findings({"inputs": {"clean": True}})
    assert (one.code, one.pointer) == ("which-level", "")
    assert one.help == ('add `"level"` to `subject`: `chain` or `shop`',)
    assert places({"subject": {"id": "x"}}) == [("which-level", "/subject")]


def test_mistakes_that_every_level_shares_are_told_at_once() -> None:
    assert places({"inputs": {"clean": 3, "nothing": 1}}) == [
        ("which-level", ""),
        ("wrong-type-in-case", "/inputs/clean"),
        ("unknown-name-in-case", "/inputs/nothing"),
    ]


def test_one_mistake_does_not_hide_the_level_that_fits_best() -> None:
    assert places({"inputs": {"queue": "3"}}) == [("wrong-type-in-case", "/inputs/queue")]


def test_a_level_that_does_not_exist_is_refused_with_the_nearest() -> None:
    (one,) = findings({"subject": {"level": "shopp"}})
    assert (one.code, one.pointer, one.help) == (
        "unknown-name-in-case",
        "/subject/level",
        ("did you mean `shop`?",),
    )
    (far,) = findings({"subject": {"level": "borough"}})
    assert far.help == ("the levels are `chain` and `shop`",)


def test_a_level_is_text() -> None:
    assert ("wrong-type-in-case", "/subject/level") in places({"subject": {"level": 3}})
    assert ("wrong-type-in-case", "/subject/level") in places({"subject": {"level": None}})


def two_levels(**header: object) -> DeterminationGraph:
    draft = Draft("here")
    draft.input("clean", TRUTH)
    draft.at("there").input("clean", TRUTH)
    return draft.graph(**header)


def test_of_several_levels_the_only_one_covered_is_taken() -> None:
    assert evidence({}, two_levels(covers={"there": None})).subject.level == "there"
    assert [one.code for one in findings({}, two_levels())] == ["which-level"]


def test_a_framework_of_one_level_needs_no_level_said() -> None:
    draft = Draft("only")
    draft.input("clean", TRUTH)
    assert evidence({"inputs": {"clean": "yes"}}, draft.graph()).subject.level == "only"
    assert len(BAKERY.levels) == 2
