"""The dates that follow a move, below the timeline that shows them by ghosts: to take or to refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Static

from planner.dates import Day, counted, iso
from planner.engine.constraint import Place
from planner.terminal_text import cells, shown
from planner.tui.dialogs.below import BREAKPOINTS, LOW, below_timeline
from planner.tui.dialogs.button_row import ButtonRow, keyed_buttons
from planner.tui.dialogs.deliberate import Seen
from planner.tui.panels.line import PanelLine, StyledText, cropped_in_the_middle, fitted, padded
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.list_selection import step_keys
from planner.tui.signs import Signs

MOST_NAME = 36
ROOM_FOR_BOTH = 50
"""Cells of the list in which the old day stands before the new one, and neither is cut."""
AROUND = 8
"""Lines of the dialog that are not the list."""
ALL, ALONE = "all", "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFollower:
    """A date that follows a move, as it is listed."""

    place: Place
    name: str
    start: Day
    end: Day
    rule: str
    """The id of the rule that it would break where it is."""
    is_seen: bool
    """True if both its days are in view on the timeline."""


class Followers(LinePanel, can_focus=False):
    """The list of followers."""

    def __init__(self, followers: Sequence[ListedFollower], signs: Signs) -> None:
        super().__init__(id="followers")
        self.add_class("dialog-body")
        self._followers = followers
        self._signs = signs

    @property
    def at(self) -> int:
        """The index of the chosen follower; 0 if none was chosen."""
        return self._chosen or 0

    def choose(self, at: int) -> None:
        """Choose the follower with this index, and scroll to it."""
        self.show(self.lines, chosen=at)
        self.reveal(at, at)

    def on_resize(self) -> None:
        """Write the list in the new width."""
        widest = max(cells(shown(each.name)) for each in self._followers)
        column = min(widest, MOST_NAME, max(self.inner_width - 40, 12))
        self.show([self._line(at, column) for at in range(len(self._followers))], chosen=self.at)
        self.settle()

    def _line(self, at: int, column: int) -> PanelLine:
        """Return the line of a follower: its name in `column` cells, its days, the move and the rule."""
        each, signs = self._followers[at], self._signs
        roomy = self.inner_width >= ROOM_FOR_BOTH
        start, days = (f"{iso(each.start)} " if roomy else ""), f"{each.end - each.start:+d} d"
        name = padded(cropped_in_the_middle(shown(each.name), column), column)
        spans = (
            StyledText(f" {name}  ", "strong"),
            StyledText(f"{start}{signs.arrow} {iso(each.end)} "),
            StyledText(f"{days:>8}  " if roomy else f"{days}  ", "good"),
            StyledText("" if each.is_seen else "out of view  ", "warning"),
            StyledText(shown(each.rule), "quiet"),
        )
        return fitted(spans, self.inner_width, at)


class FollowersScreen(Seen):
    """The followers of a move; it returns "all", "alone" (the move without them) or None (no move at all).

    `look_at` shows a date on the timeline, on its day after the move.
    """

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Refuse", id="followers.refuse"),
        Binding("enter", "dismiss('all')", "Take all", id="followers.take"),
        Binding("o", "dismiss('alone')", "Only the date", id="followers.alone"),
        *step_keys("followers"),
    ]

    def __init__(
        self,
        moved: str,
        followers: Sequence[ListedFollower],
        look_at: Callable[[Place, Day], None],
        signs: Signs,
    ) -> None:
        super().__init__()
        self._moved = moved
        self._followers = followers
        self._look_at = look_at
        self._signs = signs

    def compose(self) -> ComposeResult:
        """Yield the title, the list and the buttons."""
        unseen = sum(not each.is_seen for each in self._followers)
        what = "date follows" if len(self._followers) == 1 else "dates follow"
        title = f"{len(self._followers)} {what} {shown(self._moved)}"
        with Vertical(classes="dialog fix"):
            yield Static(
                f"{title}, {unseen} out of view" if unseen else title, markup=False, classes="dialog-title"
            )
            yield Followers(self._followers, self._signs)
            with ButtonRow(classes="dialog-foot"):
                low = self.app.size.height < LOW
                takes = f"Take {counted(len(self._followers), 'follower')}"
                yield from keyed_buttons(
                    self,
                    (
                        ("All" if low else takes, "followers.take", ALL),
                        ("Without them" if low else "Move without them", "followers.alone", ALONE),
                        ("Nothing" if low else "Move nothing", "followers.refuse", ""),
                    ),
                    with_keys=not low,
                )

    def on_resize(self) -> None:
        """Make the list as high as fits in the lower half of the screen."""
        lines = self.query_one(Followers)
        lines.styles.height = below_timeline(len(self._followers), AROUND, self.size.height)

    def action_step(self, by: int) -> None:
        """Choose the follower so many lines further down, or up if negative, and show it on the timeline."""
        followers = self.query_one(Followers)
        self._show(max(0, min(len(self._followers) - 1, followers.at + by)))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked follower and show it on the timeline; nothing for a click elsewhere."""
        followers = self.query_one(Followers)
        if event.widget is followers:
            line = event.get_content_offset_capture(followers).y + followers.scroll_offset.y
            if 0 <= line < len(self._followers):
                self._show(line)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close the dialog with the answer of the pressed button."""
        self.dismiss(event.button.name or None)

    def _show(self, at: int) -> None:
        """Choose the follower with this index, and show its new day on the timeline."""
        self.query_one(Followers).choose(at)
        chosen = self._followers[at]
        self._look_at(chosen.place, chosen.end)
