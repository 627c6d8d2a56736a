"""Determination graphs and cases drawn at random, small enough to count out every completion.

A draw is a function of a `random.Random`, so that hypothesis has one number to shrink and a failure is
told by its seed. Every operator, fold, form of choice and kind of adjustment can occur.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from wellled_rules.graph.carrying import taken_over
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Carried, Decided, Evidence, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import (
    AdjustmentKind,
    Axis,
    Carrying,
    Decision,
    Departure,
    Determine,
    Input,
    NodeId,
    Stage,
    Treatment,
)
from wellled_rules.graph.steps import completions
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import NumberType, RoundingType, ScaleType, TruthType, Type

from .graphs import PERCENTAGE, TRUTH, Draft

OPEN_STATES = (State.NOT_ASSESSED, State.NOT_SEEN, State.INSUFFICIENT_EVIDENCE, State.SUSPENDED)
_WRITTEN = (State.NOT_APPLICABLE, *OPEN_STATES)
_LADDER = (AdjustmentKind.STEP, AdjustmentKind.MODERATION, AdjustmentKind.FLOOR, AdjustmentKind.LIMIT)


class _Drawing:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.draft = Draft()
        self.score = self.draft.scale("score", {"1": 1, "2": 2, "3": 3})
        self.grade = self.draft.scale("grade", {"poor": None, "fair": None, "fine": None, "great": None})
        self.topics = ["a", "b", "c"][: chance.randint(1, 3)]
        self.draft.set("topic", self.topics)
        self.axis = Axis("topic")
        self.truths: list[NodeId] = []

    def graph(self) -> DeterminationGraph:
        draft, chance = self.draft, self.chance
        self.carrying = draft.assumption("carrying", TRUTH, True, False)
        self.mark = draft.input(
            "mark",
            ScaleType(self.score),
            self.axis,
            treatments=self.treatments(self.score.levels[0]),
            role="assessor",
            reason_required=True,
            carried=(self.carried("mark@2023-01", True), self.carried("mark@2023-06", False)),
            kind="input",
        )
        self.flags = [draft.input(f"flag_{i}", TRUTH, treatments=self.treatments(False)) for i in range(2)]
        self.count = draft.input("count", NumberType(whole=True, low=0, high=3))
        self.stated = draft.input("stated", ScaleType(self.grade), informs=("overall",))
        self.choice = draft.assumption("choice", TRUTH, chance.random() < 0.5, True, False)
        self.halves = draft.assumption("halves", RoundingType(), Rounding.HALF_UP, Rounding.HALF_DOWN)
        self.weights = draft.lookup("weight", self.axis, {one: chance.randint(1, 4) for one in self.topics})
        self.truths = [*self.flags, self.choice]
        single = draft.determine("topic_grade", self.ladder(self.topic_tests()))
        self.truths += [self.test() for _ in range(3)]
        self.truths += [self.joined() for _ in range(2)]
        answer = self.rounded(self.number())
        number = draft.determine("number", answer, departure=self.departure("number", draft.nodes[answer].type))
        answer = self.band(number) if chance.random() < 0.6 else self.ladder([self.any_test() for _ in range(3)])
        general = draft.determine("general", answer, departure=self.departure("general", ScaleType(self.grade)))
        looked = draft.apply(chance.choice(("known", "missing")), chance.choice((general, number, self.mark_of())))
        self.truths += [looked, self.grade_test(general), self.quantified(single)]
        passed, stages = self.passed(general), self.stages("overall")
        draft.determine("overall", passed, *stages, departure=self.departure("overall", ScaleType(self.grade)))
        return draft.graph()

    def carried(self, framework: str, when: bool) -> Carrying:
        return Carrying(
            name="mark",
            framework=framework,
            type=ScaleType(self.score),
            assumption=self.carrying,
            among=(when,),
            span=self.draft.span("mark"),
        )

    def departure(self, name: str, type_: Type) -> Departure | None:
        """Now and then, that people may depart from a rule."""
        return self.draft.departure(name, type_) if self.chance.random() < 0.2 else None

    def treatments(self, value: Entry) -> dict[State, object]:
        found: dict[State, object] = {}
        for state in (*OPEN_STATES, State.NOT_GIVEN):
            if self.chance.random() < 0.15:
                found[state] = self.chance.choice(
                    (Treatment.LEFT_OUT, Treatment.UNKNOWN, value, Missing(state=State.NOT_APPLICABLE))
                )
        return found

    def mark_of(self) -> NodeId:
        return self.draft.pick(self.mark, "topic", self.chance.choice(self.topics))

    def topic_tests(self) -> list[NodeId]:
        level = self.draft.constant(self.chance.choice(self.score.levels))
        ops = ("one_of", "or_better", "or_worse", "better", "worse")
        found = [self.draft.apply(self.chance.choice(ops), self.mark, level) for _ in range(2)]
        state = self.draft.apply("state", self.mark, parameter=self.chance.choice(OPEN_STATES))
        return [*found, state, self.draft.apply("not", found[0])]

    def hits(self) -> NodeId:
        return self.chance.choice(self.topic_tests())

    def quantified(self, over: NodeId | None = None) -> NodeId:
        op = self.chance.choice(("any", "all", "none", "at_least", "at_most", "exactly", "majority", "empty"))
        count = self.draft.constant(self.chance.randint(0, 3)) if op in ("at_least", "at_most", "exactly") else None
        item = self.mark if over is None else over
        hit = self.hits() if over is None else self.grade_test(over)
        return self.draft.fold(op, item, hits=() if op == "empty" else (hit,), count=count)

    def number(self) -> NodeId:
        draft = self.draft
        match self.chance.randrange(6):
            case 0:
                counted = draft.apply("multiply", draft.constant(3), draft.fold("number", self.mark))
                return draft.apply("percentage_of", draft.fold("total", self.mark), counted, type_=PERCENTAGE)
            case 1:
                return draft.fold("weighted_mean", self.mark, weights=self.weights)
            case 2:
                return draft.fold("weighted_total", self.mark, weights=self.weights)
            case 3:
                return draft.apply("add", draft.fold("number", self.mark, hits=(self.hits(),)), self.count)
            case 4:
                return draft.apply(
                    "divide", draft.fold(self.chance.choice(("highest", "lowest")), self.mark), self.count
                )
            case _:
                return draft.apply("subtract", draft.fold("mean", self.mark), self.count)

    def rounded(self, number: NodeId) -> NodeId:
        if self.chance.random() < 0.5:
            return number
        return self.draft.apply("round", number, self.halves, parameter=0)

    def test(self) -> NodeId:
        if self.chance.random() < 0.4:
            return self.quantified()
        end = self.draft.constant(self.chance.randint(0, 3))
        return self.draft.apply(self.chance.choice(("or_more", "or_less", "over", "under")), self.count, end)

    def joined(self) -> NodeId:
        parts = self.chance.sample(self.truths, self.chance.randint(1, 3))
        op = self.chance.choice(("and", "or", "not"))
        return self.draft.apply(op, *(parts[:1] if op == "not" else parts))

    def any_test(self) -> NodeId:
        return self.chance.choice(self.truths)

    def grade_test(self, over: NodeId) -> NodeId:
        level = self.draft.constant(self.chance.choice(self.grade.levels))
        return self.draft.apply(self.chance.choice(("one_of", "or_better", "worse")), over, level)

    def levels(self) -> list[NodeId]:
        return [self.draft.constant(level) for level in self.grade.levels]

    def ladder(self, tests: list[NodeId]) -> NodeId:
        results = self.levels()
        rows = [((test,), self.chance.choice(results)) for test in tests]
        if self.chance.random() < 0.3:
            rows.insert(self.chance.randrange(len(rows)), (rows[0][0], self.stated))
        if self.chance.random() < 0.2:
            label = self.draft.constant(Missing(state=State.NOT_ASSESSED), ScaleType(self.grade))
            rows.append(((self.any_test(),), label))
        return self.draft.first_of([*rows, ((), self.chance.choice(results))], ScaleType(self.grade))

    def band(self, number: NodeId) -> NodeId:
        cuts = sorted(self.chance.sample(range(100), 3)) if self.chance.random() < 0.3 else [1, 2, 3]
        poor, fair, fine, great = self.levels()
        rows = {
            poor: ("under", cuts[0]),
            fair: ("between", cuts[0], cuts[1] - 1),
            fine: ("between", cuts[1], cuts[2] - 1),
            great: ("or_more", cuts[2]),
        }
        return self.draft.bands(number, rows, ScaleType(self.grade))

    def passed(self, general: NodeId) -> NodeId:
        if self.chance.random() < 0.7:
            return general
        return self.draft.first_of([((self.any_test(),), self.stated), ((), general)], ScaleType(self.grade))

    def stages(self, target: str) -> list[Stage]:
        """At most one replacement and one suspension, since two that differ would not check."""
        found: list[Stage] = []
        if self.chance.random() < 0.3:
            found.append(self.stage(AdjustmentKind.REPLACEMENT, target, 1))
        kinds = [kind for kind in _LADDER if self.chance.random() < 0.5]
        found += [self.stage(kind, target, 1 if kind is AdjustmentKind.MODERATION else 2) for kind in kinds]
        if self.chance.random() < 0.2:
            found.append(self.stage(AdjustmentKind.SUSPENSION, target, 1))
        return found

    def stage(self, kind: AdjustmentKind, target: str, most: int) -> Stage:
        names = [f"{kind.value}_{i}" for i in range(self.chance.randint(1, most))]
        return Stage(kind, tuple(self.adjustment(kind, name, target) for name in names))

    def adjustment(self, kind: AdjustmentKind, name: str, target: str) -> NodeId:
        to: NodeId | None = None
        if kind is AdjustmentKind.MODERATION:
            to = self.draft.decision(name, ScaleType(self.grade))
        elif kind not in (AdjustmentKind.STEP, AdjustmentKind.SUSPENSION):
            to = self.chance.choice(self.levels())
        free = kind is AdjustmentKind.MODERATION and self.chance.random() < 0.5
        return self.draft.adjustment(
            kind,
            name,
            target,
            condition=None if free else self.any_test(),
            to=to,
            steps=self.chance.choice((-1, 1)) if kind is AdjustmentKind.STEP else 0,
            reach=self.count_of_levels() if kind is AdjustmentKind.MODERATION else None,
            departure=None if kind is AdjustmentKind.MODERATION else self.departure(name, TRUTH),
        )

    def count_of_levels(self) -> NodeId | None:
        return None if self.chance.random() < 0.5 else self.draft.constant(self.chance.randint(1, 3))


def drawn_graph(seed: int) -> DeterminationGraph:
    """A graph of one level, `subject`, whose last outcome is `overall`."""
    return _Drawing(Random(seed)).graph()


def _entry(chance: Random, node: Input) -> Entry | None:
    roll = chance.random()
    if roll < 0.25:
        return None
    if roll < 0.4:
        return Missing(state=chance.choice(_WRITTEN))
    every = completions(node.type)
    assert every is not None
    return chance.choice(every)


def _carried(graph: DeterminationGraph, node: Input, chance: Random) -> Recorded | None:
    """Now and then an entry that is carried, by one line or by both."""
    if not node.carried or chance.random() > 0.15:
        return None
    assert isinstance(node.type, ScaleType)
    levels = node.type.scale.levels
    lines = chance.sample(node.carried, chance.randint(1, 2))
    days = (date(2023, 1, 31), date(2023, 6, 30))
    found = tuple(
        Carried(framework=one.framework, name=one.name, value=chance.choice(levels), on=chance.choice(days))
        for one in lines
    )
    return Recorded(value=taken_over(graph, node, found), carried=found)


def _decided(chance: Random, node: Decision) -> Entry | None:
    """What people decided; nothing where they switched an exception off."""
    match node.type:
        case TruthType():
            return None
        case ScaleType(scale=scale):
            return chance.choice(scale.levels)
        case _:
            return chance.choice((0, 1, 2, Fraction(7, 2), 50))


def drawn_case(graph: DeterminationGraph, seed: int) -> Evidence:
    """A case for a drawn graph: values, states and gaps, now and then a decision or a given outcome."""
    # What is carried is drawn apart: it takes the place of an entry and changes nothing else.
    chance, apart = Random(seed), Random(f"carried/{seed}")
    entries = {}
    for node in graph.nodes.values():
        for members in graph.cells(node) if isinstance(node, Input) else ():
            assert isinstance(node, Input)
            entry = _entry(chance, node)
            if entry is not None:
                reason = chance.choice((None, "as seen on the day"))
                entries[node.name, members] = _carried(graph, node, apart) or Recorded(value=entry, reason=reason)
    grades = graph.scales["grade"].levels
    decisions = tuple(
        Decided(rule=node.name, members=(), to=_decided(chance, node), role="panel", reason="seen", on=None)
        for node in graph.nodes.values()
        if isinstance(node, Decision) and chance.random() < 0.5
    )
    given = {}
    for node in graph.nodes.values():
        if isinstance(node, Determine) and isinstance(node.type, ScaleType) and chance.random() < 0.06:
            given[node.name, graph.cells(node)[0]] = chance.choice(grades)
    return Evidence(subject=Subject(level="subject"), entries=entries, decisions=decisions, given=given)


def redrawn(graph: DeterminationGraph, case: Evidence, kept: frozenset[Cell], seed: int) -> Evidence:
    """The same case with every input drawn anew but for those of `kept`."""
    other = drawn_case(graph, seed)
    entries = {key: one for key, one in other.entries.items() if Cell(f"subject:{key[0]}", key[1]) not in kept} | {
        key: one for key, one in case.entries.items() if Cell(f"subject:{key[0]}", key[1]) in kept
    }
    return replace(case, entries=entries)
