"""Moderations that a case records: what each met, and which reach further than the rules allow."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.graph.cells import Cell, SettleStep
from wellled_rules.graph.evidence import Decided
from wellled_rules.graph.grounds import acted_on
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Assumption
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import settle
from wellled_rules.graph.subjects import Path, level_at
from wellled_rules.graph.valuation import Valuation
from wellled_rules.values.scale import ScaleLevel

__all__ = ["decided", "met", "moderation", "overreach", "rule_title"]


def moderation(case: Valuation, decision: Decided, subject: Path = ()) -> tuple[Adjustment, Cell] | None:
    """The moderation that a decision was recorded under, and the cell it is about; None where it is none."""
    node = case.graph.nodes.get(f"{level_at(case.level, subject)}:{decision.rule}")
    if not isinstance(node, Adjustment) or node.kind is not AdjustmentKind.MODERATION:
        return None
    return node, Cell(node.target, decision.members, subject)


def decided(case: Valuation) -> Iterator[tuple[Path, Decided, str]]:
    """Every decision of a case: whose it is, what was decided, and its JSON pointer."""
    for path, said in case.evidence.parts.items():
        for turn, decision in enumerate(said.decisions):
            yield path, decision, f"{case.evidence.pointers[path]}/decisions/{turn}"


def met(case: Valuation, node: Adjustment, cell: Cell) -> object:
    """What a moderation met: the outcome after the stages before its own; None where that is open."""
    found = acted_on(case, cell)
    if found is None:
        return None
    step, known = found
    turn = next(i for i, (_, group) in enumerate(step.stages) if any(one.name == node.id for one in group))
    before = SettleStep(step.answer, step.stages[:turn], step.type)
    places = [step.answer]
    for _, group in before.stages:
        for one in group:
            places += [place for place in (one.acts, one.to, one.reach) if place is not None]
    held = {place: known[place] for place in places}
    definite = {place: one for place, one in held.items() if not isinstance(one, Open)}
    return settle(before, definite) if len(definite) == len(held) else None


def overreach(case: Valuation) -> tuple[Diagnostic, ...]:
    """Findings about moderations recorded beyond their reach."""
    return tuple(_overreach(case))


def _overreach(case: Valuation) -> Iterator[Diagnostic]:
    for path, decision, where in decided(case):
        found = moderation(case, decision, path)
        settled = None if found is None else acted_on(case, found[1])
        if found is None or settled is None:
            continue
        node, cell = found
        step, known = settled
        acting = next(one for _, group in step.stages for one in group if one.name == node.id)
        reach = None if acting.reach is None else known[acting.reach]
        before, to = met(case, node, cell), decision.to
        if known[acting.acts] is not True or not isinstance(before, ScaleLevel) or not isinstance(to, ScaleLevel):
            continue
        if isinstance(reach, int) and abs(to.rank - before.rank) > reach:
            yield _too_far(case, node, where, before, to, reach)


def _too_far(
    case: Valuation, node: Adjustment, where: str, before: ScaleLevel, to: ScaleLevel, reach: int
) -> Diagnostic:
    levels = "1 level" if reach == 1 else f"{reach} levels"
    title = rule_title(case, node.rule, node.name)
    notes = []
    source = None if node.reach is None else case.graph.nodes[node.reach]
    if isinstance(source, Assumption):
        told = case.graph.assumptions.get(source.name)
        notes.append(f"how far it reaches is assumed: {source.name if told is None else told.title}")
    return diagnostic(
        "moved-too-far",
        f"moved from {before} to {to}, though it may move {levels} at most",
        pointer=f"{where}/to",
        help=f"record a move of {levels} at most from {before}, or leave the decision out",
        notes=(f"the decision is under “{title}”", *notes),
    )


def rule_title(case: Valuation, rule: str, name: str) -> str:
    """The title of a rule, `name` where it has none."""
    found = case.graph.rules.get(rule)
    return found.title if found is not None and found.title else name
