"""Nothing of any framework is in the engine: no id, no title, no word.

The material under versions/ and rules/ is read for what it declares; src/ must not say

- the id or the title of anything declared, in any spelling (`of_two_words`, "Of two-words");
- a word of what a framework is *about*: of its own id, its module's topic, its publishers, its levels, scales and
  sets with their members; nor a proper noun of any title.

Rules, sources and examples are named in sentences, whose single words are everybody's; there the whole name counts.
So it is with the tutorial, which is invented, and is there to be named in help and pages.
Key words of the language are set aside, read from the grammar, and so are the words of `ORDINARY`: those that the
engine would say with every framework deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from wellled_rules.values.missing import State
from wellled_rules.values.rounding import Rounding

ROOT = Path(__file__).parents[2]
ORDINARY = frozenset(
    {
        # The engine's own nouns: what every framework has, whatever it rates.
        *("assessed", "assessment", "category", "direction", "evidence", "group", "judge", "kind", "outcomes"),
        *("percentage", "rating", "scales", "scores", "statement", "theme"),
        # Standard output and streams; single and shared things; character areas; equality of values.
        *("area", "equality", "inclusive", "shared", "single", "standard"),
        # Keys of a mapping and lines of a text; public names; roles that judge, and exceptions that acted.
        *("acted", "key", "line", "lines", "public", "roles"),
        # Judgements that compare; domains of values, stages of exceptions, scopes of names, colours of a terminal.
        *("colour", "colours", "comparison", "domain", "judgement", "member", "outside", "question", "scope", "stage"),
        # Statuses that rules can have; plans that are carried out, and what follows from what.
        *("draft", "follow", "pilot", "planned"),
        # What a rule asks before it acts; what a finding warns of, and a reader is to notice; the core of an install.
        *("condition", "core", "effective", "notice", "warning"),
        # What stands between two frameworks.
        "transitions",
        # Types of values; merit, better or worse; a band of a matrix; the current folder; a division of numbers.
        *("band", "current", "division", "merit", "type"),
        # Boards, reviews and the like are invented on many a page; rules are under review; an icon is a star.
        *("board", "district", "food", "north", "review", "side", "star", "stars"),
        # Months, and English.
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
        *("earlier", "general", "generally", "led", "lives", "local", "necessary", "nothing", "people", "safe", "said"),
        *("several", "some", "speak", "very", "well"),
    }
)

_SUBJECTS = frozenset({"framework", "module", "level", "scale", "set", "add"})
_HEAD = re.compile(
    r"^(?:replace +)?([a-z]+) +(?:to +)?([a-z][\w.-]*)(?:@[\d-]+)?(?: +at [\w, ]*\w)?(?: +\"([^\"]*)\")?"
)
_MEMBER = re.compile(r"^ {4}([\w]+) +\"([^\"]*)\"")
_PUBLISHER = re.compile(r"^ +(?:regulator|published by) +\"([^\"]*)\"")
_CLAUSES = frozenset({"regulator", "standing", "means", "because", "address", "cites"})


@dataclass(slots=True)
class Vocabulary:
    """What rule texts declare. names: every id and title. subjects: those of what the frameworks are about."""

    names: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def read(self, text: str, *, invented: bool = False) -> None:
        """Take what one rule text declares; of an invented one, names only, for its words are everybody's."""
        kind = ""
        for line in text.splitlines():
            if head := _HEAD.match(line):
                kind = head[1]
                self._take(kind in _SUBJECTS and not invented, *head.groups()[1:])
            elif publisher := _PUBLISHER.match(line):
                self._take(not invented, publisher[1])
            elif (member := _MEMBER.match(line)) and kind in _SUBJECTS and member[1] not in _CLAUSES:
                self._take(not invented, *member.groups())

    def _take(self, subject: bool, *given: str | None) -> None:
        found = {one for one in given if one}
        self.names |= found
        if subject:
            self.subjects |= found

    def phrases(self) -> Iterator[str]:
        """Names of several words."""
        return (name for name in self.names if len(words(name)) > 1)

    def words(self) -> set[str]:
        """Words of subjects, and proper nouns: capitals that do not begin a title or a sentence in it."""
        proper = (noun for name in self.names for noun in re.findall(r"(?<=[\w,] )[A-Z]\w+|\b[A-Z]{2,}\b", name))
        return {word for name in (*self.subjects, *proper) for word in words(name)}


@cache
def words(text: str) -> tuple[str, ...]:
    """Words of three letters or more, in lower case; `_`, `-` and `.` part words."""
    return tuple(re.findall(r"[^\W\d_]{3,}", text.casefold()))


@cache
def flat(text: str) -> str:
    """Words and numbers parted by single spaces, so that every spelling of a name is one."""
    parts = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(parts)} "


def language_words() -> frozenset[str]:
    """Key words of the grammar, and the words for roundings and states."""
    grammar = "".join(path.read_text("utf-8") for path in (ROOT / "grammar").glob("*.lark"))
    known = (*re.findall(r'"([a-z_ ]+)"', grammar), *Rounding, *State)
    return frozenset(word for name in known for word in words(name))


def heard(vocabulary: Vocabulary, page: str, ordinary: Iterable[str]) -> list[str]:
    """What `page` says of the vocabulary, `ordinary` words aside."""
    aside = frozenset(ordinary)
    said = vocabulary.words() & set(words(page)) - aside
    phrases = {name for name in vocabulary.phrases() if not aside.issuperset(words(name))}
    return sorted(said | {name for name in phrases if flat(name) in flat(page)})


MATERIAL = sorted(path for folder in ("rules", "versions") for path in (ROOT / folder).rglob("*.wlr"))
SPEAKS = frozenset({".py", ".md", ".html", ".css", ".js", ".json"})
ENGINE = sorted(path for path in (ROOT / "src").rglob("*") if path.suffix in SPEAKS)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found = Vocabulary()
    for path in MATERIAL:
        found.read(path.read_text("utf-8"), invented="tutorial" in path.relative_to(ROOT).as_posix())
    assert found.subjects
    return found


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_the_engine_says_nothing_of_any_framework(path: Path, vocabulary: Vocabulary) -> None:
    assert heard(vocabulary, path.read_text("utf-8"), ORDINARY | language_words()) == []


TEXT = """\
framework rye-bread@2024-01 "Rating of rye"
    regulator "Guild of Millers"
use topic.part
set crumb at shop "Softness"
    crust "How crusty"
        means "not me"
    means "nor me"
limit too_dark "Black loaves stay below Golden"
    because "nor me either"
"""


def test_what_a_text_declares_is_read() -> None:
    found = Vocabulary()
    found.read(TEXT)
    subjects = {"rye-bread", "Rating of rye", "Guild of Millers", "crumb", "Softness", "crust", "How crusty"}
    assert found.subjects == subjects
    assert found.names == subjects | {"topic.part", "too_dark", "Black loaves stay below Golden"}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("a rating", []),
        ("a crust_count", ["crust"]),
        ("`rye_bread`", ["bread", "rye", "rye-bread"]),
        ("Too dark, is it", ["too_dark"]),
        ("the loaves are dark and golden", ["golden"]),
        ("the Millers' loaves stay below", ["millers"]),
        ("crusts and ryes", []),
    ],
)
def test_ids_titles_and_words_are_heard(page: str, said: list[str]) -> None:
    found = Vocabulary()
    found.read(TEXT)
    assert heard(found, page, {"rating"}) == said
