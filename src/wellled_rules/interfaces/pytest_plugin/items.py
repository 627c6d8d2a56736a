"""The pytest items of a page."""

from __future__ import annotations

import doctest
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from wellled_rules.diagnostics.report import Report
from wellled_rules.interfaces.pytest_plugin import console, page
from wellled_rules.interfaces.pytest_plugin.page import Block
from wellled_rules.interfaces.pytest_plugin.snippet import Snippet, problems

__all__ = ["PageFile"]

_UPDATE = "WELLLED_UPDATE_PAGES"


class PageError(Exception):
    """What a page says is not what happens."""


class PageFile(pytest.File):
    """A Markdown page."""

    def collect(self) -> Iterator[pytest.Item]:
        """Items in page order; Python blocks of a page share their names and are one item."""
        found = page.blocks(self.path.read_text(encoding="utf-8"))
        yield from self._snippets(found)
        for index, block in enumerate(found):
            if block.kind == "console":
                yield ConsoleItem.from_parent(self, block=block, index=index)
        if python := [block for block in found if block.kind == "python"]:
            yield PythonItem.from_parent(self, blocks=python)

    def _snippets(self, found: list[Block]) -> Iterator[pytest.Item]:
        modules: list[Block] = []
        rules = [block for block in found if block.kind == "wellled"]
        for index, block in enumerate(rules):
            later = rules[index + 1 :]
            if block.module is not None:
                if all(other.module is not None for other in later):
                    raise self.CollectError(f"{self.path}:{block.line}: no block after this module uses it")
                modules.append(block)
            elif block.file is None:
                yield SnippetItem.from_parent(self, snippet=Snippet((block,), tuple(modules)))
            elif not any(_together(block, other) for other in later) and "unchecked" not in block.options:
                files = tuple(other for other in rules[:index] if _together(block, other))
                yield SnippetItem.from_parent(self, snippet=Snippet((*files, block), tuple(modules)))


def _together(block: Block, other: Block) -> bool:
    """Whether two blocks are files of one framework: both named, under one heading, to be checked."""
    named = other.file is not None and "unchecked" not in other.options
    return named and block.section == other.section


class PageItem(pytest.Item):
    """One thing that a page claims, named by the heading and the line of its block."""

    def __init__(self, *, block: Block, **pytest_own: Any) -> None:
        super().__init__(name=f"{block.heading or 'top'}, line {block.line}", **pytest_own)
        self.block = block

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says the item is."""
        return self.path, self.block.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference alone where the page is wrong; everything where the engine broke."""
        if isinstance(excinfo.value, PageError | doctest.DocTestFailure):
            return f"{self.path}:{self.block.line}\n{_said(excinfo.value)}"
        return super().repr_failure(excinfo, style)


def _said(error: PageError | doctest.DocTestFailure) -> str:
    if isinstance(error, PageError):
        return str(error)
    checker = doctest.OutputChecker()
    return f">>> {error.example.source}{checker.output_difference(error.example, error.got, doctest.ELLIPSIS)}"


class SnippetItem(PageItem):
    """A rule snippet gives the findings it declares."""

    def __init__(self, *, snippet: Snippet, **pytest_own: Any) -> None:
        super().__init__(block=snippet.entry, **pytest_own)
        self.snippet = snippet

    def runtest(self) -> None:
        """Check the snippet as `wellled check` would."""
        if told := problems(self.snippet, _check):
            raise PageError("\n".join(told))


def _check(files: Mapping[str, str], entry: str, modules: Mapping[str, str]) -> Report:
    # Imported at run time: a session that collects no snippet does not load the engine.
    from wellled_rules.api import check_text

    return check_text(files, entry, modules)


class ConsoleItem(PageItem):
    """A transcript prints what it shows."""

    def __init__(self, *, index: int, **pytest_own: Any) -> None:
        super().__init__(**pytest_own)
        self.index = index

    def runtest(self) -> None:
        """Run the commands among the page's files; rewrite the page where that is asked for."""
        text = self.path.read_text(encoding="utf-8")
        found = page.blocks(text)
        with console.desk(self.config.rootpath, _files(found[: self.index])):
            given = console.replay(self.block.text, console.installed())
        expected = console.commands(self.block.text)
        wrong = [(want, have) for want, have in zip(expected, given) if not _agree(want, have)]
        if wrong and os.environ.get(_UPDATE) == "1":
            kept = (want if _agree(want, have) else have for want, have in zip(expected, given))
            new = "".join(command.transcript() for command in kept)
            self.path.write_text(page.replaced(text, found[self.index], new), encoding="utf-8")
        elif wrong:
            raise PageError(
                "\n".join(f"shown:\n{want.transcript()}\nprinted:\n{have.transcript()}" for want, have in wrong)
            )


def _agree(want: console.Command, have: console.Command) -> bool:
    return want.code == have.code and console.matches(want.output, have.output)


class PythonItem(PageItem):
    """The Python examples of a page answer as printed; they share their names, in page order."""

    def __init__(self, *, blocks: list[Block], **pytest_own: Any) -> None:
        super().__init__(block=blocks[0], **pytest_own)
        self.blocks = blocks

    def runtest(self) -> None:
        """Run prompts as doctests and everything else as a script."""
        names: dict[str, Any] = {"__name__": "__page__"}
        found = page.blocks(self.path.read_text(encoding="utf-8"))
        with console.desk(self.config.rootpath, _files(found)):
            for block in self.blocks:
                self._run(block, names)

    def _run(self, block: Block, names: dict[str, Any]) -> None:
        if ">>> " not in block.text:
            exec(compile("\n" * (block.line - 1) + block.text, str(self.path), "exec"), names)
            return
        parser, runner = doctest.DocTestParser(), doctest.DebugRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        test = parser.get_doctest(block.text, names, self.name, str(self.path), block.line - 1)
        # A doctest works on a copy of its names; the page's own let a later block go on from here.
        test.globs = names
        runner.run(test, clear_globs=False)


def _files(found: list[Block]) -> dict[str, str]:
    """The files that a page's blocks are."""
    return {block.file: block.text for block in found if block.file is not None}
