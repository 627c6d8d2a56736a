from datetime import date
from fractions import Fraction

import pytest
from support.bakery import BAKERY, evidence, findings, places

from wellled_rules.graph.evidence import Item, Recorded
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding

CHAIN = {"level": "chain"}
STARS = BAKERY.scales["stars"].by_id
GRADES = BAKERY.scales["grade"].by_id
KINDS = BAKERY.sets["kind"].by_id
NOT_SEEN = Missing(state=State.NOT_SEEN)


def given(name: str, value: object) -> dict[str, object]:
    return {"subject": CHAIN, "inputs": {name: value}}


def entry(name: str, value: object) -> Entry:
    return evidence(given(name, value)).entries[name, ()].value


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("clean", True, True),
        ("clean", "yes", True),
        ("clean", "No", False),
        ("clean", "not_seen", NOT_SEEN),
        ("sold", 62.5, Fraction(125, 2)),
        ("sold", "125/2", Fraction(125, 2)),
        ("sold", 100, 100),
        ("sold", "not_seen", NOT_SEEN),
        ("ovens", 3.0, 3),
        ("ovens", "6/2", 3),
        ("weight", -1, -1),
        ("opened", "2024-02-29", date(2024, 2, 29)),
        ("opened", date(2024, 2, 29), date(2024, 2, 29)),
        ("opened", "not_seen", NOT_SEEN),
        ("halves", "half_even", Rounding.HALF_EVEN),
        ("main_kind", "street", KINDS["street"]),
        ("main_kind", "STREET", KINDS["street"]),
        ("kind", ["street", "Mill"], frozenset({KINDS["street"], KINDS["mill"]})),
        ("kind", "street", frozenset({KINDS["street"]})),
        ("kind", "not_seen", NOT_SEEN),
    ],
)
def test_a_value_is_read_by_the_type_of_its_input(name: str, written: object, value: object) -> None:
    assert entry(name, written) == value
    assert type(entry(name, written)) is type(value)


@pytest.mark.parametrize(
    ("name", "written", "code", "headline"),
    [
        ("clean", 1, "wrong-type-in-case", "yes or no is asked for, not the number `1`"),
        ("clean", "true", "wrong-type-in-case", "the text `true` is in quotes, and yes or no is asked for"),
        ("clean", "perhaps", "off-the-scale", "yes or no is asked for, and `perhaps` is none"),
        ("sold", True, "wrong-type-in-case", "a percentage from 0 to 100 is asked for, not the answer `true`"),
        (
            "sold",
            "62.5",
            "wrong-type-in-case",
            "the text `62.5` is in quotes, and a percentage from 0 to 100 is asked for",
        ),
        ("sold", 100.5, "off-the-scale", "`100.5` is not a percentage from 0 to 100"),
        ("sold", "much", "wrong-type-in-case", "a percentage from 0 to 100 is asked for, and `much` is none"),
        ("sold", "1/0", "wrong-type-in-case", "a percentage from 0 to 100 is asked for, and `1/0` is none"),
        ("ovens", 2.5, "wrong-type-in-case", "a whole number, 0 or more is asked for, and `2.5` is not whole"),
        ("ovens", -1, "off-the-scale", "`-1` is not a whole number, 0 or more"),
        ("opened", "2024-02-30", "wrong-type-in-case", "`2024-02-30` is no day of the calendar"),
        ("opened", "1 May 2024", "wrong-type-in-case", "`1 May 2024` is no day of the calendar"),
        ("opened", 20240201, "wrong-type-in-case", "a date is asked for, not the number `20240201`"),
        ("opened", "soon", "wrong-type-in-case", "a date is asked for, and `soon` is none"),
        ("halves", "banker", "off-the-scale", "a rounding rule is asked for, and `banker` is none"),
        ("main_kind", "stret", "off-the-scale", "a member of `kind` is asked for, and `stret` is none"),
        ("main_kind", ["street"], "wrong-type-in-case", "a member of `kind` is asked for, not a list"),
        ("kind", [], "wrong-type-in-case", "one or more members of `kind` are asked for, and the list is empty"),
        ("kind", 3, "wrong-type-in-case", "one or more members of `kind` is asked for, not the number `3`"),
        ("clean", None, "wrong-type-in-case", "`null` says neither a value nor why there is none"),
        ("clean", "not_given", "wrong-type-in-case", "`not_given` is never written: it is what an absent entry is"),
        ("clean", {"street": 1}, "misplaced-in-case", "one value stands here: `clean` is yes or no"),
        ("clean", {"value": {}}, "misplaced-in-case", "one value stands here: `clean` is yes or no"),
        ("kind", [{"a": 1}], "misplaced-in-case", "one value stands here: `kind` is one or more members of `kind`"),
    ],
)
def test_what_is_no_value_of_the_type_says_what_is_asked_for(
    name: str, written: object, code: str, headline: str
) -> None:
    (one,) = findings(given(name, written))
    assert (one.code, one.headline) == (code, headline)
    assert one.pointer is not None
    assert one.pointer.startswith(f"/inputs/{name}")


@pytest.mark.parametrize(("written", "better"), [("62%", "62"), ("62,5", "62.5"), ("62.5 %", "62.5"), ("1,000", None)])
def test_a_number_with_something_about_it_is_told_as_it_is_to_be_written(written: str, better: str | None) -> None:
    (one,) = findings(given("sold", written))
    assert "is no number as it stands" in one.headline
    assert one.help == (f"write digits alone, with a point before decimals{f': `{better}`' if better else ''}",)


def stars(value: object) -> dict[str, object]:
    return given("stars_of", {"bread": value})


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (3, STARS["3"]),
        (3.0, STARS["3"]),
        ("not_seen", NOT_SEEN),
    ],
)
def test_levels_that_are_numbers_are_written_as_numbers(written: object, value: object) -> None:
    assert evidence(stars(written)).entries["stars_of", ("bread",)].value == value


@pytest.mark.parametrize(
    ("written", "code", "headline"),
    [
        ("3", "wrong-type-in-case", "the text `3` is in quotes, and a level of `stars` is asked for"),
        (True, "wrong-type-in-case", "a level of `stars` is asked for, not the answer `true`"),
        (5, "off-the-scale", "`5` is not a level of `stars`"),
        (2.5, "off-the-scale", "`2.5` is not a level of `stars`"),
        ("fair", "off-the-scale", "a level of `stars` is asked for, and `fair` is none"),
    ],
)
def test_a_value_off_the_scale_is_refused(written: object, code: str, headline: str) -> None:
    (one,) = findings(stars(written))
    assert (one.code, one.headline, one.pointer) == (code, headline, "/inputs/stars_of/bread")


def test_a_number_is_no_level_where_levels_are_words() -> None:
    (one,) = findings({"subject": CHAIN, "given": {"overall": 3}})
    assert one.headline == "a level of `grade` is asked for, not the number `3`"


@pytest.mark.parametrize("written", ["bread", "Bread – and rolls", "BREAD -  and\u00a0ROLLS", "Bread"])
def test_a_member_is_named_by_id_or_title_in_any_spelling(written: str) -> None:
    assert set(evidence(given("stars_of", {written: 3})).entries) == {("stars_of", ("bread",))}


def test_quotes_of_a_title_may_be_straight_or_curved() -> None:
    assert findings(given("stars_of", {"the baker's cake": 3})) == ()


def test_a_member_by_id_and_by_title_is_found_at_both_places() -> None:
    case = given("stars_of", {"bread": 3, "Bread - and rolls": 3})
    (title, id_) = findings(case)
    assert (title.code, title.pointer) == ("given-twice", "/inputs/stars_of/Bread - and rolls")
    assert (id_.code, id_.pointer) == ("given-twice", "/inputs/stars_of/bread")
    assert id_.notes == ("the other is at /inputs/stars_of/Bread - and rolls",)


def test_products_nest_once_for_each_set() -> None:
    read = evidence(given("source_stars", {"bread": {"taste": 3, "papers": 2}, "cake": {"taste": 1}}))
    assert {key[1]: str(said.value) for key, said in read.entries.items()} == {
        ("bread", "taste"): "3",
        ("bread", "papers"): "2",
        ("cake", "taste"): "1",
    }


@pytest.mark.parametrize(
    ("case", "code", "pointer", "headline"),
    [
        (
            given("source_stars", {"cake": {"papers": 1}}),
            "not-at-level-in-case",
            "/inputs/source_stars/cake/papers",
            "`papers` is not asked for under `cake`",
        ),
        (
            given("source_stars", {"oven": {}}),
            "not-at-level-in-case",
            "/inputs/source_stars/oven",
            "nothing is asked for under `oven`",
        ),
        (
            {"subject": {"level": "shop"}, "inputs": {"stars_of": {"oven": 3}}},
            "not-at-level-in-case",
            "/inputs/stars_of/oven",
            "`oven` does not exist at level `shop`",
        ),
        (
            given("stars_of", {"breda": 3}),
            "unknown-name-in-case",
            "/inputs/stars_of/breda",
            "`breda` is no member of `shelf` at level `chain`",
        ),
        (
            given("stars_of", 3),
            "misplaced-in-case",
            "/inputs/stars_of",
            "`stars_of` has a value for each member of `shelf`, not `3` for all",
        ),
        (
            given("stars_of", {"value": 3}),
            "misplaced-in-case",
            "/inputs/stars_of",
            "`stars_of` has a value for each member of `shelf`, not a group of entries for all",
        ),
    ],
)
def test_a_cell_that_does_not_exist_is_refused_with_why(case: object, code: str, pointer: str, headline: str) -> None:
    (one,) = findings(case)
    assert (one.code, one.pointer, one.headline) == (code, pointer, headline)


def test_near_names_are_offered_once() -> None:
    (one,) = findings(given("stars_of", {"breda": 3}))
    assert one.help == ("did you mean `bread`?",)
    (two,) = findings(given("stars_off", {}))
    assert two.help == ("did you mean `stars_of`?",)


@pytest.mark.parametrize(
    ("case", "code", "pointer", "help_"),
    [
        (
            given("overall", "fair"),
            "misplaced",
            "/inputs/overall",
            "write it under `given`, if it is known without its rule",
        ),
        (given("panel", "fair"), "misplaced", "/inputs/panel", "write it under `decisions`"),
        (given("assessed_on", "2024-01-01"), "misplaced", "/inputs/assessed_on", "write it at the top of the case"),
        ({"given": {"clean": True}}, "misplaced", "/given/clean", "write it under `inputs`"),
        ({"given": {"overal": "fair"}}, "unknown-name", "/given/overal", "did you mean `overall`?"),
        ({"subject": {**CHAIN, "kindd": "street"}}, "unknown-name", "/subject/kindd", "did you mean `kind`?"),
        ({"subject": {**CHAIN, "nmae": "x"}}, "unknown-name", "/subject/nmae", "did you mean `name`?"),
        ({"input": {}}, "unknown-key", "/input", "did you mean `inputs`?"),
        ({"assessment": {"reasons": "x"}}, "unknown-key", "/assessment/reasons", "did you mean `reason`?"),
    ],
)
def test_a_name_in_the_wrong_place_says_where_it_belongs(
    case: dict[str, object], code: str, pointer: str, help_: str
) -> None:
    (one,) = findings({"subject": CHAIN, **case})
    assert (one.code, one.pointer, one.help) == (f"{code}-in-case", pointer, (help_,))


def test_an_input_of_another_level_says_so() -> None:
    (one,) = findings(given("queue", 3))
    assert one.notes == ("it is one at level `shop`",)


def test_an_entry_may_say_who_judged_it_when_and_why() -> None:
    said = {"value": 3, "reason": "crisp", "judged_by": "taster", "on": "2024-05-01", "evidence": ["e1"], "note": "n"}
    read = evidence({**given("stars_of", {"bread": said}), "evidence": {"e1": {"title": "A loaf"}}})
    assert read.entries["stars_of", ("bread",)] == Recorded(
        value=STARS["3"], reason="crisp", judged_by="taster", on=date(2024, 5, 1), evidence=("e1",), note="n"
    )


def test_every_mistake_of_an_entry_is_found() -> None:
    said = {"valeu": 3, "value": 5, "reason": 1, "judged_by": "baker", "on": "today", "evidence": ["e1", "e1", 2]}
    assert places({**given("stars_of", {"bread": said}), "evidence": {"e1": {}}}) == [
        ("given-twice", "/inputs/stars_of/bread/evidence/1"),
        ("wrong-type-in-case", "/inputs/stars_of/bread/evidence/2"),
        ("wrong-role", "/inputs/stars_of/bread/judged_by"),
        ("wrong-type-in-case", "/inputs/stars_of/bread/on"),
        ("wrong-type-in-case", "/inputs/stars_of/bread/reason"),
        ("unknown-key-in-case", "/inputs/stars_of/bread/valeu"),
        ("off-the-scale", "/inputs/stars_of/bread/value"),
    ]


def test_an_entry_points_only_to_evidence_that_the_case_has() -> None:
    (one,) = findings({**given("clean", {"value": True, "evidence": ["e2"]}), "evidence": {"e1": {}}})
    assert (one.code, one.pointer) == ("unknown-name-in-case", "/inputs/clean/evidence/0")
    assert findings({**given("clean", {"value": True, "evidence": ["e2"]}), "evidence": 3})[0].pointer == "/evidence"


def test_an_entry_without_its_value_is_incomplete() -> None:
    assert places(given("clean", {"reason": "x"})) == [("incomplete-entry", "/inputs/clean")]


def test_a_judged_entry_without_its_reason_is_no_error() -> None:
    assert findings(stars({"value": 3, "judged_by": "taster"})) == ()


def test_items_of_evidence_are_kept() -> None:
    item = {
        "title": "Loaf",
        "category": "taste",
        "from": "the baker",
        "on": "2024-02-01",
        "where": "shelf 3",
        "sha256": "AB" * 32,
    }
    assert evidence({"subject": CHAIN, "evidence": {"e1": item}}).items["e1"] == Item(
        id="e1",
        title="Loaf",
        category="taste",
        source="the baker",
        on=date(2024, 2, 1),
        where="shelf 3",
        sha256="ab" * 32,
    )


def test_every_mistake_of_an_item_is_found() -> None:
    item = {"form": "x", "on": "x", "sha256": "0", "title": 1}
    assert places({"subject": CHAIN, "evidence": {"e1": item, "e2": []}}) == [
        ("unknown-key-in-case", "/evidence/e1/form"),
        ("wrong-type-in-case", "/evidence/e1/on"),
        ("wrong-type-in-case", "/evidence/e1/sha256"),
        ("wrong-type-in-case", "/evidence/e1/title"),
        ("wrong-type-in-case", "/evidence/e2"),
    ]


def test_facts_of_the_subject_are_inputs() -> None:
    read = evidence({"subject": {**CHAIN, "id": "B1", "name": "Crust", "kind": "street", "ovens": 3}})
    assert (read.subject.id, read.subject.name) == ("B1", "Crust")
    assert read.entries["ovens", ()].value == 3
    assert read.entries["kind", ()].value == frozenset({KINDS["street"]})


def test_a_fact_given_twice_may_not_differ() -> None:
    same = {"subject": {**CHAIN, "ovens": 3}, "inputs": {"ovens": {"value": 3.0, "note": "counted"}}}
    assert evidence(same).entries["ovens", ()].note == "counted"
    differs = {"subject": {**CHAIN, "ovens": 3}, "inputs": {"ovens": 4}}
    (one,) = findings(differs)
    assert (one.code, one.pointer, one.notes) == ("given-twice", "/inputs/ovens", ("the other is at /subject/ovens",))


def test_given_outcomes_are_typed_and_may_be_labels() -> None:
    read = evidence(
        {"subject": CHAIN, "given": {"overall": "Not_Graded", "shelf_stars": {"oven": 4, "cake": "not_seen"}}}
    )
    assert read.given == {
        ("overall", ()): Missing(state=State.NOT_ASSESSED, label_id="not_graded", label="Not_Graded"),
        ("shelf_stars", ("oven",)): STARS["4"],
        ("shelf_stars", ("cake",)): NOT_SEEN,
    }
    assert read.given_records == {}


def test_what_is_said_of_a_given_outcome_is_kept() -> None:
    read = evidence({"subject": CHAIN, "given": {"overall": {"value": "fair", "reason": "as published"}}})
    assert read.given == {("overall", ()): GRADES["fair"]}
    assert read.given_records["overall", ()].reason == "as published"


def test_days_of_the_assessment_are_read_and_their_order_is_noticed() -> None:
    read = evidence({"subject": CHAIN, "assessed_on": "2024-05-02", "published_on": "2024-05-01"})
    assert (read.assessed_on, read.published_on) == (date(2024, 5, 2), date(2024, 5, 1))
    assert [(one.kind, one.pointer) for one in read.notices] == [("published-before-assessed", "/published_on")]
    assert evidence({"subject": CHAIN, "assessed_on": "2024-05-02", "published_on": "2024-05-02"}).notices == ()
    assert places({"subject": CHAIN, "assessed_on": "2024-5-2"}) == [("wrong-type-in-case", "/assessed_on")]


def test_id_and_reason_of_the_assessment_are_kept() -> None:
    read = evidence({"subject": CHAIN, "assessment": {"id": "A1", "reason": "a complaint"}})
    assert (read.assessment_id, read.assessment_reason) == ("A1", "a complaint")


@pytest.mark.parametrize("heading", ["subject", "assessment", "inputs", "given", "evidence", "decisions"])
@pytest.mark.parametrize("wrong", [3, "x", None, True])
def test_a_heading_of_another_kind_is_refused(heading: str, wrong: object) -> None:
    assert [(one.code, one.pointer) for one in findings({"subject": CHAIN, heading: wrong})][-1] == (
        "wrong-type-in-case",
        f"/{heading}",
    )


def test_everything_is_reported_together_in_the_order_of_places() -> None:
    case = {
        "subject": {**CHAIN, "id": 5},
        "inputs": {"stars_of": {"bread": "3", "x": 1}, "clean": float("nan")},
        "given": {"overall": "best"},
        "decisions": ["fair"] * 11,
        "extra": 1,
    }
    assert [pointer for _, pointer in places(case)] == [
        *(f"/decisions/{n}" for n in range(11)),
        "/extra",
        "/given/overall",
        "/inputs/clean",
        "/inputs/stars_of/bread",
        "/inputs/stars_of/x",
        "/subject/id",
    ]


def test_beyond_a_thousand_findings_only_their_number_is_told() -> None:
    found = findings({"subject": CHAIN, "inputs": {f"x{n}": 1 for n in range(1500)}})
    assert len(found) == 1001
    assert (found[-1].code, found[-1].headline) == ("too-many-mistakes", "and 500 more, which are not listed")
