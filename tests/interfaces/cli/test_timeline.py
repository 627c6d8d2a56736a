"""`wellled timeline`."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from support.histories import assessed, case, history

HISTORY = history(
    assessed("visit", "2025-03-14", {"earliest": "2025-05", "latest": "2025-06-10"}, "silver"),
    assessed("again", "2026-03", "2026-05-01", "gold", source="gazette"),
    {
        "id": "erratum",
        "kind": "correction",
        "corrects": "again",
        "on": "2026-06-01",
        "published_on": "2026-06-02",
        "gives": {"case": case("bronze")},
        "note": "a <b>slip</b> \x1b[31m of the pen",
    },
    {"id": "stop", "kind": "suspension", "subject": "south", "on": "2026-01-01"},
    {"id": "union", "kind": "merger", "on": "2027-01-01", "subjects": ["north"], "into": "south"},
) | {
    "sources": {"gazette": {"title": 'Gazette & "Post"', "dated": "2026-05", "address": "https://gazette.example/5"}},
    "title": "Baths <script>",
}


@pytest.fixture
def told(tmp_path, monkeypatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "history.json").write_text(json.dumps(HISTORY))
    return HISTORY


@pytest.mark.parametrize("words", [(), ("--on", "2025-05-20"), ("--on", "2026-05-03", "--known-on", "2026-05-10")])
def test_data_is_as_its_schema_says(told, wellled, words):
    ended = wellled("timeline", "history.json", "--format", "json", *words)
    assert (ended.code, ended.err) == (0, "")
    Draft202012Validator(json.loads(wellled("schema", "--of", "timeline").out)).validate(json.loads(ended.out))
    Draft202012Validator(json.loads(wellled("schema", "--of", "history").out)).validate(told)


def test_a_history_comes_by_standard_input_too(told, wellled):
    ended = wellled("timeline", "-", stdin=json.dumps(told).encode())
    assert ended.code == 0
    assert ended.out == wellled("timeline", "history.json").out


def test_plain_text_is_one_thing_a_line(told, wellled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    plain, drawn = (wellled("timeline", "history.json", *words).out for words in (("--plain",), ()))
    assert max(map(len, drawn.splitlines())) <= 60 < max(map(len, plain.splitlines()))
    assert drawn.split() == plain.split()


@pytest.mark.parametrize("words", [(), ("--on", "2026-05-03")])
def test_the_page_loads_nothing_and_nothing_in_it_acts(told, wellled, words):
    page = wellled("timeline", "history.json", "--format", "html", *words).out
    assert "<script" not in page
    assert "\x1b" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)([^\"]*)\"", page) == ["https://gazette.example/5"] * page.count(
        "Gazette &amp;"
    )
    assert "default-src &#x27;none&#x27;" in page
    assert 'role="img" aria-labelledby="picture-title picture-described"' in page
    ids = re.findall(r' id="([^"]*)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_the_picture_says_in_words_what_it_draws(told, wellled):
    page = wellled("timeline", "history.json", "--format", "html").out
    titles = re.findall(r"<title>([^<]*)</title>", page.partition("<svg")[2])
    assert titles[0] == "Silver, or nothing displayed, from 1 May 2025 until 10 June 2025"
    assert len(titles) == page.count("<rect")
    assert "Bronze, from 2 June 2026 until 1 January 2027" in titles
    one_day = wellled("timeline", "history.json", "--format", "html", "--on", "2026-05-03").out
    assert re.findall(r"<title>([^<]*)</title>", one_day.partition("<svg")[2]) == [*titles, "Asked about: 3 May 2026"]
    drawing = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + len("</svg>")])
    places = [(float(one.get("x", "0")), float(one.get("width", "0"))) for one in drawing.iter("rect")]
    wide = float(drawing.get("width", "0"))
    assert all(0 <= left < left + length <= wide for left, length in places)


@pytest.mark.parametrize("day", ["2025", "2025-13-01", "20250314", "soon", ""])
def test_a_day_that_is_none_is_refused(told, wellled, day):
    ended = wellled("timeline", "history.json", "--on", day)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"wellled: `{day}` is no day of the calendar\n")


def test_a_file_that_is_not_there_is_refused(told, wellled):
    ended = wellled("timeline", "histroy.json")
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean `history.json`?" in ended.err


def test_what_contradicts_itself_is_refused_in_the_form_asked_for(told, wellled, tmp_path):
    broken = history(assessed("visit", "2025-03-14", "2025-03-01"))
    (tmp_path / "broken.json").write_text(json.dumps(broken))
    ended = wellled("timeline", "broken.json", "--format", "json")
    assert (ended.code, ended.out) == (2, "")
    (finding,) = json.loads(ended.err)["diagnostics"]
    assert (finding["code"], finding["pointer"]) == ("published-before-assessed", "/events/0/published_on")
    plain = wellled("timeline", "broken.json", "--plain").err
    assert plain.startswith(
        "history: /events/0/published_on: error published-before-assessed: published on 1 March 2025"
    )


def test_rules_that_are_handed_in_must_check(told, wellled, tmp_path):
    (tmp_path / "rules.wlr").write_text("language 1\n")
    assert wellled("timeline", "history.json", "--rules", "rules.wlr").code == 2
    assert wellled("timeline", "history.json", "--rules", "none.wlr").code == 2
