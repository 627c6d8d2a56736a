"""A long run over every target, in chunks that can be resumed: see README.md.

    python tests/hostile/long_run.py --inputs 1000000 --seed 0 --record hostile.jsonl

Each chunk is a process of its own with a bound on memory, and each input has a bound on its time. What is done stands
in the record, a line a chunk; a run that was ended goes on from there. Exit code 1 where something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.targets import TARGETS, inputs

SHARES = {
    "fragments": 295,
    "case_json": 180,
    "titles": 120,
    "case_yaml": 110,
    "odd_case": 80,
    "answer": 40,
    "history": 10,
    "declarations": 80,
    "written": 40,
    "small": 25,
    "between": 5,
    "table": 6,
    "rules": 5,
    "shipped": 4,
}
"""Of a thousand inputs, how many each target is fed: the cheaper an input, the more of them."""
CHUNK = 10_000
"""Inputs of a chunk, of the cheapest target; a chunk of another is as long as its share."""
LIMIT_BYTES = 3 * 2**30
"""Address space of a process; libraries that read tables map a third of that before they do anything."""
_MOST_TOLD = 20


@dataclass(frozen=True)
class Finding:
    """An input that broke a promise. turn: from 0, among the inputs of its seed. error: where, and what was raised."""

    turn: int
    error: str
    data: str


@dataclass(frozen=True)
class Chunk:
    """What became of some inputs. seconds: of the processor. slowest_ms: of one input. peak_mb: of its process."""

    target: str
    seed: int
    inputs: int
    seconds: float
    slowest_ms: int
    peak_mb: int
    findings: tuple[Finding, ...]


class Overrun(BaseException):
    """An input took longer than its target allows; no handler of what is tested can swallow it."""


def fed(name: str, seed: int, count: int, progress: Path) -> Chunk:
    """Feed one chunk in this process; every input that breaks a promise is kept."""
    target, found = TARGETS[name], dict[str, Finding]()
    signal.signal(signal.SIGPROF, _overrun)
    swallowed: list[BaseException] = []
    sys.unraisablehook = lambda told: swallowed.append(told.exc_value or RuntimeError(str(told.object)))
    slowest, before_all = 0, time.process_time()
    with progress.open("wb", buffering=0) as place:
        for turn, data in enumerate(islice(inputs(target, seed), count)):
            os.pwrite(place.fileno(), struct.pack("<q", turn), 0)
            before = time.thread_time_ns()
            signal.setitimer(signal.ITIMER_PROF, target.seconds)
            try:
                target.run(data)
                # What a library could only print is a fault as well.
                while swallowed:
                    raise swallowed.pop()
            except (Exception, Overrun) as error:
                # One of a kind is enough: what raised it, and where.
                found.setdefault(_kind(error), Finding(turn, _kind(error), repr(data[:4_000])))
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            slowest = max(slowest, time.thread_time_ns() - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = round(time.process_time() - before_all, 1)
    return Chunk(name, seed, count, seconds, slowest // 1_000_000, peak, tuple(found.values())[:_MOST_TOLD])


def _overrun(_: int, __: FrameType | None) -> None:
    raise Overrun


def _kind(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:200]}"


def apart(name: str, seed: int, count: int) -> Chunk:
    """Feed one chunk in a process of its own; one that dies is a finding, with the input that it died of."""
    with TemporaryDirectory() as folder:
        progress, answer = Path(folder, "turn"), Path(folder, "answer.json")
        words = [sys.executable, __file__, "--chunk", name, str(seed), str(count), str(progress), str(answer)]
        started = time.monotonic()
        ended = subprocess.run(words, stderr=subprocess.PIPE, text=True, check=False)
        if answer.exists():
            told = json.loads(answer.read_text("utf-8"))
            return Chunk(**{**told, "findings": tuple(Finding(**one) for one in told["findings"])})
        turn = struct.unpack("<q", progress.read_bytes())[0] if progress.exists() else -1
        died = Finding(turn, f"process ended with {ended.returncode}: {ended.stderr[-300:]}", "")
        return Chunk(name, seed, max(turn, 0), round(time.monotonic() - started, 1), 0, 0, (died,))


def chunks(total: int, seed: int) -> Iterator[tuple[str, int, int]]:
    """Target, seed and size of every chunk of a run, targets by turns so that each is met early."""
    left = {name: -(-total * share // 1_000) for name, share in SHARES.items()}
    largest = max(SHARES.values())
    turn = Counter[str]()
    while any(left.values()):
        for name, share in SHARES.items():
            size = min(left[name], max(50, CHUNK * share // largest))
            if size:
                yield name, seed * 1_000_000 + turn[name], size
                turn[name] += 1
                left[name] -= size


def recorded(record: Path) -> list[Chunk]:
    """The chunks that a record holds."""
    lines = record.read_text("utf-8").splitlines() if record.exists() else []
    held = [json.loads(line) for line in lines]
    return [Chunk(**{**one, "findings": tuple(Finding(**each) for each in one["findings"])}) for one in held]


def summary(done: Sequence[Chunk]) -> str:
    """What a record holds, as the table of README.md."""
    rows = ["| target | inputs | seconds | slowest, ms | peak memory, MB | findings |", "|---|---|---|---|---|---|"]
    for name in (*SHARES, ""):
        ones = [one for one in done if name in ("", one.target)]
        if ones:
            found = len({each.error for one in ones for each in one.findings})
            most = f"{max(one.slowest_ms for one in ones):,} | {max(one.peak_mb for one in ones)}"
            seconds = round(sum(one.seconds for one in ones))
            rows.append(f"| {name or 'all'} | {sum(one.inputs for one in ones):,} | {seconds:,} | {most} | {found} |")
    return "\n".join(rows)


def run(total: int, seed: int, record: Path) -> int:
    done = recorded(record)
    held = {(one.target, one.seed) for one in done}
    for name, own, size in chunks(total, seed):
        if (name, own) in held:
            continue
        one = apart(name, own, size)
        done.append(one)
        with record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")
        print(f"{sum(each.inputs for each in done):,} inputs; {name} {own}: {one.seconds} s", flush=True)
        for each in one.findings:
            print(f"  found: {name} --seed {own}, input {each.turn}: {each.error}", flush=True)
    print(summary(done))
    return int(any(one.findings for one in done))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--inputs", type=int, default=1_000_000, help="in all; each target has its share")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--record", type=Path, default=Path("hostile.jsonl"), help="what is done; a run goes on from it")
    words.add_argument("--chunk", nargs=5, help=argparse.SUPPRESS)
    told = words.parse_args()
    if told.chunk is None:
        return run(told.inputs, told.seed, told.record)
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    name, seed, count, progress, answer = told.chunk
    made = fed(name, int(seed), int(count), Path(progress))
    Path(answer).write_text(json.dumps(asdict(made)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
