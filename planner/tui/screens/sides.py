"""What stands beside the violations: the inspector, or in its place the requests or the agenda."""

from typing import TYPE_CHECKING, Literal

from planner.dates import LAST_DAY, Day, Duration, add
from planner.tui.legal import legal_window
from planner.tui.panels.inspection import subject

if TYPE_CHECKING:
    from textual.timer import Timer

    from planner.session import Session
    from planner.tui.panels.agenda import Agenda
    from planner.tui.panels.requests import RequestsPanel
    from planner.tui.screens.planner import PlannerScreen

AHEAD = Duration(1, "year")
"""How far the agenda looks."""
QUIET = 0.2
"""Seconds without an edit after which the agenda is worked out anew: in a long plan that takes as long."""


class Sides:
    def __init__(self, screen: "PlannerScreen") -> None:
        self.screen = screen
        self.requests: RequestsPanel | None = None
        self.agenda: Agenda | None = None
        self._quiet: Timer | None = None

    @property
    def session(self) -> "Session":
        return self.screen.session

    # what is shown

    def inspect(self) -> None:
        """What is selected, with its legal days, which its row shades."""
        session, screen, item = self.session, self.screen, self.screen.item
        if item is None or item >= len(session.plan.items):
            screen.inspector.inspect(None, None)
            screen.timeline.show_window(None, None)
            return
        dated = screen.place is not None and screen.editing.date_selected
        legal = screen.binding_rules.window(screen.place) if dated and screen.place is not None else None
        about = subject(session.compiled.schedule, session.plan, item)
        screen.inspector.inspect(about, session.timetable, session.findings(item), screen.place, legal)
        if legal is None:
            screen.timeline.show_window(None, None)
        else:
            screen.timeline.show_window(item, legal_window(legal, screen.timeline.chart.last))

    def follow(self) -> None:
        """While a date moves."""
        screen, session = self.screen, self.session
        if screen.item is not None:
            screen.inspector.follow(session.timetable, session.findings(screen.item))
        if self.requests is not None:
            self.requests.follow(session.timetable)

    def refresh(self) -> None:
        """After a move or an edit."""
        self.inspect()
        if self.requests is not None:
            self._answer()
        self._list_dues_soon()

    # one in the inspector's place

    def toggle_requests(self) -> None:
        from planner.tui.panels.requests import RequestsPanel

        if self.requests is not None:
            self.close()
            return
        self.close()
        self.requests = RequestsPanel()
        self._open(self.requests)
        self.screen.timeline.day_cursor = self.session.as_of
        self._answer()

    def toggle_agenda(self) -> None:
        from planner.tui.panels.agenda import Agenda

        if self.agenda is not None:
            self.close()
            return
        self.close()
        self.agenda = Agenda(self.screen.signs)
        self._open(self.agenda)
        self._list_dues()
        self.agenda.focus()

    def close(self) -> None:
        """The inspector again."""
        for panel in (self.requests, self.agenda):
            if panel is not None:
                if panel.has_focus:
                    self.screen.timeline.focus()
                panel.remove()
        self.requests = self.agenda = None
        self.screen.timeline.day_cursor = None
        self.screen.remove_class("-aside")

    @property
    def is_open(self) -> bool:
        return self.requests is not None or self.agenda is not None

    def _open(self, panel: "RequestsPanel | Agenda") -> None:
        self.screen.query_one("#panels").mount(panel)
        self.screen.add_class("-aside")

    # the day cursor

    def step_day(self, days: int) -> None:
        """The day cursor so many days on; where there is none yet, it comes up on the as-of date."""
        cursor = self.screen.timeline.day_cursor
        if cursor is None:
            self.toggle_requests()
        else:
            self.go_to_day(min(max(cursor + days, 1), LAST_DAY))

    def step_change(self, step: Literal[1, -1]) -> None:
        """To the next or the previous day on which a request gets another answer."""
        from planner.engine.phases import phases

        timetable, cursor = self.session.timetable, self.screen.timeline.day_cursor
        if cursor is None:
            self.toggle_requests()
            return
        schedule = timetable.schedule
        lives = (phases(schedule, timetable, item) for item in range(schedule.versions))
        beyond = {each.start for life in lives for each in life if (each.start - cursor) * step > 0}
        if beyond:
            self.go_to_day(min(beyond, key=lambda day: abs(day - cursor)))

    def go_to_day(self, day: Day) -> None:
        timeline = self.screen.timeline
        timeline.day_cursor = day
        timeline.view = timeline.view.revealing(day)
        self._answer()

    def _answer(self) -> None:
        day = self.screen.timeline.day_cursor
        if self.requests is not None and day is not None:
            self.requests.show_day(self.session.timetable, day)

    def _list_dues_soon(self) -> None:
        """Once nothing was edited for a while."""
        if self._quiet is not None:
            self._quiet.stop()
        if self.agenda is not None:
            self._quiet = self.screen.set_timer(QUIET, self._list_dues_at_rest)

    def _list_dues_at_rest(self) -> None:
        """A date that is dragged by now does not wait for it."""
        if self.screen.dragging:
            self._list_dues_soon()
        else:
            self._list_dues()

    def _list_dues(self) -> None:
        from planner.engine.agenda import agenda

        session = self.session
        until = min(add(session.as_of, AHEAD), LAST_DAY)
        if self.agenda is not None:
            dues = agenda(session.plan, session.policy, session.as_of, until)
            self.agenda.show_dues(dues, session.as_of, until)
