"""How a page looks: readable without colour, in the dark, in print, and by keyboard."""

from __future__ import annotations

__all__ = ["CSS", "TONES", "tone"]

TONES = ("best", "high", "low", "worst")
"""Tones from the best level of a scale to the worst. Contrast of text on its ground is 7.6 or more."""


def tone(rank: int, levels: int) -> str:
    """The tone of a level by its place on its scale (0 is the worst), spread over the four."""
    if levels < 2:
        return "high"
    from_best = levels - 1 - rank
    steps = len(TONES) - 1
    return TONES[(2 * from_best * steps + levels - 1) // (2 * (levels - 1))]


CSS = """
:root { color-scheme: light dark; --ink: #14191d; --ground: #ffffff; --soft: #eef1f3; --line: #56646e;
  --link: #00366b; --focus-ink: #14191d; --focus: #ffdd00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f5f7; --ground: #14191d; --soft: #242c32;
  --line: #9fb0bc; --link: #a9d3ff; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--ground); line-height: 1.5;
  font: 1.0625rem/1.5 system-ui, sans-serif; }
header, main, footer, nav { max-width: 60rem; margin: 0 auto; padding: 0.5rem 1rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; display: inline-block; padding: 0.5rem 1rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 0; box-shadow: 0 0 0 6px var(--focus-ink);
  background: var(--focus); color: #14191d; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; display: inline; margin: 0; }
h3 { font-size: 1.0625rem; margin: 1rem 0 0.25rem; }
.lead { font-size: 1.25rem; margin: 0.75rem 0; }
.standing { border: 2px solid var(--line); border-left-width: 0.5rem; padding: 0.5rem 1rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; margin: 0; }
details.layer { border-top: 2px solid var(--line); padding: 0.75rem 0; }
summary { cursor: pointer; padding: 0.25rem; }
details details { margin: 0.25rem 0 0.25rem 0.75rem; }
details details > :not(summary) { margin-left: 1.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: 0.375rem 0.5rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); }
th:first-child { width: 45%; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem 1.5rem; }
.aside { color: inherit; font-size: 0.9375rem; }
.chip { display: inline-flex; align-items: center; gap: 0.375rem; padding: 0.0625rem 0.5rem; border-radius: 0.25rem;
  border: 1px solid currentColor; font-weight: 600; }
.chip svg { width: 1em; height: 1em; flex: none; fill: currentColor; stroke: currentColor; }
.chip.best { color: #240050; background: #d6cce3; }
.chip.high { color: #004c23; background: #cce5d8; }
.chip.low { color: #4d3708; background: #ffdc8e; }
.chip.worst { color: #6a140e; background: #f7d4d1; }
.chip.none { color: #354550; background: #dbe0e3; }
.tree, .tree ul { list-style: none; padding-left: 1.25rem; border-left: 1px solid var(--line); }
.tree { padding-left: 0.5rem; }
.drawing { color: var(--line); font: 0.8125rem system-ui, sans-serif; max-width: none; }
.drawing text { fill: var(--ink); }
.drawing .box { fill: var(--ground); stroke: var(--line); stroke-width: 1.5; }
.path { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 0.875rem; }
@media (forced-colors: active) { .chip { forced-color-adjust: auto; } }
@media print {
  :root { --ink: #000000; --ground: #ffffff; --soft: #ffffff; }
  body { font-size: 10.5pt; }
  .skip, nav { display: none; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  details > * { display: block; }
  details, tr { break-inside: avoid; }
  details.layer { break-inside: auto; }
  .chip { print-color-adjust: exact; }
  a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
}
"""
"""The whole style sheet; it loads nothing."""
