"""Output: a file or standard output, with or without colour."""

import sys
from collections.abc import Mapping
from typing import TextIO

from planner.cli.streams import GuardedStream


def in_colour(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Return True if output to the stream should have colour.

    `choice` is the value of `--color`: `always` and `never` decide. With `auto`, `NO_COLOR` forbids colour,
    then `FORCE_COLOR` or `CLICOLOR_FORCE` (neither empty nor `0`) demands it, else a terminal has it. A
    `stream` of None is a file.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(each, "0") not in ("", "0") for each in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal(stream, environment)


def is_terminal(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Return True if the stream is a terminal, unless TERM is `dumb`; False for None."""
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def write(text: str, path: str | None, *, commands: bool = False) -> None:
    """Write text to a new or replaced file, or to standard output if `path` is None.

    On standard output, workflow commands in the text act only if `commands` is True; else they are defused.
    Raise OSError if the file cannot be written, OutputFailed if standard output cannot.
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
    """Append text to a file, which is created if need be. Raise OSError if it cannot be written."""
    with open(path, "ab") as file:
        file.write(_encoded(text))


def write_binary(contents: bytes) -> None:
    """Write bytes to standard output as they are. Raise OutputFailed if that fails."""
    if isinstance(sys.stdout, GuardedStream):
        sys.stdout.write_unguarded(contents)
    else:
        sys.stdout.buffer.write(contents)
    sys.stdout.flush()


def _encoded(text: str) -> bytes:
    """Return the text in UTF-8; lone surrogates become backslash escapes."""
    return text.encode("utf-8", "backslashreplace")
