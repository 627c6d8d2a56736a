"""How large a case may be."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LIMITS", "CaseLimits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLimits:
    """Bounds on a case; each may be set, and reading costs time and memory in proportion to them.

    text_bytes: of a JSON text. yaml_bytes: of a YAML text, which takes a hundred times as long to read as JSON.
    depth: of mappings and lists in each other. values: of everything that is written, keys left aside.
    digits: of a number, before and after its point together. name_length: of a key, in characters. steps: of the rules
    for all subjects of a case together, which is what working it out costs.
    """

    text_bytes: int = 8 * 2**20
    yaml_bytes: int = 2**18
    depth: int = 64
    values: int = 1_000_000
    digits: int = 18
    name_length: int = 4_000
    steps: int = 10_000_000


LIMITS = CaseLimits()
