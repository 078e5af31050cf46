"""The text of a file as it is on disk, or the reason why it cannot be read."""

import os
import stat

from planner.diagnostics import Diagnostic, suggestion, visible
from planner.named_tuple import NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Source(NamedTuple):
    """The decoded text of a file."""

    path: str
    text: str
    """The text without a byte-order mark, line endings as they are."""
    bom: bool = False
    """The file began with a byte-order mark, which saving keeps."""

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that are no errors: one if the file has a byte-order mark, else none."""
        if not self.bom:
            return ()
        message = (
            "the file begins with a byte-order mark, which other TOML readers may refuse; saving keeps it"
        )
        return (Diagnostic(code="byte-order-mark", message=message, line=1, column=1),)


class Unreadable(Exception):
    """A file does not exist or cannot be read; nothing is known of its contents."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{visible(path)}: {reason}")
        self.path = path
        self.reason = reason


def read_bytes(path: str, *, pipes: bool = False) -> bytes:
    """Return the contents of a file; raise Unreadable if it is missing, not ordinary or cannot be read.

    A pipe, which may never end, is read only with `pipes`.
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable(path, "is a folder, not a file")
        if not (stat.S_ISREG(mode) or (pipes and stat.S_ISFIFO(mode))):
            raise Unreadable(path, "is not an ordinary file")
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return _pipe_contents(path, file.fileno(), pipes)
            return file.read()
    except FileNotFoundError:
        raise Unreadable(path, f"there is no such file{_suggestion(path)}") from None
    except OSError as error:
        raise Unreadable(path, (error.strerror or "cannot be read").lower()) from None
    except ValueError:
        raise Unreadable(path, "this is not a path") from None


def _suggestion(path: str) -> str:
    """Return `: did you mean …?` with the existing path nearest to a missing one, or an empty text."""
    from planner.disk.near_path import near_path  # only where something is wrong

    near = near_path(path)
    return "" if near is None else suggestion(near)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file and return its descriptor; a pipe is opened even if nobody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _pipe_contents(path: str, descriptor: int, pipes: bool) -> bytes:
    """Return the contents of an open file that is not ordinary, if it is a pipe and `pipes` allows it.

    Raise Unreadable otherwise, and for a pipe that nobody writes to.
    """
    from planner.disk.pipe import NobodyWrites, read_pipe

    if not (pipes and stat.S_ISFIFO(os.fstat(descriptor).st_mode)):
        raise Unreadable(path, "is not an ordinary file")
    try:
        return read_pipe(descriptor)
    except NobodyWrites:
        raise Unreadable(path, "is a pipe that nobody writes to") from None


def decode(path: str, data: bytes) -> Source | Diagnostic:
    """Return the text of a file's contents, or the diagnostic `not-utf-8` at the first byte that is not.

    A byte-order mark is left out of the text and noted. `path` is only named in the result.
    """
    bom = data.startswith(BYTE_ORDER_MARK)
    if bom:
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        return Source(path, data.decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = f"not UTF-8: byte 0x{data[error.start]:02x}; save the file in the UTF-8 encoding"
        return Diagnostic(
            code="not-utf-8",
            message=message,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )
