"""Checked frameworks, the days of versions, and what stands between them, kept from one process to the next.

An entry is taken only where nothing has changed that decides it: the engine and the material (`stamp`), and every look
at the disk (`sightings`). It is judged by the bytes of those texts, without reading what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from wellled_rules.driver.cache import Entry, fetch, keep
from wellled_rules.driver.portable import MalformedError, read, write
from wellled_rules.driver.sightings import Sightings, still_so
from wellled_rules.driver.stamp import stamp
from wellled_rules.graph.graph import DeterminationGraph

if TYPE_CHECKING:
    from wellled_rules.driver.editions import Calendar
    from wellled_rules.graph.transitions import Between
    from wellled_rules.semantics.model import Example

__all__ = ["Crossings", "Examples", "Kept", "kept_crossings", "kept_editions", "kept_framework"]

_FRAMEWORK, _EXAMPLES, _EDITIONS, _CROSSINGS = "framework", "examples", "editions", "crossings"


class Examples(Sequence["Example"]):
    """The examples of a kept framework, read when somebody asks for them. again: makes them from the rules."""

    def __init__(self, part: bytes, again: Callable[[], tuple[Example, ...]]) -> None:
        self._part, self._again = part, again

    @cached_property
    def _read(self) -> tuple[Example, ...]:
        from wellled_rules.semantics.model import Example

        try:
            found = read(self._part)
        except MalformedError:
            return self._again()
        if isinstance(found, tuple) and all(isinstance(one, Example) for one in found):
            return found
        return self._again()

    @overload
    def __getitem__(self, at: int) -> Example: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Example, ...]: ...

    def __getitem__(self, at: int | slice) -> Example | tuple[Example, ...]:
        return self._read[at]

    def __len__(self) -> int:
        return len(self._read)

    def __reduce__(self) -> tuple[type[tuple[Example, ...]], tuple[tuple[Example, ...]]]:
        return tuple, (self._read,)


class Kept(NamedTuple):
    """A framework without errors. hash: of what its rules mean. closes: the day on which the next version begins."""

    graph: DeterminationGraph
    hash: str
    closes: date | None
    examples: Sequence[Example]


class Crossings(NamedTuple):
    """What is shipped between frameworks, file by file. lines: each version with what it amends, nearest first."""

    between: tuple[Between, ...]
    lines: Mapping[str, tuple[str, ...]]


def kept_framework(name: str, make: Callable[[Sightings], Kept], again: Callable[[], tuple[Example, ...]]) -> Kept:
    """The framework kept under a name, or else the one that is made, which is kept.

    make: makes it, and remembers each look at the disk; what it raises is raised. again: its examples from the rules.
    """
    now = stamp()
    if now is None:
        return make(Sightings())
    parts = _recalled(name, now)
    if parts is not None and (found := _framework(parts, again)) is not None:
        return found
    seen = Sightings()
    made = make(seen)
    told = {"graph": made.graph, "hash": made.hash, "closes": made.closes}
    _remember(name, now, seen, {_FRAMEWORK: told, _EXAMPLES: tuple(made.examples)})
    return made


def kept_editions(name: str, make: Callable[[], Calendar]) -> Calendar:
    """As `kept_framework`, for the versions of every framework by its name, earliest first."""
    now = stamp()
    if now is None:
        return make()
    parts = _recalled(name, now)
    if parts is not None and (found := _editions(parts)) is not None:
        return found
    made = make()
    _remember(name, now, Sightings(), {_EDITIONS: dict(made)})
    return made


def kept_crossings(name: str, make: Callable[[], Crossings]) -> Crossings:
    """As `kept_framework`, for what stands between the shipped frameworks."""
    now = stamp()
    if now is None:
        return make()
    parts = _recalled(name, now)
    if parts is not None and (found := _crossings(parts)) is not None:
        return found
    made = make()
    _remember(name, now, Sightings(), {_CROSSINGS: {"between": made.between, "lines": dict(made.lines)}})
    return made


def _recalled(name: str, now: str) -> Mapping[str, bytes] | None:
    """The parts of an entry that was made of what is there now."""
    entry = fetch(name)
    if entry is None or entry.made_of.get("stamp") != now or not still_so(entry.made_of.get("seen")):
        return None
    return entry.parts


def _remember(name: str, now: str, seen: Sightings, parts: Mapping[str, object]) -> None:
    # What changed while it was read belongs to neither the one nor the other.
    if stamp() != now:
        return
    # A framework that can't be written is none the worse for being worked out each time.
    with suppress(RecursionError, TypeError):
        keep(name, Entry({"stamp": now, "seen": seen.to_data()}, {part: write(held) for part, held in parts.items()}))


def _framework(parts: Mapping[str, bytes], again: Callable[[], tuple[Example, ...]]) -> Kept | None:
    try:
        match read(parts[_FRAMEWORK]):
            case {"graph": DeterminationGraph() as graph, "hash": str(hash_), "closes": date() | None as closes}:
                return Kept(graph, hash_, closes, Examples(parts[_EXAMPLES], again))
    except (KeyError, MalformedError):
        pass
    return None


def _editions(parts: Mapping[str, bytes]) -> Calendar | None:
    from wellled_rules.driver.editions import Edition

    try:
        found = read(parts[_EDITIONS])
    except (KeyError, MalformedError):
        return None
    if not isinstance(found, dict):
        return None
    fit = all(isinstance(one, tuple) and all(isinstance(each, Edition) for each in one) for one in found.values())
    return found if fit else None


def _crossings(parts: Mapping[str, bytes]) -> Crossings | None:
    from wellled_rules.graph.transitions import Between

    try:
        match read(parts[_CROSSINGS]):
            case {"between": tuple(between), "lines": dict(lines)}:
                fit = all(isinstance(one, Between) for one in between)
                lined = all(
                    isinstance(one, tuple) and all(isinstance(each, str) for each in one) for one in lines.values()
                )
                return Crossings(between, lines) if fit and lined else None
    except (KeyError, MalformedError):
        pass
    return None
