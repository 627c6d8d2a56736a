"""JSON text as raw data: exact numbers, keys that come twice kept, faults worded by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction

from wellled_rules.cases import reading_errors
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.raw import Bad, Pairs, Raw, number
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["read_json"]

_TOLD = {
    "Expecting value": ("a value is missing here", "a value is expected"),
    "Expecting property name enclosed in double quotes": ("a name in double quotes is missing here", "no name"),
    "Illegal trailing comma before end of object": ("a comma stands before the closing bracket", "leave it out"),
    "Illegal trailing comma before end of array": ("a comma stands before the closing bracket", "leave it out"),
    "Expecting ':' delimiter": ("a colon is missing between a name and its value", "`:` is expected"),
    "Expecting ',' delimiter": ("a comma or a closing bracket is missing here", "`,` is expected"),
    "Extra data": ("the case ends before the text does", "nothing may follow"),
    "Unterminated string starting at": ("the closing quote of this text is missing", "begins here"),
    "Invalid control character at": ("a text goes over a line's end or holds a control character", "write `\\n`"),
    "Invalid \\escape": ("a backslash before a character that needs none", "write two backslashes"),
    "Invalid \\uXXXX escape": ("`\\u` needs four hexadecimal digits", "not four digits"),
}


@dataclass
class _Counter:
    """Counts up to a limit while the decoder reads, for it builds everything before it returns."""

    most: int
    count: int = 0

    def add(self, more: int) -> None:
        self.count += more
        if self.count > self.most:
            raise CaseError([reading_errors.too_many_values(self.most)])


def read_json(source: SourceFile, limits: CaseLimits) -> Raw:
    """The raw data that JSON text says; `CaseError` where it is no JSON, or nested beyond what can be read."""

    numbers, entries = _Counter(limits.values), _Counter(limits.values)

    def group(pairs: list[tuple[str, Raw]]) -> Pairs:
        entries.add(len(pairs))
        return Pairs(pairs)

    def whole(text: str) -> int | Fraction | Bad:
        numbers.add(1)
        return int(text) if len(text) <= limits.digits else number(text, limits)

    def broken(text: str) -> int | Fraction | Bad:
        numbers.add(1)
        return number(text, limits)

    def word(text: str) -> Bad:
        return Bad(lambda path: reading_errors.no_number(path, text))

    decoder = json.JSONDecoder(object_pairs_hook=group, parse_int=whole, parse_float=broken, parse_constant=word)
    try:
        raw: Raw = decoder.decode(source.text)
    except json.JSONDecodeError as fault:
        raise CaseError([_syntax(source, fault)]) from None
    except RecursionError:
        raise CaseError([reading_errors.too_deep(None, limits.depth)]) from None
    return raw


def _syntax(source: SourceFile, fault: json.JSONDecodeError) -> Diagnostic:
    key = next((known for known in _TOLD if fault.msg.startswith(known)), "Expecting value")
    headline, label = _TOLD[key]
    text, at = source.text, min(fault.pos, len(source.text))
    advice = ""
    before = text[:at].rstrip()[-1:]
    if at >= len(text.rstrip()):
        headline, label = "the text ends before the case does", "ends here"
        advice = "close every bracket and quote that is open"
    elif before == "," and text[at] in "]}":
        headline, label, advice = "a comma stands before a closing bracket", "no entry follows", "leave the comma out"
    elif text[at] == "'":
        headline, label, advice = "text stands in single quotes", "begins here", "use double quotes"
    elif text.startswith("//", at) or text[at] in "#/":
        headline, label, advice = "JSON has no comments", "begins here", "leave it out, or write the case as YAML"
    elif text[at : at + 4] in ("True", "Fals", "None"):
        headline, label, advice = (
            "a Python word stands for a value",
            "not JSON",
            "write `true`, `false`, or leave it out",
        )
    elif key == "Expecting value" and text[at] not in ",:]}":
        headline, label, advice = "this is no value", "not understood", "put text in double quotes"
    return reading_errors.syntax(Span(source, at, min(at + 1, len(text))), headline, label, advice)
