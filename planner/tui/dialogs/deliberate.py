"""Questions that keys typed before they were seen do not answer; `Keyboard.ask` asks them."""

from collections.abc import Callable

from textual.screen import ModalScreen

from planner.tui.dialogs.choice import Choice


class Seen(ModalScreen[str | None]):
    """A question that reports when it is painted."""

    seen: Callable[[], None]
    """The function to call once the question is painted."""

    def on_mount(self) -> None:
        """Have `seen` called after the first paint."""
        self.call_after_refresh(self.seen)


class Deliberate(Choice, Seen):
    """A choice that reports when it is painted."""
