"""Text from outside: bounds, cost, and no text that raises."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.reading import read

from wellled_rules.diagnostics.report import Report
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.parser import parse
from wellled_rules.syntax.scan import scan
from wellled_rules.text.source import SourceFile

VALID = """language 1

# A guild of bakers.
framework bread-code@2024-09 "Bread"
    regulator "Guild"
    in force from 2024-01-01 until 2025-01-01 at shop
    covers shop where kind is baker or miller

use guild.marks as m at shop
    for each bread
    scores is taste

set bread "Bread"
    rye "Rye, \\"dark\\""
        means "two
               lines"
        needs oven stone, wood

determine mark at shop "Mark"
    for each bread and each oven it needs
    is a mark
    by taste, crust
        gold when 25 to 38, any
        none_yet when not over 3.5, good or better
        1 otherwise
    unless any of these
        taste is 1
        all of these
            at most 2 of taste are not known
            day is within 6 months before assessed_on
      and crust is empty
    rounded to 2 places by half_up
    cites handbook "page 3"

determine share
    is a percentage
    equals 100 * (total of taste - -1) / (1 + number of taste) as a percentage of 4

example e at shop
    given taste of every other bread is 3
    then mark is gold, decided by burnt
"""


def test_the_valid_text_is_valid() -> None:
    assert not list(parse(SourceFile("rules.wlr", VALID))[1])


def checked(text: str) -> None:
    """Read a text; every finding has its words inside it."""
    module, report = parse(SourceFile("rules.wlr", text))
    for one in report:
        assert one.primary is not None
        for label in (one.primary, *one.secondary):
            assert 0 <= label.span.start <= label.span.end <= len(text)
    stretches = len(list(scan(SourceFile("rules.wlr", text), Limits(), Report())))
    assert len(report) or len(module.items) + 1 == stretches, "what is left out has a finding"
    for item in module.items:
        assert 0 <= item.span.start < item.span.end <= len(text)


pieces = st.sampled_from(
    [
        *VALID.split(),
        '"',
        "\\",
        "(",
        ")",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "#",
        "and ",
        "or ",
        " ",
        "-",
        "\x00",
        "–",
        "é",
        "𝒳",
    ]
)


@given(st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), pieces), min_size=1, max_size=6))
@settings(max_examples=400, deadline=None)
def test_no_change_of_a_valid_text_raises(changes: list[tuple[int, int, str]]) -> None:
    text = VALID
    for at, length, piece in changes:
        text = text[:at] + piece + text[at + length :]
    checked(text)


@given(st.lists(pieces, max_size=40))
@settings(max_examples=400, deadline=None)
def test_no_heap_of_words_raises(words: list[str]) -> None:
    checked("language 1\ninput x\n    " + " ".join(words))


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str) -> None:
    checked(text)


@given(st.integers(0, len(VALID)))
@settings(max_examples=200, deadline=None)
def test_no_text_that_breaks_off_raises(end: int) -> None:
    checked(VALID[:end])


BEYOND: list[tuple[str, Limits]] = [
    ("level shop\n" + "# long\n" * 20, Limits(source_bytes=100)),
    ("input x\n    equals ((((1))))\n", Limits(nesting=3)),
    ("input x\n    equals 1 + 2 + 3 + 4 + 5\n", Limits(nesting=3)),
    (
        "check x\n    when any of these\n        all of these\n            all of these\n                x is 1\n",
        Limits(nesting=3),
    ),
    ("input abcdefghi\n", Limits(name=8)),
    ("use x.abcdefghi\n", Limits(name=8)),
    ("input x\n    amends abcdefghi@2024-09\n", Limits(name=8)),
    ('input x "abcdef"\n', Limits(text=5)),
    ('input x "abc\n    def"\n', Limits(text=5)),
    ("input x\n    equals 123456\n", Limits(digits=5)),
    ("input x\n    equals 123.456\n", Limits(digits=5)),
    ("level x\nlevel y\n", Limits(declarations=2)),
    ("foo\nbar\nbaz\n", Limits(findings=1)),
]


@pytest.mark.parametrize(("text", "limits"), BEYOND, ids=[text.splitlines()[-1].strip() for text, _ in BEYOND])
def test_going_beyond_a_limit_is_a_finding(text: str, limits: Limits) -> None:
    report = read(text, limits)[1]
    (one,) = [one for one in report if one.code == "beyond-limits"]
    assert one.primary is not None


@pytest.mark.parametrize(
    "text",
    [
        "input x\n    equals (((1)))\n",
        "input x\n    equals 1 + 2 + 3 + 4\n",
        "input abcdefgh\n",
        "input x\n    amends abcdefgh@2024-09\n",
        'input x "abcde"\n',
        "input x\n    equals 12345\n",
        "input x\n    equals 123.45\n",
        "level x\nlevel y\n",
    ],
)
def test_a_limit_itself_is_within_it(text: str) -> None:
    assert not list(read(text, Limits(nesting=3, name=8, text=5, digits=5, declarations=3))[1])


def seconds(text: str, times: int = 1) -> float:
    """Processor time for reading a text several times over."""
    source = SourceFile("rules.wlr", text)
    begun = time.thread_time()
    for _ in range(times):
        parse(source)
    return time.thread_time() - begun


def growth(small: str, large: str, times: int, enough: float) -> float:
    """How much more a large text costs than `times` small ones: the least of five tries, or the first below `enough`.

    Small and large are timed in turn and for about as long, so that whatever else the machine does slows both.
    """
    least = float("inf")
    for _ in range(5):
        cost = seconds(small, times)
        least = min(least, seconds(large) / max(cost, 0.005))
        if least <= enough:
            break
    return least


def declarations(count: int) -> str:
    return "language 1\n" + "".join(f"input t{i}\n    is a number\n" for i in range(count))


def test_cost_for_each_declaration_stays_the_same() -> None:
    assert growth(declarations(200), declarations(19_999), 100, enough=1.5) <= 1.5


HEAPS: dict[str, Callable[[int], str]] = {
    "faulty rows": lambda n: "determine x\n    by taste\n" + "        1 when 2 to\n" * n,
    "faulty clauses": lambda n: "determine x\n" + "    equal 3\n" * n,
    "open quotes": lambda n: '"\n' * n,
    "escaped quotes": lambda n: 'input x\n    means "\\"\n' + '\\"\n' * n,
    "brackets": lambda n: "input x\n    equals " + "(" * n + "\n",
    "comments": lambda n: "input x\n    is a number" + "\n    # and" * n + "\n",
    "comment": lambda n: "input x " + "#" * n + "\n",
    "continued": lambda n: "check x\n    when b is 1" + "\n    and b is 1" * n + "\n",
    "hyphens": lambda n: "input " + "b-" * n + "\n",
    "points": lambda n: "input " + "b." * n + "\n",
    "levels": lambda n: "use b " + "for b " * n + "\n",
    "steps": lambda n: "input x\n" + "".join(" " * i + "b\n" for i in range(int((2 * n) ** 0.5))),
    "spaces in a text": lambda n: 'input x "a' + f'{" " * 3_000}b"\nlevel y "c' * (n // 3_000) + '"\n',
    "a list with a fault at its end": lambda n: "input x\n    rests on " + "b, " * n + "other\n",
    "blanks": lambda n: " \n" * n,
    "long text": lambda n: 'input x "' + "b" * n + '"\n',
    "long name": lambda n: "input " + "b" * n + "\n",
}


@pytest.mark.parametrize("heap", HEAPS)
def test_cost_of_hostile_text_grows_with_its_length_alone(heap: str) -> None:
    made = HEAPS[heap]
    # Eight times the text; by a square law it would cost eight times as much as eight small ones.
    assert growth(made(2_000), made(16_000), 8, enough=3) <= 3


def test_deep_brackets_and_long_sums_never_exhaust_the_stack() -> None:
    checked("language 1\ninput x\n    equals " + "(" * 100_000 + "1" + ")" * 100_000)
    checked("language 1\ninput x\n    equals " + " + ".join("1" * 50_000))
    checked("language 1\ncheck x\n" + "".join(" " * 4 * i + "when all of these\n" for i in range(1, 400)))
