"""From the bytes of a case to the bytes of a decision, beside a function written by hand that is handed its mapping.

Run: `python tests/benchmarks json`. Not collected by pytest. It needs orjson, which the extra `fast` brings.

What is compared: `Framework.answer` on the JSON of a case of `saf@2023-11` at the level of a trust. Ours reads the text
(a key that stands twice would be found, members may be named by title), validates it, decides with every derived value
recorded, hashes the canonical form of the case, and writes every outcome with its label, status, deciding rules and
marks. Cases of one client are written alike, and of these the scores are read without parsing the text anew; a row of
its own measures cases that are not. The hand-written function is handed a mapping and gives a rating and eight scores.
zen-engine is given the same bytes: they are parsed by orjson, decided with its trace, and its answer is written by
orjson. Pieces of answers are learnt before anything is measured, as in a service that has run for a while; each case
has an id of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from random import Random

import orjson
from bench_decision import LEFT_OUT
from peer_zen import FORMS, zen, zen_version
from saf import LEVEL, WORKLOADS, Case, Workload, by_hand, scores_only, workload
from table import AtLeast, AtMost, Measured, NoGoal, Row, Skipped
from turns import in_turns, least, on_one_core

from wellled_rules.api.answering.blanks import cut
from wellled_rules.api.answering.level import UNTAKEN

CASES, TURNS, BATCH = 2_000, 401, 50
FEW_CASES, FEW_TURNS, FEW = 100, 11, 5
BY_HAND, ZEN = AtMost(Fraction(6)), AtLeast(Fraction(10))


def rows() -> list[Row]:
    """By workload beside a function by hand and beside zen-engine; and with sensitivities, which neither has."""
    found = []
    for scores in WORKLOADS:
        for left_out in (0, LEFT_OUT):
            found.append(
                Row(
                    name=f"bytes to bytes, {scores} scores" + (f", {left_out} % of them left out" if left_out else ""),
                    beside="Python by hand",
                    goal=BY_HAND,
                    included="ours: JSON parsed, validated, decided, hashed, JSON written; theirs: a mapping in",
                    measure=partial(beside_hand, scores, left_out),
                )
            )
        found.append(
            Row(
                name=f"bytes to bytes, {scores} scores",
                beside="zen-engine, traced",
                goal=ZEN,
                included="the same bytes; theirs: orjson parses, the engine decides and traces, orjson writes",
                measure=partial(beside_zen, scores),
            )
        )
    found.append(
        Row(
            name="bytes to bytes, 48 scores, each case in an order of its own",
            beside="Python by hand",
            goal=NoGoal(),
            included="as above; no text is written like an earlier one, so each is parsed whole",
            measure=partial(beside_hand, 48, 0, in_any_order),
        )
    )
    found.append(
        Row(
            name="bytes to a result with its sensitivities, 18 scores",
            beside="Python by hand",
            goal=NoGoal(),
            included="ours: as above the long way, and every other assumption tried; theirs: a mapping in",
            measure=partial(with_sensitivities, 18),
        )
    )
    return found


def in_any_order(cases: Sequence[Case]) -> list[Case]:
    """The same cases, statements and categories in another order in each."""
    drawn = Random(7)
    return [
        {one: dict(drawn.sample([*held.items()], len(held))) for one, held in drawn.sample([*case.items()], len(case))}
        for case in cases
    ]


def beside_hand(
    scores: int, left_out: int, order: Callable[[Sequence[Case]], Sequence[Case]] = lambda cases: cases
) -> Measured:
    """`answer`, after every case was seen to be decided as by hand."""
    work = workload(scores)
    cases = work.cases(CASES, left_out)
    bodies, plain = written(order(cases)), [scores_only(case) for case in cases]
    for body, hand in zip(bodies, plain, strict=True):
        told = json.loads(work.framework.answer(body))["outcomes"]
        rating, given = by_hand(hand)
        assert told["well_led"]["value"] == rating
        assert [told["statement_score"][one]["value"] for one in work.wanted] == given
    shortly = sum(work.framework._door._shortly(body) is not None for body in bodies)
    alike = [body for body in bodies if is_alike(work, body)]
    with on_one_core():
        found = in_turns(work.framework.answer, bodies, by_hand, plain, turns=TURNS, batch=BATCH)
        told_parts = [parts(work, alike, bool(left_out))] if len(alike) == CASES else []
    share = f"{shortly:,} of {CASES:,} cases the short way, {len(alike):,} of them read by their blanks, "
    lengths = f"{len(bodies[0]):,} bytes in, {len(work.framework.answer(bodies[0])):,} bytes out"
    return replace(found, parts=(share + lengths, *told_parts))


def is_alike(work: Workload, body: bytes) -> bool:
    """Whether a text is read without parsing its entries anew."""
    heading = cut(body)
    assert heading is not None
    level = work.framework._door._level(heading[1])
    assert level is not None
    try:
        return bool(level.again(heading))
    except UNTAKEN:
        return False


def parts(work: Workload, bodies: Sequence[bytes], has_gaps: bool) -> str:
    """Where the time goes; what is left is what lies between."""
    headings = [heading for body in bodies[:BATCH] if (heading := cut(body)) is not None]
    level = work.framework._door._level(headings[0][1])
    assert level is not None and len(headings) == BATCH
    day = level._day(headings[0][1]["assessed_on"])
    decide, tell = next(way for seen, way in level._ways.items() if bool(seen & 1) is has_gaps)
    read = [level._blanks.read(heading, day) for heading in headings]
    decided = [(codes, decide(codes)) for codes, *_ in read]
    figures = {
        "cut and parsed to the inputs": least(cut, bodies[:BATCH]),
        "scores read, validated and hashed": least(lambda one: level._blanks.read(one, day), headings),
        "decided": least(lambda one: decide(one[0]), read),
        "outcomes written": least(lambda one: tell.written(*one, b"", b""), decided),
    }
    return "; ".join(f"{name} {one:,} ns" for name, one in figures.items())


def beside_zen(scores: int) -> Measured | Skipped:
    """`answer` beside zen-engine on the same bytes."""
    work = workload(scores)
    cases = work.cases(CASES, 0)
    bodies = written(cases)
    try:
        peers = {name: zen(form(tuple(work.wanted))) for name, form in FORMS.items()}
    except ImportError:
        return Skipped("zen-engine is not installed")

    def answered(name: str, body: bytes) -> bytes:
        rating, given, trace = peers[name]({"evidence": orjson.loads(body)["inputs"]["evidence_score"]})
        assert trace
        return orjson.dumps({"rating": rating, "scores": given})

    for body in bodies:
        told = json.loads(work.framework.answer(body))["outcomes"]
        for name in peers:
            assert json.loads(answered(name, body))["rating"] == told["well_led"]["value"]
    with on_one_core():
        spent = {name: least(partial(answered, name), bodies[:BATCH]) for name in peers}
        quicker = min(spent, key=lambda name: spent[name])
        found = in_turns(
            work.framework.answer, bodies, partial(answered, quicker), bodies, turns=TURNS // 8, batch=BATCH
        )
    return replace(found, parts=(f"zen-engine {zen_version()}, as {quicker}",))


def with_sensitivities(scores: int) -> Measured:
    """The whole result: what `evaluate(body).to_json()` writes."""
    work = workload(scores)
    cases = work.cases(FEW_CASES, 0)
    bodies, plain = written(cases), [scores_only(case) for case in cases]
    with on_one_core():
        return in_turns(
            lambda body: work.framework.evaluate(body).to_json(), bodies, by_hand, plain, turns=FEW_TURNS, batch=FEW
        )


def written(cases: Sequence[Case]) -> list[bytes]:
    """The JSON of each case, as a client would send it."""
    return [
        json.dumps(
            {
                "subject": {"level": LEVEL, "id": f"R{turn}", "kind": "nhs_trust"},
                "assessed_on": "2024-06-03",
                "inputs": {"evidence_score": case},
            }
        ).encode()
        for turn, case in enumerate(cases)
    ]
