"""Rule snippets of a page: the findings they declare against the findings they give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.render import human
from wellled_rules.interfaces.pytest_plugin.page import Block

__all__ = ["UNASKED_OF_FRAGMENTS", "Check", "Snippet", "problems", "whole"]

Check: TypeAlias = Callable[[Mapping[str, str], str, Mapping[str, str]], Iterable[Diagnostic]]
"""files by name, the entry's name, modules by name -> findings."""

UNASKED_OF_FRAGMENTS = frozenset({"no-headline", "uncited-rule", "unread-input", "unused-name"})
"""Findings that a fragment may give without declaring them: it shows one thing, and cites and completes nothing."""

_LONE = "snippet.wlr"
_MARK = re.compile(r"#\s*(error|warning)(-next|-previous)?:\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?=#|$)")
_WHOLE = re.compile(r"^(?:framework|module)\b", re.MULTILINE)
_OPENING = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*language\b")
_STEP = {"": 0, "-next": 1, "-previous": -1}


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is checked at once: files of one framework, the last of them the entry, and modules to `use`."""

    files: tuple[Block, ...]
    modules: tuple[Block, ...] = ()

    @property
    def entry(self) -> Block:
        """The block from which the check starts."""
        return self.files[-1]


@dataclass(frozen=True, slots=True, order=True)
class _Finding:
    """A finding as declared or as given; line: of the page, 0 for the header put around a fragment."""

    line: int
    severity: str
    code: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "the header put around the fragment"
        return f"{self.severity}: {self.code} ({where})"


def whole(block: Block) -> bool:
    """Whether the block is a complete file; else it is a fragment, and a header is put before it."""
    named = block.file is not None or block.module is not None or "whole" in block.options
    return named or bool(_WHOLE.search(block.text) or _OPENING.search(block.text))


def problems(snippet: Snippet, check: Check) -> list[str]:
    """What differs between the findings declared and those given; empty where nothing does.

    A finding without a place, or in a file that is no block of the page, counts on the entry's first line.
    """
    fragment = not whole(snippet.entry)
    header = _header(snippet.entry.text) if fragment else ""
    files = {block.file or _LONE: block.text for block in snippet.files}
    files[snippet.entry.file or _LONE] = header + snippet.entry.text
    modules = {block.module or "": block.text for block in snippet.modules}
    blocks = (*snippet.files, *snippet.modules)
    declared = Counter(mark for block in blocks for mark in _marks(block))
    given: Counter[_Finding] = Counter()
    shown: dict[_Finding, Diagnostic] = {}
    for one in check(files, snippet.entry.file or _LONE, modules):
        finding = _Finding(_page_line(snippet, one, header.count("\n")), one.severity.value, one.code)
        if one.severity is Severity.NOTE:
            continue
        if fragment and one.code in UNASKED_OF_FRAGMENTS and finding not in declared:
            continue
        given[finding] += 1
        shown[finding] = one
    told = [f"declared, but not given: {finding}" for finding in sorted((declared - given).elements())]
    for finding in sorted((given - declared).elements()):
        told.append(f"given, but not declared: {finding}\n{human.render([shown[finding]])}")
    return told


def _header(text: str) -> str:
    """What a fragment leaves out: the language, a framework that covers its first level, and that level.

    The headline is the first thing determined, where something is.
    """
    declared = re.search(r"^level +([a-z][a-z0-9_]*)(?=\s)", text, re.MULTILINE)
    level = declared[1] if declared else "subject"
    lines = [
        "language 1",
        "",
        'framework tutorial-snippet@2024-01 "Snippet"',
        '    regulator "Nobody"',
        "    status draft",
        f"    covers {level}",
    ]
    if outcome := re.search(r"^determine +([a-z][a-z0-9_]*)(?=\s)", text, re.MULTILINE):
        lines.append(f"    headline {outcome[1]} at {level}")
    if not declared:
        lines += ["", 'level subject "Subject"']
    return "\n".join([*lines, "", ""])


def _marks(block: Block) -> Iterator[_Finding]:
    for number, line in enumerate(block.lines, start=block.line):
        for severity, step, codes in _MARK.findall(line):
            for code in codes.split(","):
                yield _Finding(number + _STEP[step], severity, code.strip())


def _page_line(snippet: Snippet, one: Diagnostic, before: int) -> int:
    """Page line of a finding; `before`: how many lines of header stand before the entry's own."""
    if one.primary is None:
        return snippet.entry.line
    name, line = one.primary.span.source.name, one.primary.span.line
    for block in snippet.files:
        if name == (block.file or _LONE):
            inside = line - (before if block is snippet.entry else 0)
            return block.line + inside - 1 if inside > 0 else 0
    for block in snippet.modules:
        if _is_module(name, block.module or ""):
            return block.line + line - 1
    return snippet.entry.line


def _is_module(name: str, module: str) -> bool:
    """Whether `name` calls the file of `module`: `a.b`, `a.b.wlr` or `…/a/b.wlr`."""
    path = module.replace(".", "/") + ".wlr"
    return name in (module, f"{module}.wlr", path) or name.endswith("/" + path)
