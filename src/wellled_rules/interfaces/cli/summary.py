"""A result as a short text for people: the headline, by which rules, the outcomes, what it turns on.

Read from the result's public JSON form and its list of departures, so that it says nothing that a program would not be
told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from wellled_rules.backends.explainer.lexicon.entries import OPEN, entry_words, halves
from wellled_rules.backends.explainer.lexicon.standing import standing
from wellled_rules.backends.explainer.lexicon.words import humanised, listed, outside, quoted, some
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import NodeId
from wellled_rules.graph.notices import CHECK_FAILED, CHECK_OPEN, OUT_OF_RANGE
from wellled_rules.graph.subjects import plural
from wellled_rules.graph.vintage import Age
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import NumberType, RoundingType, ScaleType, SetType, SeveralType, Type, exact

__all__ = ["summary"]

_MOST = 12
_ELSEWHERE = (CHECK_FAILED, CHECK_OPEN, OUT_OF_RANGE)
"""Kinds of notices that stand among the rules, or under the headline."""

Json = Mapping[str, Any]


def summary(graph: DeterminationGraph, result: Json, departed_from: Collection[str] = ()) -> str:
    """What `result` (its JSON form) holds, in lines, each with its line end.

    departed_from: paths of the outcomes that people departed from; the others that are so marked rest on one of them.
    Without what modules work out on the way, and with the first of many subjects inside and of many notices.
    """
    return "".join(line + "\n" for line in _Telling(graph, result, departed_from).lines())


class _Telling:
    """One result in the words of its framework."""

    def __init__(self, graph: DeterminationGraph, result: Json, departed_from: Collection[str]) -> None:
        self.graph = graph
        self.result = result
        self.departed_from = departed_from
        self.level: str = result["subject"]["level"]
        self.within = dict(_walked(result.get("inside", {}), (), graph))

    def lines(self) -> Iterator[str]:
        headline = self.result["headline"]
        if headline is not None:
            yield from self.outcome(headline, "")
        impossible = [one for one in self.result["notices"] if one["kind"] == OUT_OF_RANGE]
        yield from (outside(one["text"]) for one in impossible[:_MOST])
        yield from _more(impossible)
        yield standing(self.graph.header)
        yield ""
        yield from self.about()
        yield ""
        yield "Outcomes"
        for name in self.result["outcomes"]:
            if name == headline or not _is_inner(name):
                yield from self.outcome(name, "  ")
        yield from self.inside()
        yield from self.turning()
        yield from self.checks()
        if notices := [one for one in self.result["notices"] if one["kind"] not in _ELSEWHERE]:
            yield ""
            yield "Notices"
            yield from (f"  {outside(one['text'])}" for one in notices[:_MOST])
            yield from _more(notices)

    def checks(self) -> Iterator[str]:
        """Process rules that are not met, or may not be, each with where it comes from and what it waits for."""
        told = self.result["checks"]
        if told:
            yield ""
            yield "Process rules"
        for one in told[:_MOST]:
            places = tuple(one["subject"].split("/")) if one["subject"] else ()
            level = places[-2] if places else self.level
            axes = self.graph.nodes[f"{level}:{one['check']}"].axes
            members = one["member"].split("/") if one["member"] else []
            whom = [self.member(axis.set, member) for axis, member in zip(axes, members, strict=True)]
            whom += [self.called(places[:end]) for end in range(len(places), 0, -2)]
            said = "not met" if one["status"] == "not_met" else "not known whether it is met"
            about = f" ({', '.join(whom)})" if whom else ""
            yield f"  {said}: {outside(one['title'])}{about}{self.cited(one['cites'])}"
            if waits := [self.path(path) for path in one["waits_for"]]:
                yield f"    waits for {some(waits, _MOST)}"
        yield from _more(told)

    def cited(self, cites: Sequence[Json]) -> str:
        """Where a rule comes from, in brackets; nothing where it cites nothing."""
        said = [outside(c["source"]) + (f", {quoted(c['place'])}" if c["place"] else "") for c in cites]
        return f" ({'; '.join(said)})" if said else ""

    def inside(self) -> Iterator[str]:
        """The subjects inside, each with the headline of its level, as far as they are not too many."""
        told = list(self.within.items())
        if not told:
            return
        yield ""
        yield "Inside"
        for path, one in told[:_MOST]:
            level = path[-2]
            name = self.graph.header.headline.get(level)
            who = ", ".join(outside(str(part)) for part in (one.get("name"), one["id"]) if part)
            margin = "  " * (len(path) // 2)
            node = None if name is None else self.graph.nodes[f"{level}:{name}"]
            if name is None or node is None or node.axes:
                yield f"{margin}{self.level_title(level)} {who}"
            else:
                titled = f"{self.level_title(level)} {who}, {self.title(name, level)}"
                yield from self.cell(titled, node.type, one["outcomes"][name], margin, f"{name}@{'/'.join(path)}")
        yield from _more(told)

    def level_title(self, level: str) -> str:
        found = self.graph.levels.get(level)
        return outside(found.title) if found is not None and found.title else humanised(level)

    def about(self) -> Iterator[str]:
        header, subject = self.graph.header, self.result["subject"]
        status = "" if header.status is None else f", {humanised(header.status)}"
        yield f"Framework: {outside(header.title)} ({self.graph.identity}{status})"
        names = [outside(str(one)) for one in (subject.get("name"), subject.get("id")) if one]
        yield f"Subject: {', '.join([*names, self.level_title(self.level)])}"
        if self.result["assessed_on"]:
            yield f"Assessed on: {outside(self.result['assessed_on'])}"

    def outcome(self, name: str, margin: str) -> Iterator[str]:
        node = self.graph.nodes[f"{self.level}:{name}"]
        sets = [axis.set for axis in node.axes]
        yield from self.cells(self.title(name), node.type, sets, self.result["outcomes"][name], margin, name)

    def cells(self, title: str, type_: Type, sets: Sequence[str], found: Json, margin: str, path: str) -> Iterator[str]:
        """One line for one outcome, or a line for each member below a line with the title."""
        if not sets:
            yield from self.cell(title, type_, found, margin, path)
            return
        yield f"{margin}{title}"
        for member, one in found.items():
            of = f"{path}/{member}"
            yield from self.cells(self.member(sets[0], member), type_, sets[1:], one, margin + "  ", of)

    def cell(self, title: str, type_: Type, found: Json, margin: str, path: str) -> Iterator[str]:
        marks = "".join(f", {self.mark(mark, path, found)}" for mark in found["marks"])
        if found["status"] != "undetermined":
            yield f"{margin}{title}: {self.held(type_, found)}{marks}"
            return
        yield f"{margin}{title}: {OPEN}{self.among(type_, found)}{marks}"
        if waits := [self.path(one) for one in found["waits_for"]]:
            yield f"{margin}  waits for {some(waits, _MOST)}"

    def mark(self, mark: str, path: str, found: Json) -> str:
        """A mark as words; of a departure whether it is from this very outcome, of what is carried how old it is."""
        if mark == "carried":
            oldest, age = found["vintage"]["oldest"], found["vintage"]["age"]
            return f"in part of {oldest}" if age is None else f"in part {Age(**age)} old"
        return "rests on a departure" if mark == "departed" and path not in self.departed_from else humanised(mark)

    def among(self, type_: Type, found: Json) -> str:
        """The values still possible, where they can be listed."""
        if not found.get("possible"):
            return ""
        values = [self.words(type_, value) for value in found["possible"]]
        return f", possible{'' if found.get('exact', True) else ' at most'}: {some(values, _MOST, 'or')}"

    def held(self, type_: Type, found: Json) -> str:
        if found["status"] == "determined":
            return self.words(type_, found["value"])
        return outside(found["label"]) if found["label"] else humanised(found["status"])

    def words(self, type_: Type | None, value: Any) -> str:
        """A value of the JSON form as people say it."""
        if isinstance(value, bool):
            return entry_words(value)
        if isinstance(type_, RoundingType):
            return halves(Rounding(value))
        if isinstance(value, list):
            return listed([self.words(type_, one) for one in value])
        if isinstance(type_, ScaleType) and (level := type_.scale.by_id.get(str(value))) is not None:
            return entry_words(level)
        if isinstance(type_, ScaleType) and (label := type_.scale.label_by_id.get(str(value))) is not None:
            return outside(label.label)
        if isinstance(type_, SetType | SeveralType) and (member := type_.set.by_id.get(str(value))) is not None:
            return entry_words(member)
        if isinstance(type_, NumberType) and (number := _number(value)) is not None:
            return entry_words(exact(number), type_)
        return humanised(str(value))

    def turning(self) -> Iterator[str]:
        """Assumptions that another choice would make into another outcome, each with all that it would change."""
        changed: dict[str, list[str]] = {}
        for one in self.result["sensitivities"]:
            if _is_inner(one["outcome"]) and one["outcome"] != self.result["headline"]:
                continue
            node = self.graph.nodes[f"{self.level}:{one['outcome']}"]
            members = one["member"].split("/") if one["member"] else []
            titles = [self.member(axis.set, member) for axis, member in zip(node.axes, members, strict=True)]
            told = f"{' of '.join([self.title(one['outcome']), *titles])}: {self.otherwise(node.type, one)}"
            changed.setdefault(self.assumed(one), []).append(told)
        if changed:
            yield ""
            yield "Would change under another assumption"
        for assumed, outcomes in changed.items():
            yield f"  {assumed}"
            yield from (f"    {told}" for told in outcomes)

    def otherwise(self, type_: Type, one: Json) -> str:
        """What an outcome would be under other assumptions."""
        status = one.get("status", "determined")
        if status == "undetermined":
            return OPEN + self.among(type_, one)
        return self.words(type_, one["value"]) if status == "determined" else humanised(status)

    def assumed(self, one: Json) -> str:
        changes = [one, *one.get("together_with", ())]
        told = []
        for change in changes:
            said = self.graph.assumptions.get(change["assumption"])
            title = said.title if said is not None and said.title else humanised(change["assumption"])
            node = self.graph.nodes.get(f"{self.level}:{change['assumption']}")
            told.append(
                f"{quoted(title)} taken as {self.words(None if node is None else node.type, change['alternative'])}"
            )
        return " and ".join(told)

    def path(self, path: str) -> str:
        """`input/member` as titles."""
        asked, _, where = path.partition("@")
        name, *members = asked.split("/")
        level = where.split("/")[-2] if where else self.level
        node = self.graph.nodes.get(f"{level}:{name}")
        if node is None:
            return humanised(path)
        titles = [self.member(axis.set, member) for axis, member in zip(node.axes, members, strict=False)]
        places = tuple(where.split("/")) if where else ()
        titles += [self.called(places[:end]) for end in range(len(places), 0, -2)]
        return f"{', '.join(titles)} ({self.title(name, level)})" if titles else self.title(name, level)

    def called(self, path: tuple[str, ...]) -> str:
        """What a subject inside is called: its name, else its level and its id."""
        name = self.within[path].get("name") if path in self.within else None
        return outside(str(name)) if name else f"{self.level_title(path[-2])} {outside(path[-1])}"

    def title(self, name: str, level: str | None = None) -> str:
        node: NodeId = f"{level or self.level}:{name}"
        rule = self.graph.rules.get(self.graph.nodes[node].rule)
        return outside(rule.title) if rule is not None and rule.title else humanised(name)

    def member(self, of_set: str, member: str) -> str:
        found = self.graph.sets[of_set].by_id.get(member)
        return entry_words(found) if found is not None else humanised(member)


def _is_inner(name: str) -> bool:
    """Whether an outcome is one of a copy of a module."""
    return "." in name


def _more(told: Sequence[Any]) -> Iterator[str]:
    """How many lines are left out, if any are."""
    if len(told) > _MOST:
        yield f"  and {len(told) - _MOST} more; the JSON form has them all"


def _walked(
    listed: Mapping[str, Any], path: tuple[str, ...], graph: DeterminationGraph
) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Path and form of each subject, each before those inside it."""
    for level in graph.levels:
        for one in listed.get(plural(level), ()):
            here = (*path, level, str(one["id"]))
            yield here, one
            yield from _walked(one, here, graph)


def _number(value: Any) -> Fraction | None:
    try:
        return Fraction(value)
    except (TypeError, ValueError):
        return None
