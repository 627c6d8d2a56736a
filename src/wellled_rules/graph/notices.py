"""What a reader of a result should know beside its values: a reading of what a case came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Decided, EvidenceWindow, Notice
from wellled_rules.graph.graph import Header, Period, Rule
from wellled_rules.graph.grounds import acted_on, departure, grounds
from wellled_rules.graph.moderations import decided, met, moderation, rule_title
from wellled_rules.graph.nodes import Adjustment, Check, Determine
from wellled_rules.graph.subjects import Path, level_at
from wellled_rules.graph.unmet import unmet
from wellled_rules.graph.valuation import Valuation
from wellled_rules.graph.vintage import Earlier, is_of_today, together
from wellled_rules.graph.windows import stated_by, windows
from wellled_rules.graph.wording import joined
from wellled_rules.values.missing import Missing

__all__ = ["CHECK_FAILED", "CHECK_OPEN", "OUT_OF_RANGE", "notices", "outside_period"]

CHECK_FAILED, CHECK_OPEN = "check-failed", "check-open"
"""Kinds of the notices about process rules, of which `unmet` knows more."""

OUT_OF_RANGE = "given-out-of-range"
"""Kind of the notices about stated values to which no case can come."""

_MOST = 8


def notices(case: Valuation) -> tuple[Notice, ...]:
    """What a reader should know, in turn.

    The period, the kind of subject, evidence outside the window that the case states, stated values, idle decisions,
    what was carried from several assessments, and process rules that are not met.
    """
    first = (*_period(case), *_coverage(case), *_outside_window(case))
    return (*first, *_given(case), *_decisions(case), *_carried(case), *_checks(case))


def _carried(case: Valuation) -> Iterator[Notice]:
    """Headlines that rest on several assessments: on more than one earlier one, or on this one and an earlier one."""
    if not case.evidence.carries:
        return
    for path, said in case.evidence.parts.items():
        level = said.subject.level
        name = case.graph.header.headline.get(level)
        if name is None:
            continue
        node = case.graph.nodes[f"{level}:{name}"]
        cells = [Cell(node.id, members, path) for members in case.graph.cells(node)]
        found = together(case, cells)
        if found is None:
            continue
        # What was assessed on this day under these rules is of this assessment, though the case says it was carried.
        now = Earlier(case.evidence.assessed_on, case.graph.identity) if case.evidence.assessed_on else None
        is_beside = found.parts != (now,) and is_of_today(case, cells)
        if is_beside or found.has_several:
            of = joined([f"{one.framework} of {one.assessed_on}" for one in found.parts])
            many = f"{len(found.parts)} assessments: {of}" if found.has_several else of
            beside = "what was assessed now and " if is_beside else ""
            title = rule_title(case, node.rule, name)
            text = f"“{title}” mixes {beside}what was carried from {many}"
            yield Notice(kind="mixed-vintages", text=text, pointer=case.evidence.pointers[path] or None)


def _given(case: Valuation) -> Iterator[Notice]:
    if not case.stated:
        return
    from wellled_rules.graph.given_notices import given_notices

    yield from given_notices(case)


def _period(case: Valuation) -> Iterator[Notice]:
    day, header = case.evidence.assessed_on, case.graph.header
    if day is not None:
        is_narrowed = any(one.levels for one in header.periods)
        levels = (level_at(case.level, path) for path in case.evidence.parts) if is_narrowed else ()
        for text in outside_period(header, levels, day):
            yield Notice(kind="outside-period", text=text, pointer="/assessed_on")


def outside_period(header: Header, levels: Iterable[str], day: date) -> Iterator[str]:
    """A sentence for each kind of period, that of all levels and those of some alone, in which a day does not lie."""
    general = [one for one in header.periods if not one.levels]
    own = {level: [one for one in header.periods if level in one.levels] for level in dict.fromkeys(levels)}
    for level, periods in ((None, general), *own.items()):
        where = "" if level is None else f" at level {level}"
        if periods and not any(_holds(one, day) for one in periods):
            spans = " and ".join(_words(one) for one in periods)
            yield f"assessed on {day}, outside the period in force{where} ({spans}); evaluated all the same"


def _holds(period: Period, day: date) -> bool:
    return period.start <= day and (period.until is None or day < period.until)


def _words(period: Period) -> str:
    return f"from {period.start}" + ("" if period.until is None else f" until {period.until}")


def _coverage(case: Valuation) -> Iterator[Notice]:
    if not case.covered:
        level = case.graph.levels[case.level].title
        text = f"these rules are not for a subject of this kind at level “{level}”: every outcome is not applicable"
        yield Notice(kind="not-covered", text=text, pointer="/subject")
    for path in sorted(case.strangers):
        level = case.graph.levels[level_at(case.level, path)].title
        text = f"these rules are not for a subject of this kind at level “{level}”: its outcomes are not applicable"
        yield Notice(kind="not-covered", text=text, pointer=case.evidence.pointers[path])


def _outside_window(case: Valuation) -> Iterator[Notice]:
    """For each window that the case states: that it closes first; and all items and entries dated outside of it."""
    evidence, of_each = case.evidence, windows(case.graph, case.evidence)
    if not any(one != EvidenceWindow() for one in of_each.values()):
        return
    whole = of_each[()]
    found: dict[EvidenceWindow, list[str]] = {one: [] for one in dict.fromkeys(of_each.values())}
    found[whole] += [item.id for item in evidence.items.values() if whole.misses(item.on)]
    for path, said in evidence.parts.items():
        level, window = said.subject.level, of_each[path]
        for (name, members), entry in (*said.entries.items(), *said.given_records.items()):
            if window.misses(entry.on):
                found[window].append(str(Cell(f"{level}:{name}", members, path)))
    said_by = stated_by(case.graph, evidence)
    for window, outside in found.items():
        paths = tuple(dict.fromkeys(said_by[path] for path, one in of_each.items() if one == window))
        where = _stated_at(case, window, paths)
        # That the window of the assessment itself closes first is noticed where the case is read.
        if window.closes_first and window != evidence.window:
            whose = "" if () in paths else f" of {_some([' '.join(path[-2:]) for path in paths])}"
            text = f"the window for evidence{whose} closes on {window.closes}, before it opens on {window.opens}"
            yield Notice(kind="window-closes-first", text=text, pointer=where)
        if outside:
            text = f"dated outside the window for evidence ({window}): {_some(outside)}"
            yield Notice(kind="outside-window", text=text, pointer=where)


def _stated_at(case: Valuation, window: EvidenceWindow, paths: tuple[Path, ...]) -> str | None:
    """A pointer to what states a window; none where several subjects inside do."""
    if window == case.evidence.window:
        return "/assessment"
    if len(paths) > 1 and () not in paths:
        return None
    return f"{case.evidence.pointers[min(paths, key=len)]}/inputs"


def _some(names: list[str]) -> str:
    return joined([*names[:_MOST], *([f"{len(names) - _MOST} more"] if len(names) > _MOST else [])])


def _decisions(case: Valuation) -> Iterator[Notice]:
    for path, decision, where in decided(case):
        found = moderation(case, decision, path)
        if found is None:
            yield from _departure(case, path, decision, where)
            continue
        node, cell = found
        title = rule_title(case, node.rule, node.name)
        why = _idle(case, node, cell)
        if why is not None:
            text = f"the decision under “{title}” moves nothing: {why}"
            yield Notice(kind="decision-without-effect", text=text, pointer=where)


def _departure(case: Valuation, path: Path, decision: Decided, where: str) -> Iterator[Notice]:
    """A notice about a departure that changes nothing."""
    node = case.graph.nodes.get(f"{level_at(case.level, path)}:{decision.rule}")
    if not isinstance(node, Adjustment | Determine):
        return
    target = Cell(node.target if isinstance(node, Adjustment) else node.id, decision.members, path)
    cell = Cell(node.id, decision.members, path)
    if acted_on(case, target) is None:
        is_for = case.is_for(path)
        why = "the case states the outcome as given" if is_for else "the rules are not for this subject"
    elif isinstance(node, Adjustment) and departure(case, cell) is None:
        why = "its condition does not hold"
    elif isinstance(node, Adjustment) and not _is_ground(case, cell, target):
        why = "the outcome is the same with it"
    elif isinstance(node, Determine) and not _is_ground(case, departure(case, cell), cell):
        why = "an exception makes the outcome what it is, whatever the rule answers"
    elif isinstance(node, Determine) and _says_the_same(case, cell):
        why = "the rule answers the same"
    else:
        return
    text = f"the departure from “{rule_title(case, node.rule, node.name)}” changes nothing: {why}"
    yield Notice(kind="decision-without-effect", text=text, pointer=where)


def _says_the_same(case: Valuation, cell: Cell) -> bool:
    """Whether the rule of an outcome answers what people put in the place of its answer."""
    decision, found = departure(case, cell), acted_on(case, cell)
    if decision is None or found is None:
        return False
    places = case.prepared.plan.places
    return case.at(places[decision]) == case.at(case.prepared.ruled(found[0]))


def _is_ground(case: Valuation, one: Cell | None, reader: Cell) -> bool:
    return any(ground.cell == one for ground in grounds(case, reader))


def _idle(case: Valuation, node: Adjustment, cell: Cell) -> str | None:
    found = acted_on(case, cell)
    if found is None:
        is_for = case.is_for(cell.subject)
        return "the case states the outcome as given" if is_for else "the rules are not for this subject"
    step, known = found
    acts = next(known[one.acts] for _, group in step.stages for one in group if one.name == node.id)
    if acts is not True:
        return "its condition does not hold" if acts is False else "it is not known whether its condition holds"
    before = met(case, node, cell)
    if not isinstance(before, Missing):
        return None
    return f"the outcome is {before.label or before.state.value.replace('_', ' ')}"


def _checks(case: Valuation) -> Iterator[Notice]:
    for one in unmet(case):
        cell, node = one.cell, case.graph.nodes[one.cell.node]
        assert isinstance(node, Check)
        rule = case.graph.rules.get(node.rule)
        sets = case.graph.sets
        whom = [sets[axis.set].by_id[name].title or name for axis, name in zip(node.axes, cell.members, strict=True)]
        whom += [" ".join(cell.subject[turn : turn + 2]) for turn in range(0, len(cell.subject), 2)]
        about = _cited(case, rule) + (f" ({', '.join(whom)})" if whom else "")
        kind, said = (CHECK_OPEN, "not known whether it is met") if one.is_open else (CHECK_FAILED, "not met")
        where = case.evidence.pointers[cell.subject] or None
        yield Notice(kind=kind, text=f"{said}: {rule_title(case, node.rule, node.name)}{about}", pointer=where)


def _cited(case: Valuation, rule: Rule | None) -> str:
    if rule is None or not rule.cites:
        return ""
    places = []
    for one in rule.cites:
        source = case.graph.sources.get(one.source)
        title = one.source if source is None else source.title
        places.append(title if one.place is None else f"{title}, “{one.place}”")
    return f" ({'; '.join(places)})"
