"""Guarded standard output and standard error: no workflow commands, no tracebacks.

CI runners read a line that begins with `::`, also after white space, as a command. Names and texts of plans,
policies, files and git may begin that way, so every line is guarded here, in one place. Only a report that is
written for the runner is not guarded.
"""

import os
import re
from typing import TextIO

_COMMAND = r"(?:\A|(?<=[\r\n]))([^\S\r\n]*+:)(?=:)"


class OutputFailed(Exception):
    """A failure to write to standard output: it is closed, full, or its reader has ended."""

    def __init__(self, why: str, *, reader_left: bool = False) -> None:
        super().__init__(why)
        self.reader_left = reader_left


def without_commands(text: str) -> str:
    """Return the text with a space between two colons that begin a line, also after white space."""
    return re.sub(_COMMAND, r"\1 ", text) if "::" in text else text


class GuardedStream:
    """A text stream around a standard stream, which is None if it is closed.

    A failure to write raises OutputFailed.
    """

    _at_once = False

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._line: str | None = ""
        """The unfinished line while it may still become a command, else None."""

    def write(self, text: str) -> int:
        """Write the text, with workflow commands defused, and return its number of characters.

        A command that comes in several writes is found, too.
        """
        line = self._line if self._line is not None else "_"
        self.write_unguarded(without_commands(line + text)[len(line) :])
        line += text
        line = line[max(line.rfind("\n"), line.rfind("\r")) + 1 :]
        self._line = line if line.lstrip() in ("", ":") else None
        return len(text)

    def write_unguarded(self, text: str | bytes) -> None:
        """Write the text in UTF-8, or the bytes, as they are: workflow commands stay."""
        if self._stream is None:
            self._fail("it is closed")
            return
        try:
            if binary := getattr(self._stream, "buffer", None):
                binary.write(text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text)
            else:
                self._stream.write(text if isinstance(text, str) else text.decode("utf-8", "replace"))
            if self._at_once or self._stream.isatty():
                self._stream.flush()
        except (OSError, ValueError) as error:
            self._fail(error)

    def flush(self) -> None:
        """Flush the standard stream."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except (OSError, ValueError) as error:
            self._fail(error)

    def isatty(self) -> bool:
        """Return True if the standard stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def _fail(self, why: "str | OSError | ValueError") -> None:
        """Raise OutputFailed, after turning the standard stream to the null device.

        The end of the process then finds nothing that could fail again.
        """
        if self._stream is not None:
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            except (OSError, ValueError):
                self._stream = None
        if isinstance(why, OSError):
            reader_left = isinstance(why, BrokenPipeError)
            raise OutputFailed((why.strerror or str(why)).lower(), reader_left=reader_left) from None
        raise OutputFailed(str(why)) from None


class GuardedErrors(GuardedStream):
    """Standard error, flushed at each write; a failure to write cannot be reported and is ignored."""

    _at_once = True

    def _fail(self, why: "str | OSError | ValueError") -> None:
        """Turn standard error to the null device, and raise nothing."""
        try:
            super()._fail(why)
        except OutputFailed:
            return
