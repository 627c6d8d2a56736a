"""The clauses of a drawn framework, as text: inputs first, then rules over whatever stands already."""

from __future__ import annotations

from support.generate_inputs import MODES, STATES
from support.generate_levels import Levels

__all__ = ["Clauses"]

_GRADES = ("top", "good", "poor")
_FOLDS = ("highest", "lowest", "total", "mean")
_DAYS = ("2024-02-29", "2024-06-30", "2023-12-31", "assessed_on")
_HEAD = """language 1

framework drawn@2024-01 "Drawn"
    regulator "Nobody"
    in force from 2024-01-01{until}
    covers {covers}
    headline overall at {levels}
{shows}
use own.scales for score, grade

source book "Book"
    published by "Nobody"
    dated 2023-05-01

level site "Site"
{inner}
set part "Part"
{parts}
set way "Way"
    seen "Seen"
    told "Told"

set extra "Extra"
    roof "Roof"
    yard "Yard"
"""
_AMENDED = """language 1

framework drawn@2024-06 "Drawn again"
    amends drawn@2024-01
    in force from 2024-06-01
{shows}"""


class Clauses(Levels):
    """One draw: its rules, over what stands already."""

    def framework(self) -> str:
        """A version."""
        self.levels()
        firm = "firm" in self.holders
        members = ["east", "west", "north"][: self.chance.randint(2, 3)]
        parts = ""
        for turn, one in enumerate(members):
            needs = f"        needs way {'seen' if turn else 'seen, told'}\n"
            only = "        only at site\n" if turn == 2 and (firm or (self.is_nested and self.maybe(50))) else ""
            parts += f'    {one} "{one.title()}"\n{needs}{only}'
        self.members = members
        self.inputs()
        self.looking_up()
        self.collections()
        for _ in range(self.chance.randint(2, 5)):
            self.chance.choice((self.number, self.number, self.band, self.ladder, self.over_parts, self.passed))()
        self.overall()
        for _ in range(self.chance.randint(0, 4)):
            self.exception()
        self.process()
        covers = "site where covered is yes" if self.maybe(10) else "site"
        if self.is_nested and self.maybe(20):
            covers += "\n    covers unit where covered is yes"
        head = _HEAD.format(
            until=" until 2026-01-01" if self.maybe(50) else "",
            covers=covers + ("\n    covers firm" if firm else ""),
            levels=", ".join(self.holders),
            shows=self.shown(self.holders),
            inner=self.declared,
            parts=parts,
        )
        if "where" in covers:
            self.block('input covered "It is covered"', "is yes or no", self.treated("yes"))
        return "\n".join((head, *self.blocks))

    def amendment(self) -> str:
        """A version that amends the one before."""
        head = _AMENDED.format(shows=self.shown(self.holders) if self.showing.random() < 0.5 else "")
        self.blocks = []
        self.grades = [one for one in self.grades if one != "overall"]
        if self.rules and self.maybe(60):
            self.blocks.append(f"remove {self.rules.pop()}\n")
        if self.maybe(50):
            self.blocks.append('add to way\n    smelt "Smelt"\n')
        self.overall("replace ")
        if self.maybe(50):
            self.exception()
        return "\n".join((head, *self.blocks))

    # --- tests ---------------------------------------------------------------------------------

    def test(self) -> str:
        """One simple condition."""
        makers = (self.fact, self.graded, self.counted, self.dated, self.held, self.quantified, self.quantified)
        return self.chance.choice(makers)()

    def negated(self) -> str:
        return "not " if self.maybe(20) else ""

    def fact(self) -> str:
        if self.several and self.maybe(30):
            name, words = self.chance.choice(self.several)
            return f"{name} is {self.negated()}{self.chance.choice(words)}"
        return f"{self.chance.choice(self.truths)} is {self.negated()}{self.chance.choice(('yes', 'no'))}"

    def level_test(self, levels: tuple[str, ...]) -> str:
        one, other = self.chance.sample(levels, 2)
        forms = (
            one,
            f"{one} or {other}",
            f"{one} or better",
            f"{one} or worse",
            f"better than {one}",
            f"worse than {one}",
        )
        return self.negated() + self.chance.choice(forms)

    def graded(self) -> str:
        if self.maybe(40):
            return f"{self.scores[0]} of {self.chance.choice(self.members[:2])} is {self.score_test()}"
        return f"{self.chance.choice(self.grades)} is {self.level_test(_GRADES)}"

    def score_test(self) -> str:
        return self.level_test(("1", "2", "3"))

    def number_test(self, ends: int = 3) -> str:
        one = self.chance.randint(0, ends)
        other = one + self.chance.randint(0, 2)
        forms = (f"over {one}", f"under {one}", f"{one} or more", f"{one} or less", f"{one} to {other}", f"{one}")
        return self.negated() + self.chance.choice(forms)

    def counted(self) -> str:
        if self.shares and self.maybe(30):
            return f"{self.chance.choice(self.shares)} is {self.number_test(60)}"
        return f"{self.chance.choice(self.numbers)} is {self.number_test()}"

    def dated(self) -> str:
        one, other = self.chance.choice(self.days), self.chance.choice(_DAYS)
        if one == other:
            other = "2024-06-30"
        span = f"within {self.chance.randint(1, 6)} {self.chance.choice(('days', 'months', 'years'))}"
        ways = ("before", "after", "on or before", "on or after", f"{span} before", f"{span} after")
        return f"{one} is {self.negated()}{self.chance.choice(ways)} {other}"

    def held(self) -> str:
        """What a cell holds, whatever that is."""
        some = [*self.truths, *self.grades, *self.numbers, *(name for name, _ in self.several)]
        one = self.chance.choice([name for name in some if name not in ("choice", "overall")])
        return f"{one} is {self.negated()}{self.chance.choice(('known', 'missing', *STATES))}"

    def quantified(self) -> str:
        several = self.chance.choice(self.scores)
        if (pool := self.pooled("score", "grade", "number", "day", "truth")) is not None:
            return self.of_pool(pool)
        if self.maybe(8):
            return f"{several} are {self.negated()}empty"
        count = self.chance.randint(1, 3)
        words = ("any", "all", "none", f"at least {count}", f"at most {count - 1}", f"exactly {count}", "a majority")
        word = self.chance.choice(words)
        test = "known" if self.maybe(10) else self.score_test()
        rest = f" and the rest are {self.score_test()}" if self.maybe(12) and word not in ("all", "none") else ""
        return f"{word} of {several} are {test}{rest}"

    def of_pool(self, pool: str) -> str:
        """A test of a collection of subjects inside."""
        if self.maybe(10):
            return f"{pool} are {self.negated()}empty"
        count = self.chance.randint(1, 3)
        words = ("any", "all", "none", f"at least {count}", f"at most {count - 1}", f"exactly {count}", "a majority")
        word = self.chance.choice(words)
        rest = f" and the rest are {self.pool_test(pool)}" if self.maybe(12) and word not in ("all", "none") else ""
        return f"{word} of {pool} are {'known' if self.maybe(10) else self.pool_test(pool)}{rest}"

    def pool_test(self, pool: str) -> str:
        """What each of a collection is asked."""
        match self.pools[pool]:
            case "score":
                return self.score_test()
            case "grade":
                return self.level_test(_GRADES)
            case "number":
                return self.number_test()
            case "day":
                return f"{self.chance.choice(('before', 'on or after'))} 2024-06-30"
            case _:
                return self.chance.choice(("yes", "no"))

    def condition(self, word: str) -> str:
        """A clause `when ...`, on one line or as a list."""
        if self.maybe(70):
            tests = [self.test() for _ in range(self.chance.choice((1, 1, 2)))]
            return f"{word} {' and '.join(self.guarded(tests))}"
        kind = self.chance.choice(("any", "all", "none"))
        return f"{word} {kind} of these\n" + "\n".join(f"    {self.test()}" for _ in range(self.chance.randint(2, 3)))

    def guarded(self, tests: list[str]) -> list[str]:
        """Now and then, a fact and that it is known instead: one entry, read both filled and as it stands."""
        facts = [one for one in self.truths if one.startswith("fact")]
        if self.guarding.random() > 0.12:
            return tests
        name = self.guarding.choice(facts)
        return [f"{name} is {self.guarding.choice(('yes', 'no'))}", f"{name} is known"]

    # --- rules ---------------------------------------------------------------------------------

    def term(self) -> str:
        """A number made of one collection, or a number that stands."""
        several = self.chance.choice(self.scores)
        single = self.chance.choice(self.scores[:1])
        if (pool := self.pooled("score", "grade", "number")) is not None:
            several = pool
            if pool in self.by_part:
                single = pool
        is_score = several in self.scores
        forms = (
            f"total of {several}",
            f"number of {several}",
            f"number of {several} that are {self.score_test() if is_score else self.pool_test(several)}",
            f"mean of {several}",
            f"highest of {several}",
            f"lowest of {several}",
            f"weighted mean of {single} by weight",
            f"weighted total of {single} by weight",
            self.chance.choice(self.numbers),
            str(self.chance.randint(1, 4)),
        )
        return self.chance.choice(forms)

    def number(self) -> None:
        rounding = (
            f"rounded to {self.chance.choice(('whole', '1 place', '2 places'))} by {self.chance.choice(self.modes)}"
        )
        if self.maybe(25):
            name = self.name("percent")
            below = self.chance.choice(("4", f"3 * number of {self.scores[0]}", self.numbers[0]))
            of = f"equals {self.term()} as a percentage of {below}"
            self.shares.append(name)
            self.block(f"determine {name}", "is a percentage", of, rounding if self.maybe(60) else "", self.cited())
            return
        name = self.name("number")
        sum_ = self.term()
        for _ in range(self.chance.randint(0, 2)):
            sum_ = f"({sum_} {self.chance.choice('+-*/')} {self.term()})"
        kind = "is a number"
        rounding = rounding if self.maybe(60) else ""
        self.block(f"determine {name}", kind, f"equals {sum_}", rounding, self.normally(10), self.cited())
        self.numbers.append(name)

    def band(self) -> None:
        """A table: by a number, by a grade, or by two columns."""
        name = self.name("band")
        low, high = sorted(self.chance.sample(range(5), 2))
        if self.maybe(50):
            column = self.chance.choice(self.numbers)
            rows = [f"poor when under {low}", f"top when {high} or more", "good otherwise"]
        elif self.maybe(50):
            column = self.chance.choice(self.grades)
            rows = ["poor when top or good", f"{self.result()} when poor"]
        else:
            column = f"{self.chance.choice(self.truths)}, {self.chance.choice(self.grades)}"
            rows = ["top when yes, good or better", f"{self.result()} when no, any", "poor when yes, poor"]
        self.chance.shuffle(rows)
        rows.sort(key=lambda row: row.endswith("otherwise"))
        listed = "\n".join(f"    {row}" for row in rows)
        self.block(f"determine {name}", "is a grade", f"by {column}\n{listed}", self.normally(10), self.cited())
        self.grades.append(name)

    def result(self) -> str:
        return self.chance.choice((*_GRADES, "ungraded", "halted", *self.grades[:2]))

    def normally(self, share: int) -> str:
        """Now and then, that people may depart from a rule."""
        reason = ", with a reason" if self.maybe(50) else ""
        return f"normally, but {self.chance.choice(('panel', 'board'))} may depart{reason}" if self.maybe(share) else ""

    def rows(self, count: int) -> str:
        made = [self.condition(f"    {self.result()} when").replace("\n", "\n    ") for _ in range(count)]
        return "first of\n" + "\n".join((*made, f"    {self.result()} otherwise"))

    def ladder(self) -> None:
        name = self.name("ladder")
        rows = self.rows(self.chance.randint(1, 3))
        self.block(f"determine {name}", "is a grade", rows, self.normally(10), self.cited())
        self.grades.append(name)

    def over_parts(self) -> None:
        """A rule for each part, and rules over those."""
        name, score = self.name("by_part"), self.scores[0]
        if self.maybe(50):
            tests = (f"poor when {score} is {self.score_test()}", f"ungraded when {score} is missing")
            rows = "first of\n" + "".join(f"    {one}\n" for one in (*tests, "good otherwise"))
        else:
            rows = f"equals {score} as a grade"
        self.block(f"determine {name}", "for each part", "is a grade", rows, self.normally(30), self.cited())
        merged = self.name("merged")
        self.block(f"determine {merged}", "is a grade", f"equals {self.chance.choice(('best', 'worst'))} of {name}")
        self.grades.append(merged)
        if self.maybe(30):
            target = f"limit {self.name('limit')} "
            when = f"when {score} is {self.score_test()} and {self.fact()}"
            self.block(target, f"on {name} to good", when, self.normally(50))

    def passed(self) -> None:
        """A module's rule, or one grade passed on under another name."""
        if self.maybe(60):
            alias, mode = self.name("sum"), f"mode is {self.chance.choice(MODES)}"
            finding = next((one for one in self.scores if one.startswith("finding")), None)
            if finding is None:
                self.block(f"use own.sums as {alias}", f"several is {self.scores[0]}", mode)
                self.numbers.append(f"{alias}.average")
                return
            # Lifted: a copy of the module for each part.
            self.block(f"use own.sums as {alias}", "for each part", f"several is {finding}", mode)
            name = self.name("number")
            self.block(f"determine {name}", "is a number", f"equals {self.chance.choice(_FOLDS)} of {alias}.average")
            self.numbers.append(name)
            return
        name = self.name("named")
        pool = self.pooled("grade")
        value = (
            self.chance.choice(self.grades) if pool is None else f"{self.chance.choice(('best', 'worst'))} of {pool}"
        )
        self.block(f"determine {name}", "is a grade", f"equals {value}", self.normally(20))
        self.grades.append(name)

    def overall(self, prefix: str = "") -> None:
        answer = self.rows(self.chance.randint(1, 3)) if self.maybe(60) else f"equals {self.grades[-1]}"
        self.block(
            f'{prefix}determine overall "Overall"', "is a grade", answer, self.normally(25), 'cites book "Page 2"'
        )

    def exception(self) -> None:
        kinds = ("replacement", "step", "moderation", "floor", "floor", "limit", "limit", "suspension")
        kind = self.chance.choice(kinds)
        name = self.name(kind)
        level = self.chance.choice(_GRADES)
        effect = {
            "replacement": f"on overall to {level}",
            "step": f"on overall {self.chance.choice(('up', 'down'))} 1 level",
            "moderation": f"on overall by at most {self.chance.choice((1, 2))} levels",
            "floor": "on overall to good",
            "limit": f"on overall to {self.chance.choice(('good', 'good', level))}",
            "suspension": "on overall",
        }[kind]
        judged = "judged by panel, with a reason" if kind == "moderation" else ""
        when = "" if kind == "moderation" and self.maybe(50) else self.condition("when")
        unless = self.condition("unless") if self.maybe(20) and when else ""
        over = [one for one in self.rules if one.partition("_")[0] in ("floor", "limit", "replacement")]
        overrides = f"overrides {self.chance.choice(over)}" if over and self.maybe(40) else ""
        rests = "rests on unsettled" if self.maybe(20) and any("unsettled" in one for one in self.blocks) else ""
        normally = "" if kind == "moderation" else self.normally(30)
        self.block(f'{kind} {name} "Exception"', effect, judged, when, unless, normally, overrides, rests, self.cited())
        self.rules.append(name)

    def process(self) -> None:
        """What changes no rating: a check, and an example that states what it expects."""
        if self.maybe(30):
            name = self.name("check")
            when = self.condition("when") if self.maybe(50) else ""
            self.block(f"check {name}", when, self.condition("expects"))
        if self.maybe(30):
            self.block("example stated at site", "given overall is good", "then overall is good")
        if self.is_nested and self.maybe(30):
            told = "in unit first_unit\n    given overall is good\n    then overall is good\nin unit second_unit"
            self.block("example inside_two at site", told, "given overall is poor", "then overall is poor")
