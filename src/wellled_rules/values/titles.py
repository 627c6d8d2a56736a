"""When two spellings of a published title are one title."""

from __future__ import annotations

import unicodedata

__all__ = ["title_key"]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)


def title_key(text: str) -> str:
    """What every accepted spelling of one title shares; idempotent.

    Letter case, the length of spaces, composed or separate accents, and curved or straight quotes and
    dashes count for nothing.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(folded.translate(_PLAIN).split())
