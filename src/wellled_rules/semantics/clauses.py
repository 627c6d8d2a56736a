"""Which clauses stand under which kind: the one table, checked here and printed in the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.errors import first_line
from wellled_rules.semantics.errors import structure
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.module import AddTo, Declaration, FrameworkHeader, ModuleHeader, Use
from wellled_rules.text.span import Span

__all__ = ["TABLE", "WORDS", "Row", "beginnings", "check_clauses", "check_use"]

# How each clause is written, for messages and for the reference.
WORDS: dict[type, str] = {
    c.Cites: "cites",
    c.RestsOn: "rests on",
    c.Because: "because",
    c.Means: "means",
    c.Regulator: "regulator",
    c.Status: "status",
    c.InForce: "in force",
    c.Amends: "amends",
    c.Covers: "covers",
    c.Headline: "headline",
    c.Shows: "shows",
    c.Standing: "standing",
    c.PublishedBy: "published by",
    c.Address: "address",
    c.ReadOn: "read on",
    c.DatedOn: "dated",
    c.Within: "within",
    c.Order: "best first",
    c.Member: "a member",
    c.AlsoShown: "also shown",
    c.Label: "counts as",
    c.LiesIn: "in SET MEMBER",
    c.Inside: "in LEVEL NAME",
    c.Needs: "needs",
    c.OnlyAt: "only at",
    c.Characteristic: "SCALE LEVEL means",
    c.AddingTo: "adding to",
    c.ForEach: "for each",
    c.HasType: "is a",
    c.JudgedBy: "judged by",
    c.Treat: "treat",
    c.CarriedFrom: "carried from",
    c.Informs: "informs",
    c.Bounds: "opens the window",
    c.Takes: "takes",
    c.Equals: "equals",
    c.By: "by",
    c.FirstOf: "first of",
    c.Rounded: "rounded to",
    c.On: "on",
    c.Overrides: "overrides",
    c.When: "when",
    c.Unless: "unless",
    c.Expects: "expects",
    c.Normally: "normally",
    c.TakenAs: "taken as",
    c.CouldBe: "could be",
    c.Basis: "basis",
    c.Binding: "PARAMETER is VALUE",
    c.Given: "given",
    c.GivenMove: "given ROLE moves",
    c.GivenDeparture: "given ROLE departs",
    c.Assuming: "assuming",
    c.Then: "then",
    c.ThenUndetermined: "then",
    c.ThenMayNotMove: "then",
    c.FromTo: "from ID to ID",
    c.Keeps: "keeps",
    c.Retires: "retires",
    c.Requires: "requires",
    c.Reads: "reads",
    c.BetweenSets: "between SET and SET",
    c.Becomes: "MEMBER becomes MEMBER",
}


# Clauses of which a line may begin in several ways, or of which the first words say too little.
_BEGINNINGS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        c.Bounds: ("opens the window", "closes the window"),
        c.Order: ("best first", "worst first"),
        c.FromTo: ("from ID@VERSION to ID@VERSION",),
    }
)


def beginnings(sort: type) -> tuple[str, ...]:
    """How a line of a clause may begin."""
    return _BEGINNINGS.get(sort, (WORDS[sort],))


@dataclass(frozen=True, slots=True)
class Row:
    """One kind. once: allowed once. many: allowed any number of times. needed: groups of which one must stand."""

    once: tuple[type, ...] = ()
    many: tuple[type, ...] = ()
    needed: tuple[tuple[type, ...], ...] = ()


_ANY = (c.Cites, c.RestsOn)
_SAID = (c.Because, c.Means)
_EXPECTED = (c.Then, c.ThenUndetermined, c.ThenMayNotMove)
_EXCEPTION = Row(once=(c.On, c.When, c.Unless, c.Normally, *_SAID), many=(c.Overrides, *_ANY), needed=((c.On,),))

TABLE: dict[str, Row] = {
    "framework": Row(
        once=(c.Regulator, c.Status, c.Amends, c.Standing),
        many=(c.InForce, c.Covers, c.Headline, c.Shows, *_ANY),
    ),
    "module": Row(once=(c.Because, c.Means)),
    "use": Row(once=(c.ForEach,), many=(c.Binding,)),
    "source": Row(
        once=(c.PublishedBy, c.Address, c.DatedOn, c.ReadOn, *_SAID), many=(c.RestsOn,), needed=((c.PublishedBy,),)
    ),
    "level": Row(once=(c.Within, *_SAID), many=_ANY),
    "scale": Row(once=(c.Order, c.AlsoShown, *_SAID), many=(c.Member, *_ANY), needed=((c.Order,), (c.Member,))),
    "set": Row(once=_SAID, many=(c.Member, *_ANY), needed=((c.Member,),)),
    "member of a scale": Row(once=(c.Means,)),
    "member of a set": Row(once=(c.Means, c.OnlyAt), many=(c.LiesIn, c.Needs, c.Characteristic)),
    "add to": Row(many=(c.Member,), needed=((c.Member,),)),
    "parameter": Row(once=(c.ForEach, c.HasType, *_SAID), many=_ANY, needed=((c.HasType,),)),
    "input": Row(
        once=(c.ForEach, c.HasType, c.JudgedBy, c.Bounds, *_SAID),
        many=(c.Treat, c.CarriedFrom, c.Informs, *_ANY),
        needed=((c.HasType,),),
    ),
    "weights": Row(once=(c.ForEach, c.By, c.AddingTo, *_SAID), many=_ANY, needed=((c.ForEach,), (c.By,))),
    "collect": Row(once=(c.ForEach, *_SAID), many=(c.Takes, c.Treat, *_ANY), needed=((c.Takes,),)),
    "determine": Row(
        once=(c.ForEach, c.HasType, c.Equals, c.By, c.FirstOf, c.Rounded, c.Normally, *_SAID),
        many=_ANY,
        needed=((c.HasType,), (c.Equals, c.By, c.FirstOf)),
    ),
    "replacement": _EXCEPTION,
    "floor": _EXCEPTION,
    "limit": _EXCEPTION,
    "step": _EXCEPTION,
    "suspension": _EXCEPTION,
    "moderation": Row(
        once=(c.On, c.When, c.Unless, c.JudgedBy, *_SAID),
        many=(c.Overrides, *_ANY),
        needed=((c.On,), (c.JudgedBy,)),
    ),
    "assumption": Row(once=(c.HasType, c.TakenAs, c.CouldBe, c.Basis, *_SAID), many=_ANY, needed=((c.Basis,),)),
    "check": Row(once=(c.When, c.Expects, c.ForEach, *_SAID), many=_ANY, needed=((c.Expects,),)),
    "example": Row(
        once=_SAID,
        many=(c.Given, c.GivenMove, c.GivenDeparture, c.Assuming, *_EXPECTED, c.Inside, c.LiesIn, *_ANY),
        needed=((*_EXPECTED, c.Inside),),
    ),
    "transition": Row(
        once=(c.FromTo, *_SAID),
        many=(c.Keeps, c.Retires, c.Requires, c.Reads, *_ANY),
        needed=((c.FromTo,), (c.Keeps, c.Retires)),
    ),
    "row of a transition": Row(once=(c.Because,), many=_ANY),
    "crosswalk": Row(
        once=(c.FromTo, c.BetweenSets, *_SAID),
        many=(c.Becomes, *_ANY),
        needed=((c.FromTo,), (c.BetweenSets,), (c.Becomes,)),
    ),
    "row of a crosswalk": Row(once=(c.Because,), many=_ANY),
    "subject in an example": Row(many=(c.Given, c.GivenMove, c.GivenDeparture, *_EXPECTED, c.Inside, c.LiesIn)),
}


def check_clauses(item: FrameworkHeader | ModuleHeader | Use | AddTo | Declaration) -> Iterator[Diagnostic]:
    """Findings about clauses that stand under the wrong kind, twice, or not at all."""
    match item:
        case FrameworkHeader():
            yield from _check("framework", item.clauses, item.span)
        case ModuleHeader():
            yield from _check("module", item.clauses, item.span)
        case Use():
            yield from _check("use", item.clauses, item.span)
        case AddTo():
            yield from _check("add to", item.clauses, item.span)
            yield from _members("set", item.clauses)
        case Declaration():
            yield from _check(item.kind, item.clauses, item.head)
            yield from _members(item.kind, item.clauses)


def check_use(use: Use) -> Iterator[Diagnostic]:
    """Findings about a `use` that shares what only a copy can have, or that brings in nothing."""
    here = first_line(use.span)
    if use.alias is None and not use.only:
        yield structure.use_brings_nothing(here)
    if use.alias is not None and use.only:
        yield structure.use_not_both(use.alias.span, use.only[0].span.cover(use.only[-1].span))
    if use.alias is None:
        for clause in use.clauses[:1]:
            yield structure.share_with_lines(clause.span)


def _members(kind: str, clauses: tuple[c.Clause, ...]) -> Iterator[Diagnostic]:
    for clause in clauses:
        if kind in ("scale", "set") and isinstance(clause, c.Member):
            yield from _check(f"member of a {kind}", clause.clauses, clause.name.span)
        elif kind == "crosswalk" and isinstance(clause, c.Becomes):
            yield from _check("row of a crosswalk", clause.clauses, first_line(clause.span))
        elif kind == "transition" and isinstance(clause, c.Requires):
            yield from _check("row of a transition", clause.clauses, first_line(clause.span))
        elif kind == "example" and isinstance(clause, c.Inside):
            yield from _check("subject in an example", clause.clauses, clause.level.span.cover(clause.name.span))
            yield from _members(kind, clause.clauses)


def _check(kind: str, clauses: tuple[c.Clause, ...], head: Span) -> Iterator[Diagnostic]:
    row = TABLE[kind]
    seen: dict[type, Span] = {}
    for clause in clauses:
        sort = type(clause)
        if sort not in row.once and sort not in row.many:
            homes = tuple(name for name, one in TABLE.items() if sort in one.once or sort in one.many)
            yield structure.clause_not_allowed(clause.span, kind, WORDS[sort], homes, _written(row))
        elif sort in row.once and sort in seen:
            yield structure.clause_twice(clause.span, seen[sort], kind, WORDS[sort], beginnings(sort))
        seen.setdefault(sort, clause.span)
    for group in row.needed:
        if not any(sort in seen for sort in group):
            words = (word for sort in group for word in beginnings(sort))
            yield structure.clause_missing(head, kind, tuple(words))
    answers = [sort for sort in (c.Equals, c.By, c.FirstOf) if sort in seen]
    if kind == "determine" and len(answers) > 1:
        yield structure.two_answers(seen[answers[1]], seen[answers[0]], WORDS[answers[0]], WORDS[answers[1]])


def _written(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for sort in (*row.once, *row.many) for word in beginnings(sort)))
