"""One decision on accepted evidence: the compiled function beside a function written by hand.

Run: `python tests/benchmarks decision`. Not collected by pytest.

What is compared: the rating of `saf@2023-11` at the level of a trust, from scores for evidence that were validated
before. The compiled function is given its tuple of codes and records every derived value in slots; notices,
explanations, sensitivities and the trace are worked out when read, and are not in the figure. The hand-written
function computes the same rating and the eight statement scores, and keeps no trace. It reads the mapping
{statement: {category: score}} in which such a function would be handed its evidence; a second one reads the same flat
tuple of codes as the compiled function does. A row tells the one beside which we look worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from saf import RATINGS, WORKLOADS, Case, Document, Workload, by_hand, said, scores_only, workload
from table import AtMost, Measured, Row
from turns import in_turns, least, on_one_core

from wellled_rules.backends.compiled.accept import Accepted
from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.cases.plain import document
from wellled_rules.cases.validate import validate

CASES = 4_000
COMPARED_WITH_REFERENCE = 200
TURNS, BATCH = 801, 100
LEFT_OUT = 20
"""Of a hundred scores, how many are not applicable in the rows that say so."""

GOAL = AtMost(Fraction(11, 10))


def rows() -> list[Row]:
    """By workload: nothing left out, and some left out."""
    return [
        Row(
            name=f"a decision, {scores} scores" + (f", {left_out} % of them left out" if left_out else ""),
            beside="Python by hand",
            goal=GOAL,
            included="accepted evidence in; ours records every derived value, theirs keeps no trace",
            measure=partial(measured, scores, left_out),
        )
        for scores in WORKLOADS
        for left_out in (0, LEFT_OUT)
    ]


def measured(scores: int, left_out: int) -> Measured:
    """One row: the one of the functions by hand that leaves us the less favourable ratio."""
    work = workload(scores)
    accepted, plain = checked(scores, left_out)
    function = work.program.gaps if left_out else work.program.full
    assert function is not None
    codes = [one.codes for one in accepted]
    sides = {"a mapping": (by_hand, plain), "the flat tuple": (by_hand_flat(spans(work)), codes)}
    with on_one_core():
        found = {
            name: in_turns(function.decide, codes, theirs, other, turns=TURNS, batch=BATCH)
            for name, (theirs, other) in sides.items()
        }
        more = parts(work, left_out)
    told = ", ".join(f"from {name} {one.told}" for name, one in found.items())
    worst = max(found.values(), key=lambda one: one.times)
    return replace(worst, parts=(f"{len(function.emitted.slots)} slots recorded; by hand {told}", *more))


def by_hand_flat(spans: Sequence[tuple[int, int]]) -> Callable[[Sequence[int]], tuple[str, list[int]]]:
    """The same from the flat tuple: which entries are a statement's is written into the code; 0 is left out."""

    def decide(codes: Sequence[int]) -> tuple[str, list[int]]:
        scores = []
        for first, last in spans:
            values = codes[first:last]
            count = len(values) - values.count(0)
            percentage = (50 * sum(values) + count) // (2 * count)
            scores.append(1 if percentage <= 38 else 2 if percentage <= 62 else 3 if percentage <= 87 else 4)
        count = len(scores)
        percentage = (50 * sum(scores) + count) // (2 * count)
        rating = 1 if percentage <= 38 else 2 if percentage <= 62 else 3 if percentage <= 87 else 4
        low = min(scores)
        if rating == 4 and low <= 2:
            rating = 3
        elif rating == 3 and low == 1:
            rating = 2
        return RATINGS[rating - 1], scores

    return decide


def spans(work: Workload) -> tuple[tuple[int, int], ...]:
    """First and last place of each statement's scores among what the function takes."""
    found, first = [], 0
    for categories in work.wanted.values():
        found.append((first, first + len(categories)))
        first += len(categories)
    return tuple(found)


def checked(scores: int, left_out: int) -> tuple[list[Accepted], list[Document]]:
    """The cases as both sides take them, after both, and for some of them the reference, were seen to agree."""
    work = workload(scores)
    flat = by_hand_flat(spans(work))
    accepted: list[Accepted] = []
    plain: list[Document] = []
    seen: Counter[str] = Counter()
    for turn, case in enumerate(work.cases(CASES, left_out)):
        one, function = work.accepted(case)
        hand = scores_only(case)
        rating, given = by_hand(hand)
        assert work.rating(function, one) == rating
        assert flat(one.codes) == (rating, given)  # type: ignore[arg-type]  # scores are whole numbers
        if turn < COMPARED_WITH_REFERENCE:
            agrees_with_reference(work, case, rating)
        seen[rating] += 1
        accepted.append(one)
        plain.append(hand)
    assert len(seen) == 4, seen
    return accepted, plain


def agrees_with_reference(work: Workload, case: Case, rating: str) -> None:
    evidence = validate(work.framework.graph, document(said(case)))
    assert str(trial(work.framework.graph, evidence).value(work.headline)) == rating


def parts(work: Workload, left_out: int) -> tuple[str, ...]:
    """What is not in the figure: accepting a case, and reading a trace back."""
    graph = work.framework.graph
    cases = work.cases(COMPARED_WITH_REFERENCE, left_out)
    evidence = [validate(graph, document(said(case))) for case in cases]
    validated = least(work.program.accept, evidence)
    whole = least(lambda case: decide(graph, case), evidence)
    traced = least(lambda case: trial(graph, case), evidence)
    return (
        f"accepting evidence {validated:,} ns; evidence to decision {whole:,} ns",
        f"the reference, evidence to trace {traced:,} ns",
    )
