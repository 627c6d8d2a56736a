"""A name that isn't there, told with what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from wellled_rules.diagnostics.suggest import nearest

__all__ = ["absent", "require_text"]

_MOST = 8


def require_text(name: object, what: str) -> str:
    """The name itself; `TypeError` for what is no text. what: what is named by it."""
    if isinstance(name, str):
        return name
    raise TypeError(f"{what} is named by text, not by `{type(name).__name__}`")


def absent(kind: str, name: str, known: Iterable[str], meant: Iterable[str] = ()) -> KeyError:
    """The error for a name that isn't there, with the nearest there is, or with all there are.

    meant: what is likelier meant than what is written like it.
    """
    names = tuple(known)
    if near := (*meant, *nearest(name, names))[:1]:
        return KeyError(f"there is no {kind} `{name}`: did you mean `{near[0]}`?")
    told = ", ".join(f"`{one}`" for one in names[:_MOST])
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return KeyError(f"there is no {kind} `{name}`: {f'there are {told}{more}' if names else 'there is none at all'}")
