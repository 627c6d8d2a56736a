"""YAML 1.2 text as raw data, by the core schema and without anything that refers elsewhere.

The parser is asked for events alone; what a plain scalar means is settled here: `no`, `on` and days are text,
`true` and `null` are not, and numbers are exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wellled_rules.cases import reading_errors
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.raw import Bad, Pairs, Raw, number
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

if TYPE_CHECKING:
    from ruamel.yaml.events import DocumentStartEvent, Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

__all__ = ["read_yaml"]

_NULL = frozenset({"null", "Null", "NULL", "~", ""})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)", re.ASCII)
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MOST_FINDINGS = 1_000


def read_yaml(source: SourceFile, limits: CaseLimits) -> tuple[Raw, tuple[Diagnostic, ...]]:
    """The raw data that YAML text says, and a finding for each anchor, alias, tag, merge key or directive.

    `CaseError` where it is no YAML, or nested so deep that it is not read to its end.
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    reader = _Reader(source, limits)
    try:
        reader.read(_events(source.text))
    except MarkedYAMLError as fault:
        raise CaseError([*reader.findings, _syntax(source, fault.problem, fault.problem_mark)]) from None
    except ReaderError as fault:
        raise CaseError([_control(source, fault.position)]) from None
    except (YAMLError, ValueError, IndexError, AttributeError, AssertionError, TypeError):
        # NOTE: the parser answers some broken escapes and directives with errors of Python's own.
        raise CaseError([reading_errors.cut_off(source.name, "YAML")]) from None
    return reader.root, tuple(reader.findings)


def _events(text: str) -> Iterator[Event]:
    from ruamel.yaml import YAML

    events: Iterable[Event] = YAML(typ="safe", pure=True).parse(text)
    return iter(events)


@dataclass
class _Reader:
    """Builds raw data from events, without recursion.

    open: the groups and lists not yet closed, outermost first. keys: for each, the name that waits for its value.
    """

    source: SourceFile
    limits: CaseLimits
    findings: list[Diagnostic] = field(default_factory=list)
    root: Raw = None
    open: list[list[Raw] | Pairs] = field(default_factory=list)
    keys: list[str | Bad | None] = field(default_factory=list)
    documents: int = 0

    def read(self, events: Iterator[Event]) -> None:
        from ruamel.yaml import events as kinds

        for event in events:
            match event:
                case kinds.DocumentStartEvent():
                    if not self.document(event):
                        return
                case kinds.AliasEvent():
                    self.extra(event, "aliases", "write the entry out again")
                    self.put(None)
                case kinds.ScalarEvent():
                    self.marked(event)
                    self.scalar(event)
                case kinds.MappingStartEvent():
                    self.marked(event)
                    self.begin(Pairs())
                case kinds.SequenceStartEvent():
                    self.marked(event)
                    self.begin([])
                case kinds.MappingEndEvent() | kinds.SequenceEndEvent():
                    self.end()

    def document(self, event: DocumentStartEvent) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self.extra(event, "YAML directives", "leave the lines that begin with `%` out")
        if self.documents > 1:
            self.extra(event, "second document", "give each case its own file")
        return self.documents == 1

    def marked(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            self.extra(event, "anchors", "leave `&` and its name out, and write the entry out where it is needed")
        if event.ctag is not None:
            self.extra(event, "tags", "leave `!` and its name out")

    def extra(self, event: Event, what: str, advice: str) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            start = event.start_mark.index
            end = max(start + 1, min(event.end_mark.index, start + 40))
            self.findings.append(reading_errors.yaml_extra(Span(self.source, start, end), what, advice))

    def begin(self, group: list[Raw] | Pairs) -> None:
        if len(self.open) >= self.limits.depth:
            raise CaseError([*self.findings, reading_errors.too_deep(None, self.limits.depth)])
        self.open.append(group)
        self.keys.append(None)

    def end(self) -> None:
        group = self.open.pop()
        self.keys.pop()
        self.put(group)

    def scalar(self, event: ScalarEvent) -> None:
        is_plain = event.style is None and event.implicit[0]
        if self.wants_key:
            if is_plain and event.value == "<<":
                self.extra(event, "merge keys", "write the entries out")
            self.keys[-1] = event.value
            return
        self.put(self.meaning(event.value) if is_plain else event.value)

    @property
    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1], Pairs) and self.keys[-1] is None

    def put(self, raw: Raw) -> None:
        if not self.open:
            self.root = raw
        elif self.wants_key:
            self.keys[-1] = Bad(lambda path: reading_errors.key_not_text(path, "…"))
        elif isinstance(group := self.open[-1], Pairs):
            key = self.keys[-1]
            assert key is not None
            group.append((key, raw))
            self.keys[-1] = None
        else:
            group.append(raw)

    def meaning(self, text: str) -> Raw:
        if text in _NULL:
            return None
        if text in _TRUTH:
            return _TRUTH[text]
        if _DECIMAL.fullmatch(text):
            return number(text, self.limits)
        if based := _BASED.fullmatch(text):
            digits, base = (based[1], 8) if based[1] else (based[2], 16)
            if len(digits.lstrip("0")) > self.limits.digits:
                return Bad(lambda path: reading_errors.too_many_digits(path, self.limits.digits))
            return int(digits, base)
        if _NO_NUMBER.fullmatch(text):
            return Bad(lambda path: reading_errors.no_number(path, text))
        return text


def _syntax(source: SourceFile, problem: str | None, mark: object) -> Diagnostic:
    at = min(getattr(mark, "index", 0), len(source.text))
    words = (problem or "").lower()
    headline, label, advice = "this is no YAML", "cannot be read", ""
    if "\t" in source.text[max(0, at - 1) : at + 1] or "'\\t'" in words:
        headline, label, advice = "a tab stands where YAML wants spaces", "a tab", "indent by spaces"
    elif at >= len(source.text.rstrip()):
        headline, label = "the text ends before the case does", "ends here"
        advice = "close every bracket and quote that is open"
    elif "mapping values are not allowed" in words:
        headline, label = "a colon stands inside a value", "second `:` on the line"
        advice = "put the value in quotes, or begin a new line"
    elif "could not find expected ':'" in words or "expected <block end>" in words:
        headline, label = "this line does not fit the indentation above it", "a name and `:` expected"
        advice = "write `name: value`, entries of one group equally far in"
    elif "escape" in words:
        headline, label, advice = "a backslash before a character that needs none", "", "use single quotes"
    elif "cannot start any token" in words:
        headline, label, advice = "a value cannot begin with this character", "", "put the value in quotes"
    return reading_errors.syntax(Span(source, at, min(at + 1, len(source.text))), headline, label, advice)


def _control(source: SourceFile, position: int) -> Diagnostic:
    at = min(position, len(source.text))
    return reading_errors.syntax(
        Span(source, at, min(at + 1, len(source.text))),
        "a character stands here that no YAML text may hold",
        "not printable",
        "leave it out, or write it as an escape in double quotes",
    )
