"""Where a report goes, and whether in colour."""

import os
import sys
from collections.abc import Mapping
from typing import TextIO


def in_colour(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """`--color` beats `NO_COLOR` beats `CLICOLOR_FORCE`; else only on a terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal(stream, environment)


def is_terminal(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def write(text: str, path: str | None) -> None:
    """To a file, or to standard output; OSError where that fails."""
    if path is not None:
        with open(path, "wb") as file:
            file.write(_encoded(text))
    elif text:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        sys.stdout.buffer.write(_encoded(text))
        sys.stdout.buffer.flush()


def append(text: str, path: str) -> None:
    with open(path, "ab") as file:
        file.write(_encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def silence_output() -> None:
    """Nobody reads standard output any more: what is left for it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
