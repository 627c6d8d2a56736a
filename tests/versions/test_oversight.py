"""Segments under the NHS Oversight Framework, counted out apart: 1 is best, and the ends come with the case."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.api.result import OutcomeView, Result
from wellled_rules.cases.read import read

VERSION = "oversight@2025-06"
ROOT = Path(__file__).resolve().parents[2] / "versions" / VERSION.replace("@", "-")
DATA = Path(__file__).resolve().parents[1] / "data"
ENDS = (Fraction(21, 10), Fraction(23, 10), Fraction(26, 10))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def told(**inputs: Any) -> dict[str, Any]:
    subject = {"level": "trust", "metrics": inputs.pop("metrics", [])}
    ends = {f"segment_{n}_ends": end for n, end in enumerate(ENDS, 1)}
    return load(VERSION).evaluate({"subject": subject, "inputs": ends | inputs}).to_dict()


def expected(average: Fraction, in_deficit: bool, in_programme: bool) -> int:
    """The facts in one line each: four segments by where the average lies, 3 at best in deficit, 5 in the programme."""
    if in_programme:
        return 5
    by_average = 1 + sum(average > end for end in ENDS)
    return max(by_average, 3) if in_deficit else by_average


AVERAGES = sorted({Fraction(1), Fraction(4), *ENDS, *(end + Fraction(sign, 1000) for end in ENDS for sign in (-1, 1))})


@pytest.mark.parametrize("average", AVERAGES, ids=str)
def test_a_segment_is_what_counting_gives(average: Fraction) -> None:
    for in_deficit, in_programme in product((False, True), repeat=2):
        found = told(average_metric_score=average, in_deficit=in_deficit, in_improvement_programme=in_programme)

        assert int(found["outcomes"]["segment"]["value"]) == expected(average, in_deficit, in_programme)


@pytest.mark.parametrize("scores", [("1", "4"), ("1", "1", "1.01"), ("2.31", "2.31", "2.28"), ("3/2", "4", "1.7")])
def test_the_average_is_exact_and_counts_every_score_alike(scores: tuple[str, ...]) -> None:
    metrics = [{"id": f"OF{turn}", "metric_score": Fraction(score)} for turn, score in enumerate(scores)]
    mean = sum(map(Fraction, scores)) / len(scores)

    found = told(metrics=metrics, in_deficit=False)["outcomes"]

    assert Fraction(str(found["average_score"]["value"])) == mean
    assert int(found["segment"]["value"]) == expected(mean, False, False)


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_an_average_on_an_end_turns_on_what_is_assumed(end: Fraction) -> None:
    found = told(average_metric_score=end, in_deficit=False)

    segments = [one for one in found["sensitivities"] if one["outcome"] == "segment"]
    assert [one["assumption"] for one in segments] == ["end_is_within"]
    assert int(segments[0]["value"]) == int(found["outcomes"]["segment"]["value"]) + 1


def test_without_the_ends_every_segment_is_possible_and_they_are_what_is_waited_for() -> None:
    found = load(VERSION).evaluate({"inputs": {"average_metric_score": 2, "in_deficit": "no"}}).to_dict()

    segment = found["outcomes"]["segment"]
    assert segment["status"] == "undetermined"
    assert sorted(map(int, segment["possible"])) == [1, 2, 3, 4]
    assert set(segment["waits_for"]) == {"segment_1_ends", "segment_2_ends", "segment_3_ends"}


def test_ends_out_of_order_are_told() -> None:
    found = told(average_metric_score=2, in_deficit=False, segment_2_ends=2)

    assert [one["kind"] for one in found["notices"]] == ["check-failed"]


def test_the_invented_trust_is_kept_to_segment_3() -> None:
    path = ROOT / "examples" / "in-deficit.json"
    seen = {one["Metric_ID"] for one in rows("nof_metric_ids_seen.csv")}

    found = load(VERSION).evaluate(read(path.read_bytes(), path.name)).to_dict()["outcomes"]

    assert (found["segment_by_average"]["value"], found["segment"]["value"]) == (2, 3)
    assert {one["id"] for one in json.loads(path.read_text(encoding="utf-8"))["subject"]["metrics"]} <= seen


def test_a_line_of_a_published_file_can_be_entered() -> None:
    """Columns and ids as published; the trust and its figures are invented."""
    columns = [one["column"] for one in rows("nof_csv_columns.csv")]
    line = dict.fromkeys(columns, "") | {"Trust_code": "XXX", "Metric_ID": "OF5002", "Value": "2.37"}
    assert [one["meaning"] for one in rows("nof_metric_ids_seen.csv") if one["Metric_ID"] == line["Metric_ID"]] == [
        "average metric score"
    ]

    found = told(average_metric_score=Fraction(line["Value"]), in_deficit=False)

    assert int(found["outcomes"]["segment"]["value"]) == 3


# --- what it informs ---------------------------------------------------------------------------------


def informed(segment: int | None = None) -> Result:
    """An invented trust of which the assessors saw the segment; another one, where it is told."""
    path = ROOT.parent / "saf-2024-12" / "examples" / "with-a-segment.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text if segment is None else text.replace("value: 3\n    evidence", f"value: {segment}\n    evidence")
    return load("saf@2024-12").evaluate(read(changed.encode(), path.name))


def test_the_segment_that_assessors_saw_says_from_which_framework_and_version_it_is() -> None:
    example = ROOT / "examples" / "in-deficit.json"
    made = load(VERSION).evaluate(read(example.read_bytes(), example.name)).to_dict()
    told = json.loads(informed().explain().to_json())["evidence"]

    (seen,) = [one for one in told if one["path"] == "oversight_segment"]
    assert seen["informs"]
    assert seen["value"]["plain"] == made["outcomes"]["segment"]["value"]
    assert [one["text"].rpartition(" (")[2] for one in seen["items"]] == [f"from {VERSION}, 11 December 2025)"]
    assert made["assessed_on"] == "2025-12-11"


@pytest.mark.parametrize("segment", [1, 2, 4, 5])
def test_no_rating_turns_on_the_segment(segment: int) -> None:
    other = informed(segment)

    seen = other["oversight_segment"]
    assert isinstance(seen, OutcomeView)
    assert seen.value == segment
    assert other.to_dict()["outcomes"] == informed().to_dict()["outcomes"]
