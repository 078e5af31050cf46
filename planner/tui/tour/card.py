"""The card of the tour: the step, its words, and a button to leave."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from planner.tui.signs import Signs


class TourCard(Vertical):
    """The step that is under way, above the keys."""

    DEFAULT_CSS = """
    TourCard {
        height: auto;
        background: $panel;
        padding: 0 1;
        Horizontal { height: 1; }
        #tour-title { width: 1fr; height: 1; color: $primary; text-style: bold; }
        Button { width: auto; min-width: 8; }
        #tour-text { height: auto; }
    }
    """

    def __init__(self, signs: Signs, leave: str) -> None:
        super().__init__(id="tour")
        self._signs = signs
        self._leave = leave
        """The key that leaves the tour."""
        self._title = Static("", markup=False, id="tour-title")
        self._text = Static("", markup=False, id="tour-text")

    def compose(self) -> ComposeResult:
        """Yield the title, the button and the text."""
        with Horizontal():
            yield self._title
            button = Button(Content(f"Leave ({self._leave})"), name="leave", compact=True)
            button.can_focus = False  # keys go to the plan
            yield button
        yield self._text

    def show(self, step: int, steps: int, title: str, text: str) -> None:
        """Show the title and the text of a step, and which of the `steps` are done.

        `step` is its index; the number of steps itself: all are done.
        """
        done = self._signs.goes * step + self._signs.dot * (steps - step)
        self._title.update(f"{done} {title}")
        self._text.update(text)
