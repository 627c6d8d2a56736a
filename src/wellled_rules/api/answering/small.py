"""Inputs that are small: each level of theirs is a single digit, and is the code of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wellled_rules.api.answering.entries import Reader
from wellled_rules.backends.compiled.accept import is_gap
from wellled_rules.backends.compiled.program import Program
from wellled_rules.values.missing import Missing
from wellled_rules.values.types import ScaleType

__all__ = ["Small", "small"]


class Small(NamedTuple):
    """What the entries of a small input may be. numbers: its levels, a byte each.

    words: what else may be written -> its code, where it is hashed as it is written and leaves nothing open.
    """

    numbers: bytes
    words: Mapping[str, int]

    @property
    def digits(self) -> bytes:
        """The levels as JSON has them."""
        return "".join(map(str, self.numbers)).encode()


def small(program: Program, reader: Reader) -> Small | None:
    """What the entries of an input may be; None where it is not small, or where not all of them are asked for."""
    slot, type_, cells = reader.slot, reader.node.type, program.graph.cells(reader.node)
    if slot is None or slot.codes is None or not isinstance(type_, ScaleType) or not cells:
        return None
    own = [one for one in type_.scale.by_rank if one.id.isdecimal() and slot.codes[one] == int(one.id) < 10]
    levels = [int(one.id) for one in own]
    is_own = len(own) == len(type_.scale.by_rank) and not any(is_gap(slot, one) for one in levels)
    asked = {one.where for one in program.asked}
    if not is_own or not all((reader.node.name, one) in asked for one in cells):
        return None
    words = {str(one): code for one, code in slot.codes.items() if isinstance(one, Missing)}
    if max(0, *words.values()) > 255 or not all(is_gap(slot, one) for one in words.values()):
        return None
    return Small(bytes(levels), {word: code for word, code in words.items() if reader.reads_as_written(word)})
