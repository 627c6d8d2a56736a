"""Feed one target for as long as wanted: `python tests/hostile/fuzz.py TARGET [COUNT] [SEED]`.

With atheris installed and `--atheris`, coverage leads: `python tests/hostile/fuzz.py TARGET --atheris [its options]`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import nullcontext
from importlib import import_module
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

if TYPE_CHECKING:
    from hostile.targets import Target

_TOLD_EVERY = 1_000
_COVERAGE, _INSIDE = "--atheris", "--atheris-inside"
_BEGUN_WITH = 300
"""Inputs from which atheris goes on."""


def targets(watched: Any = None) -> Mapping[str, Target]:
    """The targets. watched: what instruments the package while it is imported."""
    with watched or nullcontext():
        found: Mapping[str, Target] = import_module("hostile.targets").TARGETS
    return found


def by_mutation(name: str, count: int, seed: int) -> int:
    """Feeds so many inputs; the first that breaks a promise is written to a file and ends the run."""
    target, slowest = targets()[name], 0
    for turn, data in enumerate(islice(import_module("hostile.targets").inputs(target, seed), count), 1):
        before = time.thread_time_ns()
        try:
            target.run(data)
        except Exception as error:
            found = Path(f"hostile-{name}-{seed}-{turn}.bin")
            found.write_bytes(data)
            print(f"{name}: input {turn} of seed {seed}: {type(error).__name__}: {error}; it is in {found}")
            return 1
        slowest = max(slowest, time.thread_time_ns() - before)
        if turn % _TOLD_EVERY == 0 or turn == count:
            print(f"{name}: {turn} inputs, slowest {slowest // 1_000_000} ms", flush=True)
    return 0


def by_coverage(name: str, options: list[str]) -> int:
    """Has atheris feed the target, in a process that it ends itself; it begins with inputs that are worth trying."""
    target = targets()[name]
    with TemporaryDirectory() as folder:
        begun = islice(import_module("hostile.targets").inputs(target, 0), _BEGUN_WITH)
        for turn, data in enumerate((*target.corpus(), *begun)):
            Path(folder, str(turn)).write_bytes(data)
        words = [sys.executable, __file__, name, _INSIDE, *options, folder]
        return subprocess.run(words, check=False).returncode


def inside(name: str, options: list[str]) -> None:
    """Hands the target to atheris, which never returns."""
    atheris = import_module("atheris")
    target = targets(atheris.instrument_imports(include=["wellled_rules"]))[name]
    atheris.Setup([sys.argv[0], *options], target.run)
    atheris.Fuzz()


def main(words: list[str]) -> int:
    name, *rest = words or ("",)
    if _INSIDE in rest:
        inside(name, [one for one in rest if one != _INSIDE])
    if name not in targets():
        print(f"{__doc__}\nTargets: {', '.join(targets())}")
        return 2
    if _COVERAGE in rest:
        return by_coverage(name, [one for one in rest if one != _COVERAGE])
    count, seed = (*map(int, rest), *(10_000, 0)[len(rest) :])
    return by_mutation(name, count, seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
