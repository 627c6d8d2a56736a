"""A chain of crosswalks as text, Markdown and plain data: what each member became, through what, by which step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.words import outside, sentence
from wellled_rules.graph.chains import ChainedRelation, CrosswalkChain
from wellled_rules.graph.transitions import RelationKind
from wellled_rules.interfaces.cli import crosswalks
from wellled_rules.interfaces.cli.crosswalks import NOTHING, Told, escaped, table_row

__all__ = ["to_data", "to_markdown", "to_text"]

_UNSETTLED = "not settled"
_PASSING = "new and then dropped"


def to_text(one: CrosswalkChain) -> str:
    """Each member of the earliest set with what it became and through what; then each step with its grounds."""
    told = _Chained(one)
    lines = [told.title, told.ends, told.how, ""]
    for fate in told.fates():
        lines += [fate.title, f"  {fate.kind}: {'; '.join(fate.became)}"]
        for way in fate.ways:
            lines += [f"    {way.text}", *(f"      {known}" for known in way.known_from)]
    lines += ["", f"Members: {told.counted}."]
    for number, step in enumerate(told.steps, start=1):
        lines += ["", f"Step {number}: {outside(step.crosswalk.title)}", f"  {step.ends}"]
        lines += [f"  Meaning: {sentence(outside(step.crosswalk.means))}"] if step.crosswalk.means else []
        lines += [f"  {sentence(each)}" for each in step.grounds(step.crosswalk.grounds)]
    for step in told.steps:
        lines += step.assumptions()
    return "".join(line + "\n" for line in lines)


def to_markdown(one: CrosswalkChain) -> str:
    """The same as a page: a table of members, then the steps."""
    told = _Chained(one)
    lines = [f"## {escaped(told.title)}", "", escaped(f"{sentence(told.ends)} {told.how}"), ""]
    lines += [table_row((told.titles[0], "kind", told.titles[-1], "through", "known from")), f"|{' --- |' * 5}"]
    for fate in told.fates():
        known = dict.fromkeys(each for way in fate.ways for each in way.known_from)
        ways = "; ".join(way.text.removeprefix("through ") for way in fate.ways)
        lines.append(table_row((fate.title, fate.kind, "; ".join(fate.became), ways, "; ".join(known))))
    lines += ["", f"Members: {told.counted}."]
    for number, step in enumerate(told.steps, start=1):
        lines += [
            "",
            f"**Step {number}.** {escaped(sentence(outside(step.crosswalk.title)))} {escaped(sentence(step.ends))}",
        ]
        lines += ["", escaped(sentence(step.crosswalk.means))] if step.crosswalk.means else []
        grounds = [f"- {escaped(sentence(each))}" for each in step.grounds(step.crosswalk.grounds)]
        lines += ["", *grounds] if grounds else []
    for step in told.steps:
        lines += step.assumed_in_markdown()
    return "".join(line + "\n" for line in lines)


def to_data(one: CrosswalkChain) -> dict[str, object]:
    """The same as plain data; every step whole, as a crosswalk alone is told."""
    return {
        "from": one.before,
        "to": one.after,
        "relations": [
            {
                "kind": None if relation.kind is None else relation.kind.value,
                "from": list(relation.before),
                "through": [list(each) for each in relation.through],
                "to": list(relation.after),
            }
            for relation in one.relations()
        ],
        "became": {member.id: list(one.became(member.id)) for member in one.sets[0]},
        "may_have_become": {member.id: list(one.may_have_become(member.id)) for member in one.sets[0]},
        "ways": {member.id: [list(way.members) for way in one.ways(member.id)] for member in one.sets[0]},
        "ways_in_all": {member.id: one.count_ways(member.id) for member in one.sets[0]},
        "steps": [crosswalks.to_data(step) for step in one.steps],
    }


@dataclass(frozen=True, slots=True)
class _WayTold:
    """A way in words: what it leads through and what each step made of it, and from where that is known."""

    text: str
    known_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one member, in titles."""

    title: str
    kind: str
    became: tuple[str, ...]
    ways: tuple[_WayTold, ...]


class _Chained:
    """A chain in words. steps: its crosswalks in words, their assumptions numbered on. titles: of its sets."""

    def __init__(self, one: CrosswalkChain) -> None:
        self.chain = one
        self.steps: list[Told] = []
        for step in one.steps:
            self.steps.append(Told(step, 1 + sum(len(each.assumed) for each in self.steps)))
        self.titles = [outside(held.title) for held in one.sets]
        self._names = [{each.id: outside(each.title) for each in held} for held in one.sets]

    @property
    def title(self) -> str:
        """The titles of its steps."""
        return ", then ".join(outside(step.title) for step in self.chain.steps)

    @property
    def ends(self) -> str:
        """Between which sets of which frameworks it stands, and through which."""
        one = self.chain
        through = [f"{title} of {step.before}" for title, step in zip(self.titles[1:], one.steps[1:], strict=False)]
        ends = f"from {self.titles[0]} of {one.before} to {self.titles[-1]} of {one.after}"
        return f"{ends}, through {' and '.join(through)}"

    @property
    def how(self) -> str:
        """That nothing here was written for the two ends."""
        return f"Worked out from {len(self.steps)} crosswalks, one after the other; none leads from end to end."

    @property
    def counted(self) -> str:
        """How many relations there are of each kind, in the order of the kinds."""
        told = [one for one in self.chain.relations() if one.before or one.after]
        count = Counter(one.kind for one in told)
        kinds = [f"{count[kind]} {kind}" for kind in RelationKind if count[kind]]
        if count[None]:
            members = sum(len(one.before) for one in told if one.kind is None)
            which = f" (of {members} members together)" if members > count[None] else ""
            kinds.append(f"{count[None]} {_UNSETTLED}{which}")
        if passing := len(self.chain.relations()) - len(told):
            kinds.append(f"{passing} {_PASSING}")
        return f"{len(self._names[0])} to {len(self._names[-1])}; {', '.join(kinds)}"

    def fates(self) -> Iterator[_Fate]:
        """Each member of the earliest set, then what is new, and what came new and was dropped on the way."""
        for relation in self.chain.relations():
            for member in relation.before:
                ways = tuple(self._ways(member))
                yield _Fate(self._names[0][member], _kind(relation), self._became(member), ways)
            if relation.before:
                continue
            came = tuple(self._steps(relation))
            for member in relation.after:
                yield _Fate(NOTHING, _kind(relation), (self._names[-1][member],), came)
            if not relation.after:
                title = "; ".join(self._names[turn][one] for turn, one in _between(relation))
                yield _Fate(title, "on the way", (_PASSING,), came)

    def _became(self, member: str) -> tuple[str, ...]:
        last = self._names[-1]
        certain = [last[one] for one in self.chain.became(member)]
        perhaps = [f"perhaps {last[one]}" for one in self.chain.may_have_become(member)]
        lost = [NOTHING] if not certain and not perhaps else ["in part nothing"]
        lost = lost if self.chain.is_lost(member) else []
        return (*certain, *perhaps, *lost)

    def _ways(self, member: str) -> Iterator[_WayTold]:
        """The ways of a member, those through the same together; and how many there are, where not all are told."""
        ways, count = self.chain.ways(member), self.chain.count_ways(member)
        through: dict[tuple[str, ...], dict[str, None]] = {}
        for way in ways:
            told = through.setdefault(way.members[: len(self.steps)], {})
            for turn, (step, rows) in enumerate(zip(self.steps, way.rows, strict=False), start=1):
                told.update(dict.fromkeys(f"step {turn}: {each}" for each in step.known_from(rows)))
        for members, known in through.items():
            kinds = ", then ".join(self._kind_at(turn, one) for turn, one in enumerate(members))
            names = ", then ".join(self._names[turn][one] for turn, one in enumerate(members) if turn)
            yield _WayTold(f"through {names}: {kinds}" if names else kinds, tuple(known))
        if count > len(ways):
            yield _WayTold(f"told are the first {len(ways)} of {count} ways", ())

    def _steps(self, relation: ChainedRelation) -> Iterator[_WayTold]:
        """What each step made of members that came new by one of them."""
        for turn, (step, relations) in enumerate(zip(self.steps, relation.steps, strict=True), start=1):
            for one in relations:
                names = "; ".join(self._names[turn][each] for each in one.after)
                as_what = f" as {names}" if names and turn < len(self.steps) else ""
                known = tuple(f"step {turn}: {told}" for told in step.known_from(one.rows))
                yield _WayTold(f"{one.kind} by step {turn}{as_what}", known)

    def _kind_at(self, turn: int, member: str) -> str:
        relations = self.chain.steps[turn].relations()
        return next(one.kind.value for one in relations if member in one.before)


def _between(relation: ChainedRelation) -> Iterator[tuple[int, str]]:
    """Members of the sets between, each with the place of its set."""
    for turn, members in enumerate(relation.through, start=1):
        yield from ((turn, one) for one in members)


def _kind(relation: ChainedRelation) -> str:
    return _UNSETTLED if relation.kind is None else relation.kind.value
