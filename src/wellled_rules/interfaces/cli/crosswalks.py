"""A crosswalk as text, Markdown and plain data: what each member became, and where that is known from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.words import listed, outside, sentence
from wellled_rules.backends.explainer.phrases.bases import basis_words
from wellled_rules.graph.graph import AssumptionText, Cited
from wellled_rules.graph.transitions import Became, Crosswalk, Grounds, RelationKind

__all__ = ["NOTHING", "SCHEMA", "Told", "escaped", "table_row", "to_data", "to_markdown", "to_text"]

SCHEMA = "wellled.crosswalk/1"

NOTHING = "nothing"
_MOST = 6


def to_text(one: Crosswalk) -> str:
    """Each member of the earlier set with what it became, what is new, then the grounds; with line ends."""
    told = Told(one)
    lines = [outside(one.title), told.ends, ""]
    for fate in told.fates():
        lines += [fate.title, f"  {fate.kind}: {'; '.join(fate.became)}"]
        lines += [f"    with {'; '.join(fate.beside)}"] if fate.beside else []
        lines += [f"    {known}" for known in fate.known_from]
    lines += ["", f"Members: {_counted(one)}."]
    lines += [f"Meaning: {sentence(outside(one.means))}"] if one.means else []
    lines += [sentence(each) for each in told.grounds(one.grounds)]
    lines += told.assumptions()
    return "".join(line + "\n" for line in lines)


def to_markdown(one: Crosswalk) -> str:
    """The same as a page: a table of members, then the grounds."""
    told = Told(one)
    earlier, later = (outside(held.title) for held in one.between)
    lines = [f"## {escaped(one.title)}", "", escaped(sentence(told.ends)), ""]
    lines += [table_row((earlier, "kind", later, "known from")), f"|{' --- |' * 4}"]
    for fate in told.fates():
        lines.append(table_row((fate.title, fate.kind, "; ".join(fate.became), "; ".join(fate.known_from))))
    lines += ["", f"Members: {_counted(one)}."]
    lines += ["", escaped(sentence(one.means))] if one.means else []
    grounds = [f"- {escaped(sentence(each))}" for each in told.grounds(one.grounds)]
    lines += ["", *grounds] if grounds else []
    lines += told.assumed_in_markdown()
    return "".join(line + "\n" for line in lines)


def to_data(one: Crosswalk) -> dict[str, object]:
    """The same as plain data. Members keep the order of their sets; ids are those of the two frameworks."""
    earlier, later = one.between
    told = Told(one)
    return {
        "name": one.name,
        "title": one.title,
        "from": one.before,
        "to": one.after,
        "sets": [
            {"name": held.name, "title": held.title, "members": [{"id": m.id, "title": m.title} for m in held]}
            for held in one.between
        ],
        "relations": [
            {
                "kind": relation.kind.value,
                "from": list(relation.before),
                "to": list(relation.after),
                "rows": [
                    {"from": list(row.before), "to": list(row.after), **_grounds_data(row.grounds)}
                    for row in relation.rows
                ],
            }
            for relation in one.relations()
        ],
        "became": {member.id: list(one.became(member.id)) for member in earlier},
        "came_from": {member.id: list(one.came_from(member.id)) for member in later},
        "means": one.means,
        **_grounds_data(one.grounds),
        "sources": {
            name: {"title": source.title, "published_by": source.published_by, "address": source.address}
            for name, source in sorted(told.sources.items())
        },
        "assumptions": [
            {
                "name": assumed.name,
                "title": assumed.title,
                "basis": assumed.basis,
                "basis_text": assumed.basis_text,
                "cites": [{"source": cited.source, "place": cited.place} for cited in assumed.cites],
            }
            for assumed in told.assumed
        ],
    }


def _grounds_data(grounds: Grounds) -> dict[str, object]:
    return {
        "cites": [{"source": cited.source, "place": cited.place} for cited in grounds.cites],
        "rests_on": [assumed.name for assumed in grounds.rests_on],
        "because": grounds.because,
    }


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one member, in titles. beside: those that it shares its relation with."""

    title: str
    kind: str
    became: tuple[str, ...]
    beside: tuple[str, ...]
    known_from: tuple[str, ...]


class Told:
    """A crosswalk in words.

    sources: by name. assumed: every assumption that it or a row of it rests on, once, in the order of their numbers, of
    which `first` is the first.
    """

    def __init__(self, one: Crosswalk, first: int = 1) -> None:
        every = (one.grounds, *(row.grounds for row in one.rows))
        self.crosswalk = one
        self.sources = {name: source for grounds in every for name, source in grounds.sources.items()}
        self.assumed = tuple({each.name: each for grounds in every for each in grounds.rests_on}.values())
        self._numbers = {each.name: number for number, each in enumerate(self.assumed, start=first)}
        self._earlier, self._later = ({each.id: outside(each.title) for each in held} for held in one.between)

    @property
    def ends(self) -> str:
        """Between which sets of which frameworks it stands."""
        one = self.crosswalk
        earlier, later = (outside(held.title) for held in one.between)
        return f"from {earlier} of {one.before} to {later} of {one.after}"

    def fates(self) -> Iterator[_Fate]:
        """Each member of the earlier set, then what is new."""
        for relation in self.crosswalk.relations():
            kind = relation.kind.value
            for member in relation.before:
                became = tuple(self._later[each] for each in self.crosswalk.became(member)) or (NOTHING,)
                # Of many that were joined, each would list all the others.
                near = [each for each in relation.before[: _MOST + 1] if each != member][:_MOST]
                more = len(relation.before) - 1 - len(near)
                beside = (*(self._earlier[each] for each in near), *([f"{more:,} more"] if more else []))
                known = tuple(self.known_from(self.crosswalk.rows_of(member)))
                yield _Fate(self._earlier[member], kind, became, beside, known)
            for member in () if relation.before else relation.after:
                yield _Fate(NOTHING, kind, (self._later[member],), (), tuple(self.known_from(relation.rows)))

    def known_from(self, rows: Sequence[Became]) -> Iterator[str]:
        """What the rows of a member go back to, where that is not what the whole crosswalk goes back to."""
        for row in rows:
            which = f" ({'; '.join(self._later[each] for each in row.after)})" if len(rows) > 1 else ""
            for told in self.grounds(row.grounds) if row.grounds != self.crosswalk.grounds else ():
                yield f"{told}{which}"

    def grounds(self, grounds: Grounds) -> Iterator[str]:
        """What something cites and rests on, and why."""
        for cited in grounds.cites:
            yield f"cites {self._cited(cited)}"
        if grounds.rests_on:
            told = [str(self._numbers[each.name]) for each in grounds.rests_on]
            yield f"rests on assumption{'s' if len(told) > 1 else ''} {listed(told)}"
        if grounds.because:
            yield f"because {outside(grounds.because)}"

    def assumptions(self) -> Iterator[str]:
        """Every assumption with its number, as lines, each after an empty one."""
        for assumed in self.assumed:
            yield from ("", f"Assumption {self._numbers[assumed.name]}: {sentence(outside(assumed.title))}")
            yield from (f"  {each}" for each in self._basis(assumed))

    def assumed_in_markdown(self) -> Iterator[str]:
        """The same in Markdown, a paragraph each."""
        for assumed in self.assumed:
            title, basis = escaped(sentence(outside(assumed.title))), " ".join(self._basis(assumed))
            yield from ("", f"**Assumption {self._numbers[assumed.name]}.** {title} {escaped(basis)}")

    def _basis(self, assumed: AssumptionText) -> Iterator[str]:
        """How an assumption is known, and what it cites, a sentence each."""
        yield sentence(f"{basis_words(assumed.basis)}: {outside(assumed.basis_text)}")
        for cited in assumed.cites:
            yield sentence(f"cites {self._cited(cited)}")

    def _cited(self, cited: Cited) -> str:
        source = self.sources[cited.source]
        by = f" ({outside(source.published_by)})" if source.published_by else ""
        place = f", “{outside(cited.place)}”" if cited.place else ""
        return f"{outside(source.title)}{by}{place}"


def _counted(one: Crosswalk) -> str:
    """How many relations there are of each kind, in the order of the kinds."""
    count = Counter(relation.kind for relation in one.relations())
    earlier, later = (len(held.members) for held in one.between)
    kinds = ", ".join(f"{count[kind]} {kind}" for kind in RelationKind if count[kind])
    return f"{earlier} to {later}; {kinds}"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return "".join(f"\\{sign}" if sign in "\\|*_`<>[]#" else sign for sign in outside(text))


def table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
