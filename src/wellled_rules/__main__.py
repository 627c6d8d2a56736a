"""`python -m wellled_rules`: the same as `wellled`."""

import sys

from wellled_rules.interfaces.cli.main import run

sys.exit(run())
