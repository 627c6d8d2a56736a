from fractions import Fraction

import pytest

from wellled_rules.cases.document import UNREAD, Object
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.read import read
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError


def entries(text: bytes | str, name: str = "case.json") -> dict[str, object]:
    document = read(text, name)
    assert isinstance(document.root, Object)
    assert document.findings == ()
    return dict(document.root.entries)


def refusal(text: bytes | str, name: str = "case.json", limits: CaseLimits | None = None) -> tuple[Diagnostic, ...]:
    try:
        return read(text, name, limits or CaseLimits()).findings
    except CaseError as fault:
        return fault.diagnostics


def placed(one: Diagnostic) -> tuple[int, int]:
    assert one.primary is not None
    return one.primary.span.line, one.primary.span.column


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("3.0", 3),
        ("0.1", Fraction(1, 10)),
        ("1e3", 1000),
        ("1E-2", Fraction(1, 100)),
        ("-0.0", 0),
        ("-2.50", Fraction(-5, 2)),
        ("0.000e99999999999", 0),
        ("100000000000000000", 10**17),
        ("123456789012345678e0", 123456789012345678),
        ("0.123456789012345678", Fraction(123456789012345678, 10**18)),
    ],
)
def test_json_numbers_are_exact(text: str, number: int | Fraction) -> None:
    value = entries(f'{{"a": {text}}}')["a"]
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize("text", ["1e18", "1e999999999999", "1e-19", "1234567890123456789", "0." + "0" * 18 + "1"])
def test_numbers_beyond_the_limit_of_digits_are_refused_where_they_stand(text: str) -> None:
    (one,) = refusal(f'{{"a": [0, {text}]}}')
    assert (one.code, one.pointer) == ("case-too-large", "/a/1")


def test_true_is_not_one_and_a_quoted_number_is_text() -> None:
    found = entries('{"a": true, "b": "3", "c": null, "d": [false]}')
    assert found == {"a": True, "b": "3", "c": None, "d": (False,)}
    assert found["a"] is True


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word: str) -> None:
    (one,) = refusal(f'{{"a": {word}}}')
    assert (one.code, one.pointer) == ("not-plain-data", "/a")


def test_a_key_written_twice_is_found_once_and_the_rest_is_read() -> None:
    document = read('{"a": {"x/~y": 1, "x/~y": 2, "x/~y": 3}, "b": 1}', "case.json")
    assert [(one.code, one.pointer) for one in document.findings] == [("given-twice", "/a/x~1~0y")]
    assert isinstance(document.root, Object)
    assert document.root.entries["b"] == 1


@pytest.mark.parametrize(
    ("text", "place", "headline"),
    [
        ('{"a": 1,}', (1, 9), "a comma stands before a closing bracket"),
        ("{'a': 1}", (1, 2), "text stands in single quotes"),
        ('{"a": 1', (1, 8), "the text ends before the case does"),
        ('{"a": "x', (1, 7), "the closing quote of this text is missing"),
        ('{"a": tru}', (1, 7), "this is no value"),
        ('{"a": ,}', (1, 7), "a value is missing here"),
        ('{"a": True}', (1, 7), "a Python word stands for a value"),
        ('{"a" 1}', (1, 6), "a colon is missing between a name and its value"),
        ('{"a": 1 "b": 2}', (1, 9), "a comma or a closing bracket is missing here"),
        ('{\n"a": 1 // one\n}', (2, 8), "JSON has no comments"),
        ('{"a": "\\q"}', (1, 8), "a backslash before a character that needs none"),
        ('{"a": "\\u12"}', (1, 9), "`\\u` needs four hexadecimal digits"),
        ('{"a": "x\ny"}', (1, 9), "a text goes over a line's end or holds a control character"),
        ("{} {}", (1, 4), "the case ends before the text does"),
        ("{a: 1}", (1, 2), "a name in double quotes is missing here"),
        ('{"a": 012}', (1, 8), "a comma or a closing bracket is missing here"),
    ],
)
def test_broken_json_is_told_in_words_and_placed(text: str, place: tuple[int, int], headline: str) -> None:
    (one,) = refusal(text)
    assert one.code == "unreadable-case"
    assert one.headline == headline
    assert placed(one) == place


@pytest.mark.parametrize(
    ("data", "headline"),
    [
        (b"", "`case.json` is empty"),
        (b" \r\n\t", "`case.json` is empty"),
        (b"\xef\xbb\xbf", "`case.json` is empty"),
        (b'{"a":\n"\xff"}', "`case.json` is not UTF-8: line 2 holds other bytes"),
        ('{"a": 1}'.encode("utf-16"), "`case.json` is encoded as UTF-16, not UTF-8"),
        (b"[]", "a case is a group of named entries, and this is a list"),
        (b'"x"', "a case is a group of named entries, and this is the text `x`"),
    ],
)
def test_what_is_no_case_at_all_is_refused(data: bytes, headline: str) -> None:
    (one,) = refusal(data)
    assert (one.code, one.headline) == ("unreadable-case", headline)


@pytest.mark.parametrize("text", [b'\xef\xbb\xbf{"a": 1}', b'{\r\n"a": 1\r\n}\r\n', '{"a": 1}', b'{\r"a": 1}'])
def test_byte_order_mark_and_line_ends_do_not_matter(text: bytes | str) -> None:
    assert entries(text) == {"a": 1}


def test_half_a_character_is_refused() -> None:
    (value, key) = refusal('{"a": "\\ud800", "\\udfff": 1}')
    assert (value.code, value.pointer) == ("not-plain-data", "/a")
    assert (key.code, key.pointer) == ("not-plain-data", "")
    assert entries('{"a": "\\ud83c\\udf5e"}') == {"a": "\U0001f35e"}


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 500 + "]" * 500])
def test_deep_nesting_is_refused_without_recursion(text: str) -> None:
    assert {one.code for one in refusal(text)} <= {"case-too-large", "unreadable-case"}
    assert "case-too-large" in {one.code for one in refusal(text)}


def test_depth_up_to_the_limit_is_read() -> None:
    limits = CaseLimits(depth=3)
    assert refusal('{"a": {"b": {}}}', limits=limits) == ()
    (one,) = refusal('{"a": {"b": {"c": {}}}}', limits=limits)
    assert (one.code, one.pointer) == ("case-too-large", "/a/b/c")


def test_size_number_of_values_and_length_of_names_are_bounded() -> None:
    (size,) = refusal('{"a": 1}', limits=CaseLimits(text_bytes=7))
    assert size.headline == "`case.json` has 8 bytes; a case may have 7"
    (yaml,) = refusal("a: 1\n", "case.yaml", CaseLimits(yaml_bytes=4))
    assert yaml.help == ("give a large case as JSON",)
    (values,) = refusal('{"a": [1, 2, 3]}', limits=CaseLimits(values=4))
    assert values.headline == "the case has more than 4 entries"
    (name,) = refusal('{"a": {"bcd": 1}}', limits=CaseLimits(name_length=2))
    assert (name.code, name.pointer) == ("case-too-large", "/a")


def test_as_many_values_as_the_limit_are_read() -> None:
    assert refusal('{"a": {"b": 1, "c": [2.5]}}', limits=CaseLimits(values=5)) == ()
    assert len(refusal('{"a": {"b": 1, "c": [2.5]}}', limits=CaseLimits(values=4))) == 1


def test_unread_parts_leave_a_mark_that_is_passed_over() -> None:
    document = read('{"a": NaN}', "case.json")
    assert isinstance(document.root, Object)
    assert document.root.entries["a"] is UNREAD


@pytest.mark.parametrize(
    ("name", "text"), [("case.yaml", "a: 1"), ("case.yml", '{"a": 1}'), ("-", "a: 1"), ("-", '{"a": 1}')]
)
def test_the_name_or_the_first_character_says_which_format(name: str, text: str) -> None:
    assert entries(text, name) == {"a": 1}
    assert refusal("a: 1", "case.json")[0].code == "unreadable-case"
