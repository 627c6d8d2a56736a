"""The lines inside declarations: header lines, members, inputs, examples. Rules are in `rules`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from lark import Token

from wellled_rules.syntax.ast import clauses as ast
from wellled_rules.syntax.ast.expressions import Expr, Name
from wellled_rules.syntax.build.expressions import build_condition, build_expr, build_test, build_type, tree, word
from wellled_rules.syntax.build.leaves import Leaf, Leaves, Node
from wellled_rules.syntax.build.rules import build_rule_clause, build_target
from wellled_rules.text.span import Span

__all__ = ["build_clause", "build_clauses", "build_target"]


def build_clauses(leaves: Leaves, parts: Sequence[Leaf]) -> tuple[ast.Clause, ...]:
    """The clauses of a body, in the order written."""
    return tuple(build_clause(leaves, part) for part in parts)


def build_clause(leaves: Leaves, leaf: Leaf) -> ast.Clause:
    """One clause, with all that stands under it."""
    node = tree(leaf)
    for family in (_plain, _header, _vocabulary, _input, _example, _between):
        found = family(leaves, node)
        if found is not None:
            return found
    return build_rule_clause(leaves, node)


def _plain(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of any declaration, and those of assumptions and uses."""
    span = leaves.span(node)
    match node.data, node.children:
        case "cites", [source, place]:
            return ast.Cites(leaves.name(source), leaves.find_text(place), span)
        case "rests_on", [names]:
            return ast.RestsOn(leaves.names(names), span)
        case "because", [text]:
            return ast.Because(leaves.text(text), span)
        case "means", [text]:
            return ast.Means(leaves.text(text), span)
        case "taken_as", [value]:
            return ast.TakenAs(build_expr(leaves, value), span)
        case "could_be", [values]:
            return ast.CouldBe(tuple(build_expr(leaves, value) for value in tree(values).children), span)
        case "basis", [word, text]:
            return ast.Basis(leaves.name(word), leaves.text(text), span)
        case "binding", [name, value]:
            return ast.Binding(leaves.name(name), build_expr(leaves, value), span)
    return None


def _header(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of frameworks, sources and levels."""
    span = leaves.span(node)
    match node.data, node.children:
        case "regulator", [text]:
            return ast.Regulator(leaves.text(text), span)
        case "status", [word]:
            return ast.Status(leaves.name(word), span)
        case "in_force", [start, until, at]:
            return ast.InForce(leaves.day(start), leaves.find_day(until), leaves.at(at), span)
        case "amends", [identity]:
            return ast.Amends(leaves.identity(identity), span)
        case "covers", [level, *where]:
            condition = build_condition(leaves, where[0]) if where else None
            return ast.Covers(leaves.name(level), condition, span)
        case "headline", [name, at]:
            return ast.Headline(leaves.name(name), leaves.at(at), span)
        case "shows", [names, at, *where]:
            condition = build_condition(leaves, where[0]) if where else None
            return ast.Shows(leaves.names(names), leaves.at(at), condition, span)
        case "standing", [text]:
            return ast.Standing(leaves.text(text), span)
        case "published_by", [text]:
            return ast.PublishedBy(leaves.text(text), span)
        case "address", [text]:
            return ast.Address(leaves.text(text), span)
        case "read_on", [day]:
            return ast.ReadOn(leaves.day(day), span)
        case "dated", [day]:
            return ast.DatedOn(leaves.day(day), span)
        case "within", [names]:
            return ast.Within(leaves.names(names), span)
    return None


def _vocabulary(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of scales, sets and weights."""
    span = leaves.span(node)
    match node.data, node.children:
        case "order", [first]:
            return ast.Order("best" if tree(first).children[0] == "best" else "worst", span)
        case "member", [name, title, worth, *clauses]:
            return _member(leaves, span, name, title, worth, clauses)
        case "also_shown", labels:
            return ast.AlsoShown(build_clauses(leaves, labels), span)
        case "label", [name, title, state]:
            return ast.Label(leaves.name(name), leaves.text(title), leaves.name(state), span)
        case "inside", [family, member]:
            return ast.LiesIn(leaves.name(family), leaves.name(member), span)
        case "needs", [family, members]:
            return ast.Needs(leaves.name(family), leaves.names(members), span)
        case "only_at", [levels]:
            return ast.OnlyAt(leaves.names(levels), span)
        case "characteristic", [scale, level, text]:
            return ast.Characteristic(leaves.name(scale), leaves.name(level), leaves.text(text), span)
        case "adding_to", [number]:
            return ast.AddingTo(leaves.number(number), span)
    return None


def _member(leaves: Leaves, span: Span, name: Leaf, title: Leaf, worth: Leaf, clauses: Sequence[Leaf]) -> ast.Member:
    is_number = isinstance(name, Token) and name.type == "NUM"
    named = Name(str(leaves.count(name, "levels")), leaves.span(cast(Token, name))) if is_number else leaves.name(name)
    return ast.Member(
        named,
        is_number,
        leaves.find_text(title),
        leaves.find_number(worth),
        build_clauses(leaves, clauses),
        span,
    )


def _input(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of inputs and of everything that runs over members."""
    span = leaves.span(node)
    match node.data, node.children:
        case "for_each", [first, second, it_needs]:
            sets = (first,) if second is None else (first, second)
            return ast.ForEach(tuple(leaves.name(each) for each in sets), it_needs is not None, span)
        case "has_type", [written]:
            return ast.HasType(build_type(leaves, written), span)
        case "judged_by", [role, reason]:
            return ast.JudgedBy(leaves.name(role), reason is not None, span)
        case "treat", [states, treatment]:
            return ast.Treat(leaves.names(states), _treatment(leaves, treatment), span)
        case "carried", [name, written, framework, assumption, *among]:
            earlier = leaves.name(name)
            return ast.CarriedFrom(
                earlier=earlier.text,
                earlier_at=earlier.span,
                type=None if written is None else build_type(leaves, written),
                framework=leaves.identity(framework),
                assumption=leaves.find_name(assumption),
                among=_among(leaves, among),
                span=span,
            )
        case "informs", [names]:
            return ast.Informs(leaves.names(names), span)
        case "bounds", [end]:
            return ast.Bounds(word(end), span)
        case "takes", [name, each, *where]:
            condition = build_condition(leaves, where[0]) if where and where[0] is not None else None
            return ast.Takes(leaves.name(name), leaves.find_name(each), condition, span)
    return None


def _among(leaves: Leaves, found: Sequence[Leaf]) -> tuple[Expr, ...]:
    """The values after `is`, of a clause that has any."""
    values = found[0] if found else None
    return () if values is None else tuple(build_expr(leaves, one) for one in tree(values).children)


def _treatment(leaves: Leaves, leaf: Leaf) -> Expr | Literal["left_out", "unknown"]:
    if isinstance(leaf, Token):
        return build_expr(leaves, leaf)
    match tree(leaf).data:
        case "left_out":
            return "left_out"
        case "unknown":
            return "unknown"
        case _:
            return build_expr(leaves, leaf)


def _example(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of examples."""
    span = leaves.span(node)
    match node.data, node.children:
        case "given", [name, picks, value, carried]:
            over = _carried_over(leaves, carried)
            return ast.Given(leaves.name(name), _picks(leaves, picks), build_expr(leaves, value), over, span)
        case "given_move", [role, name, picks, value, because]:
            return ast.GivenMove(
                leaves.name(role),
                leaves.name(name),
                _picks(leaves, picks),
                build_expr(leaves, value),
                leaves.find_text(because),
                span,
            )
        case "given_departure", [role, name, picks, value, because]:
            return ast.GivenDeparture(
                leaves.name(role),
                leaves.name(name),
                _picks(leaves, picks),
                None if value is None else build_expr(leaves, tree(value).children[0]),
                leaves.find_text(because),
                span,
            )
        case "assuming", [name, value]:
            return ast.Assuming(leaves.name(name), build_expr(leaves, value), span)
        case "then", [name, picks, negated, test, decided_by]:
            return ast.Then(
                leaves.name(name),
                _picks(leaves, picks),
                negated is not None,
                build_test(leaves, test),
                leaves.names(decided_by),
                span,
            )
        case "then_undetermined", [name, picks, values]:
            among = tuple(build_expr(leaves, value) for value in tree(values).children)
            return ast.ThenUndetermined(leaves.name(name), _picks(leaves, picks), among, span)
        case "inside", [level, name, *clauses]:
            return ast.Inside(leaves.name(level), leaves.name(name), build_clauses(leaves, clauses), span)
        case "then_may_not", [role, name]:
            return ast.ThenMayNotMove(leaves.name(role), leaves.name(name), span)
    return None


def _carried_over(leaves: Leaves, leaf: Leaf) -> ast.CarriedOver | None:
    if leaf is None:
        return None
    node = tree(leaf)
    name, framework, day = node.children
    return ast.CarriedOver(leaves.name(name).text, leaves.identity(framework), leaves.day(day), leaves.span(node))


def _picks(leaves: Leaves, leaf: Leaf) -> tuple[ast.Pick, ...]:
    return () if leaf is None else tuple(_pick(leaves, tree(pick)) for pick in tree(leaf).children)


def _pick(leaves: Leaves, node: Node) -> ast.Pick:
    every, name = node.children
    other = every is not None and tree(every).children[0] is not None
    return ast.Pick(leaves.name(name), every is not None, other, leaves.span(node))


def _between(leaves: Leaves, node: Node) -> ast.Clause | None:
    """Clauses of transitions and crosswalks."""
    span = leaves.span(node)
    match node.data, node.children:
        case "from_to", [before, after]:
            return ast.FromTo(leaves.identity(before), leaves.identity(after), span)
        case "keeps", [what, until]:
            return ast.Keeps(_holdings(leaves, what), None if until is None else _event(leaves, until), span)
        case "retires", [what, since]:
            return ast.Retires(_holdings(leaves, what), _event(leaves, since), span)
        case "requires", [names, event, counting, *clauses]:
            how = ast.Counting.ONLY_WITH if tree(counting).data == "with_them" else ast.Counting.WITHOUT
            own = build_clauses(leaves, clauses)
            return ast.Requires(leaves.names(names), _event(leaves, event), how, own, span)
        case "reads", [event, name]:
            return ast.Reads(_event(leaves, event), leaves.name(name), span)
        case "between_sets", [before, after]:
            return ast.BetweenSets(leaves.name(before), leaves.name(after), span)
        case "becomes", [before, after, *clauses]:
            return ast.Becomes(_matched(leaves, before), _matched(leaves, after), build_clauses(leaves, clauses), span)
    return None


def _holdings(leaves: Leaves, leaf: Leaf) -> tuple[ast.Holding, ...]:
    found = []
    for one in map(tree, tree(leaf).children):
        name, at = one.children
        found.append(ast.Holding(leaves.name(name), leaves.find_name(at), leaves.span(one)))
    return tuple(found)


def _event(leaves: Leaves, leaf: Leaf) -> ast.Event:
    node = tree(leaf)
    return ast.Event(leaves.name(node.children[0]), leaves.span(node))


def _matched(leaves: Leaves, leaf: Leaf) -> tuple[Name, ...]:
    """The members on one side of a row; none for `nothing`."""
    return () if tree(leaf).data == "nothing" else leaves.names(leaf)
