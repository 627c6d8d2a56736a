"""The words in which a result is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.graphs import NUMBER, PERCENTAGE, TRUTH, Axis, Draft
from support.terraces import PARTS, evaluated, garden, terrace

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.interfaces.cli.summary import summary
from wellled_rules.values.missing import State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import RoundingType, ScaleType, SetType


def _graph(**header: object) -> DeterminationGraph:
    draft = Draft("club")
    grade = ScaleType(draft.scale("grade", {"poor": 1, "good": 2}, {"not_rated": State.NOT_ASSESSED}))
    draft.set("topic", ["rooms", "lessons"])
    topic = Axis("topic")
    draft.assumption("rule_for_halves", RoundingType(), Rounding.HALF_UP, Rounding.HALF_DOWN)
    draft.input("topic_grade", grade, topic)
    draft.determine("share", draft.input("share_in", PERCENTAGE))
    draft.determine("ratio", draft.input("ratio_in", NUMBER))
    draft.determine("open_door", draft.input("open_in", TRUTH))
    draft.determine("best_topic", draft.input("best_in", SetType(draft.sets["topic"])))
    draft.determine("topic_mark", draft.input("mark_in", grade, topic))
    draft.determine("mark", draft.input("grade_in", grade))
    return draft.graph(**{"regulator": "Chess Board", **header})


def _cell(value: Any = None, status: str = "determined", **more: Any) -> dict[str, Any]:
    bare = {"label": None, "possible": [], "exact": True, "waits_for": [], "decided_by": [], "marks": []}
    return {"value": value, "status": status, **bare, **more}


def _told(outcomes: Mapping[str, Any], *, graph: DeterminationGraph | None = None, **more: Any) -> list[str]:
    result = {
        "subject": {"level": "club", "id": None, "name": None},
        "assessed_on": None,
        "headline": next(iter(outcomes)),
        "outcomes": outcomes,
        "sensitivities": [],
        "checks": [],
        "notices": [],
        **more,
    }
    return summary(graph or _graph(), result).splitlines()


def test_values_are_said_as_people_say_them():
    outcomes = {
        "share": _cell("125/2"),
        "ratio": _cell("1700/27"),
        "open_door": _cell(True),
        "best_topic": _cell("rooms"),
        "mark": _cell("good"),
    }
    assert _told(outcomes)[-5:] == [
        "  Share: 62.5 %",
        "  Ratio: about 62.96 (exactly 1700/27)",
        "  Open_Door: yes",
        "  Best_Topic: Rooms",
        "  Mark: Good",
    ]


def test_states_are_said_by_their_published_label_where_they_have_one():
    labelled = _cell("not_rated", "not_assessed", label="Not rated")
    bare = _cell(None, "insufficient_evidence")
    told = _told({"topic_mark": {"rooms": labelled, "lessons": bare}})
    assert told[-3:] == ["  Topic_Mark", "    Rooms: Not rated", "    Lessons: insufficient evidence"]


def test_open_outcome_says_what_is_possible_and_what_it_waits_for():
    found = _cell(None, "undetermined", possible=["good", "not_rated"], waits_for=["topic_grade/rooms", "share_in"])
    told = _told({"mark": found})
    assert told[:2] == [
        "Mark: not yet determined, possible: Good or Not_Rated",
        "  waits for Rooms (Topic_Grade) and Share_In",
    ]


def test_possible_values_that_are_not_exact_say_so():
    told = _told({"mark": _cell(None, "undetermined", possible=["good", "poor"], exact=False)})
    assert told[0] == "Mark: not yet determined, possible at most: Good or Poor"


def test_possible_values_that_can_not_be_listed_are_left_out():
    told = _told({"ratio": _cell(None, "undetermined", possible=None, exact=False)})
    assert told[0] == "Ratio: not yet determined"


def test_marks_are_said_after_the_value():
    assert _told({"mark": _cell("good", marks=["given", "reason_missing"])})[0] == "Mark: Good, given, reason missing"


def test_standing_is_in_the_words_of_the_framework_or_names_the_regulator():
    own = _graph(standing="A game.\nNo more.")
    assert _told({"mark": _cell("good")}, graph=own)[1] == "A game. No more."
    assert "Chess Board" in _told({"mark": _cell("good")})[1]


def test_level_without_a_headline_begins_with_its_standing():
    assert _told({"mark": _cell("good")}, headline=None)[0] == _told({"mark": _cell("good")})[1]


def test_assumptions_that_matter_are_said_together_where_only_together_they_do():
    alone = {
        "assumption": "rule_for_halves",
        "alternative": "half_down",
        "outcome": "topic_mark",
        "member": "rooms",
        "value": "poor",
    }
    both = {
        **alone,
        "together_with": [{"assumption": "another_one", "alternative": True}],
        "value": None,
        "status": "undetermined",
        "possible": ["good"],
    }
    told = _told({"mark": _cell("good")}, sensitivities=[alone, both])
    assert told[-5:] == [
        "Would change under another assumption",
        "  “Rule_For_Halves” taken as halves down",
        "    Topic_Mark of Rooms: Poor",
        "  “Rule_For_Halves” taken as halves down and “another one” taken as yes",
        "    Topic_Mark of Rooms: not yet determined, possible: Good",
    ]


def test_subject_notices_and_day_are_inert():
    told = _told(
        {"mark": _cell("good")},
        subject={"level": "club", "id": "a\x1b", "name": "B\nC"},
        assessed_on="2024-02-03",
        notices=[{"kind": "outside-period", "text": "out\u202e of period"}],
    )
    assert "Subject: B C, a\\x1b, Club" in told
    assert "Assessed on: 2024-02-03" in told
    assert told[-2:] == ["Notices", "  out\\u202e of period"]


def _with_a_module() -> DeterminationGraph:
    draft = Draft("club")
    draft.determine("bands.found", draft.input("found_in", NUMBER))
    draft.determine("mark", draft.input("mark_in", NUMBER))
    return draft.graph(regulator="Chess Board")


def test_what_a_module_works_out_on_the_way_is_left_to_the_json_form():
    outcomes = {"mark": _cell(2), "bands.found": _cell(1)}
    turns = [
        {"assumption": name, "alternative": True, "outcome": outcome, "member": None, "value": 3}
        for name, outcome in (("first", "bands.found"), ("second", "mark"))
    ]
    told = _told(outcomes, graph=_with_a_module(), sensitivities=turns)
    assert told[-6:] == [
        "Outcomes",
        "  Mark: 2",
        "",
        "Would change under another assumption",
        "  “second” taken as yes",
        "    Mark: 3",
    ]
    assert "  Bands.Found: 1" in _told(dict(reversed(outcomes.items())), graph=_with_a_module())


def test_of_many_notices_the_first_are_told():
    notices = [{"kind": "given-differs", "text": f"differs: {turn}"} for turn in range(15)]
    told = _told({"mark": _cell("good")}, notices=notices)
    assert told[-3:] == ["  differs: 10", "  differs: 11", "  and 3 more; the JSON form has them all"]


def test_an_outcome_that_rests_on_a_departure_below_is_told_from_the_one_departed_from():
    said = {"role": "gardener", "reason": "a drought", "clause": "8", "on": "2025-03-01"}
    one = garden("Number 1", decisions=[{"rule": "mark", "to": "dry", **said}])
    off = garden(
        "Number 2", id="h", warned={"pond": ["last_warning"]}, decisions=[{"rule": "neglected", "of": "pond", **said}]
    )
    result = evaluated(terrace(one, off))
    told = summary(result.trace.graph, result.to_dict(), result.departed_from).splitlines()

    assert result.departed_from == {"mark@garden/g", "part_mark/pond@garden/h"}
    assert told[0] == "Mark: Green, rests on a departure"
    assert "    Pond: Green, rests on a departure" in told
    assert "  Garden Number 1, g, Mark: Dry, departed" in told
    assert "  Garden Number 2, h, Mark: Green, rests on a departure" in told


def test_what_is_waited_for_is_named_by_the_name_of_its_subject():
    seen = {part: "green" for part in PARTS if part != "pond"}
    result = evaluated(terrace(garden("Number 1", seen=seen), garden("", id="h", seen=seen)))
    told = summary(result.trace.graph, result.to_dict()).splitlines()

    assert told[1] == (
        "  waits for Pond, Number 1 (Mark of a part, as judged) and Pond, Garden h (Mark of a part, as judged)"
    )
