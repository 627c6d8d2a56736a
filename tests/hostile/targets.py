"""What hostile input is fed to: functions of bytes that return, or raise `AssertionError` where a promise is broken.

Anything else that leaves them is a fault too. They need no fuzzer: atheris calls them as they are, and so does
`fuzz.py`. A feature that reads something from outside adds a function here, a corpus, and a line to `TARGETS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from support.drawn import read_dot, read_mermaid
from support.generate import MODULES, drawn_text
from support.kitchens import KITCHENS, kitchens

from wellled_rules.api import Framework
from wellled_rules.backends.pictures.picture import Arrow, Box, Group, Kind, Picture, one_line
from wellled_rules.backends.pictures.to_dot import to_dot
from wellled_rules.backends.pictures.to_mermaid import to_mermaid
from wellled_rules.cases.read import read
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.diagnostics.render import human, machine
from wellled_rules.driver.files import Texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.library.reading import decode
from wellled_rules.syntax.parser import parse_header

__all__ = ["TARGETS", "Target", "edited", "mutations"]

_ACTIVE = ("\x1b", "\x07", "\x00", "\u202e", "\u2066", "\ud800")


@dataclass(frozen=True)
class Target:
    """One function, what its input looks like, and what is apt to hurt it. seconds: most for an input of a test."""

    run: Callable[[bytes], None]
    corpus: Callable[[], tuple[bytes, ...]]
    pieces: tuple[bytes, ...]
    seconds: int = 20


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
            evaluated(framework, json.dumps({"subject": {"level": level}}).encode(), "empty.json")


def case_json(data: bytes) -> None:
    """A case in JSON is evaluated or refused."""
    evaluated(kitchens(), data, "case.json")


def case_yaml(data: bytes) -> None:
    """A case in YAML is evaluated or refused."""
    evaluated(kitchens(), data, "case.yaml")


def titles(data: bytes) -> None:
    """Words in a drawing are words, whatever they are."""
    words = [one_line(one) for one in data.decode("utf-8", "surrogateescape").split("|")[:8]]
    boxes = tuple(Box(key=str(turn), kind=Kind.INPUT, lines=(one,)) for turn, one in enumerate(words))
    arrows = tuple(Arrow(source=str(turn), target="0", label=one) for turn, one in enumerate(words))
    picture = Picture(name="x@2024-01", groups=(Group(title=words[0], boxes=boxes),), arrows=arrows, note=words[-1])
    inert(to_dot(picture) + to_mermaid(picture))
    assert len(read_mermaid(to_mermaid(picture)).boxes) == len(read_dot(to_dot(picture)).boxes) == len(words)


def evaluated(framework: Framework, data: bytes, name: str) -> None:
    try:
        result = framework.evaluate(read(data, name))
    except CaseError as refused:
        told(list(refused.diagnostics))
        return
    inert(result.to_json())
    if result.headline is not None and not framework.graph.nodes[f"{result.trace.level}:{result.headline}"].axes:
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

_CASE = {
    "subject": {"level": "house", "kind": "hotel", "name": "The Swan"},
    "assessed_on": "2024-05-06",
    "inputs": {
        "score_of": {"stove": {"value": 3, "reason": "hot", "judged_by": "cook"}, "sink": "not_seen", "store": 4},
        "smell": False,
        "visitors": 62.5,
        "last_seen": "2024-02-29",
    },
    "given": {"clean": True},
    "decisions": [{"rule": "panel", "to": "good", "role": "panel", "reason": "seen", "on": "2024-05-07"}],
}
_YAML = b"""subject: {level: house, kind: hotel}
assessed_on: 2024-05-06
inputs:
  score_of:
    stove: {value: 3, reason: hot}
    sink: not_seen
  smell: no
  visitors: 1e3
"""


@cache
def _rule_corpus() -> tuple[bytes, ...]:
    return (KITCHENS.encode(), *(text.encode() for seed in range(12) for text in drawn_text(seed)[:1]))


def _words(text: str) -> tuple[bytes, ...]:
    return tuple(one.encode() for one in dict.fromkeys(text.split()))


_SHARP = (b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[31m", b'"', b"\\", b"\r", b"\n", b" " * 300)

TARGETS: Mapping[str, Target] = {
    "rules": Target(
        rules,
        _rule_corpus,
        (*_SHARP, *_words(KITCHENS), b"\n    ", b"\n        ", b"\t", b"(" * 40, b"9" * 19, b" of these\n        "),
    ),
    "case_json": Target(
        case_json,
        lambda: (json.dumps(_CASE, indent=1).encode(),),
        (*_SHARP, b"{", b"}", b"[", b"]", b":", b",", b"null", b"1e999999", b"-0", b"NaN", b'"a":', b"[" * 70),
    ),
    "case_yaml": Target(
        case_yaml,
        lambda: (_YAML,),
        (*_SHARP, b"&a ", b"*a", b"!!python/object ", b"<<: ", b"? ", b"- ", b"|\n", b"---\n", b"%YAML 1.1\n", b"{"),
    ),
    "titles": Target(
        titles,
        lambda: (b"One|Two words|Three",),
        (*_SHARP, b"%%{init: {}}%%", b"click n0", b"<b>", b"&lt;", b"#quot;", b"\n", b"|", b"```", b"]", b"end", b"$$"),
    ),
}

Edit = tuple[int, int, bytes]


def edited(data: bytes, edits: list[Edit]) -> bytes:
    """`data` with so many bytes replaced by a piece, edit after edit; places wrap around."""
    for place, length, piece in edits:
        start = place % (len(data) + 1)
        data = data[:start] + piece + data[start + length :]
    return data


def mutations(target: Target, seed: int) -> Iterator[bytes]:
    """Inputs without end, each its corpus with a few edits; a piece can also be the corpus's own."""
    chance, corpus = Random(seed), target.corpus()
    while True:
        data = chance.choice(corpus)
        edits = []
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            piece = chance.choice(target.pieces)
            if chance.random() < 0.5:
                other = chance.choice(corpus)
                start = chance.randrange(len(other))
                piece = other[start : start + chance.choice((1, 4, 40, 400))]
            edits.append((chance.randrange(1 << 20), chance.choice((0, 0, 1, 4, 40)), piece))
        yield edited(data, edits)
