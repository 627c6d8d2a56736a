"""The parser, built once from grammar/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lark import PostLex
from lark.lexer import PatternStr

from wellled_rules.library.resources import root

__all__ = ["KEPT", "STEP", "Grammar", "Stop", "build", "grammar"]

KEPT = frozenset({"unlike"})
"""Words that begin clauses of later constructs: no names today, so that no file breaks when they arrive."""

STEP = 4
"""Spaces for one level; a tab, which is refused, counts as one level."""

_LAYOUT = frozenset({"_NL", "_INDENT", "_DEDENT"})


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser could not go on.

    kind: terminal met, "$END" at the end. start, end: its place in the text parsed.
    expected: the terminals with which a sentence could have gone on.
    """

    kind: str
    start: int
    end: int
    expected: frozenset[str]


class _Layout(PostLex):
    """Turns the spaces at the start of lines into _INDENT and _DEDENT, and reserved names into RESERVED.

    Holds no state between texts, unlike lark's own Indenter, so that threads may share a parser.
    """

    always_accept = ("_NL",)

    def __init__(self) -> None:
        self.reserved: frozenset[str] = frozenset()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """The tokens of one text with its layout; whether the steps are even is `scan`'s business."""
        levels = [0]
        last: Token | None = None
        for token in stream:
            last = token
            if token.type == "NAME" and token in self.reserved:
                yield Token.new_borrow_pos("RESERVED", token.value, token)
                continue
            yield token
            if token.type != "_NL":
                continue
            width = len(token[token.rfind("\n") + 1 :].replace("\t", " " * STEP))
            while width < levels[-1]:
                levels.pop()
                yield _at_end("_DEDENT", token)
            if width > levels[-1]:
                levels.append(width)
                yield _at_end("_INDENT", token)
        if last is not None:
            for _ in levels[1:]:
                yield _at_end("_DEDENT", last)


def _at_end(kind: str, token: Token) -> Token:
    return Token(kind, "", start_pos=token.end_pos, end_pos=token.end_pos)


class Grammar:
    """The language's parser. Thread-safe: every text has its own state."""

    def __init__(self, lark: Lark, layout: _Layout) -> None:
        self._lark = lark
        self._words = {
            terminal.name: terminal.pattern.value
            for terminal in lark.terminals
            if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha()
        }
        self.reserved = frozenset(self._shared_with_names()) | KEPT
        layout.reserved = self.reserved

    @property
    def words(self) -> frozenset[str]:
        """Every key word."""
        return frozenset(self._words.values())

    def word(self, terminal: str) -> str | None:
        """The key word that a terminal stands for; none where it stands for a class of tokens."""
        return self._words.get(terminal)

    def parse(self, text: str, start: str) -> Tree[Token] | Stop:
        """The tree of one declaration (`top`) or one clause (`item`), or where reading stopped.

        text: ends in a line end; holds only what `scan` found legal.
        """
        try:
            return self._lark.parse(text, start=start)
        except UnexpectedToken as stop:
            return Stop(
                stop.token.type,
                _position(stop.token.start_pos, text),
                _position(stop.token.end_pos, text),
                self._acceptable(stop),
            )
        except UnexpectedCharacters as stop:
            at = _position(stop.pos_in_stream, text)
            return Stop("", at, at + 1, frozenset(stop.allowed or ()))

    def _shared_with_names(self) -> Iterator[str]:
        """Words that stand in a parser state beside NAME: exactly these can be no names.

        Contextual lexing alone would make such a word a name here and a key word there.
        """
        for actions in self._table().states.values():
            if "NAME" in actions:
                yield from (self._words[kind] for kind in actions if kind in self._words)

    def _table(self) -> Any:
        # NOTE: lark offers its table in no other way than by this private name.
        return self._lark.parser.parser._parse_table

    def _acceptable(self, stop: UnexpectedToken) -> frozenset[str]:
        """Terminals that lead on from where the parser stopped, tried on the states alone."""
        states = self._table().states
        cursor: Any = stop.interactive_parser
        stack: list[Any] = cursor.parser_state.state_stack
        kinds = [kind for kind in states[stack[-1]] if kind.isupper()]
        return frozenset(kind for kind in kinds if _leads_on(states, list(stack), kind))


def _position(offset: int | None, text: str) -> int:
    return len(text) if offset is None else offset


def _leads_on(states: Any, stack: list[Any], kind: str) -> bool:
    """Whether the parser, from `stack`, takes a token of `kind` after the reductions it calls for."""
    while True:
        action = states[stack[-1]].get(kind)
        if action is None:
            return False
        step, rule = action
        if step.name == "Shift":
            return True
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        stack.append(states[stack[-1]][rule.origin.name][1])


def build(*, strict: bool = False) -> Grammar:
    """A parser built afresh; `strict` refuses every conflict and overlap (needs `interegular`)."""
    folder = root() / "grammar"
    layout = _Layout()
    lark = Lark(
        (folder / "wellled.lark").read_text(encoding="utf-8"),
        start=["top", "item"],
        parser="lalr",
        lexer="contextual",
        postlex=layout,
        strict=strict,
        maybe_placeholders=True,
        propagate_positions=_has_place,
        import_paths=[_loader],
    )
    return Grammar(lark, layout)


def _has_place(child: object) -> bool:
    """Whether a part counts for the span of the whole: layout at the end of a clause is none of it."""
    return not (isinstance(child, Token) and child.type in _LAYOUT)


def _loader(_base: object, path: str) -> tuple[str, str]:
    """The grammar file that an %import names, from wherever the library lies."""
    return path, (root() / "grammar" / path).read_text(encoding="utf-8")


_building = Lock()


@lru_cache(maxsize=1)
def _built() -> Grammar:
    return build()


def grammar() -> Grammar:
    """The parser, built at the first call; safe to call from several threads."""
    with _building:
        return _built()
