"""Trusts of the old framework made at random from a seed, and how each is written as a case.

Ratings are drawn so that every principle decides somewhere: each question has a temper in the whole trust, and within
it each location a mood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from .kloe_oracle import (
    CONDITION,
    QUESTIONS,
    RATINGS,
    REQUIREMENT,
    UNRATED,
    WARNING,
    Answer,
    Location,
    Service,
    Trust,
)

LABELS = {
    "not_rated": "Not rated",
    "inspected_not_rated": "Inspected but not rated",
    "no_published_rating": "No published rating",
    "insufficient": "Insufficient evidence to rate",
    "under_appeal": "No rating/under appeal/rating suspended",
}

MOODS = {
    # how often Inadequate, Requires improvement, Good, Outstanding, and no rating
    "great": (0, 0, 30, 70, 5),
    "fine": (0, 0, 85, 15, 5),
    "uneven": (0, 12, 50, 38, 5),
    "mixed": (6, 14, 70, 10, 5),
    "poor": (10, 50, 40, 0, 5),
    "bad": (55, 35, 10, 0, 5),
    "unrated": (0, 0, 0, 0, 1),
}

TEMPERS = {
    "calm": ("great", "fine", "fine", "unrated"),
    "usual": tuple(MOODS),
    "uneven": ("great", "fine", "uneven", "fine", "fine"),
    "tense": ("mixed", "mixed", "fine", "uneven", "poor"),
    "low": ("poor", "bad", "mixed"),
}

ROLE = {"role": "inspection_team", "reason": "the extent is small", "clause": "Departing from the principles"}


def trust(seed: int, *, locations: int, services: int) -> Trust:
    """A trust of an acute kind where it has locations; the services are spread over them and the trust itself."""
    return _Maker(Random(seed)).trust(locations, services)


def small_trust(seed: int) -> Trust:
    """A trust of up to twelve locations and forty services."""
    chance = Random(f"small {seed}")
    locations = chance.choice((0, 0, 1, 1, 2, 3, 5, 9, 12))
    return _Maker(chance).trust(locations, chance.choice((locations, 3, 8, 20, 40)))


@dataclass(frozen=True, slots=True)
class _Maker:
    chance: Random

    def trust(self, locations: int, services: int) -> Trust:
        chance = self.chance
        today = self.day(date(2018, 3, 5), date(2023, 11, 20))
        tempers = {asked: chance.choices([*TEMPERS], (4, 3, 3, 2, 1))[0] for asked in QUESTIONS}
        shares = [chance.choice((1, 3, 8, 20)) for _ in range(locations)]
        homes = Counter(chance.choices(range(-1, locations), [12, *shares], k=services))
        is_single = locations == 1 and chance.random() < 0.6
        well_led = self.rating(chance.choice(("fine", "mixed", "mixed", "bad")))
        kind = "acute_trust" if locations > 12 else self.kind(locations)
        return Trust(
            kinds=(kind, chance.choice(("nhs_trust", "nhs_foundation_trust"))),
            assessed_on=today,
            # What nothing below makes is stated.
            stated={"well_led": well_led, **self.some(QUESTIONS[:-1], tempers, 0.05 if locations or services else 1)},
            departed=self.departed(("overall", *QUESTIONS[:-1]), 0.08) | self.trust_departed(kind),
            locations=tuple(self.location(n, homes[n], tempers, today, is_single) for n in range(locations)),
            services=self.services(homes[-1], tempers, today),
            is_single_hospital=is_single,
            is_doubted=chance.random() < 0.6,
            use_of_resources=self.rating("mixed"),
        )

    def kind(self, locations: int) -> str:
        if locations:
            return self.chance.choice(("acute_trust", "acute_trust", "specialist_acute_trust"))
        return self.chance.choice(("mental_health_trust", "community_trust", "ambulance_trust"))

    def trust_departed(self, kind: str) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        if self.chance.random() < 0.05:
            found["special_measures"] = self.chance.random() < 0.5
        if self.chance.random() < 0.08 and kind == "acute_trust":
            found["combined"] = self.chance.choice(RATINGS)
        return found

    def location(self, n: int, size: int, tempers: Mapping[str, str], today: date, is_single: bool) -> Location:
        # NOTE: what a single hospital is rated for well-led is the trust's, so nothing else is stated of it.
        mine = QUESTIONS[:-1] if is_single else QUESTIONS
        is_stated = not size or self.chance.random() < 0.15
        share = 0.6 if size else 1
        return Location(
            id=f"L{n}",
            stated=self.some(mine, tempers, share) if is_stated else {},
            departed=self.departed(("overall", *mine), 0.02),
            services=self.services(size, tempers, today),
        )

    def services(self, size: int, tempers: Mapping[str, str], today: date) -> tuple[Service, ...]:
        moods = {asked: self.chance.choice(TEMPERS[temper]) for asked, temper in tempers.items()}
        return tuple(self.service(n, moods, today) for n in range(size))

    def service(self, n: int, moods: Mapping[str, str], today: date) -> Service:
        chance = self.chance
        stated = {asked: self.rating(mood) for asked, mood in moods.items()}
        noticed = [asked for asked, mood in moods.items() if mood not in ("great", "fine") or chance.random() < 0.1]
        notices = {asked: self.notices() for asked in noticed if chance.random() < 0.1}
        served = [(asked, one) for asked, group in notices.items() for one in sorted(group)]
        merged = self.merged(today) if chance.random() < 0.1 else None
        return Service(
            id=f"S{n}",
            stated=stated,
            notices=notices,
            waived=self.waived(served),
            departed=self.departed(("overall",), 0.03),
            is_small=chance.random() < 0.05,
            merged_on=merged,
            counts_again=merged is not None and chance.random() < 0.3,
        )

    def waived(self, served: list[tuple[str, str]]) -> frozenset[str]:
        """Notices departed from; one departure is from all of a question that would make it Inadequate."""
        gone = {(asked, one == REQUIREMENT) for asked, one in served if self.chance.random() < 0.3}
        return frozenset(f"{asked}/{one}" for asked, one in served if (asked, one == REQUIREMENT) in gone)

    def notices(self) -> frozenset[str]:
        return frozenset(self.chance.sample((REQUIREMENT, WARNING, CONDITION), self.chance.choice((1, 1, 1, 2))))

    def merged(self, today: date) -> date:
        """A day on either side of two years before, or of the day itself, or any of the last four years."""
        edge = today.replace(year=today.year - 2)
        near = [one + timedelta(days=off) for one in (edge, today) for off in (-1, 0, 1)]
        return self.ordinary(self.chance.choice([*near, self.day(today - timedelta(days=1400), today)]))

    def departed(self, names: tuple[str, ...], share: float) -> dict[str, Answer]:
        return {name: self.chance.choice(RATINGS) for name in names if self.chance.random() < share}

    def some(self, asked: tuple[str, ...], tempers: Mapping[str, str], share: float) -> dict[str, str]:
        moods = {one: self.chance.choice(TEMPERS[tempers[one]]) for one in asked}
        return {one: self.rating(mood) for one, mood in moods.items() if self.chance.random() < share}

    def rating(self, mood: str) -> str:
        *often, unrated = MOODS[mood]
        return self.chance.choices((*RATINGS, self.chance.choice(UNRATED)), (*often, unrated))[0]

    def day(self, first: date, last: date) -> date:
        return self.ordinary(first + timedelta(days=self.chance.randint(0, (last - first).days)))

    def ordinary(self, day: date) -> date:
        """The same day, unless other years lack it."""
        return day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day


def case(trust: Trust, *, is_with_resources: bool) -> dict[str, Any]:
    """A trust as a case. is_with_resources: whether the version knows of use of resources."""
    subject: dict[str, Any] = {
        "level": "trust",
        "kind": list(trust.kinds),
        "single_hospital": trust.is_single_hospital,
        "management_doubted": {"value": trust.is_doubted, "reason": "as seen"},
        "locations": [_location(one) for one in trust.locations],
        "services": [_service(one) for one in trust.services],
    }
    inputs: dict[str, Any] = {"key_question_rating": _said(trust.stated)}
    if is_with_resources and "acute_trust" in trust.kinds:
        inputs["use_of_resources"] = _word(trust.use_of_resources)
    day = trust.assessed_on.isoformat()
    return {
        "subject": subject,
        "assessed_on": day,
        "inputs": inputs,
        "decisions": _departures({n: to for n, to in trust.departed.items() if n != "combined" or is_with_resources}),
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "id": location.id,
        "key_question_rating": _said(location.stated),
        "decisions": _departures(location.departed),
        "services": [_service(one) for one in location.services],
    }


def _service(service: Service) -> dict[str, Any]:
    waived = {(one.split("/")[0], one.endswith(REQUIREMENT)) for one in service.waived}
    told: dict[str, Any] = {
        "id": service.id,
        "key_question_rating": _said(service.stated),
        "notice": {asked: sorted(group) for asked, group in service.notices.items()},
        "decisions": [
            *_departures(service.departed),
            *(_decision("breach" if limits else "serious_breach", of=asked) for asked, limits in sorted(waived)),
        ],
    }
    if service.is_small:
        told["significantly_small"] = {"value": True, "reason": "two beds"}
    if service.merged_on is not None:
        told["merged_on"] = service.merged_on.isoformat()
    if service.counts_again:
        told["counts_again"] = {"value": True, "reason": "it was inspected again"}
    return told


def _departures(departed: Mapping[str, Answer]) -> list[dict[str, Any]]:
    return [
        _decision("key_question", of=name, to=to) if name in QUESTIONS else _decision(name, to=to)
        for name, to in departed.items()
    ]


def _decision(rule: str, **more: Any) -> dict[str, Any]:
    return {"rule": rule, **more, **ROLE, "on": "2018-03-01"}


def _said(stated: Mapping[str, str]) -> dict[str, str]:
    return {asked: _word(one) for asked, one in stated.items()}


def _word(rating: str) -> str:
    return LABELS.get(rating, rating)
