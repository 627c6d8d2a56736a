"""What is found in text that can't be read: one finding a fault, on the words at fault, and nothing else."""

from __future__ import annotations

import re

import pytest
from support.reading import found, mended, places, read

from wellled_rules.diagnostics.codes import CODES

# One line inside a declaration, the code found, and the words underlined.
LINES: list[tuple[str, str, str]] = [
    ("equals 25-38", "minus-without-space", "25-38"),
    ("equals taste -3", "minus-without-space", "-3"),
    ("equals taste -crust", "minus-without-space", "-crust"),
    ("equals taste-3", "minus-without-space", "taste-3"),
    ("equals taste-crust", "minus-without-space", "taste-crust"),
    ("when taste is 25-38", "hyphen-range", "25-38"),
    ("when taste is 25–38", "hyphen-range", "25–38"),
    ("when taste is 2.5..38", "hyphen-range", "2.5..38"),
    ("equals bread 2024-12", "version-as-number", "2024-12"),
    ("equals 2024-12", "version-as-number", "2024-12"),
    ("dated 2024-12", "malformed-date", "2024-12"),
    ("dated 2024-1-2", "malformed-date", "2024-1-2"),
    ("dated 1/2/2024", "malformed-date", "1/2/2024"),
    ("dated 01.02.2024", "malformed-date", "01.02.2024"),
    ("dated 2024-02-30", "impossible-date", "2024-02-30"),
    ("dated 2024-13-01", "impossible-date", "2024-13-01"),
    ("dated 0000-01-01", "impossible-date", "0000-01-01"),
    ("when day is before 2023-02-29", "impossible-date", "2023-02-29"),
    ("dated yesterday", "unexpected-word", "yesterday"),
    ("amends bread@2024-13", "malformed-identity", "bread@2024-13"),
    ("amends bread@2024", "malformed-identity", "bread@2024"),
    ("amends bread", "unexpected-word", "bread"),
    ("equals 3x", "malformed-name", "3x"),
    ("equals _x", "malformed-name", "_x"),
    ("cites book ,", "leftover-words", ","),
    ("equals café", "malformed-name", "café"),
    ("equals 1.2.3", "malformed-number", "1.2.3"),
    ("equals .5", "malformed-number", ".5"),
    ("equals 5.", "malformed-number", "5."),
    ("equals 62,5", "malformed-number", "62,5"),
    ("on taste up 1.5 levels", "malformed-number", "1.5"),
    ("rounded to -1 places by half_up", "malformed-number", "-1"),
    ("when day is within 1.5 years before today", "malformed-number", "1.5"),
    ("equals Taste", "capital-in-name", "Taste"),
    ("Equals taste", "capital-in-name", "Equals"),
    ("rests on old-guess", "hyphen-in-name", "old-guess"),
    ("equals taste.", "unknown-character", "."),
    ('means "good".', "unknown-character", "."),
    ("equals 62%", "unknown-character", "%"),
    ("equals taste;", "unknown-character", ";"),
    ("equals {taste}", "unknown-character", "{"),
    ("equals taste:", "unknown-character", ":"),
    ("equals\u00a0taste", "unknown-character", "\u00a0"),
    ("equals 2 − 1", "unknown-character", "−"),
    ("when taste >= 3", "symbol-for-words", ">="),
    ("when taste == 3", "symbol-for-words", "=="),
    ("when taste = 3", "symbol-for-words", "="),
    ("when taste != 3", "symbol-for-words", "!="),
    ("when taste ≤ 3", "symbol-for-words", "≤"),
    ("when taste is 1 && crust is 2", "symbol-for-words", "&&"),
    ("equals taste × 3", "symbol-for-words", "×"),
    ("equals taste // so far", "foreign-comment", "//"),
    ("equals taste -- so far", "foreign-comment", "--"),
    ("equals taste /* so far */", "foreign-comment", "/*"),
    ("means “dark”", "wrong-quotes", "“dark”"),
    ("means 'dark'", "wrong-quotes", "'dark'"),
    ("means «dark»", "wrong-quotes", "«dark»"),
    ('means "a \\n b"', "stray-backslash", "\\"),
    ('means "a "dark" loaf"', "quote-inside-text", '"a "'),
    ('means "dark', "unclosed-text", '"dark'),
    ("means dark and heavy", "unquoted-text", "dark and heavy"),
    ("because The oven was cold # so they said", "unquoted-text", "The oven was cold"),
    ("published by Guild of Bakers", "unquoted-text", "Guild of Bakers"),
    ("cites handbook Page 3", "unquoted-text", "Page 3"),
    ("rye Rye bread", "unquoted-text", "Rye bread"),
    ("equals (1 + 2", "unclosed-bracket", "("),
    ("equals 1 + 2)", "unclosed-bracket", ")"),
    ("when taste is 1 or crust is 2", "or-between-conditions", "crust is"),
    ("when any of taste is 1 or all of crust are 2", "or-between-conditions", "all of crust are"),
    ("by highest of taste, crust", "expression-as-column", "highest of taste, crust"),
    ("by taste + crust", "expression-as-column", "taste + crust"),
    ("by taste", "missing-block", "by taste"),
    ("first of", "missing-block", "first of"),
    ("also shown", "missing-block", "also shown"),
    ("when any of these", "missing-block", "when any of these"),
    ('other "Other"', "reserved-name", "other"),
    ('a "A"', "reserved-name", "a"),
    ("rests on guess, other", "reserved-name", "other"),
    ("when not taste is 3", "unexpected-word", "not"),
    ("when (taste is 3) and crust is 4", "unexpected-word", "("),
    ("when a is 3", "reserved-name", "a"),
    ("when day is within 2 weeks before today", "unexpected-word", "weeks"),
    ("equals max(taste, crust)", "unexpected-word", "max"),
    ("equals total taste", "unexpected-word", "taste"),
    ("is number", "unexpected-word", "number"),
    ("rests in guess", "unexpected-word", "in"),
    ("equals", "incomplete-clause", "equals"),
    ("when taste is", "incomplete-clause", "is"),
    ("rounded to whole", "incomplete-clause", "whole"),
    ("equals taste crust", "leftover-words", "crust"),
    ("is a number between 0 and 3", "leftover-words", "between 0 and 3"),
    ("citse handbook", "unknown-clause", "citse"),
    ("if taste is 3 then 4", "unknown-clause", "if"),
    ("normally", "incomplete-clause", "normally"),
    ("normally, panel may depart", "unexpected-word", "panel"),
    ("normally, but panel may depart from it", "leftover-words", "from it"),
    ("given panel departs from taste because", "leftover-words", "because"),
    ("carried from taste under bread", "unexpected-word", "bread"),
    ("carried from taste", "incomplete-clause", "taste"),
    ("carried from taste under bread@2023-01 where taste", "incomplete-clause", "taste"),
    ('unlike "bread"', "later-construct", "unlike"),
    ("given taste is 3, dated 2024-05-01", "later-construct", "dated 2024-05-01"),
    ("rye, spelt becomme bread", "unknown-clause", "rye"),
    ("rye spelt become bread", "unknown-clause", "rye"),
    ("rye becomes", "incomplete-clause", "becomes"),
    ("rye becomes spelt barley", "leftover-words", "barley"),
    ("rye becomes spelt and barley", "leftover-words", "and barley"),
    ("rye becomes other", "reserved-name", "other"),
    ("rye is nothing", "reserved-name", "nothing"),
    ("nothing", "incomplete-clause", "nothing"),
    ("nothing is rye", "unexpected-word", "is"),
    ("from bread@2023-01", "incomplete-clause", "bread@2023-01"),
    ("from bread to bread@2024-01", "unexpected-word", "bread"),
    ("from 2023-01 to bread@2024-01", "version-as-number", "2023-01"),
    ("from bread@2023-01 until bread@2024-01", "unexpected-word", "until"),
    ("keeps taste at shop, until first assessment at shop", "leftover-words", "first assessment at shop"),
    ("keeps taste at shop until assessment at shop", "unexpected-word", "assessment"),
    ("keeps taste at shop until first assessment", "incomplete-clause", "assessment"),
    ("keeps taste at shop and crust at shop", "leftover-words", "and crust at shop"),
    ("retires taste at shop", "incomplete-clause", "shop"),
    ("requires tasted of first assessment at shop", "incomplete-clause", "shop"),
    ("requires tasted of first assessment at shop, which counts", "incomplete-clause", "counts"),
    ("reads first assessment at shop", "incomplete-clause", "shop"),
    ("retires taste at shop until first assessment at shop", "unexpected-word", "until"),
    ("retires taste of rye from first assessment at shop", "unexpected-word", "of"),
    ("between loaf, roll", "unexpected-word", ","),
    ("between loaf", "incomplete-clause", "loaf"),
    ("is a number\n        cites handbook", "unexpected-indent", "cites handbook"),
    ("means \u202e", "control-character", "\u202e"),
    ("means # \x00", "control-character", "\x00"),
]


@pytest.mark.parametrize(("line", "code", "words"), LINES, ids=[line for line, _, _ in LINES])
def test_a_line_that_cannot_be_read_has_one_finding(line: str, code: str, words: str) -> None:
    text = f'input taste "Taste"\n    is a number\n    {line}\n    status draft\n\nlevel shop "Shop"\n'
    assert found(text) == [(code, words)]
    module, _ = read(text)
    assert [type(item).__name__ for item in module.items] == ["Declaration"]
    assert module.broken == ("taste",)


# A whole text, the code found, and the words underlined.
TEXTS: list[tuple[str, str, str]] = [
    ('imput taste "Taste"\n', "unknown-declaration", "imput"),
    ('replace taste "Taste"\n', "unknown-declaration", "taste"),
    ('"Taste"\n', "unknown-declaration", '"Taste"'),
    ("42\n", "unknown-declaration", "42"),
    ('property better "Better"\n    when x is 3\n', "later-construct", "property"),
    ("transitoin a_to_b\n    from bread@2023-01 to bread@2024-01\n", "unknown-declaration", "transitoin"),
    ("crosswalk a_to_b\n    rye becomes spelt, spelt\n    barley become\n", "incomplete-clause", "become"),
    ('input other "Other"\n', "reserved-name", "other"),
    ('input "Taste"\n', "unexpected-word", '"Taste"'),
    ("input\n", "incomplete-clause", "input"),
    ("input taste Taste of bread\n", "unquoted-text", "Taste of bread"),
    ("input taste taste of bread\n", "unquoted-text", "taste of bread"),
    ('input taste "Taste" at shop\n', "leftover-words", "at shop"),
    ('input taste at shop and stall "Taste"\n', "leftover-words", 'and stall "Taste"'),
    ('framework bread "Bread"\n', "unexpected-word", "bread"),
    ('framework Bread@2024-12 "Bread"\n', "malformed-identity", "Bread@2024-12"),
    ('framework bread@2024-00 "Bread"\n', "malformed-identity", "bread@2024-00"),
    ("use marks for\n", "incomplete-clause", "for"),
    ("remove rye spelt\n", "leftover-words", "spelt"),
    ("remove rye\n    cites handbook\n", "unexpected-indent", "cites handbook"),
    ("add bread\n", "unexpected-word", "bread"),
    ("language 1\n", "misplaced-language", "language 1"),
    ("    is a number\n", "unexpected-indent", "is a number"),
    ("input taste\n\tis a number\n", "tab-indentation", "\t"),
    ("input taste\n   is a number\n", "uneven-indentation", "   "),
    ("input taste\n        is a number\n", "uneven-indentation", "        "),
    ("input taste\n    is a number\n      cites x\n", "uneven-indentation", "      "),
    ("# \u202e\ninput taste\n", "control-character", "\u202e"),
]


@pytest.mark.parametrize(("text", "code", "words"), TEXTS, ids=[text for text, _, _ in TEXTS])
def test_a_text_that_cannot_be_read_has_one_finding(text: str, code: str, words: str) -> None:
    expected = (code, words)
    if code == "misplaced-language":
        text = f"level shop\n{text}"
    assert found(text) == [expected]


ROWS: list[tuple[str, str, str]] = [
    ("good when 25-38", "hyphen-range", "25-38"),
    ("when 25 to 38 good", "reversed-row", "when"),
    ("otherwise good", "reversed-row", "otherwise"),
    ("good if 25", "unexpected-word", "if"),
    ("good else", "unexpected-word", "else"),
    ("good when a is 25", "reserved-name", "a"),
    ("good when (taste is 25) and crust is 25", "unexpected-word", "("),
    ("good when over", "incomplete-clause", "over"),
    ("good", "incomplete-clause", "good"),
    ("good otherwise bad", "leftover-words", "bad"),
]


@pytest.mark.parametrize(("row", "code", "words"), ROWS, ids=[row for row, _, _ in ROWS])
def test_a_row_that_cannot_be_read_has_one_finding(row: str, code: str, words: str) -> None:
    text = f"determine mark\n    by taste\n        bad when 1\n        {row}\n        fair when 3\n    is a mark\n"
    assert found(text) == [(code, words)]


FIXES: list[tuple[str, str]] = [
    ("when taste is 25-38", "when taste is 25 to 38"),
    ("equals taste -3", "equals taste - 3"),
    ("equals taste-crust", "equals taste - crust"),
    ("amends bread 2024-12", "amends bread@2024-12"),
    ("dated 2024-1-2", "dated 2024-01-02"),
    ("equals Taste", "equals taste"),
    ("equals AreaGrade", "equals area_grade"),
    ("rests on old-guess", "rests on old_guess"),
    ("equals .5", "equals 0.5"),
    ("equals 5.", "equals 5"),
    ("equals 62,5", "equals 62.5"),
    ("when taste != 3", "when taste is not 3"),
    ("when taste > 3", "when taste is over 3"),
    ("equals taste × 3", "equals taste * 3"),
    ("equals taste // so far", "equals taste # so far"),
    ("means “dark”", 'means "dark"'),
    ('means "a \\d"', 'means "a \\\\d"'),
    ("means dark and heavy", 'means "dark and heavy"'),
    ("published by Guild # since 1400", 'published by "Guild" # since 1400'),
    ("citse handbook", "cites handbook"),
    ("equals taste.", "equals taste"),
]


@pytest.mark.parametrize(("line", "better"), FIXES, ids=[line for line, _ in FIXES])
def test_a_fix_makes_the_line_right(line: str, better: str) -> None:
    assert mended(f"input taste\n    {line}\n") == f"input taste\n    {better}\n"
    assert found(f"input taste\n    {better}\n") == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("imput taste\n", "input taste\n"),
        ("level shop\ncites handbook\n", "level shop\n    cites handbook\n"),
        ("input taste\n\tis a number\n", "input taste\n    is a number\n"),
        ("input taste\n   is a number\n", "input taste\n    is a number\n"),
        ("input taste\u200b\n", "input taste\n"),
    ],
)
def test_a_fix_makes_the_text_right(text: str, better: str) -> None:
    assert mended(text) == better
    assert found(better) == []


def test_messages_are_short_and_speak_no_parsers_language() -> None:
    lines = "".join(f"level shop_{i}\n    {line}\n" for i, (line, _, _) in enumerate(LINES))
    texts = "".join(text for text, _, _ in TEXTS if not text.startswith(" "))
    seen = set()
    for one, _ in places(lines + texts):
        seen.add(one.code)
        assert len(one.headline) <= 80, one.headline
        assert not one.headline.endswith(".")
        assert one.headline[0].islower() or one.headline[0] in "`"
        assert one.help, "every finding says what to do"
        assert one.primary is not None
        assert 0 < len(one.primary.text.split()) <= 8
        for words in (one.headline, one.primary.text, *one.help):
            assert not re.search(r"\b(NUM|STRING|DOTTED|IDENTITY|RESERVED|DATE)\b|\b_[A-Z]+\b|\$END", words)
    assert len(seen) > 30


def test_every_code_of_the_syntax_is_provoked_here() -> None:
    here = {code for _, code, _ in LINES + TEXTS + ROWS}
    elsewhere = {"beyond-limits", "empty-file", "missing-language", "unknown-language", "unindented-clause"}
    assert here | elsewhere <= set(CODES)
    assert not here & elsewhere
