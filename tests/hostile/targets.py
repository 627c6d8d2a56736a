"""What hostile input is fed to: functions of bytes that return, or raise `AssertionError` where a promise is broken.

Anything else that leaves them is a fault too. They need no fuzzer: atheris calls them as they are, and so does
`fuzz.py`. A feature that reads something from outside adds a function here, a corpus, and a line to `TARGETS`.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hostile import corpora
from hostile.corpora import SHARP, words
from hostile.mutation import Breaking, broken, bytewise, linewise, wordwise
from hostile.odd_cases import frameworks, odd_cases
from hostile.odd_histories import odd_histories
from hostile.written import written
from support.crossings import EARLIER, LATER, PARTS
from support.drawn import read_dot, read_mermaid
from support.generate import MODULES
from support.kiosks import kiosk_rules, transition
from support.kitchens import KITCHENS, kitchens

from wellled_rules.api import Framework
from wellled_rules.backends.pictures.picture import Arrow, Box, Group, Kind, Picture, one_line
from wellled_rules.backends.pictures.to_dot import to_dot
from wellled_rules.backends.pictures.to_mermaid import to_mermaid
from wellled_rules.cases.read import read
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError, HistoryError
from wellled_rules.diagnostics.render import human, machine
from wellled_rules.driver.files import Texts, from_texts
from wellled_rules.driver.pipeline import compile_framework, understand
from wellled_rules.driver.shelves import Shelves
from wellled_rules.history.timeline import timeline
from wellled_rules.interfaces.cli import crosswalks, files
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.main import run
from wellled_rules.library.reading import decode
from wellled_rules.syntax.parser import parse, parse_header

__all__ = ["TARGETS", "Target", "inputs"]

_ACTIVE = ("\x1b", "\x07", "\x00", "\u202e", "\u2066", "\ud800")
_TOLD_IN_FULL = 8
"""One in so many cases is explained and drawn besides: that takes ten times as long as deciding it."""


@dataclass(frozen=True)
class Target:
    """One function, what its input looks like, and what is apt to hurt it.

    ways: how the corpus is broken. made: inputs that are no broken ones, by seed. cost: cheap inputs that take as long
    as one of these. seconds: most for an input.
    """

    run: Callable[[bytes], None]
    corpus: Callable[[], tuple[bytes, ...]]
    pieces: tuple[bytes, ...]
    ways: tuple[Breaking, ...] = (bytewise,)
    made: Callable[[int], Iterator[bytes]] | None = None
    cost: int = 1
    seconds: float = 20


# --- what is promised --------------------------------------------------------------------------


def rules(data: bytes) -> None:
    """Rule text is a framework, or has findings; either way nothing in it acts."""
    source = decode("hostile.wlr", data)
    if isinstance(source, Diagnostic):
        told([source])
        return
    parse_header(source)
    made = compile_framework(Texts((source,)), Shelves(MODULES))
    told(list(made.report))
    if made.graph is not None and not made.report.has_errors:
        framework = Framework(made.graph, made.examples)
        assert framework.hash.startswith("sha256:")
        assert read_mermaid(framework.to_mermaid()).arrows == read_dot(framework.to_dot()).arrows
        framework.test()
        for level in made.graph.header.covers:
            evaluated(framework, json.dumps({"subject": {"level": level}}).encode(), "empty.json", in_full=True)


def shipped(data: bytes) -> None:
    """A shipped text, broken, is understood or has findings; what can occur is asked only by `rules`."""
    source = decode("hostile.wlr", data)
    found = [source] if isinstance(source, Diagnostic) else list(understand(Texts((source,))).report)
    told(found)


def declarations(data: bytes) -> None:
    """A few declarations, whatever they name, are understood or have findings."""
    rules(corpora.BARE.encode() + data)


def fragments(data: bytes) -> None:
    """A piece of a text is read or has findings."""
    source = decode("hostile.wlr", data)
    told([source] if isinstance(source, Diagnostic) else list(parse(source)[1]))


def between(data: bytes) -> None:
    """What stands between two frameworks is understood or has findings; every member of a crosswalk is told of once."""
    source = decode("hostile.wlr", data)
    if isinstance(source, Diagnostic):
        told([source])
        return
    texts = {"pools@2020-01": EARLIER, "pools@2024-01": LATER}
    versions = {name: from_texts({f"{name}.wlr": text}, f"{name}.wlr") for name, text in texts.items()}
    made = compile_framework(Texts((source,)), Shelves({"shared.parts": PARTS}, versions))
    told(list(made.report))
    for one in () if made.between is None else made.between.crosswalks:
        inert(crosswalks.to_text(one) + crosswalks.to_markdown(one) + json.dumps(crosswalks.to_data(one)))
        for side, held in enumerate(one.between):
            reached = [each for relation in one.relations() for each in (relation.before, relation.after)[side]]
            assert sorted(reached) == sorted(member.id for member in held)


def case_json(data: bytes) -> None:
    """A case in JSON is evaluated or refused."""
    evaluated(kitchens(), data, "case.json")


def case_yaml(data: bytes) -> None:
    """A case in YAML is evaluated or refused."""
    evaluated(kitchens(), data, "case.yaml")


def odd_case(data: bytes) -> None:
    """A case of one of several frameworks is evaluated or refused; some are told in every form."""
    framework = frameworks()[data[0] % len(frameworks())] if data else kitchens()
    evaluated(framework, data[1:], "case.json")


def answer(data: bytes) -> None:
    """The bytes of a case are answered as the case is evaluated, or refused as it is; whatever was asked before."""
    framework, body = frameworks()[data[0] % len(frameworks())] if data else kitchens(), data[1:]
    try:
        expected = framework.evaluate(body).to_decision()
    except CaseError:
        expected = None
    try:
        found = json.loads(framework.answer(body))
    except CaseError:
        found = None
    assert found == json.loads(json.dumps(expected))


def history(data: bytes) -> None:
    """A history is told in every form, of some day and as a whole, or refused."""
    try:
        made = timeline(data, rules=(*kiosk_rules(), transition("market")))
    except HistoryError as error:
        told(list(error.diagnostics))
        return
    for one in (made, made.at("2024-05-02"), made.at("2022-01-01", known_on="2021-06-10")):
        inert(one.to_text() + one.to_json() + one.to_html())


def titles(data: bytes) -> None:
    """Words in a drawing are words, whatever they are."""
    names = [one_line(one) for one in data.decode("utf-8", "surrogateescape").split("|")[:8]]
    boxes = tuple(Box(key=str(turn), kind=Kind.INPUT, lines=(one,)) for turn, one in enumerate(names))
    arrows = tuple(Arrow(source=str(turn), target="0", label=one) for turn, one in enumerate(names))
    picture = Picture(name="x@2024-01", groups=(Group(title=names[0], boxes=boxes),), arrows=arrows, note=names[-1])
    inert(to_dot(picture) + to_mermaid(picture))
    assert len(read_mermaid(to_mermaid(picture)).boxes) == len(read_dot(to_dot(picture)).boxes) == len(names)


def table(data: bytes) -> None:
    """A table of cases has answers, refused rows, or is refused whole, with a documented exit code."""
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.jsonl")
        file = Path(folder, "cases.jsonl" if data[:1] == b"j" else "cases.csv")
        file.write_bytes(data[1:])
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with patch.multiple(sys, stdout=said, stderr=said), patch.object(files, "require_framework", _kitchens):
            code = run(["batch", "kitchens@2024-01", str(file), "--out", str(out)])
        said.seek(0)
        words_said = said.read()
        assert code in (ExitCode.DONE, ExitCode.FOUND, ExitCode.REFUSED), words_said
        inert(words_said)
        for path in (out, Path(f"{out}.rejected.jsonl")):
            for line in path.read_text("utf-8").splitlines() if path.exists() else ():
                json.loads(line)


def _kitchens(_: str) -> Framework:
    return kitchens()


def evaluated(framework: Framework, data: bytes, name: str, *, in_full: bool = False) -> None:
    try:
        result = framework.evaluate(read(data, name))
    except CaseError as refused:
        told(list(refused.diagnostics))
        return
    inert(result.to_json())
    if (
        (in_full or zlib.crc32(data) % _TOLD_IN_FULL == 0)
        and result.headline is not None
        and not framework.graph.nodes[f"{result.trace.level}:{result.headline}"].axes
    ):
        explanation = result.explain()
        inert(explanation.to_text(plain=True) + explanation.to_json() + explanation.to_html())
        assert read_mermaid(explanation.to_mermaid()).arrows == read_dot(explanation.to_dot()).arrows


def told(found: list[Diagnostic]) -> None:
    """Findings can be shown, to people and to programs."""
    inert(human.render(found, plain=True))
    json.loads(machine.render(found))


def inert(text: str) -> None:
    assert not [sign for sign in _ACTIVE if sign in text]


# --- what it looks like ------------------------------------------------------------------------

_TEXT = (*SHARP, *words(KITCHENS), b"\n    ", b"\n        ", b"\t", b"(" * 40, b"9" * 19, b" of these\n        ")
_JSON = (*SHARP, b"{", b"}", b"[", b"]", b":", b",", b"null", b"1e999999", b"-0", b"NaN", b'"a":', b"[" * 70)
_YAML = (*SHARP, b"&a ", b"*a", b"!!python/object ", b"<<: ", b"? ", b"- ", b"|\n", b"---\n", b"%YAML 1.1\n", b"{")
_DRAWN = (*SHARP, b"%%{init: {}}%%", b"click n0", b"<b>", b"&lt;", b"#quot;", b"\n", b"|", b"```", b"]", b"end", b"$$")
_ROWS = (*SHARP, b",", b'""', b";", b"\n\n", b"score_of", b":state", b"value", b"{", b"null", b"1e999", b"x" * 70_000)
_WAYS = (bytewise, wordwise, wordwise, linewise)


@cache
def _first(made: Callable[[int], Iterator[bytes]]) -> tuple[bytes, ...]:
    """A few of the inputs that are made, as a corpus."""
    found = made(0)
    return tuple(next(found) for _ in range(12))


TARGETS: dict[str, Target] = {
    "rules": Target(rules, corpora.rules, _TEXT, _WAYS, cost=6),
    "shipped": Target(shipped, corpora.shipped, _TEXT, _WAYS, cost=8),
    "small": Target(rules, corpora.small, _TEXT, (wordwise, wordwise, linewise, bytewise)),
    "declarations": Target(declarations, corpora.declarations, _TEXT, _WAYS),
    "between": Target(between, corpora.between, _TEXT, _WAYS, cost=2),
    "fragments": Target(fragments, corpora.declarations, _TEXT, _WAYS),
    "written": Target(rules, lambda: _first(written), _TEXT, _WAYS, written),
    "case_json": Target(case_json, corpora.case_json, _JSON, (bytewise, wordwise)),
    "case_yaml": Target(case_yaml, lambda: (corpora.CASE_YAML,), _YAML, (bytewise, wordwise, linewise)),
    "odd_case": Target(odd_case, lambda: _first(odd_cases), _JSON, (bytewise, wordwise), odd_cases),
    "answer": Target(answer, lambda: _first(odd_cases), _JSON, (bytewise, wordwise), odd_cases),
    "history": Target(history, lambda: _first(odd_histories), _JSON, (bytewise, wordwise), odd_histories, cost=2),
    "titles": Target(titles, lambda: (b"One|Two words|Three",), _DRAWN),
    "table": Target(table, corpora.table, _ROWS, (bytewise, wordwise, linewise), cost=4),
}


def inputs(target: Target, seed: int) -> Iterator[bytes]:
    """Inputs without end: those that are made, else the corpus with a few places broken."""
    if target.made is not None:
        return target.made(seed)
    return broken(target.corpus(), target.pieces, seed, target.ways)
