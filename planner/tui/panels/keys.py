"""The footer: the keys that can be pressed now."""

from textual.widgets import Footer


class Keys(Footer):
    """A footer that shows its keys as soon as it is mounted.

    Textual's footer waits for the next change of the bindings, or for the terminal to have the focus.
    """

    def on_mount(self) -> None:
        """Show the keys now."""
        self.bindings_changed(self.screen)
        if not self.app.app_focus:
            self.call_after_refresh(self.recompose)
