"""The register of codes: one row a code, each with a page of the same name in `pages/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

__all__ = ["CODES", "Code", "Severity"]


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: reads as "allow ⟨id⟩"; never renamed, never reused.

    meaning: one sentence. since: package version that first had it.
    """

    id: str
    severity: Severity
    meaning: str
    since: str


_ROWS: tuple[tuple[str, Severity, str, str], ...] = (
    ("adjustments-conflict", Severity.ERROR, "Two exceptions can act together and contradict each other.", "0.1.0"),
    ("after-its-subject", Severity.ERROR, "Something happens to a subject of a history once that has ended.", "0.1.0"),
    ("ambiguous-word", Severity.ERROR, "A word after `is` names both a level and a declaration.", "0.1.0"),
    ("amends-nothing", Severity.ERROR, "An amendment changes what its base does not have.", "0.1.0"),
    ("becomes-and-nothing", Severity.ERROR, "A member has a counterpart by one row and none by another.", "0.1.0"),
    ("before-its-subject", Severity.ERROR, "Something happens to a subject of a history before that begins.", "0.1.0"),
    ("beyond-limits", Severity.ERROR, "The text goes beyond a documented limit on what is read.", "0.1.0"),
    ("bounds-not-fitting", Severity.ERROR, "The ends of a number or of a range can't be.", "0.1.0"),
    ("can-be-empty", Severity.NOTE, "A quantifier can be about nothing.", "0.1.0"),
    ("can-be-not-applicable", Severity.NOTE, "Something can be divided by nothing, or nothing combined.", "0.1.0"),
    ("capital-in-name", Severity.ERROR, "A name or a key word is written with capital letters.", "0.1.0"),
    ("carried-not-fitting", Severity.ERROR, "A `carried from` line carries what can't be an entry here.", "0.1.0"),
    ("case-too-large", Severity.ERROR, "A case has more text, depth, entries or digits than it may.", "0.1.0"),
    ("clause-missing", Severity.ERROR, "A declaration lacks a line that it needs.", "0.1.0"),
    ("clause-not-allowed", Severity.ERROR, "A line stands under a kind of declaration that has no such line.", "0.1.0"),
    ("clause-twice", Severity.ERROR, "A line that may stand once stands twice.", "0.1.0"),
    ("collection-needed", Severity.ERROR, "One value stands where several are combined.", "0.1.0"),
    ("condition-never-holds", Severity.WARNING, "An exception never acts.", "0.1.0"),
    ("control-character", Severity.ERROR, "The text holds a character that can't be seen.", "0.1.0"),
    ("correction-of-nothing", Severity.ERROR, "A correction corrects no event.", "0.1.0"),
    ("coverage-not-shown", Severity.WARNING, "A table has too many cases to look at them all.", "0.1.0"),
    ("cycle", Severity.ERROR, "Rules, exceptions, modules or versions wait for each other.", "0.1.0"),
    (
        "day-not-exact",
        Severity.ERROR,
        "A day must be known, and a history gives only days between which it lies.",
        "0.1.0",
    ),
    ("dead-row", Severity.ERROR, "No case that can occur comes to a row.", "0.1.0"),
    ("declared-twice", Severity.ERROR, "Two declarations have one name.", "0.1.0"),
    ("departure-not-fitting", Severity.ERROR, "An example departs from a rule in a way that can't be.", "0.1.0"),
    ("does-not-check", Severity.ERROR, "Something names a framework whose own rules have errors.", "0.1.0"),
    ("effect-not-fitting", Severity.ERROR, "The end of an `on` line does not fit the kind of exception.", "0.1.0"),
    ("empty-file", Severity.ERROR, "The file declares nothing.", "0.1.0"),
    ("example-fails", Severity.ERROR, "An example of a framework does not come out as it says.", "0.1.0"),
    ("expression-as-column", Severity.ERROR, "A table is read by a value that has no name.", "0.1.0"),
    ("foreign-comment", Severity.ERROR, "A comment begins with something other than `#`.", "0.1.0"),
    ("framework-not-found", Severity.ERROR, "No framework, version or file has that name.", "0.1.0"),
    ("gap-in-table", Severity.ERROR, "A value that can occur has no row.", "0.1.0"),
    ("given-twice", Severity.ERROR, "A case says one thing in two places.", "0.1.0"),
    ("header-not-fitting", Severity.ERROR, "A line of a framework's header says what can't be.", "0.1.0"),
    ("hyphen-in-name", Severity.ERROR, "A name is written with a hyphen.", "0.1.0"),
    ("hyphen-range", Severity.ERROR, "A range is written with a hyphen.", "0.1.0"),
    ("id-used-twice", Severity.ERROR, "Two subjects, or two events, of a history have one id.", "0.1.0"),
    ("impossible-date", Severity.ERROR, "A date names a day that the calendar does not have.", "0.1.0"),
    ("in-two-places", Severity.ERROR, "A subject of a history lies in two others on one day.", "0.1.0"),
    ("incomplete-clause", Severity.ERROR, "A line stops before it is complete.", "0.1.0"),
    ("incomplete-entry", Severity.ERROR, "An entry of a case lacks a part that it needs.", "0.1.0"),
    (
        "inherited-example-fails",
        Severity.ERROR,
        "An example that an amendment inherits no longer comes out as it says.",
        "0.1.0",
    ),
    (
        "kept-and-retired",
        Severity.ERROR,
        "What is kept until an event and what is retired from it are not the same.",
        "0.1.0",
    ),
    ("label-tested", Severity.ERROR, "A label that is no level is tested for.", "0.1.0"),
    ("later-construct", Severity.ERROR, "A construct is planned and not part of this language yet.", "0.1.0"),
    ("leftover-words", Severity.ERROR, "A line goes on after it is complete.", "0.1.0"),
    (
        "lifting-without-suspension",
        Severity.ERROR,
        "A lifting ends no suspension, or one that is lifted already.",
        "0.1.0",
    ),
    ("malformed-date", Severity.ERROR, "A date is not written as year, month and day.", "0.1.0"),
    ("malformed-identity", Severity.ERROR, "A framework version is not name, `@`, year and month.", "0.1.0"),
    ("malformed-name", Severity.ERROR, "A word is neither a name nor a number.", "0.1.0"),
    ("malformed-number", Severity.ERROR, "A number is not one, or is not whole where it must be.", "0.1.0"),
    ("may-not-depart", Severity.ERROR, "An example departs from a rule, and nothing lets that role depart.", "0.1.0"),
    ("may-not-move", Severity.ERROR, "An example moves an outcome that nobody lets that role move.", "0.1.0"),
    ("member-without-row", Severity.ERROR, "A crosswalk leaves a member out.", "0.1.0"),
    ("minus-without-space", Severity.ERROR, "A minus does not have a space on both sides.", "0.1.0"),
    ("misplaced-declaration", Severity.ERROR, "A declaration stands in a file that has no such ones.", "0.1.0"),
    ("misplaced-in-case", Severity.ERROR, "An entry of a case is under a wrong heading, or too deep.", "0.1.0"),
    ("misplaced-language", Severity.ERROR, "The language is not said once, on the first line.", "0.1.0"),
    ("missing-block", Severity.ERROR, "A line that needs lines under it has none.", "0.1.0"),
    ("missing-in-history", Severity.ERROR, "A part of a history lacks what it needs.", "0.1.0"),
    ("missing-language", Severity.ERROR, "The first line does not say the language.", "0.1.0"),
    ("moved-too-far", Severity.ERROR, "A recorded moderation goes beyond its reach.", "0.1.0"),
    ("moves-or-departs", Severity.ERROR, "A movement in an example could be a moderation or a departure.", "0.1.0"),
    ("name-is-taken", Severity.ERROR, "A declaration takes a name that the language keeps for itself.", "0.1.0"),
    ("needs-something-removed", Severity.ERROR, "An amendment keeps what needs something it removes.", "0.1.0"),
    (
        "neither-kept-nor-retired",
        Severity.WARNING,
        "A transition does not say what becomes of an outcome.",
        "0.1.0",
    ),
    ("no-header", Severity.ERROR, "A framework's files say nowhere which framework they are.", "0.1.0"),
    ("no-headline", Severity.ERROR, "Which outcome is the result is not said.", "0.1.0"),
    ("no-level", Severity.ERROR, "A framework declares no level of subjects.", "0.1.0"),
    ("no-level-of-that-worth", Severity.ERROR, "A number is read as a level, and no level has its worth.", "0.1.0"),
    ("no-number", Severity.ERROR, "Something is calculated with that is no number.", "0.1.0"),
    ("no-otherwise", Severity.ERROR, "The rows of a ladder can all fail.", "0.1.0"),
    ("no-such-decision", Severity.ERROR, "A case records a decision that no rule of its level provides for.", "0.1.0"),
    ("not-above", Severity.ERROR, "A rule looks up to a level that no subject of its own lies in.", "0.1.0"),
    ("not-at-level", Severity.ERROR, "A rule reads what is not there at its level of subjects.", "0.1.0"),
    ("not-at-level-in-case", Severity.ERROR, "A case records what its level, or a member, does not have.", "0.1.0"),
    ("not-carried", Severity.ERROR, "A case carries what its rules carry from no earlier assessment.", "0.1.0"),
    ("not-directly-inside", Severity.ERROR, "Something is looked for in a level that does not lie inside.", "0.1.0"),
    ("not-later", Severity.ERROR, "A transition or a crosswalk leads to no later framework.", "0.1.0"),
    ("not-on-scale", Severity.ERROR, "Better and worse are asked of numbers, or more and less of levels.", "0.1.0"),
    ("not-one-test", Severity.ERROR, "An example expects something other than written values.", "0.1.0"),
    ("not-plain-data", Severity.ERROR, "A case holds more than text, numbers, yes or no, lists and groups.", "0.1.0"),
    ("not-that-kind", Severity.ERROR, "A name is of another kind of declaration than is wanted.", "0.1.0"),
    (
        "not-the-first",
        Severity.ERROR,
        "A case of a history says that it is of a first assessment, and another came before it.",
        "0.1.0",
    ),
    ("not-utf-8", Severity.ERROR, "A file is not text in UTF-8.", "0.1.0"),
    ("numbers-grow-too-large", Severity.ERROR, "Numbers can grow beyond the bound on their size.", "0.1.0"),
    ("off-the-scale", Severity.ERROR, "A case gives a word or a number that the entry cannot have.", "0.1.0"),
    ("or-between-conditions", Severity.ERROR, "Two conditions are joined by `or`.", "0.1.0"),
    ("order-impossible", Severity.ERROR, "Days of a history lie in an order in which they can't have been.", "0.1.0"),
    ("overlap-in-table", Severity.ERROR, "Two rows of a table answer for one value.", "0.1.0"),
    ("overrides-other-target", Severity.ERROR, "An exception overrides one that acts on something else.", "0.1.0"),
    ("overrides-without-effect", Severity.ERROR, "An `overrides` changes no possible outcome.", "0.1.0"),
    ("parameter-not-bound", Severity.ERROR, "A `use` does not give a parameter of its module.", "0.1.0"),
    ("parameter-outside-module", Severity.ERROR, "A parameter is declared outside a module.", "0.1.0"),
    (
        "part-of-itself",
        Severity.ERROR,
        "Subjects of a history lie in each other, or one is merged into itself.",
        "0.1.0",
    ),
    (
        "periods-gap",
        Severity.WARNING,
        "Between two versions of a framework there are days on which neither is in force.",
        "0.1.0",
    ),
    ("periods-overlap", Severity.ERROR, "Two versions of a framework are in force on the same days.", "0.1.0"),
    ("published-before-assessed", Severity.ERROR, "An assessment is published before it is made.", "0.1.0"),
    ("quote-inside-text", Severity.ERROR, "A quoted text ends in the middle of a word.", "0.1.0"),
    ("reason-left-out", Severity.ERROR, "A decision is recorded without the reason that its rule asks for.", "0.1.0"),
    ("reason-needed", Severity.ERROR, "An example moves an outcome without the reason that is asked for.", "0.1.0"),
    ("replace-changes-level", Severity.ERROR, "A replacement stands at another level than what it replaces.", "0.1.0"),
    ("reserved-name", Severity.ERROR, "A key word is used as a name.", "0.1.0"),
    ("rest-without-quantifier", Severity.ERROR, "`the rest` has no quantifier before it.", "0.1.0"),
    (
        "retired-rating-used",
        Severity.ERROR,
        "An outcome is published, suspended or carried once a transition has retired it.",
        "0.1.0",
    ),
    ("reversed-row", Severity.ERROR, "A row gives its test before its result.", "0.1.0"),
    (
        "row-does-not-fit",
        Severity.ERROR,
        "A row of a table has more or fewer tests than the table has columns.",
        "0.1.0",
    ),
    (
        "rules-not-chosen",
        Severity.ERROR,
        "An assessment of a history does not lead to the rules that it was made by.",
        "0.1.0",
    ),
    (
        "stand-in-off-the-scale",
        Severity.WARNING,
        "A number beyond every level of a scale stands in for a missing entry.",
        "0.1.0",
    ),
    ("stray-backslash", Severity.ERROR, "A backslash inside a text stands alone.", "0.1.0"),
    ("symbol-for-words", Severity.ERROR, "A sign is used where the language has words.", "0.1.0"),
    ("tab-indentation", Severity.ERROR, "A line is indented with a tab.", "0.1.0"),
    ("takes-of-nothing", Severity.ERROR, "A collection takes of each of what there is nothing of.", "0.1.0"),
    ("too-many-mistakes", Severity.ERROR, "A case has more mistakes than are listed.", "0.1.0"),
    ("treat-without-effect", Severity.ERROR, "A `treat` line of a collection can change nothing.", "0.1.0"),
    ("type-mismatch", Severity.ERROR, "A value of one type stands where another is wanted.", "0.1.0"),
    ("uncited-rule", Severity.WARNING, "A rule says not where it comes from.", "0.1.0"),
    ("unclosed-bracket", Severity.ERROR, "Brackets do not pair on their line.", "0.1.0"),
    ("unclosed-text", Severity.ERROR, "A quoted text does not end.", "0.1.0"),
    ("uneven-indentation", Severity.ERROR, "A line is not indented by four spaces a level.", "0.1.0"),
    ("unexpected-indent", Severity.ERROR, "A line is indented under one that takes no lines.", "0.1.0"),
    ("unexpected-word", Severity.ERROR, "A word stands where another is needed.", "0.1.0"),
    ("unindented-clause", Severity.ERROR, "A clause stands in the first column.", "0.1.0"),
    ("unit-mismatch", Severity.ERROR, "Numbers of two units are added, compared or divided.", "0.1.0"),
    ("unknown-character", Severity.ERROR, "A character that rules do not use is unquoted.", "0.1.0"),
    ("unknown-clause", Severity.ERROR, "A line inside a declaration begins no clause.", "0.1.0"),
    ("unknown-declaration", Severity.ERROR, "A line in the first column begins no declaration.", "0.1.0"),
    ("unknown-key-in-case", Severity.ERROR, "A heading or key of a case is none that cases have.", "0.1.0"),
    ("unknown-key-in-history", Severity.ERROR, "A key of a history is none that histories have.", "0.1.0"),
    ("unknown-language", Severity.ERROR, "The file is written in a language that is not read here.", "0.1.0"),
    ("unknown-name", Severity.ERROR, "A name is declared nowhere.", "0.1.0"),
    ("unknown-name-in-case", Severity.ERROR, "A case uses a name that its framework and level don't have.", "0.1.0"),
    (
        "unknown-name-in-history",
        Severity.ERROR,
        "A history names a subject, a source or an outcome that there is not.",
        "0.1.0",
    ),
    ("unknown-state", Severity.ERROR, "A word is none of the states of a missing entry.", "0.1.0"),
    ("unquoted-text", Severity.ERROR, "A title or a text stands without quotes.", "0.1.0"),
    ("unread-input", Severity.WARNING, "No rule reads an input.", "0.1.0"),
    ("unreadable-case", Severity.ERROR, "A case is neither JSON nor YAML, or not text at all.", "0.1.0"),
    ("unreadable-file", Severity.ERROR, "A file could not be opened or read.", "0.1.0"),
    ("unused-name", Severity.WARNING, "Nothing mentions a declaration.", "0.1.0"),
    ("upside-down", Severity.ERROR, "A subject of a history lies in one of a level that lies in its own.", "0.1.0"),
    ("version-as-number", Severity.ERROR, "A framework's version stands without its framework.", "0.1.0"),
    ("weights-all-nothing", Severity.ERROR, "The members that are left can all weigh nothing.", "0.1.0"),
    ("weights-not-fitting", Severity.ERROR, "Weights are not one number a member, or do not add up.", "0.1.0"),
    ("which-level", Severity.ERROR, "A case does not say at which level its subject stands, and several fit.", "0.1.0"),
    ("which-member", Severity.ERROR, "A collection stands where one value is wanted.", "0.1.0"),
    ("whole-not-shown", Severity.ERROR, "An answer declared whole need not be whole.", "0.1.0"),
    ("wrong-quotes", Severity.ERROR, "A text stands in other than straight double quotes.", "0.1.0"),
    ("wrong-role", Severity.ERROR, "A case says that somebody decided whom the rule does not name.", "0.1.0"),
    ("wrong-type-in-case", Severity.ERROR, "A case gives another kind of value than the entry has.", "0.1.0"),
    ("wrong-type-in-history", Severity.ERROR, "A part of a history has another kind of value than it must.", "0.1.0"),
)

CODES: Mapping[str, Code] = MappingProxyType({row[0]: Code(*row) for row in _ROWS})
