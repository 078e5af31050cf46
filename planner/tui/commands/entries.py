"""The commands that copy, arrange and record entries."""

from typing import TYPE_CHECKING, ClassVar

from planner.tui.commands.command import Command, CommandScreen
from planner.tui.selection import PLAN, Selection

if TYPE_CHECKING:
    from planner.edits.order import Step


class Duplicate(Command):
    """Add a copy of the selected version, change, notice or freeze, to be changed afterwards."""

    keys = "Y"
    title = "Duplicate"
    group = "Edit"
    edits = True
    about = ("item", "notice", "freeze")
    needs = "Select a version, change, notice or freeze first."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.selecting.target.type in ("item", "date", "notice", "freeze")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.arranging import duplicate

        await duplicate(screen.editing)


class _Reorder(Command):
    """A move of the selected item in the succession of its track."""

    group = "Edit"
    edits = True
    about = ("item",)
    step: ClassVar["Step"]

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        from planner.tui.controllers.arranging import movable

        return movable(screen.editing, cls.step)

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.arranging import reorder

        await reorder(screen.editing, cls.step)


class MoveUp(_Reorder):
    """Move the selected version or change up by one row in its track."""

    keys = "K"
    title = "Move up in its track"
    needs = "There is no version or change above it in its track."
    step = -1


class MoveDown(_Reorder):
    """Move the selected version or change down by one row in its track."""

    keys = "J"
    title = "Move down in its track"
    needs = "There is no version or change below it in its track."
    step = 1


class MoveToTrack(Command):
    """Move the selected version or change to another track."""

    keys = "M"
    title = "Move to another track"
    group = "Edit"
    edits = True
    needs = "Select a version or change first."
    about = ("item",)

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.editing.item is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.arranging import move_to_track

        await move_to_track(screen.editing)


class RenameTrack(Command):
    """Rename the track of the selected version or change, or of the heading under the pointer."""

    keys = "ctrl+n"
    title = "Rename the track"
    group = "Edit"
    edits = True
    needs = "Select a version or change of the track first."
    about = ("item", "track")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.selecting.is_about("track") or screen.editing.item is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.entry_edits import edit

        editing = screen.editing
        if screen.selecting.is_about("track"):
            await edit(editing)
        elif (index := screen.item) is not None:
            track = screen.session.compiled.schedule.tracks[index]
            with screen.selecting.pointing_at(Selection("track", track=track)):
                await edit(editing)


class EditPlan(Command):
    """Edit the plan's own keys: product, policy, and the day from which it is judged."""

    keys = "ctrl+e"
    title = "Edit the plan itself"
    group = "Edit"
    edits = True
    about = ("plan", "day")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.entry_edits import edit

        with screen.selecting.pointing_at(PLAN):
            await edit(screen.editing)


class _OnSentNotice(Command):
    """A command on the selected notice, which was sent."""

    group = "Edit"
    edits = True
    needs = "Select a notice that was sent: {next-date} goes from date to date, {show-contents} lists them."
    about = ("notice",)

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        notice = screen.editing.notice
        return notice is not None and notice.told is not None


class MarkUnsent(_OnSentNotice):
    """Record that the selected notice was not sent after all; asks first."""

    keys = "S"
    title = "Notice was not sent"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.notice_edits import mark_unsent

        await mark_unsent(screen.editing)


class WithdrawNotice(_OnSentNotice):
    """Add a notice that withdraws the dates which the selected one told."""

    keys = "W"
    title = "Withdraw by a notice"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.notice_edits import withdraw

        await withdraw(screen.editing)


COMMANDS: tuple[type[Command], ...] = (
    Duplicate,
    MoveUp,
    MoveDown,
    MoveToTrack,
    RenameTrack,
    EditPlan,
    MarkUnsent,
    WithdrawNotice,
)
