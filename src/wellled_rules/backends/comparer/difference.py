"""A difference between two framework versions, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "SECTIONS",
    "Affected",
    "ClauseChange",
    "Declared",
    "Difference",
    "Entry",
    "Status",
    "Version",
    "section_of",
]


class Status(StrEnum):
    """What became of a declaration, from the version before to the one after.

    replaced: another kind of declaration has its name. renamed: it means the same under another name. changed: a clause
    of its own means something else. follows: its clauses mean the same, and something that it reads does not. reworded:
    it means the same, and a title, citation, basis or reason is another.
    """

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    RENAMED = "renamed"
    CHANGED = "changed"
    FOLLOWS = "follows"
    REWORDED = "reworded"
    UNCHANGED = "unchanged"


SECTIONS = {
    "header": "Header",
    "levels": "Levels",
    "scales": "Scales",
    "sets": "Sets",
    "inputs": "Inputs",
    "weights": "Weights",
    "collections": "Collections",
    "rules": "Rules",
    "exceptions": "Exceptions",
    "checks": "Checks",
    "assumptions": "Assumptions",
    "sources": "Sources",
    "examples": "Examples",
}
"""Title of each section, in the order in which they are told."""

_OF_KIND = {
    "framework": "header",
    "level": "levels",
    "scale": "scales",
    "set": "sets",
    "input": "inputs",
    "weights": "weights",
    "collect": "collections",
    "determine": "rules",
    "check": "checks",
    "assumption": "assumptions",
    "source": "sources",
    "example": "examples",
}


def section_of(kind: str) -> str:
    """The section in which a kind of declaration is told; what is none of the others is an exception."""
    return _OF_KIND.get(kind, "exceptions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the two versions.

    called: what it is told by: `id@version`, with its file where the other is of another
    file and called the same. place: `FILE:LINE` of its
    header. meaning, text: the hashes that its lock would hold.
    """

    identity: str
    called: str
    place: str | None
    title: str
    meaning: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declaration as it stands in one of the two.

    place: `FILE:LINE`; of what a module declares, the module's, and `used_at` that of the `use`. cites: title and place
    of each source that it cites.
    """

    name: str
    kind: str
    title: str
    place: str | None
    used_at: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """One clause that differs. before, after: as an author writes it; none where it isn't there.

    word: what sort of clause. of: the member or level of a vocabulary that it belongs to. changes_meaning: whether it
    can change a result, other than by what is shown. renamed_from: of a member, a level or a label that has another
    name now, the one before.
    """

    word: str
    before: str | None
    after: str | None
    before_place: str | None
    after_place: str | None
    changes_meaning: bool
    of: str | None = None
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one declaration, at the levels at which the same became of it (none: it stands at no level).

    changes_meaning: whether it means something else, by a clause of its own or by what it reads.
    """

    status: Status
    section: str
    levels: tuple[str, ...]
    before: Declared | None
    after: Declared | None
    changes_meaning: bool
    clauses: tuple[ClauseChange, ...] = ()

    @property
    def shown(self) -> Declared:
        """As it stands after, or stood before where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def name(self) -> str:
        """Its name, the newer one where it has two."""
        return self.shown.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """An outcome of both versions that is computed differently.

    because: names of the declarations that make it so, nearest first; its own where its own clauses changed.
    """

    level: str
    name: str
    title: str
    is_headline: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two versions.

    entries: one for each declaration of either, unchanged ones included, in the order of `SECTIONS` and of the texts.
    is_related: whether they are versions of one framework, or share enough to be compared clause by clause.
    """

    before: Version
    after: Version
    is_related: bool
    entries: tuple[Entry, ...]
    affected: tuple[Affected, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs, of what they mean or of what they say."""
        return all(entry.status is Status.UNCHANGED for entry in self.entries)

    @property
    def changes_meaning(self) -> bool:
        """Whether anything differs that can change a result."""
        return any(entry.changes_meaning for entry in self.entries)

    def count(self, status: Status) -> int:
        """How many declarations became so."""
        return sum(entry.status is status for entry in self.entries)

    def of_section(self, section: str) -> tuple[Entry, ...]:
        """Entries of one section that differ by themselves, in order: neither unchanged nor only following."""
        told = (entry for entry in self.entries if entry.section == section and entry.status is not Status.UNCHANGED)
        return tuple(entry for entry in told if entry.status is not Status.FOLLOWS or entry.clauses)
