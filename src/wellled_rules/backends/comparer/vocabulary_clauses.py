"""The clauses of what is no rule: the header, levels, scales, sets, sources, assumptions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from wellled_rules.backends.comparer.clause import Clause, day_line, quoted, text_line
from wellled_rules.backends.comparer.rule_clauses import RuleClauses
from wellled_rules.graph.graph import AssumptionText, DeterminationGraph, Level, Source
from wellled_rules.graph.nodes import Apply, Assumption, NodeId
from wellled_rules.graph.wording import value_words
from wellled_rules.graph.written import short, type_written
from wellled_rules.values.scale import Member, MemberSet, Scale

__all__ = ["assumption_clauses", "header_clauses", "level_clauses", "scale_clauses", "set_clauses", "source_clauses"]


def header_clauses(rules: RuleClauses) -> Iterator[Clause]:
    """The header, without its name and version."""
    header = rules.graph.header
    yield from text_line("regulator", header.regulator)
    yield from text_line("standing", header.standing)
    if header.status is not None:
        yield Clause(word="status", text=f"status {header.status}", wording=header.status)
    if header.amends is not None:
        yield Clause(word="amends", text=f"amends {header.amends}", wording=header.amends)
    for period in header.periods:
        levels = ", ".join(period.levels)
        until = "" if period.until is None else f" until {period.until}"
        text = f"in force from {period.start}{until}{f' at {levels}' if levels else ''}"
        yield Clause(word="in force", key=levels, text=text, mark=text)
    for level, where in header.covers.items():
        if where is None:
            yield Clause(word="covers", key=level, text=f"covers {level}", mark=level)
        else:
            yield from _covers(rules, level, where)
    for level, name in header.headline.items():
        mark = rules.own.there(f"{level}:{name}")
        yield Clause(word="headline", key=level, text=f"headline {name} at {level}", mark=mark)
    for level, names in header.shows.items():
        for name in names:
            mark = f"{level} {rules.own.there(f'{level}:{name}')}"
            text, span = f"shows {name} at {level}", None
            where = header.told_where.get(f"{level}:{name}")
            if where is not None:
                text += f" where {rules.written.condition(where, level)}"
                mark += f" {rules.mark(where)}"
                span = rules.graph.nodes[where].span if "#" in where else None
            yield Clause(word="shows", key=f"{level} {name}", text=text, mark=mark, span=span)


def _covers(rules: RuleClauses, level: str, where: NodeId) -> Iterator[Clause]:
    """A line for each condition of which one has to hold."""
    node = rules.graph.nodes[where]
    told = rules.written.condition(where, level)
    parts = node.args if "\n" in told and isinstance(node, Apply) and node.op == "or" else (where,)
    for part in parts:
        text = f"covers {level} where {rules.written.condition(part, level)}"
        span = rules.graph.nodes[part].span if "#" in part else None
        yield Clause(word="covers", key=level, text=text, mark=f"{level} {rules.mark(part)}", span=span)


def level_clauses(level: Level) -> Iterator[Clause]:
    """What a level lies within."""
    if level.within:
        yield Clause(word="within", text=f"within {', '.join(level.within)}", mark=json.dumps(sorted(level.within)))


def scale_clauses(scale: Scale, levels: Mapping[tuple[str, str], str]) -> Iterator[Clause]:
    """The levels of a scale and its labels, then their order. levels: scale and level -> the level it is found by."""

    def key(name: str) -> str:
        return levels.get((scale.name, name), name)

    for level in scale.levels:
        plain = level.id if level.label in ("", level.id) else f"{level.id} {quoted(level.label)}"
        is_itself = level.worth is None or (level.id.isdigit() and level.worth == int(level.id))
        worth = "" if level.worth is None or is_itself else f" worth {value_words(level.worth)}"
        mark = f"{level.id} {'' if level.worth is None else value_words(level.worth)}"
        yield Clause(word="level", key=key(level.id), of=level.id, text=plain + worth, mark=mark, wording=level.label)
    for label in scale.also_shown:
        text = f"{label.id} {quoted(label.label)} counts as {label.state.value}"
        mark = f"{label.id} {label.state.value}"
        yield Clause(word="label", key=key(label.id), of=label.id, text=text, mark=mark, wording=label.label)
    order = tuple(level.id for level in scale.by_rank)
    told = f"{', '.join(order)}, from the worst to the best"
    yield Clause(word="order", text=told, order=tuple(map(key, order)))


def set_clauses(one: MemberSet, levels: Mapping[tuple[str, str], str]) -> Iterator[Clause]:
    """The members of a set, each with its lines behind it. levels: as of `scale_clauses`."""
    for member in one.members:
        yield Clause(
            word="member",
            key=member.id,
            of=member.id,
            text=f"{member.id} {quoted(member.title)}",
            mark=member.id,
            wording=member.title,
        )
        yield from _member_lines(one, member, levels)


def _member_lines(one: MemberSet, member: Member, levels: Mapping[tuple[str, str], str]) -> Iterator[Clause]:
    id_ = member.id
    if id_ in one.means:
        means = one.means[id_]
        yield Clause(word="means", key=id_, of=id_, text=f"means {quoted(means)}", wording=means)
    for other, place in one.places.get(id_, {}).items():
        yield Clause(word="in", key=f"{id_} {other}", of=id_, text=f"in {short(other)} {place}", wording=place)
    for other, needed in one.needs.get(id_, {}).items():
        text = f"needs {short(other)} {', '.join(needed)}"
        yield Clause(word="needs", key=f"{id_} {other}", of=id_, text=text, mark=json.dumps([other, *sorted(needed)]))
    if id_ in one.only_at:
        text = f"only at {', '.join(one.only_at[id_])}"
        yield Clause(word="only at", key=id_, of=id_, text=text, mark=json.dumps(sorted(one.only_at[id_])))
    for scale, texts in one.characteristics.get(id_, {}).items():
        for level, words in texts.items():
            text = f"{short(scale)} {level} means {quoted(words)}"
            key = f"{id_} {scale} {levels.get((scale, level), level)}"
            yield Clause(word="looks like", key=key, of=id_, text=text, wording=words)


def source_clauses(source: Source) -> Iterator[Clause]:
    """What is known of a document."""
    yield from text_line("published by", source.published_by)
    yield from text_line("address", source.address)
    yield from day_line("dated", source.dated)
    yield from day_line("read on", source.read_on)


def assumption_clauses(graph: DeterminationGraph, one: AssumptionText) -> Iterator[Clause]:
    """What is taken, what it could be, and on what basis."""
    node = next((found for level in graph.levels if (found := graph.named(level, one.name)) is not None), None)
    if isinstance(node, Assumption):
        told = type_written(node.type)
        yield Clause(word="is", text=f"is {told}", mark=told)
        taken = value_words(node.taken)
        yield Clause(word="taken as", text=f"taken as {taken}", mark=taken)
        for other in node.alternatives:
            told = value_words(other)
            yield Clause(word="could be", key=told, text=f"could be {told}", mark=told)
    text = f"basis {one.basis} {quoted(one.basis_text)}"
    yield Clause(word="basis", text=text, wording=f"{one.basis} {one.basis_text}")
