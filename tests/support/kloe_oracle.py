"""How the old framework rates a trust, by brute force and from its published principles alone.

Shares nothing with the engine or with the rule text: ratings are words, and every principle is counted out. It is for
comparing, over trusts that `support.kloe_cases` makes.

The principles, as published for NHS trusts: all ratings weigh the same; Outstanding asks for one, two or three of them
(of up to three, of four to eight, of nine or more) and for Good at least in the rest; the same numbers limit to
Requires improvement and make Inadequate. A requirement notice limits the question of the service that it is about, a
warning notice or a condition of registration makes it Inadequate; each may be departed from. Well-led of a trust is
judged, and its single hospital has the same. Of six ratings with use of resources, three limit and two make Inadequate.

What the principles leave open is as the framework assumes it: too few Inadequate to decide make Requires improvement;
what has no rating is left out; so is a service that is significantly small, and a merged one for two years unless it
was decided that it counts again; a warning notice makes Inadequate also what was not rated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import product
from typing import TypeAlias

QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
RATINGS = ("inadequate", "requires_improvement", "good", "outstanding")
INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = RATINGS
UNRATED = ("not_rated", "inspected_not_rated", "no_published_rating", "insufficient", "under_appeal")
NOT_RATED, NOT_APPLICABLE, UNDETERMINED = "not_rated", "not_applicable", "undetermined"
REQUIREMENT, WARNING, CONDITION = "requirement_notice", "warning_notice", "registration_condition"

Answer: TypeAlias = "str | bool"
"""A rating or what stands in its place; yes or no."""

Path: TypeAlias = "tuple[str, ...]"
"""Ids from the trust, which has none, downwards."""

Outcomes: TypeAlias = "dict[tuple[Path, str, str], Answer]"
"""By subject, name of the outcome, and question, where it has one."""


class Row(Enum):
    """What decided where ratings were combined."""

    NOTHING = "nothing is rated"
    INADEQUATE = "enough are Inadequate"
    FEW_INADEQUATE = "some are Inadequate, and too few"
    LIMITED = "enough are Requires improvement or worse"
    OUTSTANDING = "enough are Outstanding, the rest Good or better"
    HELD_BACK = "enough are Outstanding, and the rest are not all Good"
    GOOD = "none of these"


GIVES = {
    Row.NOTHING: NOT_RATED,
    Row.INADEQUATE: INADEQUATE,
    Row.FEW_INADEQUATE: REQUIRES_IMPROVEMENT,
    Row.LIMITED: REQUIRES_IMPROVEMENT,
    Row.OUTSTANDING: OUTSTANDING,
    Row.HELD_BACK: GOOD,
    Row.GOOD: GOOD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service. stated, notices: by question. waived: notices departed from, as `question/notice`.

    departed: `overall`, and the rating in place of that of the principles.
    """

    id: str
    stated: Mapping[str, str]
    notices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()
    departed: Mapping[str, Answer] = field(default_factory=dict)
    is_small: bool = False
    merged_on: date | None = None
    counts_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A location. stated: of some questions. departed: by question, or `overall`."""

    id: str
    stated: Mapping[str, str] = field(default_factory=dict)
    departed: Mapping[str, Answer] = field(default_factory=dict)
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A trust. stated: well-led, and some of the other questions. services: those in no location.

    departed: by question other than well-led, which is judged, or by outcome.
    """

    kinds: tuple[str, ...]
    stated: Mapping[str, str]
    assessed_on: date
    departed: Mapping[str, Answer] = field(default_factory=dict)
    locations: tuple[Location, ...] = ()
    services: tuple[Service, ...] = ()
    is_single_hospital: bool = False
    is_doubted: bool = False
    use_of_resources: str = NOT_RATED


def needed(count: int) -> int:
    """How many of `count` ratings decide."""
    if count <= 3:
        return 1
    return 2 if count <= 8 else 3


def row(rated: list[str], limiting: int, deciding: int) -> Row:
    """Which principle speaks for some ratings, of which it takes so many to limit, and to be one or the other end."""
    inadequate = rated.count(INADEQUATE)
    wanting = inadequate + rated.count(REQUIRES_IMPROVEMENT)
    is_great = rated.count(OUTSTANDING) >= deciding
    if not rated:
        return Row.NOTHING
    if inadequate >= deciding:
        return Row.INADEQUATE
    if inadequate:
        return Row.FEW_INADEQUATE
    if wanting >= limiting:
        return Row.LIMITED
    if is_great:
        return Row.HELD_BACK if wanting else Row.OUTSTANDING
    return Row.GOOD


@dataclass(frozen=True, slots=True)
class Oracle:
    """Works out one trust. seen: what decided, by what was combined and how many of it were rated."""

    trust: Trust
    is_with_resources: bool
    seen: Counter[tuple[str, int, Row]] = field(default_factory=Counter)

    def outcomes(self) -> Outcomes:
        """Every outcome of every subject that the published principles name."""
        found: Outcomes = {}
        for service in self.trust.services:
            self.tell_service(found, (service.id,), service)
        for location in self.trust.locations:
            self.tell(found, (location.id,), lambda asked, one=location: self.of_location(one, asked))
            self.tell_overall(found, (location.id,), "location", location.departed)
            for asked in QUESTIONS:
                found[(location.id,), "is_recorded", asked] = asked in location.stated or bool(location.services)
            for service in location.services:
                self.tell_service(found, (location.id, service.id), service)
        self.tell(found, (), self.of_trust)
        self.tell_overall(found, (), "trust", self.trust.departed)
        five = [str(found[(), "key_question", asked]) for asked in QUESTIONS]
        found[(), "special_measures", ""] = self.departed("special_measures", self.special_measures(five))
        if self.is_with_resources:
            is_rated = "acute_trust" in self.trust.kinds
            found[(), "resources_rated", ""] = is_rated
            # Judged, and told as it was judged, of the trusts for which it is assessed.
            found[(), "use_of_resources", ""] = self.trust.use_of_resources if is_rated else NOT_APPLICABLE
            found[(), "combined", ""] = self.departed("combined", self.combined(five))
        return found

    def tell(self, found: Outcomes, path: Path, rate: Callable[[str], str]) -> None:
        for asked in QUESTIONS:
            found[path, "key_question", asked] = rate(asked)
        found[path, "well_led", ""] = found[path, "key_question", "well_led"]

    def tell_overall(self, found: Outcomes, path: Path, what: str, departed: Mapping[str, Answer]) -> None:
        five = [str(found[path, "key_question", asked]) for asked in QUESTIONS]
        found[path, "overall", ""] = departed.get("overall") or self.combine(f"{what}, overall", five)

    def tell_service(self, found: Outcomes, path: Path, service: Service) -> None:
        self.tell(found, path, lambda asked: self.of_service(service, asked))
        self.tell_overall(found, path, "service", service.departed)
        found[path, "is_combined", ""] = self.is_combined(service)

    def of_trust(self, asked: str) -> str:
        trust = self.trust
        if asked in trust.departed:
            return str(trust.departed[asked])
        if asked == "well_led" or asked in trust.stated:
            return trust.stated[asked]
        below = [self.of_location(location, asked) for location in trust.locations]
        return self.combine("trust", [*below, *self.of_services(trust.services, asked)])

    def of_location(self, location: Location, asked: str) -> str:
        if asked in location.departed:
            return str(location.departed[asked])
        if asked in location.stated:
            return location.stated[asked]
        if asked == "well_led" and self.trust.is_single_hospital:
            return self.of_trust(asked)
        return self.combine("location", self.of_services(location.services, asked))

    def of_services(self, services: Iterable[Service], asked: str) -> list[str]:
        return [self.of_service(service, asked) for service in services if self.is_combined(service)]

    def of_service(self, service: Service, asked: str) -> str:
        stated = service.stated[asked]
        served = {one for one in service.notices.get(asked, ()) if f"{asked}/{one}" not in service.waived}
        if WARNING in served or CONDITION in served:
            return INADEQUATE
        if REQUIREMENT in served and stated in (GOOD, OUTSTANDING):
            return REQUIRES_IMPROVEMENT
        return stated

    def is_combined(self, service: Service) -> bool:
        if service.is_small:
            return False
        merged, today = service.merged_on, self.trust.assessed_on
        if merged is None or service.counts_again or merged > today:
            return True
        return today > merged.replace(year=merged.year + 2)

    def combine(self, what: str, ratings: Iterable[str]) -> str:
        rated = [one for one in ratings if one in RATINGS]
        decided = row(rated, needed(len(rated)), needed(len(rated)))
        self.seen[what, len(rated), decided] += 1
        return GIVES[decided]

    def combined(self, five: list[str]) -> Answer:
        """The rating with use of resources, of acute trusts that are not specialist."""
        if "acute_trust" not in self.trust.kinds:
            return NOT_APPLICABLE
        six = [one for one in (*five, self.trust.use_of_resources) if one in RATINGS]
        decided = row(six, 3, 2)
        self.seen["combined", len(six), decided] += 1
        return GIVES[decided]

    def special_measures(self, five: list[str]) -> Answer:
        """Two of the five Inadequate, one of them well-led, and the management in doubt; what is unrated may be any."""
        ways = product(*([one] if one in RATINGS else RATINGS for one in five))
        found = {
            self.trust.is_doubted and one.count(INADEQUATE) >= 2 and one[QUESTIONS.index("well_led")] == INADEQUATE
            for one in ways
        }
        return UNDETERMINED if len(found) > 1 else found.pop()

    def departed(self, name: str, answer: Answer) -> Answer:
        return self.trust.departed.get(name, answer)
