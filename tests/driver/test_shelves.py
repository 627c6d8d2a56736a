"""A framework of one's own finds its bases and modules beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules import api

BASE = """language 1

framework own@2024-01 "Own"
    status draft
    covers house
    headline passed

level house "House"

source handbook "Handbook"
    published by "Office"

input fine "All is well"
    is yes or no

determine passed "Passed"
    is yes or no
    first of
        yes when fine is yes
        no otherwise
    cites handbook "Passing"
"""

NEXT = """language 1

framework own@2025-01 "Own"
    amends own@2024-01
    status draft

replace determine passed "Passed"
    is yes or no
    first of
        no when fine is no
        yes otherwise
    cites handbook "Passing"
"""


@pytest.mark.parametrize(
    ("base", "own"),
    [
        ("own-2024-01.wlr", "own-2025-01.wlr"),
        ("first.wlr", "second.wlr"),
        ("own-2024-01/framework.wlr", "own-2025-01/framework.wlr"),
        ("versions/own-2024-01/framework.wlr", "versions/own-2025-01/framework.wlr"),
        ("versions/own-2024-01/framework.wlr", "mine.wlr"),
    ],
)
@pytest.mark.parametrize("from_inside", [True, False])
def test_a_base_is_found_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str, own: str, from_inside: bool
) -> None:
    for name, text in ((base, BASE), (own, NEXT)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir((tmp_path / own).parent if from_inside else tmp_path)
    framework = api.load(Path(own).name if from_inside else own)
    assert framework.evaluate({"inputs": {"fine": True}})["passed"].value is True


def test_a_base_that_is_nowhere_says_where_it_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "own.wlr").write_text(NEXT, "utf-8")
    (found,) = api.check(tmp_path / "own.wlr").report.errors
    assert found.code == "unknown-name"
    assert found.help == ("put its text beside this file, as `own-2024-01.wlr` or as a folder of that name",)


def test_a_module_is_found_in_the_rules_beside(tmp_path: Path) -> None:
    (tmp_path / "rules" / "house").mkdir(parents=True)
    (tmp_path / "rules" / "house" / "doors.wlr").write_text(
        'language 1\n\nmodule house.doors "Doors"\n\n'
        'scale door "Door"\n    best first\n    open "Open"\n    shut "Shut"\n',
        "utf-8",
    )
    text = BASE + '\nuse house.doors for door\n\ninput front "Front door"\n    is a door\n    informs passed\n'
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "framework.wlr").write_text(text, "utf-8")
    assert not api.check(tmp_path / "own").report.has_errors
