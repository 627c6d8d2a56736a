"""The functions that take the entries of a case: a line or two for each, written once for a level.

One is quick, and holds only for a text with just as many colons as it counts: it takes inputs whose levels are single
digits all at once. The other asks a reader about every entry. Every name in the source is made here, and every word of
a framework is a constant that the source is handed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from enum import Enum, auto
from typing import Any, TypeAlias, cast

from wellled_rules.api.answering.entries import BARE, GAP, Reader, UntakenError
from wellled_rules.api.answering.small import Small, small
from wellled_rules.backends.compiled.accept import Code, Slotted, code_of
from wellled_rules.backends.compiled.program import Program
from wellled_rules.graph.nodes import Decision, Input
from wellled_rules.graph.treatment import NOT_GIVEN
from wellled_rules.values.missing import OUT

__all__ = ["ASSESSED_ON", "Take", "Way", "day_codes", "readers", "take_of"]

ASSESSED_ON = "assessed_on"

Take: TypeAlias = (
    "Callable[[Mapping[str, Any], tuple[Code, ...]], tuple[tuple[Code, ...], Mapping[str, Any], int, int]]"
)
"""(inputs, codes of the day) -> codes in the order of the program, the canonical form of the inputs, flags, and colons.

The colons are those below the names of inputs: one a key, and all in words.

Raises `UntakenError`, `KeyError` or `TypeError` for what the long way must read.
"""

Tree: TypeAlias = "dict[str, Tree]"


def readers(program: Program) -> Mapping[str, Reader]:
    """A reader for each input that a case of the level may have, by name."""
    slots = {one.node.name: one for one in program.asked if isinstance(one.node, Input)}
    nodes = [one for one in program.graph.at(program.level) if isinstance(one, Input) and one.name != ASSESSED_ON]
    return {node.name: Reader(node, slots.get(node.name), program.level) for node in nodes}


class Way(Enum):
    """How entries are taken. AT_ONCE: all of an input, where it is small. EACH: one by one."""

    AT_ONCE = auto()
    EACH = auto()


def take_of(program: Program, known: Mapping[str, Reader], way: Way) -> Take:
    """A function for one level. known: its readers; what has none is not said. Raises `UntakenError`."""
    made = _Emitter(program, known, way)
    for reader in known.values():
        made.input(reader)
    return made.function()


class _Emitter:
    def __init__(self, program: Program, known: Container[str], way: Way) -> None:
        self.program, self.known, self.way = program, known, way
        self.lines = ["n = f = c = 0", "said = {}"]
        self.constants: dict[str, object] = {"Untaken": UntakenError}
        self.slots: dict[tuple[str, tuple[str, ...]], int] = {
            one.where: turn for turn, one in enumerate(program.asked) if isinstance(one.node, Input)
        }
        self.entries = 0

    def constant(self, value: object) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def input(self, reader: Reader) -> None:
        """All cells of one input."""
        cells = self.program.graph.cells(reader.node)
        tree, key = _tree(cells), self.constant(reader.node.name)
        self.lines += [f"if {key} in i:", "    n += 1"]
        found = None if self.way is Way.EACH else small(self.program, reader)
        if found is None:
            self.lines.append(f"    said[{key}] = {self.branch(reader, tree, (), f'i[{key}]')}")
        else:
            self.at_once(reader, tree, f"i[{key}]", found)
        absent = self.absent(reader, cells)
        self.lines += ["else:", *absent] if absent else []

    # --- an entry at a time --------------------------------------------------------------------

    def branch(self, reader: Reader, tree: Tree, members: tuple[str, ...], at: str) -> str:
        """Lines that read what stands at `at`; an expression for its canonical form."""
        if len(members) == len(reader.node.axes):
            return self.cell(reader, members, at)
        group = f"g{len(members)}"
        self.lines.append(f"    {group} = {at}")
        self.lines.append(f"    if {group}.__class__ is not dict or len({group}) != {len(tree)}: raise Untaken")
        self.lines.append(f"    c += {len(tree)}")
        keys = [(one, self.constant(one)) for one in tree]
        parts = [f"{key}: {self.branch(reader, tree[one], (*members, one), f'{group}[{key}]')}" for one, key in keys]
        return f"{{{', '.join(parts)}}}"

    def cell(self, reader: Reader, members: tuple[str, ...], at: str) -> str:
        slot = self.slots.get((reader.node.name, members))
        code, plain = "_" if slot is None else f"x{slot}", f"t{self.entries}"
        self.entries += 1
        self.lines.append(f"    v = {at}")
        self.lines.append(f"    {code}, {plain}, m = {self.constant(reader.read)}(v); f |= m; c += m >> 3")
        if self.way is not Way.EACH:
            # Here what is hashed is the case as it stands, and colons are keys.
            self.lines.append(f"    if {plain} != v or m >> 3: raise Untaken")
        return plain

    # --- all at once ---------------------------------------------------------------------------

    def at_once(self, reader: Reader, tree: Tree, at: str, small: Small) -> None:
        """Lines for an input whose entries are all numbers or words that stand as they are hashed."""
        places: list[str] = []
        # A number that is no level could be the code of a word.
        of = self.constant({one: one for one in small.numbers}), self.constant(small.words)
        self.reach(reader, tree, (), at, places, of)
        bare = [f"f |= {BARE}"] if reader.node.reason_required else []
        self.lines.append(f"    c += {_keys(tree)}")
        self.lines.append(f"    v = bytes(({', '.join(places)},)).translate(None, {self.constant(small.numbers)})")
        self.lines.append(f"    if v: f |= {GAP}")
        self.lines += [f"    if len(v) < {len(places)}: {one}" for one in bare]

    def reach(
        self, reader: Reader, tree: Tree, members: tuple[str, ...], at: str, places: list[str], of: tuple[str, str]
    ) -> None:
        if len(members) == len(reader.node.axes):
            places.append(f"x{self.slots[reader.node.name, members]}")
            self.lines.append(f"    v = {at}")
            self.lines.append(f"    {places[-1]} = {of[0]}[v] if v.__class__ is int else {of[1]}[v]")
            return
        group = f"g{len(members)}"
        # What is no group has no entry by these keys, and raises; more keys than these are more colons.
        self.lines.append(f"    {group} = {at}")
        for one in tree:
            self.reach(reader, tree[one], (*members, one), f"{group}[{self.constant(one)}]", places, of)

    # --- what is not said ----------------------------------------------------------------------

    def absent(self, reader: Reader, cells: Iterable[tuple[str, ...]]) -> list[str]:
        """Lines for an input of which the case says nothing."""
        try:
            code = reader.absent()
        except UntakenError:
            return ["    raise Untaken"]
        asked = [self.slots[where] for one in cells if (where := (reader.node.name, one)) in self.slots]
        gap = [f"    f |= {GAP}"] if reader.is_gap(code) else []
        return [f"    x{slot} = {self.constant(code)}" for slot in asked] + gap

    def function(self) -> Take:
        codes = "".join(f"{self.asked(turn, one)}, " for turn, one in enumerate(self.program.asked))
        self.lines.append("if n != len(i): raise Untaken")
        self.lines.append(f"return ({codes}), {'said' if self.way is Way.EACH else 'i'}, f & 7, c")
        source = "\n    ".join(["def take(i, day):", *self.lines]) + "\n"
        names = dict(self.constants)
        exec(compile(source, "<entries of a case>", "exec"), names)
        return cast("Take", names["take"])

    def asked(self, turn: int, slot: Slotted) -> str:
        if isinstance(slot.node, Decision):
            return self.constant(code_of(slot, OUT))
        if slot.where[0] == ASSESSED_ON:
            return "*day"
        return f"x{turn}" if slot.where[0] in self.known else self.constant(code_of(slot, NOT_GIVEN))


def _keys(tree: Tree) -> int:
    return len(tree) + sum(map(_keys, tree.values()))


def _tree(cells: Iterable[tuple[str, ...]]) -> Tree:
    tree: Tree = {}
    for members in cells:
        branch = tree
        for one in members:
            branch = branch.setdefault(one, {})
    return tree


def day_codes(program: Program, day: object) -> tuple[Code, ...]:
    """The code of the day of an assessment, None for none, where a rule asks for it.

    Raises `UntakenError` where that leaves something open.
    """
    for slot in program.asked:
        if slot.where[0] == ASSESSED_ON and isinstance(slot.node, Input):
            code = code_of(slot, NOT_GIVEN if day is None else cast("Code", day))
            if code is None:
                raise UntakenError
            return (code,)
    return ()
