"""The screen of a plan as the steps and the side panels see it; other controllers ask for `PlanView`."""

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Protocol

from textual.notifications import SeverityLevel

from planner.dates import Day
from planner.engine.constraint import Place
from planner.plan import Plan
from planner.tui.keymap import Keymap
from planner.tui.panels.side import PanelHost

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer
    from textual.widget import Widget

    from planner.chart import Chart
    from planner.tui.controllers.legal_days import LegalDays
    from planner.tui.panels.heading import Heading
    from planner.tui.panels.inspector import Inspector
    from planner.tui.panels.status import Status
    from planner.tui.panels.violations import Violations
    from planner.tui.timeline.minimap import Minimap


class OpenPlanView(PanelHost, Protocol):
    """The selection and the widgets that controllers ask for, and the parts of Textual that they use."""

    @property
    def item(self) -> int | None:
        """The index of the selected item; None where none is selected."""

    @property
    def place(self) -> Place | None:
        """The place of the selected date; None where a whole row is selected."""

    @property
    def minimap(self) -> "Minimap":
        """The strip below the timeline."""

    def take_cursor(self) -> None:
        """Note the item and date under the timeline's cursor at once; its message comes later."""

    @property
    def focused(self) -> "Widget | None":
        """The widget that has the keyboard."""

    @property
    def legal_days(self) -> "LegalDays":
        """The legal days of the session's dates."""

    @property
    def heading(self) -> "Heading":
        """The first line of the screen."""

    @property
    def violations(self) -> "Violations":
        """The violations panel."""

    @property
    def inspector(self) -> "Inspector":
        """The inspector."""

    @property
    def keymap(self) -> Keymap:
        """The keys that differ from the default ones."""

    def key_of(self, command_id: str) -> str:
        """Return the first key of a command as sentences name it; without one, the key of the palette."""

    @property
    def is_current(self) -> bool:
        """True if no dialog lies over the screen."""

    def widget_at(self, x: int, y: int) -> "Widget | None":
        """Return the widget at a cell of the screen."""

    def place_over(self, widget: "Widget") -> None:
        """Mount a widget that lies over the others."""

    def move(self, moves: Mapping[Place, Day], *, merge: bool = False) -> None:
        """Move dates as one step, after questions; `merge` continues the step before if it moved them."""

    async def edit(self, label: str, plan: Plan) -> bool:
        """Make an edited plan one step; return False if it is for viewing or a person stops the work."""

    @property
    def status(self) -> "Status":
        """The status line."""

    def saved(self) -> None:
        """Show the side panel, the counts and the keys anew after the plan was saved."""

    def refresh_session(self, found: "Chart") -> None:
        """Show the whole plan anew, with its new chart."""

    def show_panels(self) -> None:
        """Show the violations, the side panels, the counts and the keys anew."""

    def count(self) -> None:
        """Show the numbers of unsaved steps, findings and undecided conflicts in the heading."""

    def show_state(self) -> None:
        """Show the typed number, the search, the marks and the row filter in the heading."""

    def go_to_item(self, item: int, place: Place | None = None) -> None:
        """Select the item with this index, or its date at `place`, and focus the timeline."""

    def go_to_day(self, day: Day) -> None:
        """Put the day cursor on a day and bring it into view."""

    def say(self, text: str, severity: SeverityLevel = "information", *, seconds: float = 4) -> None:
        """Show a notification."""

    def place_panel(self, panel: "Widget") -> None:
        """Mount a side panel and show it in the inspector's place."""

    def show_inspector(self) -> None:
        """Stop hiding the inspector; the side panel in its place is removed by the caller."""

    @property
    def app(self) -> "App[object]":
        """The running app."""

    @property
    def is_running(self) -> bool:
        """False once the screen handles no more messages."""

    def run_worker(
        self, work: Coroutine[None, None, None], *, group: str = "default", exclusive: bool = False
    ) -> object:
        """Run a coroutine in the background; if `exclusive`, stop the one of the same group before."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> "Timer":
        """Call a function after a delay in seconds."""

    def call_later(self, callback: Callable[[], None]) -> bool:
        """Call a function once the messages queued now are handled; return False if the screen is closing."""

    def call_after_refresh(self, callback: Callable[[], None]) -> bool:
        """Call a function once the screen is painted; return False if the screen is closing."""
