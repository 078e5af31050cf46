"""Reading a pipe to its end, without waiting for ever if nobody writes to it."""

import os
import select

_PATIENCE = 2.0
"""Seconds to wait for a writer; once it has the pipe open it may take its time."""


class NobodyWrites(Exception):
    """No writer opened the pipe."""


def read_pipe(descriptor: int) -> bytes:
    """Return the contents of a pipe, opened without waiting, up to the end that its writers make.

    Raise NobodyWrites if no writer opens it within two seconds.
    """
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
            if not _wait_for_writer(descriptor):
                raise NobodyWrites
    return b"".join(parts)


def _wait_for_writer(descriptor: int) -> bool:
    """Wait until a writer opens the pipe; return False if none does within two seconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(_PATIENCE * 1000))
