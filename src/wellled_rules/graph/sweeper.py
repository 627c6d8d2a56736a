"""What is swept for one case, with one memory: of the same case under other assumptions too.

In: the plan of a case with what is settled folded away. Out: what places come to together, and the open
entries on which one turns.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from wellled_rules.graph.cells import FillStep, Place
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.steps import fills

if TYPE_CHECKING:
    from wellled_rules.graph.kernel import Memory
    from wellled_rules.graph.slices import Folded, Setting, Slice
    from wellled_rules.graph.sweep import Reached

__all__ = ["Sweeper"]

_MOST_STATES = 2**16
"""States held at once, and so never fewer than the completions that enumeration counts out."""
_MOST_WORK, _WORK_A_STEP = 4_000_000, 200
"""Moves of states for all that is asked of one case, and more for each step of its plan; beyond them sets are local and
said not to be exact."""
_MOST_MOVES = 2_000_000
"""Moves for what one outcome waits for; beyond them every open entry that it reads is told."""


class Sweeper:
    """Sweeps that share what they worked out: of one case, and of the same case under other assumptions."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Memory | None = None

    def _memory(self, prepared: Prepared) -> Memory:
        from wellled_rules.graph.kernel import Memory

        with self._lock:
            if self._held is None:
                self._held = Memory(work=_MOST_WORK + _WORK_A_STEP * len(prepared.plan.steps))
            return self._held

    def __reduce__(self) -> tuple[type[Sweeper], tuple[()]]:
        return Sweeper, ()

    def folded(self, prepared: Prepared, setting: Setting) -> Folded:
        """The plan of a case, to be folded once for all that is asked of it."""
        from wellled_rules.graph.slices import Folded

        return Folded(prepared.plan, setting, self._memory(prepared))

    def reached(self, folded: Folded, places: tuple[Place, ...]) -> Reached:
        """What some places come to together."""
        from wellled_rules.graph.kernel import Meter
        from wellled_rules.graph.sweep import swept

        with self._lock:
            meter = Meter(folded.memory)
            return swept(folded.plan, places, folded.setting, meter, whole=folded, budget=_MOST_STATES)

    def turning(self, folded: Folded, place: Place, opens: tuple[Place, ...]) -> frozenset[Place]:
        """Those of some open entries on which an open place turns; all of them where that cannot be counted out."""
        from wellled_rules.graph.kernel import Meter
        from wellled_rules.graph.slices import shape_of, slice_of

        reached = self.reached(folded, (place,))
        with self._lock:
            part = slice_of(folded.plan, (place,), folded.setting, Meter(folded.memory), folded)
        if not reached.exact or part is None:
            return frozenset(opens)
        # What is left after folding is what can matter: many entries that nobody made are behind a test that fails.
        within = [one for one in opens if one in part.items]
        places, inside = list(part.items), frozenset(within)
        shape = ("turning", shape_of(part), tuple(turn for turn, one in enumerate(places) if one in inside))
        turns = folded.memory.parts.get(shape)
        if not isinstance(turns, frozenset):
            found = self._decided(folded, part, within, reached)
            # Subjects of one shape turn on entries at the same turns, so that one answers for all.
            turns = folded.memory.parts[shape] = frozenset(turn for turn, one in enumerate(places) if one in found)
        return frozenset(places[turn] for turn in turns)

    def _decided(self, folded: Folded, part: Slice, opens: list[Place], reached: Reached) -> frozenset[Place]:
        """The same for a slice of one target whose values were reached: seen by trying, the others worked out."""
        from wellled_rules.graph.kernel import Memory
        from wellled_rules.graph.sweep import decisive
        from wellled_rules.graph.turning import seen_to_turn

        (place,), setting = part.targets, folded.setting
        witnesses = [reached.witness(values) for values in sorted(reached.values, key=repr)]
        with self._lock:
            seen = seen_to_turn(part, opens, witnesses, folded.memory)
        left = [one for one in opens if one not in seen and self._may_fill(folded, one)]
        memory = Memory(work=_MOST_MOVES)
        found, _ = decisive(
            folded.plan, place, left, setting.sources, setting.assumed, fixed=setting.fixed, memory=memory
        )
        return seen | frozenset(found)

    def _may_fill(self, folded: Folded, place: Place) -> bool:
        """Whether a fill ever has something to fill: without that nothing turns on it, which is quickly said."""
        step = folded.plan.steps[place]
        assert isinstance(step, FillStep)
        reached = self.reached(folded, (step.of,))
        return not reached.exact or any(fills(step, held) for (held,) in reached.values)
