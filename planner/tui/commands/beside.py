"""Requests and agenda, in the inspector's place."""

from typing import TYPE_CHECKING

from planner.tui.commands.command import Command

if TYPE_CHECKING:
    from planner.tui.screens.planner import PlannerScreen


class ShowRequests(Command):
    """What each version answers on a day, and a request that names none; , . move the day"""

    keys = "r"
    title = "Requests on a day"
    group = "Look"

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.toggle_requests()


class DayBefore(Command):
    """Requests a day earlier"""

    keys = "comma"
    title = "Requests: the day before"
    group = "Look"
    key_display = ","

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.step_day(-1)


class DayAfter(Command):
    """Requests a day later"""

    keys = "full_stop"
    title = "Requests: the day after"
    group = "Look"
    key_display = "."

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.step_day(1)


class ChangeBefore(Command):
    """Requests on the last day before on which an answer changes"""

    keys = "left_parenthesis"
    title = "Requests: the change before"
    group = "Look"
    key_display = "("

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.step_change(-1)


class ChangeAfter(Command):
    """Requests on the next day on which an answer changes"""

    keys = "right_parenthesis"
    title = "Requests: the next change"
    group = "Look"
    key_display = ")"

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.step_change(1)


class ShowAgenda(Command):
    """What must be sent or done by when, overdue first; s records a notice as sent"""

    keys = "A"
    title = "Agenda"
    group = "Look"

    @classmethod
    def run(cls, screen: "PlannerScreen") -> None:
        screen.sides.toggle_agenda()
