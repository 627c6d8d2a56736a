"""An explanation as lines within lines: what the drawn and the plain text have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from wellled_rules.backends.explainer.explanation import (
    AssumptionLine,
    BoundLine,
    CharacteristicLine,
    CheckLine,
    Citation,
    DecisionLine,
    EvidenceLine,
    Explanation,
    Input,
    Ruled,
    StatementLine,
    Statements,
    Step,
)
from wellled_rules.backends.explainer.lexicon.words import capital, family, listed
from wellled_rules.backends.explainer.many import MOST, first, left_over, picked, tally

__all__ = ["Branch", "Tone", "characteristic_text", "outline"]

_MOST_INPUTS = 2
_MOST_REASONS = 3
"""Of how many exceptions of one kind is told why they acted, where they are many."""


class Tone(StrEnum):
    """What a line is to its reader; a colour may repeat it."""

    HEADLINE = "headline"
    LAYER = "layer"
    PLAIN = "plain"
    DECISIVE = "decisive"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Branch:
    """A line, and the lines that belong to it."""

    text: str
    below: tuple[Branch, ...] = ()
    tone: Tone = Tone.PLAIN


def _layer(title: str, below: Iterable[Branch]) -> Iterator[Branch]:
    found = tuple(below)
    if found:
        yield Branch(title, found, Tone.LAYER)


def outline(explanation: Explanation, *, everything: bool) -> Iterator[Branch]:
    """The headline with what it stands on, then one branch a layer; a layer with nothing in it is left out."""
    impossible = [Branch(one) for one in explanation.cannot_occur]
    about = (
        *(impossible if everything else _first(impossible)),
        Branch(explanation.standing, tone=Tone.ASIDE),
        *(Branch(one, tone=Tone.ASIDE) for one in _about(explanation)),
        *(() if explanation.vintage is None else (Branch(explanation.vintage.text),)),
    )
    yield Branch(explanation.headline, about, Tone.HEADLINE)
    missing = [Branch(f"{one.title}: {one.text}") for one in explanation.missing]
    yield from _layer("Still missing", missing if everything else _first(missing))
    yield from _layer("What would change it", (Branch(one.text) for one in explanation.sensitivities))
    if explanation.statements is not None:
        built = _statements(explanation.statements, everything)
        yield from _layer(f"Built from: {explanation.statements.title}", built)
    yield from _layer("Limits and other exceptions", (_bound(one, everything) for one in explanation.bounds))
    yield from _layer("Decisions recorded", _decisions(explanation.decisions, everything))
    yield from _layer("Steps", _steps(_untold(explanation, everything), everything))
    yield from _layer("Evidence", _evidence(explanation.evidence, everything))
    # One assumption stands in each copy of the module that makes it.
    yield from _layer("Assumed", dict.fromkeys(_assumption(one) for one in explanation.assumptions))
    yield from _layer("Process rules", _checks(explanation.checks, everything))
    notices = [Branch(one) for one in explanation.notices if one not in explanation.cannot_occur]
    yield from _layer("Please note", notices if everything else _first(notices))
    yield from _replay(explanation)


def _checks(found: tuple[CheckLine, ...], everything: bool) -> Iterator[Branch]:
    """Each process rule once, with whom it is about."""
    for _, group in groupby(found, key=lambda one: (one.rule.name, one.rule.span)):
        members = tuple(group)
        title, rule = members[0].rule.title, members[0].rule
        if len(members) == 1:
            yield Branch(f"{members[0].title}: {members[0].text}", tuple(_ruled(rule)), Tone.DECISIVE)
            continue
        lines = [Branch(f"{one.title.removeprefix(f'{title}: ')}: {one.text}", tone=Tone.DECISIVE) for one in members]
        if not everything and len(lines) > MOST:
            lines[MOST:] = [Branch(f"And {len(lines) - MOST} more.")]
        yield Branch(f"{title}, for {len(members)}", (*lines, *_ruled(rule)), Tone.DECISIVE)


def _replay(explanation: Explanation) -> Iterator[Branch]:
    """What it takes to work out the same again: the rules and the evidence, each by its hash."""
    framework, evidence = explanation.framework, explanation.subject.evidence_hash
    hashes = [f"{what} {one}" for what, one in (("rules", framework.hash), ("evidence", evidence)) if one]
    if hashes:
        text = f"Replay: {'; '.join((f'{framework.id}@{framework.version}', *hashes))}"
        yield Branch(text, tone=Tone.ASIDE)


def _about(explanation: Explanation) -> Iterator[str]:
    who, framework = explanation.subject, explanation.framework
    name = who.name or who.id
    yield f"{who.level}: {name}" if name else f"{who.level}, not named"
    if who.assessed_on is not None:
        yield f"Assessed on {who.assessed_on}"
    if who.published_on is not None:
        yield f"Published on {who.published_on}"
    if who.assessment is not None:
        yield f"Assessment {who.assessment}"
    status = "" if framework.status is None else f", {framework.status.replace('_', ' ')}"
    yield f"Rules: {framework.title} ({framework.id}@{framework.version}{status})"


def _first(found: list[Branch]) -> Iterator[Branch]:
    """The first lines, and how many more there are."""
    chosen, rest = first(found)
    yield from chosen
    if rest:
        yield Branch(f"And {len(rest)} more.")


def _statements(found: Statements, everything: bool) -> Iterator[Branch]:
    if found.grouping is not None:
        yield Branch(found.grouping.whose, tone=Tone.ASIDE)
    for group in found.groups:
        chosen, rest = (group.lines, ()) if everything else picked(group.lines)
        lines = tuple(Branch(statement_text(line)) for line in chosen)
        if rest:
            lines = (*lines, *_unpicked(rest), Branch(f"{_others(chosen, rest)}: {tally(one.value for one in rest)}"))
        if group.title is None:
            yield from lines
        else:
            yield Branch(group.title, lines, Tone.LAYER)
    if found.weights is not None:
        yield Branch(f"Weights: {found.weights.title}", tuple(_ruled(found.weights)), Tone.ASIDE)


def _unpicked(rest: Sequence[EvidenceLine | Step | StatementLine]) -> Iterator[Branch]:
    """How many of those that decided are not told one by one."""
    text = left_over(rest)
    if text is not None:
        yield Branch(text)


def _others(chosen: Sequence[object], rest: Sequence[object]) -> str:
    """How many lines are not told one by one."""
    return f"{len(rest)} {'others' if chosen else 'in all'}"


def statement_text(line: StatementLine) -> str:
    """One member: value, weight and share."""
    more = []
    if line.weight is not None and line.share is not None:
        more.append(f"weight {line.weight.text}, {line.share.text} of the whole")
    if not line.is_counted:
        more.append("counted nowhere")
    return "; ".join((f"{line.title}: {line.value.text}", *more))


def _bound(one: BoundLine, everything: bool) -> Branch:
    tone = Tone.PLAIN if one.state == "idle" else Tone.DECISIVE
    is_told = everything or tone is Tone.DECISIVE
    return Branch(f"{one.rule.title}: {one.text}", tuple(_ruled(one.rule)) if is_told else (), tone)


def _ruled(rule: Ruled) -> Iterator[Branch]:
    """Where a rule comes from."""
    if rule.cites:
        yield Branch(f"Source: {cited(rule.cites)}", tone=Tone.ASIDE)
    if rule.rests_on:
        yield Branch(f"Rests on: {listed([f'“{one}”' for one in rule.rests_on])}", tone=Tone.ASIDE)
    if rule.because is not None:
        yield Branch(f"Because: {rule.because}", tone=Tone.ASIDE)
    yield Branch(f"Written at {rule.span}", tone=Tone.ASIDE)


def cited(cites: tuple[Citation, ...]) -> str:
    """Places in sources, one after another."""
    return "; ".join(one.text for one in cites)


def _decisions(found: tuple[DecisionLine, ...], everything: bool) -> Iterator[Branch]:
    chosen, rest = (found, ()) if everything else picked(found)
    for one in chosen:
        who = "" if one.role is None else f" by {one.role}"
        when = "" if one.on is None else f" on {one.on}"
        said = (("Reason", one.reason), ("Allowed by", one.clause))
        below = tuple(Branch(f"{what}: {text}") for what, text in said if text is not None)
        yield Branch(f"{one.rule.title}: {one.text}{who}{when}", below)
    if rest:
        yield Branch(f"{_others(chosen, rest)}, about {_about_what(rest)}")


def _about_what(found: Sequence[DecisionLine]) -> str:
    """Of how many decisions it is which rule: `Overall 3, Damp 1`."""
    counts = Counter(one.rule.title for one in found)
    return ", ".join(f"{title} {times}" for title, times in counts.items())


def _untold(explanation: Explanation, everything: bool) -> tuple[Step, ...]:
    """Steps but for the exceptions that did nothing, which the layer of exceptions has told."""
    bounds = frozenset() if everything else frozenset(one.rule.span for one in explanation.bounds)
    return tuple(one for one in explanation.steps if one.is_decisive or one.rule.span not in bounds)


def _steps(found: tuple[Step, ...], everything: bool) -> Iterator[Branch]:
    """Decisive steps in full; the others in a line each, unless everything is asked for."""
    for (_, _, is_decisive), group in groupby(
        found, key=lambda step: (step.rule.name, step.rule.span, step.is_decisive)
    ):
        members = tuple(group)
        if is_decisive or (everything and len(members) == 1):
            yield from (_step(one) for one in members)
        elif len(members) == 1:
            yield Branch(_step(members[0]).text, tuple(_sources(members)))
        else:
            chosen, rest = (members, ()) if everything else picked(members)
            counts = f": {tally(one.value for one in members)}" if rest else ""
            title = f"{members[0].rule.title}, for each of {len(members)}{counts}"
            if everything:
                yield Branch(title, tuple(_step(one) for one in chosen))
                continue
            but = None if rest else _common(members)
            acted = [one.path for one in chosen if one.decides and one.rule.kind not in ("determine", "collect")]
            with_why = acted[:_MOST_REASONS] if rest else acted
            lines = (_brief(one, but=but, is_why_told=one.path in with_why) for one in chosen)
            all_ = (Branch(f"Each: {text}") for text in but or ())
            yield Branch(title, (*lines, *all_, *_unpicked(rest), *_sources(members)))


def _sources(members: Sequence[Step]) -> Iterator[Branch]:
    """Where the rule of folded steps comes from, told once for all of them."""
    cites = tuple(dict.fromkeys(cite for one in members for cite in one.rule.cites))
    if cites:
        yield Branch(f"Source: {cited(cites)}", tone=Tone.ASIDE)


def _common(members: Sequence[Step]) -> tuple[str, ...]:
    """What stands behind every one of several collections in the same words."""
    if len(members) == 1 or members[0].rule.kind != "collect":
        return ()
    others = [frozenset(one.workings) for one in members[1:]]
    return tuple(text for text in members[0].workings if all(text in other for other in others))


def _brief(one: Step, *, but: Collection[str] | None, is_why_told: bool) -> Branch:
    """A step in a line, with why where that is told; of a collection what it leaves out.

    but: what of that is told for all collections at once; none where nothing of it is told.
    """
    below = () if but is None or one.rule.kind != "collect" else tuple(text for text in one.workings if text not in but)
    told = _told(one) if is_why_told else one.value.text
    tone = Tone.DECISIVE if is_why_told else Tone.PLAIN
    return Branch(f"{_member(one)}: {told}", tuple(Branch(text) for text in below), tone)


def _member(one: Step) -> str:
    """A step's members, where its rule is already named."""
    return one.title.removeprefix(f"{one.rule.title}: ")


def _step(one: Step) -> Branch:
    below = [Branch(text) for text in one.workings]
    if one.inputs:
        below.append(Branch(f"Reads: {'; '.join(_read(one.inputs))}"))
    tone = Tone.DECISIVE if one.is_decisive else Tone.PLAIN
    return Branch(f"{one.title}: {_told(one)}", (*below, *_ruled(one.rule)), tone)


def _told(one: Step) -> str:
    """A step's value and how it came to it."""
    value = capital(one.value.text)
    return one.how if one.how.startswith((f"{value}:", f"{value}.", f"{value},")) else f"{value}. {one.how}".rstrip()


def _read(inputs: tuple[Input, ...]) -> Iterator[str]:
    """What a step reads, many values of one name told by their number."""
    for _, group in groupby(inputs, key=lambda used: family(used.path)):
        used = tuple(group)
        if len(used) <= _MOST_INPUTS:
            yield from (f"{one.title}: {one.value.text}" for one in used)
        else:
            yield f"{used[0].title.partition(': ')[0]}: {len(used)} values"


def _evidence(found: tuple[EvidenceLine, ...], everything: bool) -> Iterator[Branch]:
    """Entries, those of one name together."""
    for (_, _, informs), group in groupby(found, key=lambda one: (one.rule.name, one.rule.span, one.informs)):
        members = tuple(group)
        aside = "; seen by the judge, enters no arithmetic" if informs else ""
        if len(members) == 1:
            yield _entry(members[0], members[0].title, aside, everything)
        else:
            title = members[0].rule.title
            chosen, rest = (members, ()) if everything else picked(members)
            counts = f", {len(members)} entries: {tally(one.value for one in members)}" if rest else ""
            lines = (_entry(one, one.title.removeprefix(f"{title}: "), "", everything) for one in chosen)
            yield Branch(f"{title}{counts}{aside}", (*lines, *_unpicked(rest)))


def _entry(one: EvidenceLine, title: str, aside: str, everything: bool) -> Branch:
    who = f", judged by {one.judged_by}" if one.judged_by is not None and one.is_recorded else ""
    when = "" if one.on is None else f" on {one.on}"
    treated = "" if one.treated is None else f" ({one.treated})"
    is_told = everything or one.reason or one.carried or one.characteristics or one.items
    below = tuple(_recorded(one)) if is_told else ()
    return Branch(f"{title}: {one.value.text}{treated}{who}{when}{aside}", below)


def _recorded(one: EvidenceLine) -> Iterator[Branch]:
    yield from (Branch(each.text) for each in one.carried)
    if one.reason is not None:
        yield Branch(f"Reason: {one.reason}")
    yield from (Branch(characteristic_text(level)) for level in one.characteristics)
    if one.note is not None:
        yield Branch(f"Note: {one.note}")
    for item in one.items:
        sha = "" if item.sha256 is None else f", SHA-256 {item.sha256}"
        yield Branch(f"Evidence {item.id}: {item.text}{sha}")


def characteristic_text(one: CharacteristicLine) -> str:
    """What a level looks like, and whether the reason speaks to it."""
    said = "The reason speaks to what is" if one.is_spoken_to else "What is"
    return f"{said} described for {one.level.text}: {one.text}"


def _assumption(one: AssumptionLine) -> Branch:
    text = f"{one.title} ({one.basis}: {one.text})"
    if one.taken is not None:
        others = f"; could be {listed(one.alternatives, 'or')}" if one.alternatives else ""
        text = f"{text}. Taken as {one.taken}{others}"
    return Branch(
        text, (Branch("Another choice would change the result.", tone=Tone.DECISIVE),) if one.is_pivotal else ()
    )
