"""An explanation as one page that needs nothing else: no load, no script, no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from wellled_rules.backends.explainer.chips import chip
from wellled_rules.backends.explainer.explanation import (
    AssumptionLine,
    BoundLine,
    CheckLine,
    Citation,
    DecisionLine,
    EvidenceLine,
    Explanation,
    Input,
    Ruled,
    StatementGroup,
    StatementLine,
    Statements,
    Step,
)
from wellled_rules.backends.explainer.lexicon.words import capital, family, listed
from wellled_rules.backends.explainer.many import MOST, first, picked, tally
from wellled_rules.backends.explainer.picture import picture
from wellled_rules.text.markup import Safe, element
from wellled_rules.text.page import page

__all__ = ["to_html"]

_MOST_CHIPS = 12

_Valued: TypeAlias = "EvidenceLine | StatementLine | Step"


def to_html(explanation: Explanation) -> str:
    """The page, ending in a line end."""
    layers = tuple(_layers(explanation))
    return page(
        f"{explanation.title}: {capital(explanation.value.text)} – {explanation.framework.title}",
        element("a", "Skip to the explanation", href="#explanation", class_="skip"),
        _header(explanation),
        _navigation(layers),
        element("main", *_top(explanation), *(_layer(*one) for one in layers), id="explanation"),
        _footer(explanation),
    )


def _header(explanation: Explanation) -> Safe:
    who, rules = explanation.subject, explanation.framework
    parts = [f"{who.level}: {who.name or who.id or 'not named'}"]
    if who.assessed_on is not None:
        parts.append(f"assessed on {who.assessed_on}")
    if who.published_on is not None:
        parts.append(f"published on {who.published_on}")
    if who.assessment is not None:
        parts.append(f"assessment {who.assessment}")
    return element("header", element("p", rules.title), element("p", "; ".join(parts)))


def _navigation(layers: tuple[tuple[str, str, bool, tuple[Safe, ...]], ...]) -> Safe:
    items = (element("li", element("a", title, href=f"#{name}")) for name, title, _, _ in layers)
    return element("nav", element("ul", *items), aria_label="Layers of the explanation")


def _top(explanation: Explanation) -> Iterator[Safe]:
    yield element("h1", f"{explanation.title}: ", chip(explanation.value))
    yield element("p", explanation.headline, class_="lead")
    yield from _few(explanation.cannot_occur)
    yield element("p", explanation.standing, class_="standing", role="note")
    if explanation.vintage is not None:
        yield element("p", f"{explanation.vintage.text}.")
    if explanation.possible and len(explanation.possible) > 1:
        words = "Still possible:" if explanation.exact else "Still possible, at most:"
        chips = [Safe(f" {chip(one)}") for one in explanation.possible[:_MOST_CHIPS]]
        yield element("p", words, *chips)


def _layers(explanation: Explanation) -> Iterator[tuple[str, str, bool, tuple[Safe, ...]]]:
    """Name, title, whether it is open, and content of each layer that has something in it."""
    missing = [f"{one.title}: {one.text}" for one in explanation.missing]
    notices = [one for one in explanation.notices if one not in explanation.cannot_occur]
    candidates: list[tuple[str, str, bool, Iterable[Safe]]] = [
        ("missing", "Still missing", True, _few(missing)),
        ("sensitivities", "What would change it", True, _bullets(one.text for one in explanation.sensitivities)),
        ("statements", "What it is built from", True, _statements(explanation.statements)),
        ("exceptions", "Limits and other exceptions", True, _bounds(explanation.bounds)),
        ("decisions", "Decisions recorded", True, _decisions(explanation.decisions)),
        ("steps", "Steps", False, _steps(explanation.steps)),
        ("picture", "Derivation", False, picture(explanation)),
        ("evidence", "Evidence", False, _evidence(explanation.evidence)),
        ("assumptions", "Assumed", False, _assumptions(explanation.assumptions)),
        ("checks", "Process rules", True, _checks(explanation.checks)),
        ("notices", "Please note", True, _few(notices)),
    ]
    for name, title, is_open, content in candidates:
        found = tuple(content)
        if found:
            yield name, title, is_open, found


def _layer(name: str, title: str, is_open: bool, content: tuple[Safe, ...]) -> Safe:
    summary = element("summary", element("h2", title, id=name))
    return element("details", summary, *content, class_="layer", open=is_open)


def _bullets(texts: Iterable[str]) -> Iterator[Safe]:
    items = tuple(element("li", text) for text in texts)
    if items:
        yield element("ul", *items)


def _few(texts: Sequence[str]) -> Iterator[Safe]:
    """The first lines, and the others folded."""
    chosen, rest = first(texts)
    yield from _bullets(chosen)
    if rest:
        yield element("details", element("summary", f"{len(rest)} more"), *_bullets(rest))


def _others(rest: Sequence[_Valued], lines: Iterable[str], *, among: bool) -> Iterator[Safe]:
    """Lines that are not told one by one, folded. among: whether others of the same kind are."""
    if rest:
        counts = tally(one.value for one in rest)
        summary = element("summary", f"{len(rest)} {'others' if among else 'in all'}: {counts}")
        yield element("details", summary, *_bullets(lines))


# --- what it is built from -----------------------------------------------------------------------


def _statements(found: Statements | None) -> Iterator[Safe]:
    if found is None:
        return
    if found.grouping is not None:
        yield element("p", found.grouping.whose, class_="aside")
    for group in found.groups:
        chosen, rest = picked(group.lines)
        caption = _caption(found, group)
        if chosen:
            table = _table(caption, chosen)
            yield element("div", table, class_="scroll", role="region", tabindex="0", aria_label=caption)
        lines = (f"{line.title}: {capital(line.value.text)}" for line in rest)
        yield from _others(rest, lines, among=bool(chosen))
    if found.weights is not None:
        yield element("p", f"Weights: {found.weights.title}. ", *_source(found.weights))


def _caption(found: Statements, group: StatementGroup) -> str:
    return found.title if group.title is None else f"{found.title}, {group.title}"


def _table(caption: str, lines: tuple[StatementLine, ...]) -> Safe:
    weighed = any(line.share is not None for line in lines)
    titles = ["Part", "Value", *(("Weight", "Share of the whole") if weighed else ())]
    head = element("tr", *(element("th", title, scope="col") for title in titles))
    rows = (_row(line, weighed) for line in lines)
    return element("table", element("caption", caption), element("thead", head), element("tbody", *rows))


def _row(line: StatementLine, weighed: bool) -> Safe:
    cells = [element("th", line.title, scope="row"), element("td", chip(line.value))]
    if weighed:
        nowhere = "counted nowhere"
        cells.append(element("td", line.weight.text if line.weight else nowhere, class_="number"))
        cells.append(element("td", line.share.text if line.share else nowhere, class_="number"))
    return element("tr", *cells)


# --- rules at work -------------------------------------------------------------------------------


def _bounds(found: tuple[BoundLine, ...]) -> Iterator[Safe]:
    if not found:
        return
    yield element("ul", *(element("li", f"{one.rule.title}: {one.text} ", *_source(one.rule)) for one in found))


def _checks(found: tuple[CheckLine, ...]) -> Iterator[Safe]:
    """Each process rule once, with whom it is about."""
    items = []
    for _, group in groupby(found, key=lambda one: (one.rule.name, one.rule.span)):
        members = tuple(group)
        title, rule = members[0].rule.title, members[0].rule
        if len(members) == 1:
            items.append(element("li", f"{members[0].title}: {members[0].text} ", *_source(rule)))
        else:
            lines = [f"{one.title.removeprefix(f'{title}: ')}: {one.text}" for one in members]
            items.append(element("li", f"{title}, for {len(members)}. ", *_source(rule), *_few(lines)))
    if items:
        yield element("ul", *items)


def _source(rule: Ruled) -> Iterator[Safe]:
    """Where a rule comes from, in one paragraph's worth of words."""
    if rule.cites:
        yield element("span", "Source: ", *_cites(rule.cites), class_="aside")
    elif rule.rests_on:
        yield element("span", f"Rests on {listed([f'“{one}”' for one in rule.rests_on])}.", class_="aside")


def _cites(cites: tuple[Citation, ...]) -> Iterator[Safe]:
    for turn, one in enumerate(cites):
        yield Safe("; " if turn else "")
        is_web = one.address is not None and one.address.startswith(("https://", "http://"))
        yield element("a", one.text, href=one.address, rel="noreferrer") if is_web else element("cite", one.text)
    yield Safe(".")


def _decisions(found: tuple[DecisionLine, ...]) -> Iterator[Safe]:
    chosen, rest = picked(found)
    yield from _decided(chosen)
    if rest:
        summary = element("summary", f"{len(rest)} {'others' if chosen else 'in all'}")
        yield element("details", summary, *_decided(rest))


def _decided(found: tuple[DecisionLine, ...]) -> Iterator[Safe]:
    items = []
    for one in found:
        who = "" if one.role is None else f" by {one.role}"
        when = "" if one.on is None else f" on {one.on}"
        reason = None if one.reason is None else element("p", f"Reason: {one.reason}")
        clause = None if one.clause is None else element("p", f"Allowed by: {one.clause}")
        items.append(element("li", f"{one.rule.title}: {one.text}{who}{when}", reason, clause))
    if items:
        yield element("ul", *items)


def _steps(found: tuple[Step, ...]) -> Iterator[Safe]:
    for (_, _, is_decisive), group in groupby(
        found, key=lambda step: (step.rule.name, step.rule.span, step.is_decisive)
    ):
        members = tuple(group)
        if is_decisive or len(members) == 1:
            yield from (_step(one) for one in members)
        else:
            chosen, rest = picked(members)
            title = members[0].rule.title
            counts = f": {tally(one.value for one in members)}" if rest else ""
            summary = element("summary", f"{title}, for each of {len(members)}{counts}")
            lines = (f"{one.title.removeprefix(f'{title}: ')}: {capital(one.value.text)}" for one in rest)
            others = _others(rest, lines, among=bool(chosen))
            yield element("details", summary, *(_step(one) for one in chosen), *others)


def _step(one: Step) -> Safe:
    summary = element("summary", f"{one.title}: ", chip(one.value))
    used = _read(one.inputs)
    parts: list[Safe] = [*((element("p", one.how),) if one.how else ()), *_bullets(one.workings)]
    if one.inputs:
        parts += [element("p", "Reads:"), element("ul", *used)]
    return element("details", summary, *parts, *_rule(one.rule), open=one.decides and one.is_decisive)


def _read(inputs: tuple[Input, ...]) -> Iterator[Safe]:
    """What a step reads, many values of one name told by how many there are of each."""
    for _, group in groupby(inputs, key=lambda used: family(used.path)):
        used = tuple(group)
        if len(used) <= MOST:
            yield from (element("li", f"{one.title}: ", chip(one.value)) for one in used)
        else:
            title = used[0].title.partition(": ")[0]
            yield element("li", f"{title}, {len(used)} values: {tally(one.value for one in used)}")


def _rule(rule: Ruled) -> Iterator[Safe]:
    if rule.cites:
        yield element("p", "Source: ", *_cites(rule.cites), class_="aside")
    if rule.rests_on:
        yield element("p", f"Rests on {listed([f'“{one}”' for one in rule.rests_on])}.", class_="aside")
    if rule.because is not None:
        yield element("p", f"Because: {rule.because}", class_="aside")
    yield element("p", f"Written as {rule.kind} at ", element("span", rule.span, class_="path"), class_="aside")


# --- evidence and what is assumed ----------------------------------------------------------------


def _evidence(found: tuple[EvidenceLine, ...]) -> Iterator[Safe]:
    """Entries, those of one name under one heading."""
    for (_, _, informs), group in groupby(found, key=lambda one: (one.rule.name, one.rule.span, one.informs)):
        members = tuple(group)
        title = members[0].rule.title
        yield element("h3", title)
        if informs:
            yield element("p", "Seen by the judge; enters no arithmetic.")
        chosen, rest = picked(members)
        yield from (_entry(one, title) for one in chosen)
        lines = (f"{one.title.removeprefix(f'{title}: ')}: {_in_a_line(one)}" for one in rest)
        yield from _others(rest, lines, among=bool(chosen))


def _in_a_line(one: EvidenceLine) -> str:
    """What was recorded, for one entry of many that did not decide."""
    treated = "" if one.treated is None else f" ({one.treated})"
    when = "" if one.on is None else f", {one.on}"
    said = [text for text in (one.reason, one.note) if text]
    return f"{capital(one.value.text)}{treated}{when}{'; ' if said else ''}{'; '.join(said)}"


def _entry(one: EvidenceLine, title: str) -> Safe:
    treated = "" if one.treated is None else f" ({one.treated})"
    name = one.title.removeprefix(f"{title}: ")
    return element("details", element("summary", f"{name}: ", chip(one.value), treated), _record(one))


def _record(one: EvidenceLine) -> Safe:
    pairs = [
        ("Judged by" if one.is_recorded else "To be judged by", one.judged_by),
        ("On", one.on),
        *(("Carried" if each.is_taken else "Not carried", each.text) for each in one.carried),
        ("Reason", one.reason),
        *(
            (f"{'The reason speaks to' if level.is_spoken_to else 'Described for'} {level.level.text}", level.text)
            for level in one.characteristics
        ),
        ("Note", one.note),
        *(
            ("Evidence", f"{item.text} [{item.id}]" + (f", SHA-256 {item.sha256}" if item.sha256 else ""))
            for item in one.items
        ),
    ]
    told = [part for name, text in pairs if text for part in (element("dt", name), element("dd", text))]
    place = (element("dt", "Entry"), element("dd", one.path, class_="path"))
    return element("dl", *told, *place)


def _assumptions(found: tuple[AssumptionLine, ...]) -> Iterator[Safe]:
    # One assumption stands in each copy of the module that makes it.
    yield from _bullets(dict.fromkeys(_assumption(one) for one in found))


def _assumption(one: AssumptionLine) -> str:
    text = f"{one.title} ({one.basis}: {one.text})."
    if one.taken is not None:
        others = f"; could be {listed(one.alternatives, 'or')}" if one.alternatives else ""
        text = f"{text} Taken as {one.taken}{others}."
    return f"{text} Another choice would change the result." if one.is_pivotal else text


def _footer(explanation: Explanation) -> Safe:
    rules = explanation.framework
    status = "" if rules.status is None else f", {rules.status.replace('_', ' ')}"
    pairs = [
        ("Rules", f"{rules.id}@{rules.version}{status}"),
        ("Published by", rules.regulator),
        ("Hash of the rules", rules.hash),
        ("Hash of the evidence", explanation.subject.evidence_hash),
    ]
    told = [part for name, text in pairs if text for part in (element("dt", name), element("dd", text, class_="path"))]
    return element("footer", element("p", explanation.standing), element("dl", *told))
