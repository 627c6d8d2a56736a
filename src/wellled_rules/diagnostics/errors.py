"""The exceptions of the public surface.

WellledError
├── FrameworkNotFound   no framework, version or file of that name
├── FrameworkError      the framework's rules don't check
├── CaseError           the case is refused; nothing was evaluated
└── HistoryError        the history contradicts itself, or a case in it is refused
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["CaseError", "FrameworkError", "FrameworkNotFound", "HistoryError", "WellledError"]


class WellledError(Exception):
    """Anything this package refuses. diagnostics: all findings, in reading order, never empty."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [one for one in self.diagnostics if one.is_error] or list(self.diagnostics)
        more = "" if len(errors) < 2 else f" (and {len(errors) - 1} more)"
        super().__init__(f"{errors[0].headline}{more}" if errors else "refused")

    def to_dict(self) -> dict[str, Any]:
        """All findings as JSON data (`wellled.diagnostics/1`), for whoever sent what was refused."""
        from wellled_rules.diagnostics.render.machine import document

        return document(self.diagnostics)

    def __reduce__(self) -> tuple[type[WellledError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class FrameworkNotFound(WellledError):  # noqa: N818 - the name is part of the public surface
    """No framework, version or file of that name."""


class FrameworkError(WellledError):
    """The framework's rules don't check."""


class CaseError(WellledError):
    """The case is refused; nothing was evaluated."""


class HistoryError(WellledError):
    """The history contradicts itself, or a case in it is refused; nothing is told of it."""
