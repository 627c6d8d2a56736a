"""What every form of a usage says in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wellled_rules.backends.usage.usage import Earlier, EntryUse, ItemUse, Usage, Use
from wellled_rules.graph.wording import joined
from wellled_rules.text.inert import inert

__all__ = [
    "SECTIONS",
    "Group",
    "bearing",
    "carried_groups",
    "counts_lines",
    "groups",
    "head",
    "item_head",
    "item_lines",
    "outside",
    "outside_lines",
    "where_from",
    "window_line",
]

_BREAKS = re.compile(r"[ \t\r\n]+")
_MOST = 8

SECTIONS = {
    Use.USED: "Used",
    Use.INFORMS: "Seen by judges; enters no arithmetic",
    Use.IDLE: "Read by rules; nothing rests on it in this case",
    Use.UNREAD: "Read by no rule",
}
"""Title of each sort of entries, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one name and level of which the same became, where they differ in members and subjects alone."""

    entries: tuple[EntryUse, ...]

    @property
    def first(self) -> EntryUse:
        """One of them."""
        return self.entries[0]


def outside(text: str) -> str:
    """Text from outside on one line: line ends become spaces, what acts rather than shows is escaped."""
    return inert(_BREAKS.sub(" ", text).strip())


def groups(entries: Iterable[EntryUse]) -> list[Group]:
    """Entries of which the same is to be told, together."""
    found: dict[tuple[object, ...], list[EntryUse]] = {}
    for one in entries:
        key = (
            one.name,
            one.level,
            one.is_stated,
            one.read_by,
            one.rules,
            _families(one.outcomes),
            _families(one.checks),
            one.bounds,
            one.fact,
        )
        found.setdefault(key, []).append(one)
    return [Group(tuple(several)) for several in found.values()]


def carried_groups(found: Usage) -> list[tuple[Group, Earlier]]:
    """The entries that were carried, those of one name and level from one place together, oldest first."""
    told: list[tuple[Group, Earlier]] = []
    for earlier, entries in found.carried.items():
        together: dict[tuple[str, str], list[EntryUse]] = {}
        for one in entries:
            together.setdefault((one.name, one.level), []).append(one)
        told.extend((Group(tuple(several)), earlier) for several in together.values())
    return told


def where_from(one: Earlier) -> str:
    """What stood where an entry was carried from, and how old it is."""
    assessment = "" if one.assessment is None else f" ({outside(one.assessment)})"
    old = "" if one.age is None else f", {one.age} old"
    stood = f"{outside(one.name)} under {outside(one.framework)}, {outside(one.value)}"
    return f"from {stood}, assessed on {one.on}{assessment}{old}"


def head(group: Group) -> str:
    """Whom a group is about: `found/front is 3`, or `found: 8 entries (front, back, ..)`."""
    one = group.first
    stated = ", stated as known" if one.is_stated else ""
    if len(group.entries) == 1:
        return f"{outside(one.path)} is {outside(one.value)}{stated}"
    places = [_without(one.name, outside(each.path)) for each in group.entries]
    told = ", ".join(places[:_MOST]) + (", .." if len(places) > _MOST else "")
    return f"{outside(one.name)}{stated}: {len(group.entries)} entries ({told})"


def _without(name: str, path: str) -> str:
    return path.removeprefix(name).lstrip("/").removeprefix("@")


def bearing(group: Group) -> Iterator[str]:
    """What a group bears on, and through which rules."""
    one = group.first
    if one.use is Use.IDLE:
        yield f"read by {_some(one.read_by)}"
    elif one.rules:
        yield f"through {_some(one.rules)}"
    own = _family(one.path)
    outcomes = [name for name in _families(one.outcomes) if "." not in name and (name != own or one.is_stated)]
    if outcomes:
        yield f"bears on {_some(outcomes)}"
    if own in _families(one.outcomes) and not one.is_stated:
        yield "shown among the outcomes"
    if one.checks:
        yield f"checked by {_some(_families(one.checks))}"
    if one.covers:
        yield "decides whether the rules are for the subject"
    if one.bounds is not None:
        yield f"{one.bounds} the window for evidence"
    if one.fact is not None:
        yield f"taken from {one.fact} of the assessment"
    if one.informs:
        yield f"seen for {_some(one.informs)}"


def _families(paths: Iterable[str]) -> tuple[str, ...]:
    """Outcomes without members and ids: `overall`, `overall@row`."""
    return tuple(dict.fromkeys(_family(path) for path in paths))


def _family(path: str) -> str:
    told, _, where = path.partition("@")
    name = told.partition("/")[0]
    return f"{name}@{where.split('/')[-2]}" if "/" in where else name


def _some(names: Sequence[str]) -> str:
    told = [outside(name) for name in names]
    return joined(told) if len(told) <= _MOST else f"{', '.join(told[:_MOST])} and {len(told) - _MOST} more"


def window_line(found: Usage) -> str:
    """The window of the case, with the inputs that say it, or that it states none."""
    window, by = found.window, found.stated_by
    is_whole = len(by) == sum(end is not None for end in (window.opens, window.closes))
    how = f", as {joined(list(by))} {'says' if len(by) == 1 else 'say'}" if by else ""
    return f"Window for evidence: {str(window) or 'not said'}{how}{'' if is_whole or not by else ' in part'}"


def counts_lines(found: Usage) -> Iterator[str]:
    """How many entries and items there are, and what became of them."""
    counts = [
        f"{count} {words}"
        for use, words in (
            (Use.USED, "used"),
            (Use.INFORMS, "seen by judges"),
            (Use.IDLE, "without effect here"),
            (Use.UNREAD, "read by no rule"),
        )
        if (count := len(found.entries_of(use)))
    ]
    several = sum(len(one.rules) > 1 for one in found.entries)
    if several:
        counts[0] += f", {several} of them by several rules"
    yield f"{_number(len(found.entries), 'entry', 'entries')}{': ' if counts else ''}{'; '.join(counts)}"
    carried = found.carried
    if carried:
        count, oldest = sum(map(len, carried.values())), next(iter(carried))
        old = "" if oldest.age is None else f", {oldest.age} old"
        told = f"the oldest of {oldest.on}{old}"
        yield f"{_number(count, 'entry', 'entries')} carried from earlier assessments, {told}"
    if found.items:
        repeated, unused = len(found.repeated), len(found.unused)
        told = f"{repeated} used more than once, {unused} unused"
        yield f"{_number(len(found.items), 'item', 'items')} of evidence: {told}"


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def item_head(item: ItemUse) -> str:
    """What an item is."""
    told = (item.title, item.category, item.source, None if item.on is None else str(item.on), item.where)
    about = "; ".join(outside(one) for one in told if one)
    return f"{outside(item.id)}: {about}" if about else outside(item.id)


def item_lines(item: ItemUse) -> Iterator[str]:
    """How often an item is pointed to, and what it bears on."""
    if not item.entries:
        yield "unused: no entry points to it"
        return
    how_often = "used for" if len(item.entries) == 1 else f"used {len(item.entries)} times:"
    yield f"{how_often} {_some(item.entries)}"
    outcomes = [name for name in _families(item.outcomes) if "." not in name]
    if outcomes:
        yield f"bears on {_some(outcomes)}"
    elif item.use is Use.IDLE:
        yield "unused: nothing rests on these entries in this case"


def outside_lines(found: Usage) -> Iterator[str]:
    """What lies outside the window of the assessment, and why."""
    for one in found.outside:
        name = outside(one.path if isinstance(one, EntryUse) else one.id)
        if one.after_assessment:
            yield f"{name}: of {one.on}, after the day of the assessment, {found.assessed_on}"
        if one.outside_window is not None:
            yield f"{name}: of {one.on}, outside the window for evidence, {one.outside_window}"
        if isinstance(one, EntryUse):
            for window in one.windows:
                if window.within is False:
                    yield f"{name} is {outside(one.value)}: {outside(window.check)} expects that {outside(window.text)}"
