"""The days from which the evidence of an assessment comes, as a case states them."""

from datetime import date

from support.bakery import evidence, places

from wellled_rules.graph.evidence import EvidenceWindow

CHAIN = {"level": "chain"}


def test_the_window_for_evidence_is_kept_and_its_order_is_noticed() -> None:
    whole = evidence({"assessment": {"evidence_from": "2024-01-01", "evidence_until": "2024-01-31"}, "subject": CHAIN})
    assert whole.window == EvidenceWindow(opens=date(2024, 1, 1), closes=date(2024, 1, 31))
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1), None)
    assert [whole.window.misses(day) for day in days] == [True, False, False, True, False]
    assert whole.notices == ()
    half = evidence({"assessment": {"evidence_until": "2024-01-31"}, "subject": CHAIN})
    assert [half.window.misses(day) for day in days] == [False, False, False, True, False]
    turned = evidence({"assessment": {"evidence_from": "2024-02-01", "evidence_until": "2024-01-31"}, "subject": CHAIN})
    assert [(one.kind, one.pointer) for one in turned.notices] == [
        ("window-closes-first", "/assessment/evidence_until")
    ]
    said = {"subject": CHAIN, "assessment": {"evidence_from": "January"}}
    assert places(said) == [("wrong-type-in-case", "/assessment/evidence_from")]
