"""The box beside the violations: the inspector, or a side panel in its place."""

from typing import TYPE_CHECKING, cast

from planner.dates import Day
from planner.tui.controllers.open_plan_view import OpenPlanView
from planner.tui.panels import side

if TYPE_CHECKING:
    from textual.widget import Widget

    from planner.session import Session
    from planner.tui.panels.requests import RequestsPanel
    from planner.tui.panels.side import SidePanel


class SidePanels:
    """The inspector and the side panel that is shown in its place, if there is one."""

    def __init__(self, screen: OpenPlanView) -> None:
        self.screen = screen
        self.name: str | None = None
        self.panel: SidePanel | None = None

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    # what is shown

    def inspect(self) -> None:
        """Show the selected item or track in the inspector, and shade the legal days of the selected date.

        Without a selected date, no days are shaded.
        """
        session, screen, item = self.session, self.screen, self.screen.item
        if item is None or item >= len(session.plan.items):
            self._inspect_heading()
            screen.timeline.show_window(None, None)
            return
        from planner.tui.legal import legal_window  # after the first paint
        from planner.tui.panels.inspection import subject

        place = screen.place
        legal = screen.legal_days.window(place) if place is not None and session.slots_of(place) else None
        about = subject(session.compiled.schedule, session.plan, item)
        screen.inspector.inspect(about, session.timetable, session.findings(item), place, legal)
        if legal is None:
            screen.timeline.show_window(None, None)
        else:
            screen.timeline.show_window(item, legal_window(legal, screen.timeline.chart.last))

    def _inspect_heading(self) -> None:
        """Show the track of the selected heading in the inspector; empty it if no heading is selected."""
        screen, heading = self.screen, self.screen.timeline.selected_row
        if heading is None or not heading.is_heading:
            screen.inspector.inspect(None, None)
            return
        from planner.tui.panels.inspected_track import track_lines  # after the first paint

        rows = [
            row for row in screen.timeline.rows.every if row.item is not None and row.track == heading.track
        ]
        key = screen.key_of("fold-track")
        screen.inspector.inspect_track(
            heading.name, lambda width: track_lines(heading, rows, width, screen.signs, key)
        )

    def follow(self) -> None:
        """Show the previewed dates in the inspector and the side panel."""
        screen, session = self.screen, self.session
        if screen.item is not None:
            screen.inspector.follow(session.timetable, session.findings(screen.item))
        if self.panel is not None:
            self.panel.follow()

    def refresh(self) -> None:
        """Show the inspector and the side panel anew, after the plan or its dates changed."""
        self.inspect()
        if self.panel is not None:
            self.panel.renew()

    # one in the inspector's place

    def toggle(self, name: str) -> None:
        """Open the panel with this name in the inspector's place; if it is open already, close it."""
        shown = self.name
        self.close()
        if shown == name:
            return
        self.panel, self.name = side.make(name, self.screen), name
        self.screen.place_panel(cast("Widget", self.panel))
        self.panel.start()

    def show_day(self, day: Day) -> None:
        """Put the day cursor on a day, and show the requests on that day if their panel is open.

        If the cursor is on that day already, take it away, unless the requests panel needs it.
        """
        timeline = self.screen.timeline
        if timeline.day_cursor == day and self.name != "requests":
            timeline.day_cursor = None
            return
        timeline.day_cursor = day
        if self.panel is not None:
            self.panel.renew()

    def close(self) -> None:
        """Close the side panel, if one is open, and show the inspector again."""
        if self.panel is not None:
            if self.panel.has_focus:
                self.screen.timeline.focus()
            self.panel.stop()
            self.panel.remove()
        self.panel = self.name = None
        self.screen.show_inspector()

    def go_to_day(self, day: Day) -> None:
        """Put the day cursor on a day and scroll to it; the requests panel shows that day if it is open."""
        if self.panel is not None and self.name == "requests":
            cast("RequestsPanel", self.panel).go_to_day(day)
        else:
            self.screen.timeline.day_cursor = day
        self.screen.timeline.go_to(day)

    def drop_day(self) -> bool:
        """Take the day cursor away; return False if there is none or the requests panel needs it."""
        if self.screen.timeline.day_cursor is None or self.name == "requests":
            return False
        self.screen.timeline.day_cursor = None
        return True

    @property
    def is_open(self) -> bool:
        """True if a panel is shown in the inspector's place."""
        return self.panel is not None
