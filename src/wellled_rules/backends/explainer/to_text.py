"""An explanation for a terminal, drawn as a tree; or plainly, for screen readers and pipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.outline import Branch, Tone, outline

if TYPE_CHECKING:
    from rich.tree import Tree

__all__ = ["to_text"]

_INDENT = "    "
_STYLES = {
    Tone.HEADLINE: "bold",
    Tone.LAYER: "bold",
    Tone.PLAIN: "",
    Tone.DECISIVE: "",
    Tone.ASIDE: "dim",
}
_WIDEST = 120
_NARROWEST = 20


def to_text(
    explanation: Explanation,
    *,
    plain: bool = False,
    color: bool = False,
    everything: bool = False,
    width: int = _WIDEST,
) -> str:
    """The explanation as text that ends in a line end.

    plain: indentation only, one thing a line, never wrapped, never coloured. color: with terminal colours,
    which repeat what the words say. everything: also the steps that no decision turns on, one by one.
    width: cells of the terminal, for the drawn form.
    """
    branches = tuple(outline(explanation, everything=everything))
    if plain:
        return "".join(f"{line}\n" for line in _indented(branches, 0))
    return _drawn(explanation, branches, color=color, width=max(width, _NARROWEST))


def _indented(branches: Iterable[Branch], depth: int) -> Iterator[str]:
    for branch in branches:
        yield f"{_INDENT * depth}{branch.text}"
        yield from _indented(branch.below, depth + 1)


def _drawn(explanation: Explanation, branches: tuple[Branch, ...], *, color: bool, width: int) -> str:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    head, *layers = branches
    tree = Tree(Text(head.text, style=_STYLES[head.tone] if color else ""), guide_style="dim" if color else "")
    for branch in (*head.below, *layers):
        _grow(tree, branch, color)
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(tree)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def _grow(tree: Tree, branch: Branch, color: bool) -> None:
    from rich.text import Text

    # NOTE: `Text`, never a markup string: a title may hold square brackets.
    grown = tree.add(Text(branch.text, style=_STYLES[branch.tone] if color else ""))
    for one in branch.below:
        _grow(grown, one, color)
