"""Every source that the frameworks cite, and how it was read.

Marks are those of the collection of facts that the frameworks were written from: V a primary page, V2 a secondary one.
"""

from __future__ import annotations

from wellled_rules import frameworks, load

# Every source that a real framework cites: its title, and the mark with which it was read.
SOURCES = {
    "How we reach a rating (for assessments before December 2024)": "V",
    "How we reach a rating": "V",
    "how-we-determine-ratings": "V",
    "Single assessment framework, well-led pages": "V",
    "evidence-categories-sector-groups": "V",
    "Adapting our approach to trust-level assessments of the well-led key question in NHS trusts": "V",
    "News, 1 March 2024: the new approach": "V",
    "News, 9 April 2024: full guidance published": "V",
    "Well-led framework": "V",
    "NHS Oversight Framework, manuals": "V",
    "Local authority assessment reports, in a third-party table": "V2",
    "Unravelling (an article; secondary)": "V2",
    "An article on the change of 2 December 2024 (secondary)": "V2",
    "An article that names limits (secondary)": "V2",
    "An article of 4 June 2024 (secondary)": "V2",
    "Pages on assessments of single services": "V",
    "Ratings": "V",
    "Ratings principles: NHS trusts": "V",
    "Levels of ratings: NHS trusts": "V",
    "Ratings of adult social care services": "V",
    "An article on ratings of trusts (secondary)": "V2",
    "A report on ratings of trusts (secondary)": "V2",
    "A report on a trust with four breaches, of 2019 (secondary)": "V2",
    "An article on use of resources and combined ratings (secondary)": "V2",
    "An article on combined ratings (secondary)": "V2",
    "An article that quotes the regulator on overall ratings (secondary)": "V2",
    "An article of 4 July 2024 (secondary)": "V2",
    "Accounts of Monitor's framework of May 2014, updated in April 2015 (secondary)": "V2",
    "Initial response to the public consultation: Better regulation, better care": "V",
    "Draft assessment framework for adult social care, version 9": "V",
    "Changes to the CQC assessment framework (an article; secondary)": "V2",
    "Articles on the consultation of October 2025 (secondary)": "V2",
    "An article on the single rating of trusts (secondary)": "V2",
    "NHS Oversight Framework 2025/26: methodology manual": "V",
    "Update on NHS Oversight Framework 2025/26": "V",
    "NHS Oversight Framework: segmentation changes, quarter 2 of 2025/26": "V",
    "NHS Oversight Framework: what the published files hold": "V",
    "Acute trust league tables (an article; secondary)": "V2",
    "Information on food hygiene ratings": "V",
    "How your rating is calculated": "V",
    "What does the Food Hygiene Rating mean?": "V",
    "Food hygiene rating scheme": "V",
    "How the rating is worked out": "V",
    "Food hygiene ratings as open data, in third-party copies": "V2",
    "Energy Performance of Buildings Certificates in England and Wales: technical notes": "V",
    "Published source of the register of energy performance certificates": "V",
    "Energy efficiency of housing in England and Wales": "V",
    "Energy performance certificates as open data, in third-party copies": "V2",
    "Published source of the warehouse of energy performance data": "V",
    "What is an EPC? (a supplier's page; secondary)": "V2",
    "Standard assessment procedure (an article; secondary)": "V2",
    "15A NCAC 18A .1506, grading": "V",
    "15A NCAC 18A .1505, inspection forms": "V",
    "G.S. 153A-226, sanitation and food, in a publisher's copy": "V2",
}


def test_only_sources_that_were_read_are_cited() -> None:
    real = [f"{one.id}@{one.version}" for one in frameworks() if one.id != "tutorial"]
    cited = {source.title for version in real for source in load(version).graph.sources.values()}

    assert cited == set(SOURCES)
    assert set(SOURCES.values()) == {"V", "V2"}
