"""The subjects inside the one that a case is about: lists under the plural of their level, nested as they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from wellled_rules.cases import errors, inside_errors
from wellled_rules.cases.decisions import decisions
from wellled_rules.cases.document import Data, Object, Path, Unread
from wellled_rules.cases.reading import Reading
from wellled_rules.cases.sections import facts, given, inputs, lists_subjects
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cost import costs
from wellled_rules.graph.evidence import Evidence, Inside, Item, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.subjects import is_id, plural

__all__ = ["inside", "require_bounded"]

_KEYS = ("id", "name", "inputs", "given", "decisions")


def inside(reading: Reading, found: Object, path: Path, known: Mapping[str, Item] | None) -> tuple[Inside, ...]:
    """The subjects directly inside one, each with those inside it; what is wrong with one has its findings.

    found: what is said of the subject that they lie in. known: the case's items of evidence.
    """
    made: list[Inside] = []
    for level in reading.levels_inside:
        key = plural(level)
        if key not in found.entries or not lists_subjects(reading, key, found.entries[key]):
            continue
        listed, place = found.entries[key], (*path, key)
        if isinstance(listed, Unread):
            continue
        if not isinstance(listed, tuple):
            reading.findings.add(errors.not_a_list(place, listed, f"one group for each {level}"))
            continue
        made.extend(_listed(reading.at(level), listed, place, known))
    return tuple(made)


def require_bounded(graph: DeterminationGraph, evidence: Evidence, most: int) -> None:
    """Raises `CaseError` for a case whose subjects cost more than `most` steps together."""
    count = Counter(said.subject.level for said in evidence.parts.values())
    steps = sum(one.visits * count[one.level] for one in costs(graph))
    if steps > most:
        raise CaseError((inside_errors.too_many_subjects(count.total(), steps, most),))


def _listed(reading: Reading, listed: tuple[Data, ...], path: Path, known: Mapping[str, Item] | None) -> list[Inside]:
    made: list[Inside] = []
    first: dict[str, Path] = {}
    for turn, one in enumerate(listed):
        place = (*path, turn)
        subject = _subject(reading, one, place, known)
        if subject is None:
            continue
        id_ = subject.subject.id
        if id_ is None:
            continue
        if id_ in first:
            reading.findings.add(inside_errors.subject_twice((*place, "id"), first[id_], reading.level, id_))
            continue
        first[id_] = (*place, "id")
        made.append(subject)
    return made


def _subject(reading: Reading, data: Data, path: Path, known: Mapping[str, Item] | None) -> Inside | None:
    found = reading.group(data, path, f"what is known of a {reading.level}")
    if found is None:
        return None
    who = Subject(level=reading.level, id=reading.text(found, "id", path), name=reading.text(found, "name", path))
    if "id" not in found.entries:
        reading.findings.add(errors.incomplete(path, "id", f"give each {reading.level} an id of its own"))
    elif who.id is not None and not is_id(who.id):
        reading.findings.add(inside_errors.no_id((*path, "id"), who.id))
    nothing = Object({})
    said = facts(reading, found, path, _KEYS, known)
    stated = given(reading, found.entries.get("given", nothing), (*path, "given"), known)
    entries = inputs(reading, found.entries.get("inputs", nothing), (*path, "inputs"), known, said)
    decided = decisions(reading, found.entries.get("decisions", ()), (*path, "decisions"))
    return Inside(
        subject=who,
        entries=entries,
        given={key: one.value for key, one in stated.items()},
        given_records={key: one for key, one in stated.items() if one != Recorded(value=one.value)},
        decisions=decided,
        inside=inside(reading, found, path, known),
    )
