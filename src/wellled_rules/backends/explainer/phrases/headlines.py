"""The one sentence: value, deciding rule, citation; at most thirty words and no identifier.

Each kind of answer has its forms, fullest first. The first that is short enough is taken; the last is
clipped until it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.entries import day, entry_words
from wellled_rules.backends.explainer.lexicon.words import capital, entries, humanised, listed, some, word_count
from wellled_rules.backends.explainer.phrases.adjustments import Bound, Force, bounds, changed, role_words
from wellled_rules.backends.explainer.phrases.bases import basis_words
from wellled_rules.backends.explainer.phrases.conditions import asked, because, briefly
from wellled_rules.backends.explainer.phrases.departures import departed
from wellled_rules.backends.explainer.phrases.ladders import nearest, short_of
from wellled_rules.backends.explainer.phrases.workings import brief, reason
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Assumption, Choose, Determine, Input
from wellled_rules.graph.trace import Finding
from wellled_rules.graph.vintage import carried_to
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Type

__all__ = ["MOST_WORDS", "Decider", "decider", "headline", "possible_words"]

MOST_WORDS = 30
_CLIPPED_TITLE = 10
_CLIPPED_CITATION = 6
_MOST_POSSIBLE = 4
_NAMED_WAITING = 3


@dataclass(frozen=True, slots=True)
class Decider:
    """What decided an outcome.

    chain: the outcome, and the outcomes it passes on, down to the one that decided. bound: the exception
    that did, where one did.
    """

    chain: tuple[Cell, ...]
    bound: Bound | None

    @property
    def cell(self) -> Cell:
        """The deciding rule's cell."""
        return self.chain[-1] if self.bound is None else self.bound.cell


def decider(reading: Reading, cell: Cell, names: tuple[str, ...] = ()) -> Decider:
    """The rule that decided an outcome, passed-on outcomes followed to where they are decided.

    names: of the deciding rules as the finding has them; of several exceptions that acted the first named
    is meant.
    """
    chain = [cell]
    while reading.trace.is_for(chain[-1].subject):
        last = chain[-1]
        acted = [one for one in bounds(reading, last) if one.force is Force.ACTED]
        if acted:
            named = [one for one in acted if one.node.name in names[:1]]
            return Decider(tuple(chain), (named or acted)[-1])
        passed = _passed(reading, last, names)
        if passed is None:
            return Decider(tuple(chain), None)
        chain.append(passed)
    return Decider((cell,), None)


def _passed(reading: Reading, cell: Cell, names: tuple[str, ...]) -> Cell | None:
    """The outcome that an outcome passes on, unless the outcome itself is the one named."""
    node = reading.node(cell)
    if cell in reading.given or (isinstance(node, Determine) and node.name in names[:1]):
        return None
    passed = reading.passed_on(cell)
    found = None if passed is None else reading.node(passed)
    # What a module computes inside is told by the rule that uses it.
    return passed if isinstance(found, Determine) and "." not in found.name else None


def possible_words(possible: tuple[Entry, ...], type_: Type) -> str:
    """The values still possible: `Fresh or Stale`, or how many between which."""
    words = [entry_words(one, type_) for one in possible]
    if len(words) <= _MOST_POSSIBLE:
        return listed(words, "or")
    return f"one of {len(words)} values, {words[0]} to {words[-1]}"


def headline(reading: Reading, cell: Cell, finding: Finding) -> str:
    """The sentence that says what `cell` is and why."""
    forms = tuple(" ".join(form.split()) for form in _forms(reading, cell, finding))
    short = next((form for form in forms if word_count(form) <= MOST_WORDS), None)
    return short if short is not None else _clipped(forms[-1], MOST_WORDS)


def _forms(reading: Reading, cell: Cell, finding: Finding) -> Iterator[str]:
    node = reading.node(cell)
    who = reading.member_titles(cell)
    if finding.value is None:
        yield from _undetermined(reading, cell, finding)
        return
    value = capital(entry_words(finding.value, node.type)) + (f" for {who}" if who else "")
    if isinstance(node, Input) and not reading.trace.is_withheld(cell):
        yield from _recorded(reading, cell, node, value)
        return
    if isinstance(node, Input) and reading.trace.is_for(cell.subject):
        yield from _not_shown(reading, cell, value)
        return
    found = decider(reading, cell, finding.decided_by)
    title, short_title = _quoted_rule(reading, found.cell), _quoted_rule(reading, found.cell, _CLIPPED_TITLE)
    cite, only_source, short_source = _citations(reading, found)
    if not reading.trace.is_for(cell.subject):
        name = f"“{reading.framework_title}”"
        yield f"{value}: {name} is not for a subject of this kind, so {title} does not arise ({cite})."
        for source in (only_source, short_source):
            yield f"{value}: the rules are not for a subject of this kind, so {short_title} does not arise ({source})."
        return
    if found.chain[-1] in reading.given and found.bound is None:
        # Its source is the case: nothing that the rule cites stands behind it.
        yield f"{value}: stated in the case, not worked out here, for {title}."
        yield f"{value}: stated in the case for {short_title}."
        return
    reasons = tuple(_reasons(reading, found))
    for instead, why in reasons:
        for named, source in ((title, cite), (title, only_source), (short_title, only_source)):
            yield f"{value}{instead}: {why} {named} ({source})."
    # A title cut short can be taken for that of another document, so that comes last.
    for instead, why in reasons:
        for named in (title, short_title):
            yield f"{value}{instead}: {why} {named} ({short_source})."


def _reasons(reading: Reading, found: Decider) -> Iterator[tuple[str, str]]:
    """Clauses that lead to the rule's title, fullest first, each with what is said before it of the value."""
    last = found.chain[-1]
    if found.bound is not None:
        bound = found.bound
        before = "" if bound.moved is None else entry_words(bound.moved.before, reading.node(last).type)
        clause, link = changed(reading, bound.node, bound.cell, before)
        yield "", f"{clause} {link}"
        yield "", link
        return
    end = reading.passed_chain_end(last)
    node = reading.node(end)
    assert isinstance(node, Determine)
    answer = reading.told_answer(end, node)
    gone = departed(reading, end)
    if gone is not None:
        yield "", f"departed from by {role_words(gone.role)},"
        yield "", "departed from:"
        return
    off = [one for one in bounds(reading, last) if one.force is Force.DEPARTED]
    if off:
        for clause in brief(reading, answer):
            yield "", f"{clause.rstrip(',')}, with {_quoted_rule(reading, off[0].cell)} departed from, by"
        yield "", f"with {_quoted_rule(reading, off[0].cell)} departed from, by"
    link = " by" if reading.is_named(answer) else ", by"
    yield from dict.fromkeys((instead, f"{clause.rstrip(',')}{link}") for instead, clause in _clauses(reading, answer))
    yield "", "by"


def _clauses(reading: Reading, answer: Cell) -> Iterator[tuple[str, str]]:
    """Why a rule answers what it does, fullest first; of the last row of a ladder, why not the one next to it."""
    beside = nearest(reading, answer)
    if beside is not None:
        instead, row = beside
        yield instead, because(reading, row.tests[0])[0]
        yield instead, briefly(reading, row.tests[0])
    instead = _taken_for_granted(reading, answer)
    needed = _needed(reading, answer)
    yield instead, f"{reason(reading, answer)}{needed}"
    for clause in brief(reading, answer):
        yield instead, f"{clause}{needed}"
    for clause in brief(reading, answer):
        yield instead, clause


def _needed(reading: Reading, answer: Cell) -> str:
    """How many a row that was passed by asks for, where the one that applies says how many there are."""
    found = short_of(reading, answer, asked)
    if found is None:
        return ""
    then, needed = found
    return f", and {entry_words(then)} takes {entry_words(reading.entry(needed))}"


def _taken_for_granted(reading: Reading, answer: Cell) -> str:
    """That the row which applies passes on what is assumed."""
    node, turn = reading.node(answer), reading.taken_row(answer)
    if not isinstance(node, Choose) or turn is None:
        return ""
    return ", as assumed" if isinstance(reading.node(reading.operand(answer, node.rows[turn].then)), Assumption) else ""


def _recorded(reading: Reading, cell: Cell, node: Input, value: str) -> Iterator[str]:
    """An entry of the case."""
    who = "recorded in the case" if node.role is None else f"judged by {humanised(node.role)}"
    carried = carried_to(reading.trace, cell)
    who = who if carried is None else f"carried from {carried.framework} of {day(carried.on)}"
    title, cite = _quoted_rule(reading, cell), _citations(reading, Decider((cell,), None))[0]
    yield f"{value}: {who}, {title} ({cite})."
    short = _quoted_rule(reading, cell, _CLIPPED_TITLE)
    for source in _citations(reading, Decider((cell,), None))[1:]:
        yield f"{value}: {who}, {short} ({source})."


def _not_shown(reading: Reading, cell: Cell, value: str) -> Iterator[str]:
    """An input of a subject of which it is not shown, with the rule that says so."""
    where = reading.trace.shown_by(cell)
    assert where is not None
    asked_of = next((one for one in reading.predecessors(where) if reading.is_named(one)), where)
    cite, only_source, short_source = _citations(reading, Decider((asked_of,), None))
    title, short_title = _quoted_rule(reading, cell), _quoted_rule(reading, cell, _CLIPPED_TITLE)
    for why in (*because(reading, where)[:1], briefly(reading, where)):
        for named, source in ((title, cite), (title, only_source), (short_title, short_source)):
            yield f"{value}: {why}, so that {named} is not told ({source})."


def _undetermined(reading: Reading, cell: Cell, finding: Finding) -> Iterator[str]:
    node = reading.node(cell)
    who = reading.member_titles(cell)
    about = f" for {who}" if who else ""
    among = f"{'could' if finding.exact else 'can only'} be {possible_words(finding.possible, node.type)}"
    among = among if finding.possible else "is open"
    waits = _waiting(reading, finding.waits_for)
    title, short_title = _quoted_rule(reading, cell), _quoted_rule(reading, cell, _CLIPPED_TITLE)
    cite, only_source, short_source = _citations(reading, Decider((cell,), None))
    count = f", waiting for {entries(len(finding.waits_for))}" if finding.waits_for else ""
    ends = (*(f", waiting for {one}" for one in waits), count)
    for end in ends:
        for named, source in ((title, cite), (title, only_source), (short_title, only_source)):
            yield f"Not yet determined{about}: {named} ({source}) {among}{end}."
    for end in ends:
        yield f"Not yet determined{about}: {short_title} ({short_source}) {among}{end}."
    yield f"Not yet determined: it {among}{count}."


def _waiting(reading: Reading, cells: tuple[Cell, ...]) -> Iterator[str]:
    """What an outcome waits for, by member where it has one, most names first."""
    names = list(dict.fromkeys(reading.member_titles(one) or reading.rule_title(one) for one in cells))
    for most in range(min(_NAMED_WAITING, len(names)), 0, -1):
        yield some(names, most)


def _quoted_rule(reading: Reading, cell: Cell, most: int | None = None) -> str:
    title = reading.rule_title(cell)
    return f"“{title if most is None else _clipped(title, most)}”"


def _citations(reading: Reading, found: Decider) -> tuple[str, str, str]:
    """Where the deciding rule is published, or that it is assumed; else where what passes it on is published.

    The source with the place in it, the source alone, and the source's title cut short.
    """
    for cell in (found.cell, *reversed(found.chain)):
        rule = reading.rule(cell)
        if rule is None:
            continue
        if rule.cites:
            cited = reading.citation(rule.cites[0])
            return cited.text, cited.source, _clipped(_before_bracket(cited.source), _CLIPPED_CITATION)
        if rule.rests_on:
            basis = reading.graph.assumptions.get(rule.rests_on[0])
            text = "rests on an assumption" + ("" if basis is None else f", {basis_words(basis.basis)}")
            return text, text, text
    return ("no source is cited",) * 3


def _before_bracket(title: str) -> str:
    """A title without what stands in brackets after it."""
    head = title.partition(" (")[0]
    return title if head == title else f"{head}…"


def _clipped(text: str, most: int) -> str:
    """`text` in at most `most` words."""
    parts = text.split()
    return text if len(parts) <= most else " ".join(parts[:most]).rstrip(",;:") + "…"
