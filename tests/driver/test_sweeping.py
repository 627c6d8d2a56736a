"""While rules are checked nobody looks for cyclic garbage, and afterwards it is as it was."""

from __future__ import annotations

import gc

import pytest

from wellled_rules.driver import pipeline
from wellled_rules.driver.files import from_texts


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_for_garbage_is_put_off_and_left_as_it_was(was_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    understand = pipeline.understand

    def watched(*given: object) -> object:
        seen.append(gc.isenabled())
        return understand(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "understand", watched)
    (gc.enable if was_on else gc.disable)()
    try:
        pipeline.compile_framework(from_texts({"own.wlr": "language 1\n"}, "own.wlr"))
        assert seen == [False]
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_a_fault_leaves_it_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "understand", fault)
    with pytest.raises(ZeroDivisionError):
        pipeline.compile_framework(from_texts({"own.wlr": "language 1\n"}, "own.wlr"))
    assert gc.isenabled()
