"""Pass 4, lines of examples: which entries they speak of, and the values written in them."""

from __future__ import annotations

from wellled_rules.graph.graph import cells_of
from wellled_rules.graph.nodes import Axis
from wellled_rules.semantics.declarations import Declarations
from wellled_rules.semantics.errors import examples, names, types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import Const
from wellled_rules.semantics.numbers import beyond_ends
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signature
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Member
from wellled_rules.values.types import SeveralType, Type

__all__ = ["Addressed"]


class Addressed(Declarations):
    """Finds what lines of examples speak of."""

    # --- finding ---------------------------------------------------------------------------------

    def entry(self, name: e.Name, one: Declared, wanted: str = "input") -> tuple[Declared, Signature] | None:
        """The input or outcome that a line speaks of. wanted: what it is called where something else is named."""
        found = self.signatures.pick(name, one.scope, examples.not_said_here)
        if found is None:
            return None
        if found.kind not in ("input", "determine"):
            place = found.decl.name.span
            if found.kind == "check" and wanted == "outcome":
                self.wrong(examples.check_expected(name.span, name.text, place))
            else:
                self.wrong(names.not_that_kind(name.span, name.text, wanted, found.kind, place))
            return None
        signature = self.signatures.of(found)
        return None if signature is None else (found, signature)

    def outcome(self, name: e.Name, one: Declared) -> tuple[Declared, Signature] | None:
        """The outcome, or input, that is expected of."""
        return self.entry(name, one, "outcome")

    def constant_entry(self, value: e.Expr, type_: Type, one: Declared) -> Entry | None:
        """A value, label or state written in a line of an example."""
        made = self.scalar(value, Context(one.scope), type_, states=True)
        if made is None:
            return None
        fits = self.signatures.is_fitting(made.type, type_) or isinstance(type_, SeveralType)
        if not isinstance(made, Const) or not fits:
            self.wrong(types.type_mismatch(value.span, type_, made.type))
            return None
        beyond = beyond_ends(made, type_)
        if beyond is not None:
            self.wrong(beyond)
            return None
        if isinstance(type_, SeveralType) and isinstance(made.value, Member):
            return frozenset({made.value})
        return made.value

    # --- cells -----------------------------------------------------------------------------------

    def cells(
        self, name: e.Name, picks: tuple[c.Pick, ...], axes: tuple[Axis, ...], span: Span, named: set[str]
    ) -> tuple[tuple[str, ...], ...] | None:
        """Cells that picks address; every axis needs one."""
        wanted: list[set[str] | None] = [None] * len(axes)
        for pick in picks:
            place = self.place(name, pick, axes, wanted)
            if place is None:
                return None
            held = self.words.sets[axes[place].set]
            everyone = {member.id for member in held.at(self.level)}
            if not pick.every:
                wanted[place] = {pick.name.text}
            else:
                wanted[place] = everyone - named if pick.other else everyone
        left = tuple(short(axis.set) for axis, some in zip(axes, wanted, strict=True) if some is None)
        if left:
            self.wrong(types.which_entry(span, name.text, left))
            return None
        found = tuple(
            cell
            for cell in cells_of(axes, self.words.sets, self.level)
            if all(some is None or member in some for member, some in zip(cell, wanted, strict=True))
        )
        if not found and not any(pick.every for pick in picks):
            self.wrong(types.no_such_cell(span, name.text, tuple(pick.name.text for pick in picks), self.level))
            return None
        return found

    def place(self, name: e.Name, pick: c.Pick, axes: tuple[Axis, ...], wanted: list[set[str] | None]) -> int | None:
        """Which axis a pick speaks of."""
        word = pick.name.text
        for place, axis in enumerate(axes):
            held = self.words.sets[axis.set]
            fits = short(axis.set) == word if pick.every else word in held.by_id
            if fits and wanted[place] is None:
                return place
        if pick.every:
            known: tuple[str, ...] = tuple(short(axis.set) for axis in axes)
            home = f"the sets that `{name.text}` runs over"
        else:
            known = tuple(member for axis in axes for member in self.words.sets[axis.set].by_id)
            home = " or ".join(f"the set `{short(axis.set)}`" for axis in axes)
        if not axes:
            self.wrong(types.only_one_wanted(name.span.cover(pick.name.span), name.text))
        else:
            self.wrong(names.not_there(pick.name.span, word, home, known))
        return None
