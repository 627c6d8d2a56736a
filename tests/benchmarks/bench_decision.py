"""One decision on accepted evidence: the compiled function beside a function written by hand.

Run: `python tests/benchmarks/bench_decision.py`. Not collected by pytest.

What is compared: the rating of `saf@2023-11` at the level of a trust, from scores for evidence that were validated
before. The compiled function is given its tuple of codes and records every derived value in slots; notices,
explanations, sensitivities and the trace are worked out when read, and are not in the figure. The hand-written
function computes the same rating and the eight statement scores, and keeps no trace. It is measured twice: reading the
mapping {statement: {category: score}} in which such a function would be handed its evidence, and reading the same flat
tuple. Each pair is measured in turns on one core, and the ratio is the median of the ratios of the turns.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from random import Random
from statistics import median
from time import perf_counter_ns
from typing import Any

from wellled_rules import load
from wellled_rules.backends.compiled.accept import Accepted
from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.compiled.program import Function, Program, program
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.cases.plain import document
from wellled_rules.cases.validate import validate
from wellled_rules.graph.cells import Cell

FRAMEWORK, LEVEL = "saf@2023-11", "trust"
CASES = 20_000
COMPARED_WITH_REFERENCE = 200
TURNS, BATCH = 801, 100
RATINGS = ("inadequate", "requires_improvement", "good", "outstanding")

SPANS = ((0, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 14), (14, 16), (16, 18))
"""Where the scores of each statement stand in the flat tuple."""

Document = Mapping[str, Mapping[str, int]]
Work = Callable[[Any], object]


def by_hand(document: Document) -> tuple[str, list[int]]:
    """The rating and the statement scores, as a competent programmer writes it; nothing is recorded."""
    scores = []
    for categories in document.values():
        values = categories.values()
        count = len(values)
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


def by_hand_flat(codes: Sequence[int]) -> tuple[str, list[int]]:
    """The same from the flat tuple: which entries are a statement's is written into the code; 0 is left out."""
    scores = []
    for first, last in SPANS:
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


def spans(made: Program) -> tuple[tuple[int, int], ...]:
    """First and last place of each statement's scores among what the function takes."""
    owners = [members[0] for _, members in (one.where for one in made.asked) if len(members) == 2]
    return tuple((owners.index(one), len(owners) - owners[::-1].index(one)) for one in dict.fromkeys(owners))


def documents(made: Program, seed: int, left_out: int) -> list[dict[str, dict[str, int | str]]]:
    """Seeded cases of every rating; some scores are not applicable, and each statement has one at least."""
    chance = Random(seed)
    wanted: dict[str, list[str]] = {}
    for _, members in (one.where for one in made.asked):
        if len(members) == 2:
            wanted.setdefault(members[0], []).append(members[1])
    found = []
    for _ in range(CASES):
        latent = chance.randint(100, 400)
        case: dict[str, dict[str, int | str]] = {}
        for statement, categories in wanted.items():
            kept = chance.choice(categories)
            case[statement] = {
                one: "not_applicable"
                if one != kept and chance.randrange(100) < left_out
                else min(4, max(1, (latent + chance.randint(-60, 60) + 50) // 100))
                for one in categories
            }
        found.append(case)
    return found


def scores_only(case: Mapping[str, Mapping[str, int | str]]) -> dict[str, dict[str, int]]:
    """A case as the hand-written function is handed it: what is left out is not there."""
    return {
        statement: {name: value for name, value in categories.items() if isinstance(value, int)}
        for statement, categories in case.items()
    }


def headline(made: Program) -> Cell:
    return Cell(f"{LEVEL}:{made.graph.header.headline[LEVEL]}")


def rating_of(made: Program, function: Function, case: Accepted) -> str:
    slots = function.decide(case.codes)
    assert slots is not None
    return str(function.held(made.prepared.plan.places[headline(made)], case.codes, slots))


def in_turns(ours: Work, mine: Sequence[object], theirs: Work, other: Sequence[object]) -> tuple[int, int, str]:
    """Nanoseconds a call of each, and the median over the turns of the ratio of ours to theirs."""
    spent: list[tuple[int, int]] = []
    for turn in range(TURNS):
        first = turn * BATCH % (CASES - BATCH + 1)
        ours_first = [timed(ours, mine[first : first + BATCH]), timed(theirs, other[first : first + BATCH])]
        theirs_first = [timed(theirs, other[first : first + BATCH]), timed(ours, mine[first : first + BATCH])]
        spent.append((ours_first[0] + theirs_first[1], ours_first[1] + theirs_first[0]))
    calls = 2 * BATCH
    ratio = median(Fraction(one, two) for one, two in spent)
    told = f"{round(100 * ratio) // 100}.{round(100 * ratio) % 100:02}"
    return round(median(one for one, _ in spent)) // calls, round(median(two for _, two in spent)) // calls, told


def timed(work: Work, cases: Sequence[object]) -> int:
    start = perf_counter_ns()
    for case in cases:
        work(case)
    return perf_counter_ns() - start


def least(work: Work, cases: Sequence[object]) -> int:
    """Nanoseconds a call, in the quickest of five runs."""
    return min(timed(work, cases) for _ in range(5)) // len(cases)


def checked(made: Program, left_out: int) -> tuple[list[Accepted], list[dict[str, dict[str, int]]]]:
    """The cases as both sides take them, after both, and for some of them the reference, were seen to agree."""
    cases = documents(made, seed=7, left_out=left_out)
    accepted: list[Accepted] = []
    plain = [scores_only(case) for case in cases]
    seen: Counter[str] = Counter()
    for turn, case in enumerate(cases):
        one = made.accept_plainly({"evidence_score": case})
        function = None if one is None else made.choose(one)
        assert one is not None and function is not None
        rating, scores = by_hand(plain[turn])
        assert rating_of(made, function, one) == rating
        assert by_hand_flat(one.codes) == (rating, scores)  # type: ignore[arg-type]  # scores are whole numbers
        if turn < COMPARED_WITH_REFERENCE:
            evidence = validate(made.graph, document({"subject": {"level": LEVEL}, "inputs": {"evidence_score": case}}))
            assert str(trial(made.graph, evidence).value(headline(made))) == rating
            assert made.accept(evidence) == one
        seen[rating] += 1
        accepted.append(one)
    print(f"{CASES} seeded cases agree, {left_out} % of scores left out:", dict(sorted(seen.items())))
    return accepted, plain


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    made = program(load(FRAMEWORK).graph, LEVEL)
    assert spans(made) == SPANS
    gc.collect()
    gc.disable()
    for left_out in (0, 20):
        accepted, plain = checked(made, left_out)
        function = made.gaps if left_out else made.full
        assert function is not None
        codes = [one.codes for one in accepted]
        slots = len(function.emitted.slots)
        for name, theirs, other in (("mapping", by_hand, plain), ("flat tuple", by_hand_flat, codes)):
            ours, hand, ratio = in_turns(function.decide, codes, theirs, other)
            print(f"  compiled, {slots} slots recorded {ours} ns; by hand from a {name}, no trace {hand} ns: {ratio} x")
        parts(made, left_out)


def parts(made: Program, left_out: int) -> None:
    """What is not in the figure: accepting a case, and reading a trace back."""
    inputs = [{"evidence_score": case} for case in documents(made, seed=7, left_out=left_out)]
    said = [{"subject": {"level": LEVEL}, "inputs": one} for one in inputs[:COMPARED_WITH_REFERENCE]]
    cases = [validate(made.graph, document(one)) for one in said]
    plainly = least(made.accept_plainly, inputs[:BATCH])
    validated = least(made.accept, cases)
    whole = least(lambda case: decide(made.graph, case), cases)
    traced = least(lambda case: trial(made.graph, case), cases)
    print(f"  accepting canonical data {plainly} ns, evidence {validated} ns; evidence to decision {whole} ns")
    print(f"  the reference, evidence to trace {traced} ns")


if __name__ == "__main__":
    main()
