"""JSON to data and back, by the quickest parser that is installed; and whether a key was lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from wellled_rules.api.answering.entries import UntakenError

__all__ = ["IS_QUICK", "canonical_bytes", "each_key_once", "has_just", "loads"]


def _installed() -> Any:
    """The quick parser; None where it is not installed."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson


_orjson = _installed()

IS_QUICK = _orjson is not None
"""Whether the quick parser is there. What is answered does not depend on it."""


def _loads(body: bytes) -> Any:
    return json.loads(body.decode("utf-8"))


def _dumps(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


loads: Callable[[bytes], Any] = _orjson.loads if IS_QUICK else _loads
"""The data that JSON in UTF-8 says; of a key that stands twice it has the last. Raises `ValueError`."""

canonical_bytes: Callable[[Mapping[str, object]], bytes] = (
    partial(_orjson.dumps, option=_orjson.OPT_SORT_KEYS) if IS_QUICK else _dumps
)
"""JSON as RFC 8785 writes it, of data whose keys are ids, whose numbers are whole and whose texts are plain."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UntakenError
    return found


_STRICT = json.JSONDecoder(object_pairs_hook=_once)


def has_just(body: bytes, keys: int, words: int) -> bool:
    """Whether a text has no key but those that were parsed, and each of them once.

    keys: how many were parsed. words: colons in parsed texts. Each key that is written brings one colon, so where the
    text has no more of them none was lost. An escaped colon is parsed and not counted: it could hide one.
    """
    return body.count(b":") == keys + words and not (words and b"\\" in body)


def each_key_once(body: bytes) -> None:
    """Raises `UntakenError` for a text in which a key stands twice."""
    _STRICT.decode(body.decode("utf-8"))
