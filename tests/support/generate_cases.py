"""Cases for any framework, drawn at random as the JSON data that a person would send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, assert_never

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Carrying, Determine, Input
from wellled_rules.graph.subjects import plural
from wellled_rules.values.missing import State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
)

__all__ = ["WRITTEN", "drawn_case", "known_case"]

WRITTEN = tuple(state.value for state in State if state is not State.NOT_GIVEN)
"""States that a case may write; `not_given` is an entry that is not there."""

_FIRST_DAY = date(2023, 1, 1)


def drawn_case(graph: DeterminationGraph, seed: int) -> dict[str, Any]:
    """A case of one of the levels; how many of its entries have no value differs from case to case."""
    return _Case(graph, Random(seed)).case()


def known_case(graph: DeterminationGraph, seed: int, *, reasons: bool, left_out: int = 0) -> dict[str, Any]:
    """A case in which every entry has a value, or for `left_out` of a hundred nothing to judge.

    reasons: whether each value that asks for a reason has one.
    """
    return _Known(graph, Random(seed), reasons, left_out).case()


class _Case:
    def __init__(self, graph: DeterminationGraph, chance: Random) -> None:
        self.graph = graph
        self.chance = chance
        self.level = chance.choice(list(graph.header.covers))
        self.gaps = chance.choice((0, 0, 0, 5, 15, 40))
        # Drawn apart, so that what is carried takes the place of an entry and changes nothing else in a case.
        self.apart = Random(f"carried/{chance.getstate()[1][1:3]}")

    def maybe(self, share: int) -> bool:
        return self.chance.randrange(100) < share

    def case(self) -> dict[str, Any]:
        level = self.level
        said = self.said()
        made: dict[str, Any] = {"subject": {"level": level, **self.inside()}, **said}
        if self.maybe(95):
            made["assessed_on"] = self.day().isoformat()
        return made

    def inside(self) -> dict[str, Any]:
        """The subjects inside one of the level, by the plural of theirs: none said, none, or up to four."""
        level, found = self.level, {}
        for name in [one.name for one in self.graph.levels.values() if level in one.within]:
            if self.maybe(25):
                continue
            listed = []
            for turn in range(self.chance.choice((0, 1, 1, 2, 2, 3, 4))):
                self.level = name
                listed.append({"id": f"{name[0]}{turn}", **self.said(), **self.inside()})
            self.chance.shuffle(listed)
            found[plural(name)] = listed
        self.level = level
        return found

    def said(self) -> dict[str, Any]:
        """What is said of one subject of the level, beside who it is."""
        nodes = self.graph.at(self.level)
        inputs = [node for node in nodes if isinstance(node, Input) and node.name != "assessed_on"]
        made: dict[str, Any] = {
            "inputs": {node.name: held for node in inputs if (held := self.input(node)) is not None},
        }
        decisions = [self.decision(node) for node in self.moderations() if self.maybe(50)]
        if decisions := [*decisions, *self.departures()]:
            made["decisions"] = decisions
        outcomes = [node for node in nodes if isinstance(node, Determine) and not node.axes and "." not in node.name]
        if given := {node.name: self.value(node.type) for node in outcomes if self.maybe(3)}:
            made["given"] = given
        return made

    def input(self, node: Input) -> Any:
        """The entries of an input, nested once an axis; none where no member has one."""
        found: dict[str, Any] = {}
        for members in self.graph.cells(node):
            roll = self.chance.randrange(100)
            if roll < self.gaps // 2:
                continue
            held = self.chance.choice(WRITTEN) if roll < self.gaps else self.value(node.type)
            entry = self.carried(node) or self.judged(node, held)
            if not members:
                return entry
            *outer, last = members
            inner = found
            for one in outer:
                inner = inner.setdefault(one, {})
            inner[last] = entry
        return found or None

    def carried(self, node: Input) -> dict[str, Any] | None:
        """Now and then an entry that is carried: by one of the lines, or by each of them."""
        if not node.carried or self.apart.random() > 0.3:
            return None
        lines = list(node.carried) if self.apart.random() < 0.5 else [self.apart.choice(node.carried)]
        found = [self.earlier(line) for line in lines]
        return {"carried": found if len(found) > 1 or self.apart.random() < 0.5 else found[0]}

    def earlier(self, line: Carrying) -> dict[str, Any]:
        day = _FIRST_DAY - timedelta(days=self.apart.randrange(1, 1_500))
        chance, self.chance = self.chance, self.apart
        value = self.value(line.type)
        self.chance = chance
        return {"framework": line.framework, "name": line.name, "value": value, "assessed_on": day.isoformat()}

    def judged(self, node: Input, held: Any) -> Any:
        if node.role is None or self.maybe(20):
            return held
        about = {"reason": "seen on the day"} if self.maybe(80) else {"note": "no reason"}
        return {"value": held, "judged_by": node.role, **about}

    def moderations(self) -> Iterator[Adjustment]:
        for node in self.graph.at(self.level):
            if isinstance(node, Adjustment) and node.kind is AdjustmentKind.MODERATION and not node.axes:
                yield node

    def decision(self, node: Adjustment) -> dict[str, Any]:
        target = self.graph.nodes[node.target]
        to = {"rule": node.name, "to": self.value(target.type)}
        return {**to, "role": node.role, "reason": "agreed"}

    def departures(self) -> Iterator[dict[str, Any]]:
        """Departures from some of the rules that hold normally, each for one member where there are several."""
        for node in self.graph.at(self.level):
            if not isinstance(node, Determine | Adjustment) or node.departure is None:
                continue
            if self.maybe(82 if isinstance(node, Determine) else 50):
                continue
            members = self.chance.choice(self.graph.cells(node))
            of = {"of": list(members)} if members else {}
            to = {"to": self.value(node.type)} if isinstance(node, Determine) else {}
            about = {"role": node.departure.role, "reason": "agreed", "clause": "Page 7", "on": self.day().isoformat()}
            yield {"rule": node.name, **of, **to, **about}

    def day(self) -> date:
        return _FIRST_DAY + timedelta(days=self.chance.randrange(1_100))

    def value(self, type_: Type) -> Any:
        """A value of a type, as JSON has it."""
        match type_:
            case TruthType():
                return self.chance.random() < 0.5
            case ScaleType():
                level = self.chance.choice(type_.scale.levels).id
                return int(level) if level.isdigit() else level
            case SetType():
                return self.chance.choice(type_.set.at(self.level)).id
            case SeveralType():
                members = [one.id for one in type_.set.at(self.level)]
                return self.chance.sample(members, self.chance.randint(1, len(members)))
            case RoundingType():
                return self.chance.choice(list(Rounding)).value
            case DateType():
                return self.day().isoformat()
            case NumberType():
                return self.number(type_)
            case CollectionType():
                raise TypeError("no input holds a collection")
        assert_never(type_)

    def number(self, type_: NumberType) -> Any:
        low = 0 if type_.low is None else type_.low
        high = 100 if type_.high is None else type_.high
        whole = self.chance.randint(int(low), int(high))
        if type_.whole or self.maybe(50):
            return whole
        found = whole + Fraction(self.chance.randint(1, 6), 7)
        return whole if found > high else str(found)


class _Known(_Case):
    def __init__(self, graph: DeterminationGraph, chance: Random, reasons: bool, left_out: int) -> None:
        super().__init__(graph, chance)
        self.reasons, self.left_out = reasons, left_out
        self.gaps = 0

    def case(self) -> dict[str, Any]:
        made = super().case()
        made["subject"]["id"] = f"R{self.chance.randrange(1_000)}"
        return {key: one for key, one in made.items() if key not in ("decisions", "given")}

    def inside(self) -> dict[str, Any]:
        return {}

    def carried(self, node: Input) -> dict[str, Any] | None:
        return None

    def judged(self, node: Input, held: Any) -> Any:
        held = "not_applicable" if self.maybe(self.left_out) else held
        return {"value": held, "reason": "seen: so"} if self.reasons and node.reason_required else held
