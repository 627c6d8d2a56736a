"""Frameworks drawn at random, as rule text: what a person could have written, read by the real parser.

A draw is a function of its seed. Text is drawn clause by clause; where the checker finds a row that nothing
comes to, or rules that contradict each other, that row or rule is taken out and the rest is checked again, as
its author would do. `counted` says which constructs a draw holds, so that a test can hold how often each occurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from support.generate_clauses import Clauses

from wellled_rules.api import Framework
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.driver.files import Texts, from_texts
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Aggregate, Apply, Choose, Collect, Determine, Input, Treatment
from wellled_rules.syntax.ast.module import AddTo, Declaration, FrameworkHeader, Module, Remove, Use
from wellled_rules.syntax.parser import parse
from wellled_rules.text.source import SourceFile
from wellled_rules.values.missing import Missing

__all__ = ["MODULES", "Drawn", "constructs", "counted", "drawn_framework", "drawn_text"]

MODULES = {
    "own.scales": """language 1

module own.scales "Scales"

scale score "Score"
    worst first
    1 "One"
    2 "Two"
    3 "Three"

scale grade "Grade"
    best first
    top "Top" worth 3
    good "Good" worth 2
    poor "Poor" worth 1
    also shown
        ungraded "Not graded" counts as not_assessed
        halted "Halted" counts as suspended
""",
    "own.sums": """language 1

module own.sums "Sums"

use own.scales for score

parameter several "What is averaged"
    is a collection of score

parameter mode "How halves are rounded"
    is a rounding

determine average "Average"
    is a number
    equals mean of several
    rounded to whole by mode
""",
}
_MOST_REPAIRS = 12
_GUARDED = re.compile(r"\b(\w+) is (?:yes|no) and \1 is known")


@dataclass(frozen=True)
class Drawn:
    """A framework that checks, and the texts that it is made of: its own last."""

    seed: int
    framework: Framework
    texts: tuple[str, ...]

    @property
    def graph(self) -> DeterminationGraph:
        return self.framework.graph


def drawn_text(seed: int, attempt: int = 0) -> tuple[str, ...]:
    """The texts of one draw as first written: a version, and now and then one that amends it."""
    chance = Random(f"{seed}/{attempt}")
    clauses = Clauses(chance)
    base = clauses.framework()
    return (base, clauses.amendment()) if chance.random() < 0.16 else (base,)


def drawn_framework(seed: int) -> Drawn:
    """The framework of one draw: of the first attempt from which something is left that checks."""
    return next(found for attempt in count() if (found := _attempt(seed, attempt)) is not None)


def _attempt(seed: int, attempt: int) -> Drawn | None:
    texts: tuple[str, ...] = ()
    made: Compiled | None = None
    bases: dict[str, Texts] = {}
    for turn, text in enumerate(drawn_text(seed, attempt)):
        name = f"drawn_{turn}.wlr"
        found = _mended(text, name, bases)
        if found is None:
            break
        made, mended = found
        texts += (mended,)
        if made.graph is not None:
            bases[made.graph.identity] = from_texts({name: mended}, name)
    if made is None or made.graph is None:
        return None
    return Drawn(seed, Framework(made.graph, made.examples), texts)


# --- what is in a draw -------------------------------------------------------------------------


def counted(drawn: Drawn) -> frozenset[str]:
    """`kind:limit`, `operator:add`, `fold:any`: each construct that a draw holds."""
    found: set[str] = {"kind:module"} if any("\nuse " in text for text in drawn.texts) else set()
    for node in drawn.graph.nodes.values():
        match node:
            case Apply():
                found.add(f"operator:{node.op}")
            case Aggregate():
                found.add(f"fold:{node.op}")
            case Adjustment():
                found.add(f"exception:{node.kind}")
                if node.departure is not None:
                    found.add("normally:an exception")
            case Determine() if node.departure is not None:
                found.add("normally:a rule")
            case Choose():
                found.add(f"rows:{node.form}")
            case Collect():
                found |= set(_collected(drawn.graph, node))
            case Input():
                found |= {f"treatment:{_treatment(one)}" for one in node.treatments.values()}
                found |= {f"carried:{'as assumed' if one.assumption else 'always'}" for one in node.carried}
            case _:
                pass
    for text in drawn.texts:
        found |= constructs(text)
        if "looked_" in text:
            found.add("levels:looking up")
        if _GUARDED.search(text):
            found.add("condition:a fact that is known")
        if "\n    in unit " in text:
            found.add("kind:subject in an example")
        if " and the rest are " in text:
            found.add("quantifier:the rest")
    if any(text.count("\nuse own.sums") for text in drawn.texts):
        found.add("kind:parameter")
    combines = any(name.startswith("collect:of a level") for name in found)
    return frozenset(found | ({f"levels:{len(drawn.graph.levels)}"} if combines else set()))


def _collected(graph: DeterminationGraph, node: Collect) -> Iterator[str]:
    """What a collection takes, and how."""
    for take in node.takes:
        source = graph.nodes[take.source]
        of = "of its own" if take.of is None else "of a level"
        yield f"collect:{of}{'' if take.where is None else ', where'}"
        if take.of is not None:
            kind = "an outcome" if isinstance(source, Determine) else "members" if source.axes else "one value"
            yield f"collect:{kind} {of}"
    if len(node.axes) > 1:
        yield "collect:for each"
    if len(node.takes) > 1:
        yield "collect:several lines"
    yield from (f"collect:treatment {one}" for one in node.treatments.values())


def _treatment(one: object) -> str:
    """What a state is treated as, without saying which value or state."""
    match one:
        case Treatment():
            return str(one)
        case Missing():
            return "a state"
        case _:
            return "a value"


def constructs(text: str) -> set[str]:
    """Kinds of declaration in one rule text."""
    module, _ = parse(SourceFile("x.wlr", text))
    return {f"kind:{kind}" for kind in _kinds(module)}


def _kinds(module: Module) -> Iterator[str]:
    for item in module.items:
        match item:
            case Declaration():
                yield item.kind
                if item.replaces:
                    yield "replace"
            case FrameworkHeader():
                yield "framework"
            case Use():
                yield "use"
            case Remove():
                yield "remove"
            case AddTo():
                yield "add to"
            case _:
                pass


# --- mending -----------------------------------------------------------------------------------


def _mended(text: str, name: str, bases: dict[str, Texts]) -> tuple[Compiled, str] | None:
    for _ in range(_MOST_REPAIRS):
        made = compile_framework(from_texts({name: text}, name), Shelves(MODULES, bases))
        errors = made.report.errors
        if not errors:
            return made, text
        shorter = _without(text, name, errors)
        if shorter is None:
            return None
        text = shorter
    return None


def _without(text: str, name: str, errors: tuple[Diagnostic, ...] | list[Diagnostic]) -> str | None:
    """The text without the rows and declarations that were found at fault; None where one must stay."""
    lines = text.split("\n")
    gone: set[int] = set()
    for one in errors:
        if one.primary is None or one.primary.span.source.name != name:
            return None
        start = text.count("\n", 0, one.primary.span.start)
        if one.code == "dead-row":
            end = text.count("\n", 0, one.primary.span.end)
            gone |= set(range(start, end + 1))
            continue
        while lines[start].startswith(" ") or not lines[start]:
            start -= 1
        if lines[start].startswith(("language", "framework", "level", "determine overall")):
            return None
        end = start + 1
        while end < len(lines) and (lines[end].startswith(" ") or not lines[end]):
            end += 1
        gone |= set(range(start, end))
    return "\n".join(line for turn, line in enumerate(lines) if turn not in gone)
