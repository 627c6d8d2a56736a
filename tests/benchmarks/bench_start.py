"""How long a command takes to answer, as a whole process, beside the libraries that it could not do without.

Run: `python tests/benchmarks/bench_start.py [RUNS]`. Not collected by pytest.

What is compared: `python -m wellled_rules eval` of one case of a shipped framework, from the start of the interpreter
to its end, with the framework kept by an earlier run; and `python -c "import pydantic, click"`, which does nothing.
Included: the interpreter, every import, reading and checking the entry that was kept, reading and validating the case,
evaluating it, its sensitivities, writing the answer. Both sides find their modules compiled, as an installation leaves
them: the variable that forbids it is taken out, and what is compiled goes into a folder of this run. Runs of all sides
take turns; the ratio is the median of the ratios of the turns. A cold start has an empty cache each time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter_ns

ROOT = Path(__file__).parents[2]
FRAMEWORK = "saf-local-authority@2024-12"
CASE = ROOT / "versions" / "saf-local-authority-2024-12" / "examples" / "wokingham.json"
RUNS, COLD_RUNS = 21, 5

EVAL = (sys.executable, "-m", "wellled_rules", "eval", FRAMEWORK, str(CASE))
LOAD = (
    "import json, sys, wellled_rules\n"
    f"case = json.loads(open({str(CASE)!r}, 'rb').read())\n"
    f"sys.stdout.write(wellled_rules.load({FRAMEWORK!r}).evaluate(case).to_json())\n"
)
BASE = (sys.executable, "-c", "import pydantic, click")
SIDES: dict[str, Sequence[str]] = {
    "wellled eval": EVAL,
    "wellled eval --format json": (*EVAL, "--format", "json"),
    "load, evaluate, to_json": (sys.executable, "-c", LOAD),
}


def timed(words: Sequence[str], setting: dict[str, str]) -> int:
    """Nanoseconds from start to end of a process."""
    start = perf_counter_ns()
    subprocess.run(words, env=setting, stdout=subprocess.DEVNULL, check=True)
    return perf_counter_ns() - start


def told(nanoseconds: float) -> str:
    return f"{nanoseconds / 1e6:.0f} ms"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with TemporaryDirectory(prefix="bench-start-") as folder:
        setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        setting |= {"WELLLED_CACHE": f"{folder}/kept", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        for words in (BASE, *SIDES.values()):
            timed(words, setting)
        sides = {"base": BASE, **SIDES}
        turns = [{name: timed(words, setting) for name, words in sides.items()} for _ in range(max(runs, 11))]
        base = median(turn["base"] for turn in turns)
        print(f"import pydantic, click: {told(base)}, median of {len(turns)} runs in turns")
        for name in SIDES:
            ratio = median(turn[name] / turn["base"] for turn in turns)
            print(f"  {name}, warm: {told(median(turn[name] for turn in turns))}, {ratio:.2f} x")
        off = setting | {"WELLLED_CACHE": "off"}
        cold = [timed(EVAL, off) for _ in range(COLD_RUNS)]
        print(f"  wellled eval, cold (nothing kept): {told(median(cold))}, {median(cold) / base:.2f} x")


if __name__ == "__main__":
    main()
