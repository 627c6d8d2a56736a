"""One decision with its derivation: the compiled function beside zen-engine with its trace on.

Run: `python tests/benchmarks peers`. Not collected by pytest. zen-engine is no dependency: `pip install zen-engine`.

What is compared: the rating of `saf@2023-11` at the level of a trust and the scores of its statements, from the same
documents, one decision at a time. zen-engine is given each document as a mapping, and gives a mapping with its trace.
Ours is given evidence that was accepted before, and records every derived value in slots; from bytes, `bench_json.py`
compares both. The rules are written for zen-engine in two forms, and each figure is of the one that is quicker on this
machine. Both sides were seen to agree on every document that is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from bench_decision import LEFT_OUT
from peer_zen import FORMS, Decide, zen, zen_version
from saf import WORKLOADS, Case, Document, scores_only, workload
from table import AtLeast, Measured, Row, Skipped
from turns import in_turns, least, on_one_core

from wellled_rules.backends.compiled.accept import Accepted

CASES = 2_000
TURNS, BATCH = 61, 50
GOAL = AtLeast(Fraction(50))


def rows() -> list[Row]:
    """By workload."""
    return [
        Row(
            name=f"a decision with its derivation, {scores} scores",
            beside="zen-engine, traced",
            goal=GOAL,
            included="ours: accepted evidence to slots; theirs: a mapping to a mapping and its trace",
            measure=partial(measured, scores),
        )
        for scores in WORKLOADS
    ]


def measured(scores: int) -> Measured | Skipped:
    """One row; skipped where zen-engine is not installed."""
    work = workload(scores)
    cases = work.cases(CASES, LEFT_OUT)
    documents = [{"evidence": scores_only(case)} for case in cases]
    try:
        peers = {name: zen(form(tuple(work.wanted))) for name, form in FORMS.items()}
    except ImportError:
        return Skipped("zen-engine is not installed")
    accepted = agreed(scores, cases, documents, peers)
    function = work.program.gaps
    assert function is not None
    with on_one_core():
        spent = {name: least(peer, documents[:BATCH]) for name, peer in peers.items()}
        quicker = min(spent, key=lambda name: spent[name])
        codes = [one.codes for one in accepted]
        found = in_turns(function.decide, codes, peers[quicker], documents, turns=TURNS, batch=BATCH)
    told = ", ".join(f"as {name} {one:,} ns" for name, one in spent.items())
    return replace(found, parts=(f"zen-engine {zen_version()}, at the best {told}; in turns as {quicker}",))


def agreed(
    scores: int, cases: Sequence[Case], documents: Sequence[dict[str, Document]], peers: dict[str, Decide]
) -> list[Accepted]:
    """The accepted cases, after every peer was seen to come to our rating and our scores of each."""
    work = workload(scores)
    found = []
    for case, document in zip(cases, documents, strict=True):
        one, function = work.accepted(case)
        ours = work.rating(function, one), work.statement_scores(function, one)
        for name, peer in peers.items():
            rating, given, trace = peer(document)
            assert (rating, [int(score) for score in given]) == ours, (name, document)
            assert trace
        found.append(one)
    return found
