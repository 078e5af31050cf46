"""Dialogs whose content depends on their size."""

from textual.widget import Widget


class Sized(Widget):
    """A dialog whose content depends on its size, which is known after a refresh.

    It stands behind `ModalScreen` among the bases: Textual takes the styles of the first base alone.
    """

    def on_resize(self) -> None:
        """Have the content written in the new size."""
        self.write_soon()

    def write_soon(self) -> None:
        """Have `write` called after the next refresh, when the size is known, if it is still open."""
        self.call_after_refresh(self._write_if_open)

    def _write_if_open(self) -> None:
        """Call `write` unless the dialog was closed."""
        if self.query(".dialog"):
            self.write()

    def write(self) -> None:
        """Write the content in the present size."""
        raise NotImplementedError
