"""Whatever stands for a case becomes one document, or is refused with a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.plain import document
from wellled_rules.cases.taking import taken
from wellled_rules.diagnostics.errors import CaseError

CASE = {"inputs": {"clean": "yes", "sold": 3}}


def refusal(case: object, limits: CaseLimits) -> tuple[str, str]:
    with pytest.raises(CaseError) as caught:
        taken(case, limits)
    (one,) = caught.value.diagnostics
    return one.code, one.headline


def test_data_bytes_and_a_document_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"inputs:\n  clean: yes\n  sold: 3\n")
    wanted = document(CASE)
    assert taken(wanted) is wanted
    assert taken(CASE).root == taken(path.read_bytes()).root == taken(path).root == wanted.root


def test_the_ending_of_a_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"inputs: {}")
    assert taken(path.read_bytes()).root == document({"inputs": {}}).root
    assert refusal(path, CaseLimits())[0] == "unreadable-case"


def test_a_file_beyond_the_limit_is_told_with_its_size_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b" " * 5_000)
    code, headline = refusal(path, CaseLimits(text_bytes=100))
    assert code == "case-too-large"
    assert headline.endswith("has 5,000 bytes; a case may have 100")
