"""Every message about a history; the path comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.cases.document import Data, Path, pointer
from wellled_rules.cases.words import found, listed, quoted
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.history.days import Days

__all__ = [
    "EXPECTED",
    "FORM",
    "INTO",
    "after_it_ended",
    "before_it_began",
    "by_version",
    "case_says_otherwise",
    "correction_of_nothing",
    "day_not_exact",
    "empty",
    "finding",
    "framework_not_found",
    "given_by_later",
    "given_twice",
    "id_used_twice",
    "in_two_places",
    "lifting_without_suspension",
    "missing",
    "no_day",
    "no_id",
    "not_a_history",
    "not_in_place",
    "not_the_first",
    "order_impossible",
    "other_kind",
    "part_of_itself",
    "place_note",
    "published_before_assessed",
    "retired_rating_used",
    "rules_not_chosen",
    "rules_not_here",
    "too_deep",
    "too_open",
    "unknown_key",
    "unknown_name",
    "unknown_subject",
    "upside_down",
    "wrong_type",
]

INTO = "history"
"""What the pointer of these findings points into."""

FORM = 'write `{"schema": "wellled.history/1", "subjects": […], "events": […]}`'
"""How a history begins, for what is none at all."""

EXPECTED = "a history is text in JSON, or in YAML 1.2, of `schema`, `subjects` and `events`"
"""What is expected of a text that is neither."""

_FEW = 12
"""Names that can be told all."""

_HAND_IN = "rules that are not shipped are handed in with `--rules`"


def finding(
    code: str, headline: str, path: Path, help: str | tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> Diagnostic:
    """A finding at a place of a history."""
    return diagnostic(code, headline, pointer=pointer(path), into=INTO, help=help, notes=notes)


def place_note(path: Path, what: str = "the other") -> tuple[str, ...]:
    """The note that says where another part stands."""
    return (f"{what} is at {pointer(path)}",)


# --- what is written ------------------------------------------------------------------------------


def not_a_history(path: Path, was: Data) -> Diagnostic:
    """A document without the mark of a history."""
    return finding(
        "wrong-type-in-history",
        f"a history says `wellled.history/1` under `schema`, and this says {found(was)}",
        path,
        'begin with `"schema": "wellled.history/1"`',
    )


def unknown_key(path: Path, near: tuple[str, ...], known: tuple[str, ...]) -> Diagnostic:
    """A key that this kind of group does not have."""
    meant = (f"did you mean {listed(near)}?",) if near else (f"what can be said here is {listed(known, 'and')}",)
    return finding("unknown-key-in-history", f"{quoted(path[-1])} is nothing that can be said here", path, meant)


def wrong_type(path: Path, was: Data, wanted: str) -> Diagnostic:
    """Another kind of value than the part has."""
    return finding("wrong-type-in-history", f"{wanted} is wanted here, and this is {found(was)}", path)


def empty(path: Path, wanted: str) -> Diagnostic:
    """A list without anything in it, where leaving it out says something else."""
    advice = "name what is meant, or leave the list out"
    return finding("wrong-type-in-history", f"{wanted} is wanted here, and this list is empty", path, advice)


def no_day(path: Path, was: Data) -> Diagnostic:
    """What is neither a day nor the days between which it lies."""
    return finding(
        "wrong-type-in-history",
        f"{found(was)} is no day of the calendar",
        path,
        'write "2025-02-07"; "2025-02" or "2025" for a day that is not known closer; or '
        '{"earliest": "2024-05-14", "latest": "2024-06-15"}',
    )


def no_id(path: Path, was: str) -> Diagnostic:
    """An id by which nothing can be named."""
    return finding(
        "wrong-type-in-history", f"{quoted(was)} is no id", path, "write an id that can be read, without `/` and `@`"
    )


def missing(path: Path, key: str, what: str) -> Diagnostic:
    """A part that must be there."""
    return finding("missing-in-history", f"{what} has no {quoted(key)}", path, f"add {quoted(key)}")


def unknown_name(path: Path, word: str, kind: str, near: Iterable[str], known: Iterable[str] = ()) -> Diagnostic:
    """A name that is no `kind` ("subject", "event", "kind of event", "outcome of ...") here."""
    close, all_known = tuple(near), tuple(known)
    advice: str | tuple[str, ...] = ()
    if close:
        advice = f"did you mean {listed(close)}?"
    elif all_known:
        advice = f"there {'is' if len(all_known) == 1 else 'are'} {listed(all_known, 'and')}"
    return finding("unknown-name-in-history", f"{quoted(word)} is no {kind}", path, advice)


def unknown_subject(path: Path, word: str, subjects: tuple[str, ...]) -> Diagnostic:
    """An id that no subject has. subjects: those there are, told where none is like it and they are few."""
    return unknown_name(path, word, "subject", nearest(word, subjects), subjects if len(subjects) <= _FEW else ())


def given_twice(path: Path, word: str) -> Diagnostic:
    """One word twice in a list."""
    return finding("id-used-twice", f"{quoted(word)} stands twice in this list", path, "leave one of the two out")


def id_used_twice(path: Path, first: Path, id_: str, kind: str) -> Diagnostic:
    """Two subjects, or two events, under one id."""
    return finding(
        "id-used-twice",
        f"two {kind}s have the id {quoted(id_)}",
        path,
        f"give each {kind} an id of its own",
        place_note(first),
    )


def day_not_exact(path: Path, when: Days, why: str) -> Diagnostic:
    """A day that is not known closer, where everything turns on it."""
    return finding("day-not-exact", f"this day is known only to lie {when.words()}", path, f"give the day: {why}")


def too_open(path: Path, when: Days, most: int) -> Diagnostic:
    """One of too many assessments of which it is not known on a day whether they were public."""
    return finding(
        "day-not-exact",
        f"published {when.when()}, as {most} others may have been that are displayed in the same place",
        path,
        "give the days of publication closer: all that may have been displayed would be too much to tell",
    )


# --- subjects in time ------------------------------------------------------------------------------


def part_of_itself(path: Path, way: Iterable[str], day: date | None) -> Diagnostic:
    """Subjects that lie in each other, or a merger into what it ends. way: from one back to itself."""
    told = " in ".join(quoted(one) for one in way)
    when = "" if day is None else f" from {day_words(day)} on"
    return finding("part-of-itself", f"{told}: a subject would lie in itself{when}", path, "take one of these out")


def too_deep(path: Path, most: int) -> Diagnostic:
    """Subjects in each other, more of them than are followed."""
    return finding("order-impossible", f"subjects lie more than {most} deep in each other here", path)


def in_two_places(path: Path, other: Path, subject: str, places: tuple[str, str], day: date) -> Diagnostic:
    """A subject that lies in two others on one day, or in one by two stretches."""
    twice = f"twice in {quoted(places[0])}"
    where = twice if places[0] == places[1] else f"in {quoted(places[0])} and in {quoted(places[1])}"
    return finding(
        "in-two-places",
        f"{quoted(subject)} lies {where} on {day_words(day)}",
        path,
        "end the one before the other begins; `until` is the first day after it",
        place_note(other),
    )


def not_in_place(path: Path, subject: str, place: str, really: str | None, day: date) -> Diagnostic:
    """A transfer out of where the subject does not lie."""
    where = "in nothing" if really is None else f"in {quoted(really)}"
    return finding(
        "order-impossible",
        f"{quoted(subject)} does not lie in {quoted(place)} on {day_words(day)}, but {where}",
        path,
        "correct `out_of`, or the transfer before this one",
    )


def upside_down(path: Path, kind: str, host: str, framework: str) -> Diagnostic:
    """A subject in one of a level that lies in its own."""
    return finding(
        "upside-down",
        f"a {quoted(kind)} lies in a {quoted(host)} here, and by {quoted(framework)} it is the other way round",
        path,
        "exchange the two",
    )


def other_kind(path: Path, subject: str, kind: str, into: str, other: str) -> Diagnostic:
    """A merger into a subject of another level."""
    return finding(
        "wrong-type-in-history",
        f"{quoted(into)} is of the kind {quoted(other)}, and {quoted(subject)}, which merges into it, a {quoted(kind)}",
        path,
        "name a subject of the same kind; of one that goes into another, say that with a transfer",
    )


def before_it_began(path: Path, subject: str, when: Days, began: Days, what: str) -> Diagnostic:
    """Something about a subject that was not there yet."""
    return finding(
        "before-its-subject",
        f"{what} {when.when()}, and {quoted(subject)} begins {began.when()}",
        path,
        "correct the day, or `from` of the subject",
    )


def after_it_ended(path: Path, subject: str, when: Days, ended: Days, what: str, by: Path | None) -> Diagnostic:
    """Something about a subject that was there no more. by: the place of the merger that ended it."""
    return finding(
        "after-its-subject",
        f"{what} {when.when()}, and {quoted(subject)} ends {ended.when()}",
        path,
        "correct the day, or what ends the subject; `until` is the first day after it",
        () if by is None else place_note(by, "what ends it"),
    )


# --- order in time ---------------------------------------------------------------------------------


def published_before_assessed(path: Path, published: Days, assessed: Days) -> Diagnostic:
    """An assessment that was public before it was made."""
    return finding(
        "published-before-assessed",
        f"published {published.when()}, and assessed {assessed.when()}",
        path,
        "exchange the two days where they were mixed up",
    )


def order_impossible(path: Path, what: str, first: Days, second: Days, advice: str) -> Diagnostic:
    """Two days that can't lie so. what: a sentence with `{}` for the first and for the second."""
    return finding("order-impossible", what.format(first.when(), second.when()), path, advice)


def lifting_without_suspension(path: Path, word: str, was: str, lifted: Path | None) -> Diagnostic:
    """A lifting of what is no suspension, or is lifted already. was: what the id names instead."""
    return finding(
        "lifting-without-suspension",
        f"{quoted(word)} is {was}",
        path,
        "name the id of the suspension that ends",
        () if lifted is None else place_note(lifted, "the first lifting"),
    )


def correction_of_nothing(path: Path, word: str, was: str, near: tuple[str, ...]) -> Diagnostic:
    """A correction of no event, or of another correction."""
    advice = f"did you mean {listed(near)}?" if near else "name the id of the event that is corrected"
    return finding("correction-of-nothing", f"{quoted(word)} is {was}", path, advice)


# --- rules and cases -------------------------------------------------------------------------------


def rules_not_chosen(path: Path, why: str, advice: str) -> Diagnostic:
    """An assessment of which it is not clear by what rules it was made."""
    return finding("rules-not-chosen", why, path, advice)


def rules_not_here(path: Path, why: str, advice: str, notes: tuple[str, ...] = ()) -> Diagnostic:
    """An assessment of which no framework that is here says how it was made; another may. notes: the nearest."""
    return finding("rules-not-chosen", why, path, (advice, _HAND_IN), notes)


def framework_not_found(path: Path, name: str, near: Iterable[str], known: Iterable[str]) -> Diagnostic:
    """A name that is no framework, neither a shipped one nor one that is handed in."""
    close = tuple(near)
    meant = f"did you mean {listed(close)}?" if close else f"there are {listed(tuple(known), 'and')}"
    return finding("framework-not-found", f"no framework or version is called {quoted(name)}", path, (meant, _HAND_IN))


def by_version(one: Diagnostic, identity: str) -> Diagnostic:
    """A finding that one version gives, of a day that lies in several."""
    note = f"said of {quoted(identity)}, one of the versions in which the day of the assessment may lie"
    return replace(one, notes=(*one.notes, note))


def case_says_otherwise(path: Path, other: Path, what: str, here: str, there: str) -> Diagnostic:
    """A case that differs from its event. what: "the day of the assessment", "the subject"."""
    return finding(
        "given-twice",
        f"the case says that {what} is {here}, and the event {there}",
        path,
        "leave it out of the case",
        place_note(other),
    )


def retired_rating_used(path: Path, outcome: str, subject: str, transition: str, when: Days, by: Path) -> Diagnostic:
    """An outcome that was published or suspended once it was retired."""
    return finding(
        "retired-rating-used",
        f"{quoted(outcome)} of {quoted(subject)} was retired {when.when()}, by “{transition}”",
        path,
        "publish it under the later framework, or correct the day",
        place_note(by, "the first assessment that retires it"),
    )


def not_the_first(path: Path, other: Path, input_: str, first: str, transition: str) -> Diagnostic:
    """A case that says that it is of a first assessment, after one that was."""
    return finding(
        "not-the-first",
        f"the case says by {quoted(input_)} that it is the first assessment, and {quoted(first)} came before it",
        path,
        f"“{transition}” reads it from there: say no, or correct the days of one of the two",
        place_note(other, "the one before"),
    )


def given_by_later(path: Path, outcome: str, subject: str, transition: str, when: Days, by: Path) -> Diagnostic:
    """An outcome that was published by an earlier framework once a later one gave it, which ends what is kept of it."""
    return finding(
        "retired-rating-used",
        f"{quoted(outcome)} of {quoted(subject)} was given by the later framework {when.when()}; "
        f"“{transition}” keeps that of the earlier one until then",
        path,
        "publish it under the later framework, or correct the day",
        place_note(by, "the first assessment by the later framework"),
    )
