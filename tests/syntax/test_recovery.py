"""Every fault of a file at once, and none that another fault causes."""

from __future__ import annotations

import pytest
from support.reading import found, read

from wellled_rules.syntax.parser import parse, parse_header
from wellled_rules.text.source import SourceFile


def codes(text: str) -> list[str]:
    return [one.code for one in parse(SourceFile("rules.wlr", text))[1]]


def test_two_faults_in_one_declaration_are_both_found() -> None:
    text = "determine mark\n    is number\n    by taste\n        good when 25-38\n        bad when over\n    equals\n"
    assert [code for code, _ in found(text)] == [
        "unexpected-word",
        "hyphen-range",
        "incomplete-clause",
        "incomplete-clause",
    ]


def test_a_fault_hides_nothing_in_the_next_declaration() -> None:
    module, report = read('set bread "Bread\n    rye "Rye"\n\nlevel shop "Shop"\n\ninput taste\n    equals\n')
    assert [one.code for one in report] == ["unclosed-text", "incomplete-clause"]
    assert [item.name.text for item in module.items] == ["shop"]  # type: ignore[union-attr]  # a declaration
    assert module.broken == ("bread", "taste")


@pytest.mark.parametrize("quote", ['rye "Rye', 'rye "Rye # dark', 'rye "Rye\\"'])
def test_an_unclosed_text_takes_nothing_with_it(quote: str) -> None:
    text = f'set bread\n    {quote}\n    spelt "Spelt"\n    equals\n    oat "Oat\n    of two lines"\n'
    assert [code for code, _ in found(text)] == ["unclosed-text", "incomplete-clause"]


def test_rows_under_a_line_at_fault_are_not_reported() -> None:
    text = "determine mark\n    by highest of taste\n        good when 25-38\n        whatever this is\n"
    assert [code for code, _ in found(text)] == ["expression-as-column", "hyphen-range"]


def test_a_table_whose_rows_all_have_faults_is_not_called_empty() -> None:
    text = "determine mark\n    by taste\n        good when 25-38\n        bad when\n"
    assert [code for code, _ in found(text)] == ["hyphen-range", "incomplete-clause"]


def test_each_of_twenty_faulty_rows_is_found() -> None:
    text = "determine mark\n    by taste\n" + "        good when\n" * 20
    assert [code for code, _ in found(text)] == ["incomplete-clause"] * 20


def test_clauses_in_the_first_column_belong_to_the_declaration_above() -> None:
    module, report = read('input taste "Taste"\nis a number\ncites handbook\n\nlevel shop\n')
    assert [one.code for one in report] == ["unindented-clause", "unindented-clause"]
    assert [item.name.text for item in module.items] == ["shop"]  # type: ignore[union-attr]  # a declaration
    assert module.broken == ("taste",)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("imput taste\n", ("taste",)),
        ("property tastes\n", ("tastes",)),
        ("replace limit burnt\n    on\n", ("burnt",)),
        ("use guild.marks as m\n    equals\n", ("m",)),
        ("use guild.marks for mark, grade # both\n    equals\n", ("mark", "grade")),
        ("use guild.marks\n    equals\n", ("marks",)),
        ("add to bread\n    equals\n", ("bread",)),
        ('framework bread@2024-99 "Bread"\n', ()),
        ("cites handbook\n", ()),
    ],
)
def test_names_of_declarations_that_cannot_be_read_are_kept(text: str, broken: tuple[str, ...]) -> None:
    assert read(text)[0].broken == broken


def test_tabs_and_odd_spaces_are_said_once_and_the_words_still_read() -> None:
    text = "input taste\n\tis a number\n\tequals\n\ninput crust\n  is a number\n  equals\n"
    assert [code for code, _ in found(text)] == [
        "tab-indentation",
        "incomplete-clause",
        "uneven-indentation",
        "incomplete-clause",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["empty-file"]),
        ("\n\n", ["empty-file"]),
        ("# only a comment", ["empty-file"]),
        ("language 1", []),
        ("language 1 # the first", []),
        ("# a comment may come first\n\nlanguage 1\n", []),
        ("level shop\n", ["missing-language"]),
        ("level shop\nlanguage 1\n", ["misplaced-language"]),
        ("language 1\nlevel shop\nlanguage 1\n", ["misplaced-language"]),
        ("language 2\nanything goes here; even this\n", ["unknown-language"]),
        ("language\nlevel shop\n", ["incomplete-clause"]),
        ("language one\nlevel shop\n", ["unexpected-word"]),
        ("Language 1\nlevel shop\n", ["capital-in-name"]),
        ("langauge 1\nlevel shop\n", ["unknown-declaration"]),
        ("language 1.5\nlevel shop\n", ["malformed-number"]),
        ("\ufefflanguage 1\nlevel shop\n", ["control-character"]),
        ("    language 1\nlevel shop\n", ["unexpected-indent", "missing-language"]),
        ("framework bread@2024-09\n", ["missing-language"]),
    ],
)
def test_the_first_line_says_the_language(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_nothing_is_read_of_another_language() -> None:
    module, _ = parse(SourceFile("rules.wlr", "language 2\nlevel shop\n"))
    assert (module.language, module.items) == (2, ())


def test_a_header_is_read_without_the_rest() -> None:
    text = 'language 1\n\n# about\nframework bread@2024-09 "Bread"\n    status draft\n\ninput broken here\n'
    header = parse_header(SourceFile("rules.wlr", text))
    assert header is not None
    assert (str(header.identity), len(header.clauses)) == ("bread@2024-09", 1)
    assert header.identity.span.text == "bread@2024-09"


@pytest.mark.parametrize(
    "text", ["", "language 1\nmodule a.b\n", "framework\n", 'framework bread@2024-13 "B"\n', "frameworks x\n"]
)
def test_a_file_without_a_readable_header_has_none(text: str) -> None:
    assert parse_header(SourceFile("rules.wlr", text)) is None
