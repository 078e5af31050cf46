"""The command that opens the screen on which a policy is tried."""

from planner.tui.commands.command import Command, CommandScreen


class TryPolicy(Command):
    """Change a number of the policy and watch the violations gained and lost; nothing is written."""

    keys = "P"
    title = "Try the policy with other numbers"
    group = "Look"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.trying import try_policy

        await try_policy(screen)
