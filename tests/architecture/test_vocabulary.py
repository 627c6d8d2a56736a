"""Nothing of any framework is in the engine: no id, no title, no word.

The material under versions/ and rules/ is read for what it declares; src/ must not say any of it. Words that
the language itself, or English in general, needs are set aside: key words come from the grammar, and the
rest stand in `ORDINARY`, which is for words that would mean the same with every framework deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDINARY: frozenset[str] = frozenset(
    """
    """.split()
)
"""Words that the engine uses in their everyday sense though a framework's titles have them too."""

_DECLARED = re.compile(
    r"^(?:replace )?[a-z]+ +([a-z][\w.-]*)(?:@[\d-]+)?(?: +at [\w, ]+)?(?: +\"([^\"]*)\")?", re.MULTILINE
)
_MEMBER = re.compile(r"^ +([a-z]\w*) +\"([^\"]*)\"", re.MULTILINE)
_REGULATOR = re.compile(r"^ +(?:regulator|published by) +\"([^\"]*)\"", re.MULTILINE)
_COMMENT = re.compile(r"#[^\n]*")


def declared(text: str) -> Iterator[str]:
    """Ids, titles and publishers that a rule text declares."""
    bare = _COMMENT.sub("", text)
    for pattern in (_DECLARED, _MEMBER, _REGULATOR):
        for found in pattern.finditer(bare):
            yield from (group for group in found.groups() if group)


def words(text: str) -> list[str]:
    """Words of an id, a title or a page, in lower case; `_`, `-` and `.` part words."""
    return re.findall(r"[^\W\d_]{3,}", text.casefold())


def phrase(text: str) -> str:
    """An id or title as it would be found in a page flattened by this same function."""
    parts = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(parts)} "


def language_words() -> set[str]:
    """Key words of the grammar."""
    grammar = "".join(path.read_text("utf-8") for path in (ROOT / "grammar").glob("*.lark"))
    return {word for quoted in re.findall(r'"([a-z_ ]+)"', grammar) for word in words(quoted)}


def spoken(names: Iterable[str], page: str, ordinary: frozenset[str] | set[str]) -> list[str]:
    """What of `names`, or of their words, `page` says."""
    flat, said = phrase(page), set(words(page))
    found: set[str] = set()
    for name in names:
        if len(words(name)) > 1 and phrase(name) in flat:
            found.add(name)
        found |= {word for word in words(name) if word in said and word not in ordinary}
    return sorted(found)


MATERIAL = sorted(path for folder in ("rules", "versions") for path in (ROOT / folder).rglob("*.wlr"))
ENGINE = sorted(
    path
    for path in (ROOT / "src").rglob("*")
    if path.is_file() and path.suffix in {".py", ".md", ".html", ".css", ".js"}
)


@pytest.fixture(scope="module")
def names() -> frozenset[str]:
    found = frozenset(name for path in MATERIAL for name in declared(path.read_text("utf-8")))
    assert found
    return found


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_the_engine_says_nothing_of_any_framework(path: Path, names: frozenset[str]) -> None:
    assert spoken(names, path.read_text("utf-8"), ORDINARY | language_words()) == []


def test_what_a_text_declares_is_read() -> None:
    text = (
        'framework rye-bread@2024-01 "Rating of rye"\n'
        '    regulator "Bakers" # "not me"\n'
        "use topic.part\n"
        'input crumb at shop "Softness"\n'
        '    crust "How crusty"\n'
        '    rests on crumb because "no title"\n'
    )
    expected = ["Bakers", "How crusty", "Rating of rye", "Softness", "crumb", "crust", "rye-bread", "topic.part"]
    assert sorted(declared(text)) == expected


def test_ids_titles_and_words_are_heard() -> None:
    names = ["Rating of rye", "rye-bread", "crust"]
    assert spoken(names, "a_rating_of_rye, they said", {"rating"}) == ["Rating of rye", "rye"]
    assert spoken(names, "`rye_bread`", set()) == ["bread", "rye", "rye-bread"]
    assert spoken(names, "crusty ratings", {"rating"}) == []
