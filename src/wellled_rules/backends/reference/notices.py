"""What a reader of a result should know beside its values, and what makes a case one to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wellled_rules.backends.reference.given_notices import given_notices
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.graph.cells import Cell, SettleStep
from wellled_rules.graph.evidence import Decided, Notice
from wellled_rules.graph.graph import Period, Rule
from wellled_rules.graph.grounds import acted_on
from wellled_rules.graph.nodes import Adjustment, Assumption, Check
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import settle
from wellled_rules.graph.trace import Trace
from wellled_rules.values.missing import Missing
from wellled_rules.values.scale import ScaleLevel

__all__ = ["notices", "overreach"]


def notices(trace: Trace) -> tuple[Notice, ...]:
    """Notices about the period, the kind of subject, stated values, idle decisions, and process rules not met."""
    return (*_period(trace), *_coverage(trace), *given_notices(trace), *_decisions(trace), *_checks(trace))


def _period(trace: Trace) -> Iterator[Notice]:
    day = trace.evidence.assessed_on
    if day is None:
        return
    header = trace.graph.header
    general = [one for one in header.periods if not one.levels]
    own = [one for one in header.periods if trace.level in one.levels]
    for periods, where in ((general, ""), (own, f" at level {trace.level}")):
        if periods and not any(_holds(one, day) for one in periods):
            spans = " and ".join(_words(one) for one in periods)
            text = f"assessed on {day}, outside the period in force{where} ({spans}); evaluated all the same"
            yield Notice(kind="outside-period", text=text, pointer="/assessed_on")


def _holds(period: Period, day: date) -> bool:
    return period.start <= day and (period.until is None or day < period.until)


def _words(period: Period) -> str:
    return f"from {period.start}" + ("" if period.until is None else f" until {period.until}")


def _coverage(trace: Trace) -> Iterator[Notice]:
    if not trace.covered:
        level = trace.graph.levels[trace.level].title
        text = f"these rules are not for a subject of this kind at level “{level}”: every outcome is not applicable"
        yield Notice(kind="not-covered", text=text, pointer="/subject")


def _moderation(trace: Trace, decision: Decided) -> tuple[Adjustment, Cell] | None:
    node = trace.graph.nodes.get(f"{trace.level}:{decision.rule}")
    if not isinstance(node, Adjustment):
        return None
    return node, Cell(node.target, decision.members)


def _decisions(trace: Trace) -> Iterator[Notice]:
    for turn, decision in enumerate(trace.evidence.decisions):
        found = _moderation(trace, decision)
        if found is None:
            continue
        node, cell = found
        title = _rule_title(trace, node.rule, node.name)
        why = _idle(trace, node, cell)
        if why is not None:
            text = f"the decision under “{title}” moves nothing: {why}"
            yield Notice(kind="decision-without-effect", text=text, pointer=f"/decisions/{turn}")


def _idle(trace: Trace, node: Adjustment, cell: Cell) -> str | None:
    found = acted_on(trace, cell)
    if found is None:
        return "the case states the outcome as given" if trace.covered else "the rules are not for this subject"
    step, known = found
    acts = next(known[one.acts] for _, group in step.stages for one in group if one.name == node.id)
    if acts is not True:
        return "its condition does not hold" if acts is False else "it is not known whether its condition holds"
    met = _met(trace, node, cell)
    if not isinstance(met, Missing):
        return None
    return f"the outcome is {met.label or met.state.value.replace('_', ' ')}"


def _met(trace: Trace, node: Adjustment, cell: Cell) -> object:
    """What a moderation met: the outcome after the stages before its own; None where that is open."""
    found = acted_on(trace, cell)
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


def overreach(trace: Trace) -> tuple[Diagnostic, ...]:
    """Findings about moderations recorded beyond their reach."""
    return tuple(_overreach(trace))


def _overreach(trace: Trace) -> Iterator[Diagnostic]:
    for turn, decision in enumerate(trace.evidence.decisions):
        found = _moderation(trace, decision)
        settled = None if found is None else acted_on(trace, found[1])
        if found is None or settled is None:
            continue
        node, cell = found
        step, known = settled
        acting = next(one for _, group in step.stages for one in group if one.name == node.id)
        reach = None if acting.reach is None else known[acting.reach]
        met = _met(trace, node, cell)
        if known[acting.acts] is not True or not isinstance(met, ScaleLevel) or not isinstance(decision.to, ScaleLevel):
            continue
        if isinstance(reach, int) and abs(decision.to.rank - met.rank) > reach:
            yield _too_far(trace, node, turn, met, decision.to, reach)


def _too_far(trace: Trace, node: Adjustment, turn: int, met: ScaleLevel, to: ScaleLevel, reach: int) -> Diagnostic:
    levels = "1 level" if reach == 1 else f"{reach} levels"
    title = _rule_title(trace, node.rule, node.name)
    notes = []
    source = None if node.reach is None else trace.graph.nodes[node.reach]
    if isinstance(source, Assumption):
        told = trace.graph.assumptions.get(source.name)
        notes.append(f"how far it reaches is assumed: {source.name if told is None else told.title}")
    return diagnostic(
        "moved-too-far",
        f"moved from {met} to {to}, though it may move {levels} at most",
        pointer=f"/decisions/{turn}/to",
        help=f"record a move of {levels} at most from {met}, or leave the decision out",
        notes=(f"the decision is under “{title}”", *notes),
    )


def _rule_title(trace: Trace, rule: str, name: str) -> str:
    found = trace.graph.rules.get(rule)
    return found.title if found is not None and found.title else name


def _checks(trace: Trace) -> Iterator[Notice]:
    for cell in trace.prepared.plan.places:
        node = trace.graph.nodes[cell.node]
        if not isinstance(node, Check):
            continue
        possible = trace.possible(cell)
        values = frozenset({False, True}) if possible.values is None else possible.values
        if False not in values:
            continue
        rule = trace.graph.rules.get(node.rule)
        sets = trace.graph.sets
        whom = [sets[axis.set].by_id[one].title or one for axis, one in zip(node.axes, cell.members, strict=True)]
        about = _cited(trace, rule) + (f" ({', '.join(whom)})" if whom else "")
        title = _rule_title(trace, node.rule, node.name)
        if len(values) == 1:
            yield Notice(kind="check-failed", text=f"not met: {title}{about}")
        else:
            yield Notice(kind="check-open", text=f"not known whether it is met: {title}{about}")


def _cited(trace: Trace, rule: Rule | None) -> str:
    if rule is None or not rule.cites:
        return ""
    places = []
    for one in rule.cites:
        source = trace.graph.sources.get(one.source)
        title = one.source if source is None else source.title
        places.append(title if one.place is None else f"{title}, “{one.place}”")
    return f" ({'; '.join(places)})"
