"""What became of the evidence of a case, in every form in which it can be read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellled_rules.backends.usage.usage import Usage

__all__ = ["EvidenceUse"]


@dataclass(frozen=True, slots=True)
class EvidenceUse:
    """What became of each entry and each item of evidence of one case.

    usage: entries and items as data, each with what rests on it.
    """

    usage: Usage = field(repr=False)

    def to_text(self) -> str:
        """Lines of words; entries of which the same became, together."""
        from wellled_rules.backends.usage.to_text import to_text

        return to_text(self.usage)

    def to_html(self) -> str:
        """One page that loads nothing from elsewhere and works without script."""
        from wellled_rules.backends.usage.to_html import to_html

        return to_html(self.usage)

    def to_dict(self) -> dict[str, Any]:
        """JSON data in the schema `wellled.evidence/1`: each entry and each item."""
        from wellled_rules.backends.usage.to_json import to_dict

        return to_dict(self.usage)

    def to_json(self) -> str:
        """JSON text in the schema `wellled.evidence/1`."""
        return json.dumps(self.to_dict(), ensure_ascii=True, indent=2) + "\n"

    def __repr__(self) -> str:
        return f"<EvidenceUse of {len(self.usage.entries)} entries and {len(self.usage.items)} items>"

    def __str__(self) -> str:
        return self.to_text()
