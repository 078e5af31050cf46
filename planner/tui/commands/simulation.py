"""The command that lays out coming versions."""

from planner.tui.commands.command import Command, CommandScreen


class SimulateVersions(Command):
    """Lay out coming versions at a cadence, see when users have to move, and take them or not."""

    keys = "I"
    title = "Simulate coming versions"
    group = "Edit"
    edits = True

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.simulating import simulate_versions

        await simulate_versions(screen)
