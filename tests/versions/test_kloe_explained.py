"""The explanation of a trust of 400 services can be read: what decided is in sight, the rest is folded or counted."""

from __future__ import annotations

import re
import textwrap
from html.parser import HTMLParser

import pytest
from support.kloe_cases import case, trust

from wellled_rules import load
from wellled_rules.api.explanation import Explanation

SEEDS = (2, 5, 9)
LINE = 100
"""Characters of a line of the page on a narrow screen."""


@pytest.fixture(scope="module", params=SEEDS)
def explained(request: pytest.FixtureRequest) -> Explanation:
    made = trust(request.param, locations=40, services=400)
    return load("kloe@2018-03").evaluate(case(made, is_with_resources=True)).explain()


@pytest.fixture(scope="module")
def page(explained: Explanation) -> str:
    return explained.to_html()


class _Seen(HTMLParser):
    """The lines of a page down to its first layer, and the words of each part that is folded out."""

    _BREAKS = frozenset({"p", "h1", "header", "nav"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines = [""]
        self.is_above = True
        self.skipped = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in ("head", "svg")
        self.is_above = self.is_above and tag != "details"
        if tag in self._BREAKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in ("head", "svg")

    def handle_data(self, data: str) -> None:
        if self.is_above and not self.skipped:
            self.lines[-1] = " ".join(f"{self.lines[-1]} {data}".split())


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) < 2_000_000


def test_the_first_screen_has_few_lines(page: str, explained: Explanation) -> None:
    lines = [part for line in _Seen(page).lines for part in textwrap.wrap(line, LINE)]

    assert explained.layers.headline in " ".join(lines)
    assert explained.layers.standing in " ".join(lines)
    assert len(lines) <= 12


def test_only_what_decided_is_folded_out(page: str, explained: Explanation) -> None:
    deciding = {one.title for one in explained.layers.steps if one.decides}
    opened = re.findall(r"<details( class=\"layer\")? open><summary>(.*?)</summary>", page, re.DOTALL)
    layers = [re.sub("<.*?>", "", words) for is_layer, words in opened if is_layer]
    steps = {re.sub("<.*?>", "", words).strip().rpartition(": ")[0] for is_layer, words in opened if not is_layer}

    assert set(layers) <= {
        "What would change it",
        "What it is built from",
        "Limits and other exceptions",
        "Decisions recorded",
        "Process rules",
        "Please note",
    }
    assert steps
    assert steps <= deciding


def test_every_service_that_was_read_stands_on_the_page(page: str, explained: Explanation) -> None:
    read = {one.title.partition(": ")[2] for one in explained.layers.evidence if "key_question_rating" in one.path}

    assert len(read) > 300
    assert all(one in page for one in read)


def test_the_text_is_short(explained: Explanation) -> None:
    assert len(explained.to_text().splitlines()) < 560


@pytest.mark.parametrize("explained", SEEDS[:1], indirect=True)
def test_what_decided_is_a_small_part(explained: Explanation) -> None:
    steps = explained.layers.steps

    assert len(steps) > 3000
    assert 10 < sum(one.decides for one in steps) < 300
