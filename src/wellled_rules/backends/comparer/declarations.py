"""Every declaration of one graph, with its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wellled_rules.backends.comparer.clause import Clause, said, titled
from wellled_rules.backends.comparer.clause_changes import place_of
from wellled_rules.backends.comparer.difference import Declared
from wellled_rules.backends.comparer.marks import Own, Whole
from wellled_rules.backends.comparer.rule_clauses import RuleClauses
from wellled_rules.backends.comparer.vocabulary_clauses import (
    assumption_clauses,
    header_clauses,
    level_clauses,
    scale_clauses,
    set_clauses,
    source_clauses,
)
from wellled_rules.graph.graph import Cited, DeterminationGraph, Rule
from wellled_rules.graph.nodes import NodeId
from wellled_rules.text.span import Span

__all__ = ["Declaration", "ExampleSeen", "declarations", "rules_of"]

_UNTOLD = ("assumption", "covers", "shows")
_DAY = "assessed_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSeen:
    """An example as it is compared. content: a text that is the same where two of a name say the same."""

    name: str
    title: str
    level: str
    span: Span
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One declaration at one level (empty: at none).

    key: the same in both graphs, also where it was renamed. meaning: what it means with all that it reads.
    """

    key: str
    level: str
    declared: Declared
    clauses: tuple[Clause, ...]
    meaning: object = None


def rules_of(graph: DeterminationGraph) -> Iterator[Rule]:
    """The rules that are told as declarations of their own; the day of the assessment is declared nowhere."""
    return (one for one in graph.rules.values() if one.kind not in _UNTOLD and one.name != _DAY)


def declarations(
    graph: DeterminationGraph,
    examples: Sequence[ExampleSeen],
    renamed: Mapping[NodeId, NodeId],
    levels: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[Declaration, ...]:
    """All of a graph. renamed: id -> the id in the other graph; `KIND NAME` for what is no node.

    levels: scale and level -> the level in the other graph.
    """
    return tuple(_Declarations(graph, renamed, levels).all(examples))


class _Declarations:
    def __init__(
        self, graph: DeterminationGraph, renamed: Mapping[NodeId, NodeId], levels: Mapping[tuple[str, str], str]
    ) -> None:
        self.graph = graph
        self.levels = levels
        self.renamed = renamed
        self.own = RuleClauses(Own(graph, renamed))
        self.whole = Whole(graph, renamed)

    def all(self, examples: Sequence[ExampleSeen]) -> Iterator[Declaration]:
        graph = self.graph
        yield self.talked_of("framework", "framework", graph.header.title, header_clauses(self.own))
        for level in graph.levels.values():
            yield self.talked_of("level", level.name, level.title, level_clauses(level))
        for scale in graph.scales.values():
            yield self.talked_of("scale", scale.name, scale.title, scale_clauses(scale, self.levels))
        for one in graph.sets.values():
            yield self.talked_of("set", one.name, one.title, set_clauses(one, self.levels))
        for rule in rules_of(graph):
            yield self.rule(rule)
        for assumed in graph.assumptions.values():
            yield self.talked_of("assumption", assumed.name, assumed.title, assumption_clauses(graph, assumed))
        for source in graph.sources.values():
            yield self.talked_of("source", source.name, source.title, source_clauses(source))
        for example in examples:
            yield self.made(
                f"example {example.level} {example.name}",
                example.level,
                self.declared("example", example.name, example.title, example.span),
                (*titled(example.title), _saying(example)),
            )

    def talked_of(self, kind: str, name: str, title: str, clauses: Iterator[Clause]) -> Declaration:
        """A declaration that is no node."""
        rule = self.graph.heading if kind == "framework" else self.graph.vocabulary.get(name)
        shown = self.graph.header.id if kind == "framework" else name
        declared = self.declared(
            kind, shown, title, None if rule is None else rule.span, () if rule is None else rule.cites, rule
        )
        return self.made(f"{kind} {name}", "", declared, (*titled(title), *clauses, *said(rule)))

    def rule(self, rule: Rule) -> Declaration:
        declared = self.declared(rule.kind, rule.name, rule.title, rule.span, rule.cites, rule)
        clauses = (*titled(rule.title), *self.own.of(rule), *said(rule))
        return self.made(rule.id, rule.level, declared, clauses, self.whole.of_rule(rule.id))

    def made(
        self, key: str, level: str, declared: Declared, clauses: tuple[Clause, ...], meaning: object = None
    ) -> Declaration:
        return Declaration(
            key=self.renamed.get(key, key), level=level, declared=declared, clauses=clauses, meaning=meaning
        )

    def declared(
        self,
        kind: str,
        name: str,
        title: str,
        span: Span | None,
        cites: Sequence[Cited] = (),
        rule: Rule | None = None,
    ) -> Declared:
        return Declared(
            name=name,
            kind=kind,
            title=title,
            place=place_of(span),
            used_at=None if rule is None else place_of(rule.used_at),
            cites=tuple(self.citation(one) for one in cites),
        )

    def citation(self, one: Cited) -> str:
        source = self.graph.sources.get(one.source)
        title = one.source if source is None else source.title
        return title if one.place is None else f"{title}, {one.place}"


def _saying(example: ExampleSeen) -> Clause:
    """All that an example says, as one clause: where it differs, the places say where to read the two."""
    return Clause(word="example", text=f"example {example.name}", wording=example.content, span=example.span)
