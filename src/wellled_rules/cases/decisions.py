"""Recorded decisions: each a moderation, or a departure from a rule, about one cell of an outcome."""

from __future__ import annotations

from wellled_rules.cases import errors
from wellled_rules.cases.departure_errors import holds_always
from wellled_rules.cases.departures import DEPARTURE_KEYS, departed
from wellled_rules.cases.document import Data, Object, Path, Unread
from wellled_rules.cases.reading import Members, Reading
from wellled_rules.graph.evidence import Decided
from wellled_rules.graph.nodes import Adjustment, Determine
from wellled_rules.values.scale import ScaleLevel

__all__ = ["DECISION_KEYS", "decisions"]

DECISION_KEYS = ("rule", "of", "to", "role", "reason", "on")


def decisions(reading: Reading, data: Data, path: Path) -> tuple[Decided, ...]:
    """The decisions of a list, in its order; what is wrong with one leaves it out, with its findings."""
    if isinstance(data, Unread):
        return ()
    if not isinstance(data, tuple):
        reading.findings.add(errors.not_a_list(path, data, "one group for each decision"))
        return ()
    first: dict[tuple[str, Members], Path] = {}
    made: list[Decided] = []
    for turn, one in enumerate(data):
        place = (*path, turn)
        decided = _decision(reading, one, place)
        if decided is None:
            continue
        key = (decided.rule, decided.members)
        if key in first:
            reading.findings.add(errors.decision_twice(place, first[key], decided.rule))
            continue
        first[key] = place
        made.append(decided)
    return tuple(made)


def _decision(reading: Reading, data: Data, path: Path) -> Decided | None:
    found = reading.group(data, path, "a decision's parts")
    if found is None:
        return None
    said = found.entries.get("rule")
    departable = reading.departures.get(said) if isinstance(said, str) else None
    if departable is not None:
        target = departable if isinstance(departable, Determine) else _target(reading, departable)
        return departed(reading, departable, found, path, _cell(reading, departable.name, target, found, path))
    name = reading.text(found, "rule", path)
    rule = None if name is None else _rule(reading, name, (*path, "rule"))
    if rule is None and name is not None:
        # Of what nobody can depart from or move, it is not known what else must be said.
        reading.only(found, path, DEPARTURE_KEYS)
        return None
    reading.only(found, path, DECISION_KEYS)
    role, reason, on = reading.text(found, "role", path), reading.text(found, "reason", path), None
    on = reading.day(found, "on", path)
    if "rule" not in found.entries:
        reading.findings.add(errors.incomplete(path, "rule", "name the rule under which it was decided"))
    if "to" not in found.entries:
        reading.findings.add(errors.incomplete(path, "to", "write the level that was decided"))
    if rule is None:
        return None
    if role is not None and rule.role is not None and role != rule.role:
        reading.findings.add(errors.wrong_role((*path, "role"), role, rule.role, rule.name))
    if rule.reason_required and not (reason or "").strip() and not isinstance(found.entries.get("reason"), Unread):
        reading.findings.add(errors.reason_left_out(path, rule.name))
    target = _target(reading, rule)
    to = _level(reading, target, found, path)
    members = _cell(reading, rule.name, target, found, path)
    if to is None or members is None:
        return None
    return Decided(rule=rule.name, members=members, to=to, role=role, reason=reason, on=on)


def _rule(reading: Reading, name: str, path: Path) -> Adjustment | None:
    rule = reading.moderations.get(name)
    if rule is None and isinstance(one := reading.graph.named(reading.level, name), Determine | Adjustment):
        moved = tuple(each.name for each in reading.moderations.values() if each.target == one.id)
        reading.findings.add(holds_always(path, name, reading.level, tuple(reading.departures), moved))
    elif rule is None:
        known = (*reading.moderations, *reading.departures)
        near = reading.near("moderations", name, lambda: known)
        reading.findings.add(errors.no_moderation(path, name, reading.level, known, near))
    return rule


def _target(reading: Reading, rule: Adjustment) -> Determine:
    target = reading.graph.nodes[rule.target]
    assert isinstance(target, Determine)
    return target


def _level(reading: Reading, target: Determine, found: Object, path: Path) -> ScaleLevel | None:
    if "to" not in found.entries:
        return None
    said, place = found.entries["to"], (*path, "to")
    if isinstance(said, Unread):
        return None
    if isinstance(said, Object):
        reading.findings.add(errors.no_members(place, target.name, target.type))
        return None
    to = reading.value(target.type, said, place)
    if to is not None and not isinstance(to, ScaleLevel):
        reading.findings.add(errors.label_decided(place, said, target.type))
        return None
    return to


def _cell(reading: Reading, rule: str, target: Determine, found: Object, path: Path) -> Members | None:
    said, place = found.entries.get("of", ()), (*path, "of")
    sets = tuple(axis.set for axis in target.axes)
    if isinstance(said, Unread):
        return None
    words = (said,) if isinstance(said, str) else said
    if not isinstance(words, tuple) or len(words) != len(sets):
        reading.findings.add(errors.no_cell(place if "of" in found.entries else path, rule, sets))
        return None
    here: Members = ()
    tree = reading.tree(target)
    for turn, (name, word) in enumerate(zip(sets, words, strict=True)):
        at = place if isinstance(said, str) else (*place, turn)
        if not isinstance(word, str):
            reading.findings.add(errors.not_text(at, word))
            return None
        member = reading.member(reading.graph.sets[name], tree, here, word, at)
        if member is None:
            return None
        here, tree = (*here, member), tree[member]
    return here
