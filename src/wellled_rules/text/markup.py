"""HTML elements from text that cannot become markup."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

__all__ = ["Child", "Safe", "element"]

_VOID = frozenset({"meta", "link", "br", "hr", "path", "rect", "circle", "line", "polygon"})


# A line end after what stands on its own, so that a page can be read and compared.
_LINES = (
    "title style head a p h1 h3 li ul tr table thead tbody caption details summary dl dd header nav main footer svg"
)
_END = dict.fromkeys(_LINES.split(), "\n")


class Safe(str):
    """Markup that `element` made; every other text is escaped where it enters."""

    __slots__ = ()


Child: TypeAlias = "str | None"


def element(tag: str, *children: Child, **attributes: str | bool | None) -> Safe:
    """One element. children: text, which is escaped, or elements; none is left out.

    attributes: by name, an underscore for a hyphen, one at the end dropped; `True` for one without a
    value, `False` or none for one that is left out.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Safe(f"<{tag}{written}>" if tag in ("meta", "link", "br", "hr") else f"<{tag}{written}/>")
    inner = "".join(one if isinstance(one, Safe) else escape(one) for one in children if one is not None)
    return Safe(f"<{tag}{written}>{inner}</{tag}>{_END.get(tag, '')}")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(value)}"'
