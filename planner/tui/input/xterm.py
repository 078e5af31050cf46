"""xterm keeps mouse events with shift for itself unless a program asks for them (XTSHIFTESCAPE)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

ASK = "\x1b[>1s"
GIVE_BACK = "\x1b[>0s"


@contextmanager
def shift_reported(terminal: TextIO, environ: Mapping[str, str]) -> Iterator[None]:
    """Have xterm report the mouse with shift until the `with` block ends; do nothing in other terminals.

    Only xterm is asked, which names itself: others might show the sequence, and below tmux it is tmux that
    reads it.
    """
    if "XTERM_VERSION" not in environ or "TMUX" in environ:
        yield
        return
    _write(terminal, ASK)
    try:
        yield
    finally:
        _write(terminal, GIVE_BACK)


def _write(terminal: TextIO, sequence: str) -> None:
    """Write a sequence to the terminal at once."""
    terminal.write(sequence)
    terminal.flush()
