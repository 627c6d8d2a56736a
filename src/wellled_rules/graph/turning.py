"""Open entries on which a place visibly turns: found by trying, so that few are left to be worked out.

Between two completions that give different values lies a step where the value changes, with all entries
but one the same. At such an edge most entries that matter at all can be seen to matter. What is found is
certain; what is not found is not, and `sweep.decisive` works it out at a far higher cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeAlias

from wellled_rules.graph.cells import FillStep, Place
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known, Open, Settled
from wellled_rules.graph.steps import Held, completions, fills, perform
from wellled_rules.values.operators import Entry

__all__ = ["seen_to_turn"]

_WALKS = 24
_Choices: TypeAlias = "dict[Place, Entry]"


def seen_to_turn(
    prepared: Prepared,
    known: Sequence[Known],
    target: Place,
    opens: Sequence[Place],
    witnesses: Sequence[Mapping[Place, Entry]],
    samples: Mapping[Place, tuple[Entry, ...]],
) -> frozenset[Place]:
    """Fills of `opens` for which two completions were met that differ only there and in the value of `target`.

    witnesses: choices that give different values of `target`, one a value. samples: what stands for all
    of an endless type (`samples.sampled`).
    """
    trier = _Trier(prepared, known, target, opens, samples)
    if trier.is_endless or len(witnesses) < 2:
        return frozenset()
    return trier.found(witnesses)


class _Trier:
    def __init__(
        self,
        prepared: Prepared,
        known: Sequence[Known],
        target: Place,
        opens: Sequence[Place],
        samples: Mapping[Place, tuple[Entry, ...]],
    ) -> None:
        settled = Settled(known)
        self.prepared = prepared
        self.target = target
        above = prepared.ancestors((target,), settled)
        self.above = [one for one in above if one not in settled]
        self.fixed = {one: held for one in above if not isinstance(held := known[one], Open)}
        self.options: dict[Place, tuple[Entry, ...]] = {}
        self.is_endless = False
        for place in opens:
            step = prepared.plan.steps[place]
            assert isinstance(step, FillStep)
            values = samples[place] if place in samples else completions(step.type)
            self.is_endless = self.is_endless or values is None
            self.options[place] = values or ()
        self.below = {place: self.followers(place) for place in opens}
        # NOTE: a seed that never varies: which entries are found by trying has to be the same each time.
        self.chance = Random(0)

    def followers(self, place: Place) -> list[Place]:
        """Open places from `place` on that are made from it."""
        found = {place}
        for one in self.above:
            if any(read in found for read in self.prepared.reads[one]):
                found.add(one)
        return sorted(found)

    def run(self, choices: _Choices, held: dict[Place, Held], places: Sequence[Place]) -> Held:
        """Performs `places` over `held`; gives what the target holds."""
        for place in places:
            step = self.prepared.plan.steps[place]
            if not isinstance(step, FillStep):
                held[place] = perform(step, held)
            else:
                below = held[step.of]
                held[place] = choices[place] if fills(step, below) else below
        return held[self.target]

    def whole(self, choices: _Choices) -> dict[Place, Held]:
        """What every place holds under `choices`."""
        held = dict(self.fixed)
        self.run(choices, held, self.above)
        return held

    def found(self, witnesses: Sequence[Mapping[Place, Entry]]) -> frozenset[Place]:
        left = set(self.options)
        for _ in range(_WALKS):
            if not left:
                break
            pair = self.chance.sample(list(witnesses), 2)
            for choices in self.edge(pair[0], pair[1]):
                held = self.whole(choices)
                left -= {place for place in sorted(left) if self.turns(choices, held, place)}
        return frozenset(self.options) - left

    def edge(self, one: Mapping[Place, Entry], other: Mapping[Place, Entry]) -> tuple[_Choices, ...]:
        """Two completions on the way from `one` to `other` that differ in one entry and in value."""
        # What a witness leaves open makes no difference to it, so both ends have the same entry there.
        free = {place: self.chance.choice(options) for place, options in self.options.items()}
        ends = [{place: end.get(place, entry) for place, entry in free.items()} for end in (one, other)]
        way = [place for place in free if ends[0][place] != ends[1][place]]
        self.chance.shuffle(way)

        def at(steps: int) -> _Choices:
            return {**ends[0], **{place: ends[1][place] for place in way[:steps]}}

        start = self.whole(ends[0])[self.target]
        low, high = 0, len(way)
        if self.whole(at(high))[self.target] == start:
            return ()
        while high - low > 1:
            middle = (low + high) // 2
            if self.whole(at(middle))[self.target] == start:
                low = middle
            else:
                high = middle
        return at(low), at(high)

    def turns(self, choices: _Choices, held: Mapping[Place, Held], place: Place) -> bool:
        """Whether another entry at `place` gives another value."""
        for entry in self.options[place]:
            if entry != choices[place]:
                after = dict(held)
                if self.run({**choices, place: entry}, after, self.below[place]) != held[self.target]:
                    return True
        return False
