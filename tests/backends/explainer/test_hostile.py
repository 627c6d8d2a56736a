"""Names, titles and reasons from outside show what they are and do nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.explained import STATEMENTS, explained, trust

from wellled_rules import api
from wellled_rules.backends.explainer.explain import explain
from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.backends.explainer.to_html import to_html
from wellled_rules.backends.explainer.to_json import to_json
from wellled_rules.backends.explainer.to_text import to_text

HOSTILE = (
    "[red]text[/red] [link=https://x.example]y[/link]",
    "</p><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "\x1b[31mred\x1b]8;;https://x.example\x07link",
    "\u202egnp.exe\u2066\u200b\ufeff",
    "one\r\nGood: two\u2028three\x85four\x0bfive",
    "&lt;b&gt; &amp;",
    "{0} {__class__} %s",
    "\ud800",
)
ACTIVE = {chr(point) for point in (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xD800)}


def told(text: str) -> Explanation:
    """A case that says `text` wherever it may say anything."""
    found = trust([3] * 8)
    found["subject"] |= {"name": text, "id": text}
    found["assessment"] = {"id": text, "reason": text}
    found["evidence"] = {"E1": {"title": text, "category": text, "where": text}}
    for entry in found["inputs"]["statement_score"].values():
        entry |= {"reason": text, "note": text, "evidence": ["E1"]}
    found["decisions"] = [
        {"rule": "trust_moderation", "to": "outstanding", "role": "moderators", "reason": text, "on": "2025-03-20"}
    ]
    return explained("saf@2024-12", found)


def renderings(found: Explanation) -> dict[str, str]:
    return {
        "plain": to_text(found, plain=True, everything=True),
        "tree": to_text(found, everything=True),
        "json": to_json(found),
        "html": to_html(found),
    }


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
def test_what_a_case_says_is_shown_and_does_nothing(text: str) -> None:
    usual = told("plain words")
    found = told(text)
    for form, page in renderings(found).items():
        assert set(page) & ACTIVE <= {"\n"}, form
    shown = outside(text)
    assert found.subject.name == shown
    assert f"Reason: {shown}" in to_text(found, plain=True)
    assert escape(shown) in to_html(found)
    assert to_html(found).count("<") == to_html(usual).count("<")
    lines = [len(to_text(one, plain=True).splitlines()) for one in (usual, found)]
    assert lines[0] == lines[1]


def test_markup_of_the_drawing_library_is_only_text() -> None:
    page = to_text(told("[bold]x[/bold]"), color=True)
    assert "[bold]x[/bold]" in page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_framework_says_is_shown_and_does_nothing(text: str) -> None:
    result = api.load("saf@2024-12").evaluate(trust([3] * 7 + [1]))
    graph = result.trace.graph
    spoilt = replace(
        graph,
        header=replace(graph.header, title=text, regulator=text, standing=None),
        rules={name: replace(rule, title=text, because=text) for name, rule in graph.rules.items()},
        sources={name: replace(one, title=text, address=f"javascript:{text}") for name, one in graph.sources.items()},
        assumptions={name: replace(one, title=text, basis_text=text) for name, one in graph.assumptions.items()},
    )
    cell = result.cell("well_led")
    found = explain(spoilt, result.trace, result.derivation("well_led"), of=cell)
    assert len(found.headline.split()) <= 30
    for form, page in renderings(found).items():
        assert set(page) & ACTIVE <= {"\n"}, form
    page = to_html(found)
    assert "<script" not in page
    assert "javascript:" not in page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_a_rendering(text: str) -> None:
    found = renderings(told(f"x{text}"))
    json.loads(found["json"])
    assert set("".join(found.values())) & ACTIVE <= {"\n"}


def test_a_very_long_name_costs_little_and_is_still_told() -> None:
    name = "word " * 20_000
    assert told(name).subject.name == outside(name)
    assert len(STATEMENTS) == 8
