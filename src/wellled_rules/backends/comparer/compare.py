"""From two graphs to their difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wellled_rules.backends.comparer.affected import affected
from wellled_rules.backends.comparer.clause_changes import clause_changes, place_of
from wellled_rules.backends.comparer.declarations import Declaration, ExampleSeen, declarations
from wellled_rules.backends.comparer.difference import (
    SECTIONS,
    ClauseChange,
    Difference,
    Entry,
    Status,
    Version,
    section_of,
)
from wellled_rules.backends.comparer.marks import Whole
from wellled_rules.backends.comparer.renaming import level_names, renamings
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.serialize import meaning_hash, text_hash
from wellled_rules.text.span import Span

__all__ = ["compare"]

_ALIKE = ("levels", "scales", "sets", "inputs", "weights", "collections", "rules", "exceptions", "checks")


def compare(
    before: DeterminationGraph,
    after: DeterminationGraph,
    examples_before: Sequence[ExampleSeen] = (),
    examples_after: Sequence[ExampleSeen] = (),
) -> Difference:
    """What differs from `before` to `after`."""
    renamed = renamings(before, after)
    old = {one.key: one for one in declarations(before, examples_before, {})}
    new = {one.key: one for one in declarations(after, examples_after, renamed, level_names(before, after))}
    met = [_entry(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    order = list(SECTIONS)
    entries = tuple(sorted(_together(met), key=lambda entry: order.index(entry.section)))
    return Difference(
        before=_version(before, after),
        after=_version(after, before),
        is_related=_is_related(before, after, entries),
        entries=entries,
        affected=affected(Whole(before, {}), Whole(after, renamed), entries),
    )


def _version(graph: DeterminationGraph, other: DeterminationGraph) -> Version:
    here, there = _header(graph), _header(other)
    file = None
    if graph.identity == other.identity and here is not None and there is not None:
        file = None if here.source.name == there.source.name else here.source.name
    return Version(
        identity=graph.identity,
        called=graph.identity if file is None else f"{graph.identity} ({file})",
        place=place_of(here),
        title=graph.header.title,
        meaning=meaning_hash(graph),
        text=text_hash(graph),
    )


def _header(graph: DeterminationGraph) -> Span | None:
    return None if graph.heading is None else graph.heading.span


def _entry(old: Declaration | None, new: Declaration | None) -> Entry:
    one = new or old
    assert one is not None
    was, now = None if old is None else old.declared, None if new is None else new.declared
    clauses = clause_changes(() if old is None else old.clauses, () if new is None else new.clauses, was, now)
    means_more = any(clause.changes_meaning for clause in clauses)
    status = _status(old, new, clauses)
    reads_more = old is not None and new is not None and old.meaning != new.meaning
    return Entry(
        status=status,
        section=section_of(one.declared.kind),
        levels=(one.level,) if one.level else (),
        before=was,
        after=now,
        changes_meaning=means_more or reads_more or (status is Status.REPLACED),
        clauses=clauses,
    )


def _status(old: Declaration | None, new: Declaration | None, clauses: tuple[ClauseChange, ...]) -> Status:
    if old is None:
        return Status.ADDED
    if new is None:
        return Status.REMOVED
    if old.declared.kind != new.declared.kind:
        return Status.REPLACED
    if old.declared.name != new.declared.name and old.declared.kind != "framework":
        return Status.RENAMED
    if any(clause.changes_meaning for clause in clauses):
        return Status.CHANGED
    if old.meaning != new.meaning:
        return Status.FOLLOWS
    return Status.REWORDED if clauses else Status.UNCHANGED


def _together(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of a declaration of which the same is told at several levels, as one."""
    found: dict[Entry, list[str]] = {}
    for entry in entries:
        found.setdefault(replace(entry, levels=()), []).extend(entry.levels)
    return [replace(entry, levels=tuple(levels)) for entry, levels in found.items()]


def _is_related(before: DeterminationGraph, after: DeterminationGraph, entries: Sequence[Entry]) -> bool:
    """Whether two are of one framework, or at least half of what the smaller one declares is in the other too."""
    if before.header.id == after.header.id:
        return True
    counts: Mapping[str, int] = {"both": 0, "before": 0, "after": 0}
    for entry in entries:
        if entry.section not in _ALIKE:
            continue
        both = entry.status in (Status.UNCHANGED, Status.REWORDED, Status.FOLLOWS, Status.RENAMED)
        counts = {
            "both": counts["both"] + both,
            "before": counts["before"] + (entry.before is not None),
            "after": counts["after"] + (entry.after is not None),
        }
    return 2 * counts["both"] >= min(counts["before"], counts["after"])
