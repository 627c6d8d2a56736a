"""One level of a framework made ready to answer cases the short way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from types import MappingProxyType
from typing import Any, TypeAlias

from wellled_rules.api.answering.blanks import FREE, Blanks, Day, Heading
from wellled_rules.api.answering.entries import BARE, GAP, REASONED, Reader, UntakenError, is_plain
from wellled_rules.api.answering.parsing import canonical_bytes, each_key_once, has_just
from wellled_rules.api.answering.renaming import Renaming
from wellled_rules.api.answering.take import Way, day_codes, readers, take_of
from wellled_rules.api.answering.tell import Tell, ascii_text
from wellled_rules.api.result import Result
from wellled_rules.backends.compiled.accept import Code
from wellled_rules.backends.compiled.checking import to_leave_out
from wellled_rules.backends.compiled.program import Decide, Program
from wellled_rules.values.coercion import Refusal, day

__all__ = ["UNTAKEN", "Level", "Longer"]

UNTAKEN = (UntakenError, KeyError, TypeError, ValueError, AttributeError)
"""What is raised on the short way for a case of another shape: a value of another kind has no such key or method."""

_MOST_CELLS = 4_096
_MOST_KEPT = 4_096
_HEADINGS = frozenset({"subject", "assessment", "assessed_on", "inputs"})
"""Headings that this way reads; a case with others goes the long way."""
_SUBJECT = frozenset({"level", *FREE})
_ASSESSMENT = frozenset({"id", "reason"})
_KIND = "kind"
_HEAD = ("schema", "framework", "engine", "standing", "standing_text")
_NO_ASSESSMENT = '{"id":null,"reason":null}'
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NO_DAY = object()
"""What stands for a day that is not there; a day that is null is refused."""

Longer: TypeAlias = "Callable[[], Result]"
"""The same case answered the long way."""


class Level:
    """Answers the cases of one level; made by `Level.of`."""

    def __init__(self, program: Program, known: Mapping[str, Reader], left_out: frozenset[str]) -> None:
        self._program, self._readers, self._known = program, known, frozenset(known)
        self._left_out = left_out
        self._quick, self._careful = take_of(program, known, Way.AT_ONCE), take_of(program, known, Way.EACH)
        self._blanks = Blanks(program, known, self._quick)
        self._renaming = Renaming(program.graph, program.level)
        # What says whether the rules are for a subject, and what an answer says of it.
        gate = [one.where[0] for one in program.gate.values()] if program.tests else []
        self._facts = tuple(one for one in dict.fromkeys((*gate, _KIND)) if one in known)
        self._days: dict[object, Day] = {}
        self._noticed: dict[str, bytes] = {}
        self._ways: dict[int, tuple[Decide, Tell]] = {}
        self._refused: set[int] = set()
        self._kinds: dict[Any, str] = {}
        self._ends: tuple[str, str] | None = None

    @classmethod
    def of(cls, program: Program) -> Level | None:
        """A level made ready; None for one whose answers turn on more than this way looks at."""
        graph = program.graph
        cells = sum(len(graph.cells(one)) for one in graph.at(program.level))
        # With what only process rules read, these may fail, and what is told of one case would not hold for others.
        left_out = to_leave_out(program) | program.beside
        known = {name: one for name, one in readers(program).items() if name not in left_out}
        # Whether the rules are for a subject must turn on facts of it alone: what is told of one day holds for others.
        gate = [one.where for one in program.gate.values()]
        if cells > _MOST_CELLS or any(members or name not in known for name, members in gate):
            return None
        try:
            return cls(program, known, left_out)
        except UntakenError:
            return None

    def again(self, heading: Heading) -> bytes:
        """The decision on a case written and told like earlier ones; raises one of `UNTAKEN` for another."""
        day = self._day(heading[1].get("assessed_on", _NO_DAY))
        codes, seen, before = self._blanks.read(heading, day)
        decide, tell = self._ways[seen]
        slots = decide(codes)
        if slots is None:
            raise UntakenError
        return tell.written(codes, slots, before, self._noticed[day.text])

    def answer(self, data: Mapping[str, Any], body: bytes, heading: Heading | None, longer: Longer) -> bytes:
        """The decision on a case as JSON; raises one of `UNTAKEN` for a case that it does not take.

        data: what `body` says. heading: the text cut before its inputs, if it can be. longer: asked where something is
        told for the first time.
        """
        inputs, subject = data.get("inputs", _NOTHING), data.get("subject", _NOTHING)
        assessment, day = data.get("assessment", _NOTHING), self._day(data.get("assessed_on", _NO_DAY))
        if not data.keys() <= _HEADINGS or not assessment.keys() <= _ASSESSMENT or not inputs.keys() <= self._known:
            raise UntakenError
        if subject.get("level", self._program.level) != self._program.level:
            raise UntakenError
        keys, inputs = len(data) + len(inputs) + len(subject) + len(assessment), _merged(inputs, subject)
        kind = self._kind(inputs, longer)
        texts = {key: _text(subject[key]) for key in FREE if key in subject}
        about = _NO_ASSESSMENT
        if assessment:
            about = f'{{"id":{_text(assessment.get("id"))},"reason":{_text(assessment.get("reason"))}}}'
        said = (*(subject[key] for key in texts), *assessment.values())
        colons = sum(one.count(":") for one in said)
        head, headline = self._ends or self._learn_ends(longer())

        def opening(texts: Mapping[str, str], day: str, digest: str) -> str:
            who = "".join(f',"{key}":{text}' for key, text in texts.items())
            return (
                f'{head},"subject":{{"level":"{self._program.level}"{kind}{who}}},"assessment":{about},'
                f'"assessed_on":{day},"evidence_hash":"sha256:{digest}","headline":{headline},"outcomes":'
            )

        codes, entries, seen = self._taken(inputs, day, body, keys, colons)
        whom = {"level": self._program.level, **{key: subject[key] for key in texts}}
        case: dict[str, object] = {**day.canonical, "subject": whom}
        if entries:
            case["inputs"] = entries
        if assessment:
            case["assessment"] = assessment
        before = opening(texts, day.text, sha256(canonical_bytes(case)).hexdigest())
        found = self._written(codes, seen, before.encode(), day.text, longer)
        if entries is inputs and heading is not None:
            self._blanks.learn(heading, data, inputs, opening)
        return found

    def _taken(
        self, inputs: Mapping[str, Any], day: Day, body: bytes, keys: int, words: int
    ) -> tuple[tuple[Code, ...], Mapping[str, Any], int]:
        """Codes, the canonical form of the inputs, and what was seen of them, each key having stood once.

        The form is the inputs themselves where they were taken at once.
        """
        try:
            codes, said, seen, more = self._quick(inputs, day.asked)
            if has_just(body, keys + more, words):
                return codes, said, seen
        except UNTAKEN:
            # Something else stands somewhere.
            pass
        try:
            codes, said, seen, _ = self._careful(inputs, day.asked)
        except UNTAKEN:
            codes, said, seen, _ = self._careful(self._renaming.renamed(inputs), day.asked)
        each_key_once(body)
        return codes, said, seen

    def _day(self, said: object) -> Day:
        found = self._days.get(said)
        if found is None:
            if said is not _NO_DAY and not isinstance(said, str):
                raise UntakenError
            read = day(said) if isinstance(said, str) else None
            if isinstance(read, Refusal):
                raise UntakenError
            text = "null" if read is None else f'"{read.isoformat()}"'
            canonical = {} if read is None else {"assessed_on": read.isoformat()}
            hashed = b"{" if read is None else f'{{"assessed_on":{text},'.encode()
            found = Day(day_codes(self._program, read), canonical, hashed, text)
            _keep(self._days, said, found)
        return found

    def _kind(self, inputs: Mapping[str, Any], longer: Longer) -> str:
        """What an answer says of the kind of its subject; raises `UntakenError` where the rules are not for it."""
        facts = [_key(inputs.get(one)) for one in self._facts]
        key = facts[0] if len(facts) == 1 else tuple(facts)
        found = self._kinds.get(key)
        if found is None:
            if not self._program.is_for(longer().trace.evidence):
                raise UntakenError
            found = f',"kind":{ascii_text(self._readers[_KIND].read(inputs[_KIND]).plain)}' if _KIND in inputs else ""
            # Two entries that Python calls equal, true and 1, would share what is kept.
            words = (each for one in facts for each in (one if isinstance(one, tuple) else (one,)))
            if all(one is None or isinstance(one, str) for one in words):
                _keep(self._kinds, key, found)
        return found

    def _written(self, codes: tuple[Code, ...], seen: int, before: bytes, day: str, longer: Longer) -> bytes:
        """`before` and all that follows."""
        decide, tell = self._ways.get(seen) or self._learn_way(seen)
        slots, after = decide(codes), self._noticed.get(day)
        if slots is None:
            raise UntakenError
        if after is not None:
            try:
                return tell.written(codes, slots, before, after)
            except (KeyError, TypeError):
                # Something is told for the first time.
                pass
        # A case that teaches nothing for others is not asked for its notices either.
        tell.learn(codes, slots, longer())
        return tell.written(codes, slots, before, after or self._learn_notices(day, longer()))

    def _learn_way(self, seen: int) -> tuple[Decide, Tell]:
        """How cases of which this was seen are decided and told, made ready once."""
        if seen in self._refused:
            raise UntakenError
        is_full = not seen & GAP
        function = self._program.without(self._left_out, is_full=is_full)
        # Some reasons and not others would mark outcomes by which.
        is_mixed = seen & (BARE | REASONED) == BARE | REASONED
        if function is None or is_mixed:
            self._refused.add(seen)
            raise UntakenError
        tell = Tell.of(self._program, function, self._left_out, is_full=is_full, is_bare=bool(seen & BARE))
        if tell is None:
            self._refused.add(seen)
            raise UntakenError
        self._ways[seen] = function.decide, tell
        return self._ways[seen]

    def _learn_notices(self, day: str, result: Result) -> bytes:
        """With nothing stated or decided, and no rule left to check, notices follow from the day alone."""
        told = result.to_decision()
        found = f",{ascii_text({key: told[key] for key in ('checks', 'notices')})[1:]}".encode()
        _keep(self._noticed, day, found)
        return found

    def _learn_ends(self, result: Result) -> tuple[str, str]:
        """What every answer begins with, and the headline, as JSON."""
        told = result.to_decision()
        self._ends = ascii_text({key: told[key] for key in _HEAD})[:-1], ascii_text(told["headline"])
        return self._ends


def _key(said: Any) -> Any:
    """A fact as it is kept by: of several kinds a case has a list, and what is kept by changes no more."""
    return tuple(said) if said.__class__ is list else said


def _keep(kept: dict[Any, Any], key: object, found: object) -> None:
    if len(kept) < _MOST_KEPT:
        kept[key] = found


def _text(word: object) -> str:
    """A text of a case as it is answered; raises `UntakenError` for one that is not plain."""
    if word is None:
        return "null"
    if not isinstance(word, str) or not is_plain(word):
        raise UntakenError
    return encode_basestring_ascii(word)


def _merged(inputs: Mapping[str, Any], subject: Mapping[str, Any]) -> Mapping[str, Any]:
    """Inputs with the facts of the subject among them; raises `UntakenError` for one that stands in both."""
    if subject.keys() <= _SUBJECT:
        return inputs
    merged = {**inputs}
    for key, one in subject.items():
        if key not in _SUBJECT:
            if key in inputs:
                raise UntakenError
            merged[key] = one
    return merged
