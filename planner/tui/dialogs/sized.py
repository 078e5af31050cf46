"""Dialogs that are written anew in each size."""

from textual.widget import Widget


class Sized(Widget):
    """A dialog whose content depends on its size, which is known after a refresh.

    It stands behind `ModalScreen` among the bases: Textual takes the styles of the first base alone.
    """

    def on_resize(self) -> None:
        """Write the dialog in its new size."""
        self.write_soon()

    def write_soon(self) -> None:
        """Write the dialog once its size is known, unless it was closed meanwhile."""
        self.call_after_refresh(self._write_if_open)

    def _write_if_open(self) -> None:
        if self.query(".dialog"):
            self.write()

    def write(self) -> None:
        """Write the content."""
        raise NotImplementedError
