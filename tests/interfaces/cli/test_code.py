"""`wellled code`."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from wellled_rules.diagnostics.codes import CODES


@pytest.fixture
def known() -> str:
    return next(iter(CODES))


def test_page_of_a_code_is_printed_as_it_stands(wellled, known):
    ended = wellled("code", known)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (files("wellled_rules.diagnostics") / "pages" / f"{known}.md").read_text(encoding="utf-8")


def test_page_as_json_stands_with_severity_and_meaning(wellled, known):
    given = json.loads(wellled("code", known, "--format", "json").out)
    assert given["code"] == known
    assert given["severity"] == CODES[known].severity.value
    assert given["page"].startswith(f"# {known}")


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_list_has_every_code_with_its_meaning(wellled, options):
    lines = wellled("code", *options).out.splitlines()
    assert len(lines) == len(CODES) > 0
    for line, code in zip(lines, CODES.values(), strict=True):
        assert line.startswith(code.id)
        assert line.endswith(code.meaning)


def test_list_as_json_has_a_schema(wellled):
    given = json.loads(wellled("code", "--format", "json").out)
    assert given["schema"] == "wellled.codes/1"
    assert [row["code"] for row in given["codes"]] == list(CODES)


def test_unknown_code_is_refused_with_the_nearest(wellled, known):
    ended = wellled("code", known + "x")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"wellled: there is no code `{known}x`\n  help: did you mean `{known}`?\n"


def test_code_like_no_other_is_sent_to_the_list(wellled):
    ended = wellled("code", "../../../etc/passwd")
    assert ended.code == 2
    assert ended.err.endswith("  help: `wellled code` lists all codes\n")
