"""The commands that mark rows and dates, and shift what is marked."""

from typing import ClassVar

from planner.tui.commands.command import Command, CommandScreen


class _Marks(Command):
    """A command that marks; it needs the keyboard on the timeline."""

    group = "Mark"
    needs = "{back} goes to the timeline, where rows and dates are marked."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.timeline.has_focus


class Mark(_Marks):
    """Mark the selected date, or the row if no date is selected, or unmark it."""

    keys = "V"
    title = "Mark"
    on_marked = True
    about = ("item", "date", "notice")

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.toggle_mark()


class MarkDown(_Marks):
    """Mark on to the row below: dates of the selected one's name, or rows."""

    keys = "shift+down"
    title = "Mark downwards"
    step: ClassVar[int] = 1

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.extend_marks(cls.step * screen.timeline.take_count())


class MarkUp(MarkDown):
    """Mark on to the row above."""

    keys = "shift+up"
    title = "Mark upwards"
    step = -1


class MarkTrack(_Marks):
    """Mark all rows of the selected one's track, or their dates of the selected one's name."""

    keys = "asterisk"
    title = "Mark the track"
    key_display = "*"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.mark_alike(in_track=True)


class MarkAll(_Marks):
    """Mark all rows that are shown, or their dates of the selected one's name."""

    keys = "ctrl+a"
    title = "Mark all"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.mark_alike(in_track=False)


class Unmark(_Marks):
    """Unmark everything."""

    keys = "U"
    title = "Unmark all"
    needs = "Nothing is marked; {mark} marks the selected row or date."
    on_marked = True
    about = ("item", "date", "notice")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return bool(screen.timeline.marked)

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.clear_marks()


class ShiftBy(Command):
    """Move what is marked, else the selected date or row, by a typed period such as 2 weeks."""

    keys = "b"
    title = "Shift by a period"
    footer = "Shift"
    group = "Mark"
    edits = True
    needs = "Select a row or date first, or mark several with {mark}."
    on_marked = True
    about = ("item", "date", "notice")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        marked = bool(screen.timeline.marked)
        return screen.selecting.takes_marked or (not marked and screen.item is not None)

    @classmethod
    def in_footer(cls, screen: CommandScreen) -> bool:
        return super().in_footer(screen) and bool(screen.timeline.marked)

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.together.shift()


COMMANDS = (Mark, MarkDown, MarkUp, MarkTrack, MarkAll, Unmark, ShiftBy)
