"""Subjects inside subjects in a drawn framework: its levels, collections, and what looks up, as text."""

from __future__ import annotations

import re

from support.generate_inputs import STATES, Inputs

__all__ = ["Levels"]

_INNER = {
    "unit": '\nlevel unit "Unit"\n    within site\n',
    "desk": '\nlevel desk "Desk"\n    within unit{also}\n',
}
_FIRM = {"firm": '\nlevel firm "Firm"\n    within site\n'}
_TREATED = re.compile(r"^    treat (\w+) as (\w+)$", re.MULTILINE)


class Levels(Inputs):
    """One draw: its levels, and the collections that its rules may combine.

    pools: name -> kind of its values; by_part: those for each part.
    """

    def levels(self) -> None:
        """Draws the levels: one, one within another, or two or three in each of which collections stand."""
        self.holders: dict[str, tuple[str, ...]] = {"site": ()}
        self.pools: dict[str, str] = {}
        self.by_part: list[str] = []
        self.declared = ""
        if self.maybe(20):
            self.holders["firm"] = ("site",)
            self.declared = _FIRM["firm"]
        elif self.maybe(45):
            self.holders["unit"] = ("site",)
            self.declared = _INNER["unit"]
            if self.maybe(50):
                is_direct = self.maybe(50)
                self.holders["desk"] = ("unit", "site") if is_direct else ("unit",)
                self.declared += _INNER["desk"].format(also=", site" if is_direct else "")

    @property
    def is_nested(self) -> bool:
        """Whether subjects inside are combined."""
        return "unit" in self.holders

    def inside(self, level: str) -> tuple[str, ...]:
        """Levels directly inside one."""
        return tuple(name for name, holders in self.holders.items() if level in holders)

    # --- collections ---------------------------------------------------------------------------

    def collections(self) -> None:
        """One or two collections, each at every level, so that a rule at every level may combine them."""
        for _ in range(self.chance.randint(1, 2) if self.is_nested else self.chance.randrange(2)):
            kind = self.chance.choice(("score", "score", "score", "grade", "grade", "number", "day", "truth"))
            sources = {
                "score": [one for one in self.scores if one.startswith("score")],
                "grade": self.grades[:1],
                "number": [one for one in self.numbers if one.startswith("amount")],
                "day": [one for one in self.days if one != "assessed_on"],
                "truth": [one for one in self.truths if one.startswith("fact")],
            }[kind]
            if sources:
                self.collect(kind, self.chance.choice(sources))

    def collect(self, kind: str, source: str) -> None:
        name = self.name("pool")
        is_outcome = kind == "grade" and self.maybe(40)
        is_each = kind == "score" and self.maybe(30)
        states = ", ".join(self.untreated(source)) if self.maybe(50) else ""
        treat = f"treat {states} as {self.chance.choice(('left out', 'unknown'))}" if states else ""
        for level in self.holders:
            each = ["for each part"] if is_each else []
            own = f"takes {source}"
            if kind == "score" and not is_each and self.maybe(70):
                own += " of each part" + (f" where {source} is not 1" if self.maybe(70) else self.where())
            takes = [
                f"takes {'overall' if is_outcome else source} of each {one}{self.where()}" for one in self.inside(level)
            ]
            if not takes or self.maybe(20):
                takes.append(own)
            # An outcome is never `not_given`, and one line of `treat` must fit whatever is taken.
            is_fitting = not is_outcome or not self.inside(level) or "not_given" not in treat
            self.block(f'collect {name} at {level} "Pool"', *each, *takes, treat if is_fitting else "", self.cited())
        self.pools[name] = kind
        if is_each:
            self.by_part.append(name)

    def untreated(self, source: str) -> list[str]:
        """One or two states that the input itself takes as nothing else."""
        text = next(one for one in self.blocks if one.startswith(f"input {source}"))
        settled = {state for state, way in _TREATED.findall(text) if way not in ("left", "unknown")}
        free = [state for state in STATES if state not in settled]
        return self.chance.sample(free, min(len(free), self.chance.choice((1, 1, 2))))

    def where(self) -> str:
        """Now and then, a condition on what is taken."""
        if not self.maybe(40):
            return ""
        tests = (f"{self.truths[0]} is yes", f"{self.grades[0]} is not poor", f"{self.numbers[0]} is over 0")
        return f" where {self.chance.choice(tests)}"

    # --- looking up ----------------------------------------------------------------------------

    def looking_up(self) -> None:
        """A name that is read of the subject above, and at the top of one's own."""
        if not self.is_nested or self.maybe(30):
            return
        kind = self.chance.choice(("truth", "grade", "number", "score"))
        source, type_, each = {
            "truth": (self.truths[0], "is yes or no", ""),
            "grade": (self.grades[0], "is a grade", ""),
            "number": (self.numbers[0], "is a number", ""),
            "score": (self.scores[0], "is a score", "for each part"),
        }[kind]
        name = self.name("looked")
        for level, holders in self.holders.items():
            of = f" of {self.chance.choice(('site', *holders))}" if holders else ""
            self.block(f"determine {name} at {level}", each, type_, f"equals {source}{of}", self.cited())
        {"truth": self.truths, "grade": self.grades, "number": self.numbers, "score": self.scores}[kind].append(name)

    # --- combining -----------------------------------------------------------------------------

    def pooled(self, *kinds: str) -> str | None:
        """A collection of one of some kinds of values, where there is one."""
        found = [name for name, kind in self.pools.items() if kind in kinds]
        return self.chance.choice(found) if found and self.maybe(50) else None
