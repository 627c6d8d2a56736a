"""A page is read into its blocks."""

from __future__ import annotations

from textwrap import dedent

from wellled_rules.interfaces.pytest_plugin.page import blocks, replaced

PAGE = dedent("""\
    top

    # One

    ```wellled file=a/b.wlr whole
    level oven
    ```

    ~~~~ console
    $ wellled
    ```
    ~~~
    ~~~~

    ## Two
    ```
    # no heading
    """)


def test_kind_options_text_line_and_heading_are_read() -> None:
    rules, console, bare = blocks(PAGE)
    assert (rules.kind, rules.file, "whole" in rules.options, rules.text) == (
        "wellled",
        "a/b.wlr",
        True,
        "level oven\n",
    )
    assert (rules.line, rules.heading, rules.section) == (6, "One", 1)
    assert (console.kind, console.text, console.line) == ("console", "$ wellled\n```\n~~~\n", 10)
    assert (bare.kind, bare.text, bare.section, bare.heading) == ("", "# no heading\n", 2, "Two")


def test_the_inside_of_a_block_is_replaced_and_nothing_else() -> None:
    _, console, _ = blocks(PAGE)
    new = replaced(PAGE, console, "$ other\n")
    assert new == PAGE.replace("$ wellled\n```\n~~~\n", "$ other\n")


def test_a_page_without_blocks_has_none() -> None:
    assert blocks("") == []
    assert blocks("`a` ```b``` c\n") == []
