"""A question that keys typed before it was seen do not answer; `Keyboard.ask` asks it."""

from collections.abc import Callable

from planner.tui.dialogs.choice import Choice


class Deliberate(Choice):
    """A question that reports when it is painted."""

    seen: Callable[[], None]
    """The function to call once the question is painted."""

    def on_mount(self) -> None:
        """Have `seen` called after the first paint."""
        self.call_after_refresh(self.seen)
