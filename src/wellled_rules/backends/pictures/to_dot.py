"""A picture in DOT, the language of Graphviz."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wellled_rules.backends.pictures.picture import Arrow, Box, Kind, Look, Picture

__all__ = ["to_dot"]

_SHAPES = {
    Kind.INPUT: "parallelogram",
    Kind.WEIGHTS: "cylinder",
    Kind.ASSUMPTION: "hexagon",
    Kind.COLLECT: "folder",
    Kind.DETERMINE: "box",
    Kind.REPLACEMENT: "component",
    Kind.STEP: "cds",
    Kind.MODERATION: "ellipse",
    Kind.FLOOR: "invtrapezium",
    Kind.LIMIT: "trapezium",
    Kind.SUSPENSION: "octagon",
    Kind.DECISION: "doubleoctagon",
    Kind.CHECK: "note",
    Kind.PART: "oval",
}
_LOOKS = {
    Look.PLAIN: "",
    Look.MISSING: ", style=dashed",
    Look.OVERRIDDEN: ', color="#8a8a8a", fontcolor="#5a5a5a"',
}
_WIDEST = 36


def to_dot(picture: Picture) -> str:
    """DOT text, what is read below what reads it."""
    return "".join(line + "\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    keys: dict[str, str] = {}
    yield f"digraph {_text([picture.name])} {{"
    yield "    rankdir=BT;"
    if picture.note:
        yield f"    label={_text([picture.note])};"
    yield '    node [fontname="sans-serif", fontsize=11];'
    yield '    edge [fontname="sans-serif", fontsize=9];'
    for turn, group in enumerate(picture.groups):
        indent = "    "
        if group.title is not None:
            yield f"    subgraph cluster_{turn} {{"
            yield f"        label={_text([group.title])};"
            indent = "        "
        for box in group.boxes:
            keys[box.key] = f"n{len(keys)}"
            yield f"{indent}{keys[box.key]} {_box(box)};"
        if group.title is not None:
            yield "    }"
    for arrow in picture.arrows:
        if arrow.source in keys and arrow.target in keys:
            yield f"    {_arrow(arrow, keys)};"
    yield "}"


def _box(box: Box) -> str:
    return f"[shape={_SHAPES[box.kind]}, label={_text(box.lines)}{_LOOKS[box.look]}]"


def _arrow(arrow: Arrow, keys: dict[str, str]) -> str:
    label = f"label={_text([arrow.label])}{_LOOKS[arrow.look]}"
    return f"{keys[arrow.source]} -> {keys[arrow.target]} [{label}]"


def _text(lines: tuple[str, ...] | list[str]) -> str:
    """Lines as one quoted text, long ones broken: no quote ends it, no escape or entity in it is read."""
    broken = [part for line in lines for part in textwrap.wrap(line, _WIDEST, break_on_hyphens=False) or [""]]
    return '"' + "\\n".join(_inside(line) for line in broken) + '"'


def _inside(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
