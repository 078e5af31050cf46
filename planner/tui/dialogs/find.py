"""The search: a field, and below it the list of what is found as one types."""

import os
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from planner.dates import counted
from planner.engine.task import Task
from planner.terminal_text import cells, shown
from planner.tui.background import is_open
from planner.tui.panels.line import PanelLine, StyledText, cropped_path, fitted, padded
from planner.tui.panels.lines import LinePanel
from planner.tui.search import MOST, Hit
from planner.tui.slicing import in_slices

TYPE_WIDTH = len("violation")
LEAST_TITLE, MOST_TITLE = 10, 32
AROUND = 7
"""Lines of the dialog that are not the list."""
EXAMPLES = "versions, changes, tracks, rules, notices, freezes, days: sdk 2027, mail, gap, next monday"


class FoundHits(NamedTuple):
    """The query and the hits of a search, and the index of the hit to go to."""

    query: str
    hits: Sequence[Hit]
    at: int


class Hits(LinePanel, can_focus=False):
    """The list of hits."""

    class Clicked(Message):
        """A message that a hit was clicked; it is the chosen one now."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.add_class("dialog-body")
        self.hits: Sequence[Hit] = ()

    @property
    def at(self) -> int | None:
        """The index of the chosen hit; None if there is no hit."""
        return self._chosen

    def list_hits(self, hits: Sequence[Hit], height: int) -> None:
        """List other hits, at most `height` of them in view, and choose the first."""
        self.hits = hits
        self.styles.height = max(1, min(len(hits), height))
        self.scroll_to(y=0, animate=False)
        self._write(0 if hits else None)

    def step(self, by: int) -> None:
        """Choose the hit so many lines further down, or up if negative; stop at either end."""
        if self.at is not None:
            at = max(0, min(len(self.hits) - 1, self.at + by))
            self.show(self.lines, chosen=at)
            self.reveal(at, at)

    def on_resize(self) -> None:
        """Write the hits in the new width."""
        self._write(self.at)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked hit, and post `Clicked` for the dialog to go there."""
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= line < len(self.hits):
            self.show(self.lines, chosen=line)
            self.post_message(self.Clicked())

    def _write(self, at: int | None) -> None:
        """Write the hits in the present width, and choose the one with index `at`; None: no hit."""
        widest = max((cells(shown(hit.title)) for hit in self.hits), default=0)
        column = max(LEAST_TITLE, min(widest, MOST_TITLE, self.inner_width // 2 - TYPE_WIDTH))
        self.show(
            [_line(hit, column, self.inner_width, index) for index, hit in enumerate(self.hits)], chosen=at
        )
        self.settle()


def _line(hit: Hit, column: int, width: int, index: int) -> PanelLine:
    """Return the line of a hit: its type, its title in `column` cells, its details, its path shortened."""
    title, details = shown(hit.title), shown(hit.details)
    room = width - TYPE_WIDTH - column - 4
    if hit.path and hit.path == hit.title:
        title = cropped_path(title, column)
    elif hit.path:
        path, details = shown(hit.path), f" · {details}" if details else ""
        name = f"…{os.sep}{os.path.basename(path)}"
        details = f"{cropped_path(path, max(room - cells(details), min(cells(name), room)))}{details}"
    spans = (
        StyledText(f" {hit.type:<{TYPE_WIDTH}} ", "quiet"),
        StyledText(padded(title, column), "strong"),
        StyledText(f"  {details}"),
    )
    return fitted(spans, width, index)


class FindScreen(ModalScreen[FoundHits | None]):
    """A search that lists its hits as one types; it returns them with the chosen one, or None if cancelled.

    `search` returns the task that finds the hits of a query.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS: ClassVar[str] = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="find.back"),
        Binding("up", "step(-1)", "Previous hit", show=False, id="find.up"),
        Binding("down", "step(1)", "Next hit", show=False, id="find.down"),
        Binding("pageup", "step(-8)", "Eight hits up", show=False, id="find.page-up"),
        Binding("pagedown", "step(8)", "Eight hits down", show=False, id="find.page-down"),
    ]

    def __init__(
        self, search: Callable[[str], Task[list[Hit]]], going_on: str, examples: str = EXAMPLES
    ) -> None:
        super().__init__()
        self._search = search
        self._going_on = going_on
        """The keys that go through the hits afterwards."""
        self._examples = examples
        """The line that is shown before anything is typed."""

    def compose(self) -> ComposeResult:
        """Yield the field, the hits and the hint."""
        with Vertical(classes="dialog find"):
            yield Input(placeholder="Find", compact=True, id="query")
            yield Hits()
            yield Static(self._examples, markup=False, classes="dialog-foot form-hint")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Search anew for the text as it is now; a search that is under way is given up."""
        self.run_worker(self._look(event.value), exclusive=True)

    async def _look(self, query: str) -> None:
        """Search in time slices, and list the hits unless the dialog was closed meanwhile."""
        hits = await in_slices(self._search(query))
        if not is_open(self):
            return
        self.query_one(Hits).list_hits(hits, self.size.height - AROUND)
        self.query_one(".form-hint", Static).update(_hint(query, len(hits), self._examples, self._going_on))

    @on(Input.Submitted)
    @on(Hits.Clicked)
    def _go(self) -> None:
        """Close the dialog with the chosen hit; ring the bell if there is none."""
        hits = self.query_one(Hits)
        if hits.at is None:
            self.app.bell()
        else:
            self.dismiss(FoundHits(self.query_one(Input).value.strip(), hits.hits, hits.at))

    def action_step(self, by: int) -> None:
        """Choose the hit so many lines further down, or up if negative."""
        self.query_one(Hits).step(by)


def _hint(query: str, number: int, examples: str, going_on: str) -> str:
    """Return the line below the hits: examples without a query, else the number of hits and the keys."""
    if not query.strip():
        return examples
    if not number:
        return f"Nothing matches {shown(query.strip())}."
    more = f"the first {MOST} hits" if number >= MOST else counted(number, "hit")
    return f"{more}; enter goes there, then {going_on} go on"
