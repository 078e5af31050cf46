"""The footer: the keys that can be pressed now."""

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer

ShownKey = tuple[Binding, bool, str]
"""A key, whether it is available, and its tooltip."""


class Keys(Footer):
    """A footer that shows its keys as soon as it is mounted, and builds them anew only if one changed.

    Textual's footer waits for the next change of the bindings, or for the terminal to have the focus. A
    rebuild styles and mounts a widget for each key, which takes longer than the rest of a key press.
    """

    _shown: tuple[ShownKey, ...] | None = None
    _known = False
    """True once the screen has told its bindings."""

    def on_mount(self) -> None:
        """Show the keys that can be pressed now, even while the terminal does not have the focus."""
        self.bindings_changed(self.screen)
        if not self.app.app_focus:
            self.call_after_refresh(self.recompose)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Have the keys built anew, if one changed, after everything else is painted."""
        self._known = True
        super().bindings_changed(screen)

    def compose(self) -> ComposeResult:
        """Build a widget for each key, in its final style: a class that comes later styles it once more."""
        self._shown = self._to_show()
        for key in super().compose():
            yield key.set_class(self.compact, "-compact", update=False)

    async def recompose(self) -> None:
        """Build the keys' widgets anew if a key came, went or changed; else do nothing."""
        if self.is_attached and self._to_show() != self._shown:
            await super().recompose()

    def _to_show(self) -> tuple[ShownKey, ...] | None:
        """Return the keys to show now; None before the screen has told its bindings."""
        if not self._known:
            return None
        active = self.screen.active_bindings.values()
        return tuple((binding, enabled, tooltip) for _, binding, enabled, tooltip in active if binding.show)
