"""Where in a case an entry was written: under the inputs or with the subject, member by member."""

from __future__ import annotations

from wellled_rules.cases.document import Data, Object, Path
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input
from wellled_rules.values.coercion import Coercion
from wellled_rules.values.scale import Member

__all__ = ["entry_place"]


def entry_place(case: Object, subject: Path, graph: DeterminationGraph, node: Input, members: tuple[str, ...]) -> Path:
    """The path in a case of the entry of an input for some members, as deep as it can be followed.

    subject: where the subject stands in the case; empty for the one that the case is about, whose facts stand under
    `subject`. Members may be written by their titles.
    """
    under = (*subject, "inputs", node.name)
    fact = (*(subject or ("subject",)), node.name)
    is_fact = not _is_there(case, under) and _is_there(case, fact)
    place = fact if is_fact else under
    read = Coercion(graph.level_of(node.id))
    for axis, member in zip(node.axes, members, strict=True):
        here = _at(case, place)
        named = {key: read.member(graph.sets[axis.set], key) for key in (here if isinstance(here, Object) else ())}
        found = next((key for key, one in named.items() if isinstance(one, Member) and one.id == member), None)
        if found is None:
            return place
        place = (*place, found)
    return place


def _is_there(case: Object, place: Path) -> bool:
    above = _at(case, place[:-1])
    return isinstance(above, Object) and place[-1] in above.entries


def _at(case: Object, place: Path) -> Data:
    """What stands at a path; nothing where it can't be followed."""
    here: Data = case
    for part in place:
        if isinstance(here, Object) and isinstance(part, str):
            here = here.entries.get(part)
        elif isinstance(here, tuple) and isinstance(part, int):
            here = here[part] if part < len(here) else None
        else:
            return None
    return here
