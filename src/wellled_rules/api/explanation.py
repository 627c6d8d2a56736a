"""An explanation, in every form in which it can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellled_rules.backends.explainer.explanation import Explanation as Layers
    from wellled_rules.backends.pictures.picture import Picture
    from wellled_rules.graph.derivation import Derivation

__all__ = ["Explanation"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one outcome of one case is what it is.

    layers: headline, statements, steps, evidence, assumptions, what is missing, as data.
    derivation: the graph of cells that it tells of.
    """

    layers: Layers
    derivation: Derivation = field(repr=False, compare=False)

    @property
    def headline(self) -> str:
        """One sentence of at most thirty words: value, deciding rule, citation."""
        return self.layers.headline

    @property
    def standing(self) -> str:
        """How the framework says that a result is indicative and not the regulator's own."""
        return self.layers.standing

    def to_text(self, *, plain: bool = False, color: bool = False, everything: bool = False, width: int = 100) -> str:
        """A tree for a terminal; `plain` without drawing or colour, for screen readers and pipes.

        everything: also the steps on which nothing turns. width: cells of the terminal.
        """
        from wellled_rules.backends.explainer.to_text import to_text

        return to_text(self.layers, plain=plain, color=color, everything=everything, width=width)

    def to_dict(self) -> dict[str, Any]:
        """JSON data in the schema `wellled.explanation/1`."""
        from wellled_rules.backends.explainer.to_json import to_dict

        return to_dict(self.layers)

    def to_json(self) -> str:
        """JSON text in the schema `wellled.explanation/1`."""
        from wellled_rules.backends.explainer.to_json import to_json

        return to_json(self.layers)

    def to_html(self) -> str:
        """One page that loads nothing from elsewhere and works without script."""
        from wellled_rules.backends.explainer.to_html import to_html

        return to_html(self.layers)

    def to_mermaid(self, *, everything: bool = False) -> str:
        """The derivation as a Mermaid flowchart, one box a declared cell; everything: the parts between too."""
        from wellled_rules.backends.pictures.to_mermaid import to_mermaid

        return to_mermaid(self._picture(everything))

    def to_dot(self, *, everything: bool = False) -> str:
        """The derivation in DOT, the language of Graphviz, one box a declared cell; everything: the parts too."""
        from wellled_rules.backends.pictures.to_dot import to_dot

        return to_dot(self._picture(everything))

    def _picture(self, everything: bool) -> Picture:
        from wellled_rules.backends.explainer.lexicon.entries import entry_words
        from wellled_rules.backends.pictures.decision import decision_picture

        return decision_picture(self.derivation, entry_words, everything=everything, note=self.standing)

    def __repr__(self) -> str:
        return f"<Explanation {self.headline!r}>"

    def __str__(self) -> str:
        return self.to_text(plain=True)
