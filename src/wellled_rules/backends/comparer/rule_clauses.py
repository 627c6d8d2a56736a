"""The clauses of a rule, from its node."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import assert_never

from wellled_rules.backends.comparer.clause import Clause
from wellled_rules.backends.comparer.marks import Own
from wellled_rules.graph.graph import Rule
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Departure,
    Determine,
    Index,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
    Take,
    Treatment,
)
from wellled_rules.graph.wording import value_words
from wellled_rules.graph.written import Written, each_written, short, type_written
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.types import Value

__all__ = ["RuleClauses"]


class RuleClauses:
    """Reads the clauses of one graph's rules; two clauses with one mark mean the same in both graphs."""

    def __init__(self, own: Own) -> None:
        self.own = own
        self.graph = own.graph
        self.written = Written(own.graph)

    def of(self, rule: Rule) -> Iterator[Clause]:
        """The clauses that say what a rule does, in the order in which they are written."""
        node = self.graph.nodes[rule.id]
        axes = each_written(node.axes)
        if axes and not isinstance(node, Adjustment):
            yield Clause(word="for each", text=f"for {axes}", mark=axes)
        match node:
            case Input():
                yield from self._type(node)
                yield from self._judged(node.role, reason=node.reason_required)
                yield from self._treatments(node.treatments)
                yield from self._carried(node)
                for name in node.informs:
                    yield Clause(word="informs", key=name, text=f"informs {name}", wording=name)
                if node.bounds is not None:
                    text = f"{node.bounds} the window"
                    yield Clause(word="opens the window", text=text, wording=text)
            case Lookup():
                yield from self._weights(node)
            case Collect():
                yield from self._takes(node, rule.level)
                yield from self._treatments(node.treatments)
            case Determine():
                yield from self._type(node)
                yield from self._answer(node.answer, rule.level)
                yield from self._departure(node.departure)
            case Adjustment():
                yield from self._adjustment(node, rule.level)
            case Check():
                if node.when is not None:
                    yield self._condition("when", node.when, rule.level)
                yield self._condition("expects", node.expects, rule.level)
            case Constant() | Assumption() | Decision() | Index() | Pick() | Apply() | Aggregate() | Choose():
                # No rule is told by one of these: assumptions are told by what is said of them.
                return
            case _:
                assert_never(node)

    def mark(self, *nodes: NodeId | None) -> str:
        """What parts mean in themselves."""
        return json.dumps(self.own.at(*nodes))

    # --- small clauses ---------------------------------------------------------------------------

    def _type(self, node: Node) -> Iterator[Clause]:
        told = type_written(node.type)
        yield Clause(word="is", text=f"is {told}", mark=told)

    def _judged(self, role: str | None, *, reason: bool) -> Iterator[Clause]:
        if role is not None:
            text = f"judged by {role}{', with a reason' if reason else ''}"
            yield Clause(word="judged by", text=text, mark=text)

    def _treatments(self, treatments: Mapping[State, Treatment | Value | Missing]) -> Iterator[Clause]:
        for state, made in treatments.items():
            told = made.value.replace("_", " ") if isinstance(made, Treatment) else value_words(made)
            mark = json.dumps([state.value, self.own.treatment(made)])
            yield Clause(word="treat", key=state.value, text=f"treat {state.value} as {told}", mark=mark)

    def _carried(self, node: Input) -> Iterator[Clause]:
        for turn, one in enumerate(node.carried):
            type_ = "" if one.type == node.type else f", {type_written(one.type)}"
            text = f"carried from {one.name}{type_} under {one.framework}"
            if one.assumption is not None:
                values = " or ".join(map(value_words, one.among))
                text += f" where {self.written.value(one.assumption, self.graph.level_of(node.id))} is {values}"
            yield Clause(word="carried from", key=str(turn), text=text, mark=text, span=one.span)

    def _departure(self, found: Departure | None) -> Iterator[Clause]:
        if found is not None:
            text = f"normally, but {found.role} may depart{', with a reason' if found.reason_required else ''}"
            yield Clause(word="normally", text=text, mark=text, span=self.graph.nodes[found.decision].span)

    def _condition(self, word: str, name: NodeId, level: str) -> Clause:
        told = self.written.condition(name, level)
        span = self.graph.nodes[name].span if "#" in name else None
        return Clause(word=word, text=f"{word} {told}", mark=self.mark(name), span=span)

    # --- longer ones -----------------------------------------------------------------------------

    def _weights(self, node: Lookup) -> Iterator[Clause]:
        members = node.axes[0].set
        values = tuple((member, value_words(weight)) for member, weight in node.values.items())
        yield Clause(word="by", text=f"by {short(members)}", mark=members, values=values)
        # Of several that are as frequent the last is the one that an author would leave to `otherwise`.
        counts = Counter(reversed(tuple(node.values.values())))
        most = max(counts, key=lambda one: counts[one])
        for member, weight in node.values.items():
            if weight != most:
                told = value_words(weight)
                yield Clause(word="row", key=member, text=f"{told} when {member}", mark=f"{member} {told}")
        yield Clause(
            word="row", key="otherwise", text=f"{value_words(most)} otherwise", mark=f"otherwise {value_words(most)}"
        )

    def _takes(self, node: Collect, level: str) -> Iterator[Clause]:
        for take in node.takes:
            home = take.of or level
            text = f"takes {self.written.value(take.source, home)}"
            text += f" of each {take.of}" if take.of else self._of_each(node, take)
            text += "" if take.where is None else f" where {self.written.condition(take.where, home)}"
            mark = json.dumps([self.mark(take.source, take.where), take.of])
            yield Clause(word="takes", key=f"{take.source} {take.of or ''}", text=text, mark=mark, span=take.span)
        yield self._order("takes", [self.mark(take.source, take.where) for take in node.takes], "lines")

    def _of_each(self, node: Collect, take: Take) -> str:
        """The set whose members are taken one by one, where it is members that are."""
        here = {axis.set for axis in node.axes}
        left = [axis.set for axis in self.graph.nodes[take.source].axes if axis.set not in here and not axis.is_collect]
        return f" of each {short(left[0])}" if left else ""

    def _order(self, word: str, marks: list[str], what: str) -> Clause:
        return Clause(word="order", key=word, text=f"the order of its {what}", order=tuple(marks))

    def _answer(self, name: NodeId, level: str) -> Iterator[Clause]:
        node = self.graph.nodes[name]
        if isinstance(node, Apply) and node.op == "round" and "#" in name:
            yield from self._answer(node.args[0], level)
            assert isinstance(node.parameter, int)
            places = f"{node.parameter} place{'' if node.parameter == 1 else 's'}" if node.parameter else "whole"
            text = f"rounded to {places} by {self.written.value(node.args[1], level)}"
            mark = json.dumps([node.parameter, self.mark(node.args[1])])
            yield Clause(word="rounded", text=text, mark=mark, span=node.span)
        elif isinstance(node, Choose) and "#" in name:
            yield from self._rows(node, level)
        else:
            span = node.span if "#" in name else None
            yield Clause(
                word="equals", text=f"equals {self.written.value(name, level)}", mark=self.mark(name), span=span
            )

    def _rows(self, node: Choose, level: str) -> Iterator[Clause]:
        if node.form == "table":
            columns = self.written.columns(node, level)
            yield Clause(word="by", text=f"by {columns}", mark=self.mark(*node.columns), span=node.span)
        else:
            yield Clause(word="first of", text="first of", mark="first of", span=node.span)
        marks = []
        for row in node.rows:
            mark = self.mark(*row.tests, row.then)
            marks.append(mark)
            result = self.written.value(row.then, level)
            yield Clause(word="row", key=result, text=self.written.row(node, row, level), mark=mark, span=row.span)
        if node.form == "first":
            yield self._order("row", marks, "rows")

    def _adjustment(self, node: Adjustment, level: str) -> Iterator[Clause]:
        target = node.target.partition(":")[2]
        effect = ""
        match node.kind:
            case AdjustmentKind.STEP:
                effect = f" {'up' if node.steps > 0 else 'down'} {_levels(abs(node.steps))}"
            case AdjustmentKind.MODERATION:
                assert node.reach is not None
                reach = self.written.value(node.reach, level)
                effect = f" by at most {reach} level{'' if reach == '1' else 's'}"
            case AdjustmentKind.SUSPENSION:
                pass
            case _:
                assert node.to is not None
                effect = f" to {self.written.value(node.to, level)}"
        to = None if node.kind is AdjustmentKind.MODERATION else node.to
        mark = json.dumps([self.own.there(node.target), self.mark(to, node.reach), node.steps])
        yield Clause(word="on", text=f"on {target}{effect}", mark=mark)
        if node.condition is not None:
            yield self._condition("when", node.condition, level)
        yield from self._judged(node.role, reason=node.reason_required)
        for other in node.overrides:
            name = other.partition(":")[2]
            yield Clause(word="overrides", key=name, text=f"overrides {name}", mark=self.own.there(other))
        yield from self._departure(node.departure)


def _levels(count: int) -> str:
    return f"{count} level{'' if count == 1 else 's'}"
