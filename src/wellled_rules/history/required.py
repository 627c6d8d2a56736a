"""First assessments in words: whether what a transition requires of each holds, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wellled_rules.backends.explainer.lexicon.words import outside, quoted
from wellled_rules.graph.transitions import Counting, FirstAssessment, Required, Transition
from wellled_rules.history.firsts import Asked, Candidate, Firsts, Met, all_met
from wellled_rules.history.reasons import Reason, Where, grounded
from wellled_rules.history.told import ToldAsked, ToldFirst

__all__ = ["compared", "told_firsts"]

_SAYS = {
    Met.HOLDS: "all that {} requires of it holds",
    Met.FAILS: "not all that {} requires of it holds",
    Met.OPEN: "whether all that {} requires of it holds is not known",
}
_FOLLOWS = {
    (Met.HOLDS, Counting.WITHOUT): "What was kept until then is retired.",
    (Met.HOLDS, Counting.ONLY_WITH): "So it counts as the first, and what was kept until then is retired.",
    (Met.FAILS, Counting.WITHOUT): "It counts as the first all the same, and what was kept until then is retired.",
    (Met.FAILS, Counting.ONLY_WITH): "So it does not count as the first, and what is kept until then stays displayed.",
    (Met.OPEN, Counting.WITHOUT): "It counts as the first either way, and what was kept until then is retired.",
    (Met.OPEN, Counting.ONLY_WITH): "So it is not known whether it counts as the first, nor whether what is kept until "
    "then stays displayed.",
}
_EARLIER = (
    "It counts as the first, or one before it does that this history does not hold. What was kept until then is "
    "retired either way."
)
_NOT_SAID = "whether it is the first assessment; by this history it is, and is taken as one"
_DENIED = "that it is not the first assessment, and this history holds none before it"
_HELD = {Met.HOLDS: "holds", Met.FAILS: "does not hold", Met.OPEN: "not known"}


def told_firsts(firsts: Firsts, subject: str, level: str, on: date | None) -> Iterator[ToldFirst]:
    """Assessments of a subject that are or may be its first by a later framework; of a day, those public by then."""
    for transition, event in firsts.leading(level):
        for one in _first(firsts, subject, transition, event):
            required = transition.required(event)
            if required is not None and (on is None or one.known.published.earliest <= on):
                yield _told(firsts, _as_of(firsts, one, transition, on), transition, event, required)


def _as_of(firsts: Firsts, one: Candidate, transition: Transition, on: date | None) -> Candidate:
    """The assessment as it was held to be on a day; as it is known in the end where it was nothing of the sort then."""
    several = () if on is None else firsts.of(one.known, one.known.at(on), transition)
    identity = one.worked.framework.identity
    return next((each for each in several if each.worked.framework.identity == identity), one)


def _first(firsts: Firsts, subject: str, transition: Transition, event: FirstAssessment) -> Iterator[Candidate]:
    """The assessments before which none surely counted as the first."""
    over: list[Candidate] = []
    for one in firsts.under(subject, transition, event):
        if any(each.known.published.latest <= one.known.published.earliest for each in over if each.known != one.known):
            continue
        yield one
        if firsts.counts(one, transition, event) is Met.HOLDS:
            over.append(one)


def _told(
    firsts: Firsts, one: Candidate, transition: Transition, event: FirstAssessment, required: Required
) -> ToldFirst:
    asked = firsts.asked(one, transition, event)
    met = all_met(each.met for each in asked)
    others = [
        each
        for each in _first(firsts, one.told.subject, transition, event)
        if each.known.id != one.known.id and one.may_be_after(each)
    ]
    is_denied = firsts.is_denied(one, transition, event)
    perhaps = "Perhaps the first assessment" if others or is_denied else "First assessment"
    versions = {each.worked.framework.identity for each in firsts.of(one.known, one.version, transition)}
    by = f"by {one.worked.framework.identity}" if len(versions) == 1 else f"if by {one.worked.framework.identity}"
    which = f"{outside(one.known.id)}, assessed {one.told.on.when()} {by}"
    says = f"{perhaps} by the later framework ({which}): {_SAYS[met].format(quoted(transition.title))}."
    cited, whole = tuple(grounded(replace(required.grounds, rests_on=()))), tuple(grounded(required.grounds))
    # Where all holds it turns on nothing that was taken, but on what the transition says.
    so = tuple(grounded(transition.grounds)) if met is Met.HOLDS else whole[len(cited) :] or whole
    is_anyway = is_denied and required.counting is Counting.WITHOUT
    return ToldFirst(
        event=one.known.id,
        correction=one.correction,
        framework=one.worked.framework.identity,
        transition=transition.name,
        met=met.value,
        counts=(Met.OPEN if is_denied else firsts.counts(one, transition, event)).value,
        why=Reason(says, cited or whole),
        asked=tuple(map(_asked, asked)),
        follows=Reason(_EARLIER if is_anyway else _FOLLOWS[met, required.counting], so),
    )


def _asked(one: Asked) -> ToldAsked:
    cites = tuple(Where(each.text, each.address) for each in one.rule.cites)
    rests = tuple(Where(f"rests on {quoted(title)}") for title in one.rule.rests_on)
    text = f"{one.title}: {_HELD[one.met]}{f': {one.text}' if one.text else ''}."
    return ToldAsked(name=one.name, met=one.met.value, why=Reason(text, (*cites, *rests)))


def compared(firsts: Firsts, event_id: str, correction: str | None, whose: tuple[str, str]) -> Iterator[str]:
    """What is noticed of an assessment that is the first by its history and does not say so, or says otherwise.

    whose: the id of its subject, and the level of that.
    """
    subject, level = whose
    for transition, event in firsts.leading(level):
        stated = transition.says(event)
        if stated is not None:
            for one in firsts.under(subject, transition, event):
                is_meant = (one.known.id, one.correction) == (event_id, correction)
                if not is_meant or firsts.before(one, transition, event):
                    continue
                title = quoted(firsts.title(one, event, stated))
                match firsts.says(one, transition, event):
                    case None:
                        yield f"its case does not say by {title} {_NOT_SAID}"
                    case False:
                        yield f"its case says by {title} {_DENIED}"
