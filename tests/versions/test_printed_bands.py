"""The bands as they are printed, read without rounding: the check finds unaided what no band holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules.api import check_text
from wellled_rules.diagnostics.diagnostic import Diagnostic

ROOT = Path(__file__).resolve().parents[2]
BANDS = (ROOT / "rules" / "cqc" / "bands.wlr").read_text(encoding="utf-8")
ROUNDED = "    rounded to whole by halves\n"
HALVES = """parameter halves "How a percentage that falls on a half is rounded"
    is a rounding

"""
LEFT_OUT = "    treat not_applicable as left out\n"


def gaps(last_band: str, *, some_left_out: bool) -> list[Diagnostic]:
    """What the check says of eight and of seven scores when the printed bands are read as they stand."""
    bands = BANDS.replace(ROUNDED, "").replace(HALVES, "").replace("over 87", last_band)
    files = {
        f"{folder}/{path.name}": path.read_text(encoding="utf-8")
        for folder in ("saf-2024-12", "saf-2023-11")
        for path in sorted((ROOT / "versions" / folder).glob("*.wlr"))
        if path.name != "examples.wlr"
    }
    entry, base, _ = files
    files[base] = files[base].replace("    halves is rule_for_halves\n", "")
    # The examples of the base stand in a chapter that is not read here.
    files[entry] = "\n".join(line for line in files[entry].splitlines() if not is_about_examples(line)) + "\n"
    if not some_left_out:
        files[entry] = files[entry].replace(LEFT_OUT, "")
    report = check_text(files, entry, {"cqc.bands": bands})
    return [one for one in report if one.code == "gap-in-table"]


def is_about_examples(line: str) -> bool:
    return line.startswith("remove ") and any(word in line for word in ("categories", "category_not", "converted"))


def test_the_parts_that_are_taken_out_stand_in_the_module() -> None:
    assert BANDS.count(ROUNDED) == BANDS.count(HALVES) == BANDS.count("over 87") == 1


@pytest.mark.parametrize(("last_band", "missing"), [("88 or more", "62.5 and 87.5"), ("over 87", "62.5")])
def test_eight_scores_fall_between_the_bands_and_seven_never_do(last_band: str, missing: str) -> None:
    (found,) = gaps(last_band, some_left_out=False)

    assert found.headline.startswith(f"no row for {missing} of ")
    told = " ".join(found.notes)
    assert f"at `trust`: {missing} with 8 combined" in told
    assert "at `service`: nothing is missing" in told


def test_two_four_and_six_scores_fall_between_them_as_well() -> None:
    (found,) = gaps("88 or more", some_left_out=True)

    told = " ".join(found.notes)
    assert "at `trust`: 62.5 and 87.5 with 2, 4, 6 or 8 combined" in told
    assert "at `service`: 62.5 and 87.5 with 2, 4 or 6 combined" in told
