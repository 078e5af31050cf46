"""An app whose input goes through a `Keyboard`."""

import sys
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from planner.tui.input.keyboard import Keyboard, KeysRead
from planner.tui.parts import Parted


class KeyboardApp(Parted, App[None], part=True):
    """An app that delivers its keys through a `Keyboard`."""

    def __init__(self) -> None:
        super().__init__()
        self.keyboard = Keyboard(self, super().on_event)
        self.keyboard.hold()
        self.mouse_taken = True
        """False while the mouse is the terminal's: its events are passed over."""

    def take_mouse(self, taken: bool) -> None:
        """Have the terminal report the mouse if `taken`, else leave it to the terminal to select text by."""
        self.mouse_taken = taken
        # Textual hands its driver to nobody.
        if (take := getattr(self._driver, "take_mouse", None)) is not None:
            take(taken)

    def get_driver_class(self) -> type[Driver]:
        """Return the class of the driver.

        For a page in a browser it is PageDriver; where Textual would take its LinuxDriver, it is WholeReads.
        """
        driver = super().get_driver_class()
        if driver.__module__ == "textual.drivers.web_driver":
            from planner.tui.input.page import PageDriver

            return PageDriver
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            from planner.tui.input.reads import WholeReads

            return WholeReads if driver is LinuxDriver else driver
        return driver

    def on_ready(self) -> None:
        """Let keys go to the first screen, which may hold them longer."""
        self.keyboard.release()

    def on_mount(self) -> None:
        """Have the keyboard look again when screens change, and focus a screen when the app is focused."""
        self.screen_change_signal.subscribe(self, lambda _: self.keyboard.look_again(), immediate=True)

        self.watch(self, "app_focus", self._focus_screen, init=False)

    def _focus_screen(self, focused: bool) -> None:
        """If the app got the focus (`focused`) and no widget has it, focus the first widget of the screen.

        A screen that opens before the page in a browser has the focus gets none from Textual.
        """
        screen = self.screen
        if focused and screen.focused is None:
            selector = self.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
            if selector and (
                widget := next((each for each in screen.query(selector) if each.focusable), None)
            ):
                screen.set_focus(widget)

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pasted text; deliver other events at once.

        Mouse events are queued, too, while keys act, and dropped while the mouse is the terminal's.
        """
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.MouseEvent) and not self.mouse_taken:
            event.stop()
        elif isinstance(event, events.Key | events.Paste) or not self.keyboard.idle:
            self.keyboard.take((event,))
        else:
            self.keyboard.passed_by()
            await super().on_event(event)

    def on_keys_read(self, message: KeysRead) -> None:
        """Queue the keys of one read of the terminal."""
        self.keyboard.take(message.keys)

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Open a dialog and return its answer.

        While it is open, keys go to it instead of waiting for the command that asks.
        """
        assert isinstance(screen, Screen)
        self.keyboard.dialog_of_current(screen)
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            self.keyboard.dialog_of_current(None)


def mouse_of(app: App[Any]) -> KeyboardApp:
    """Return the app as one that can give its mouse to the terminal."""
    assert isinstance(app, KeyboardApp)
    return app


def keyboard_of(app: App[Any]) -> Keyboard:
    """Return the keyboard that an app's input goes through."""
    assert isinstance(app, KeyboardApp)
    return app.keyboard
