"""Compare every engine on as many draws as wanted, and count what was drawn.

    python tests/properties/agree.py --draws 1000000 --first 0

Draws are of frameworks `first`, `first + 1`, ..., so many cases each; processes with ranges that do not overlap share
a run. Prints who answered, how often each construct occurs, and each disagreement; exit code 1 where there is one, or
where a construct occurs in less than one draw of a hundred.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.agreement import Tally, compared
from support.occurring import expected

_TOLD_EVERY = 50


def agree(total: int, first: int, cases: int) -> int:
    """How many frameworks engines disagree on; prints the tally."""
    tally, differing, started = Tally(), 0, time.process_time()
    for turn in range(-(-total // cases)):
        try:
            tally.add(compared(first + turn, cases))
        except Exception as error:
            # One difference says enough about a framework; the others must be compared all the same.
            differing += 1
            print(f"DISAGREEMENT: framework {first + turn}: {type(error).__name__}: {str(error)[:2_000]}", flush=True)
        if (turn + 1) % _TOLD_EVERY == 0:
            print(f"{tally.draws:,} draws, {time.process_time() - started:,.0f} s, {differing} differ", flush=True)
    print(tally.told())
    rare = sorted(name for name in expected() if 100 * tally.constructs[name] < tally.draws)
    print(f"in less than one of a hundred: {', '.join(rare) or 'nothing'}")
    print(f"disagreements: {differing}; {time.process_time() - started:,.0f} s of the processor")
    return differing + len(rare)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--draws", type=int, default=1_000_000)
    words.add_argument("--first", type=int, default=0, help="seed of the first framework")
    words.add_argument("--cases", type=int, default=500, help="cases of each framework")
    told = words.parse_args()
    return int(agree(told.draws, told.first, told.cases) > 0)


if __name__ == "__main__":
    sys.exit(main())
