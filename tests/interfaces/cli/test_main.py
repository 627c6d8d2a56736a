"""How each way to end becomes an exit code, and what starting up loads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from types import ModuleType

import click
import pytest

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.interfaces.cli.exit_codes import ExitCode
from wellled_rules.interfaces.cli.main import COMMANDS, program

_HEAVY = ("lark", "networkx", "pydantic", "rich", "ruamel.yaml", "rfc8785")


def _planted(monkeypatch, act):
    """Let `wellled code` do `act` instead."""

    @click.command()
    def command() -> ExitCode:
        return act()

    module = ModuleType("planted")
    module.command = command
    monkeypatch.setitem(sys.modules, "wellled_rules.interfaces.cli.commands.code", module)


def _raising(error):
    def act():
        raise error

    return act


def test_help_names_every_command_and_every_exit_code(wellled):
    ended = wellled("--help")
    assert (ended.code, ended.err) == (0, "")
    shown = " ".join(ended.out.split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in shown
    for code in ExitCode:
        assert f"{code.value} {code.meaning}" in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_has_an_example_that_names_it(wellled, name):
    ended = wellled(name, "--help")
    assert ended.code == 0
    assert f"Example:\n      wellled {name}" in ended.out


@pytest.mark.parametrize("name", COMMANDS)
def test_list_of_commands_says_what_the_command_says_of_itself(name):
    found = program.get_command(click.Context(program), name)
    assert found is not None
    assert (found.help or "").split("\n\n")[0].replace("\n", " ").strip() == COMMANDS[name]


def test_no_words_give_the_help_as_bad_usage(wellled):
    ended = wellled()
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: wellled")


def test_unknown_command_is_refused_with_the_nearest(wellled):
    ended = wellled("exlpain")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "wellled: there is no command `exlpain`; did you mean `explain`?\n  help: wellled --help\n"


def test_unknown_option_is_refused_without_a_traceback(wellled):
    ended = wellled("code", "--nope")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("wellled: No such option")
    assert ended.err.endswith("  help: wellled code --help\n")


def test_words_that_could_act_on_the_screen_are_shown_inert(wellled):
    ended = wellled("\x1b[31mred\u202e\n")
    assert "\x1b" not in ended.err and "\u202e" not in ended.err
    assert "`\\x1b[31mred\\u202e\\n`" in ended.err


def test_version_is_that_of_the_package(wellled):
    ended = wellled("--version")
    assert ended.code == 0
    assert ended.out.startswith("wellled 0.")


def test_fault_of_ours_asks_to_be_reported_with_command_and_version(wellled, monkeypatch):
    _planted(monkeypatch, _raising(ZeroDivisionError("secret words")))
    ended = wellled("code")
    assert (ended.code, ended.out) == (70, "")
    assert "ZeroDivisionError" in ended.err
    assert "wellled code (version 0." in ended.err
    assert "Traceback" not in ended.err


def test_traceback_is_shown_where_it_is_asked_for(wellled, monkeypatch):
    _planted(monkeypatch, _raising(RecursionError()))
    monkeypatch.setenv("WELLLED_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in wellled("code").err


def test_refused_case_is_told_on_standard_error(wellled, monkeypatch):
    found = Diagnostic(
        code="off-the-scale", severity=Severity.ERROR, headline="9 is off the scale", pointer="/inputs/a"
    )
    _planted(monkeypatch, _raising(CaseError([found])))
    ended = wellled("code")
    assert (ended.code, ended.out) == (2, "")
    assert "error[off-the-scale]: 9 is off the scale" in ended.err
    assert "case: /inputs/a" in ended.err


def test_interrupt_ends_with_130(wellled, monkeypatch):
    _planted(monkeypatch, _raising(KeyboardInterrupt()))
    ended = wellled("code")
    assert (ended.code, ended.out, ended.err) == (130, "", "wellled: interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_interrupted_process_ends_without_a_traceback(tmp_path):
    case = tmp_path / "case.json"
    os.mkfifo(case)
    words = [sys.executable, "-m", "wellled_rules", "eval", "nothing@2024-01", str(case)]
    # Opening waits until the program has opened the other end; from there on it waits for the case.
    # Whoever runs the tests in the background may have them ignore interruptions, and so what they start.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(words, stderr=subprocess.PIPE, preexec_fn=heeding) as running, case.open("wb"):
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (130, b"wellled: interrupted\n")


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS), ["code"]])
def test_starting_up_loads_nothing_heavy(words):
    script = (
        "import sys\n"
        "from wellled_rules.interfaces.cli.main import run\n"
        f"run({words!r})\n"
        f"sys.exit(', '.join(name for name in {_HEAVY!r} if name in sys.modules) or 0)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")
