"""Reading one group of entries of a history: each part with its place, and a finding where it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from wellled_rules.cases.document import UNREAD, Data, Object, Path
from wellled_rules.cases.findings import Findings
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.subjects import is_id
from wellled_rules.history import errors
from wellled_rules.history.days import Days, days

__all__ = ["Group", "Reading"]

_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Entries, and where each stands: those of a corrected event come from two places. path: that of the group."""

    entries: Mapping[str, Data]
    path: Path
    places: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Object, path: Path) -> Group:
        """The group that one object is."""
        return cls(data.entries, path, {key: (*path, key) for key in data.entries})

    def with_(self, other: Group) -> Group:
        """The same, with the entries of another in place of its own of the same keys."""
        return Group({**self.entries, **other.entries}, self.path, {**self.places, **other.places})

    def at(self, key: str) -> Path:
        """Where a part stands; the group where it is not written."""
        return self.places.get(key, self.path)


@dataclass
class Reading:
    """Findings of one reading, and what reads the parts of its groups; None stands for what has its finding."""

    findings: Findings = field(default_factory=Findings)

    def group(self, data: Data, path: Path, what: str) -> Group | None:
        """A group of entries."""
        if isinstance(data, Object):
            return Group.of(data, path)
        self._refuse(path, data, what)
        return None

    def several(self, data: Data, path: Path, what: str) -> tuple[tuple[Data, Path], ...]:
        """The parts of a list, each with its place."""
        if isinstance(data, tuple):
            return tuple((one, (*path, turn)) for turn, one in enumerate(data))
        self._refuse(path, data, what)
        return ()

    def keys(self, group: Group, known: Iterable[str], needed: Iterable[str] = (), what: str = "") -> None:
        """Say which keys of a group are none that it may have, and which it lacks; a misspelt one is not both."""
        all_known, meant = tuple(known), set[str]()
        for key in group.entries:
            if key not in all_known:
                near = nearest(key, all_known)
                meant.update(near[:1])
                self.findings.add(errors.unknown_key(group.at(key), near, all_known))
        for key in needed:
            if key not in group.entries and key not in meant:
                self.findings.add(errors.missing(group.path, key, what))

    def text(self, group: Group, key: str) -> str | None:
        """Text that is not blank; None where the key is not there."""
        if key not in group.entries:
            return None
        data = group.entries[key]
        if isinstance(data, str) and data.strip():
            return data
        self._refuse(group.at(key), data, "text")
        return None

    def id(self, group: Group, key: str) -> str | None:
        """An id."""
        found = self.text(group, key)
        return None if found is None else self.as_id(found, group.at(key))

    def as_id(self, found: str, path: Path) -> str | None:
        """Text where it can be an id."""
        if is_id(found) and len(found) <= _LONGEST_ID:
            return found
        self.findings.add(errors.no_id(path, found))
        return None

    def ids(self, group: Group, key: str) -> tuple[tuple[str, Path], ...]:
        """An id or a list of them, each once, with its place."""
        if key not in group.entries:
            return ()
        data, path = group.entries[key], group.at(key)
        parts = ((data, path),) if isinstance(data, str) else self.several(data, path, "an id or a list of ids")
        found: dict[str, Path] = {}
        for one, place in parts:
            if not isinstance(one, str):
                self._refuse(place, one, "an id")
            elif one in found:
                self.findings.add(errors.given_twice(place, one))
            elif (id_ := self.as_id(one, place)) is not None:
                found[id_] = place
        return tuple(found.items())

    def truth(self, group: Group, key: str) -> bool | None:
        """`true` or `false`."""
        data = group.entries.get(key)
        if isinstance(data, bool) or key not in group.entries:
            return data if isinstance(data, bool) else None
        self._refuse(group.at(key), data, "`true` or `false`")
        return None

    def days(self, group: Group, key: str) -> Days | None:
        """A day, or the days between which it lies; None where the key is not there."""
        if key not in group.entries:
            return None
        data, path = group.entries[key], group.at(key)
        if isinstance(data, Object):
            return self._between(Group.of(data, path))
        if data is UNREAD:
            return None
        found = days(data) if isinstance(data, str) else None
        if found is None:
            self.findings.add(errors.no_day(path, data))
        return found

    def exact(self, group: Group, key: str, why: str) -> date | None:
        """A day that must be known."""
        found = self.days(group, key)
        if found is None or found.is_exact:
            return None if found is None else found.earliest
        self.findings.add(errors.day_not_exact(group.at(key), found, why))
        return None

    def _between(self, group: Group) -> Days | None:
        self.keys(group, ("earliest", "latest"))
        if not group.entries:
            self.findings.add(errors.no_day(group.path, Object({})))
            return None
        count = self.findings.count
        first, last = self.days(group, "earliest"), self.days(group, "latest")
        if self.findings.count > count or (first is None and last is None):
            return None
        found = Days(date.min if first is None else first.earliest, date.max if last is None else last.latest)
        if found.earliest <= found.latest:
            return found
        assert first is not None
        assert last is not None
        sentence = "the earliest day lies {}, and the latest {}"
        self.findings.add(errors.order_impossible(group.path, sentence, first, last, "exchange the two"))
        return None

    def _refuse(self, path: Path, data: Data, wanted: str) -> None:
        if data is not UNREAD:
            self.findings.add(errors.wrong_type(path, data, wanted))
