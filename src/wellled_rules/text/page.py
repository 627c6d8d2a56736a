"""One page of HTML that loads nothing and runs nothing."""

from __future__ import annotations

from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page_style import CSS

__all__ = ["page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(title: str, *content: Safe, style: str = "") -> str:
    """The page, ending in a line end. style: rules beyond those that all pages share."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Safe(CSS + style)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, element('body', *content), lang='en')}\n"
