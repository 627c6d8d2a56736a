from fractions import Fraction

import pytest
from support.bakery import BAKERY

from wellled_rules.values.coercion import STATE_WORDS, Coercion, Fault, Refusal, day, named
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.scale import Member, Scale, ScaleLabel, ScaleLevel
from wellled_rules.values.types import CollectionType, NumberType, ScaleType, SetType, TruthType

SHELF = BAKERY.sets["shelf"]


def test_every_state_but_not_given_may_be_written() -> None:
    assert set(STATE_WORDS) == {state.value for state in State} - {"not_given"}
    for word in STATE_WORDS:
        assert Coercion("chain").entry(TruthType(), word) == Missing(state=State(word))
    assert Coercion("chain").entry(TruthType(), "not_given") == Refusal(Fault.UNSAID, "not_given")


def test_a_level_or_label_comes_before_a_state_of_its_name() -> None:
    level = ScaleLevel(scale="s", id="suspended", rank=0, label="Suspended")
    label = ScaleLabel(id="not_seen", label="Not seen", state=State.NOT_ASSESSED)
    scale = Scale(name="s", title="S", levels=(level,), best_first=True, also_shown=(label,))
    read = Coercion("chain")
    assert read.entry(ScaleType(scale), "suspended") is level
    assert read.entry(ScaleType(scale), "Not Seen") == label.missing()
    assert read.entry(ScaleType(scale), "not_assessed") == Missing(state=State.NOT_ASSESSED)


def test_a_title_that_two_share_names_neither() -> None:
    members = [Member(set="s", id=id_, title=title) for id_, title in (("a", "Same"), ("b", "same"), ("c", "B"))]
    words = named([(one.id, one.title, one) for one in members])
    assert "same" not in words
    assert words["b"] is members[1]


def test_a_member_exists_only_at_its_levels() -> None:
    assert Coercion("chain").entry(SetType(SHELF), "Ovens") == SHELF.by_id["oven"]
    assert Coercion("shop").entry(SetType(SHELF), "Ovens") == Refusal(Fault.ABSENT, "Ovens")


@pytest.mark.parametrize("text", ["1/0", "1e3", "1 /2", "1/-2", "½", "１/２", "1/" + "9" * 19, "9" * 50 + "/1"])
def test_only_plain_quotients_of_bounded_size_are_numbers(text: str) -> None:
    assert isinstance(Coercion("chain").entry(NumberType(), text), Refusal)


def test_quotients_are_reduced() -> None:
    assert Coercion("chain").entry(NumberType(), "-6/4") == Fraction(-3, 2)
    assert type(Coercion("chain").entry(NumberType(whole=True), "6/3")) is int


@pytest.mark.parametrize("text", ["3", "-3", "3.5", " 3 ", "62%", "1,000"])
def test_numbers_in_quotes_are_told_from_words(text: str) -> None:
    assert Coercion("chain").entry(NumberType(), text) == Refusal(Fault.QUOTED, text)
    assert Coercion("chain").entry(NumberType(), "three") == Refusal(Fault.WORD, "three")


@pytest.mark.parametrize(
    "text", ["2024-1-1", "20240101", "2024-01-01T00:00", "2024-13-01", "0000-01-01", "２０２４-01-01"]
)
def test_a_day_is_year_month_and_day_alone(text: str) -> None:
    assert day(text) == Refusal(Fault.DAY, text)


def test_a_collection_is_no_entry() -> None:
    assert Coercion("chain").entry(CollectionType(TruthType()), (True,)) == Refusal(Fault.KIND, (True,))
