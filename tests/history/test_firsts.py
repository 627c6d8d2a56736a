"""What a transition requires of a first assessment is told with it: holding, not holding, or not known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.histories import history

from wellled_rules import HistoryError, between_in, load, timeline

Plain = dict[str, Any]
_RULES = """\
language 1

framework {identity} "Kiosks"
    in force from {start}
    covers kiosk
    headline {outcome} at kiosk

source guide "Guide to kiosks"
    published by "Kiosk Board"

level kiosk "Kiosk"

scale grade "Grade"
    best first
    fine "Fine"
    poor "Poor"

set side "Side"
    front "Front"
    back "Back"

input seen "Seen"
    for each side
    is a grade

determine {outcome} "{title}"
    is a grade
    equals worst of seen
    cites guide "Grades"
"""
_CHECKS = """
input is_first "It is the first"
    is yes or no
    treat not_given as no

input agreed "It was agreed"
    is yes or no

check both_sides "A first visit sees both sides"
    when is_first is yes
    expects exactly 2 of seen are known
    cites guide "First visits"

check agreement "A first visit is agreed"
    when is_first is yes
    expects agreed is yes
    cites guide "First visits, agreed"
"""
_BETWEEN = """\
language 1

source notice "Notice"
    published by "Kiosk Board"

assumption counted "We take it that it {counts}"
    basis not_found "nothing was found on it"

transition old_to_new "From outcomes to marks"
    from kiosks@2020-01 to kiosks@2024-01
    keeps outcome at kiosk until first assessment at kiosk
    retires outcome at kiosk from first assessment at kiosk
    reads first assessment at kiosk from is_first
    requires both_sides, agreement of first assessment at kiosk, which counts {counts}
        cites notice "1"
        rests on counted
    cites notice "2"
"""
BOTH = {"front": "fine", "back": "fine"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The rules, with a transition whose first assessments count without what is required, or only with it."""
    folder = tmp_path_factory.mktemp("kiosks")
    old = _RULES.format(identity="kiosks@2020-01", start="2020-01-01", outcome="outcome", title="Outcome")
    new = _RULES.format(identity="kiosks@2024-01", start="2024-01-01", outcome="mark", title="Mark") + _CHECKS
    (folder / "kiosks-2020-01.wlr").write_text(old)
    (folder / "kiosks-2024-01.wlr").write_text(new)
    frameworks = [load(str(folder / f"kiosks-{version}.wlr")) for version in ("2020-01", "2024-01")]

    @cache
    def made(counts: str) -> list[Any]:
        path: Path = folder / f"between-{counts.replace(' ', '-')}.wlr"
        path.write_text(_BETWEEN.format(counts=counts))
        return [*frameworks, *between_in(str(path)).transitions]

    return made


def visit(id_: str, on: str, published_on: Any, **case: Any) -> Plain:
    about = {"kind": "assessment", "subject": "corner", "framework": "kiosks"}
    return {"id": id_, **about, "on": on, "published_on": published_on, "case": case}


OLD = visit("old", "2021-05-01", "2021-06-01", inputs={"seen": {"front": "poor", "back": "fine"}})
FULL = {"seen": BOTH, "agreed": "yes"}


def told(*events: Plain) -> Plain:
    return history(*events, subjects=[{"id": "corner", "kind": "kiosk"}])


def first(made: Any) -> list[tuple[str, str, str, list[str]]]:
    """Of each that is told: the event, whether what is required holds, whether it counts, and each check."""
    (subject,) = made.to_dict()["subjects"]
    return [
        (one["event"], one["required"], one["counts"], [check["status"] for check in one["checks"]])
        for one in subject["first_assessments"]
    ]


def shown(made: Any, outcome: str = "outcome") -> list[str]:
    """What may be displayed of an outcome on the day asked about."""
    lines = made.to_dict()["subjects"][0]["lines"]
    return [part["text"] for one in lines if one["outcome"] == outcome for part in one["stretches"][0]["displayed"]]


CASES = [
    ({"inputs": FULL}, "holds", ["holds", "holds"]),
    ({"inputs": {**FULL, "is_first": "yes"}}, "holds", ["holds", "holds"]),
    ({"inputs": {**FULL, "agreed": "no"}}, "fails", ["holds", "fails"]),
    ({"inputs": {"seen": BOTH}}, "open", ["holds", "open"]),
    ({"inputs": {"seen": {"front": "fine"}, "agreed": "yes"}}, "fails", ["fails", "holds"]),
    ({"inputs": {"seen": {**BOTH, "back": "not_seen"}}, "given": {"mark": "fine"}}, "fails", ["fails", "open"]),
    ({"inputs": {"agreed": "yes"}, "given": {"mark": "fine"}}, "open", ["open", "holds"]),
    ({"inputs": {**FULL, "is_first": "no"}}, "open", ["open", "open"]),
]
GONE, STAYS = "No longer displayed (last: Poor)", "Poor"


@pytest.mark.parametrize(("case", "met", "each"), CASES)
def test_what_is_required_holds_does_not_or_is_not_known(case: Plain, met: str, each: list[str], rules: Any) -> None:
    document = told(OLD, visit("new", "2024-05-01", "2024-06-01", **case))
    anyway = timeline(document, rules=rules("without them"), on="2024-06-02")
    counts = "open" if "no" in case.get("inputs", {}).get("is_first", "") else "holds"
    assert first(anyway) == [("new", met, counts, each)]
    assert shown(anyway) == [GONE]
    only = timeline(document, rules=rules("only with them"), on="2024-06-02")
    assert first(only) == [("new", met, met, each)]
    assert shown(only) == {"holds": [GONE], "fails": [STAYS], "open": [GONE, STAYS]}[met]
    assert first(only.at("2024-05-31")) == []


def test_every_form_says_it_with_its_rules(rules: Any) -> None:
    case = {"inputs": {"seen": {"front": "fine"}, "agreed": "yes"}}
    document = told(OLD, visit("new", "2024-05-01", "2024-06-01", **case))
    for counts, follows in (
        ("without them", "It counts as the first all the same, and what was kept until then is retired."),
        ("only with them", "So it does not count as the first, and what is kept until then stays displayed."),
    ):
        made = timeline(document, rules=rules(counts))
        one = made.to_dict()["subjects"][0]["first_assessments"][0]
        assert one["why"] == {
            "text": "First assessment by the later framework (new, assessed on 1 May 2024 by kiosks@2024-01): not all "
            "that “From outcomes to marks” requires of it holds.",
            "sources": [{"text": "Notice, 1", "address": None}],
        }
        assert one["checks"][0]["why"] == {
            "text": "A first visit sees both sides: does not hold: “Seen” is known for 1 of 2, and exactly 2 must be.",
            "sources": [{"text": "Guide to kiosks, “First visits”", "address": None}],
        }
        rests = f"rests on “We take it that it {counts}”"
        assert one["follows"] == {"text": follows, "sources": [{"text": rests, "address": None}]}
        for text in (made.to_text(plain=True), made.to_html()):
            assert one["why"]["text"] in text
            assert one["checks"][0]["why"]["text"] in text
            assert follows in text
            assert rests in text


@pytest.mark.parametrize("counts", ["without them", "only with them"])
def test_what_is_required_is_told_before_there_is_a_first(counts: str, rules: Any) -> None:
    made = timeline(told(OLD), rules=rules(counts), on="2024-02-01")
    (part,) = made.to_dict()["subjects"][0]["lines"][0]["stretches"][0]["displayed"]
    asked = part["why"][-1]
    assert asked["text"] == (
        "Of that first assessment is required: “A first visit sees both sides” and “A first visit is agreed”; "
        f"it counts {counts}."
    )
    assert [one["text"] for one in asked["sources"]] == [
        "Guide to kiosks, First visits",
        "Guide to kiosks, First visits, agreed",
        "Notice, 1",
        f"rests on “We take it that it {counts}”",
    ]
    for text in (made.to_text(plain=True), made.to_html()):
        assert asked["text"] in text
    assert "is required" not in made.at("2023-12-31").to_text()


def test_one_that_does_not_count_leaves_it_to_the_next(rules: Any) -> None:
    half = visit("half", "2024-05-01", "2024-06-01", inputs={**FULL, "agreed": "no"})
    whole = visit("whole", "2025-05-01", "2025-06-01", inputs={**FULL, "is_first": "no"})
    third = visit("third", "2026-05-01", "2026-06-01", inputs={**FULL, "is_first": "no"})
    document = told(OLD, half, whole, third)
    only = timeline(document, rules=rules("only with them"))
    assert [one[:3] for one in first(only)] == [("half", "fails", "fails"), ("whole", "holds", "holds")]
    assert [shown(only.at(day)) for day in ("2024-07-01", "2025-07-01")] == [[STAYS], [GONE]]
    until = "until the first assessment of a kiosk by the later framework that has what is required of it is published."
    assert until in only.at("2024-07-01").to_text(plain=True)
    anyway = timeline(document, rules=rules("without them"))
    assert [one[:3] for one in first(anyway)] == [("half", "fails", "holds")]


def test_a_correction_can_make_it_hold(rules: Any) -> None:
    half = visit("half", "2024-05-01", "2024-06-01", inputs={**FULL, "agreed": "no"})
    mended = {"id": "mend", "kind": "correction", "corrects": "half", "on": "2024-07-01", "published_on": "2024-07-01"}
    document = told(OLD, half, {**mended, "gives": {"case": {"inputs": FULL}}})
    only = timeline(document, rules=rules("only with them"))
    assert [shown(only.at(day)) for day in ("2024-06-15", "2024-07-15")] == [[STAYS], [GONE]]
    assert [first(only.at(day))[0][1] for day in ("2024-06-15", "2024-07-15")] == ["fails", "holds"]
    assert first(only) == [("half", "holds", "holds", ["holds", "holds"])]


def test_of_two_of_open_days_each_is_perhaps_the_first(rules: Any) -> None:
    days = {"earliest": "2024-06-01", "latest": "2024-08-01"}
    document = told(OLD, *(visit(name, "2024-05-01", days, inputs=FULL) for name in ("a", "b")))
    made = timeline(document, rules=rules("without them"))
    starts = [one["why"]["text"] for one in made.to_dict()["subjects"][0]["first_assessments"]]
    assert [text.startswith("Perhaps the first assessment by") for text in starts] == [True, True]


def test_what_is_retired_by_one_that_does_not_count_may_still_be_published(rules: Any) -> None:
    half = visit("half", "2024-05-01", "2024-06-01", inputs={**FULL, "agreed": "no"})
    late = visit("late", "2023-12-01", "2024-09-01", inputs={"seen": BOTH})
    made = timeline(told(OLD, half, late), rules=rules("only with them"), on="2024-09-02")
    assert shown(made) == ["Fine"]
    unknown = visit("half", "2024-05-01", "2024-06-01", inputs={"seen": BOTH})
    made = timeline(told(OLD, unknown, late), rules=rules("only with them"), on="2024-09-02")
    assert shown(made) == ["No longer displayed (last: Fine)", "Fine"]
    with pytest.raises(HistoryError, match="was retired on 1 June 2024"):
        timeline(told(OLD, half, late), rules=rules("without them"))


def notices(made: Any, event: str) -> list[str]:
    return [
        text
        for one in made.to_dict()["events"]
        if one["id"] == event
        for worked in one["worked_out"]
        for text in worked["notices"]
    ]


def test_a_case_that_denies_it_is_noticed_and_one_that_says_nothing_too(rules: Any) -> None:
    for said, start in (
        ({}, "its case does not say by “It is the first” whether it is the first assessment; by this history"),
        (
            {"is_first": "no"},
            "its case says by “It is the first” that it is not the first assessment, and this history",
        ),
        ({"is_first": "yes"}, None),
    ):
        new = visit("new", "2024-05-01", "2024-06-01", inputs={**FULL, **said})
        again = visit("again", "2025-05-01", "2025-06-01", inputs={**FULL, "is_first": "no"})
        made = timeline(told(OLD, new, again), rules=rules("without them"))
        texts = notices(made, "new")
        assert [text.startswith(str(start)) for text in texts] == ([] if start is None else [True])
        assert notices(made, "again") == []
        assert notices(made.at("2024-05-15"), "new") == []


@pytest.mark.parametrize("counts", ["without them", "only with them"])
def test_one_whose_case_denies_it_is_perhaps_the_first(counts: str, rules: Any) -> None:
    new = visit("new", "2024-05-01", "2024-06-01", inputs={**FULL, "is_first": "no"})
    made = timeline(told(OLD, new), rules=rules(counts), on="2024-07-01")
    retired = (
        "Retired by “From outcomes to marks” with its first assessment by the later framework: perhaps the one "
        "published on 1 June 2024, though its case says that it is not, or one before it that this history does not "
        "hold."
    )
    earlier = "It counts as the first, or one before it does that this history does not hold."
    for text in (made.to_text(plain=True), made.to_html()):
        assert retired in text
        assert "Perhaps the first assessment by the later framework (new, " in text
        assert (earlier in text) == (counts == "without them")
    # Where another of the history came before it, that one is the first, and denies nothing.
    before = visit("before", "2024-02-01", "2024-03-01", inputs={**FULL, "is_first": "yes"})
    assert "erhaps" not in timeline(told(OLD, before, new), rules=rules(counts), on="2024-07-01").to_text()


def test_a_case_that_claims_it_after_another_is_refused_with_both(rules: Any) -> None:
    new = visit("new", "2024-05-01", "2024-06-01", inputs=FULL)
    again = visit("again", "2025-05-01", "2025-06-01", inputs={**FULL, "is_first": "yes"})
    with pytest.raises(HistoryError) as refused:
        timeline(told(new, again), rules=rules("without them"))
    (found,) = refused.value.diagnostics
    assert (found.code, found.pointer) == ("not-the-first", "/events/1/case")
    assert found.notes == ("the one before is at /events/0",)
    # One that was made before, and published after it, may be meant.
    timeline(told({**new, "published_on": "2025-07-01"}, again), rules=rules("without them"))
    # So may one that does not count.
    half = visit("new", "2024-05-01", "2024-06-01", inputs={**FULL, "agreed": "no"})
    timeline(told(half, again), rules=rules("only with them"))


def test_what_is_stated_as_published_is_not_said_to_lack_what_it_was_made_of(rules: Any) -> None:
    """Beside what is required of it, the notices of its process say the same."""
    inputs = {"agreed": "yes", "is_first": "yes"}
    stated = visit("new", "2024-05-01", "2024-06-01", given={"mark": "fine"}, inputs=inputs)
    made = timeline(told(OLD, stated), rules=rules("without them"))
    assert first(made) == [("new", "open", "holds", ["open", "holds"])]
    assert notices(made, "new") == ["it is not known whether a process rule is met: A first visit sees both sides"]
    seen = {**stated, "case": {"inputs": {**inputs, "seen": {"front": "fine"}}}}
    made = timeline(told(OLD, seen), rules=rules("without them"))
    assert notices(made, "new") == ["a process rule is not met: A first visit sees both sides"]


def test_of_a_day_that_leaves_two_versions_each_is_told_with_an_if() -> None:
    case = {"given": {"well_led": "Good"}}
    about = {"kind": "assessment", "subject": "T", "framework": "saf", "on": "2024", "published_on": "2025-02-01"}
    made = timeline(history({"id": "s", **about, "case": case}, subjects=[{"id": "T", "kind": "trust"}]))
    (subject,) = made.to_dict()["subjects"]
    starts = [one["why"]["text"].partition("): ")[0] for one in subject["first_assessments"]]
    whole = "First assessment by the later framework (s, assessed in 2024 if by "
    assert starts == [f"{whole}saf@2023-11", f"{whole}saf@2024-12"]


def test_which_first_assessment_retired_it_is_told_once_with_each_that_may_have(rules: Any) -> None:
    open_, sure = (
        visit("open", "2024-05-01", "2024-06-01", inputs={"seen": BOTH}),
        visit("sure", "2024-07-01", "2024-08-01", inputs={"seen": BOTH, "is_first": True, "agreed": True}),
    )
    made = timeline(told(OLD, open_, sure), rules=rules("only with them"), on="2024-08-02")
    (part,) = made.to_dict()["subjects"][0]["lines"][0]["stretches"][0]["displayed"]
    assert (part["text"], part["by"], part["or_by"]) == ("No longer displayed (last: Poor)", "open", ["sure"])
    retired = [one["text"] for one in part["why"] if "etired" in one["text"]]
    by = "etired by “From outcomes to marks” with its first assessment by the later framework, published on"
    assert retired == [f"R{by} 1 June 2024.", f"Or r{by} 1 August 2024."]
    assert made.to_text(plain=True).count("No longer displayed") == 1
