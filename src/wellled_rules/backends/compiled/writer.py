"""The source under construction: statements, variables, and the tables that they look things up in.

Every name in the source is made here (`x0` what comes in, `s0` a slot, `k0` a constant), and every number in it is a
code or a count. No word of a framework can reach it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Row, coded, key
from wellled_rules.backends.compiled.meanings import Meaning
from wellled_rules.values.missing import OUT, Missing

__all__ = ["Writer", "recoded"]

_MOST_JOINT = 2**10
"""Rows of one table over several variables."""
_MOST_WORK = 2**17
"""Rows worked out for one function; beyond them no table is made that is not short."""
_FEW = 16
_MOST_COPIES = 64


class Writer:
    """Lines of one function, its slots in order, and the constants that it names."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.slots: list[str] = []
        # Variables that hold Python's True and False, not codes that equal them.
        self.truths: set[str] = set()
        self.constants: dict[str, object] = {}
        self._names: dict[object, str] = {}
        # Slot -> the variable that it follows from alone.
        self.follows: dict[str, str] = {}
        self._made: dict[str, str] = {}
        self._rows: dict[object, tuple[tuple[Row, ...], tuple[Form, ...]]] = {}
        self._work = 0

    # --- statements ----------------------------------------------------------------------------

    def slot(self, expression: str) -> str:
        """A new slot that holds the value of an expression."""
        name = f"s{len(self.slots)}"
        self.slots.append(name)
        self.lines.append(f"{name} = {expression}")
        return name

    def leave(self, test: str) -> None:
        """Leave the function, for the reference to answer, where a test holds."""
        if test == "True":
            self.lines.append("return None")
        elif test != "False":
            self.lines.append(f"if {test}: return None")

    def constant(self, value: object, once: object = None) -> str:
        """The name of a constant; one name for all that are told apart by `once`."""
        if once is None or once not in self._names:
            name = f"k{len(self.constants)}"
            self.constants[name] = value
            if once is None:
                return name
            self._names[once] = name
        return self._names[once]

    # --- looking up ----------------------------------------------------------------------------

    def lookup(self, form: Coded, rows: Sequence[object]) -> str:
        """An expression for `rows` at a code; `NEVER` may come to anything."""
        used = [one for one in rows if one is not NEVER]
        if all(isinstance(one, bool) for one in used):
            return self.condition(form, [one if isinstance(one, bool) else None for one in rows])
        pairs = [(code, one) for code, one in zip(form.codes, rows, strict=True) if one is not NEVER]
        if all(isinstance(one, int) and not isinstance(one, bool) for one in used):
            numbers = [(code, one) for code, one in pairs if isinstance(one, int)]
            found = None if form.variable in self.truths else _straight(form, numbers)
            if found is not None:
                return found
        if len({key(one) for one in used}) == 1:
            return self._written(used[0])
        return self._table(form, [used[0] if one is NEVER else one for one in rows])

    def _written(self, value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value) if value >= 0 else f"({value})"
        return str(value) if isinstance(value, bool) else self.constant(value, ("one", key(value)))

    def _table(self, form: Coded, rows: Sequence[object]) -> str:
        padded = [rows[0]] * form.low if 0 < form.low <= _MOST_COPIES else []
        table = (*padded, *rows)
        name = self.constant(table, ("table", tuple(map(key, table))))
        if form.low == 0 or padded:
            return f"{name}[{form.variable}]"
        return f"{name}[{form.variable} - {form.low}]" if form.low > 0 else f"{name}[{form.variable} + {-form.low}]"

    def condition(self, form: Coded, truths: Sequence[bool | None]) -> str:
        """A test that holds at the codes that are True; at None it may hold or not."""
        yes = [code for code, one in zip(form.codes, truths, strict=True) if one is True]
        no = [code for code, one in zip(form.codes, truths, strict=True) if one is False]
        name = form.variable
        if not yes or not no:
            return "True" if yes else "False"
        if name in self.truths:
            return name if yes == [1] else f"(not {name})"
        if len(yes) == 1:
            return f"({name} == {yes[0]})"
        if len(no) == 1:
            return f"({name} != {no[0]})"
        if max(yes) < min(no):
            return f"({name} <= {max(yes)})"
        if min(yes) > max(no):
            return f"({name} >= {min(yes)})"
        if not any(min(yes) < code < max(yes) for code in no):
            return f"({min(yes)} <= {name} <= {max(yes)})"
        if not any(min(no) < code < max(no) for code in yes):
            return f"(not {min(no)} <= {name} <= {max(no)})"
        return self._table(form, [one is True for one in truths])

    def holds(self, form: Form) -> str | None:
        """A test whether a place holds yes; None where its form has no codes."""
        if isinstance(form, Const):
            return str(form.value is True)
        if isinstance(form, Coded):
            return self.condition(form, [None if one is NEVER else one is True for one in form.table])
        return None

    def is_out(self, form: Form) -> str:
        """A test that what a place holds is left out."""
        match form:
            case Const():
                return str(isinstance(form.value, Missing) and form.value.is_out)
            case Coded():
                rows = [None if one is NEVER else isinstance(one, Missing) and one.is_out for one in form.table]
                return self.condition(form, rows)
            case Plain(missing=True):
                missing = self.constant(Missing, "Missing")
                return f"({form.variable}.__class__ is {missing} and {form.variable}.is_out)"
            case _:
                return "False"

    # --- tables --------------------------------------------------------------------------------

    def view(self, meaning: Callable[..., Row], forms: Sequence[Form], same: object = None) -> Const | Coded | None:
        """`meaning` of what some places hold, where all of them read one variable at most; it costs nothing to run.

        same: tells meanings apart; what was worked out for one is not worked out again for another like it.
        """
        reads = {form.variable: form for form in forms if isinstance(form, Coded)}
        if len(reads) > 1 or not all(isinstance(form, Const | Coded) for form in forms):
            return None
        if not reads:
            return _const(meaning(*(form.value for form in forms if isinstance(form, Const))))
        (shape,) = reads.values()
        if self._work > _MOST_WORK and len(shape.table) > _FEW:
            return None
        return _settled(Coded(shape.variable, shape.low, self.rows(meaning, forms, reads, same)))

    def joint(
        self, meaning: Callable[..., Row], forms: Sequence[Form], same: object = None, *, keep: bool = False
    ) -> Const | Coded | None:
        """`meaning` of what some places hold, from a table over all their variables; None where it would be too large.

        keep: whether the variable made tells all variables that it was made from. same: as in `view`.
        """
        one = self.view(meaning, forms, same)
        if one is not None or not all(isinstance(form, Const | Coded) for form in forms):
            return one
        shapes = {form.variable: form for form in forms if isinstance(form, Coded)}
        size = prod(len(shape.table) for shape in shapes.values())
        if size > (_FEW if self._work > _MOST_WORK else _MOST_JOINT):
            return None
        terms, low, step = [], 0, 1
        for name, shape in shapes.items():
            terms.append(name if step == 1 else f"{step}*{name}")
            low += step * shape.low
            step *= len(shape.table)
        table = self.rows(meaning, forms, shapes, same)
        index = " + ".join(terms)
        settled = _settled(Coded(f"({index})", low, table))
        if isinstance(settled, Const) and not keep:
            return settled
        if keep or 2 * len({key(one) for one in table}) > size:
            return Coded(self._once(index), low, table)
        return self.stored(Coded(f"({index})", low, table))

    def rows(
        self, meaning: Callable[..., Row], forms: Sequence[Form], shapes: Mapping[str, Coded], same: object
    ) -> tuple[Row, ...]:
        """`meaning` at every code of some variables, the first of them changing fastest."""
        turns = {name: turn for turn, name in enumerate(shapes)}
        likeness = (same, tuple(_likeness(form, turns) for form in forms))
        if same is not None and likeness in self._rows:
            return self._rows[likeness][0]
        points = [dict[str, int]()]
        for name, shape in shapes.items():
            points = [{**point, name: code} for code in shape.codes for point in points]
        found = tuple(_row(meaning, forms, point) for point in points)
        self._work += len(found)
        if same is not None:
            # The forms are kept so that no other table can come to lie where one of theirs did.
            self._rows[likeness] = found, tuple(forms)
        return found

    def stored(self, form: Coded) -> Coded:
        """The same in a slot of its own, by codes of its own."""
        low, table = coded(form.table)
        if isinstance(table[0], bool):
            found = Coded(self.truth(self.holds(form) or ""), 0, table)
        else:
            found = Coded(self._once(self.lookup(form, recoded(form.table, low, table))), low, table)
        if form.variable.isidentifier() and found.variable != form.variable:
            self.follows[found.variable] = form.variable
        return found

    def truth(self, expression: str) -> str:
        """A slot for a yes or no."""
        name = self._once(expression)
        self.truths.add(name)
        return name

    def _once(self, expression: str) -> str:
        """The slot of an expression, made when it is first asked for."""
        found = self._made.get(expression)
        if found is None:
            found = self._made[expression] = self.slot(expression)
            # A slot is its own expression: asked for again, it is not copied.
            self._made[found] = found
        return found


def recoded(rows: Sequence[Row], low: int, table: Sequence[Row]) -> list[object]:
    """For each of `rows` its code in a table that has them all; in a table of yes and no alone they are their own."""
    is_truth = all(isinstance(one, bool) for one in table)
    at: dict[object, object] = {key(one): one if is_truth else code for code, one in enumerate(table, low)}
    return [one if one is NEVER else at[key(one)] for one in rows]


def _straight(form: Coded, numbers: Sequence[tuple[int, int]]) -> str | None:
    """The variable plus a number, where that is all there is to it."""
    gaps = {one - code for code, one in numbers}
    if len(gaps) != 1:
        return None
    (gap,) = gaps
    if gap == 0:
        return form.variable
    return f"({form.variable} + {gap})" if gap > 0 else f"({form.variable} - {-gap})"


def _likeness(form: Form, turns: Mapping[str, int]) -> object:
    """Tells forms apart by what they can hold and by whether they read one variable, not by its name."""
    match form:
        case Const():
            return key(form.value)
        case Coded():
            return turns[form.variable], form.low, id(form.table)
        case _:
            return None


def _row(meaning: Callable[..., Row], forms: Sequence[Form], codes: dict[str, int]) -> Row:
    rows: list[Row] = []
    for form in forms:
        if isinstance(form, Const):
            rows.append(form.value)
        elif isinstance(form, Coded):
            rows.append(form.table[codes[form.variable] - form.low])
    held = [one for one in rows if one is not NEVER]
    if len(held) == len(rows):
        return meaning(*held)
    return meaning.beside(rows) if isinstance(meaning, Meaning) else NEVER


def _const(row: Row) -> Const:
    return Const(OUT if row is NEVER else row)


def _settled(form: Coded) -> Const | Coded:
    """A constant where every row is the same."""
    found = {key(one): one for one in form.table if one is not NEVER}
    if len(found) > 1:
        return form
    return Const(next(iter(found.values()), OUT))
