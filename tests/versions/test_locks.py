"""A version that is shipped means and says what its lock says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wellled_rules
from wellled_rules.graph.serialize import lock

ROOT = Path(__file__).parents[2]
VERSIONS = [f"{one.id}@{one.version}" for one in wellled_rules.frameworks()]


@pytest.mark.parametrize("identity", VERSIONS)
def test_a_shipped_version_is_as_it_was_released(identity: str) -> None:
    """After a change that is meant: `wellled graph ID@VERSION --format lock > versions/ID-VERSION/graph.lock`."""
    held = ROOT / "versions" / identity.replace("@", "-") / "graph.lock"
    assert lock(wellled_rules.load(identity).graph) == json.loads(held.read_text("utf-8"))


def test_the_hashes_tell_meaning_from_wording(tmp_path: Path) -> None:
    text = (ROOT / "versions/saf-local-authority-2024-12/framework.wlr").read_text("utf-8")
    base = _lock(tmp_path, text)
    reworded = _lock(tmp_path, text.replace('"Overall rating"', '"Overall rating of the authority"'))
    assert reworded["meaning"] == base["meaning"]
    assert reworded["text"] != base["text"]
    changed = _lock(
        tmp_path,
        text.replace("taken as half_up", "taken as half_down").replace(
            "could be half_even, half_down", "could be half_even, half_up"
        ),
    )
    assert changed["meaning"] != base["meaning"]


def _lock(folder: Path, text: str) -> dict[str, str]:
    path = folder / "one.wlr"
    path.write_text(text, "utf-8")
    return lock(wellled_rules.load(path).graph)
