"""Which kernel runs a tape: numpy, or the compiled loop once it pays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module

__all__ = ["LEAST_ROWS", "PAYS", "WORKED", "Way", "Worked"]

LEAST_ROWS = 4_096
"""Below that, one block of the loop, a call costs more than its rows in any way."""
PAYS = 2**33
"""Orders times rows after which compiling has paid.

An order of the loop costs some 0.1 ns a row less than a call of numpy. Having the loop costs some 0.7 s, and 7 s once,
until it lies on disk. Nobody knows how many rows are still to come; so the loop is taken when numpy has cost as much
more than the loop as having the loop costs.
"""


class Way(Enum):
    """How a program is run.

    CHOSEN: by numpy, and by the loop once that pays in this process. ARRAYS: by numpy. LOOP: by the compiled loop, if
    the program is worked out by orders alone; `ImportError` without numba.
    """

    CHOSEN = "chosen"
    ARRAYS = "arrays"
    LOOP = "loop"


@dataclass
class Worked:
    """What was run in this process. orders: orders times rows, by numpy where the loop could have."""

    orders: int = 0

    def is_loop(self, way: Way, orders: int, rows: int) -> bool:
        """Whether the loop is to run so many orders on so many rows."""
        match way:
            case Way.ARRAYS:
                return False
            case Way.LOOP:
                return True
            case Way.CHOSEN:
                if rows < LEAST_ROWS:
                    return False
                self.orders = min(PAYS, self.orders + orders * rows)
                return self.orders == PAYS and has_loop()


WORKED = Worked()


@cache
def has_loop() -> bool:
    """Whether the compiled loop can be had; a numba that this Python or this numpy does not suit is none."""
    try:
        import_module("wellled_rules.backends.columns.loop")
    except ImportError:
        return False
    return True
