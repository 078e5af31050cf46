"""`python -m benchmarks`: one table of ratios; exit 1 where a bar does not hold."""

import sys
from itertools import chain

from benchmarks import (
    cold_check,
    drag_step,
    exporting,
    first_paint,
    fixing,
    long_turns,
    many_plans,
    memory,
    taskjuggler,
    windows_and_ripples,
    wrong_input,
)
from benchmarks.table import show

PARTS = (
    cold_check,
    first_paint,
    many_plans,
    drag_step,
    long_turns,
    fixing,
    exporting,
    wrong_input,
    memory,
    windows_and_ripples,
    taskjuggler,
)

if __name__ == "__main__":
    sys.exit(0 if show(chain.from_iterable(part.results() for part in PARTS)) else 1)
