"""The grammar itself: no conflict, and exactly these words that can be no names."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from lark import Tree

from wellled_rules.library.resources import root
from wellled_rules.syntax import wording
from wellled_rules.syntax.grammar import KEPT, Grammar, Stop, build, grammar

RESERVED = """
a adding address after all also amends an any are assuming at basis because become becomes before best better between
by carried cites closes collection could covers dated empty equals every exactly expects first for force from given
headline highest in informs is judged keeps known left less lowest majority mean means missing more needs no none
normally not nothing number on one only opens other over overrides published read reads reason regulator requires rests
retires rounded shows standing status taken takes the then these total treat under undetermined unknown unless unlike
weighted when whole within worse worst worth yes
"""


def test_strict_mode_accepts_the_grammar() -> None:
    assert isinstance(build(strict=True), Grammar)


def test_the_grammar_stays_small() -> None:
    for name in ("wellled.lark", "terminals.lark"):
        assert len((root() / "grammar" / name).read_text("utf-8").splitlines()) <= 400


def test_a_new_key_word_that_breaks_files_is_seen() -> None:
    assert sorted(grammar().reserved) == RESERVED.split()


def test_words_kept_for_later_are_no_words_of_the_grammar_today() -> None:
    assert KEPT - {"from"} == KEPT - grammar().words


def test_each_kind_is_known_to_the_messages() -> None:
    text = (root() / "grammar" / "wellled.lark").read_text("utf-8")
    rule = re.search(r"^!kind:(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    assert rule is not None
    assert re.findall(r'"(\w+)"', rule.group(1)) == list(wording.KINDS)


def test_each_first_word_of_a_clause_is_known_to_the_messages() -> None:
    stop = grammar().parse("\n", "item")
    assert isinstance(stop, Stop)
    first = {grammar().word(kind) for kind in stop.expected} - {None}
    assert first == set(wording.FORMS)


def test_each_first_word_of_a_declaration_is_known_to_the_messages() -> None:
    stop = grammar().parse("\n", "top")
    assert isinstance(stop, Stop)
    assert {grammar().word(kind) for kind in stop.expected} == set(wording.HEADS)


def test_threads_share_the_parser() -> None:
    texts = [f'set row_{i} "Row"\n    seat_{i} "Seat"\n        means "seat {i}"\n' for i in range(200)]
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(lambda text: grammar().parse(text, "top"), texts))
    for i, tree in enumerate(trees):
        assert isinstance(tree, Tree)
        assert str(tree.children[2]) == f"row_{i}"


def test_comments_cannot_make_the_line_end_slow() -> None:
    # `(#[^\n]*)*` would try every way to cut this line into comments.
    text = "input x\n" + "#" * 5_000 + "\n" + "    " + "#" * 5_000 + "\nb"
    assert isinstance(grammar().parse(text, "top"), Stop)
