"""All benchmarks in one run: `python tests/benchmarks [NAME...] [--write]`, on a machine that does nothing else.

NAME: `decision` runs `bench_decision.py` alone. `--write` puts the table of all of them into README.md; what could not
be measured here, because the other side is not installed, is said in its row. Each benchmark runs in a process of its
own, so that none warms another up.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from table import Measured, Row, Skipped, benchmarks, table, told, written_into

README = Path(__file__).parents[2] / "README.md"


class FailedError(Exception):
    """A benchmark ended before it had figures; what it said stands on standard error."""


def measured(name: str) -> list[Measured | Skipped]:
    """The figures of one benchmark, from its own process; what it says goes to standard error."""
    words = [sys.executable, str(Path(__file__).parent), "--alone", name]
    run = subprocess.run(words, stdout=subprocess.PIPE, check=False)
    if run.returncode:
        raise FailedError(name)
    found: list[Measured | Skipped] = pickle.loads(run.stdout)
    return found


def alone(rows: tuple[Row, ...]) -> None:
    """Measure here, and write the figures to standard output for the process that asked, and nothing else."""
    with redirect_stdout(sys.stderr):
        found = [row.measure() for row in rows]
    sys.stdout.buffer.write(pickle.dumps(found))


def say(name: str, row: Row, found: Measured | Skipped) -> None:
    """One row for whoever waits."""
    print(f"{name}: {row.name}, beside {row.beside}: {told(row, found)}")
    if isinstance(found, Measured):
        print(f"    ours {round(found.ours):,} ns, theirs {round(found.theirs):,} ns; {row.included}")
        print("".join(f"    {part}\n" for part in found.parts), end="", flush=True)


def main() -> None:
    every = benchmarks()
    asked = argparse.ArgumentParser(description="Measure, side by side.")
    asked.add_argument("names", nargs="*", choices=[[], *every], metavar="NAME", help=f"of {', '.join(every)}")
    asked.add_argument("--write", action="store_true", help="put the table into README.md")
    asked.add_argument("--alone", choices=[*every], help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.alone:
        alone(tuple(every[said.alone]))
        return
    if said.write and said.names:
        asked.error("the table in README.md is of all benchmarks: leave the names out")
    found: list[tuple[Row, Measured | Skipped]] = []
    failed: list[str] = []
    for name in said.names or every:
        try:
            figures = measured(name)
        except FailedError:
            failed.append(name)
            continue
        for row, one in zip(every[name], figures, strict=True):
            say(name, row, one)
            found.append((row, one))
    print()
    print(table(found), end="")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}; nothing is written")
    if said.write:
        README.write_text(written_into(README.read_text("utf-8"), table(found)), "utf-8")


if __name__ == "__main__":
    main()
