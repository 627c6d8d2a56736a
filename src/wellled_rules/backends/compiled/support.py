"""For each operator and fold, how this backend answers it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = ["FOLD_SUPPORT", "OPERATOR_SUPPORT", "Answer"]


class Answer(StrEnum):
    """How the emitted code answers an operator on entries of many values; on few, a table always does.

    arithmetic: by whole numbers in line. logic: by Python's own words. meaning: by calling the reference's meaning.
    table: only few values can come in.
    """

    ARITHMETIC = "arithmetic"
    LOGIC = "logic"
    MEANING = "meaning"


def _rows(answers: Mapping[Answer, str]) -> Mapping[str, Answer]:
    return MappingProxyType({name: answer for answer, names in answers.items() for name in names.split()})


OPERATOR_SUPPORT = _rows(
    {
        Answer.ARITHMETIC: "add subtract multiply divide percentage_of round one_of or_more or_less over under between",
        Answer.LOGIC: "and or",
        Answer.MEANING: "convert or_better or_worse better worse before after on_or_before on_or_after within_before "
        "within_after not known missing state",
    }
)

FOLD_SUPPORT = _rows(
    {
        Answer.ARITHMETIC: "total number mean highest lowest best worst weighted_total weighted_mean at_least at_most "
        "exactly majority empty",
        Answer.LOGIC: "any all none",
    }
)
