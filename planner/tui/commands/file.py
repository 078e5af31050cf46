"""The commands that undo, redo, save and leave."""

from planner.tui.commands.command import Command, CommandScreen


class Undo(Command):
    """Take back the last step and go where it was."""

    keys = "u,ctrl+z"
    title = "Undo"
    footer = "Undo"
    group = "Edit"
    needs = "There is nothing to undo."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.session.undo_label is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.stepping.undo()


class Redo(Command):
    """Take an undone step again."""

    keys = "ctrl+r,ctrl+y"
    title = "Redo"
    footer = "Redo"
    rank = 5
    group = "Edit"
    needs = "There is nothing to redo."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.session.redo_label is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.stepping.undo(back=False)


class Save(Command):
    """Write the changes to the plan's file, changing as little of it as possible."""

    keys = "ctrl+s"
    title = "Save"
    footer = "Save"
    rank = -1
    group = "File"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.saving.save()


class Commit(Command):
    """Save and commit the plan's file alone, with a message drafted from what changed."""

    keys = "ctrl+g"
    title = "Save and commit"
    footer = "Commit"
    rank = 6
    group = "File"
    about = ("plan",)
    needs = "The plan is not in a git repository."

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        from planner.disk.work_tree import in_work_tree

        return in_work_tree(screen.session.path)

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and cls.available(screen)

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.committing import commit

        await commit(screen, screen.saving)


class Reload(Command):
    """Read the file again as it is on disk."""

    keys = "f5"
    title = "Reload from disk"
    group = "File"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.saving.reload()


class EditOutside(Command):
    """Open the plan's file in your editor ($VISUAL or $EDITOR) at what is selected; read it again after."""

    keys = "ctrl+o"
    title = "Edit the file in your editor"
    group = "File"
    about = ("plan",)

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.outside import edit_outside

        await edit_outside(screen, screen.saving)


class Export(Command):
    """Write the plan as it is now for review or for another tool, beside its file."""

    keys = "E"
    title = "Export"
    footer = "Export"
    rank = 6
    group = "File"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.exporting import export

        await export(screen)


class Quit(Command):
    """Leave; asks about changes that are not saved."""

    keys = "q"
    title = "Quit"
    footer = "Quit"
    rank = -2
    group = "File"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        if await screen.saving.may_leave():
            screen.leave()
