"""What differs between two framework versions, in every form in which it can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Any

from wellled_rules.api.framework import Framework
from wellled_rules.api.loading import load

if TYPE_CHECKING:
    from wellled_rules.backends.comparer.declarations import ExampleSeen
    from wellled_rules.backends.comparer.difference import Difference as Compared
    from wellled_rules.semantics.model import Example, GivenEntry

__all__ = ["Difference", "diff"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs from one framework version to another, declaration by declaration and clause by clause.

    compared: both versions, an entry for each declaration of either, and the outcomes that are computed differently, as
    data.
    """

    compared: Compared = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether the two mean and say the same."""
        return self.compared.is_empty

    @property
    def changes_meaning(self) -> bool:
        """Whether anything differs that can change a result; titles, citations and bases can't."""
        return self.compared.changes_meaning

    def to_text(self, *, everything: bool = False) -> str:
        """Lines of words. everything: also two frameworks that are no versions of one, clause by clause."""
        from wellled_rules.backends.comparer.to_text import to_text

        return to_text(self.compared, everything=everything)

    def to_markdown(self, *, everything: bool = False) -> str:
        """Markdown: a heading a declaration, and a table of its clauses. everything: as for text."""
        from wellled_rules.backends.comparer.to_markdown import to_markdown

        return to_markdown(self.compared, everything=everything)

    def to_html(self, *, everything: bool = False) -> str:
        """One page that loads nothing from elsewhere and works without script. everything: as for text."""
        from wellled_rules.backends.comparer.to_html import to_html

        return to_html(self.compared, everything=everything)

    def to_dict(self) -> dict[str, Any]:
        """JSON data in the schema `wellled.diff/1`: every declaration, unchanged ones included."""
        from wellled_rules.backends.comparer.to_json import to_dict

        return to_dict(self.compared)

    def to_json(self) -> str:
        """JSON text in the schema `wellled.diff/1`."""
        return json.dumps(self.to_dict(), ensure_ascii=True, indent=2) + "\n"

    def __repr__(self) -> str:
        return f"<Difference from {self.compared.before.called} to {self.compared.after.called}>"

    def __str__(self) -> str:
        return self.to_text()


def diff(before: Framework | str | PathLike[str], after: Framework | str | PathLike[str]) -> Difference:
    """What differs from one framework version to another.

    before, after: a `Framework`, or what `load` takes: `id@version`, `id@YYYY-MM-DD`, a path.
    Raises what `load` raises. The difference from B to A is that from A to B with before and after exchanged.
    """
    from wellled_rules.backends.comparer.compare import compare

    old, new = (one if isinstance(one, Framework) else load(one) for one in (before, after))
    seen = tuple(_seen(old.examples, new.examples, "before")), tuple(_seen(new.examples, old.examples, "after"))
    return Difference(compare(old.graph, new.graph, *seen))


def _seen(examples: Sequence[Example], others: Sequence[Example], side: str) -> Iterator[ExampleSeen]:
    """Examples as they are compared: those that say the same in both have one content."""
    from wellled_rules.backends.comparer.declarations import ExampleSeen

    there = {(one.level, one.name): _content(one) for one in others}
    for one in examples:
        content = "" if there.get((one.level, one.name)) == _content(one) else side
        yield ExampleSeen(name=one.name, title=one.title, level=one.level, span=one.span, content=content)


def _content(one: Example) -> tuple[object, ...]:
    """All that an example says beside its title; who inherits it is none of that.

    Whether a value that is given is an input or one that is worked out, the rules say and not the example.
    """
    inside = tuple((each.path, _given(each.given), each.moves, each.expects) for each in one.inside)
    return _given(one.given), one.moves, one.assuming, one.expects, inside


def _given(entries: Sequence[GivenEntry]) -> tuple[object, ...]:
    return tuple((each.name, each.members, each.value) for each in entries)
