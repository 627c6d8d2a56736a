"""A picture as a Mermaid flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellled_rules.backends.pictures.picture import Arrow, Box, Kind, Look, Picture

__all__ = ["to_mermaid"]

_SHAPES = {
    Kind.INPUT: ("[/", "/]"),
    Kind.WEIGHTS: ("[(", ")]"),
    Kind.ASSUMPTION: ("{{", "}}"),
    Kind.COLLECT: ("((", "))"),
    Kind.DETERMINE: ("[", "]"),
    Kind.REPLACEMENT: ("[[", "]]"),
    Kind.STEP: (">", "]"),
    Kind.MODERATION: ("([", "])"),
    Kind.FLOOR: ("[\\", "/]"),
    Kind.LIMIT: ("[/", "\\]"),
    Kind.SUSPENSION: ("{", "}"),
    Kind.DECISION: ("(((", ")))"),
    Kind.CHECK: ("[\\", "\\]"),
    Kind.PART: ("(", ")"),
}
_ARROWS = {Look.PLAIN: "-->", Look.MISSING: "-.->", Look.OVERRIDDEN: "-->"}
_LATE = re.compile(r"(\$(?=\$)|:(?=fa-))")
_CLASSES = (
    "classDef missing stroke-dasharray:5 5",
    "classDef overridden fill:#eeeeee,stroke:#8a8a8a,color:#5a5a5a",
    "classDef note fill:none,stroke:none",
)


def to_mermaid(picture: Picture) -> str:
    """Mermaid text, what is read below what reads it.

    Mermaid draws at most 500 arrows unless its `maxEdges` is set higher.
    """
    return "".join(line + "\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    keys: dict[str, str] = {}
    yield "flowchart BT"
    yield f"    accTitle: {_text(picture.name)}"
    for turn, group in enumerate(picture.groups):
        indent = "    "
        if group.title is not None:
            yield f'    subgraph g{turn}["{_text(group.title)}"]'
            indent = "        "
        for box in group.boxes:
            keys[box.key] = f"n{len(keys)}"
            yield f"{indent}{keys[box.key]}{_box(box)}"
        if group.title is not None:
            yield "    end"
    arrows = [arrow for arrow in picture.arrows if arrow.source in keys and arrow.target in keys]
    yield from (f"    {_arrow(arrow, keys)}" for arrow in arrows)
    if picture.note:
        yield f'    note["{_text(picture.note)}"]:::note'
    yield from (f"    {line}" for line in _CLASSES)
    grey = [str(turn) for turn, arrow in enumerate(arrows) if arrow.look is Look.OVERRIDDEN]
    if grey:
        yield f"    linkStyle {','.join(grey)} stroke:#8a8a8a,color:#5a5a5a"


def _box(box: Box) -> str:
    before, after = _SHAPES[box.kind]
    words = "<br>".join(_text(line) for line in box.lines)
    look = "" if box.look is Look.PLAIN else f":::{box.look}"
    return f'{before}"{words}"{after}{look}'


def _arrow(arrow: Arrow, keys: dict[str, str]) -> str:
    return f'{keys[arrow.source]} {_ARROWS[arrow.look]}|"{_text(arrow.label)}"| {keys[arrow.target]}'


def _text(words: str) -> str:
    """Words in which nothing is Mermaid, Markdown or HTML: all but letters, digits, spaces and commas by number."""
    # NOTE: formulas and icons are looked for after numbers are read, so a space parts what they begin with.
    words = _LATE.sub(r"\1 ", words)
    return "".join(ch if ch.isalnum() or ch in " ," else f"#{ord(ch)};" for ch in words)
