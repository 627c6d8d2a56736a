"""What cannot have been: subjects in two places, in themselves, before or after their life; days in a wrong order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from wellled_rules.cases.document import Path
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import quoted
from wellled_rules.history import errors, place_errors
from wellled_rules.history.days import Days
from wellled_rules.history.document import (
    Assessment,
    Correction,
    Event,
    Happening,
    History,
    Lifting,
    Merger,
    Suspension,
    Transfer,
)
from wellled_rules.history.places import Life, Places, Stretch, move_on, moves, places, written

__all__ = ["check_order"]

_DEEPEST = 64
"""Subjects in each other."""

_WHAT = {
    Assessment: "it is assessed",
    Suspension: "its rating is suspended",
    Transfer: "it is transferred",
    Merger: "it is merged",
}


def check_order(history: History, findings: Findings) -> None:
    """Add a finding for each part of a history that contradicts another, events as told first and as corrected."""
    _Check(history, findings).run()


@dataclass
class _Check:
    history: History
    findings: Findings

    def run(self) -> None:
        self.stays()
        told = {id_: one for id_, one in self.history.events.items() if not isinstance(one, Correction)}
        final = {id_: said for id_, one in told.items() if (said := self.latest(one)) is not None}
        made = self.moved(final)
        self.circles(made)
        self.lives(made)
        for one in told.values():
            self.event(made, one, told)
            for revision in self.history.revisions.get(one.id, ()):
                if revision.said is not None:
                    self.event(made, revision.said, told)
        for event in self.history.events.values():
            if isinstance(event, Correction):
                self.decided_first(event, "a correction")

    def latest(self, one: Happening) -> Happening | None:
        """An event as it is known in the end; None where it was withdrawn."""
        revisions = self.history.revisions.get(one.id)
        return revisions[-1].said if revisions else one

    # --- where subjects lie -----------------------------------------------------------------------

    def stays(self) -> None:
        """What each subject says of where it lies."""
        for id_, subject in self.history.subjects.items():
            for stay in subject.stays:
                if stay.start is not None and stay.until is not None and stay.until <= stay.start:
                    first, second = Days.exactly(stay.start), Days.exactly(stay.until)
                    sentence, advice = "it begins {} and ends {}", "`until` is the first day after it"
                    self.findings.add(errors.order_impossible(stay.path, sentence, first, second, advice))
            last = None
            for one in written(subject):
                if last is not None and one.start < min(last.until, one.until):
                    assert one.inside is not None
                    assert last.inside is not None
                    two = (last.inside, one.inside)
                    self.findings.add(errors.in_two_places(one.path, last.path, id_, two, one.start))
                if last is None or one.until > last.until:
                    last = one

    def moved(self, final: Mapping[str, Happening]) -> Places:
        """Where subjects lie once all moves have happened, each checked against those before it."""
        made = places(self.history, ())
        for move in moves(final.values()):
            if isinstance(move, Transfer):
                self.transfer(made, move)
            else:
                self.merger(made, move)
            move_on(made, move)
        return made

    def transfer(self, made: Places, move: Transfer) -> None:
        day, lies = move.on.earliest, made.at(move.subject, move.on.earliest)
        inside = None if lies is None else lies.inside
        if lies is not None and lies.start == day and self.is_move(lies.path) and inside != move.into:
            assert inside is not None
            places_ = (inside, move.into or "nothing")
            self.findings.add(errors.in_two_places(move.at("into"), lies.path, move.subject, places_, day))
        elif move.out_of is not None and inside != move.out_of:
            self.findings.add(errors.not_in_place(move.at("out_of"), move.subject, move.out_of, inside, day))
        if move.into is not None and move.into == move.out_of:
            self.findings.add(place_errors.goes_nowhere(move.at("into"), move.subject, move.into))
        for key, other in (("out_of", move.out_of), ("into", move.into)):
            life = None if other is None else made.lives.get(other)
            if other is not None and life is not None:
                # What something is taken out of may end on that very day.
                self.in_life(life, other, move.on, move.at(key), "it is named", ends_then=key == "out_of")

    def is_move(self, path: Path) -> bool:
        return path[:1] == ("events",)

    def merger(self, made: Places, move: Merger) -> None:
        if move.into in move.subjects:
            way = (move.into, move.into)
            self.findings.add(errors.part_of_itself(move.at("into"), way, move.on.earliest))
        for subject in move.subjects:
            life = made.lives.get(subject)
            if life is None or subject == move.into:
                continue
            stated = life.until if life.by is None else None
            if stated is not None and not stated.earliest <= move.on.earliest <= stated.latest:
                sentence, advice = "it is merged {}, and `until` says that it ends {}", "make the two one day"
                self.findings.add(errors.order_impossible(move.at("on"), sentence, move.on, stated, advice))
            else:
                self.in_life(life, subject, move.on, move.at("subjects"), _WHAT[Merger], ends_then=life.by is None)
        into = made.lives.get(move.into)
        if into is not None and move.into not in move.subjects:
            self.in_life(into, move.into, move.on, move.at("into"), "others are merged into it")

    def in_life(self, life: Life, subject: str, when: Days, path: Path, what: str, *, ends_then: bool = False) -> None:
        """Whether a subject can have been there. ends_then: its end on that very day will do."""
        if life.start is not None and not life.had_begun(when):
            self.findings.add(errors.before_it_began(path, subject, when, life.start, what))
        elif life.until is not None and not life.had_not_ended(when):
            by = None if life.by is None else life.by.path
            if not ends_then or when.earliest > life.until.latest:
                self.findings.add(errors.after_it_ended(path, subject, when, life.until, what, by))

    def circles(self, made: Places) -> None:
        """Subjects that lie in themselves on some day, each circle once; and those that lie too deep."""
        told: set[frozenset[str]] = set()
        suspects, deepest = _in_circles(made)
        if deepest is not None:
            self.findings.add(errors.too_deep(self.history.subjects[deepest].path, _DEEPEST))
        for subject in suspects:
            for stretch in made.stretches[subject]:
                way = (subject, *islice(made.above(subject, stretch.start), _DEEPEST))
                if len(way) > _DEEPEST:
                    self.findings.add(errors.too_deep(stretch.path, _DEEPEST))
                    return
                last = made.at(way[-1], stretch.start)
                if last is None or last.inside != subject:
                    continue
                circle = frozenset(way)
                if circle not in told:
                    told.add(circle)
                    since = None if stretch.start == date.min else stretch.start
                    self.findings.add(errors.part_of_itself(stretch.path, (*way, subject), since))

    def lives(self, made: Places) -> None:
        """Stretches that are written with days on which the subject, or the one it lies in, is not there."""
        for id_, subject in self.history.subjects.items():
            for stay in subject.stays:
                for whose in (id_, stay.inside):
                    life = made.lives.get(whose)
                    if life is None:
                        continue
                    what = "it would lie there" if whose == id_ else "another would lie in it"
                    if stay.start is not None:
                        self.in_life(life, whose, Days.exactly(stay.start), stay.path, what)
                    if stay.until is not None and life.until is not None and stay.until > life.until.latest:
                        when = Days.exactly(stay.until)
                        by = None if life.by is None else life.by.path
                        self.findings.add(errors.after_it_ended(stay.path, whose, when, life.until, what, by))

        for id_, several in made.stretches.items():
            for one in several:
                self.outlived(made, id_, one)

    def outlived(self, made: Places, id_: str, one: Stretch) -> None:
        """A stretch that has no days of its own, and begins before or goes on after the life of whom it is in."""
        guest, host = made.lives.get(id_), None if one.inside is None else made.lives.get(one.inside)
        # Who was refused itself has no life, and may have been moved all the same.
        if guest is None or host is None or one.inside is None:
            return
        first, last = one.start, one.until
        began, ended = guest.start, guest.until
        is_first = began is not None and first == began.earliest
        if host.start is not None and is_first and began is not None and not host.had_begun(began):
            self.findings.add(
                errors.before_it_began(one.path, one.inside, began, host.start, f"{quoted(id_)} lies in it")
            )
        is_last = last == (date.max if ended is None else ended.latest)
        if host.until is not None and is_last and first < host.until.latest < last:
            by = None if host.by is None else host.by.path
            self.findings.add(place_errors.outlives(one.path, id_, one.inside, host.until, by))

    # --- events -------------------------------------------------------------------------------------

    def event(self, made: Places, one: Happening, told: Mapping[str, Event]) -> None:
        match one:
            case Assessment():
                if one.published_on.latest < one.on.earliest:
                    # Of a corrected day of assessment, that is what is wrong.
                    is_corrected = one.at("on")[: len(one.path)] != one.path
                    place = one.at("on" if is_corrected else "published_on")
                    self.findings.add(errors.published_before_assessed(place, one.published_on, one.on))
                self.someone(made, one.subject, one)
            case Suspension():
                self.decided_first(one, "a suspension")
                self.someone(made, one.subject, one)
            case Transfer():
                self.someone(made, one.subject, one)
            case Lifting():
                self.decided_first(one, "a lifting")
                self.lifting(made, one, told)
            case Merger():
                pass

    def someone(self, made: Places, subject: str, one: Assessment | Suspension | Transfer) -> None:
        life = made.lives.get(subject)
        if life is not None:
            self.in_life(life, subject, one.on, one.at("on"), _WHAT[type(one)])
        lies = made.at(subject, one.on.earliest)
        host = None if lies is None else made.lives.get(str(lies.inside))
        if lies is not None and host is not None and host.start is not None and not host.had_begun(one.on):
            what = f"{quoted(subject)} lies in it when {_WHAT[type(one)]}"
            self.findings.add(errors.before_it_began(one.at("on"), str(lies.inside), one.on, host.start, what))

    def decided_first(self, one: Event, what: str) -> None:
        if one.published_on.latest < one.on.earliest:
            sentence, advice = (
                what + " is published {} and decided {}",
                "exchange the two days where they were mixed up",
            )
            place = one.at("published_on")
            self.findings.add(errors.order_impossible(place, sentence, one.published_on, one.on, advice))

    def lifting(self, made: Places, one: Lifting, told: Mapping[str, Event]) -> None:
        path, found = one.at("lifts"), told.get(one.lifts)
        if one.lifts in self.history.refused:
            return
        if not isinstance(found, Suspension):
            if one.lifts not in self.history.events:
                was = "no event"
            else:
                was = "no suspension"
            self.findings.add(errors.lifting_without_suspension(path, one.lifts, was, None))
            return
        life = made.lives.get(found.subject)
        if life is not None:
            what = "its suspension is lifted"
            self.in_life(life, found.subject, one.on, one.at("on"), what, ends_then=True)
        first = self.first_liftings[one.lifts]
        if first.id != one.id:
            self.findings.add(errors.lifting_without_suspension(path, one.lifts, "lifted already", first.path))
        for key, ours, theirs in (
            ("on", one.on, found.on),
            ("published_on", one.published_on, found.published_on),
        ):
            if key in one.places and ours.latest < theirs.earliest:
                sentence, advice = "it is lifted {}, and suspended {}", "exchange the two, or correct the day"
                self.findings.add(errors.order_impossible(one.at(key), sentence, ours, theirs, advice))

    @cached_property
    def first_liftings(self) -> Mapping[str, Lifting]:
        """By the id of what is lifted, the lifting that stands first, as first told or as corrected."""
        found: dict[str, Lifting] = {}
        for id_, one in self.history.events.items():
            for said in (one, *(revision.said for revision in self.history.revisions.get(id_, ()))):
                if isinstance(said, Lifting):
                    found.setdefault(said.lifts, said)
        return found


def _in_circles(made: Places) -> tuple[tuple[str, ...], str | None]:
    """Subjects that may lie in a circle, and one that may lie too deep.

    The first are what is left when those that lie in nothing are taken away, again and again. Days are left aside, so
    that most histories are done with in one pass.
    """
    hosts = {
        subject: {one.inside for one in several if one.inside in made.stretches}
        for subject, several in made.stretches.items()
    }
    guests: dict[str, list[str]] = {}
    for subject, several in hosts.items():
        for host in several:
            guests.setdefault(str(host), []).append(subject)
    left = {subject: len(several) for subject, several in hosts.items()}
    free = [subject for subject, count in left.items() if not count]
    depth = dict.fromkeys(free, 0)
    while free:
        host = free.pop()
        for guest in guests.get(host, ()):
            left[guest] -= 1
            depth[guest] = max(depth.get(guest, 0), depth[host] + 1)
            if not left[guest]:
                free.append(guest)
    deepest = next((subject for subject, count in depth.items() if count > _DEEPEST), None)
    return tuple(subject for subject, count in left.items() if count), deepest
