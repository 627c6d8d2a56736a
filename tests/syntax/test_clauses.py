"""Each clause, and the tree it gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from support.reading import clause, declaration, read

from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.syntax.ast.module import AddTo, FrameworkHeader, ModuleHeader, Remove, Use
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

S = Span(SourceFile("nowhere", ""), 0, 0)
"""Trees are compared without places, so that one place serves all."""


def n(text: str) -> e.Name:
    return e.Name(text, S)


def names(*texts: str) -> tuple[e.Name, ...]:
    return tuple(map(n, texts))


def t(text: str) -> c.Text:
    return c.Text(text, S)


def r(name: str) -> e.Ref:
    return e.Ref(n(name), S)


def num(value: int | Fraction) -> e.NumberLiteral:
    return e.NumberLiteral(value, S)


def among(*values: e.Expr) -> e.Among:
    return e.Among(values, S)


def is_(name: str, test: e.Test, negated: bool = False) -> e.Compare:
    return e.Compare(r(name), negated, test, S)


CLAUSES: list[tuple[str, c.Clause]] = [
    ('cites handbook "page 3"', c.Cites(n("handbook"), t("page 3"), S)),
    ("cites handbook", c.Cites(n("handbook"), None, S)),
    ("rests on guess, hearsay", c.RestsOn(names("guess", "hearsay"), S)),
    ('because "it rained"', c.Because(t("it rained"), S)),
    ('means "a cake"', c.Means(t("a cake"), S)),
    ('regulator "Guild"', c.Regulator(t("Guild"), S)),
    ("status draft", c.Status(n("draft"), S)),
    ("in force from 2024-02-29", c.InForce(date(2024, 2, 29), None, (), S)),
    (
        "in force from 2024-01-01 until 2025-01-01 at shop, stall",
        c.InForce(date(2024, 1, 1), date(2025, 1, 1), names("shop", "stall"), S),
    ),
    ("amends bread-code@2023-01", c.Amends(c.Identity("bread-code", "2023-01", S), S)),
    ("covers shop", c.Covers(n("shop"), None, S)),
    ("covers shop where kind is baker", c.Covers(n("shop"), is_("kind", among(r("baker"))), S)),
    ("headline overall at shop", c.Headline(n("overall"), names("shop"), S)),
    ("headline overall", c.Headline(n("overall"), (), S)),
    ("shows view, sound at shop, stall", c.Shows(names("view", "sound"), names("shop", "stall"), None, S)),
    ("shows view where kind is baker", c.Shows(names("view"), (), is_("kind", among(r("baker"))), S)),
    ('standing "not the guild\'s own"', c.Standing(t("not the guild's own"), S)),
    ('published by "Guild"', c.PublishedBy(t("Guild"), S)),
    ('address "https://example.org"', c.Address(t("https://example.org"), S)),
    ("read on 2024-05-01", c.ReadOn(date(2024, 5, 1), S)),
    ("dated 2024-05-01", c.DatedOn(date(2024, 5, 1), S)),
    ("within shop, stall", c.Within(names("shop", "stall"), S)),
    ("best first", c.Order("best", S)),
    ("worst first", c.Order("worst", S)),
    ('rye "Rye"', c.Member(n("rye"), False, t("Rye"), None, (), S)),
    ("rye", c.Member(n("rye"), False, None, None, (), S)),
    ('4 "Four"', c.Member(n("4"), True, t("Four"), None, (), S)),
    ('gold "Gold" worth 2.5', c.Member(n("gold"), False, t("Gold"), Fraction(5, 2), (), S)),
    (
        'rye "Rye"\n    means "dark"\n    in flour grain\n    needs oven stone, wood\n    only at shop\n'
        '    mark gold means "x"',
        c.Member(
            n("rye"),
            False,
            t("Rye"),
            None,
            (
                c.Means(t("dark"), S),
                c.LiesIn(n("flour"), n("grain"), S),
                c.Needs(n("oven"), names("stone", "wood"), S),
                c.OnlyAt(names("shop"), S),
                c.Characteristic(n("mark"), n("gold"), t("x"), S),
            ),
            S,
        ),
    ),
    (
        'also shown\n    none_yet "None yet" counts as not_assessed',
        c.AlsoShown((c.Label(n("none_yet"), t("None yet"), n("not_assessed"), S),), S),
    ),
    ("adding to 100", c.AddingTo(100, S)),
    ("for each bread", c.ForEach(names("bread"), False, S)),
    ("for each bread and each oven", c.ForEach(names("bread", "oven"), False, S)),
    ("for each bread and each oven it needs", c.ForEach(names("bread", "oven"), True, S)),
    ("is a mark", c.HasType(e.NamedType(n("mark"), S), S)),
    ("is an oven", c.HasType(e.NamedType(n("oven"), S), S)),
    ("is one or more of oven", c.HasType(e.OneOrMore(n("oven"), S), S)),
    ("is a number", c.HasType(e.NumberTypeExpr(False, None, None, S), S)),
    ("is a whole number from -1 to 10", c.HasType(e.NumberTypeExpr(True, -1, 10, S), S)),
    ("is a collection of mark", c.HasType(e.CollectionOf(n("mark"), S), S)),
    ("is yes or no", c.HasType(e.YesNoType(S), S)),
    ("judged by taster, with a reason", c.JudgedBy(n("taster"), True, S)),
    ("judged by taster", c.JudgedBy(n("taster"), False, S)),
    ("normally, but taster may depart, with a reason", c.Normally(n("taster"), True, S)),
    ("normally, but taster may depart", c.Normally(n("taster"), False, S)),
    ("treat not_seen, suspended as left out", c.Treat(names("not_seen", "suspended"), "left_out", S)),
    ("treat not_seen as unknown", c.Treat(names("not_seen"), "unknown", S)),
    ("treat not_seen as 0", c.Treat(names("not_seen"), num(0), S)),
    ("treat not_seen as no", c.Treat(names("not_seen"), e.YesNo(False, S), S)),
    (
        "carried from taste under bread@2023-01",
        c.CarriedFrom("taste", S, None, c.Identity("bread", "2023-01", S), None, (), S),
    ),
    (
        "carried from x.taste, a grade under bread@2023-01 where guess is fresh or 3",
        c.CarriedFrom(
            "x.taste",
            S,
            e.NamedType(n("grade"), S),
            c.Identity("bread", "2023-01", S),
            n("guess"),
            (r("fresh"), num(3)),
            S,
        ),
    ),
    ("opens the window", c.Bounds("opens", S)),
    ("closes the window", c.Bounds("closes", S)),
    ("informs overall, taste", c.Informs(names("overall", "taste"), S)),
    ("rounded to whole by half_up", c.Rounded(0, n("half_up"), S)),
    ("rounded to 1 place by half_even", c.Rounded(1, n("half_even"), S)),
    ("rounded to 2 places by rule_for_halves", c.Rounded(2, n("rule_for_halves"), S)),
    ("on overall", c.On(c.Target(n("overall"), None, None, S), None, S)),
    ("on overall of rye at shop to gold", c.On(c.Target(n("overall"), n("rye"), n("shop"), S), c.To(r("gold")), S)),
    ("on overall down 2 levels", c.On(c.Target(n("overall"), None, None, S), c.Shift("down", 2), S)),
    ("on overall up 1 level", c.On(c.Target(n("overall"), None, None, S), c.Shift("up", 1), S)),
    ("on overall by at most reach levels", c.On(c.Target(n("overall"), None, None, S), c.AtMost(r("reach")), S)),
    ("overrides x.burnt, stale", c.Overrides(names("x.burnt", "stale"), S)),
    ("taken as half_up", c.TakenAs(r("half_up"), S)),
    ("could be 0, (3), half_up", c.CouldBe((num(0), num(3), r("half_up")), S)),
    ('basis recalled "seen once"', c.Basis(n("recalled"), t("seen once"), S)),
    ("ratings is all_marks", c.Binding(n("ratings"), r("all_marks"), S)),
    ("given taste is 3", c.Given(n("taste"), (), num(3), None, S)),
    (
        "given taste is 3, carried from crust under bread@2023-01 on 2023-03-01",
        c.Given(
            n("taste"),
            (),
            num(3),
            c.CarriedOver("crust", c.Identity("bread", "2023-01", S), date(2023, 3, 1), S),
            S,
        ),
    ),
    (
        "given taste of rye and every other oven is not_seen",
        c.Given(
            n("taste"), (c.Pick(n("rye"), False, False, S), c.Pick(n("oven"), True, True, S)), r("not_seen"), None, S
        ),
    ),
    (
        'given panel moves overall of rye to gold, because "it rose"',
        c.GivenMove(n("panel"), n("overall"), (c.Pick(n("rye"), False, False, S),), r("gold"), t("it rose"), S),
    ),
    ("given panel moves overall to gold", c.GivenMove(n("panel"), n("overall"), (), r("gold"), None, S)),
    (
        'given panel departs from burnt of rye, because "it rose"',
        c.GivenDeparture(n("panel"), n("burnt"), (c.Pick(n("rye"), False, False, S),), None, t("it rose"), S),
    ),
    (
        "given panel departs from overall to gold",
        c.GivenDeparture(n("panel"), n("overall"), (), r("gold"), None, S),
    ),
    ("assuming x.rule is half_down", c.Assuming(n("x.rule"), r("half_down"), S)),
    ("then overall is gold", c.Then(n("overall"), (), False, among(r("gold")), (), S)),
    (
        "then overall is not gold or better, decided by burnt, x.stale",
        c.Then(n("overall"), (), True, e.Onward(r("gold"), "better", S), names("burnt", "x.stale"), S),
    ),
    (
        "then overall is undetermined among gold, silver",
        c.ThenUndetermined(n("overall"), (), (r("gold"), r("silver")), S),
    ),
    ("then panel may not move overall", c.ThenMayNotMove(n("panel"), n("overall"), S)),
    ("then panel may not depart from burnt", c.ThenMayNotMove(n("panel"), n("burnt"), S)),
]


@pytest.mark.parametrize(("line", "tree"), CLAUSES, ids=[line.split("\n")[0] for line, _ in CLAUSES])
def test_a_clause_gives_its_tree(line: str, tree: c.Clause) -> None:
    assert clause(line) == tree


@pytest.mark.parametrize("line", [line for line, _ in CLAUSES])
def test_the_span_of_a_clause_is_its_words(line: str) -> None:
    assert clause(line).span.text == line.replace("\n", "\n    ")


TESTS: list[tuple[str, e.Test]] = [
    ("good", among(r("good"))),
    ("1 or 2 or good", among(num(1), num(2), r("good"))),
    ("2024-05-01", among(e.DateLiteral(date(2024, 5, 1), S))),
    ("yes", among(e.YesNo(True, S))),
    ("good or better", e.Onward(r("good"), "better", S)),
    ("88.5 or more", e.Onward(num(Fraction(177, 2)), "more", S)),
    ("12 or less", e.Onward(num(12), "less", S)),
    ("worse than good", e.Beyond("worse", r("good"), S)),
    ("over 87", e.Threshold("over", num(87), S)),
    ("under -3", e.Threshold("under", num(-3), S)),
    ("25 to 38", e.Between(num(25), num(38), S)),
    ("known", e.Wording("known", S)),
    ("empty", e.Wording("empty", S)),
    ("before 2024-05-01", e.Dated("before", False, e.DateLiteral(date(2024, 5, 1), S), S)),
    ("on or after opening", e.Dated("after", True, r("opening"), S)),
    ("within 2 years before assessed_on", e.WithinTime(2, "year", "before", r("assessed_on"), S)),
    ("within 1 day after assessed_on", e.WithinTime(1, "day", "after", r("assessed_on"), S)),
    ("not_assessed", among(r("not_assessed"))),
]


@pytest.mark.parametrize(("words", "tree"), TESTS, ids=[words for words, _ in TESTS])
def test_a_test_gives_its_tree(words: str, tree: e.Test) -> None:
    assert clause(f"when taste is {words}") == c.When(is_("taste", tree), S)
    assert clause(f"when taste are not {words}") == c.When(is_("taste", tree, negated=True), S)
    table = clause(f"by taste, crust\n    gold when {words}, any\n    1 when not {words}, {words}\n    0 otherwise")
    rows = (
        c.Row(r("gold"), None, ((False, tree), (False, e.Limitless(S))), S),
        c.Row(num(1), None, ((True, tree), (False, tree)), S),
        c.Row(num(0), None, (), S),
    )
    assert table == c.By(names("taste", "crust"), rows, S)


CONDITIONS: list[tuple[str, e.Condition]] = [
    (
        "any of taste, crust is 1",
        e.Quantified(e.Quantifier("any", None, S), names("taste", "crust"), False, among(num(1)), S),
    ),
    ("none of taste are not 1", e.Quantified(e.Quantifier("none", None, S), names("taste"), True, among(num(1)), S)),
    (
        "a majority of taste are 1",
        e.Quantified(e.Quantifier("majority", None, S), names("taste"), False, among(num(1)), S),
    ),
    (
        "at least 2 of taste are 1",
        e.Quantified(e.Quantifier("at_least", num(2), S), names("taste"), False, among(num(1)), S),
    ),
    (
        "at most few of taste are 1",
        e.Quantified(e.Quantifier("at_most", r("few"), S), names("taste"), False, among(num(1)), S),
    ),
    (
        "exactly 0 of taste are 1",
        e.Quantified(e.Quantifier("exactly", num(0), S), names("taste"), False, among(num(1)), S),
    ),
    ("the rest are 1", e.TheRest(False, among(num(1)), S)),
    ("taste is 1 and crust is 2", e.Together((is_("taste", among(num(1))), is_("crust", among(num(2)))), S)),
]


@pytest.mark.parametrize(("words", "tree"), CONDITIONS, ids=[words for words, _ in CONDITIONS])
def test_a_condition_gives_its_tree(words: str, tree: e.Condition) -> None:
    assert clause(f"when {words}") == c.When(tree, S)
    assert clause(f"unless {words}") == c.Unless(tree, S)
    assert clause(f"expects any of these\n    {words}") == c.Expects(e.Listed("any", (tree,), S), S)
    ladder = clause(f"first of\n    gold when {words}\n    1 when none of these\n        {words}\n    0 otherwise")
    rows = (
        c.Row(r("gold"), tree, (), S),
        c.Row(num(1), e.Listed("none", (tree,), S), (), S),
        c.Row(num(0), None, (), S),
    )
    assert ladder == c.FirstOf(rows, S)
    assert [row.is_otherwise for row in rows] == [False, False, True]


def test_lists_of_conditions_nest() -> None:
    one, two, three = (is_(name, among(num(i))) for i, name in enumerate(("taste", "crust", "crumb")))
    text = "unless any of these\n    taste is 0\n    all of these\n        crust is 1\n        crumb is 2"
    assert clause(text) == c.Unless(e.Listed("any", (one, e.Listed("all", (two, three), S)), S), S)


def test_a_line_that_begins_with_and_goes_on_from_the_line_before() -> None:
    text = "when taste is 0 # so far\n\n  # a comment between\n  and crust is 1"
    assert clause(text) == c.When(e.Together((is_("taste", among(num(0))), is_("crust", among(num(1)))), S), S)


def binary(op: str, left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Binary(op, left, right, S)  # type: ignore[arg-type]  # the cases below name the four operators


EXPRESSIONS: list[tuple[str, e.Expr]] = [
    ("62.5", num(Fraction(125, 2))),
    ("3.0", num(3)),
    ("taste of rye", e.PickOf(n("taste"), n("rye"), S)),
    ("1 + 2 - 3", binary("-", binary("+", num(1), num(2)), num(3))),
    ("1 - -3", binary("-", num(1), num(-3))),
    ("1 + 2 * 3 / 4", binary("+", num(1), binary("/", binary("*", num(2), num(3)), num(4)))),
    ("(1 + 2) * 3", binary("*", binary("+", num(1), num(2)), num(3))),
    ("total of taste, x.crust", e.Aggregate("total", names("taste", "x.crust"), None, False, S)),
    ("number of taste that are not 1", e.Aggregate("number", names("taste"), among(num(1)), True, S)),
    ("number of taste that are known", e.Aggregate("number", names("taste"), e.Wording("known", S), False, S)),
    ("weighted mean of taste by importance", e.Weighted("mean", n("taste"), n("importance"), S)),
    ("weighted total of taste by importance", e.Weighted("total", n("taste"), n("importance"), S)),
    ("taste as a mark", e.Convert(r("taste"), n("mark"), None, S)),
    (
        "total of taste as a percentage of 4 * number of taste",
        e.Convert(
            e.Aggregate("total", names("taste"), None, False, S),
            n("percentage"),
            binary("*", num(4), e.Aggregate("number", names("taste"), None, False, S)),
            S,
        ),
    ),
]


@pytest.mark.parametrize(("words", "tree"), EXPRESSIONS, ids=[words for words, _ in EXPRESSIONS])
def test_an_expression_gives_its_tree(words: str, tree: e.Expr) -> None:
    assert clause(f"equals {words}") == c.Equals(tree, S)


def test_the_span_of_a_sum_takes_in_its_brackets() -> None:
    equals = clause("equals (1 + 2) * (3 + 4)")
    assert isinstance(equals, c.Equals)
    assert isinstance(equals.value, e.Binary)
    assert equals.value.span.text == "(1 + 2) * (3 + 4)"


def test_a_text_is_unescaped_and_its_line_breaks_are_one_space() -> None:
    assert clause('means "say \\"rye\\"\n        or \\\\ leave"') == c.Means(t('say "rye" or \\ leave'), S)


def test_a_declaration_has_kind_name_levels_title_and_its_first_line() -> None:
    one = declaration('replace limit burnt at shop, stall "Burnt"\n    on taste to 1\n')
    assert (one.kind, one.replaces, one.name.text, [at.text for at in one.at]) == (
        "limit",
        True,
        "burnt",
        ["shop", "stall"],
    )
    assert one.title == t("Burnt")
    assert one.head.text == 'replace limit burnt at shop, stall "Burnt"'
    assert one.span.text == 'replace limit burnt at shop, stall "Burnt"\n    on taste to 1'


def test_words_that_begin_no_clause_are_free_as_names() -> None:
    one = declaration('set level "Level"\n    levels "Levels"\n    limit "Limit"\n    order "Begins with or"\n')
    assert [each.name.text for each in one.clauses if isinstance(each, c.Member)] == ["levels", "limit", "order"]


def test_lines_of_another_shape_give_their_trees() -> None:
    module, report = read(
        'framework bread-code@2024-09 "Bread"\n    status draft\n\nmodule guild.marks\n\n'
        "use guild.marks as m at shop for mark\n"
        "    for each bread\n    scores is taste\n\nremove a1, rye of bread at shop\n\nadd to bread\n    spelt\n"
    )
    assert not list(report)
    assert module.language == 1
    assert module.items == (
        FrameworkHeader(c.Identity("bread-code", "2024-09", S), t("Bread"), (c.Status(n("draft"), S),), S),
        ModuleHeader(n("guild.marks"), None, (), S),
        Use(
            n("guild.marks"),
            n("m"),
            names("shop"),
            names("mark"),
            (c.ForEach(names("bread"), False, S), c.Binding(n("scores"), r("taste"), S)),
            S,
        ),
        Remove((c.Target(n("a1"), None, None, S), c.Target(n("rye"), n("bread"), n("shop"), S)), S),
        AddTo(n("bread"), (c.Member(n("spelt"), False, None, None, (), S),), S),
    )
