"""A file's text as it stands on disk, and why it cannot be had."""

import os
import stat
from typing import NamedTuple

from planner.diagnostics import Diagnostic, meaning, visible

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Source(NamedTuple):
    path: str
    text: str
    """Without a byte-order mark; line endings as they are."""
    bom: bool = False
    """It began with a byte-order mark, which saving keeps."""

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        if not self.bom:
            return ()
        message = (
            "the file begins with a byte-order mark, which other TOML readers may refuse; saving keeps it"
        )
        return (Diagnostic("byte-order-mark", message, 1, 1),)


class Unreadable(Exception):
    """A file that is not there or not to be had; nothing can be said of its contents."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{visible(path)}: {why}")
        self.path = path
        self.why = why


def read_bytes(path: str, *, pipes: bool = False) -> bytes:
    """The contents of a file; of a pipe only where that is asked for, as one may never end."""
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
        raise Unreadable(path, f"there is no such file{_meant(path)}") from None
    except OSError as error:
        raise Unreadable(path, (error.strerror or "cannot be read").lower()) from None
    except ValueError:
        raise Unreadable(path, "this is not a path") from None


def _meant(path: str) -> str:
    from planner.disk.near_path import near_path  # only where something is wrong

    near = near_path(path)
    return "" if near is None else meaning(near)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe at once too, whether or not anybody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _pipe_contents(path: str, descriptor: int, pipes: bool) -> bytes:
    from planner.disk.pipe import NobodyWrites, read_pipe

    if not (pipes and stat.S_ISFIFO(os.fstat(descriptor).st_mode)):
        raise Unreadable(path, "is not an ordinary file")
    try:
        return read_pipe(descriptor)
    except NobodyWrites:
        raise Unreadable(path, "is a pipe that nobody writes to") from None


def decode(path: str, data: bytes) -> Source | Diagnostic:
    bom = data.startswith(BYTE_ORDER_MARK)
    if bom:
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        return Source(path, data.decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = f"not UTF-8: byte 0x{data[error.start]:02x}; save the file in the UTF-8 encoding"
        return Diagnostic("not-utf-8", message, before.count("\n") + 1, len(before) - before.rfind("\n"))
