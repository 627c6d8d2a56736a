"""Shapes that tell levels apart without colour."""

from __future__ import annotations

from wellled_rules.text.markup import Safe, element

__all__ = ["icon"]


def icon(name: str) -> Safe:
    """The shape of a tone: star, disc with tick, triangle, square with cross; a ring for what is missing.

    It is decoration for a reader who hears the page: the words stand beside it.
    """
    return element("svg", *_SHAPES[name], viewBox="0 0 20 20", aria_hidden="true", focusable="false")


def _cut(points: str) -> Safe:
    """Lines in the ground's colour, cut into a filled shape."""
    return element("path", d=points, fill="none", stroke="#ffffff", stroke_width="2.5")


_SHAPES: dict[str, tuple[Safe, ...]] = {
    "best": (element("path", d="M10 1l2.8 5.9 6.2.8-4.6 4.4 1.2 6.4L10 15.4 4.4 18.5l1.2-6.4L1 7.7l6.2-.8z"),),
    "high": (element("circle", cx="10", cy="10", r="9"), _cut("M5.5 10.5l3.2 3.2 6-7")),
    "low": (element("path", d="M10 2l9 16H1z"),),
    "worst": (element("rect", x="1.5", y="1.5", width="17", height="17"), _cut("M6 6l8 8M14 6l-8 8")),
    "none": (element("circle", cx="10", cy="10", r="7.5", fill="none", stroke_width="2.5"),),
}
