"""The public names are sorted, and are the ones that README promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wellled_rules

ROOT = Path(__file__).parents[2]


def promised(readme: str) -> list[str]:
    """The name that opens each list line or table row under README's heading "Public names"."""
    _, _, after = readme.partition("Public names\n")
    section = re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^[-*|] *`(\w+)", section, re.MULTILINE)


def test_public_names_are_sorted() -> None:
    assert list(wellled_rules.__all__) == sorted(wellled_rules.__all__)


def test_public_names_exist() -> None:
    assert [name for name in wellled_rules.__all__ if not hasattr(wellled_rules, name)] == []


def test_public_names_are_those_of_the_readme() -> None:
    listed = promised((ROOT / "README.md").read_text("utf-8"))
    assert sorted(listed) == list(wellled_rules.__all__)


def test_a_name_is_read_from_lists_and_tables_of_its_section_only() -> None:
    text = "- `early`\n## Public names\n\n- `load(x)` gives\n| `Result` | y |\nsee `other`\n\n## Next\n- `late`\n"
    assert promised(text) == ["load", "Result"]


@pytest.mark.parametrize("page", ["carried", "crosswalk", "differences", "history", "transition"])
def test_readme_denies_nothing_that_has_a_page(page: str) -> None:
    """What reaches from one version to another is not among what the language lacks."""
    assert (ROOT / "grammar" / "reference" / f"{page}.md").is_file()
    _, _, after = (ROOT / "README.md").read_text("utf-8").partition("## When not to use this\n")
    assert page not in after.partition("\n## ")[0]
