"""Reading a pipe to its end, and giving up one that nobody writes to."""

import os
import select

_PATIENCE = 2.0
"""Seconds for a writer to come; one that has the pipe open may take its time."""


class NobodyWrites(Exception):
    """No writer opened the pipe."""


def read_pipe(descriptor: int) -> bytes:
    """Return the contents of a pipe that was opened without waiting."""
    parts: list[bytes] = []
    waited = False
    while True:
        try:
            part = os.read(descriptor, 1 << 16)
        except BlockingIOError:  # a writer has it open
            select.select([descriptor], [], [])
            continue
        if part:
            parts.append(part)
        elif parts or waited:
            break
        else:
            waited = True
            if not _wait(descriptor):
                raise NobodyWrites
    return b"".join(parts)


def _wait(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(_PATIENCE * 1000))
