"""The page is whole, needs nothing else, and can be read without colour, script or mouse."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from support.explained import explained, pool, trust

from wellled_rules.backends.explainer.to_html import to_html
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page_style import CSS, TONES, tone

VOID = {"meta", "link", "br", "hr"}
PAGES: dict[str, tuple[str, dict[str, Any], str | None]] = {
    "determined": ("saf@2024-12", trust([3, 2] * 4), "theme"),
    "undetermined": ("saf@2024-12", trust([3] * 7 + [None]), None),
    "given": ("saf@2024-12", trust([None] * 8, given={"well_led": "good"}), None),
    "tutorial": ("tutorial@2024-01", pool(1, 2, 2, "not_applicable", visitors_a_year=4), None),
}


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    framework, document, group_by = PAGES[request.param]
    return to_html(explained(framework, document, group_by=group_by))


class Read(HTMLParser):
    """A page as a browser would take it: balanced or not, with ids, links, headings and loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(page)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids.append(value)
            if name == "href" and value is not None and value.startswith("#"):
                self.targets.append(value[1:])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")


def test_every_tag_is_closed_in_turn_and_every_id_is_one(page: str) -> None:
    read = Read(page)
    assert read.faults == []
    assert [name for name, times in Counter(read.ids).items() if times > 1] == []
    assert set(read.targets) <= set(read.ids)


def test_headings_go_down_one_at_a_time(page: str) -> None:
    headings = Read(page).headings
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))


def test_there_are_landmarks_a_way_past_them_and_a_language(page: str) -> None:
    read = Read(page)
    assert [read.tags[tag] for tag in ("header", "nav", "main", "footer")] == [1] * 4
    assert ("html", "lang", "en") in read.attributes
    assert re.search(r'<body><a href="#explanation" class="skip">', page)
    assert page.index('class="skip"') < page.index("<header")


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    read = Read(page)
    policy = next(value for _, name, value in read.attributes if name == "content" and value)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    loading = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "base", "form", "input"}
    assert [tag for tag in read.tags if tag in loading] == []
    assert [found for found in read.attributes if found[1] in ("src", "srcset", "style") or found[1][:2] == "on"] == []
    assert "url(" not in CSS and "@import" not in CSS
    assert all(
        value.startswith(("#", "https://", "http://")) for _, name, value in read.attributes if name == "href" and value
    )


def test_tables_have_captions_and_scopes(page: str) -> None:
    read = Read(page)
    assert read.tags["caption"] == read.tags["table"]
    headers = sum(tag == "th" for tag, name, _ in read.attributes if name == "scope")
    assert headers == read.tags["th"]


def test_a_level_is_told_by_word_and_shape(page: str) -> None:
    chips = re.findall(r'<span class="chip \w+">(.*?)</span>', page, re.DOTALL)
    assert chips
    assert all('aria-hidden="true"' in chip and re.search(r"</svg>\s*\S", chip) for chip in chips)


def test_the_regulators_own_it_is_not(page: str) -> None:
    assert page.count("Indicative only") + page.count("An exercise") >= 2


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_stands_out_seven_times() -> None:
    chips = re.findall(r"\.chip\.(\w+) \{ color: (#\w{6}); background: (#\w{6}); \}", CSS)
    assert {name for name, _, _ in chips} == {*TONES, "none"}
    assert min(contrast(text, ground) for _, text, ground in chips) >= 7
    for block in re.findall(r"--ink: #\w{6};[^}]*", CSS):
        named = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        if "link" in named:
            assert min(contrast(named[name], named["ground"]) for name in ("ink", "link")) >= 7


@pytest.mark.parametrize(
    ("levels", "tones"),
    [
        (1, ["high"]),
        (2, ["worst", "best"]),
        (3, ["worst", "low", "best"]),
        (4, ["worst", "low", "high", "best"]),
        (5, ["worst", "low", "low", "high", "best"]),
    ],
)
def test_tones_follow_the_place_on_the_scale(levels: int, tones: list[str]) -> None:
    assert [tone(rank, levels) for rank in range(levels)] == tones


def test_text_cannot_become_markup() -> None:
    made = element("p", "<b>", element("i", "&"), None, title='"><script>', hidden=True, lang=None)
    assert made.strip() == '<p title="&quot;&gt;&lt;script&gt;" hidden>&lt;b&gt;<i>&amp;</i></p>'
    assert isinstance(made, Safe)
