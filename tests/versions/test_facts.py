"""How well each fact is known, the rules that state it, and the assumption or source that says so.

Marks are those of the collection of facts that the frameworks were written from: V read in a primary page,
V2 in a secondary source, E inferred from published cases, R recalled, O open (nobody here has read it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from wellled_rules import load
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.syntax.ast.clauses import RestsOn
from wellled_rules.syntax.ast.module import Declaration
from wellled_rules.syntax.parser import parse
from wellled_rules.text.source import SourceFile

ROOT = Path(__file__).resolve().parents[2]
BASES: Mapping[str, tuple[str, ...]] = {
    "kloe@2017-06": ("kloe@2017-06",),
    "kloe@2018-03": ("kloe@2018-03", "kloe@2017-06"),
    "saf@2023-11": ("saf@2023-11",),
    "saf@2024-12": ("saf@2024-12", "saf@2023-11"),
    "saf-local-authority@2024-12": ("saf-local-authority@2024-12",),
    "monitor-well-led@2014-05": ("monitor-well-led@2014-05",),
    "developmental-review@2017-06": ("developmental-review@2017-06",),
    "well-led-draft@2026-03": ("well-led-draft@2026-03",),
    "oversight@2025-06": ("oversight@2025-06",),
    "fhrs@2022-10": ("fhrs@2022-10",),
    "epc@2020-09": ("epc@2020-09",),
    "nc-confinement@1978-01": ("nc-confinement@1978-01",),
}
BOTH = ("saf@2023-11", "saf@2024-12")
FIRST = ("saf@2023-11",)
SECOND = ("saf@2024-12",)
KLOE_FIRST = ("kloe@2017-06",)
KLOE_SECOND = ("kloe@2018-03",)
KLOE = KLOE_FIRST + KLOE_SECOND
AUTHORITY = ("saf-local-authority@2024-12",)
MONITOR = ("monitor-well-led@2014-05",)
REVIEW = ("developmental-review@2017-06",)
REVIEWS = MONITOR + REVIEW
DRAFT = ("well-led-draft@2026-03",)
OVERSIGHT = ("oversight@2025-06",)
FOOD = ("fhrs@2022-10",)
ENERGY = ("epc@2020-09",)
CONFINEMENT = ("nc-confinement@1978-01",)
BASIS = {"R": {"recalled"}, "E": {"inferred"}, "O": {"not_found"}, "E/O": {"inferred", "not_found"}}


@dataclass(frozen=True)
class Fact:
    """One fact that was not read: its mark, the versions that use it, and the rules that rest on `assumption`."""

    says: str
    mark: str
    versions: tuple[str, ...]
    rules: tuple[str, ...]
    assumption: str


FACTS = (
    Fact("the framework began on 21 November 2023", "R", FIRST, ("service",), "first_day"),
    Fact("1.9 in force for trusts from April 2024, no day", "E", FIRST, ("trust",), "first_day_for_trusts"),
    Fact("1.1 which theme a statement belongs to", "O", BOTH, ("quality_statement",), "theme_of_statement"),
    Fact("1.2 the categories that a statement needs", "R", FIRST, ("evidence_score",), "category_lists"),
    Fact("1.6 what stands for a score not assessed", "E/O", FIRST, ("evidence_score",), "unassessed_waits"),
    Fact("1.6 what stands for a score not assessed", "E/O", SECOND, ("statement_score",), "unassessed_waits"),
    Fact("1.6 whether a rating or a score is carried", "E/O", FIRST, ("carried_score",), "rating_or_score_carried"),
    Fact("1.6 whether a rating or a score is carried", "E/O", SECOND, ("statement_score",), "rating_or_score_carried"),
    Fact("1.10 what does not apply is in no total", "O", FIRST, ("evidence_score",), "nothing_to_judge"),
    Fact("1.10 what does not apply is in no total", "O", SECOND, ("statement_score",), "nothing_to_judge"),
    Fact("1.10 what does not apply is not covered", "O", BOTH, ("all_eight",), "nothing_to_judge"),
    Fact("1.10 enforcement and section 29A", "O", BOTH, ("well_led",), "no_enforcement"),
    Fact("1.4 equal weights, read for local authorities", "E", FIRST, ("category_weight",), "equal_weights"),
    Fact("1.4 equal weights, read for local authorities", "E", BOTH, ("statement_weight",), "equal_weights"),
    Fact("1.5 rounding of a statement", "E/O", FIRST, ("whole_statement_percentage",), "rule_for_halves"),
    Fact("1.5 rounding of a key question", "E/O", BOTH, ("well_led_band.whole_percentage",), "rule_for_halves"),
    Fact(
        "1.4 the same stages from December 2024",
        "E",
        SECOND,
        (
            "statement_weight",
            "well_led_percentage",
            "well_led_range",
            "well_led",
            "short_of_outstanding",
            "significant_shortfall",
        ),
        "stages_unchanged",
    ),
    Fact("1.7 the words of the upper limit", "R", BOTH, ("short_of_outstanding",), "outstanding_limit_text"),
    Fact("1.7 the whole of the lower limit", "R", BOTH, ("significant_shortfall",), "good_limit_text"),
    Fact("1.7 one limit after the other", "O", BOTH, ("significant_shortfall",), "limits_follow_on"),
    Fact("1.9 the method of moderation", "O", BOTH, ("trust_moderation",), "moderation_method"),
    Fact("1.9 how far moderation reaches", "O", BOTH, ("trust_moderation",), "moderation_reach"),
    Fact("0 what the single rating takes in", "O", BOTH, ("trust_rating",), "what_is_rated"),
    Fact(
        "1.8 the same principles as before", "R", BOTH, ("key_question", "overall", "five_ratings"), "same_principles"
    ),
    Fact(
        "1.8 how services make a location",
        "O",
        BOTH,
        ("key_question", "service_ratings", "services_recorded", "is_combined"),
        "services_make_locations",
    ),
    Fact("3.4 exactly one Inadequate", "O", BOTH, ("key_question", "overall"), "rating_for_few_inadequate"),
    Fact("1.10 labels that are no ratings", "O", BOTH, ("service_ratings", "five_ratings"), "unrated_left_out"),
    Fact("3.4 what a significantly small service counts", "O", BOTH, ("is_combined",), "small_left_out"),
    Fact("1.8 that small services are told apart", "R", BOTH, ("significantly_small",), "same_principles"),
    Fact("1.8 who departs", "O", BOTH, ("key_question", "overall"), "who_departs"),
    Fact("1.10 enforcement, on the other key questions", "O", BOTH, ("key_question",), "no_enforcement"),
    Fact(
        "3.4 Requires improvement, outside 4 to 8",
        "R",
        BOTH,
        ("from_five.improvement_needed", "from_services.improvement_needed"),
        "cqc.principles.improvement_numbers",
    ),
    Fact(
        "3.4 Inadequate, but for five and six",
        "R",
        BOTH,
        ("from_five.inadequate_needed", "from_services.inadequate_needed"),
        "cqc.principles.inadequate_numbers",
    ),
    Fact(
        "0 kinds of assessment",
        "E",
        BOTH,
        ("assessment_kind", "kind_of_assessment", "follow_up_follows"),
        "kinds_of_assessment",
    ),
    Fact("0 services first, in every kind", "E", BOTH, ("services_first",), "services_come_first"),
    Fact(
        "1.2 the window of the evidence",
        "O",
        BOTH,
        ("window_opens_on", "window_closes_on", "not_too_old", "not_too_new"),
        "window_is_stated",
    ),
    Fact("1.2 the categories that a statement needs", "R", FIRST, ("all_categories",), "category_lists"),
    Fact("3 June 2017, no day", "E", KLOE_FIRST, ("framework",), "first_day"),
    Fact("3 the last day", "E", KLOE_SECOND, ("framework",), "end_of_framework"),
    Fact("3.4 exactly one Inadequate", "E/O", KLOE, ("key_question", "overall"), "rating_for_few_inadequate"),
    Fact("3.4 trusts of which no kind is said", "E", KLOE_SECOND, ("resources_rated",), "acute_where_unsaid"),
    Fact("3.4 exactly one Inadequate of six", "E/O", KLOE_SECOND, ("combined",), "rating_for_few_inadequate"),
    Fact(
        "3.4 Requires improvement, outside 4 to 8",
        "R",
        KLOE,
        ("from_five.improvement_needed", "from_services.improvement_needed", "from_below.improvement_needed"),
        "cqc.principles.improvement_numbers",
    ),
    Fact(
        "3.4 Inadequate, but for five and six",
        "R",
        KLOE,
        ("from_five.inadequate_needed", "from_services.inadequate_needed", "from_below.inadequate_needed"),
        "cqc.principles.inadequate_numbers",
    ),
    Fact(
        "1.10 labels that are no ratings",
        "O",
        KLOE,
        ("five_ratings", "service_ratings", "ratings_below"),
        "unrated_left_out",
    ),
    Fact("1.10 labels that are no ratings", "O", KLOE_SECOND, ("six_ratings",), "unrated_left_out"),
    Fact("3.4 what a significantly small service counts", "O", KLOE, ("is_combined",), "small_left_out"),
    Fact("3.5 services beside locations", "O", KLOE, ("ratings_below",), "services_beside_locations"),
    Fact("3.5 complex providers", "O", KLOE, ("complex_provider", "key_question"), "complex_by_judgement"),
    Fact("3.5 one hospital, and a departure", "O", KLOE, ("key_question",), "one_departure_each"),
    Fact("3.3 not automatically upward", "E", KLOE, ("breach", "serious_breach"), "notices_at_services"),
    Fact("3.3 a notice where nothing is rated", "O", KLOE, ("breach", "serious_breach"), "notices_without_rating"),
    Fact(
        "3.5 who departs",
        "O",
        KLOE,
        ("breach", "serious_breach", "key_question", "overall", "special_measures"),
        "who_departs",
    ),
    Fact("3.5 who departs", "O", KLOE_SECOND, ("combined",), "who_departs"),
    Fact("3.2 the method, in a page without its title", "E", KLOE, ("enquiry_judgement",), "method_read"),
    Fact("3.1 prompts of W1 and W5", "O", KLOE, ("cqc.enquiries.enquiry",), "cqc.enquiries.prompts_known"),
    Fact(
        "3.2 characteristics not on record",
        "O",
        KLOE,
        ("cqc.enquiries.enquiry",),
        "cqc.enquiries.characteristics_known",
    ),
    Fact("1.4 the day for local authorities", "E", AUTHORITY, ("local_authority",), "first_day"),
    Fact("1.4 the same stages with one score", "E", AUTHORITY, ("overall_percentage", "overall"), "stages_unchanged"),
    Fact("1.6 what stands for a score not assessed", "O", AUTHORITY, ("statement_score",), "unassessed_waits"),
    Fact("1.10 what does not apply is in no total", "O", AUTHORITY, ("statement_score",), "nothing_to_judge"),
    Fact("1.5 rounding of an overall rating", "E/O", AUTHORITY, ("overall_band.whole_percentage",), "rule_for_halves"),
    Fact("1.7 limits for local authorities", "O", AUTHORITY, ("overall",), "no_limits"),
    Fact("3.6 from May 2014 until June 2017, no day", "E", MONITOR, ("trust",), "period"),
    Fact("3.6 what the update of April 2015 changed", "O", MONITOR, ("trust",), "update_of_2015"),
    Fact(
        "3.6 the words of questions and domains",
        "O",
        MONITOR,
        ("domain", "question", "domain_of_question", "own_judgement", "team_judgement"),
        "questions_unnamed",
    ),
    Fact("3.6 from which day the three years run", "E", MONITOR, ("comply_or_explain",), "three_years_apart"),
    Fact("3.6 four colours", "R", REVIEWS, ("judgements.compared",), "reviews.colours.four_colours"),
    Fact("3.6 two ambers", "R", MONITOR, ("judgements.compared",), "ambers_are_one"),
    Fact("3.6 how many colours in 2017", "O", REVIEW, ("judgements.compared",), "ambers_are_one"),
    Fact("3.6 what the colours of 2017 mean", "O", REVIEW, ("own_judgement", "team_judgement"), "colours_of_2017"),
    Fact("3.6 two judges, each with a colour", "E", REVIEWS, ("own_judgement", "team_judgement"), "two_judges"),
    Fact("3.6 no colour for the whole", "O", REVIEWS, ("stage", "differences"), "no_colour_for_all"),
    Fact("3.6 the order of the stages", "E", REVIEWS, ("stage", "review_stage"), "order_of_stages"),
    Fact("3.6 June 2017, no day", "E", REVIEW, ("framework",), "first_day"),
    Fact("3.6 peers judge with the team", "E", REVIEW, ("peer_judgement", "peers_apart"), "peers_judge_apart"),
    Fact("0 what lies outside the scope", "E", REVIEW, ("own_view", "team_view", "kept_to_scope"), "outside_the_scope"),
    Fact("3.6 the report goes to the board", "R", REVIEW, ("reported_on", "board_has_report"), "report_to_board"),
    Fact("3.6 sixty days", "R", REVIEW, ("material_issues", "issues_told", "days_run_from"), "sixty_days"),
    Fact("3.6 from which day they run", "O", REVIEW, ("issues_told", "days_run_from"), "days_run_from_board"),
    Fact("3.6 every three to five years", "R", REVIEW, ("previous_review_on", "in_time"), "three_to_five_years"),
    Fact(
        "3.1 prompts of W1 and W5",
        "O",
        REVIEW,
        ("cqc.enquiries.enquiry", "own_judgement", "team_judgement"),
        "cqc.enquiries.prompts_known",
    ),
    Fact(
        "3.2 characteristics not on record",
        "O",
        REVIEW,
        ("cqc.enquiries.enquiry", "own_judgement", "team_judgement"),
        "cqc.enquiries.characteristics_known",
    ),
    Fact("2 issued for consultation, no day in force", "E", DRAFT, ("trust", "service"), "not_yet_in_force"),
    Fact("2 the words of the draft for hospitals", "O", DRAFT, ("trust", "enquiry"), "lines_for_trusts"),
    Fact("2 the rating characteristics", "O", DRAFT, ("enquiry", "enquiry_judgement"), "characteristics_unread"),
    Fact("2 judged at the key question alone", "E", DRAFT, ("enquiry_judgement", "well_led"), "lines_unrated"),
    Fact("2 who judges", "O", DRAFT, ("enquiry_judgement", "well_led_judgement"), "judges_unnamed"),
    Fact("1.10 labels that are no ratings", "O", DRAFT, ("well_led_judgement",), "unrated_stays"),
    Fact("2 moderation and enforcement", "O", DRAFT, ("well_led",), "nothing_after"),
    Fact("2 what the single rating is", "E", DRAFT, ("trust_rating",), "trust_rated_by_well_led"),
    Fact("4 when other rules come into force", "O", OVERSIGHT, ("trust",), "no_last_day"),
    Fact("4 the metrics", "O", OVERSIGHT, ("metric", "metric_score", "metric_scores"), "metrics_open"),
    Fact("4 averaged; no weights", "E", OVERSIGHT, ("metric_scores", "average_score"), "scores_count_alike"),
    Fact("4 whether the average is rounded", "O", OVERSIGHT, ("segment_by_average",), "average_unrounded"),
    Fact(
        "4 the ends of segments",
        "O",
        OVERSIGHT,
        ("segment_1_ends", "segment_2_ends", "segment_3_ends", "segment_by_average", "ends_in_order"),
        "ends_are_stated",
    ),
    Fact("4 an average on an end", "O", OVERSIGHT, ("segment_by_average",), "end_is_within"),
    Fact("4 no better than 3 in deficit", "R", OVERSIGHT, ("financial_override",), "override_text"),
    Fact("4 what a deficit is", "O", OVERSIGHT, ("in_deficit", "financial_override"), "what_a_deficit_is"),
    Fact(
        "4 segment 5, whatever the average",
        "E",
        OVERSIGHT,
        ("in_improvement_programme", "improvement_programme"),
        "programme_is_five",
    ),
    Fact("4 other adjustments", "O", OVERSIGHT, ("segment",), "nothing_else_adjusts"),
    Fact("4 since when the table holds", "E", FOOD, ("establishment",), "day_of_the_page"),
    Fact("4 what follows a limit", "E", FOOD, ("over_5", "over_10", "over_15", "over_20"), "down_to_the_limit"),
    Fact("4 an area without a score", "O", FOOD, ("hygiene", "structure", "confidence"), "all_three_wait"),
    Fact(
        "4 since when the bands hold",
        "E",
        ENERGY,
        ("dwelling", "current_band", "potential_band"),
        "day_of_the_register",
    ),
    Fact("4 under the first band", "E", ENERGY, ("energy_band",), "under_one"),
    Fact("4 whether the rule was amended since", "E", CONFINEMENT, ("facility",), "not_amended_since"),
    Fact("4 which class where two fit", "E", CONFINEMENT, ("grave_item", "danger", "uncorrected"), "worse_holds"),
    Fact(
        "4 what nobody mentions",
        "E",
        CONFINEMENT,
        ("dangerous", "left_uncorrected", "construction"),
        "said_where_found",
    ),
)

CASES = [(fact, version, rule) for fact in FACTS for version in fact.versions for rule in fact.rules]


@cache
def declared(version: str) -> Mapping[str, Declaration]:
    """Declarations by name, an amendment's before those of its base."""
    found: dict[str, Declaration] = {}
    for one in BASES[version]:
        for path in sorted((ROOT / "versions" / one.replace("@", "-")).glob("*.wlr")):
            module, report = parse(SourceFile(path.name, path.read_text(encoding="utf-8")))
            assert not report.has_errors
            for item in module.items:
                if isinstance(item, Declaration):
                    found.setdefault(item.name.text, item)
    return found


def rests_on(version: str, rule: str) -> set[str]:
    """Assumptions that a declaration or the header names, here or in a module, or that its own steps read."""
    item, graph = declared(version).get(rule), load(version).graph
    named = () if item is None else item.clauses
    said = {name.text for clause in named if isinstance(clause, RestsOn) for name in clause.names}
    by_rule = {name for one in graph.rules.values() if one.name == rule for name in one.rests_on}
    of_set = graph.sets[rule].rests_on if rule in graph.sets else ()
    of_header = graph.heading.rests_on if rule == "framework" and graph.heading is not None else ()
    return said.union(by_rule, of_set, of_header, read_by(graph, rule))


def read_by(graph: DeterminationGraph, rule: str) -> Iterator[str]:
    for node in graph.nodes.values():
        if node.rule.partition(":")[2] == rule:
            for used in operands(node):
                name = used.partition(":")[2].partition("#")[0]
                if name in graph.assumptions:
                    yield name


@pytest.mark.parametrize(("fact", "version", "rule"), CASES, ids=lambda one: getattr(one, "says", one))
def test_a_fact_that_was_not_read_rests_on_its_assumption(fact: Fact, version: str, rule: str) -> None:
    assumption = load(version).graph.assumptions[fact.assumption]

    assert fact.assumption in rests_on(version, rule)
    assert assumption.basis in BASIS[fact.mark]
    assert assumption.basis_text


@pytest.mark.parametrize("version", BASES)
def test_every_assumption_is_in_the_table(version: str) -> None:
    listed = {fact.assumption for fact in FACTS if version in fact.versions}

    assert set(load(version).graph.assumptions) == listed


@pytest.mark.parametrize("version", BASES)
def test_every_rule_says_where_it_comes_from(version: str) -> None:
    silent = [
        rule.id
        for rule in load(version).graph.rules.values()
        if rule.kind not in ("assumption", "covers", "shows")
        and not rule.cites
        and not rule.rests_on
        # The day of the assessment comes with every case, and no framework declares it.
        and rule.name != "assessed_on"
    ]

    assert silent == []
