"""Every code of the register has a page, and that page provokes it.

A page runs as a test of its own; here it only has to show the code where the run would notice its absence:
marked in a rule snippet, in the output of a transcript, or in the answer of a Python example.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wellled_rules.diagnostics.codes import CODES
from wellled_rules.interfaces.pytest_plugin import page

PAGES = Path(__file__).parents[2] / "src" / "wellled_rules" / "diagnostics" / "pages"
SECTIONS = ["What it means", "Why it matters", "Example", "Better"]


def provokes(text: str, code: str) -> bool:
    """Whether a page declares `code` on a line of a snippet, or shows it in a transcript or an example's answer."""
    found = page.blocks(text)
    snippets = "".join(block.text for block in found if block.kind == "wellled")
    transcripts = "".join(block.text for block in found if block.kind == "console")
    examples = "".join(block.text for block in found if block.kind == "python" and ">>>" in block.text)
    marked = re.search(rf"# *(error|warning)(-next|-previous)?:[a-z0-9, -]*(?<![\w-]){code}(?![\w-])", snippets)
    shown = re.search(rf"(\[{code}\]|(error|warning|note) {code}:|\"code\": \"{code}\")", transcripts)
    answers = "".join(line for line in examples.splitlines() if not line.startswith((">>>", "...")))
    return bool(marked or shown or f"'{code}'" in answers)


def test_each_page_belongs_to_a_code_and_each_code_has_a_page() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(CODES)


def test_the_register_is_sorted_and_reads_as_it_should() -> None:
    assert list(CODES) == sorted(CODES)
    for code in CODES.values():
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code.id)
        assert re.fullmatch(r"\d+\.\d+\.\d+", code.since)
        assert code.meaning.strip() == code.meaning != ""


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_page_has_its_sections_and_provokes_its_code(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text("utf-8")
    assert text.startswith(f"# {code}\n")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[: len(SECTIONS)] == SECTIONS
    assert provokes(text, code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```wellled\nlevel x # error: gap-x\n```\n", True),
        ("```wellled\nlevel x # warning: other, gap-x\n```\n", True),
        ("```wellled\nlevel x # error: gap-x-y\n```\n", False),
        ("```console\n$ wellled check x\nerror[gap-x]: y\n```\n", True),
        ("```python\n>>> x.code\n'gap-x'\n```\n", True),
        ("```python\n>>> x = 'gap-x'\n```\n", False),
        ("error[gap-x] # error: gap-x\n", False),
    ],
)
def test_a_code_in_prose_provokes_nothing(text: str, found: bool) -> None:
    assert provokes(text, "gap-x") is found
