"""The requests panel: what each version answers on the day cursor's day, live while a date moves."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from planner.dates import Day
from planner.engine.phases import Timetable
from planner.tui.panels.answers import Answers, Requests, requests
from planner.tui.panels.inspection import dated
from planner.tui.panels.lines import Lines


class RequestsPanel(Lines):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, id="requests.up"),
        Binding("down,j", "scroll_down", "Down", show=False, id="requests.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="requests.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="requests.page-down"),
    ]

    def __init__(self) -> None:
        super().__init__(id="requests")
        self.add_class("side")
        self._about: Requests | None = None
        self._shown: tuple[Timetable, Day] | None = None

    def show_day(self, days: Timetable, day: Day) -> None:
        self._shown = days, day
        self.border_title = f"Requests on {dated(day)}"
        self._write()
        self.settle()

    def follow(self, days: Timetable) -> None:
        """The same day while a date moves."""
        if self._shown is not None:
            self._shown = days, self._shown[1]
            self._write()

    def on_resize(self) -> None:
        self._write()
        self.settle()

    def _write(self) -> None:
        if self._shown is None:
            return
        days, day = self._shown
        if self._about is None or self._about.schedule is not days.schedule:
            self._about = requests(days.schedule)
        self.show(Answers(self._about, days, day, self.inner_width - 1))
