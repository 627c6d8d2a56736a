from support.bakery import BAKERY

from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.scale import Member, Scale, ScaleLevel
from wellled_rules.values.types import exact

GRADE = BAKERY.scales["grade"]


def test_ranks_run_from_worst_to_best_however_written() -> None:
    levels = (
        ScaleLevel(scale="s", id="best", rank=1),
        ScaleLevel(scale="s", id="worst", rank=0),
    )
    scale = Scale(name="s", title="S", levels=levels, best_first=True)
    assert [one.id for one in scale.by_rank] == ["worst", "best"]
    assert [one.id for one in scale.levels] == ["best", "worst"]
    assert not scale.has_worth
    assert GRADE.has_worth


def test_a_level_is_told_by_its_id_and_compared_without_its_label() -> None:
    level = GRADE.by_id["fair"]
    assert str(level) == "fair"
    assert level == ScaleLevel(scale="grade", id="fair", rank=1, worth=None, label="other words")
    assert level != ScaleLevel(scale="other", id="fair", rank=1)


def test_a_label_is_shown_as_itself_and_counts_as_its_state() -> None:
    label = GRADE.label_by_id["closed"].missing()
    assert (str(label), label.state) == ("closed", State.SUSPENDED)
    assert str(Missing(state=State.NOT_SEEN)) == "not_seen"


def test_only_what_has_nothing_to_judge_or_is_treated_so_is_out() -> None:
    assert OUT.is_out
    assert Missing(state=State.NOT_GIVEN, left_out=True).is_out
    assert [state for state in State if Missing(state=state).is_out] == [State.NOT_APPLICABLE]


def test_members_exist_at_the_levels_they_name_or_at_all() -> None:
    shelf = BAKERY.sets["shelf"]
    assert [one.id for one in shelf.at("chain")] == ["bread", "cake", "oven"]
    assert [one.id for one in shelf.at("shop")] == ["bread", "cake"]
    assert list(shelf) == list(shelf.members)
    assert str(Member(set="s", id="x", title="X")) == "x"


def test_whole_fractions_are_whole_numbers() -> None:
    from fractions import Fraction

    assert type(exact(Fraction(4, 2))) is int
    assert exact(Fraction(1, 2)) == Fraction(1, 2)
