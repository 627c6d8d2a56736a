"""The words in which messages speak of the language: its clauses, and what may come next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from wellled_rules.syntax.grammar import Grammar

__all__ = [
    "BLOCKS",
    "FORMS",
    "FORMS_UNDER",
    "FORMS_WITH",
    "HEADS",
    "KINDS",
    "LATER_CLAUSES",
    "LATER_KINDS",
    "expected_words",
]

KINDS = (
    "source",
    "level",
    "scale",
    "set",
    "parameter",
    "input",
    "weights",
    "collect",
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
    "transition",
    "crosswalk",
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
        "shows": "shows INPUT at LEVEL where CONDITION",
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
        "rounded": "rounded to whole by RULE",
        "judged": "judged by ROLE, with a reason",
        "treat": "treat STATE as unknown",
        "carried": "carried from NAME under id@2024-12",
        "informs": "informs NAME",
        "opens": "opens the window",
        "closes": "closes the window",
        "takes": "takes NAME of each LEVEL",
        "on": "on OUTCOME to LEVEL",
        "overrides": "overrides NAME",
        "when": "when NAME is TEST",
        "unless": "unless NAME is TEST",
        "expects": "expects NAME is TEST",
        "normally": "normally, but ROLE may depart, with a reason",
        "taken": "taken as VALUE",
        "could": "could be VALUE, VALUE",
        "basis": 'basis inferred "why"',
        "by": "by NAME, NAME",
        "first": "first of",
        "also": "also shown",
        "given": "given NAME is VALUE",
        "assuming": "assuming ASSUMPTION is VALUE",
        "then": "then NAME is TEST",
        "from": "from id@2024-12 to id@2025-12",
        "keeps": "keeps OUTCOME at LEVEL",
        "retires": "retires OUTCOME at LEVEL from first assessment at LEVEL",
        "requires": "requires CHECK of first assessment at LEVEL, which counts without them",
        "reads": "reads first assessment at LEVEL from INPUT",
        "between": "between SET and SET",
        "nothing": "nothing becomes MEMBER",
    }
)
"""First word of a clause, and how the clause is written."""

FORMS_UNDER: Mapping[str, Mapping[str, str]] = MappingProxyType({"example": {"in": "in LEVEL NAME"}})
"""First word of a declaration, then of a clause that is written otherwise there: its form."""

_AGGREGATORS = ("total", "number", "mean", "highest", "lowest", "best", "worst")

FORMS_WITH: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "in": {"until": "in force from 2024-04-01 until 2025-04-01", "force": "in force from 2024-04-01"},
        "for": {"and": "for each SET and each SET it needs"},
        "is": {
            "yes": "is yes or no",
            "one": "is one or more of SET",
            "whole": "is a whole number from 0 to 10",
            "number": "is a number from 0 to 10",
            "collection": "is a collection of SCALE",
        },
        "rounded": {"1": "rounded to 1 place by RULE"}
        | {f"{count}": f"rounded to {count} places by RULE" for count in range(10) if count != 1}
        | dict.fromkeys(("place", "places"), "rounded to 2 places by RULE"),
        "treat": {"left": "treat STATE as left out"},
        "carried": {
            "where": "carried from NAME under id@2024-12 where ASSUMPTION is VALUE",
            "a": "carried from NAME, a SCALE under id@2024-12",
        },
        "takes": {"where": "takes NAME of each LEVEL where NAME is TEST"},
        "on": {
            "by": "on OUTCOME by at most 1 level",
            "up": "on OUTCOME up 1 level",
            "down": "on OUTCOME down 1 level",
        },
        "given": {
            "moves": 'given ROLE moves NAME to VALUE, because "reason"',
            "departs": 'given ROLE departs from NAME, because "reason"',
            "carried": "given NAME is VALUE, carried from NAME under id@2024-12 on 2025-03-14",
            "of": "given NAME of MEMBER is VALUE",
        },
        "then": {
            "undetermined": "then NAME is undetermined among VALUE, VALUE",
            "decided": "then NAME is TEST, decided by RULE",
            "may": "then ROLE may not move NAME",
        },
        "requires": {"only": "requires CHECK of first assessment at LEVEL, which counts only with them"},
        "keeps": {"until": "keeps OUTCOME at LEVEL until first assessment at LEVEL"},
        "equals": {
            "weighted total": "equals weighted total of NAME by WEIGHTS",
            "weighted": "equals weighted mean of NAME by WEIGHTS",
            "as": "equals VALUE as a percentage of VALUE",
        }
        | {word: f"equals {word} of NAME" for word in _AGGREGATORS},
        "use": {"at": "use MODULE as NAME at LEVEL", "as": "use MODULE as NAME"},
        "remove": {"at": "remove NAME at LEVEL", "of": "remove MEMBER of SET"},
        "": {
            "is": "PARAMETER is VALUE",
            "means": 'SCALE LEVEL means "meaning"',
            "worth": 'name "Title" worth 1',
            "counts": 'name "Label" counts as STATE',
            "become": "MEMBER, MEMBER become MEMBER",
            "becomes": "MEMBER becomes MEMBER, MEMBER",
        },
    }
)
"""First word of a line (none where it begins with a name), then words further on, the most telling first: its form."""

BLOCKS: Mapping[str, str] = MappingProxyType(
    {"by": "rows", "first of": "rows", "also shown": "labels", "these": "conditions"}
)
"""What must stand under a line, by how it begins; `these` stands for `any of these` and its like."""

LATER_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "property": "`property`",
    }
)
"""First words of declarations that a later language will have."""

LATER_CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "unlike": "`unlike`",
    }
)
"""First words of clauses that a later language will have."""

_TYPE = frozenset({"A", "ONE", "YES"})
_TIME = frozenset({"DAYS", "MONTHS", "YEARS"})
_KIND = frozenset({"INPUT", "DETERMINE", "SOURCE"})
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
    if rest >= _TYPE:
        return "a type"
    if rest >= _TIME:
        return "`days`, `months` or `years`"
    if rest >= _KIND:
        return "a kind of declaration"
    if rest >= _VALUE:
        return "a test" if "KNOWN" in rest else "a value"
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
