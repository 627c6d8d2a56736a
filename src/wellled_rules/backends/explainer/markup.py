"""HTML elements from text that cannot become markup."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

__all__ = ["Child", "Safe", "element"]

_VOID = frozenset({"meta", "link", "br", "hr", "path", "rect", "circle", "line", "polygon"})


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
    return Safe(f"<{tag}{written}>{inner}</{tag}>")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(value)}"'
