"""The scrollbar beside the rows: Textual asks for all its lines at each motion of a drag."""

from textual.scrollbar import ScrollBar
from textual.widget import Widget

from planner.tui.timeline.line_cache import LineCache


class CachedScrollBar(ScrollBar, LineCache):
    """A vertical scrollbar that keeps its painted lines."""


def mounted_scrollbar(widget: Widget) -> CachedScrollBar:
    """Return a new vertical scrollbar that is mounted in a widget, but not displayed yet."""
    bar = CachedScrollBar(vertical=True, name="vertical", thickness=widget.scrollbar_size_vertical)
    bar.display = False
    # Textual makes scrollbars of its own class only, and has no public way to start another one.
    widget.app._start_widget(widget, bar)  # noqa: SLF001
    return bar
