"""How the old framework rates a trust, by brute force and from its published principles alone.

Shares nothing with the engine or with the rule text: ratings are words, and every principle is counted out. It is for
comparing, over trusts that `support.kloe_cases` makes.

The principles, as published for NHS trusts: all ratings weigh the same; Outstanding asks for one, two or three of them
(of up to three, of four to eight, of nine or more) and for Good at least in the rest; the same numbers limit to
Requires improvement and make Inadequate. A requirement notice limits the question of the service that it is about, a
warning notice or a condition of registration makes it Inadequate; each may be departed from. Well-led of a trust is
judged, and its one hospital has the same.

What the principles leave open, as the framework assumes it: too few Inadequate to decide leave Requires improvement;
what has no rating is left out; so is a service that is significantly small, and a merged one for two years unless it
was decided that it counts again; of six ratings, as many as there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = RATINGS = (
    "inadequate",
    "requires_improvement",
    "good",
    "outstanding",
)
REQUIREMENT, WARNING, CONDITION = NOTICES = ("requirement_notice", "warning_notice", "registration_condition")
SERIOUS = {WARNING, CONDITION}
NOT_RATED, NOT_APPLICABLE = "not_rated", "not_applicable"

type Answer = str | bool
"""A rating, what stands in its place, or yes or no."""
type Outcomes = dict[tuple[tuple[str, ...], str, str], Answer]
"""By the ids of a subject from the top, the outcome, and its question or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A subject at any level: what is stated of its questions, and what was departed from.

    stated: a rating, or what stands in place of one.
    departed: by question, or `overall`, what it was departed to.
    """

    id: str
    stated: Mapping[str, str] = field(default_factory=dict)
    departed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Judged):
    """A service, with the notices about its questions, and those that were decided not to count."""

    notices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    waived: Mapping[str, frozenset[str]] = field(default_factory=dict)
    small: bool = False
    merged: date | None = None
    counts_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Judged):
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust(Judged):
    """A trust; `services` are those directly in it, and its stated `well_led` is the judgement of the trust."""

    kind: str
    locations: tuple[Location, ...] = ()
    services: tuple[Service, ...] = ()
    use_of_resources: str | None = None
    management_in_doubt: bool = False


def needed(count: int) -> int:
    """How many of `count` ratings decide."""
    if count <= 3:
        return 1
    return 2 if count <= 8 else 3


def combine(ratings: Iterable[str], *, limiting: int | None = None, deciding: int | None = None) -> str:
    """The rating of many; of those that are ratings, with the published numbers unless others are given."""
    rated = [rating for rating in ratings if rating in RATINGS]
    if not rated:
        return NOT_RATED
    decide = deciding or needed(len(rated))
    inadequate = rated.count(INADEQUATE)
    wanting = inadequate + rated.count(REQUIRES_IMPROVEMENT)
    if inadequate >= decide:
        return INADEQUATE
    if inadequate or wanting >= (limiting or decide):
        return REQUIRES_IMPROVEMENT
    if rated.count(OUTSTANDING) >= decide and not wanting:
        return OUTSTANDING
    return GOOD


def outcomes(trust: Trust, assessed: date, *, is_combined: bool) -> Outcomes:
    """Every outcome of every subject; `is_combined` in versions that have the rating with use of resources."""
    return _Rated(trust, assessed).outcomes(is_combined=is_combined)


class _Rated:
    def __init__(self, trust: Trust, assessed: date) -> None:
        self.trust = trust
        self.assessed = assessed

    def outcomes(self, *, is_combined: bool) -> Outcomes:
        trust = self.trust
        answers: Outcomes = {}
        for service in trust.services:
            self._tell(answers, (service.id,), service, self.of_service)
        for location in trust.locations:
            self._tell(answers, (location.id,), location, self.of_location)
            for service in location.services:
                self._tell(answers, (location.id, service.id), service, self.of_service)
        self._tell(answers, (), trust, self.of_trust)
        five = [self.of_trust(trust, question) for question in QUESTIONS]
        answers[(), "special_measures", ""] = (
            five.count(INADEQUATE) >= 2 and five[-1] == INADEQUATE and trust.management_in_doubt
        )
        if is_combined:
            resources = trust.use_of_resources or NOT_RATED
            is_asked = trust.kind == "acute_trust"
            answers[(), "use_of_resources", ""] = resources if is_asked else NOT_APPLICABLE
            six = combine([*five, resources], limiting=3, deciding=2)
            answers[(), "combined", ""] = six if is_asked else NOT_APPLICABLE
        return answers

    def _tell(self, answers: Outcomes, path: tuple[str, ...], subject, rate) -> None:
        rated = {question: rate(subject, question) for question in QUESTIONS}
        for question, rating in rated.items():
            answers[path, "key_question", question] = rating
        answers[path, "well_led", ""] = rated["well_led"]
        answers[path, "overall", ""] = subject.departed.get("overall") or combine(rated.values())

    def of_trust(self, trust: Trust, question: str) -> str:
        if question in trust.departed:
            return trust.departed[question]
        if question == "well_led" or question in trust.stated:
            return trust.stated[question]
        below = [self.of_location(location, question) for location in trust.locations]
        return combine(below + self._counted(trust.services, question))

    def of_location(self, location: Location, question: str) -> str:
        if question in location.departed:
            return location.departed[question]
        if question == "well_led" and len(self.trust.locations) == 1:
            return self.of_trust(self.trust, question)
        if question in location.stated:
            return location.stated[question]
        return combine(self._counted(location.services, question))

    def of_service(self, service: Service, question: str) -> str:
        if question in service.departed:
            return service.departed[question]
        stated = service.stated[question]
        notices = service.notices.get(question, frozenset()) - service.waived.get(question, frozenset())
        if stated not in RATINGS:
            return stated
        if notices & SERIOUS:
            return INADEQUATE
        if REQUIREMENT in notices and stated in (GOOD, OUTSTANDING):
            return REQUIRES_IMPROVEMENT
        return stated

    def _counted(self, services: Iterable[Service], question: str) -> list[str]:
        return [
            self.of_service(service, question)
            for service in services
            if not service.small and not self._is_freshly_merged(service)
        ]

    def _is_freshly_merged(self, service: Service) -> bool:
        if service.merged is None or service.counts_again:
            return False
        return self.assessed <= service.merged.replace(year=service.merged.year + 2)
