"""The public surface: load a framework, evaluate a case, explain what came of it.

In: names, paths, dates, cases. Out: `Framework`, `Result`, `Explanation`, `Checked`, `Listed`.
Entry: `load`. Afterwards everything raised is a `WellledError` with its findings.
"""

from __future__ import annotations

from wellled_rules.api.checking import Checked, check, check_text
from wellled_rules.api.explanation import Explanation
from wellled_rules.api.framework import Framework
from wellled_rules.api.loading import load
from wellled_rules.api.result import Result
from wellled_rules.api.shelf import Listed, frameworks
from wellled_rules.syntax.limits import Limits
from wellled_rules.testing.run import ExampleRun

__all__ = [
    "Checked",
    "ExampleRun",
    "Explanation",
    "Framework",
    "Limits",
    "Listed",
    "Result",
    "check",
    "check_text",
    "frameworks",
    "load",
]
