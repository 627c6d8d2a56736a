"""Write a rating framework once, in plain rules; evaluate it exactly and show why.

In: a framework in the rule language, and a case. Out: a result with its reasons. Entry: `load`.
Names are imported when they are first used, so that `import wellled_rules` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellled_rules.api import (
        Between,
        Checked,
        Crosswalk,
        CrosswalkChain,
        Difference,
        EvidenceUse,
        Explanation,
        Framework,
        Limits,
        Listed,
        Result,
        Transition,
        between_in,
        check,
        crosswalk_chains,
        crosswalks,
        crosswalks_between,
        diff,
        frameworks,
        load,
        transition_between,
        transitions,
    )
    from wellled_rules.diagnostics.errors import (
        CaseError,
        FrameworkError,
        FrameworkNotFound,
        HistoryError,
        WellledError,
    )
    from wellled_rules.history.timeline import Timeline, timeline

__all__ = [
    "Between",
    "CaseError",
    "Checked",
    "Crosswalk",
    "CrosswalkChain",
    "Difference",
    "EvidenceUse",
    "Explanation",
    "Framework",
    "FrameworkError",
    "FrameworkNotFound",
    "HistoryError",
    "Limits",
    "Listed",
    "Result",
    "Timeline",
    "Transition",
    "WellledError",
    "between_in",
    "check",
    "crosswalk_chains",
    "crosswalks",
    "crosswalks_between",
    "diff",
    "frameworks",
    "load",
    "timeline",
    "transition_between",
    "transitions",
]

_ERRORS = frozenset({"CaseError", "FrameworkError", "FrameworkNotFound", "HistoryError", "WellledError"})
_OVER_TIME = frozenset({"Timeline", "timeline"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "wellled_rules.api"
    if name in _ERRORS:
        home = "wellled_rules.diagnostics.errors"
    elif name in _OVER_TIME:
        home = "wellled_rules.history.timeline"
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
