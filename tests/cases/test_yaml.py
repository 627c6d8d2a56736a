from fractions import Fraction

import pytest

from wellled_rules.cases.document import Object
from wellled_rules.cases.read import read
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError


def value(text: str) -> object:
    document = read(f"a: {text}\n", "case.yaml")
    assert document.findings == ()
    assert isinstance(document.root, Object)
    return document.root.entries["a"]


def refusal(text: str) -> tuple[Diagnostic, ...]:
    try:
        return read(text, "case.yaml").findings
    except CaseError as fault:
        return fault.diagnostics


@pytest.mark.parametrize(
    "text", ["no", "yes", "on", "off", "y", "NO", "2024-01-01", "1_000", "0b1", "1:30", "nan", "0x", "=", "tRUE"]
)
def test_words_that_older_yaml_reads_otherwise_are_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("012", 12),
        ("+3", 3),
        ("0x1F", 31),
        ("0o17", 15),
        ("3.0", 3),
        ("0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1e3", 1000),
        ("-2.5E-1", Fraction(-1, 4)),
        ("'3'", "3"),
        ('"true"', "true"),
        ("''", ""),
        ("[1, no, 'x']", (1, "no", "x")),
    ],
)
def test_plain_scalars_follow_the_core_schema_exactly(text: str, meaning: object) -> None:
    assert value(text) == meaning
    assert type(value(text)) is type(meaning)


def test_names_are_always_text() -> None:
    document = read("1: a\ntrue: b\n~: c\n2024-01-01: d\n", "case.yaml")
    assert isinstance(document.root, Object)
    assert list(document.root) == ["1", "true", "~", "2024-01-01"]


def test_blocks_flows_comments_and_folded_text_are_read() -> None:
    document = read("# why\na:\n  - b: 1 # one\n    c: {d: [2]}\n  - |\n    x\n    y\n", "case.yaml")
    assert isinstance(document.root, Object)
    (first, second) = document.root.entries["a"]  # type: ignore[misc]
    assert first == Object({"b": 1, "c": Object({"d": (2,)})})
    assert second == "x\ny\n"


@pytest.mark.parametrize(
    ("text", "headline", "place"),
    [
        ("a: &x 1\n", "a case holds no anchors", (1, 4)),
        ("a: &x [1]\nb: *x\n", "a case holds no aliases", (2, 4)),
        ("a: !!str 3\n", "a case holds no tags", (1, 4)),
        ("a: ! 3\n", "a case holds no tags", (1, 4)),
        ("a: 1\n<<: {b: 2}\n", "a case holds no merge keys", (2, 1)),
        ("%YAML 1.1\n---\na: 1\n", "a case holds no YAML directives", (2, 1)),
        ("a: 1\n---\nb: 1\n", "a case holds no second document", (2, 1)),
    ],
)
def test_yaml_that_refers_elsewhere_is_refused_at_its_line(text: str, headline: str, place: tuple[int, int]) -> None:
    one = next(found for found in refusal(text) if found.headline == headline)
    assert one.code == "not-plain-data"
    assert one.primary is not None
    assert (one.primary.span.line, one.primary.span.column) == place


def test_all_of_them_are_found_at_once() -> None:
    assert len(refusal("a: &x 1\nb: *x\nc: !!str 3\n")) == 3


def test_a_quoted_merge_sign_is_a_name() -> None:
    assert refusal("'<<': 1\n") == ()


@pytest.mark.parametrize(
    ("text", "headline", "line"),
    [
        ("a: b: c\n", "a colon stands inside a value", 1),
        ("a:\n\t- b\n", "a tab stands where YAML wants spaces", 2),
        ("a: [1, 2\n", "the text ends before the case does", 2),
        ('a: "\\q"\n', "a backslash before a character that needs none", 1),
        ("a: @x\n", "a value cannot begin with this character", 1),
        ("a:\n  b: 1\n c: 2\n", "this line does not fit the indentation above it", 3),
        ("a: \x07\n", "a character stands here that no YAML text may hold", 1),
    ],
)
def test_broken_yaml_is_told_in_words_and_placed(text: str, headline: str, line: int) -> None:
    one = refusal(text)[-1]
    assert (one.code, one.headline) == ("unreadable-case", headline)
    assert one.primary is not None
    assert one.primary.span.line == line


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        ("a: 1\na: 2\n", "given-twice", "/a"),
        ("a: {b: 1, 'b': 2}\n", "given-twice", "/a/b"),
        ("a: .nan\n", "not-plain-data", "/a"),
        ("a: -.INF\n", "not-plain-data", "/a"),
        ("a: 1e400\n", "case-too-large", "/a"),
        ("a: 0xFFFFFFFFFFFFFFFFFFFF\n", "case-too-large", "/a"),
        ("[1]: 2\n", "not-plain-data", ""),
        ("- 1\n", "unreadable-case", ""),
        ("# nothing\n", "unreadable-case", ""),
    ],
)
def test_what_cannot_be_read_has_its_pointer(text: str, code: str, pointer: str) -> None:
    assert [(one.code, one.pointer) for one in refusal(text)] == [(code, pointer)]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 20_000, "- " * 50_000, "? " * 50_000, "a:\n" + "  " * 900])
def test_deep_or_endless_nesting_ends_soon(text: str) -> None:
    assert {one.code for one in refusal(text)} <= {"case-too-large", "unreadable-case"}
