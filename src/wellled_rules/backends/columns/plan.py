"""Planning: from the steps of one level to a program of columns."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from wellled_rules.backends.columns.coding import NEVER, SLOW, Coding, coded, in_sequence, key, width
from wellled_rules.backends.columns.columns import Column, Counted, Folded, Given, Joined, Looked, is_open
from wellled_rules.backends.columns.covering import settled_cover
from wellled_rules.backends.columns.folding import Sums, added, extreme, part
from wellled_rules.backends.columns.functions import (
    MOST_ENTRIES,
    Function,
    Meaning,
    combined,
    constant,
    identity,
    joint_size,
    with_fixed,
)
from wellled_rules.backends.columns.naming import decided_names, decided_places
from wellled_rules.backends.columns.program import Program
from wellled_rules.backends.columns.support import UnsupportedOperator, Way, require
from wellled_rules.backends.columns.terms import Term, term
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    Cell,
    ConstantStep,
    CountStep,
    FinishStep,
    LookStep,
    Place,
    SourceStep,
    Step,
    TakeStep,
    reads,
)
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import Grouped
from wellled_rules.graph.kernel import moved
from wellled_rules.graph.nodes import Assumption, Decision, Input
from wellled_rules.graph.prepared import Prepared, prepare
from wellled_rules.graph.spread import Open, advance
from wellled_rules.graph.steps import completions
from wellled_rules.graph.subjects import Tree
from wellled_rules.graph.treatment import treated
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, OnOut, as_number
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import ScaleType

__all__ = ["Program", "grouped_plan", "offered", "plan"]

MOST_GIVEN = 200
"""Values of an input that are coded before they are seen."""
MOST_COLUMNS = 50_000
_FEW_CODES = 32
_FEWER = "columns without some inputs"
_MOST_FEWER = 8
"""Programs of one graph for tables that lack some inputs; tables that lack others ask the one that reads them all."""
_TRUTH = coded((True, False, SLOW))

Held: TypeAlias = "Function | int"
"""What is planned of a place: a function of columns, or the column of a vocabulary that is not known before."""


def plan(
    graph: DeterminationGraph,
    level: str,
    *,
    outcomes: Sequence[str] | None = None,
    slots: bool = False,
    decided: bool = True,
    unsaid: Collection[str] = (),
) -> Program:
    """The program of a level for some outcomes, or for all; made once a graph.

    slots: whether every cell of every node is a column, not only the cells of outcomes. decided: whether the rules
    that decided each outcome are. unsaid: names of inputs that no row says; the program does not ask for them, but
    for those that tell whether the rules are for a subject.
    Raises `UnsupportedOperator` for what columns can't do; `KeyError` for a level or an outcome that isn't there.
    """
    prepared = prepare(graph, Tree(level, {}))
    names = graph.outcomes.get(level, ()) if outcomes is None else tuple(outcomes)
    left_out = tuple(sorted(unsaid))
    asked = (_FEWER if left_out else "columns", json.dumps((level, names, slots, decided, left_out)))
    if isinstance(made := graph.memo.get(asked), Program):
        return made
    if left_out and sum(kept[0] == _FEWER for kept in graph.memo) >= _MOST_FEWER:
        return plan(graph, level, outcomes=outcomes, slots=slots, decided=decided)
    nodes = [graph.nodes[f"{level}:{name}"] for name in names]
    cells = [Cell(node.id, members) for node in nodes for members in graph.cells(node)]
    planner = _Planner(graph, prepared, frozenset(left_out))
    made = planner.program(cells, tuple(prepared.plan.places) if slots else (), decided)
    graph.memo[asked] = made
    return made


def grouped_plan(graph: DeterminationGraph, level: str, grouped: Grouped) -> Program:
    """The program of a level whose subjects lie in others or hold some: all outcomes, and what goes into collections.

    Its columns are those of a `Grouped` plan; what its `offers` put in stands under their places (`offered`).
    """
    made = graph.memo.get(("grouped columns", level))
    if not isinstance(made, Program):
        nodes = [graph.nodes[f"{level}:{name}"] for name in graph.outcomes.get(level, ())]
        cells = [Cell(node.id, members) for node in nodes for members in graph.cells(node)]
        offers = {offered(turn): one.place for turn, one in enumerate(grouped.offers)}
        made = _Planner(graph, grouped.prepared, frozenset()).program(cells, (), True, offers)
        graph.memo["grouped columns", level] = made
    return made


def offered(turn: int) -> Cell:
    """Under which cell a program holds what one of the offers of its level puts in."""
    return Cell("", (str(turn),))


class _Planner:
    def __init__(self, graph: DeterminationGraph, prepared: Prepared, unsaid: frozenset[str]) -> None:
        self.graph, self.prepared, self.level = graph, prepared, prepared.plan.level
        self.unsaid, self.telling = unsaid, frozenset[Place]()
        self.steps = prepared.plan.steps
        self.taken = {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)}
        self.columns: list[Column] = []
        self.held: dict[Place, Held] = {}
        self.asked: frozenset[Place] = frozenset()
        self.made: dict[Hashable, int] = {}

    def program(
        self, cells: Sequence[Cell], slots: Sequence[Cell], decided: bool, offers: Mapping[Cell, Place] | None = None
    ) -> Program:
        places = {**self.prepared.plan.places, **(offers or {})}
        test = self.graph.header.covers.get(self.level)
        cover = None if test is None else places[Cell(test)]
        # Whether a subject is covered is found also where what tells it is open: those inputs are columns in any case.
        self.telling = frozenset() if cover is None else frozenset(self.prepared.ancestors([cover]))
        wanted = dict.fromkeys((*cells, *slots, *(offers or {})))
        shown = {cell: Cell(where) for cell in cells if (where := self.graph.header.told_where.get(cell.node))}
        targets = [places[cell] for cell in (*wanted, *shown.values())]
        self.asked = frozenset(targets)
        self.work(self.prepared.ancestors(targets if cover is None else (*targets, cover)))
        covered = None if cover is None else self.cover(cover)
        values = {cell: self.told(cell, places) for cell in wanted}
        names = {cell: self.decided(cell) for cell in cells if decided}
        return Program(self.graph, self.level, tuple(self.columns), values, names, covered)

    def work(self, order: Sequence[Place]) -> None:
        """Plan places, operands first; links of a collection wait until its end shows how it is combined."""
        for place in order:
            step = self.steps[place]
            if not isinstance(step, TakeStep):
                self.held[place] = self.kept(place, self.place(step))

    def kept(self, place: Place, held: Held) -> Held:
        """What is asked for is a column in any case, and those who read it read that."""
        if isinstance(held, Function) and place in self.asked and held.size > 2 * len(held.entries):
            return self.identity(self.looked(held))
        return held

    def place(self, step: Step) -> Held:
        match step:
            case SourceStep():
                return self.source(step.cell)
            case CountStep():
                return self.put(Counted(step))
            case ConstantStep():
                return constant(step.value)
            case AssumeStep():
                return constant(self.taken[step.name])
            case FinishStep():
                return self.finish(step)
            case ApplyStep(op=op) | LookStep(op=op):
                require(op)
                is_test = OPERATORS[op].on_out is not OnOut.OUT
                return self.step(step, _TRUTH if is_test else None)
            case _:
                return self.step(step, None)

    # --- what a table brings

    def source(self, cell: Cell) -> Held:
        node = self.graph.nodes[cell.node]
        if isinstance(node, Decision):
            return constant(OUT)
        assert isinstance(node, Input)
        if node.name in self.unsaid and self.prepared.plan.places[cell] not in self.telling:
            return constant(treated(node, Missing(state=State.NOT_GIVEN)))
        every = completions(node.type)
        if every is None or len(every) > MOST_GIVEN:
            return self.put(Given(cell, node, None))
        labels = node.type.scale.also_shown if isinstance(node.type, ScaleType) else ()
        missing = [Missing(state=state) for state in State] + [label.missing() for label in labels]
        coding = coded((*every, *(treated(node, one) for one in missing)))
        return self.identity(self.put(Given(cell, node, coding)))

    def put(self, column: Column) -> int:
        if len(self.columns) >= MOST_COLUMNS:
            raise UnsupportedOperator(f"more than {MOST_COLUMNS:,} columns")
        self.columns.append(column)
        return len(self.columns) - 1

    def coding(self, column: int) -> Coding:
        found = self.columns[column].coding
        assert found is not None
        return found

    def identity(self, column: int) -> Function:
        return identity(column, self.coding(column))

    # --- steps

    def step(self, step: Step, coding: Coding | None) -> Held:
        """A step that is a function of what it reads."""
        places = tuple(dict.fromkeys(reads(step)))
        index = {place: turn for turn, place in enumerate(places)}
        meaning = partial(_performed, moved(step, index.__getitem__), tuple(range(len(places))))
        return self.joined([self.held[place] for place in places], meaning, coding)

    def joined(self, operands: Sequence[Held], meaning: Meaning, coding: Coding | None) -> Held:
        """`meaning` of some operands, by table where they have few combinations; else once for each that is met."""
        functions = [one for one in operands if isinstance(one, Function)]
        if len(functions) == len(operands):
            if joint_size(functions) <= MOST_ENTRIES:
                return combined(functions, meaning)
            smaller = [self.identity(self.looked(one)) if one.roots else one for one in functions]
            if joint_size(smaller) <= MOST_ENTRIES:
                return combined(smaller, meaning)
        kept = [one for one in operands if isinstance(one, int) or one.roots]
        fixed = {
            turn: one.entries[0] for turn, one in enumerate(operands) if isinstance(one, Function) and not one.roots
        }
        columns = tuple(one if isinstance(one, int) else self.looked(one) for one in kept)
        column = self.put(
            Joined(columns, partial(with_fixed, meaning, fixed, len(operands)) if fixed else meaning, coding)
        )
        return column if coding is None else self.identity(column)

    def looked(self, one: Function) -> int:
        """The column of a function."""
        shape = one.shape
        if len(one.roots) == 1 and shape == self.identity(one.roots[0]).shape:
            return one.roots[0]
        if shape not in self.made:
            coding = coded(one.entries)
            numbers = np.array([coding.number(each) for each in one.entries], coding.dtype)
            # What cannot occur may be looked up all the same, in a row that turns out to be slow.
            table = numbers[np.maximum(one.grid, 0)].reshape(-1)
            always = coding.slow is not None and self.is_slow_unasked(one)
            self.made[shape] = self.put(Looked(one.roots, one.grid.shape, table, coding, always))
        return self.made[shape]

    def is_slow_unasked(self, one: Function) -> bool:
        """Whether it may be `SLOW` where nothing that it reads is slow, or given as open."""
        slow = one.grid == one.entries.index(SLOW)
        for axis, root in enumerate(one.roots):
            is_given = isinstance(self.columns[root], Given)
            settled = [not (each is SLOW or (is_given and is_open(each))) for each in self.coding(root).entries]
            slow = np.compress(settled, slow, axis=axis)
        return bool(slow.any())

    def column(self, place: Place) -> int:
        """The column of what a place holds."""
        held = self.held[place]
        return held if isinstance(held, int) else self.looked(held)

    def told(self, cell: Cell, places: Mapping[Cell, Place]) -> int:
        """The column of what is told of a cell: of an input that is shown under a condition, what that makes of it."""
        where = self.graph.header.told_where.get(cell.node)
        if where is None:
            return self.column(places[cell])
        held = self.joined([self.held[places[cell]], self.held[places[Cell(where)]]], _shown, None)
        return held if isinstance(held, int) else self.looked(held)

    # --- collections

    def finish(self, step: FinishStep) -> Held:
        way = require(step.op)
        takes: list[TakeStep] = []
        chain: list[Place] = []
        place = step.summary
        while isinstance(one := self.steps[place], TakeStep):
            takes.append(one)
            chain.append(place)
            place = one.summary
        summed = self.summed(step.op, way, takes[::-1])
        if summed is None:
            # Each link of the collection is then a step of its own.
            for link in reversed(chain):
                self.held[link] = self.step(self.steps[link], None)
        else:
            self.held[step.summary] = summed
        coding = _TRUTH if FOLDS[step.op].tests else None
        return self.step(step, coding)

    def summed(self, op: str, way: Way, takes: Sequence[TakeStep]) -> Held | None:
        fold = FOLDS[op]
        if not takes:
            return constant(fold.start)
        if any(take.times is not None for take in takes):
            return None
        parts: list[Function] = []
        for take in takes:
            weight = self.weight(take)
            operands = [self.held[one] for one in (take.item, take.hit) if one is not None]
            functions = [one for one in operands if isinstance(one, Function)]
            if weight is None or len(functions) < len(operands):
                return None
            functions = [self.narrow(one) for one in functions]
            if joint_size(functions) > MOST_ENTRIES:
                return None
            parts.append(combined(functions, partial(_part, op, weight)))
        if any(each.entries == (SLOW,) for each in parts):
            return constant(SLOW)
        told = [each.entries for each in parts]
        sums = extreme(fold, told) if way is Way.EXTREME else added(fold, told)
        return None if sums is None else self.folded(parts, sums)

    def narrow(self, one: Function) -> Function:
        """A function of one column with few codes, so that what an entry adds is arithmetic on them."""
        is_narrow = one.size <= _FEW_CODES and len(one.roots) < 2
        return one if is_narrow else self.identity(self.looked(one))

    def weight(self, take: TakeStep) -> Exact | None:
        if take.weight is None:
            return 1
        held = self.held[take.weight]
        if not isinstance(held, Function) or held.roots or isinstance(held.entries[0], Missing):
            return None
        return as_number(held.entries[0])  # type: ignore[arg-type]  # a weight is an entry

    def folded(self, parts: Sequence[Function], sums: Sums) -> Function:
        terms: list[Term] = []
        slow = []
        always = False
        for each, amounts in zip(parts, sums.amounts, strict=True):
            if not each.roots:
                terms.append(Term(-1, base=amounts[key(each.entries[0])], most=amounts[key(each.entries[0])]))
                continue
            one = self.identity(self.looked(each)) if len(each.roots) > 1 else each
            (column,) = one.roots
            entries = [NEVER if place < 0 else one.entries[place] for place in one.grid.tolist()]
            by_code = {code: amounts[key(entry)] for code, entry in enumerate(entries) if key(entry) in amounts}
            terms.append(term(column, by_code, len(entries)))
            if SLOW in one.entries:
                slow.append((column, np.array([entry is SLOW for entry in entries])))
                always = always or self.is_slow_unasked(one)
        entries = [one if can else NEVER for one, can in zip(sums.entries, sums.reachable, strict=True)]
        coding = in_sequence([*entries, SLOW] if slow else entries)
        most = max(one.most for one in terms) if sums.largest else sum(one.most for one in terms)
        kind = width(max(most + 1, len(coding.entries)))
        folded = Folded(tuple(terms), sums.largest, kind, tuple(slow), len(entries), coding, always)
        return self.identity(self.put(folded))

    # --- what is asked of outcomes beside their values

    def decided(self, cell: Cell) -> int:
        places = decided_places(self.graph, self.prepared, cell)
        meaning = partial(decided_names, self.graph, self.prepared, cell, places)
        held = self.joined([self.held[place] for place in places], meaning, None)
        return held if isinstance(held, int) else self.looked(held)

    def cover(self, place: Place) -> int:
        """The column of the test on the subject, exact also where what it reads is open."""
        held = self.held[place]
        if not isinstance(held, Function):
            return held
        if any(not isinstance(self.columns[root], Given) for root in held.roots):
            return self.looked(held)
        cells = [one.cell for root in held.roots if isinstance(one := self.columns[root], Given)]
        functions = [held, *(self.identity(root) for root in held.roots)]
        return self.looked(combined(functions, partial(settled_cover, self.graph, self.prepared, cells)))


def _performed(step: Step, places: tuple[Place, ...], operands: Sequence[Hashable]) -> Hashable:
    """What a step gives, its operands in turn; `SLOW` where that is open, or may be."""
    if isinstance(step, LookStep) and operands[0] is SLOW:
        return SLOW
    known = [Open(None) if one is SLOW else one for one in operands]
    found = advance(step, places, known)  # type: ignore[arg-type]  # columns hold entries and summaries
    return SLOW if isinstance(found, Open) else found


def _shown(operands: Sequence[Hashable]) -> Hashable:
    """What is told of an input, from what it holds and whether it is shown."""
    held, shows = operands
    return SLOW if shows is SLOW else held if shows is True else OUT


def _part(op: str, weight: Exact, operands: Sequence[Hashable]) -> Hashable:
    return part(FOLDS[op], operands, weight)
