"""Drawings of rules and of derivations: each box, each arrow with its part, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drawn import Drawn, read_dot, read_mermaid
from support.explained import pool
from support.houses import LIMIT, RULE, assessed, houses
from support.kitchens import evaluated, kitchens
from syrupy.assertion import SnapshotAssertion

from wellled_rules import api
from wellled_rules.backends.pictures.picture import Arrow, Box, Group, Kind, Look, Picture, one_line
from wellled_rules.backends.pictures.to_dot import to_dot
from wellled_rules.backends.pictures.to_mermaid import to_mermaid

FORMS: dict[str, tuple[Callable[[Any], str], Callable[[str], Drawn]]] = {
    "mermaid": (lambda one: one.to_mermaid(), read_mermaid),
    "dot": (lambda one: one.to_dot(), read_dot),
}
both = pytest.mark.parametrize("form", FORMS)


def drawn(form: str, one: object) -> Drawn:
    write, read = FORMS[form]
    return read(write(one))


@both
def test_rules_are_boxes_by_level_that_say_their_kind_and_effect(form: str) -> None:
    found = drawn(form, kitchens())
    assert found.groups == ["House"]
    assert found.boxes[found.key("limit two_dirty")][1] == ("Two dirty benches", "limit two_dirty", "to Poor")
    assert found.boxes[found.key("step prized")][1] == ("Prize", "step prized", "up 1 level")
    assert found.boxes[found.key("determine mark")][1] == ("Mark", "determine mark", "headline")
    assert "weights bench_weight, for each Bench" in found.boxes[found.key("Weight of a bench")][1]


@both
def test_arrows_lead_from_what_is_read_and_say_its_part(form: str) -> None:
    found = drawn(form, kitchens())
    mark, limit, floor = "determine mark", "limit two_dirty", "floor town"
    assert found.between(limit, mark) == [("limited by", "plain")]
    assert found.between(floor, mark) == [("raised by", "plain")]
    assert found.between("replacement smelly", mark) == [("replaced by", "plain")]
    assert found.between("step prized", mark) == [("stepped by", "plain")]
    assert found.between("moderation panel", mark) == [("moved by", "plain")]
    assert found.between("suspension shut", mark) == [("suspended by", "plain")]
    assert found.between("Weight of a bench", "determine average") == [("weighs", "plain")]
    assert found.between("assumption halves", "determine average") == [("assumed", "plain")]
    assert found.between("determine range", mark) == [("supports", "plain")]
    assert found.between("Score of a bench", limit) == [("supports", "plain")]
    assert found.between("input visitors", mark) == [("informed by", "plain")]
    assert found.between(floor, limit) == [("overrides", "plain")]
    assert found.between(mark, limit) == []


@both
def test_each_kind_of_rule_has_a_shape_of_its_own(form: str) -> None:
    found = drawn(form, kitchens())
    kinds = {lines[1].partition(" ")[0]: shape for shape, lines, _ in found.boxes.values()}
    assert len(kinds) == 11
    assert len(set(kinds.values())) == len(kinds)


@both
def test_a_derivation_says_values_weights_and_shares(form: str) -> None:
    found = drawn(form, evaluated((4, 3, 3)).explain("average"))
    average = "determine average"
    assert found.boxes[found.key(average)][1][-1] == "is 4"
    assert found.between("input score_of/stove", average) == [("supports, weight 2, share 50 %", "plain")]
    assert found.between("input score_of/sink", average) == [("supports, share 25 %", "plain")]
    assert found.between("weights bench_weight/stove", average) == [("weighs", "plain")]


@both
def test_what_is_missing_is_dashed_and_says_so(form: str) -> None:
    found = drawn(form, evaluated((4, None, 3)).explain("average"))
    gap = "input score_of/sink"
    _, lines, look = found.boxes[found.key(gap)]
    assert (look, lines[-1]) == ("missing", "is not given")
    assert found.between(gap, "determine average") == [("missing, share 25 %", "missing")]
    assert found.boxes[found.key("determine average")][1][-1] == "could be 3, 4"


@both
def test_what_is_overridden_is_grey_and_says_so(form: str) -> None:
    found = drawn(form, evaluated((1, 1, 4), only_one=True).explain("mark"))
    beaten = "limit two_dirty"
    assert found.boxes[found.key(beaten)][1:] == (("Two dirty benches", beaten, "applies", "overridden"), "overridden")
    assert found.between(beaten, "determine mark") == [("overridden", "overridden")]
    assert found.between("floor town", "determine mark") == [("raised by", "plain")]


@both
def test_a_given_value_says_that_it_was_stated(form: str) -> None:
    found = drawn(form, evaluated(given={"given": {"range": "good"}}).explain("mark"))
    assert found.boxes[found.key("determine range")][1][-2:] == ("is Good", "stated in the case")


@both
def test_people_s_decisions_have_a_box(form: str) -> None:
    panel = {"rule": "panel", "to": "fair", "role": "panel", "reason": "seen twice"}
    found = drawn(form, evaluated((3, 3, 3), given={"decisions": [panel]}).explain("mark"))
    assert found.boxes[found.key("decision panel")][1][-1] == "is Fair"
    assert found.between("moderation panel", "determine mark") == [("moved by", "plain")]


@both
def test_a_rule_that_holds_normally_says_who_may_depart_from_it(form: str) -> None:
    found = drawn(form, houses())
    rule, limit = (" ".join(found.boxes[found.key(name)][1]) for name in ("determine outcome", "limit damp_limit"))
    assert rule == "Grade determine outcome normally, but review_panel may depart headline"
    assert limit == "Damp limit damp_limit to Fair normally, but surveyor may depart"


@both
def test_a_departure_is_told_as_one(form: str) -> None:
    found = drawn(form, assessed(RULE, LIMIT, points=5, damp="yes").explain("outcome"))
    about = ["on 2025-05-02", "allowed by Rules, 3", "because the annexe was left out"]
    rule, limit = (found.boxes[found.key(f"departure from {name}")][1] for name in ("outcome", "damp_limit"))
    assert rule[2:] == ("is Good", f"by review_panel {about[0]}", *about[1:])
    assert limit[2:] == (f"by surveyor {about[0]}", *about[1:])
    assert found.between("departure from outcome", "determine outcome") == [("departed from", "plain")]
    assert found.between("departure from damp_limit", "limit damp_limit") == [("departed from", "plain")]


@both
def test_a_drawing_of_a_result_says_what_it_is_not(form: str) -> None:
    explanation = evaluated().explain()
    assert drawn(form, explanation).note == explanation.standing


def test_parts_have_boxes_where_everything_is_asked_for() -> None:
    explanation = evaluated((4, 3, 3)).explain("average")
    folded, whole = read_mermaid(explanation.to_mermaid()), read_mermaid(explanation.to_mermaid(everything=True))
    assert {lines for _, lines, _ in folded.boxes.values()} < {lines for _, lines, _ in whole.boxes.values()}
    titles = [lines[0] for _, lines, _ in whole.boxes.values()]
    assert "weighted mean of X by W" in titles
    assert "rounded to N places by RULE" in titles
    assert len(explanation.to_dot(everything=True)) > len(explanation.to_dot())


def test_both_forms_draw_the_same() -> None:
    for one in (kitchens(), evaluated((1, 1, None), only_one=True).explain()):
        mermaid, dot = drawn("mermaid", one), drawn("dot", one)
        assert [(key, look) for key, (_, _, look) in mermaid.boxes.items()] == [
            (key, look) for key, (_, _, look) in dot.boxes.items()
        ]
        assert mermaid.arrows == dot.arrows


HOSTILE = (
    '"]; click n0 href "javascript:alert(1)"',
    '%%{init: {"securityLevel":"loose"}}%%',
    "</title><script>alert(1)</script>&lt;b&gt; #quot; #60;",
    "end\nclick n0 call x()\r\n%% x\u2028y",
    "`**bold**` 1. list - [a](https://x.example) <br>",
    "style x:#fff; classDef a:#b; ::: |x| -->",
    "$$\\frac{1}{2}$$ fa:fa-car",
    'back\\slash\\N\\G\\l \\" }; n1 -> n2',
    "\x1b[31m\u202e\u200b\ud800\x00",
    "---\ntitle: x\n---",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=40))


def picture(words: list[str]) -> Picture:
    boxes = tuple(
        Box(key=str(i), kind=list(Kind)[i % len(Kind)], lines=(one_line(text), "word")) for i, text in enumerate(words)
    )
    arrows = tuple(
        Arrow(source=str(i), target="0", label=one_line(text), look=list(Look)[i % 3]) for i, text in enumerate(words)
    )
    group = Group(title=one_line(words[0]), boxes=boxes)
    return Picture(name="x@2024-01", groups=(group,), arrows=arrows, note=one_line(words[-1]))


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, min_size=1, max_size=14))
def test_no_title_acts_and_each_is_read_back(words: list[str]) -> None:
    made = picture(words)
    # The readers refuse every line that is not of a form that is written on purpose.
    for drawing in (read_mermaid(to_mermaid(made)), read_dot(to_dot(made))):
        assert len(drawing.boxes) == len(drawing.arrows) == len(words)
    for box, (_, lines, _) in zip(made.groups[0].boxes, read_mermaid(to_mermaid(made)).boxes.values()):
        assert [line.replace(" ", "") for line in lines] == [line.replace(" ", "") for line in box.lines]


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_is_told_nothing_but_letters_and_numbers(text: str) -> None:
    words = re.findall(r'"([^"]*)"', to_mermaid(picture([text])))
    assert len(words) == 4
    for one in words:
        assert re.fullmatch(r"(<br>|#\d+;|[^\W_]|[ ,])*", one)


@pytest.mark.parametrize("text", ["$$x$$", "fa:fa-car", "$$$"])
def test_formulas_and_icons_are_parted_before_mermaid_looks_for_them(text: str) -> None:
    (_, lines, _), *_ = read_mermaid(to_mermaid(picture([text]))).boxes.values()
    assert "$$" not in lines[0]
    assert ":fa-" not in lines[0]
    assert lines[0].replace(" ", "") == text


def test_a_long_title_is_cut() -> None:
    assert len(one_line("x" * 4_000)) <= 160


def test_the_tutorial_is_drawn(snapshot: SnapshotAssertion) -> None:
    framework = api.load("tutorial@2024-01")
    assert framework.to_mermaid() == snapshot(name="rules as Mermaid")
    assert framework.to_dot() == snapshot(name="rules as DOT")
    result = framework.evaluate(pool(2, 2, 1, None, showers_work=False, only_pool_in_town=True))
    assert result.explain().to_mermaid() == snapshot(name="derivation as Mermaid")
    assert result.explain().to_dot() == snapshot(name="derivation as DOT")
