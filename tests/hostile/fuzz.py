"""Feed one target for as long as wanted: `python tests/hostile/fuzz.py TARGET [COUNT] [SEED]`.

With atheris installed and `--atheris`, coverage leads: `python tests/hostile/fuzz.py TARGET --atheris [its options]`.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.targets import TARGETS, mutations

_TOLD_EVERY = 1_000


def by_mutation(name: str, count: int, seed: int) -> int:
    """Feeds so many inputs; the first that breaks a promise is written to a file and ends the run."""
    target, slowest = TARGETS[name], 0
    for turn, data in enumerate(islice(mutations(target, seed), count), 1):
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


def by_coverage(name: str, options: list[str]) -> None:
    """Hands the target to atheris, which never returns."""
    atheris = import_module("atheris")
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *options], TARGETS[name].run)
    atheris.Fuzz()


def main(words: list[str]) -> int:
    if not words or words[0] not in TARGETS:
        print(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
        return 2
    name, *rest = words
    if "--atheris" in rest:
        by_coverage(name, [one for one in rest if one != "--atheris"])
        return 0
    count, seed = (*map(int, rest), *(10_000, 0)[len(rest) :])
    return by_mutation(name, count, seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
