"""Names of a framework as typed on the command line: an outcome with a member, a set to group by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Collect, Input
from wellled_rules.graph.subjects import at, ending
from wellled_rules.interfaces.cli.output import Refusal

if TYPE_CHECKING:
    from wellled_rules.api import Result
    from wellled_rules.api.views import OutcomeView, SubjectView, View

__all__ = ["require_grouping", "require_outcome"]

_MOST = 8


def require_outcome(result: Result, of: str | None) -> OutcomeView:
    """The outcome that `of` (`OUTCOME`, `OUTCOME/MEMBER`, a member for each set) names, or the headline.

    An input can be asked for in the same way: what people judged is published as they judged it.
    `@LEVEL/ID` behind it, and so on downwards, names a subject inside.
    `Refusal` for a name or a member that isn't there, for a member too many, and for one too few.
    """
    asked, _, where = (of or "").partition("@")
    subject = _subject(result, where) if where else None
    graph, level = result.trace.graph, result.trace.level if subject is None else subject.level
    outcomes = graph.outcomes.get(level, ())
    path = asked or graph.header.headline.get(level)
    if path is None:
        known = outcomes or tuple(one.name for one in graph.at(level) if isinstance(one, Input))
        raise Refusal("there is no headline at this level", f"name one after --of: {_some(known)}")
    name, *members = path.split("/")
    inputs = [one.name for one in graph.at(level) if isinstance(one, Input)]
    if isinstance(graph.nodes.get(f"{level}:{name}"), Collect):
        made = ", ".join(f"`{one}`" for one in _made_of(graph, level, name))
        raise Refusal(f"`{name}` is a collection, and no outcome", f"name what is made of it after --of: {made}")
    if name not in outcomes and name not in inputs:
        raise _unknown("outcome", name, (*outcomes, *inputs) if nearest(name, inputs) else outcomes)
    kind = "an input" if name in inputs else "an outcome"
    found: View = result[name] if subject is None else subject[name]
    walked = name
    for of_set in (axis.set for axis in graph.nodes[f"{level}:{name}"].axes):
        assert isinstance(found, Mapping)
        known = tuple(f"{walked}/{one}" for one in found)
        if not members:
            raise Refusal(f"`{walked}` is {kind} for each {of_set}", f"name one after --of: {_some(known)}")
        member = members.pop(0)
        if member not in found:
            raise _unknown("outcome", f"{walked}/{member}", known)
        found, walked = found[member], f"{walked}/{member}"
    if members:
        raise Refusal(f"`{path}` names a member too many", f"name `{walked}` after --of")
    assert not isinstance(found, Mapping)
    return found


def _made_of(graph: DeterminationGraph, level: str, collection: str) -> tuple[str, ...]:
    """The outcomes of a level whose own rule reads a collection."""
    reading = {node.rule for node in graph.at(level) if f"{level}:{collection}" in operands(node)}
    return tuple(name for name in graph.outcomes[level] if graph.nodes[f"{level}:{name}"].rule in reading)


def _subject(result: Result, where: str) -> SubjectView:
    """The subject inside that `LEVEL/ID...` names; `Refusal` where there is none."""
    try:
        return result.at(where)
    except KeyError:
        known = [one.path for one in result.subjects]
        if meant := ending(where, known):
            raise Refusal(f"there is no subject `{where}`", f"did you mean `{meant[0]}`?") from None
        raise _unknown("subject", where, map(at, known)) from None


def require_grouping(result: Result, outcome: OutcomeView, name: str | None) -> str | None:
    """The set of that name, where one is asked for; `Refusal` where the members lie in none of that name."""
    if name is None:
        return None
    from wellled_rules.backends.explainer.explain import find_groupings

    trace = result.trace
    known = find_groupings(trace.graph, trace, result.derivation(outcome.cell), of=outcome.cell)
    if name not in known:
        raise _unknown("set to group by", name, known)
    return name


def _unknown(kind: str, name: str, known: Iterable[str]) -> Refusal:
    """The refusal of a name that isn't there, with the nearest there is, or with all there are."""
    names = tuple(known)
    if near := nearest(name, names):
        return Refusal(f"there is no {kind} `{name}`", f"did you mean `{near[0]}`?")
    return Refusal(f"there is no {kind} `{name}`", f"there are {_some(names)}" if names else "there is none at all")


def _some(names: Iterable[str]) -> str:
    told = [f"`{name}`" for name in names]
    return ", ".join(told) if len(told) <= _MOST else f"{', '.join(told[:_MOST])} and {len(told) - _MOST} more"
