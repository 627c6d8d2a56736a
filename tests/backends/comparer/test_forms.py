"""A difference in its forms: nothing in them acts, and a page can be used without seeing it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

from jsonschema import Draft202012Validator

from wellled_rules.api import Difference, diff
from wellled_rules.backends.comparer.difference import Entry, Status
from wellled_rules.backends.comparer.to_html import to_html
from wellled_rules.backends.comparer.to_markdown import to_markdown
from wellled_rules.backends.comparer.to_text import to_text

HOSTILE = '</td><script>alert(1)</script> | `code` \x1b[31m \u202e & "'


@cache
def found() -> Difference:
    return diff("saf@2023-11", "saf@2024-12")


def hostile(entry: Entry) -> Entry:
    """The entry with a name, a citation and clauses that nobody should write."""
    clauses = tuple(replace(one, before=HOSTILE, after=HOSTILE) for one in entry.clauses)
    after = None if entry.after is None else replace(entry.after, name=HOSTILE, title=HOSTILE, cites=(HOSTILE,))
    return replace(entry, clauses=clauses, after=after)


class Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((tag, name, value) for name, value in attrs)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_loads_nothing_and_its_tables_can_be_read_aloud() -> None:
    read = Read(found().to_html())
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "form"} & set(read.tags)
    assert read.tags.count("caption") == read.tags.count("table") > 10
    scopes = sum(tag == "th" and name == "scope" for tag, name, _ in read.attributes)
    assert scopes == read.tags.count("th")
    links = {value for tag, name, value in read.attributes if tag == "a" and name == "href"}
    ids = [value for _, name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert links <= {f"#{one}" for one in ids}
    assert read.tags.count("h1") == 1


def test_long_declarations_are_folded_on_the_page() -> None:
    page = found().to_html()
    assert "<summary>15 clauses</summary>" in page
    assert page.count("<details>") >= 3
    assert len(page) < 60_000


def test_words_from_outside_do_not_act_in_any_form() -> None:
    told = replace(found().compared, entries=tuple(map(hostile, found().compared.entries)))
    page = to_html(told)
    assert "<script" not in page
    assert Read(page).open == []
    for form in (page, to_markdown(told), to_text(told)):
        assert "\x1b" not in form and "\u202e" not in form
    rows = [line for line in to_markdown(told).splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_the_json_is_as_its_schema_says() -> None:
    schema = files("wellled_rules").joinpath("backends", "comparer", "schemas", "diff-1.json")
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    validator.validate(json.loads(found().to_json()))
    other = found().to_dict()
    assert not validator.is_valid({**other, "more": 1})


def test_sections_stand_in_one_order_in_every_form() -> None:
    titles = ["Header", "Levels", "Inputs", "Weights", "Rules", "Exceptions", "Assumptions", "Sources", "Examples"]
    text, markdown, page = found().to_text(), found().to_markdown(), found().to_html()
    for form, mark in ((text, "\n{}\n"), (markdown, "\n## {}\n"), (page, ">{}</h2>")):
        places = [form.index(mark.format(title)) for title in titles]
        assert places == sorted(places)


def test_of_many_names_the_first_are_told_and_the_headline_before_them() -> None:
    first = found().compared.affected[0]
    many = tuple(replace(first, name=f"outcome_{turn}", is_headline=turn == 40) for turn in range(50))
    (one, *_) = [entry for entry in found().compared.entries if entry.after is not None]
    assert one.after is not None
    told_so = replace(one, clauses=(), status=Status.FOLLOWS, section="rules", levels=("row",))
    follows = tuple(replace(told_so, after=replace(one.after, name=f"rule_{turn}")) for turn in range(50))
    lines = to_text(replace(found().compared, affected=many, entries=follows)).splitlines()
    (told,) = [line for line in lines if "outcome_40 (the headline), outcome_0" in line]
    assert told.endswith(" and 42 more")
    (told,) = [line for line in lines if "through what they read: rule_0 at row;" in line]
    assert told.endswith(" and 30 more")


def test_text_without_a_difference_is_one_line() -> None:
    same = diff("kloe@2018-03", "kloe@2018-03")
    assert same.is_empty
    assert same.to_text() == "kloe@2018-03 and kloe@2018-03 mean and say the same.\n"
    assert str(same) == same.to_text()
    assert same.to_markdown().count("\n") == 3
    assert Read(same.to_html()).open == []
