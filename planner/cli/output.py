"""Output: a file or standard output, with or without colour."""

import sys
from collections.abc import Mapping
from typing import TextIO

from planner.cli.streams import GuardedStream


def in_colour(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Return True for colour: `--color` beats `NO_COLOR` beats `FORCE_COLOR`; else only on a terminal.

    `CLICOLOR_FORCE` is another name of `FORCE_COLOR`; both count unless empty or `0`.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(each, "0") not in ("", "0") for each in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal(stream, environment)


def is_terminal(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Return True if the stream is a terminal that can show more than plain lines."""
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def write(text: str, path: str | None, *, commands: bool = False) -> None:
    """Write text to a file, or to standard output if `path` is None.

    Workflow commands are written to standard output only if `commands` is True. Raise OSError for a file; a
    failure of standard output ends the command.
    """
    if path is not None:
        with open(path, "wb") as file:
            file.write(_encoded(text))
    elif commands and isinstance(sys.stdout, GuardedStream):
        sys.stdout.write_unguarded(text)
        sys.stdout.flush()
    elif text:
        sys.stdout.write(text)
        sys.stdout.flush()


def append(text: str, path: str) -> None:
    """Append text to a file. Raise OSError."""
    with open(path, "ab") as file:
        file.write(_encoded(text))


def write_binary(contents: bytes) -> None:
    """Write bytes to standard output; a failure ends the command."""
    if isinstance(sys.stdout, GuardedStream):
        sys.stdout.write_unguarded(contents)
    else:
        sys.stdout.buffer.write(contents)
    sys.stdout.flush()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
