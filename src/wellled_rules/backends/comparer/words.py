"""What every form of a difference says in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wellled_rules.backends.comparer.difference import (
    SECTIONS,
    Affected,
    ClauseChange,
    Declared,
    Difference,
    Entry,
    Status,
)
from wellled_rules.graph.wording import joined
from wellled_rules.text.inert import inert

__all__ = [
    "affected_groups",
    "because_line",
    "by_status",
    "clause_lines",
    "clause_name",
    "counts_line",
    "following_line",
    "heading",
    "intro",
    "outside",
    "overview_lines",
    "place_lines",
    "source_lines",
]

_BREAKS = re.compile(r"[ \t\r\n]+")
_MOST, _MOST_NAMES = 8, 20

_COUNTED: Mapping[Status, str] = {
    Status.ADDED: "added",
    Status.REMOVED: "removed",
    Status.REPLACED: "replaced",
    Status.RENAMED: "renamed",
    Status.CHANGED: "changed",
    Status.FOLLOWS: "computed differently through what they read",
    Status.REWORDED: "worded otherwise",
    Status.UNCHANGED: "the same",
}
_TOLD: Mapping[Status, str] = {
    **_COUNTED,
    Status.FOLLOWS: "worded otherwise, and computed differently through what it reads",
}


def outside(text: str) -> str:
    """Text from outside on one line: line ends become spaces, what acts rather than shows is escaped."""
    return inert(_BREAKS.sub(" ", text).strip())


def clause_lines(text: str) -> list[str]:
    """A clause, line by line."""
    return [inert(line) for line in text.split("\n")]


def intro(found: Difference) -> str:
    """One sentence: whether and how far two versions differ."""
    before, after = outside(found.before.called), outside(found.after.called)
    if found.is_empty:
        return f"{before} and {after} mean and say the same."
    if not found.is_related:
        return f"{before} and {after} are two frameworks, and not versions of one; they have little in common."
    if not found.changes_meaning:
        return f"From {before} to {after} nothing changes that can change a result; some of it is worded otherwise."
    told = "" if found.affected else " No outcome that stands in both is computed differently."
    return f"From {before} to {after} rules change.{told}"


def counts_line(found: Difference) -> str:
    """How many declarations became what: `7 added, 1 removed; 69 the same`."""
    told = [f"{count} {words}" for status, words in _COUNTED.items() if (count := found.count(status))]
    return f"Declarations: {', '.join(told)}."


def overview_lines(found: Difference) -> Iterator[str]:
    """Of two frameworks that are no versions of one: how much of each section stands in both."""
    for section, title in SECTIONS.items():
        entries = [entry for entry in found.entries if entry.section == section]
        if section == "header" or not entries:
            continue
        both = [entry for entry in entries if entry.before is not None and entry.after is not None]
        before = sum(entry.before is not None for entry in entries)
        after = sum(entry.after is not None for entry in entries)
        yield f"{title}: {before} before, {after} now; of these {len(both)} in both{_both(both)}"


def _both(entries: list[Entry]) -> str:
    names = list(dict.fromkeys(outside(entry.name) for entry in entries))
    if not names:
        return ""
    return f" ({', '.join(names)})" if len(names) <= _MOST else f" ({', '.join(names[:_MOST])}, ..)"


def heading(entry: Entry) -> str:
    """Name, levels, and what became of it: `outcome at row: added`."""
    levels = f" at {joined([outside(level) for level in entry.levels])}" if entry.levels else ""
    name = outside(entry.name)
    if entry.status is Status.RENAMED and entry.before is not None:
        return f"{name}{levels}: renamed, {outside(entry.before.name)} before"
    if entry.status is Status.REPLACED and entry.before is not None and entry.after is not None:
        return f"{name}{levels}: replaced, {entry.before.kind} before and {entry.after.kind} now"
    return f"{name}{levels}: {_TOLD[entry.status]}"


def by_status(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """What became of declarations of which no more is told than that, and their names: examples."""
    found: dict[Status, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.status, []).append(outside(entry.name))
    for status, names in found.items():
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        yield f"{len(names)} {_COUNTED[status]}", ", ".join(names[:_MOST_NAMES]) + more


def clause_name(change: ClauseChange) -> str:
    """What sort of clause differs, and of which member or level it is."""
    name = change.word if change.of is None else f"{change.word}, {outside(change.of)}"
    return name if change.renamed_from is None else f"{name}, renamed"


def place_lines(entry: Entry) -> Iterator[str]:
    """Where it stands: `in FILE:LINE`, or `before in .., now in ..`."""
    before, after = _place(entry.before), _place(entry.after)
    if before and after and before != after:
        yield f"before in {before}, now in {after}"
    elif told := after or before:
        yield f"in {told}"


def _place(side: Declared | None) -> str | None:
    if side is None or side.place is None:
        return None
    used = "" if side.used_at is None else f" (used at {outside(side.used_at)})"
    return f"{outside(side.place)}{used}"


def source_lines(entry: Entry) -> Iterator[str]:
    """What it cites: one line where both cite the same, else one for each."""
    before = None if entry.before is None else entry.before.cites
    after = None if entry.after is None else entry.after.cites
    if before == after or not before or not after:
        if told := after or before:
            yield f"source{'' if before == after else _when(before)}: {_cited(told)}"
    else:
        yield f"source before: {_cited(before)}"
        yield f"source now: {_cited(after)}"


def _when(before: tuple[str, ...] | None) -> str:
    return " before" if before else " now"


def _cited(cites: tuple[str, ...]) -> str:
    return "; ".join(outside(one) for one in cites)


def affected_groups(found: Difference) -> Iterator[tuple[str, tuple[Affected, ...]]]:
    """Outcomes that are computed differently, those at one level and because of the same together, and their names.

    What modules work out on the way is left out.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Affected]] = {}
    for one in found.affected:
        if "." not in one.name:
            groups.setdefault((one.level, one.because), []).append(one)
    for (level, _), outcomes in groups.items():
        headline_first = tuple(sorted(outcomes, key=lambda one: not one.is_headline))
        told = _some([f"{one.name}{' (the headline)' if one.is_headline else ''}" for one in headline_first])
        yield f"at {outside(level)}: {told}", headline_first


def because_line(outcomes: Sequence[Affected]) -> str:
    """What makes a group of outcomes another; one that stands alone is not told by its own name."""
    own = outcomes[0].name if len(outcomes) == 1 else None
    return f"because of {_some(['its own rule' if name == own else name for name in outcomes[0].because])}"


def _some(names: Sequence[str]) -> str:
    told = [outside(name) for name in names]
    return joined(told) if len(told) <= _MOST else f"{', '.join(told[:_MOST])} and {len(told) - _MOST} more"


def following_line(found: Difference, section: str) -> str | None:
    """Names of a section's declarations that differ only by what they read, without those that a module brought."""
    names = [
        f"{outside(entry.name)} at {joined([outside(level) for level in entry.levels])}"
        for entry in found.entries
        if entry.section == section and entry.status is Status.FOLLOWS and not entry.clauses and "." not in entry.name
    ]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"Computed differently through what they read: {'; '.join(names[:_MOST_NAMES])}{more}" if names else None
