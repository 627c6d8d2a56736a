"""The cost of checking grows with the text, not with its square; semantics alone, in time per declaration."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import sharing
from wellled_rules.semantics.amend import Version
from wellled_rules.semantics.check import check
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.parser import parse
from wellled_rules.text.source import SourceFile

FEW, MANY = 500, 4_000
# Linear is 1; a square would be 8. What lies between is the machine's.
MOST = 3.5

HEAD = """\
language 1

framework large@2025-01 "Large"
    status draft
    covers pool
    headline rule_0 at pool

level pool "Pool"

source handbook "Handbook"
    published by "Pool Board"

scale mark "Mark"
    best first
    gold "Gold"
    silver "Silver"

"""
FIRST = 'determine rule_0 "Rule"\n    is a mark\n    equals gold\n    cites handbook "1"\n\n'


def pairs(count: int) -> list[str]:
    return [HEAD + "".join(_pair(i, f"input_{i}") for i in range(count // 2))]


def unknown(count: int) -> list[str]:
    return [HEAD + "".join(_pair(i, f"imput_{i}") for i in range(count // 2))]


def chain(count: int) -> list[str]:
    return [HEAD + "".join(_pair(i, f"rule_{i - 1}" if i else "input_0") for i in range(count // 2))]


def circle(count: int) -> list[str]:
    return [HEAD + "".join(_pair(i, f"rule_{(i + 1) % (count // 2)}") for i in range(count // 2))]


def twice(count: int) -> list[str]:
    return [HEAD + FIRST + 'input same "Same"\n    is a number\n\n' * count]


def limits(count: int) -> list[str]:
    limit = 'limit limit_{0} "Limit"\n    on rule_0 to silver\n    when visits is {0}\n    cites handbook "1"\n\n'
    return [
        HEAD + FIRST + 'input visits "Visits"\n    is a number\n\n' + "".join(limit.format(i) for i in range(count))
    ]


def examples(count: int) -> list[str]:
    example = 'example example_{0} "Example"\n    given rule_0 is gold\n    then rule_0 is gold\n\n'
    return [HEAD + FIRST + "".join(example.format(i) for i in range(count))]


def amended(count: int) -> list[str]:
    base = pairs(count)[0].replace("large@2025-01", "large@2024-01")
    head = 'language 1\n\nframework large@2025-01 "Large"\n    amends large@2024-01\n\n'
    changed = "".join(_pair(i, f"input_{i}").replace("determine", "replace determine") for i in range(count // 2))
    return [head + changed.replace("input input", "replace input input"), base]


def removed(count: int) -> list[str]:
    base = pairs(count)[0].replace("large@2025-01", "large@2024-01")
    head = 'language 1\n\nframework large@2025-01 "Large"\n    amends large@2024-01\n\n'
    return [head + "".join(f"remove rule_{i}, input_{i}\n\n" for i in range(1, count // 2)), base]


def _pair(i: int, reads: str) -> str:
    rule = f'determine rule_{i} "Rule"\n    is a number\n    equals {reads} + 1\n    cites handbook "{i}"\n\n'
    return f'input input_{i} "Input"\n    is a number\n\n{rule}'


def _times(texts: list[str]) -> Iterator[float]:
    """Seconds of a check, tried twice for those who ask for more: a try that is quick enough says all."""
    files = [SourceFile(f"{place}.wlr", text) for place, text in enumerate(texts)]
    chained = [Version((parse(file, Limits())[0],)) for file in files]
    for _ in range(2):
        gc.collect()
        before = time.process_time()
        with sharing():
            check(chained, lambda name: None, (), Report(), Limits())
        yield time.process_time() - before


@pytest.mark.parametrize(
    "make", [pairs, unknown, chain, circle, twice, limits, examples, amended, removed], ids=lambda make: make.__name__
)
def test_a_declaration_costs_the_same_among_many(make: Callable[[int], list[str]]) -> None:
    most = MOST * min(_times(make(FEW))) / FEW + 0.000_05
    assert any(many / MANY <= most for many in _times(make(MANY)))
