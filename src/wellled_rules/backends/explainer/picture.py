"""The derivation as a list within lists, and as a drawing of its rules, one row a layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from wellled_rules.backends.explainer.chips import chip
from wellled_rules.backends.explainer.explanation import Explanation, Input, Step
from wellled_rules.backends.explainer.lexicon.words import family
from wellled_rules.backends.explainer.many import MOST, tally
from wellled_rules.text.markup import Safe, element

__all__ = ["picture"]

_MOST_BOXES = 60
_WIDTH, _HEIGHT, _GAP, _RISE = 216, 64, 24, 48
_LINE = 25


def picture(explanation: Explanation) -> Iterator[Safe]:
    """Drawing and list; nothing for an outcome that no rule worked out."""
    steps = {step.path: step for step in explanation.steps}
    root = steps.get(explanation.path)
    if root is None or not root.inputs:
        return
    drawn = _drawing(explanation.steps, explanation.title)
    if drawn is not None:
        yield element(
            "div", drawn, class_="scroll", role="region", tabindex="0", aria_label="Drawing of the rules at work"
        )
    yield element("p", "From the outcome down to what was recorded:")
    yield element("ul", _item(root, steps, set()), class_="tree")


def _item(step: Step, steps: Mapping[str, Step], told: set[str]) -> Safe:
    """A step and what it reads; what stands above already is not told again."""
    told.add(step.path)
    lines: list[Safe] = []
    for _, group in groupby(step.inputs, key=lambda used: family(used.path)):
        used = tuple(group)
        chosen = used if len(used) <= MOST else tuple(one for one in used if _decides(one, steps))[:MOST]
        lines.extend(_used(one, steps, told) for one in chosen)
        rest = [one for one in used if one not in chosen]
        if rest:
            title = used[0].title.partition(": ")[0]
            counts = tally(one.value for one in rest)
            lines.append(element("li", f"{title}, {len(rest)} {'others' if chosen else 'in all'}: {counts}"))
    part = f" ({step.part})" if step.part not in ("", "supports") else ""
    return element("li", f"{step.title}: ", chip(step.value), part, element("ul", *lines))


def _decides(used: Input, steps: Mapping[str, Step]) -> bool:
    found = steps.get(used.path)
    return found is not None and found.decides


def _used(used: Input, steps: Mapping[str, Step], told: set[str]) -> Safe:
    found = steps.get(used.path)
    if found is not None and found.inputs and used.path not in told:
        return _item(found, steps, told)
    return element("li", f"{used.title}: ", chip(used.value), " (as above)" if used.path in told else "")


@dataclass(frozen=True, slots=True)
class _Box:
    """A rule, or what was recorded under one name. count: how many cells it stands for."""

    title: str
    value: str
    count: int


def _drawing(steps: tuple[Step, ...], title: str) -> Safe | None:
    """Boxes in rows, what is read below what reads it; none where there would be too many."""
    boxes, reads = _boxes(steps)
    if len(boxes) > _MOST_BOXES:
        return None
    rows = _rows(boxes, reads)
    widest = max(len(row) for row in rows)
    width = widest * (_WIDTH + _GAP) + _GAP
    height = len(rows) * (_HEIGHT + _RISE)
    at: dict[str, tuple[int, int]] = {}
    for depth, row in enumerate(rows):
        start = (width - len(row) * (_WIDTH + _GAP) + _GAP) // 2
        at |= {name: (start + turn * (_WIDTH + _GAP), depth * (_HEIGHT + _RISE) + 4) for turn, name in enumerate(row)}
    edges = [_edge(at[used], at[name]) for name, found in reads.items() for used in found]
    drawn = [_drawn(boxes[name], *place) for name, place in at.items()]
    name = element("title", f"How {title} was worked out")
    note = element("desc", "The same as the list below: each box a rule, a line from each box to what reads it.")
    return element(
        "svg",
        name,
        note,
        *edges,
        *drawn,
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        role="img",
        class_="drawing",
    )


def _boxes(steps: tuple[Step, ...]) -> tuple[dict[str, _Box], dict[str, dict[str, None]]]:
    """A box for each name, readers before what they read, and what each reads."""
    members: dict[str, dict[str, tuple[str, str]]] = {}
    reads: dict[str, dict[str, None]] = {}
    for step in reversed(steps):
        name = family(step.path)
        members.setdefault(name, {})[step.path] = (step.title, step.value.text)
        found = reads.setdefault(name, {})
        for used in step.inputs:
            other = family(used.path)
            members.setdefault(other, {})[used.path] = (used.title, used.value.text)
            if other != name:
                found[other] = None
    made = {name: _box(cells) for name, cells in members.items()}
    return made, reads


def _box(cells: Mapping[str, tuple[str, str]]) -> _Box:
    title, value = next(iter(cells.values()))
    if len(cells) == 1:
        return _Box(title, value, 1)
    return _Box(title.partition(": ")[0], f"{len(cells)} values", len(cells))


def _rows(boxes: Mapping[str, _Box], reads: Mapping[str, Mapping[str, None]]) -> list[list[str]]:
    """Names by depth: each below everything that reads it."""
    depth = dict.fromkeys(boxes, 0)
    # INVARIANT: steps come in topological order, so as many rounds as there are boxes always suffice.
    for _ in boxes:
        moved = False
        for name, found in reads.items():
            for used in found:
                if depth[used] <= depth[name]:
                    depth[used], moved = depth[name] + 1, True
        if not moved:
            break
    rows: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for name, turn in depth.items():
        rows[turn].append(name)
    return [row for row in rows if row]


def _edge(below: tuple[int, int], above: tuple[int, int]) -> Safe:
    x, y = below[0] + _WIDTH // 2, below[1]
    to_x, to_y = above[0] + _WIDTH // 2, above[1] + _HEIGHT
    middle = (y + to_y) // 2
    return element("path", d=f"M{x} {y}C{x} {middle} {to_x} {middle} {to_x} {to_y}", fill="none", stroke="currentColor")


def _drawn(box: _Box, x: int, y: int) -> Safe:
    lines = [*_broken(box.title), box.value if len(box.value) <= _LINE else f"{box.value[: _LINE - 1]}…"]
    texts = (
        element(
            "text", line, x=str(x + 8), y=str(y + 18 + 17 * turn), font_weight="700" if turn == len(lines) - 1 else None
        )
        for turn, line in enumerate(lines)
    )
    ground = element(
        "rect",
        x=str(x),
        y=str(y),
        width=str(_WIDTH),
        height=str(_HEIGHT),
        rx="4",
        fill="#ffffff",
        stroke="#56646e",
        class_="box",
    )
    return element("g", ground, *texts)


def _broken(title: str) -> list[str]:
    """A title in at most two lines."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    cut = [line if len(line) <= _LINE else f"{line[: _LINE - 1]}…" for line in lines[:2]]
    return cut if len(lines) <= 2 else [cut[0], f"{cut[1][: _LINE - 1]}…"]
