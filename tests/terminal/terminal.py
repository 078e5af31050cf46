"""The real program in a real terminal: a pty, an emulated screen, SGR mouse reports."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import NamedTuple

import pyte
from ptyprocess import PtyProcess

from tests.patience import PATIENCE

MOST = 100_000
"""Bytes that are read before anybody looks at the screen: a terminal hands out a few thousand at a time."""
_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""A terminal that says it has synchronized output is told where each frame begins and ends."""
_NOT_HANDED_ON = re.compile(r"NO_COLOR|FORCE_COLOR|COLUMNS|LINES|TEXTUAL_.*|TMUX|STY|TERM_.*|XTERM_VERSION")
"""Variables of whoever runs the tests that would change the screen or its size."""


class Cell(NamedTuple):
    column: int
    row: int


class Terminal:
    def __init__(self, *arguments: str, columns: int = 80, rows: int = 24, **environment: str) -> None:
        known = {key: value for key, value in os.environ.items() if not _NOT_HANDED_ON.fullmatch(key)}
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self._sent = 0
        """The length of the output when keys were sent last."""
        self._answered = 0
        self._is_painting = False
        """True between the beginning and the end of a frame, of which a part was read."""
        self._lines: list[str] | None = None
        self.process = PtyProcess.spawn(
            [sys.executable, "-m", "planner", *arguments],
            dimensions=(rows, columns),
            env={**known, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", **environment},
        )

    @property
    def lines(self) -> list[str]:
        """Return the text on the screen, put together once for all looks at it between two reads."""
        if self._lines is None:
            self._lines = list(self.screen.display)
        return self._lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def match(self, pattern: str) -> str | None:
        """Return the first group of a pattern on the screen, or None where it does not match."""
        found = re.search(pattern, self.text)
        return found[1] if found else None

    def find(self, text: str, on_line_with: str = "") -> Cell | None:
        for row, line in enumerate(self.lines):
            if on_line_with in line and text in line:
                return Cell(line.index(text), row)
        return None

    def wait_for(self, seen: "Callable[[], object] | str") -> None:
        """Read the program's output until a whole frame shows a text, or a condition holds."""
        condition = (lambda: self.find(seen)) if isinstance(seen, str) else seen
        deadline = time.monotonic() + PATIENCE
        while self._is_painting or not condition():
            assert time.monotonic() < deadline, f"{seen!r} did not come:\n" + "\n".join(self.lines)
            self._read(0.1)

    def wait_for_message(self, text: str) -> None:
        """Wait until a text was shown since the last keys: a message goes by itself after some seconds."""
        self.wait_for(lambda: self.has_said(text))

    def has_said(self, text: str) -> bool:
        """Return True if a text is on the screen, or was in one piece since the last keys."""
        return self.find(text) is not None or text.encode() in self.output[self._sent :]

    def answer(self, key: str, *, beside: str) -> None:
        """Answer a question that takes no keys from before it was seen.

        It is listening once it shows the pointer over a button that does not have the focus, `beside`.
        """
        self.wait_for(beside)
        cell = self.find(beside)
        assert cell is not None
        before = self._background(cell)
        steps = count()

        def listens() -> bool:
            self._mouse(35, Cell(cell.column + next(steps) % 2, cell.row), "M")
            self._read(0.1)
            return self._background(cell) != before

        self.wait_for(listens)
        self.send(key)

    def _background(self, cell: Cell) -> str:
        return str(self.screen.buffer[cell.row][cell.column].bg)

    def send(self, text: str) -> None:
        self._sent = len(self.output)
        self.process.write(text.encode())

    def look_away_and_back(self) -> None:
        """Take the focus from the terminal and give it back, as a visit to another window does."""
        self.send("\x1b[O\x1b[I")

    def press(self, cell: Cell) -> None:
        self._mouse(0, cell, "M")

    def move(self, cell: Cell) -> None:
        self._mouse(32, cell, "M")

    def release(self, cell: Cell) -> None:
        self._mouse(0, cell, "m")

    def double_click(self, cell: Cell) -> None:
        # In one write: the second click may not come late.
        self.send("".join(self._report(0, cell, end) for end in "MmMm"))

    def right_click(self, cell: Cell) -> None:
        self._mouse(2, cell, "M")
        self._mouse(2, cell, "m")

    def wheel(self, cell: Cell, button: int) -> None:
        """Turn the wheel: 64 is up and 65 down; 4 more with shift, 8 with alt, 16 with ctrl."""
        self._mouse(button, cell, "M")

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.screen.erase_in_display(2)
        self._lines = None
        self.process.setwinsize(rows, columns)

    def wheel_down(self, cell: Cell) -> None:
        self._mouse(65, cell, "M")

    def wait_for_end(self) -> int:
        self._wait_until_dead()
        while self._read(0.1):  # its last words, which say how it leaves the terminal
            pass
        return int(self.process.exitstatus or 0)

    def kill(self) -> None:
        """Kill the program as the system does: it can do nothing more."""
        os.kill(self.process.pid, signal.SIGKILL)
        self._wait_until_dead()

    def _wait_until_dead(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.process.isalive():
            assert time.monotonic() < deadline, "the program did not end:\n" + "\n".join(self.lines)
            self._read(0.1)

    def close(self) -> None:
        self.process.close(force=True)

    def _mouse(self, button: int, cell: Cell, end: str) -> None:
        self.send(self._report(button, cell, end))

    @staticmethod
    def _report(button: int, cell: Cell, end: str) -> str:
        return f"\x1b[<{button};{cell.column + 1};{cell.row + 1}{end}"

    def _read(self, seconds: float) -> bool:
        """Show what the program writes within some time; return False if there is nothing."""
        data = b""
        with suppress(EOFError):
            while len(data) < MOST and select.select([self.process.fd], [], [], 0 if data else seconds)[0]:
                data += self.process.read(65536)
        if data:
            self.output += data
            self._stream.feed(data)
            self._lines = None
            self._is_painting = self.output.rfind(_FRAME_BEGINS) > self.output.rfind(_FRAME_ENDS)
            if self.output.count(_ASKS_FOR_FRAMES) > self._answered:
                self._answered += 1
                self.process.write(_HAS_FRAMES)
        return bool(data)
