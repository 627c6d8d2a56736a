"""Two small readers of drawings: Mermaid flowcharts and DOT, as far as they are written here."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Drawn", "read_dot", "read_mermaid"]


@dataclass(frozen=True)
class Drawn:
    """A drawing that was read back. boxes: key -> shape, lines, look. arrows: source, target, label, look."""

    boxes: dict[str, tuple[str, tuple[str, ...], str]]
    arrows: list[tuple[str, str, str, str]]
    groups: list[str]
    note: str

    def key(self, line: str) -> str:
        """The key of the one box that has this line."""
        (found,) = [key for key, (_, lines, _) in self.boxes.items() if line in lines]
        return found

    def between(self, source: str, target: str) -> list[tuple[str, str]]:
        """Label and look of the arrows between two boxes, each told by a line it has."""
        ends = (self.key(source), self.key(target))
        return [(label, look) for *found, label, look in self.arrows if tuple(found) == ends]


_NUMBER = re.compile(r"#(\d+);")
_BOX = re.compile(
    r'^ +(n\d+)(\[/|\[\(|\[\[|\[\\|\{\{|\{|\(\[|\(\(\(|\(\(|\(|>|\[)"([^"<>]*(?:<br>[^"<>]*)*)"([^:\w]+?)(?::::(\w+))?$'
)
_ARROW = re.compile(r'^ +(n\d+) (-->|-\.->)\|"([^"<>]*)"\| (n\d+)$')
_GROUP = re.compile(r'^ +subgraph g\d+\["([^"<>]*)"\]$')
_NOTE = re.compile(r'^ +note\["([^"<>]*)"\]:::note$')
_FIXED = re.compile(r"^(flowchart BT| +accTitle: [\w ,#;]+| +end| +classDef [\w :,#-]+| +linkStyle ([\d,]+) [\w:,#]+)$")


def _plain(text: str) -> str:
    assert re.fullmatch(r"(?:#\d+;|[^\W_]|[ ,])*", text), text
    return _NUMBER.sub(lambda found: chr(int(found[1])), text)


def read_mermaid(text: str) -> Drawn:
    """A flowchart; `AssertionError` for a line that is of none of the forms that are ever written."""
    drawn = Drawn({}, [], [], "")
    grey: list[int] = []
    note = ""
    for line in text.splitlines():
        if found := _BOX.match(line):
            lines = tuple(_plain(one) for one in found[3].split("<br>"))
            drawn.boxes[found[1]] = (found[2] + found[4], lines, found[5] or "plain")
        elif found := _ARROW.match(line):
            drawn.arrows.append((found[1], found[4], _plain(found[3]), "plain" if found[2] == "-->" else "missing"))
        elif found := _GROUP.match(line):
            drawn.groups.append(_plain(found[1]))
        elif found := _NOTE.match(line):
            note = _plain(found[1])
        else:
            found = _FIXED.match(line)
            assert found, line
            grey += [int(one) for one in (found[2] or "").split(",") if one]
    arrows = [(*one[:3], "overridden") if turn in grey else one for turn, one in enumerate(drawn.arrows)]
    return Drawn(drawn.boxes, arrows, drawn.groups, note)


_TEXT = r'"((?:[^"\\]|\\.)*)"'
_DOT_BOX = re.compile(rf"^ +(n\d+) \[shape=(\w+), label={_TEXT}(.*)\];$")
_DOT_ARROW = re.compile(rf"^ +(n\d+) -> (n\d+) \[label={_TEXT}(.*)\];$")
_DOT_LABEL = re.compile(rf"^( +)label={_TEXT};$")
_DOT_FIXED = re.compile(rf"^(digraph {_TEXT} {{| +subgraph cluster_\d+ {{| *}}| +rankdir=BT;| +(node|edge) \[.*\];)$")
_DOT_LOOKS = {"": "plain", ", style=dashed": "missing", ', color="#8a8a8a", fontcolor="#5a5a5a"': "overridden"}


def _unquoted(text: str) -> tuple[str, ...]:
    """Lines of a quoted text; the only escapes are line ends, quotes and backslashes."""
    parts = re.findall(r"\\.|[^\\]", text)
    assert {one for one in parts if len(one) > 1} <= {"\\n", '\\"', "\\\\"}
    assert not re.search(r"&(?!amp;)", text)
    whole = "".join("\n" if one == "\\n" else one[-1] for one in parts)
    return tuple(whole.replace("&amp;", "&").split("\n"))


def read_dot(text: str) -> Drawn:
    """A digraph; `AssertionError` for a line that is of none of the forms that are ever written."""
    drawn = Drawn({}, [], [], "")
    note = ""
    for line in text.splitlines():
        if found := _DOT_BOX.match(line):
            drawn.boxes[found[1]] = (found[2], _unquoted(found[3]), _DOT_LOOKS[found[4]])
        elif found := _DOT_ARROW.match(line):
            drawn.arrows.append((found[1], found[2], " ".join(_unquoted(found[3])), _DOT_LOOKS[found[4]]))
        elif found := _DOT_LABEL.match(line):
            if len(found[1]) > 4:
                drawn.groups.append(" ".join(_unquoted(found[2])))
            else:
                note = " ".join(_unquoted(found[2]))
        else:
            assert _DOT_FIXED.match(line), line
    return Drawn(drawn.boxes, drawn.arrows, drawn.groups, note)
