"""The footer of the planner's screen: its commands in groups."""

from planner.tui.commands.command import GROUPS, CommandScreen
from planner.tui.panels.key_line import FooterKey


def footer_groups(screen: CommandScreen) -> list[list[FooterKey]]:
    """Return the keys that the footer shows now, a list for each group of commands.

    Commands without a key are left out; ones that are not available are greyed.
    """
    groups: dict[str, list[FooterKey]] = {group: [] for group in GROUPS}
    for command in screen.commands:
        if not command.in_footer(screen):
            continue
        keys = command.footer_keys(screen)
        if keys:
            key = FooterKey(
                id=command.id(),
                keys=keys,
                text=command.footer,
                available=command.available(screen),
                rank=command.rank,
            )
            groups[command.group].append(key)
    return list(groups.values())
