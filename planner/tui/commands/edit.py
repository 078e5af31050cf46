"""The commands that change the plan, but for moves by hand; each is one step to undo."""

from planner.terminal_text import shown
from planner.tui.commands.command import Command, CommandScreen


class _OnDate(Command):
    """A command on the selected date."""

    group = "Edit"
    edits = True
    needs = "Select a date first: {next-date} goes from date to date."
    about = ("date", "notice")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.editing.date_selected


class _OnItem(Command):
    """A command on the selected item."""

    group = "Edit"
    edits = True
    needs = "There is no version yet: {add-version} adds the first."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.item is not None


class TypeDate(_OnItem):
    """Type the selected date: 2027-02-15, +90 days, next monday, earliest."""

    keys = "enter"
    title = "Type a date"
    footer = "Date"
    about = ("date", "notice", "violation")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.type_date()


class ToEarliest(_OnDate):
    """The selected date to the first day that breaks nothing."""

    keys = "left_curly_bracket"
    title = "To the earliest legal day"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.editing.to_bound("earliest")


class ToLatest(_OnDate):
    """The selected date to the last day that breaks nothing."""

    keys = "right_curly_bracket"
    title = "To the latest legal day"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.editing.to_bound("latest")


class Ripple(Command):
    """Switch: what has to follow a date that you move is moved along, in the same step."""

    keys = "R"
    title = "Ripple on or off"
    footer = "Ripple"
    rank = 4
    group = "Edit"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.rippling.switch()


class AddVersion(Command):
    """Add the track's next version, its dates at the earliest legal days."""

    keys = "a"
    title = "Add the next version"
    footer = "Add"
    rank = 1
    group = "Edit"
    edits = True
    about = ("item", "track", "plan")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.add_version()


class AddDate(_OnItem):
    """Add a milestone that is missing, or a notice."""

    keys = "m"
    title = "Add a date or notice"
    footer = "Add date"
    rank = 3
    about = ("item", "date", "violation")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.add_date()


class Edit(Command):
    """Edit the selected notice, freeze, waiver or track, else the version's or change's texts."""

    keys = "e"
    title = "Edit"
    footer = "Edit"
    rank = 4
    group = "Edit"
    edits = True
    needs = "Select a version, change, notice, freeze, waiver or track first."
    about = ("item", "date", "notice", "freeze", "waiver")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.selecting.target.type != "day"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.entry_edits import edit

        await edit(screen.editing)


class MarkSent(Command):
    """Record that the selected notice went out, and the dates that it told."""

    keys = "s"
    title = "Notice was sent"
    footer = "Sent"
    rank = 1
    group = "Edit"
    edits = True
    about = ("notice",)
    needs = "Select a planned notice: {next-date} goes from date to date, {show-contents} lists them."

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and cls.available(screen)

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        notice = screen.editing.notice
        return notice is not None and notice.told is None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.notice_edits import mark_sent

        await mark_sent(screen.editing)


class Delete(Command):
    """Delete what is marked, else the selected date, notice, freeze, waiver, track or item; asks first."""

    keys = "x,delete"
    title = "Delete"

    footer = "Delete"
    rank = 5
    group = "Edit"
    edits = True
    on_marked = True
    about = ("item", "date", "notice", "freeze", "waiver", "track")
    needs = "Select a version, change, date, notice, freeze, waiver or track first."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.selecting.takes_marked or screen.selecting.target.type not in ("day", "plan")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        if screen.selecting.takes_marked:
            await screen.together.delete()
            return
        from planner.tui.controllers.deleting import delete

        await delete(screen.editing)


class Waive(Command):
    """Waive the chosen violation with a reason, or edit its waiver; or waive all that is marked."""

    keys = "w"
    title = "Waive a violation"
    footer = "Waive"
    rank = 3
    group = "Edit"
    edits = True
    on_marked = True
    about = ("violation", "date", "item")
    needs = "Nothing here can be waived; {next-violation} goes to the next violation."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        marked, editing = screen.selecting.takes_marked, screen.editing
        return marked or editing.waiver is not None or editing.waivable is not None

    @classmethod
    def lacking(cls, screen: CommandScreen) -> str:
        if not screen.session.policy.reasons:
            return f"The policy {shown(screen.session.policy.name)} accepts no reason for a waiver."
        return super().lacking(screen)

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        if screen.selecting.takes_marked:
            await screen.together.waive()
        else:
            from planner.tui.controllers.entry_edits import waive

            await waive(screen.editing)


class Fix(Command):
    """See what would cure the chosen violation, later or earlier, and take it or not."""

    keys = "f"
    title = "Fix the violation"
    footer = "Fix"
    rank = 1
    group = "Edit"
    edits = True
    needs = "Nothing is violated here; {next-violation} goes to the next violation."
    about = ("violation", "date", "item")

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.editing.fixable is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.fixing import fix_one

        entry = screen.editing.fixable
        if entry is not None:
            await fix_one(screen, entry)


class FixAll(Command):
    """See what would cure every violation, and take it or not."""

    keys = "F"
    title = "Fix all violations"
    group = "Edit"
    edits = True
    needs = "No rule is broken: there is nothing to fix."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.session.counts.error > 0

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.fixing import fix_all

        await fix_all(screen)


class Pin(_OnDate):
    """Pin the selected date, so that nothing but a person moves it; or free it again."""

    keys = "p"
    title = "Pin or free the date"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.pin()


class AddChange(Command):
    """Add a change of the API: an endpoint, a field, a default."""

    keys = "c"
    title = "Add a change"
    group = "Edit"
    edits = True
    about = ("item", "plan")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.add_change()


class AddFreeze(Command):
    """Add a freeze: days on which nothing may change."""

    keys = "z"
    title = "Add a freeze"
    group = "Edit"
    edits = True
    about = ("day", "freeze", "plan")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.editing.add_freeze()
