"""Texts written like an earlier one but for names, the day and entries: read without parsing the entries anew.

A text is cut before its inputs. What comes before is parsed as ever. What follows is blanked: each digit that is a
level, and each word that may stand for one, becomes the same byte. Where the blanked text is that of a case which was
read in full, with an entry in every blank, it says what that case says but for what stands in the blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from wellled_rules.api.answering.entries import Reader, UntakenError
from wellled_rules.api.answering.parsing import canonical_bytes, loads
from wellled_rules.api.answering.small import Small, small
from wellled_rules.api.answering.take import Take
from wellled_rules.backends.compiled.accept import Code
from wellled_rules.backends.compiled.program import Program
from wellled_rules.graph.nodes import Input

__all__ = ["FREE", "Blanks", "Day", "Filled", "Heading", "Opening", "cut"]

_INPUTS, _CLOSED = b'"inputs"', b'"inputs":0}'
_HEADINGS = frozenset({"subject", "assessed_on", "inputs"})
FREE = ("id", "name")
"""Texts of a subject that no rule reads, as they are sorted."""
_NOBODY: dict[str, Any] = {}
_MARK, _HOLE = "\1", b"\0"
_PLAIN = bytes(range(128))
_AS_WRITTEN = bytes((*b"\t\n\r", *(one for one in range(0x20, 0x7F) if one != 0x5C)))
"""What stands in a text as it is hashed and answered: no escape, and nothing that is escaped. Quotes end it."""
_SOME_DAY = date(1, 1, 1)
"""Found among codes by what it is, not by what it equals."""
_MOST_HEAD, _MOST_WORDS, _MOST_LEARNT, _MOST_ALIKE = 1_000, 8, 256, 8

Path: TypeAlias = "tuple[str, ...]"
"""An input, and members."""

Opening: TypeAlias = "Callable[[Mapping[str, str], str, str], str]"
"""(JSON of each text of the subject, JSON of the day, hash) -> what an answer begins with."""


class Day(NamedTuple):
    """The day of an assessment. asked: its code, where a rule asks for it. text: JSON.

    canonical, hashed: its part of what is hashed, as data, and as JSON that more follows.
    """

    asked: tuple[Code, ...]
    canonical: Mapping[str, str]
    hashed: bytes
    text: str


Heading: TypeAlias = "tuple[bytes, dict[str, Any], bytes]"
"""A text cut before its inputs: the first part, what it says with 0 for them, and the rest."""

Filled: TypeAlias = "tuple[tuple[Code, ...], int, bytes]"
"""A text that was read: codes, what was seen, and what its answer begins with."""


class _Form(NamedTuple):
    """The text of a case. blanked: with blanks. entries: what stands in them, in the order of the program.

    canonical: what is hashed between the day and the texts of the subject, in ASCII but for entries, each of which is a
    byte of its own from 128 on. rest: what the bytes after these become. whom: what is hashed of the subject: before
    its texts, between them, and after. opening: the same of what an answer begins with, then what stands between the
    day and the hash, and after that.
    codes: those of entries, and of the day -> of all that is asked, in the order of the program. digits, words: what is
    seen of a blank that holds one.
    """

    blanked: bytes
    entries: Callable[[bytes], tuple[int, ...]]
    canonical: bytes
    rest: bytes
    whom: tuple[str, str, str]
    opening: tuple[str, str, str, str, str]
    codes: Callable[[bytes, tuple[Code, ...]], tuple[Code, ...]]
    digits: int
    words: int


class _Frame(NamedTuple):
    """Texts with the same keys before their inputs. colons: one a key. free: keys of texts of the subject.

    facts: all else said of it. forms: by the length of a text with marks for words, and the facts. lengths: of texts
    with a digit in every blank.
    """

    colons: int
    free: tuple[str, ...]
    facts: Callable[[Mapping[str, Any]], object]
    lengths: set[int]
    forms: dict[tuple[int, object], list[_Form]]


def cut(body: bytes) -> Heading | None:
    """A text cut before its inputs; None where they are not there, are late, or are no heading."""
    at = body.find(_INPUTS)
    if not 0 < at <= _MOST_HEAD:
        return None
    before = body[:at]
    try:
        return before, loads(before + _CLOSED), body[at:]
    except ValueError:
        return None


class Blanks:
    """Forms of the first texts of one level. Inputs that are small in one way have blanks.

    take: the function that takes such inputs at once.
    """

    def __init__(self, program: Program, known: Mapping[str, Reader], take: Take) -> None:
        found = {name: one for name, reader in known.items() if (one := small(program, reader)) is not None}
        self._program, self._take = program, take
        self._small = next(iter(found.values()), Small(b"", {}))
        self._names = frozenset(name for name, one in found.items() if one == self._small)
        self._frames: dict[tuple[str | int, ...], _Frame] = {}
        self._room = _MOST_LEARNT if self._names and len(self._small.words) <= _MOST_WORDS else 0
        # No text of JSON has a control character, and these are no white space.
        marks = {word: bytes((turn,)) for turn, word in enumerate(self._small.words, 1)}
        self._marks = [(f'"{word}"'.encode(), mark) for word, mark in marks.items()]
        self._digits, self._signs = self._small.digits, b"".join(marks.values())
        codes = bytes((*self._small.numbers, *self._small.words.values())) if self._room else b""
        signs = (self._digits + self._signs)[: len(codes)]
        self._codes = bytes.maketrans(signs, codes)
        self._blanked = bytes.maketrans(signs, _HOLE * len(signs))

    def read(self, heading: Heading, day: Day) -> Filled:
        """A text like one that was learnt; raises `UntakenError`, `KeyError` or `TypeError` for another."""
        before, data, after = heading
        subject = data.get("subject", _NOBODY)
        colons, free, facts, lengths, forms = self._frames[(*data, 0, *subject)]
        if before.count(b":") != colons or subject.__class__ is not dict:
            # A key stands twice, or a colon in a text could hide that it does.
            raise UntakenError
        if before.translate(None, _AS_WRITTEN):
            # A text is not answered or hashed as it is written.
            raise UntakenError
        is_marked = len(after) not in lengths
        if is_marked:
            after = self._marked(after)
        blanked = after.translate(self._blanked)
        for form in forms[len(after), facts(subject)]:
            if form.blanked == blanked:
                break
        else:
            raise UntakenError
        raw = bytes(form.entries(after))
        words, seen = raw.translate(None, self._digits), form.digits
        if words and not is_marked:
            raise UntakenError
        canonical = day.hashed + form.canonical.translate(_PLAIN + raw + form.rest)
        if words:
            if words.translate(None, self._signs):
                raise UntakenError
            seen = form.words | (seen if len(words) < len(raw) else 0)
            for word, mark in self._marks:
                canonical = canonical.replace(mark, word)
        # What is no text is none that can be joined.
        texts = [*map(subject.__getitem__, free)]
        first, between, last = form.whom
        canonical += f"{first}{between.join(texts)}{last}".encode()
        first, between, middle, hashed, last = form.opening
        opening = f"{first}{between.join(texts)}{middle}{day.text}{hashed}{sha256(canonical).hexdigest()}{last}"
        return form.codes(raw.translate(self._codes), day.asked), seen, opening.encode()

    def learn(self, heading: Heading, data: Mapping[str, Any], merged: Mapping[str, Any], opening: Opening) -> None:
        """Keep the form of a text, if it is one that can have others like it.

        data: what the text says, each key once. merged: its inputs with the facts of its subject, taken at once.
        """
        _, headings, text = heading
        subject = data.get("subject", _NOBODY)
        free = tuple(one for one in FREE if one in subject)
        facts = tuple(one for one in subject if one not in FREE)
        if not self._room or not data.keys() <= _HEADINGS or not all(isinstance(subject[one], str) for one in facts):
            return
        if [*data][-1] != "inputs":
            return
        after = self._marked(text)
        frame = _Frame(len(data) - 1 + len(subject), free, itemgetter(*facts) if facts else _nothing, set(), {})
        frame = self._frames.setdefault((*headings, 0, *subject), frame)
        alike = frame.forms.setdefault((len(after), frame.facts(subject)), [])
        if len(alike) >= _MOST_ALIKE or any(one.blanked == after.translate(self._blanked) for one in alike):
            return
        # Texts that are all different are not looked at for ever.
        self._room -= 1
        places = self._places(after, data["inputs"])
        form = None if places is None else self._form(after, merged, places, free, opening)
        if form is not None:
            alike.append(form)
            frame.lengths.add(len(after))

    def _places(self, after: bytes, inputs: Mapping[str, Any]) -> Mapping[Path, int] | None:
        """Where each entry stands in a text with marks for words; None for a text with other digits."""
        written = [path for name in inputs if name in self._names for path in _leaves((name,), inputs[name])]
        places = [place for place, one in enumerate(after) if one in self._digits + self._signs]
        if len(places) != len(written):
            return None
        return dict(zip(written, places, strict=True))

    def _form(
        self,
        after: bytes,
        merged: Mapping[str, Any],
        places: Mapping[Path, int],
        free: Sequence[str],
        opening: Opening,
    ) -> _Form | None:
        """What is known of a text; None where it has too many entries for a byte each, or too few to choose among."""
        asked = [
            (slot.where[0], *slot.where[1]) if isinstance(slot.node, Input) else () for slot in self._program.asked
        ]
        turns = {path: turn for turn, path in enumerate(path for path in asked if path in places)}
        hashed = canonical_bytes({"inputs": self._said(merged, lambda path: f"{_MARK}{turns[path]}")})
        if not 1 < len(turns) <= len(_PLAIN):
            return None
        # What was taken at once are ids and numbers.
        assert hashed.isascii()
        for turn in turns.values():
            hashed = hashed.replace(f'"\\u0001{turn}"'.encode(), bytes((len(_PLAIN) + turn,)))
        codes, _, digits, _ = self._take(self._said(merged, lambda _: self._small.numbers[0]), (_SOME_DAY,))
        words = 0
        if self._small.words:
            word = next(iter(self._small.words))
            _, _, words, _ = self._take(self._said(merged, lambda _: word), (_SOME_DAY,))
        by_day = [place for place, code in enumerate(codes) if code is _SOME_DAY]
        others = [place for place, path in enumerate(asked) if path not in turns and place not in by_day]
        order = [*(place for place, path in enumerate(asked) if path in turns), *others, *by_day]
        whom = canonical_bytes({"level": self._program.level, **dict.fromkeys(free, _MARK)}).decode()
        told = f'"subject":{whom}}}'.split(r"\u0001")
        *begins, between, last = opening(dict.fromkeys(free, f'"{_MARK}"'), _MARK, _MARK).split(_MARK)
        return _Form(
            blanked=after.translate(self._blanked),
            entries=itemgetter(*(places[path] for path in turns)),
            canonical=hashed[1:-1] + b",",
            rest=bytes(len(_PLAIN) - len(turns)),
            whom=_ends(told),
            opening=(*_ends(begins), between, last),
            codes=_arranged(tuple(codes[place] for place in others), order, is_of_day=bool(by_day)),
            digits=digits,
            words=words,
        )

    def _said(self, merged: Mapping[str, Any], entry: Callable[[Path], object]) -> Mapping[str, Any]:
        """The inputs with something else for each entry."""
        return {name: _with((name,), one, entry) if name in self._names else one for name, one in merged.items()}

    def _marked(self, text: bytes) -> bytes:
        for word, mark in self._marks:
            if mark in text:
                raise UntakenError
            text = text.replace(word, mark)
        return text


def _ends(parts: Sequence[str]) -> tuple[str, str, str]:
    """What stands before some texts, between them and after; there are two at most."""
    first, *between = parts
    last = between.pop() if between else ""
    return first, "".join(between), last


def _arranged(
    others: tuple[Code, ...], order: Sequence[int], *, is_of_day: bool
) -> Callable[[bytes, tuple[Code, ...]], tuple[Code, ...]]:
    """(codes of entries, of the day) -> all. others: codes of what is neither. order: their places, all together."""
    small = [one for one in others if isinstance(one, int) and 0 <= one < 256]
    if not is_of_day and order == sorted(order) and len(small) == len(others):
        rest = bytes(small)
        return lambda entries, _: tuple(entries + rest)
    pick = itemgetter(*map(order.index, range(len(order))))
    return lambda entries, day: pick((*entries, *others, *day))


def _nothing(_: Mapping[str, Any]) -> object:
    """The facts of a subject of which none is said."""
    return ()


def _leaves(path: Path, said: Any) -> Iterator[Path]:
    if not isinstance(said, dict):
        yield path
        return
    for word, below in said.items():
        yield from _leaves((*path, word), below)


def _with(path: Path, said: Any, leaf: Callable[[Path], object]) -> Any:
    if not isinstance(said, dict):
        return leaf(path)
    return {word: _with((*path, word), below, leaf) for word, below in said.items()}
