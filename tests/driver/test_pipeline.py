"""From texts to a graph: which stages run, and what is said when one can't."""

from __future__ import annotations

from support.rules import POOLS, told

from wellled_rules.driver.files import Texts, from_texts
from wellled_rules.driver.pipeline import compile_framework, understand
from wellled_rules.driver.shelves import Shelves
from wellled_rules.syntax.limits import Limits


def texts(**files: str) -> Texts:
    named = {f"{name}.wlr": text for name, text in files.items()}
    return from_texts(named, next(iter(named)))


def test_a_sound_framework_is_a_graph_with_its_examples_and_files() -> None:
    made = compile_framework(texts(pools=POOLS))
    assert made.graph is not None
    assert made.graph.identity == "pools@2025-01"
    assert not made.report.has_errors
    assert [one.name for one in made.files] == ["pools.wlr"]


def test_chapters_are_read_as_one_text() -> None:
    chapter = 'language 1\n\ndetermine twice "Twice"\n    is a number\n    equals 2 * points\n    cites handbook "2"\n'
    made = compile_framework(texts(pools=POOLS, chapter=chapter))
    assert made.graph is not None
    assert "pool:twice" in made.graph.nodes


def test_findings_of_every_file_come_together() -> None:
    chapter = 'language 1\n\ndetermine twice "Twice"\n    is a number\n    equals 2 * poins\n'
    made = compile_framework(texts(pools=POOLS.replace("best first", "best frist"), chapter=chapter))
    got = [(one.primary.span.source.name, *told(one)) for one in made.report.errors if one.primary is not None]
    assert got == [("chapter.wlr", "unknown-name", "poins"), ("pools.wlr", "unexpected-word", "frist")]


def test_a_chapter_alone_is_told_that_it_has_no_header() -> None:
    made = compile_framework(texts(chapter="language 1\n\ndetermine twice\n    is a number\n    equals 2 * points\n"))
    assert made.graph is None
    assert [one.code for one in made.report] == ["no-header"]


def test_of_an_empty_file_only_that_is_said() -> None:
    made = compile_framework(texts(pools=""))
    assert made.graph is None
    assert [one.code for one in made.report] == ["empty-file"]


def test_what_could_not_be_read_is_in_the_report() -> None:
    made = compile_framework(Texts((), from_texts({}, "").findings))
    assert [one.code for one in made.report] == ["no-header"]


def test_beyond_the_limits_nothing_more_is_said() -> None:
    made = compile_framework(texts(pools=POOLS), limits=Limits(declarations=3))
    assert made.graph is None
    assert {one.code for one in made.report} == {"beyond-limits"}


def test_understanding_asks_nothing_of_what_can_occur() -> None:
    dead = POOLS.replace("gold when points is 8 or more", "gold when points is 80 or more")
    assert not understand(texts(pools=dead)).report.has_errors
    assert [one.code for one in compile_framework(texts(pools=dead)).report.errors] == ["dead-row"]


def test_a_module_with_a_fault_is_reported_once_for_all_who_use_it() -> None:
    broken = 'language 1\n\nmodule shared.scales "Scales"\n\nscale grade "Grade"\n    best frist\n    gold "Gold"\n'
    text = POOLS + "\nuse shared.scales for grade\n"
    made = compile_framework(texts(pools=text), Shelves({"shared.scales": broken}))
    assert [told(one) for one in made.report.errors] == [("unexpected-word", "frist")]
