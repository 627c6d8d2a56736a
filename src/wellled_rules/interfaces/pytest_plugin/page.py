"""A Markdown page as its fenced blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Block", "blocks", "replaced"]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*([^`]*)$")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: ```KIND option=value flag.

    text: what stands between the fences, with its line ends. line: page line (from 1) of its first line.
    section: counts the headings before it, 0 above the first. heading: the last of them.
    """

    kind: str
    text: str
    line: int
    section: int
    heading: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """Lines without their ends."""
        return self.text.splitlines()

    @property
    def file(self) -> str | None:
        """The file of the page's folder that this block is, if it is one."""
        return self.options.get("file")

    @property
    def module(self) -> str | None:
        """The module that this block is, if it is one."""
        return self.options.get("module")


def blocks(page: str) -> list[Block]:
    """All fenced blocks of a page in order; a fence that nothing closes runs to the end, as in Markdown."""
    found: list[Block] = []
    section, heading = 0, ""
    lines = page.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if fence := _FENCE.match(line):
            end = _closing(lines, number, fence[1])
            kind, options = _tag(fence[2])
            text = "".join(f"{inner}\n" for inner in lines[number:end])
            found.append(Block(kind, text, number + 1, section, heading, options))
            number = end + 1
        elif title := _HEADING.match(line):
            section, heading = section + 1, title[1]
    return found


def replaced(page: str, block: Block, text: str) -> str:
    """The page with the inside of `block` (read from this very page) replaced by `text`."""
    lines = page.splitlines(keepends=True)
    start = block.line - 1
    return "".join([*lines[:start], text, *lines[start + len(block.lines) :]])


def _closing(lines: list[str], start: int, fence: str) -> int:
    close = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    return next((i for i in range(start, len(lines)) if close.match(lines[i])), len(lines))


def _tag(words: str) -> tuple[str, dict[str, str]]:
    kind, *rest = words.split() or [""]
    pairs = (word.partition("=") for word in rest)
    return kind, {key: value for key, _, value in pairs}
