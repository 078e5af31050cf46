"""The command line: a module per command, announced here and nowhere else."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

COMMANDS = {
    "open": "edit plans on a timeline in the terminal; what `planner` alone does",
    "check": "judge plans by their policies, for people, editors and CI",
}

_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; what it returns is the exit code."""
    from planner.cli.output import silence_output

    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        silence_output()
        return _BROKEN_PIPE


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "-V", "--version"):
        command = "overview"
    elif first in COMMANDS:
        command, *arguments = arguments
    else:
        command = "open"
    run: Callable[[list[str]], int] = import_module(f"{__name__}.{command}").run
    return run(arguments)
