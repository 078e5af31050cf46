"""The command line: `main` runs the module of one command."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

from planner.cli.commands import COMMANDS

if TYPE_CHECKING:
    from planner.cli.streams import GuardedStream

_COULD_NOT_RUN = 2
_WITHOUT_COLLECTION = ("check", "export", "import", "open")
"""Commands without garbage collection: three are short, and the screen collects in its own pauses."""
_INTERRUPTED = 130


def run_as_process() -> NoReturn:
    """Run the command of `sys.argv` and end the process with its exit code.

    After `check` and `export` the process ends at once, without exit handlers.
    """
    code = main()
    if sys.argv[1:2] in (["check"], ["export"]):
        # All is written. To take a large plan apart, object by object, would be a tenth of its check.
        os._exit(code)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` default to those of the process.

    Meanwhile, standard output and standard error let no workflow command through. Return 2 if standard output
    cannot be written, or if the current folder was deleted, and 130 after ctrl+c. A command that shows its
    help or refuses its options raises SystemExit.
    """
    from planner.cli.streams import GuardedErrors, GuardedStream, OutputFailed

    arguments = list(sys.argv[1:] if arguments is None else arguments)
    streams = sys.stdout, sys.stderr
    output, errors = GuardedStream(sys.stdout), GuardedErrors(sys.stderr)
    sys.stdout, sys.stderr = cast("TextIO", output), cast("TextIO", errors)
    command = f"planner {arguments[0]}" if arguments and arguments[0] in COMMANDS else "planner"
    try:
        return _run_and_flush(arguments, output)
    except FileNotFoundError:
        if _current_folder_exists():
            raise
        errors.write(f"{command}: the current folder is gone\n")
        return _COULD_NOT_RUN
    except OutputFailed as failed:
        if not failed.reader_left:
            errors.write(f"{command}: cannot write to standard output: {failed}\n")
        return _COULD_NOT_RUN
    finally:
        errors.flush()
        sys.stdout, sys.stderr = streams


def _run_and_flush(arguments: list[str], output: "GuardedStream") -> int:
    """Run the command, flush its output, and return its exit code: 130 after ctrl+c.

    SystemExit of the command is raised again once the output is flushed.
    """
    try:
        code = _run(arguments)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except SystemExit:
        output.flush()
        raise
    output.flush()
    return code


def _current_folder_exists() -> bool:
    """Return False if the current folder was deleted, else True."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


def _run(arguments: list[str]) -> int:
    """Run the command that the arguments name, and return its exit code.

    Options before the command are moved behind it. Without a command all arguments go to `open`. Garbage
    collection stays off after the commands of `_WITHOUT_COLLECTION`, unless they watch.
    """
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        command, *arguments = arguments
    elif first.startswith("-"):
        from planner.cli.leading_options import command_after_options

        command, arguments = command_after_options(arguments)
    else:
        command = "open"
    if command in _WITHOUT_COLLECTION and "--watch" not in arguments:
        gc.disable()  # before the imports, which make most of the objects
    run: Callable[[list[str]], int] = import_module(f"{__name__}.{command}").run
    return run(arguments)
