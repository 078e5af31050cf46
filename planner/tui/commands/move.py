"""The commands that move the cursor and the selected date by keyboard.

While dates are held the timeline takes the keys itself.
"""

from typing import TYPE_CHECKING, ClassVar

from planner.tui.commands.command import Command, CommandScreen
from planner.tui.keymap import Keymap

if TYPE_CHECKING:
    from planner.tui.timeline.drag import Unit


class _OnTimeline(Command):
    """A command that needs the keyboard on the timeline."""

    group = "Move"

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.timeline.has_focus


class Up(_OnTimeline):
    """The row above."""

    keys = "up,k"
    title = "Up"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.move_rows(-screen.timeline.take_count())


class Down(_OnTimeline):
    """The row below."""

    keys = "down,j"
    title = "Down"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.move_rows(screen.timeline.take_count())


class PageUp(_OnTimeline):
    """A page of rows up."""

    keys = "pageup,ctrl+u"
    title = "Page up"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.page(-screen.timeline.take_count())


class PageDown(_OnTimeline):
    """A page of rows down."""

    keys = "pagedown,ctrl+d"
    title = "Page down"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.page(screen.timeline.take_count())


class FirstRow(_OnTimeline):
    """The first row; after a number, the row of that number."""

    keys = "g"
    title = "First row"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.go_to_row(screen.timeline.count or 1)


class LastRow(_OnTimeline):
    """The last row; after a number, the row of that number."""

    keys = "G"
    title = "Last row"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.go_to_row(screen.timeline.count or len(screen.timeline.rows))


class NextDate(_OnTimeline):
    """The row's next date."""

    keys = "tab,right_square_bracket"
    title = "Next date"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.move_marker(screen.timeline.take_count())


class PreviousDate(_OnTimeline):
    """The row's previous date."""

    keys = "shift+tab,left_square_bracket"
    title = "Previous date"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.move_marker(-screen.timeline.take_count())


class _Nudge(_OnTimeline):
    """A move of the selected date by some days, weeks or months."""

    number: ClassVar[int]
    unit: ClassVar["Unit"] = "day"
    needs = "{back} goes to the timeline, where dates are moved."

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        timeline, times = screen.timeline, screen.timeline.take_count()
        if timeline.marker is None and not timeline.marked:
            # Nothing is held by the cursor yet: an arrow first takes a date, then moves it.
            timeline.move_marker(1 if cls.number > 0 else -1)
            times -= 1
            if timeline.marker is None:
                screen.say(f"The row has no date {'later' if cls.number > 0 else 'earlier'} than the cursor.")
        if times and (timeline.marker is not None or timeline.marked):
            timeline.nudge(cls.number * times, cls.unit)


class DayEarlier(_Nudge):
    """The selected date a day earlier."""

    keys = "left,h"
    title = "A day earlier"
    number = -1


class DayLater(_Nudge):
    """The selected date a day later."""

    keys = "right,l"
    title = "A day later"
    number = 1


class WeekEarlier(_Nudge):
    """The selected date a week earlier."""

    keys = "shift+left,H"
    title = "A week earlier"
    number = -1
    unit = "week"


class WeekLater(_Nudge):
    """The selected date a week later."""

    keys = "shift+right,L"
    title = "A week later"
    number = 1
    unit = "week"


class MonthEarlier(_Nudge):
    """The selected date a month earlier."""

    keys = "less_than_sign"
    title = "A month earlier"
    number = -1
    unit = "month"


class MonthLater(_Nudge):
    """The selected date a month later."""

    keys = "greater_than_sign"
    title = "A month later"
    number = 1
    unit = "month"


def keys_while_held(keymap: Keymap) -> "dict[str, tuple[int, Unit]]":
    """Return the moves of a held date by key, as number and unit.

    They are the keys of the nudges, and the keys of the rows above and below, which move it by a day.
    """
    moves: dict[str, tuple[int, Unit]] = {}
    for command in (DayEarlier, DayLater, WeekEarlier, WeekLater, MonthEarlier, MonthLater):
        moves.update(dict.fromkeys(keymap.of(command.bound()), (command.number, command.unit)))
    for row, number in ((Up, -1), (Down, 1)):
        moves.update(dict.fromkeys(keymap.of(row.bound()), (number, "day")))
    return moves


class Grab(_OnTimeline):
    """Hold the selected date, or with none the row's dates to come, and drag by arrows."""

    keys = "space"
    title = "Hold and drag"
    footer = "Drag"
    needs = "{back} goes to the timeline, where dates are dragged."
    on_marked = True
    about = ("date", "notice")

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.grab()
        if not screen.timeline.dragging:
            screen.say(f"All dates of the row are past; {screen.key_of('next-date')} selects one.")


class _WhileHeld(_OnTimeline):
    """A key that the timeline takes during a drag; it is a command for the footer and the help."""

    while_dragging = True

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.dragging


class HeldDay(_WhileHeld):
    """While a date is held: a day earlier or later."""

    keys = "left,right"
    title = "Drag by a day"
    footer = "A day"
    key_display = "←→"


class HeldWeek(_WhileHeld):
    """While a date is held: a week earlier or later."""

    keys = "shift+left,shift+right"
    title = "Drag by a week"
    footer = "A week"
    key_display = "shift ←→"


class ListFollowers(_WhileHeld):
    """While a date is held and ripple is on: drop it, but list the dates that follow before they move."""

    keys = "f"
    title = "Drop, but list the followers first"
    footer = "Followers"

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and screen.rippling.on


class Drop(_WhileHeld):
    """While a date is held: leave it where it is now."""

    keys = "enter,space"
    title = "Drop"
    footer = "Drop it here"


class PutBack(_WhileHeld):
    """While a date is held: put everything back."""

    keys = "escape"
    title = "Put back"
    footer = "Put it back"
