"""The memory of a command is its own, however much the process that measures it takes."""

import sys

from benchmarks.memory import used


def test_a_command_is_not_charged_for_the_memory_of_the_process_that_measures_it() -> None:
    ballast = b"x" * 100_000_000
    code, seconds, memory = used([sys.executable, "-S", "-c", "raise SystemExit(3)"])
    assert code == 3
    assert seconds > 0
    assert memory * (1024 if sys.platform == "linux" else 1) < len(ballast)
