"""The draft of March 2026: six lines, no score, one judgement that nothing below it can make or move."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.cases.read import read
from wellled_rules.graph.nodes import Aggregate, Apply

VERSION = "well-led-draft@2026-03"
ROOT = Path(__file__).resolve().parents[2] / "versions" / VERSION.replace("@", "-")
RATINGS = ("outstanding", "good", "requires_improvement", "inadequate")
LINES = {
    "strategic_direction": "Strategic direction",
    "equity_and_culture": "Workforce equity and culture",
    "leaders": "Capable and compassionate leaders",
    "governance": "Governance and management",
    "partnerships": "Partnerships and communities",
    "improvement": "Improvement, innovation and learning",
}


def told(level: str, **inputs: Any) -> dict[str, Any]:
    return load(VERSION).evaluate({"subject": {"level": level}, "inputs": inputs}).to_dict()


def test_the_six_lines_are_those_of_the_draft() -> None:
    members = load(VERSION).graph.sets["enquiry"].members

    assert {one.id: one.title for one in members} == LINES


def test_nothing_is_counted() -> None:
    graph = load(VERSION).graph

    assert [one.id for one in graph.nodes.values() if isinstance(one, Aggregate | Apply)] == []


@pytest.mark.parametrize(("lines", "judged"), list(product(RATINGS, RATINGS)))
def test_the_rating_is_the_judgement_whatever_the_lines_are(lines: str, judged: str) -> None:
    found = told("trust", enquiry_judgement=dict.fromkeys(LINES, lines), well_led_judgement=judged)["outcomes"]

    assert found["trust_rating"]["value"] == found["well_led"]["value"] == judged
    assert found["trust_rating"]["status"] == "determined"


@pytest.mark.parametrize("lines", RATINGS)
def test_lines_alone_rate_nothing(lines: str) -> None:
    found = told("trust", enquiry_judgement=dict.fromkeys(LINES, lines))["outcomes"]["trust_rating"]

    assert found["status"] == "undetermined"
    assert found["possible"] == list(RATINGS)
    assert found["waits_for"] == ["well_led_judgement"]


def test_a_result_says_that_it_is_of_a_consultation() -> None:
    found = told("trust", well_led_judgement="good")

    assert found["framework"]["status"] == "consultation"
    assert "No rating is given under the draft" in " ".join(found["standing_text"].split())
    assert found["sensitivities"] == []


def test_the_invented_trust_shows_what_the_judges_had_before_them() -> None:
    path = ROOT / "examples" / "in-the-round.yaml"
    text = load(VERSION).evaluate(read(path.read_bytes(), path.name)).explain().to_text()
    said = " ".join(text.replace("│", " ").split())

    assert "Requires improvement: as recorded for “Well-led, as judged”" in said
    assert "What was found for a key line of enquiry; seen by the judge, enters no arithmetic" in said
    assert "Governance and management: Inadequate, judged by inspection team" in said
