"""A snippet passes when it gives exactly the findings it declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import dedent

from wellled_rules.diagnostics.codes import CODES, Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic, Label
from wellled_rules.interfaces.pytest_plugin.page import Block, blocks
from wellled_rules.interfaces.pytest_plugin.snippet import UNASKED_OF_FRAGMENTS, Snippet, problems, whole
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span


def fake_check(files: Mapping[str, str], entry: str, modules: Mapping[str, str]) -> list[Diagnostic]:
    """Each word `bad` is an error, `odd` and `uncited` warnings, `hm` a note; `lost` an error without a place."""
    kinds = {
        "bad": ("bad-word", Severity.ERROR),
        "odd": ("odd-word", Severity.WARNING),
        "uncited": ("uncited-rule", Severity.WARNING),
        "hm": ("remark", Severity.NOTE),
        "lost": ("lost-word", Severity.ERROR),
    }
    found = []
    for name, text in (files | modules).items():
        source = SourceFile(name, text)
        bare = re.sub("#.*", lambda comment: " " * len(comment[0]), text)
        for word in re.finditer(r"\w+", bare):
            if word[0] in kinds:
                code, severity = kinds[word[0]]
                label = None if word[0] == "lost" else Label(Span(source, *word.span()), "")
                found.append(Diagnostic(code=code, severity=severity, headline="x", primary=label))
    return found


def page(text: str) -> list[Block]:
    return blocks(dedent(text))


def told(text: str) -> list[str]:
    return [line.split("\n")[0] for line in problems(Snippet((page(text)[0],)), fake_check)]


def test_declared_findings_pass_on_their_line_the_next_and_the_one_before() -> None:
    text = """\
        ```wellled
        word bad # error: bad-word
        # error-next: bad-word
        word bad
        word odd
        # warning-previous: odd-word
        word bad odd bad # error: bad-word, bad-word # warning: odd-word
        word hm
        ```
        """
    assert told(text) == []


def test_a_finding_not_declared_is_told_with_its_page_line() -> None:
    assert told("text\n\n```wellled\nword good\nword bad\n```\n") == [
        "given, but not declared: error: bad-word (line 5)"
    ]


def test_a_declaration_without_its_finding_is_told() -> None:
    assert told("```wellled\nword good # error: bad-word\n```\n") == [
        "declared, but not given: error: bad-word (line 2)"
    ]


def test_line_severity_and_number_must_agree() -> None:
    assert len(told("```wellled\nword bad # warning: bad-word\n```\n")) == 2
    assert len(told("```wellled\nword bad # error: bad-word, bad-word\n```\n")) == 1
    assert len(told("```wellled\nword bad\nword x # error: bad-word\n```\n")) == 2


def test_a_finding_without_a_place_counts_on_the_first_line() -> None:
    assert told("```wellled\nword x # error: lost-word\nword lost\n```\n") == []


def test_a_fragment_may_cite_nothing_and_a_whole_file_may_not() -> None:
    assert told("```wellled\nword uncited\n```\n") == []
    assert told("```wellled whole\nword uncited\n```\n") == ["given, but not declared: warning: uncited-rule (line 2)"]
    assert told("```wellled\nword uncited # warning: uncited-rule\n```\n") == []


def test_what_a_fragment_is_excused_from_are_codes() -> None:
    assert set(CODES) >= UNASKED_OF_FRAGMENTS


def seen(text: str) -> str:
    """The entry as it reaches the check."""
    given: list[str] = []

    def check(files: Mapping[str, str], entry: str, modules: Mapping[str, str]) -> list[Diagnostic]:
        given.append(files[entry])
        return []

    assert problems(Snippet((page(text)[0],)), check) == []
    return given[0]


def test_a_fragment_gets_a_language_a_framework_a_level_and_a_headline() -> None:
    text = seen("```wellled\ndetermine crumb\n    is a number\n```\n")
    assert text.startswith("language 1\n\nframework tutorial-snippet@2024-01 ")
    assert "    covers subject\n    headline crumb at subject\n" in text
    assert '\nlevel subject "Subject"\n' in text
    assert text.endswith("determine crumb\n    is a number\n")


def test_a_fragment_with_a_level_keeps_its_own() -> None:
    text = seen('```wellled\nlevel oven "Oven"\n```\n')
    assert "    covers oven\n" in text
    assert "subject" not in text
    assert "headline" not in text


def test_a_whole_file_is_checked_as_it_stands() -> None:
    for text in ("framework a@2024-01\n", "# why\n\nlanguage 2\n", "x\nmodule a.b\n"):
        assert whole(page(f"```wellled\n{text}```\n")[0])
        assert seen(f"```wellled\n{text}```\n") == text
    assert not whole(page("```wellled\n# language 1\nword x\n```\n")[0])


def test_files_and_modules_are_checked_together_each_with_its_own_lines() -> None:
    module, base, entry = page("""\
        ```wellled module=pastry.dough
        bad # error: bad-word
        ```
        ```wellled file=base.wlr
        bad # error: bad-word
        ```
        ```wellled file=new.wlr
        good
        odd
        ```
        """)
    snippet = Snippet((base, entry), (module,))
    assert [line.split("\n")[0] for line in problems(snippet, fake_check)] == [
        "given, but not declared: warning: odd-word (line 9)"
    ]
