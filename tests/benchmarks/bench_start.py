"""How long a command takes to answer, as a whole process, beside the libraries that it could not do without.

Run: `python tests/benchmarks start`. Not collected by pytest.

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
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter_ns

from table import AtMost, Measured, NoGoal, Row

ROOT = Path(__file__).parents[2]
FRAMEWORK = "saf-local-authority@2024-12"
CASE = ROOT / "versions" / "saf-local-authority-2024-12" / "examples" / "wokingham.json"
RUNS, COLD_RUNS = 21, 5
GOAL = AtMost(Fraction(5, 2))

EVAL = (sys.executable, "-m", "wellled_rules", "eval", FRAMEWORK, str(CASE))
LOAD = (
    "import json, sys, wellled_rules\n"
    f"case = json.loads(open({str(CASE)!r}, 'rb').read())\n"
    f"sys.stdout.write(wellled_rules.load({FRAMEWORK!r}).evaluate(case).to_json())\n"
)
BASE = (sys.executable, "-c", "import pydantic, click")
SIDES: dict[str, Sequence[str]] = {
    "`wellled eval`, warm, whole process": EVAL,
    "`wellled eval --format json`, warm, whole process": (*EVAL, "--format", "json"),
    "`load`, `evaluate`, `to_json`, warm, whole process": (sys.executable, "-c", LOAD),
}
COLD = "`wellled eval`, cold, whole process"


def rows() -> list[Row]:
    """The warm starts, and the first of all."""
    return [
        Row(
            name=name,
            beside="`import pydantic, click`",
            goal=NoGoal() if name == COLD else GOAL,
            included="everything from the start of the interpreter to its end, modules compiled",
            measure=partial(measured, name),
        )
        for name in (*SIDES, COLD)
    ]


def measured(name: str) -> Measured:
    """Whole processes, in turns."""
    ours = EVAL if name == COLD else SIDES[name]
    with TemporaryDirectory(prefix="bench-start-") as folder:
        setting = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        setting |= {"WELLLED_CACHE": f"{folder}/kept", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        for words in (BASE, ours):
            timed(words, setting)
        kept = setting | ({"WELLLED_CACHE": "off"} if name == COLD else {})
        turns = [(timed(ours, kept), timed(BASE, setting)) for _ in range(COLD_RUNS if name == COLD else RUNS)]
    return Measured(
        ours=Fraction(median(one for one, _ in turns)),
        theirs=Fraction(median(other for _, other in turns)),
        ratio=median(Fraction(one, other) for one, other in turns),
    )


def timed(words: Sequence[str], setting: dict[str, str]) -> int:
    """Nanoseconds from start to end of a process."""
    start = perf_counter_ns()
    subprocess.run(words, env=setting, stdout=subprocess.DEVNULL, check=True)
    return perf_counter_ns() - start
