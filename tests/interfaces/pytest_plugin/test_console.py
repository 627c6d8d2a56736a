"""Transcripts are parsed, run and compared."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wellled_rules.interfaces.pytest_plugin.console import commands, desk, matches, replay

TEXT = """\
$ wellled one
line

$ wellled two \\
    --more "a b"
line
[exit 2]
$ wellled three
"""


def test_commands_with_output_and_exit_code() -> None:
    one, two, three = commands(TEXT)
    assert (one.words, one.output, one.code) == (["wellled", "one"], ("line", ""), 0)
    assert (two.words, two.output, two.code) == (["wellled", "two", "--more", "a b"], ("line",), 2)
    assert (three.words, three.output, three.code) == (["wellled", "three"], (), 0)
    assert "".join(command.transcript() for command in (one, two, three)) == TEXT


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(ValueError, match="starts with"):
        commands("output only\n")


@pytest.mark.parametrize(
    ("expected", "given", "same"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a", "b", ""), ("a  ", "b"), True),
        (("a",), ("a", "b"), False),
        (("a", "b"), ("a",), False),
        (("...",), (), True),
        (("a", "..."), ("a", "b", "c"), True),
        (("...", "c"), ("a", "c", "b", "c"), True),
        (("a", "...", "b", "...", "c"), ("a", "x", "b", "b", "c"), True),
        (("a", "...", "b"), ("a", "x"), False),
        (("a ... b",), ("a x b",), False),
    ],
)
def test_dots_stand_for_any_lines(expected: tuple[str, ...], given: tuple[str, ...], same: bool) -> None:
    assert matches(expected, given) is same


def fake_main() -> int:
    """Says what it was given, on both streams."""
    print("given", *sys.argv[1:], os.environ["NO_COLOR"])
    sys.stderr.write(f"read {sys.stdin.read()!r}\n")
    if "stop" in sys.argv:
        raise SystemExit(70)
    if "words" in sys.argv:
        raise SystemExit("no good")
    return 3 if "undetermined" in sys.argv else 0


def test_both_streams_and_the_exit_code_are_kept() -> None:
    text = "$ wellled x\n$ wellled undetermined\n$ wellled stop\n$ wellled words\n"
    ran = replay(text, fake_main)
    assert [command.code for command in ran] == [0, 3, 70, 1]
    assert ran[0].output == ("given x 1", "read ''")
    assert ran[3].output[-1] == "no good"


def test_standard_input_comes_from_a_file(tmp_path: Path) -> None:
    with desk(tmp_path, {"case.json": "{}\n"}):
        (ran,) = replay("$ wellled eval - < case.json\n", fake_main)
    assert ran.output == ("given eval - 1", "read '{}\\n'")


def test_no_other_program_runs() -> None:
    with pytest.raises(ValueError, match="`wellled` only"):
        replay("$ rm x\n", fake_main)


def test_the_desk_has_the_files_and_the_folders_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.wlr").write_text("level x")
    (tmp_path / ".hidden").mkdir()
    before = Path.cwd()
    with desk(tmp_path, {"cases/one.json": "{}"}) as folder:
        assert Path.cwd() == folder
        assert sorted(path.name for path in folder.iterdir()) == ["cases", "rules"]
        assert Path("rules/a.wlr").read_text() == "level x"
    assert Path.cwd() == before
    assert not folder.exists()


def test_a_file_outside_the_desk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"), desk(tmp_path, {"../x": ""}):
        pass
