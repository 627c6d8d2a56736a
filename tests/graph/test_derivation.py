"""What a derivation holds: everything that decided, nothing that could not, and each part it has."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import networkx as nx
import pytest
from support.kitchens import evaluated

from wellled_rules.api import Result
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive, kind_of, recompute

MARK = Cell("house:mark")


def parts(derivation: Any, cell: Cell) -> dict[str, str]:
    """Name of each predecessor -> its part."""
    return {str(one): derivation.edges[one, cell]["part"] for one in derivation.predecessors(cell)}


def names(derivation: Any) -> set[str]:
    return {str(one) for one in derivation}


def the(derivation: Any, kind: str, below: Cell) -> Cell:
    """The one cell of a kind among the predecessors of a cell."""
    (found,) = [one for one in derivation.predecessors(below) if derivation.nodes[one]["kind"] == kind]
    return found


def test_it_is_a_frozen_digraph_of_cells() -> None:
    derivation = evaluated().derivation()
    assert isinstance(derivation, nx.DiGraph)
    assert nx.is_frozen(derivation)
    assert nx.is_directed_acyclic_graph(derivation)
    assert derivation.graph["outcome"] == MARK
    assert set(derivation) == {MARK, *nx.ancestors(derivation, MARK)}


def test_a_node_says_what_it_is_and_where_it_comes_from() -> None:
    told = evaluated((3, 3, 3)).derivation().nodes[Cell("house:range")]
    assert (told["kind"], told["rule"], told["rule_kind"], told["title"]) == (
        "determine",
        "range",
        "determine",
        "Grade by the average",
    )
    assert told["cites"] == ("Handbook of kitchens, Bands",)
    assert told["span"].source.name == "own.wlr"
    assert (str(told["value"]), told["status"], told["exact"], told["given"]) == ("good", "determined", True, False)


def test_a_recorded_entry_keeps_its_reason() -> None:
    told = evaluated((3, 3, 3)).derivation().nodes[Cell("house:score_of", ("sink",))]
    assert (told["role"], told["reason"], str(told["value"])) == ("cook", "seen", "3")


def test_supporting_edges_of_a_fold_carry_weight_and_share() -> None:
    derivation = evaluated((3, 3, 3)).derivation()
    (fold,) = [one for one, told in derivation.nodes(data=True) if getattr(told["node"], "op", "") == "weighted_mean"]
    edges = {
        str(one): (derivation.edges[one, fold]["weight"], derivation.edges[one, fold]["share"])
        for one in derivation.predecessors(fold)
        if derivation.edges[one, fold]["part"] == "supports"
    }
    assert edges == {
        "score_of/stove": (2, Fraction(1, 2)),
        "score_of/sink": (1, Fraction(1, 4)),
        "score_of/store": (1, Fraction(1, 4)),
    }
    assert {one for one, part in parts(derivation, fold).items() if part == "weighs"} == {
        "bench_weight/stove",
        "bench_weight/sink",
        "bench_weight/store",
    }


def test_what_is_left_out_takes_no_share() -> None:
    derivation = evaluated(("not_applicable", 2, 4)).derivation("average")
    (fold,) = [one for one, told in derivation.nodes(data=True) if told["kind"] == "aggregate"]
    out = derivation.edges[Cell("house:score_of", ("stove",)), fold]
    kept = derivation.edges[Cell("house:score_of", ("sink",)), fold]
    assert (out["part"], out["weight"], out["share"]) == ("missing", None, None)
    assert (kept["part"], kept["weight"], kept["share"]) == ("supports", 1, Fraction(1, 2))


def test_an_open_entry_keeps_its_share() -> None:
    derivation = evaluated((None, 2, 4)).derivation("average")
    (fold,) = [one for one, told in derivation.nodes(data=True) if told["kind"] == "aggregate"]
    open_ = derivation.edges[Cell("house:score_of", ("stove",)), fold]
    assert (open_["part"], open_["weight"], open_["share"]) == ("missing", 2, Fraction(1, 2))


def test_a_limit_that_binds_and_a_limit_that_could() -> None:
    derivation = evaluated((4, 4, 1)).derivation()
    assert parts(derivation, MARK) == {
        "range": "supports",
        "one_dirty": "limited by",
        "two_dirty": "supports",
        "smelly": "supports",
        "shut": "supports",
    }


def test_what_could_have_changed_nothing_is_left_out() -> None:
    found = names(evaluated((1, 1, 1)).derivation())
    assert "one_dirty" not in found
    assert "town" in found


def test_a_beaten_limit_is_overridden() -> None:
    derivation = evaluated((4, 1, 1), prize=True).derivation()
    assert (parts(derivation, MARK)["two_dirty"], parts(derivation, MARK)["one_dirty"]) == ("limited by", "overridden")


@pytest.mark.parametrize(
    ("inputs", "rule", "part"),
    [
        ({"smell": True}, "smelly", "replaced by"),
        ({"prize": True}, "prized", "stepped by"),
        ({"closed": True}, "shut", "suspended by"),
    ],
)
def test_each_exception_has_its_part(inputs: dict[str, bool], rule: str, part: str) -> None:
    assert parts(evaluated((3, 3, 3), **inputs).derivation(), MARK)[rule] == part


def test_a_floor_raises() -> None:
    assert parts(evaluated((1, 1, 1), only_one=True).derivation(), MARK)["town"] == "raised by"


def test_a_moderation_moves_and_rests_on_its_decision() -> None:
    case = {"decisions": [{"rule": "panel", "to": "top", "role": "panel", "reason": "seen twice", "on": "2024-05-01"}]}
    derivation = evaluated((3, 3, 3), given=case).derivation()
    assert parts(derivation, MARK)["panel"] == "moved by"
    made = the(derivation, "decision", Cell("house:panel"))
    told = derivation.nodes[made]
    assert (str(told["value"]), told["reason"], told["judged_by"]) == ("top", "seen twice", "panel")
    assert parts(derivation, Cell("house:panel"))["reach"] == "assumed"


def test_a_moderation_that_nobody_recorded_is_not_there() -> None:
    assert "panel" not in names(evaluated((3, 3, 3)).derivation())


def test_where_an_outcome_is_replaced_its_own_answer_decided_nothing() -> None:
    derivation = evaluated((3, 3, 3), closed=True).derivation()
    assert names(derivation) == {"mark", "shut", "closed", *(str(one) for one in derivation if "#" in one.node)}


def test_true_any_rests_on_its_hits() -> None:
    derivation = evaluated((4, 4, 1)).derivation()
    (fold,) = [one for one, told in derivation.nodes(data=True) if getattr(told["node"], "op", "") == "any"]
    assert [one.members for one in derivation.predecessors(fold)] == [("store",)]


def test_a_false_conjunction_rests_on_its_false_parts() -> None:
    derivation = evaluated((3, 3, 3)).derivation()
    (both,) = [
        one
        for one, told in derivation.nodes(data=True)
        if getattr(told["node"], "op", "") == "and" and len(told["node"].args) == 2 and told["value"] is False
        if Cell("house:one_dirty") in derivation.successors(one)
    ]
    assert [derivation.nodes[below]["kind"] for below in derivation.predecessors(both)] == ["aggregate"]


def test_a_false_all_rests_on_what_fails() -> None:
    derivation = evaluated((3, 1, 4)).derivation("clean")
    (fold,) = [one for one, told in derivation.nodes(data=True) if told["kind"] == "aggregate"]
    assert [one.members for one in derivation.predecessors(fold)] == [("sink",)]


def test_a_ladder_rests_on_its_tests_down_to_the_row_taken() -> None:
    result = evaluated((3, 1, 4))
    tests = {}
    for bench in ("stove", "sink"):
        derivation = result.derivation(f"bench_mark/{bench}")
        choice = the(derivation, "choose", Cell("house:bench_mark", (bench,)))
        tests[bench] = [
            derivation.nodes[one]["value"] for one in derivation.predecessors(choice) if one.members == (bench,)
        ]
        assert derivation.nodes[choice]["row"] == {"stove": 2, "sink": 1}[bench]
    assert tests == {"stove": [False, False], "sink": [False, True]}


def test_a_table_rests_on_its_columns_and_the_result_taken() -> None:
    derivation = evaluated((3, 3, 3)).derivation("range")
    choice = the(derivation, "choose", Cell("house:range"))
    kinds = {
        str(derivation.nodes[one]["value"]): derivation.nodes[one]["kind"] for one in derivation.predecessors(choice)
    }
    assert kinds == {"3": "determine", "good": "constant"}
    assert derivation.nodes[choice]["row"] == 2


def test_given_values_stand_on_nothing() -> None:
    derivation = evaluated((None, 3, 3), given={"given": {"average": 3}}).derivation("range")
    choice = the(derivation, "choose", Cell("house:range"))
    assert parts(derivation, choice)["average"] == "given"
    assert derivation.in_degree(Cell("house:average")) == 0
    assert derivation.nodes[Cell("house:average")]["given"]


def test_what_informs_is_drawn_and_enters_no_arithmetic() -> None:
    derivation = evaluated((3, 3, 3), visitors=70).derivation()
    assert parts(derivation, MARK)["visitors"] == "informed by"
    assert recompute(derivation, MARK) == derivation.nodes[MARK]["value"]
    assert "visitors" not in names(evaluated((3, 3, 3)).derivation())


def test_an_assumption_is_assumed() -> None:
    derivation = evaluated((3, 2, 2)).derivation("average")
    rounding = the(derivation, "apply", Cell("house:average"))
    assert parts(derivation, rounding)["halves"] == "assumed"


def test_outcomes_of_a_stranger_rest_on_its_kind() -> None:
    result = evaluated((3, 3, 3), given={"subject": {"kind": "shop"}})
    derivation = result.derivation()
    assert "kind" in names(derivation)
    assert "score_of/sink" not in names(derivation)
    assert str(recompute(derivation, MARK)) == "not_applicable"


@pytest.mark.parametrize(
    "scores", [(3, 3, 3), (4, 4, 1), (1, 1, 4), (3, 2, 2), (None, 1, 4), ("not_applicable", None, 3)]
)
def test_every_node_recomputes(scores: tuple[object, ...]) -> None:
    derivation = evaluated(scores).derivation()
    for cell, told in derivation.nodes(data=True):
        again = recompute(derivation, cell)
        if told["value"] is not None:
            assert again == told["value"]


def test_recomputing_reads_the_predecessors_and_nothing_else() -> None:
    """A derivation whose predecessor says otherwise recomputes to otherwise."""
    derivation = evaluated((3, 3, 3)).derivation()
    other = nx.DiGraph(derivation)
    other.nodes[Cell("house:range")]["value"] = evaluated((4, 4, 4))["range"].value
    assert str(recompute(other, MARK)) == "top"


def test_kinds_are_words() -> None:
    result: Result = evaluated((3, 3, 3))
    kinds = {kind_of(node) for node in result.trace.graph.nodes.values()}
    assert {"input", "weights", "limit", "floor", "determine", "check", "decision", "assumption"} <= kinds


def test_a_cell_that_does_not_exist_has_no_derivation() -> None:
    with pytest.raises(KeyError):
        derive(evaluated().trace, Cell("house:nothing"))
