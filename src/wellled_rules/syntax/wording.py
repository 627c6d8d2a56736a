"""The words in which messages speak of the language: its clauses, and what may come next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from wellled_rules.syntax.grammar import Grammar

__all__ = ["BLOCKS", "FORMS", "HEADS", "KINDS", "LATER_CLAUSES", "LATER_KINDS", "expected_words"]

KINDS = (
    "source",
    "level",
    "scale",
    "set",
    "parameter",
    "input",
    "weights",
    "determine",
    "limit",
    "floor",
    "replacement",
    "step",
    "suspension",
    "moderation",
    "assumption",
    "check",
    "example",
)

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "language": "language 1",
        "framework": 'framework id@2024-12 "Title"',
        "module": 'module topic.name "Title"',
        "use": "use MODULE for NAME, NAME",
        "remove": "remove NAME, NAME",
        "add": "add to SET",
        "replace": 'replace KIND name "Title"',
    }
    | {kind: f'{kind} name "Title"' for kind in KINDS}
)
"""First word of a declaration, and how its first line is written."""

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "cites": 'cites SOURCE "place"',
        "rests": "rests on ASSUMPTION",
        "because": 'because "reason"',
        "means": 'means "meaning"',
        "regulator": 'regulator "Name"',
        "status": "status draft",
        "in": "in SET MEMBER",
        "amends": "amends id@2024-12",
        "covers": "covers LEVEL where CONDITION",
        "headline": "headline OUTCOME at LEVEL",
        "standing": 'standing "sentence"',
        "published": 'published by "Name"',
        "address": 'address "https://..."',
        "read": "read on 2024-12-02",
        "dated": "dated 2024-12-02",
        "within": "within LEVEL",
        "best": "best first",
        "worst": "worst first",
        "only": "only at LEVEL",
        "needs": "needs SET MEMBER, MEMBER",
        "adding": "adding to 100",
        "for": "for each SET",
        "is": "is a TYPE",
        "are": "is a TYPE",
        "equals": "equals VALUE",
        "rounded": "rounded to whole by half_up",
        "judged": "judged by ROLE, with a reason",
        "treat": "treat STATE as unknown",
        "informs": "informs NAME",
        "on": "on OUTCOME to LEVEL",
        "overrides": "overrides NAME",
        "when": "when NAME is TEST",
        "unless": "unless NAME is TEST",
        "expects": "expects NAME is TEST",
        "taken": "taken as VALUE",
        "could": "could be VALUE, VALUE",
        "basis": 'basis inferred "why"',
        "by": "by NAME, NAME",
        "first": "first of",
        "also": "also shown",
        "given": "given NAME is VALUE",
        "assuming": "assuming ASSUMPTION is VALUE",
        "then": "then NAME is TEST",
    }
)
"""First word of a clause, and how the clause is written."""

BLOCKS: Mapping[str, str] = MappingProxyType({"by": "rows", "first": "rows", "also": "labels", "these": "conditions"})
"""What must stand under a line, by its first word; `these` stands for `any of these` and its like."""

LATER_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "collect": "`collect`",
        "property": "`property`",
        "transition": "`transition`",
        "crosswalk": "`crosswalk`",
    }
)
"""First words of declarations that a later language will have."""

LATER_CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "normally": "departing from a rule with `normally`",
        "carried": "`carried from` another framework",
        "takes": "`takes`",
        "unlike": "`unlike`",
        "keeps": "`keeps`",
        "retires": "`retires`",
        "between": "`between`",
        "from": "`from ... to ...`",
        "nothing": "`nothing becomes`",
    }
)
"""First words of clauses that a later language will have."""

_VALUE = frozenset({"NAME", "NUM", "_LPAR"})
_CLASSES = (
    ("IDENTITY", "a framework version"),
    ("STRING", "a text in quotes"),
    ("_INDENT", "an indented line"),
    ("_NL", "the end of the line"),
)
# What may almost always go on after a value, and is named only where nothing else can come.
_ALWAYS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "_COMMA", "AS", "AND", "OR", "OF", "TO", "ARE", "AN"})


def expected_words(grammar: Grammar, expected: Collection[str]) -> str:
    """What may come next, in words for a policy author; at most three things, most telling first."""
    found: list[str] = []
    rest = set(expected)
    if rest >= _VALUE:
        found.append("a test" if "KNOWN" in rest else "a value")
        return found[0]
    if "DATE" in rest:
        found.append("a date")
    if "NAME" in rest:
        found.append("a name")
    if "NUM" in rest:
        found.append("a number")
    found += [words for kind, words in _CLASSES if kind in rest and not (kind == "_NL" and len(rest) > 1)]
    if not found or rest & {"IS", "WHEN"}:
        found += _key_words(grammar, rest - _ALWAYS) or _key_words(grammar, rest) or _signs(rest)
    return " or ".join(dict.fromkeys(found[:3])) or "something else"


def _key_words(grammar: Grammar, kinds: Collection[str]) -> list[str]:
    return [f"`{word}`" for word in sorted(filter(None, map(grammar.word, kinds)))]


def _signs(kinds: Collection[str]) -> list[str]:
    signs = {"_COMMA": "a comma", "_RPAR": "`)`", "PLUS": "`+`", "MINUS": "`-`"}
    return [words for kind, words in signs.items() if kind in kinds]
