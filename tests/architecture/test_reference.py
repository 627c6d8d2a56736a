"""The reference has a page for each kind of declaration; its pages are alike, and its indexes complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wellled_rules.semantics.clauses import TABLE

GRAMMAR = Path(__file__).parents[2] / "grammar"
PAGES = sorted(path for path in (GRAMMAR / "reference").glob("*.md") if path.name != "README.md")
DECISIONS = sorted(path for path in (GRAMMAR / "decisions").glob("*.md") if path.name != "README.md")
PARTS = ["What it is for", "Example", "Its errors", "Edge cases"]

# Kinds that stand on the page of what they belong to.
SHARED = {
    "module": "modules",
    "use": "modules",
    "parameter": "modules",
    "row of a crosswalk": "crosswalk",
    "row of a transition": "transition",
    "add to": "amendments",
    "member of a scale": "scale",
    "member of a set": "set",
    "subject in an example": "example",
}


def headings(page: str) -> list[str]:
    """Second-level headings of a page, those inside fenced blocks aside."""
    return re.findall(r"^## (.*)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_it_is_for_with_an_example_its_errors_and_its_edges(path: Path) -> None:
    found = headings(path.read_text("utf-8"))
    assert [part for part in PARTS if part not in found] == []


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_of_declaration_has_a_page(kind: str) -> None:
    assert (GRAMMAR / "reference" / f"{SHARED.get(kind, kind)}.md") in PAGES


@pytest.mark.parametrize("pages", [PAGES, DECISIONS], ids=["reference", "decisions"])
def test_an_index_lists_every_page_of_its_folder(pages: list[Path]) -> None:
    index = (pages[0].parent / "README.md").read_text("utf-8")
    assert [page.name for page in pages if f"({page.name})" not in index] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_numbered_dated_and_weighed(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {int(path.stem[:4])}. ")
    assert re.search(r"^\d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert "**Decided.**" in text
    assert "**Weighed.**" in text


def test_headings_inside_blocks_are_none_of_the_page() -> None:
    assert headings("## One\n\n```text\n## Two\n```\n\n## Three\n") == ["One", "Three"]
