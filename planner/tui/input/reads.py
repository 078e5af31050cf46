"""The terminal's keys, delivered as they were read: all keys of one read are one message.

Textual posts each key on its own, so that nobody can tell what arrived together.
"""

from collections.abc import Callable, Sequence
from threading import Event, get_ident
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from planner.tui.input.keyboard import KeysRead


class _Ending(Event):
    """The flag that ends the input thread, which looks at it between two reads."""

    def __init__(self, between_reads: Callable[[], None]) -> None:
        super().__init__()
        self._between_reads = between_reads

    def is_set(self) -> bool:
        """Send the keys of the read before, and return True if the thread is to end."""
        self._between_reads()
        return super().is_set()


class WholeReads(LinuxDriver):
    """A driver that delivers all keys of one read as one message."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._app_of_keys = app
        self._read: list[events.Key | events.Paste] = []
        self._reader: int | None = None
        self.exit_event = _Ending(self._send_read)

    def run_input_thread(self) -> None:
        """Read the terminal in this thread until the app ends."""
        self._reader = get_ident()
        super().run_input_thread()

    def take_mouse(self, taken: bool) -> None:
        """Have the terminal report the mouse if `taken`, else leave it to the terminal."""
        # Textual turns the mouse on and off only as an app starts and ends: it has no public name for either.
        if taken:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False
        self.flush()

    def process_message(self, message: Message) -> None:
        """Collect a key until the read ends; send any other message on, after the keys before it."""
        if isinstance(message, events.Key | events.Paste):
            self._read.append(message)
        else:
            self._send_read()
            super().process_message(message)

    def _send_read(self) -> None:
        """Send the collected keys as one message; only the input thread does."""
        if self._read and get_ident() == self._reader:
            read, self._read = self._read, []
            self.send_message(_from(self._app_of_keys, read))


def _from(app: App[Any], read: Sequence[events.Key | events.Paste]) -> KeysRead:
    """Return the message with the keys of a read, sent by the app."""
    for event in read:
        event.set_sender(app)
    message = KeysRead(read)
    message.set_sender(app)
    return message
