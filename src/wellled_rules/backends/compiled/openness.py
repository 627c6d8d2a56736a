"""What a function's places hold that could still become anything, and where the function leaves for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from wellled_rules.backends.compiled.forms import Form
from wellled_rules.backends.compiled.writer import Writer
from wellled_rules.graph.cells import ApplyStep, Place

__all__ = ["Openness"]


@dataclass
class Openness:
    """tests: place -> the test that what it holds turns on something open; where nobody needs it, nothing comes of it.

    entry: an expression for what the graph holds at a form.
    """

    writer: Writer
    forms: Mapping[Place, Form]
    entry: Callable[[Form], str]
    tests: dict[Place, str] = field(default_factory=dict)

    def closed(self, places: Iterable[Place]) -> None:
        """Leave the function where one of some places holds what could still become anything."""
        for place in places:
            test = self.tests.pop(place, None)
            if test is not None:
                self.writer.leave(test)

    def unsettled(self, step: ApplyStep) -> str:
        """A test that an operator's answer is open: an operand is, and no other settles it."""
        opens = " or ".join(dict.fromkeys(self.tests[one] for one in step.args if one in self.tests))
        if step.op not in ("and", "or"):
            # What is left out answers for the whole, whatever the others become.
            outs = [self.surely_out(one) for one in step.args]
            return f"({opens})" + "".join(f" and not {test}" for test in dict.fromkeys(outs) if test != "False")
        sign = "" if step.op == "and" else "not "
        needed = [f"({opens})"]
        for one in step.args:
            part = self.writer.holds(self.forms[one]) or f"({self.entry(self.forms[one])} is True)"
            needed.append(f"({self.tests[one]} or {sign}{part})" if one in self.tests else f"{sign}{part}")
        return " and ".join(dict.fromkeys(needed))

    def surely_out(self, place: Place) -> str:
        """A test that a place is left out, whatever becomes of what is open."""
        test = self.writer.is_out(self.forms[place])
        return test if test == "False" or place not in self.tests else f"({test} and not ({self.tests[place]}))"
