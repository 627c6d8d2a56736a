"""The inputs and assumptions of a drawn framework, as text, and the names that its rules may then use."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

__all__ = ["MODES", "STATES", "Inputs"]

STATES = ("not_applicable", "not_assessed", "not_seen", "insufficient_evidence", "suspended", "not_given")
MODES = ("half_up", "half_even", "half_down", "up", "down")


class Inputs:
    """One draw. The lists hold what may be named so far, by what it is."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        # What is carried, shown or guarded is drawn apart: it is added to draws and changes nothing else in them.
        self.apart = Random(f"carried/{chance.getstate()[1][1:3]}")
        self.showing = Random(f"shown/{chance.getstate()[1][1:3]}")
        self.guarding = Random(f"guarded/{chance.getstate()[1][1:3]}")
        self.blocks: list[str] = []
        self.count = 0
        self.truths: list[str] = []
        self.grades: list[str] = []
        self.scores: list[str] = []
        self.numbers: list[str] = []
        self.shares: list[str] = []
        self.days: list[str] = ["assessed_on"]
        self.modes: list[str] = [*MODES]
        self.several: list[tuple[str, tuple[str, ...]]] = []
        self.rules: list[str] = []
        self.members: list[str] = []

    def maybe(self, share: int) -> bool:
        """True in so many of a hundred."""
        return self.chance.randrange(100) < share

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}_{self.count}"

    def block(self, head: str, *clauses: str) -> None:
        body = "".join(f"    {line}\n" for clause in clauses for line in clause.split("\n") if line)
        self.blocks.append(f"{head}\n{body}")

    def cited(self) -> str:
        return 'cites book "Page 1"' if self.maybe(30) else ""

    def inputs(self) -> None:
        chance = self.chance
        self.block('weights weight "Weight"', "for each part", "by part", "    2 when east", "    1 otherwise")
        self.assumptions()
        self.block(
            "assumption carrying", "is a way", "taken as seen", "could be told", 'basis inferred "nobody says which"'
        )
        for _ in range(chance.randint(1, 2)):
            name = self.name("score")
            judged, treated = self.judged(), self.treated("1")
            self.block(f'input {name} "Score"', "for each part", "is a score", judged, treated, self.carried(name))
            self.scores.append(name)
        if self.maybe(30):
            name = self.name("finding")
            self.block(f"input {name}", "for each part and each way it needs", "is a score", self.treated("1"))
            self.scores.append(name)
        for _ in range(chance.randint(2, 3)):
            name = self.name("fact")
            self.block(f"input {name}", "is yes or no", self.treated("no"))
            self.truths.append(name)
        name = self.name("mark")
        self.block(f'input {name} "Mark"', "is a grade", self.judged(), self.treated("poor"))
        self.grades.append(name)
        name = self.name("amount")
        self.block(f"input {name}", "is a whole number from 0 to 3", self.treated("0"))
        self.numbers.append(name)
        if self.maybe(50):
            name = self.name("day")
            self.block(f"input {name}", "is a date", self.treated("2024-03-31"))
            self.days.append(name)
        if self.maybe(40):
            name = self.name("several")
            self.block(
                f"input {name}", "is one or more of extra" if self.maybe(70) else "is an extra", self.treated("")
            )
            self.several.append((name, ("roof", "yard")))
        if self.maybe(20):
            name = self.name("mood")
            self.block("scale mood", "best first", 'calm "Calm"', 'cross "Cross"')
            self.block(f"input {name}", "is a mood", self.treated("cross"))
            self.several.append((name, ("calm", "cross", "worse than calm")))
        if self.maybe(25):
            name = self.name("share")
            self.block(f"input {name}", "is a percentage", self.treated("50"), "treat not_given as not_applicable")
            self.shares.append(name)
        if self.maybe(15):
            name = self.name("mode")
            self.block(f"input {name}", "is a rounding", "treat not_given as half_up")
            self.modes.append(name)
        if self.maybe(25):
            self.block(f'input {self.name("note")} "Told beside"', "is yes or no", f"informs {self.grades[0]}")

    def assumptions(self) -> None:
        if self.maybe(60):
            taken, *other = self.chance.sample(MODES, 3)
            basis = 'basis inferred "it fits"'
            self.block(
                "assumption mode_taken", "is a rounding", f"taken as {taken}", f"could be {', '.join(other)}", basis
            )
            self.modes += ["mode_taken"] * 5
        if self.maybe(50):
            self.block("assumption choice", "is yes or no", "taken as yes", "could be no", 'basis recalled "said once"')
            self.truths.append("choice")
        if self.maybe(20):
            self.block('assumption unsettled "Unsettled"', 'basis not_found "nothing is said"')

    def carried(self, name: str) -> str:
        """Lines that say from where an entry of a score may be carried."""
        by_grade = "carried from overall, a grade under drawn@2023-01"
        by_score = f"carried from {name} under drawn@2023-06"
        forms = (
            f"{by_grade} where carrying is seen\n{by_score} where carrying is told",
            f"{by_grade} where carrying is seen\n{by_score} where carrying is seen or told",
            f"{by_grade} where carrying is seen or told",
            by_grade,
            by_score,
        )
        return self.apart.choice(forms) if self.apart.random() < 0.4 else ""

    def judged(self) -> str:
        return f"judged by visitor{', with a reason' if self.maybe(50) else ''}" if self.maybe(60) else ""

    def shown(self, levels: Iterable[str]) -> str:
        """Lines of a header that show some of what is judged, at all levels or at some."""
        judged = [one.split()[1] for one in self.blocks if one.startswith("input ") and "\n    judged by" in one]
        picked = [one for one in judged if self.showing.random() < 0.6]
        at = [one for one in levels if self.showing.random() < 0.7]
        where = f" at {', '.join(at)}" if at and self.showing.random() < 0.5 else ""
        if self.showing.random() < 0.5:
            return "".join(f"    shows {one}{where}{self.shown_where()}\n" for one in picked)
        return f"    shows {', '.join(picked)}{where}{self.shown_where()}\n" if picked else ""

    def shown_where(self) -> str:
        """Now and then, under which condition: of what is recorded, of what is determined, or of what is shown."""
        if self.showing.random() < 0.6:
            return ""
        fact, grade = self.showing.choice(self.truths), self.showing.choice([*self.grades, "overall"])
        tests = (
            f"{fact} is yes",
            f"{fact} is not no",
            f"{grade} is {self.showing.choice(('good or better', 'not top', 'known', 'missing'))}",
            f"{fact} is yes and {grade} is not poor",
        )
        return f" where {self.showing.choice(tests)}"

    def treated(self, value: str) -> str:
        """`treat` lines for some of the states, each once."""
        lines = []
        for state in STATES[0 if self.maybe(20) else 1 :]:
            if self.maybe(15):
                ways = ["left out", "unknown", "not_applicable"] + ([value, value] if value else [])
                way = self.chance.choice([one for one in ways if one != state])
                lines.append(f"treat {state} as {way}")
        return "\n".join(lines)
