"""The requests panel: each version's answer on the day cursor's day, live while a date moves."""

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from planner.dates import LAST_DAY, Day
from planner.engine.phases import Timetable, phases
from planner.tui.panels.answers import Answers, Requests, requests
from planner.tui.panels.inspection import dated
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.side import PanelHost


class RequestsPanel(LinePanel):
    """The answers to requests on the day cursor's day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, id="requests.up"),
        Binding("down,j", "scroll_down", "Down", show=False, id="requests.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="requests.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="requests.page-down"),
    ]

    def __init__(self, host: PanelHost) -> None:
        super().__init__(id="requests")
        self.add_class("side")
        self.host = host
        self._requests: Requests | None = None
        self._shown: tuple[Timetable, Day] | None = None

    def start(self) -> None:
        """Show the answers on the day cursor's day; without a day cursor, set it to the as-of date first."""
        if self.host.timeline.day_cursor is None:
            self.host.timeline.day_cursor = self.host.session.as_of
        self.renew()

    def renew(self) -> None:
        """Show the answers of the plan as it is now on the day cursor's day; do nothing without one."""
        day = self.host.timeline.day_cursor
        if day is not None:
            self.show_day(self.host.session.timetable, day)

    def stop(self) -> None:
        """Take the day cursor off the timeline."""
        self.host.timeline.day_cursor = None

    def step_day(self, days: int) -> None:
        """Move the day cursor so many days later (negative: earlier), within the calendar, and show it.

        Do nothing without a day cursor.
        """
        cursor = self.host.timeline.day_cursor
        if cursor is not None:
            self.go_to_day(min(max(cursor + days, 1), LAST_DAY))

    def step_change(self, step: Literal[1, -1]) -> None:
        """Move the day cursor to the next (1) or previous (-1) day on which a version's phase begins.

        Do nothing if there is none.
        """
        timetable, cursor = self.host.session.timetable, self.host.timeline.day_cursor
        if cursor is None:
            return
        schedule = timetable.schedule
        lives = (phases(schedule, timetable, item) for item in range(schedule.versions))
        beyond = {each.start for life in lives for each in life if (each.start - cursor) * step > 0}
        if beyond:
            self.go_to_day(min(beyond, key=lambda day: abs(day - cursor)))

    def go_to_day(self, day: Day) -> None:
        """Move the day cursor to a day, bring it into view, and show the answers on it."""
        timeline = self.host.timeline
        timeline.day_cursor = day
        timeline.view = timeline.view.revealing(day)
        self.renew()

    def show_day(self, days: Timetable, day: Day) -> None:
        """Show the answers that a plan with these days gives on a day."""
        self._shown = days, day
        self.border_title = f"Requests on {dated(day)}"
        self._write()
        self.settle()

    def follow(self) -> None:
        """Show the answers on the same day while a date is dragged."""
        if self._shown is not None:
            self._shown = self.host.session.timetable, self._shown[1]
            self._write()

    def on_resize(self) -> None:
        """Write the lines in the new width."""
        self._write()
        self.settle()

    def _write(self) -> None:
        """Write the answers on the day that is shown; do nothing before there is one."""
        if self._shown is None:
            return
        days, day = self._shown
        if self._requests is None or self._requests.schedule is not days.schedule:
            self._requests = requests(days.schedule)
        self.show(Answers(self._requests, days, day, self.inner_width - 1))


def make(host: PanelHost) -> RequestsPanel:
    """Return a new requests panel for a screen."""
    return RequestsPanel(host)
