"""How much rule text is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.library.reading import MOST_BYTES

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on rule text and on what it multiplies into; going beyond one is a finding, never a crash.

    source_bytes: size of a file in UTF-8. nesting: levels of indentation, of brackets, and operators on
    one line. name: characters of a name. text: characters between two quotes. digits: digits of one number.
    declarations: in one file, and in a framework after its modules are copied in. findings: about one file,
    after which the rest of it is not read. cells: entries that one declaration ranges over.
    steps: what one subject takes at one level.
    """

    source_bytes: int = MOST_BYTES
    nesting: int = 32
    name: int = 64
    text: int = 4_000
    digits: int = 18
    declarations: int = 20_000
    findings: int = 1_000
    cells: int = 100_000
    steps: int = 1_000_000
