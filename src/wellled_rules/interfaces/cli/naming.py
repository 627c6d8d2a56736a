"""Names of a framework as typed on the command line: an outcome with a member, a set to group by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.interfaces.cli.output import Refusal

if TYPE_CHECKING:
    from wellled_rules.api import Result
    from wellled_rules.graph.graph import DeterminationGraph

__all__ = ["Asked", "require_outcome", "require_set"]

_MOST = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One outcome of one result: `OUTCOME`, or `OUTCOME/MEMBER` where it has one for each member of a set."""

    path: str
    is_undetermined: bool


def require_outcome(graph: DeterminationGraph, result: Result, of: str | None) -> Asked:
    """The outcome that `of` names, or the headline; `Refusal` for a name or member that isn't there."""
    given: Mapping[str, Any] = result.to_dict()
    path = of if of is not None else given["headline"]
    if path is None:
        raise Refusal("there is no headline at this level", f"name one after --of: {_some('', given['outcomes'])}")
    name, *members = path.split("/")
    found: Any = _within(given["outcomes"], name, "outcome", "")
    walked = name
    sets = [axis.set for axis in graph.nodes[f"{given['subject']['level']}:{name}"].axes]
    if len(members) > len(sets):
        raise Refusal(f"`{path}` names too many members", f"write `--of {'/'.join([name, *members[: len(sets)]])}`")
    for depth, of_set in enumerate(sets):
        if depth == len(members):
            advice = f"name one after --of: {_some(f'{walked}/', found)}"
            raise Refusal(f"`{walked}` is an outcome for each {of_set}", advice)
        found = _within(found, members[depth], f"member of `{walked}`", f"{walked}/")
        walked = f"{walked}/{members[depth]}"
    return Asked(walked, found["status"] == "undetermined")


def require_set(graph: DeterminationGraph, name: str | None) -> str | None:
    """The set of that name, where one is asked for; `Refusal` where the framework has none of that name."""
    if name is not None:
        _within(graph.sets, name, "set", "")
    return name


def _within(known: Mapping[str, Any], name: str, kind: str, lead: str) -> Any:
    if name in known:
        return known[name]
    near = nearest(name, known)
    advice = f"did you mean `{lead}{near[0]}`?" if near else f"there are {_some(lead, known)}" if known else None
    raise Refusal(f"there is no {kind} `{name}`", advice)


def _some(lead: str, known: Iterable[str]) -> str:
    names = list(known)
    shown = ", ".join(f"`{lead}{name}`" for name in names[:_MOST])
    return shown if len(names) <= _MOST else f"{shown} and {len(names) - _MOST} more"
