"""The public surface: load a framework, evaluate a case, explain what came of it.

In: names, paths, dates, cases. Out: `Framework`, `Result`, `Explanation`, `Checked`, `Listed`,
`Difference`, `EvidenceUse`, `Between`, `Transition`, `Crosswalk`, `CrosswalkChain`.
Entry: `load`. Afterwards everything raised is a `WellledError` with its findings.
Each name is imported when it is first used, so that a case is evaluated without what checks rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellled_rules.api.between import (
        between_in,
        crosswalk_chains,
        crosswalks,
        crosswalks_between,
        transition_between,
        transitions,
    )
    from wellled_rules.api.checking import Checked, check, check_text
    from wellled_rules.api.difference import Difference, diff
    from wellled_rules.api.explanation import Explanation
    from wellled_rules.api.framework import Framework
    from wellled_rules.api.loading import load
    from wellled_rules.api.result import Result
    from wellled_rules.api.shelf import Listed, frameworks
    from wellled_rules.api.usage import EvidenceUse
    from wellled_rules.graph.chains import CrosswalkChain
    from wellled_rules.graph.transitions import Between, Crosswalk, Transition
    from wellled_rules.syntax.limits import Limits
    from wellled_rules.testing.run import ExampleRun

__all__ = [
    "Between",
    "Checked",
    "Crosswalk",
    "CrosswalkChain",
    "Difference",
    "EvidenceUse",
    "ExampleRun",
    "Explanation",
    "Framework",
    "Limits",
    "Listed",
    "Result",
    "Transition",
    "between_in",
    "check",
    "check_text",
    "crosswalk_chains",
    "crosswalks",
    "crosswalks_between",
    "diff",
    "frameworks",
    "load",
    "transition_between",
    "transitions",
]

_HOMES = {
    "Between": "graph.transitions",
    "Checked": "api.checking",
    "Crosswalk": "graph.transitions",
    "CrosswalkChain": "graph.chains",
    "Difference": "api.difference",
    "EvidenceUse": "api.usage",
    "ExampleRun": "testing.run",
    "Explanation": "api.explanation",
    "Framework": "api.framework",
    "Limits": "syntax.limits",
    "Listed": "api.shelf",
    "Result": "api.result",
    "Transition": "graph.transitions",
    "between_in": "api.between",
    "check": "api.checking",
    "check_text": "api.checking",
    "crosswalk_chains": "api.between",
    "crosswalks": "api.between",
    "crosswalks_between": "api.between",
    "diff": "api.difference",
    "frameworks": "api.shelf",
    "load": "api.loading",
    "transition_between": "api.between",
    "transitions": "api.between",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"wellled_rules.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
