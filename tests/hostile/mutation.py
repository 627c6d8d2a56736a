"""Inputs made from a corpus: broken byte by byte, word by word or line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

__all__ = ["Breaking", "Edit", "broken", "bytewise", "edited", "linewise", "wordwise"]

Edit = tuple[int, int, bytes]
"""Place, how many bytes go, what comes instead."""

_WORDS = re.compile(rb'"[^"\n]*"|[\w.@-]+|[^\S\n]+|.|\n')
_EDITS = (1, 1, 2, 3, 8)


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    """`data` with so many bytes replaced by a piece, edit after edit; places wrap around."""
    for place, length, piece in edits:
        start = place % (len(data) + 1)
        data = data[:start] + piece + data[start + length :]
    return data


def bytewise(data: bytes, corpus: Sequence[bytes], pieces: Sequence[bytes], chance: Random) -> bytes:
    """A few bytes replaced by sharp pieces, or by what stands elsewhere in the corpus."""
    edits = []
    for _ in range(chance.choice(_EDITS)):
        piece = chance.choice(pieces)
        if chance.random() < 0.5:
            other = chance.choice(corpus)
            start = chance.randrange(len(other))
            piece = other[start : start + chance.choice((1, 4, 40, 400))]
        edits.append((chance.randrange(1 << 20), chance.choice((0, 0, 1, 4, 40)), piece))
    return edited(data, edits)


def wordwise(data: bytes, corpus: Sequence[bytes], pieces: Sequence[bytes], chance: Random) -> bytes:
    """A few words put out, said twice, swapped, or replaced by words of the corpus; spacing is left alone."""
    return b"".join(_shuffled(_WORDS.findall(data), _WORDS.findall(chance.choice(corpus)), pieces, chance))


def linewise(data: bytes, corpus: Sequence[bytes], pieces: Sequence[bytes], chance: Random) -> bytes:
    """A few lines put out, said twice, swapped, moved further in or out, or replaced by lines of the corpus."""
    lines = data.splitlines(keepends=True)
    if lines and chance.random() < 0.3:
        turn = chance.randrange(len(lines))
        depth = 4 * chance.randint(0, 3) + chance.choice((0, 0, 0, 1))
        lines[turn] = b" " * depth + lines[turn].lstrip(b" ")
    return b"".join(_shuffled(lines, chance.choice(corpus).splitlines(keepends=True), pieces, chance))


def _shuffled(parts: list[bytes], others: Sequence[bytes], pieces: Sequence[bytes], chance: Random) -> list[bytes]:
    for _ in range(chance.choice(_EDITS)):
        if not parts:
            return list(others[:1])
        turn, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(6):
            case 0:
                del parts[turn]
            case 1:
                parts.insert(other, parts[turn])
            case 2:
                parts[turn], parts[other] = parts[other], parts[turn]
            case 3 if chance.random() < 0.2:
                parts[turn] = chance.choice(pieces)
            case _:
                parts[turn] = chance.choice(others) if others else parts[other]
    return parts


Breaking = Callable[[bytes, Sequence[bytes], Sequence[bytes], Random], bytes]


def broken(
    corpus: Sequence[bytes], pieces: Sequence[bytes], seed: int, ways: Sequence[Breaking] = (bytewise,)
) -> Iterator[bytes]:
    """Inputs without end, each one of the corpus, broken in one of the ways."""
    chance = Random(seed)
    while True:
        yield chance.choice(ways)(chance.choice(corpus), corpus, pieces, chance)
