"""The commands that choose the rows on the timeline: history, folded tracks, the filter."""

from planner.tui.commands.command import Command, CommandScreen


class HideHistory(Command):
    """Hide the items that are over, or show them again."""

    keys = "o"
    title = "Hide history"
    footer = "History"
    rank = 6
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.hide_history()


class FoldTrack(Command):
    """Fold the selected row's track into its heading, or unfold it; a click on the heading does it too."""

    keys = "T"
    title = "Fold the track"
    footer = "Fold"
    rank = 6
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.fold()


class FoldAllTracks(Command):
    """Fold all tracks into their headings, or unfold all."""

    keys = "ctrl+t"
    title = "Fold all tracks"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.fold_all()


class FilterRows(Command):
    """Show only rows that are violated, that come, of a track or with a text in their names."""

    keys = "backslash,f4"
    title = "Filter the rows"
    footer = "Filter"
    rank = 4
    group = "Look"
    key_display = "\\"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.row_choice.ask()


class OnlyViolated(Command):
    """Show only the items with an open violation, or all again."""

    keys = "exclamation_mark"
    title = "Only violated items"
    group = "Look"
    key_display = "!"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.toggle_only("violated")


class OnlyComing(Command):
    """Show only the items with a date within the next six months, or all again."""

    keys = "C"
    title = "Only coming items"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.toggle_only("coming")


class OnlyTrack(Command):
    """Show only the selected row's track, or all tracks again."""

    keys = "number_sign"
    title = "Only this track"
    group = "Look"
    key_display = "#"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.row_choice.toggle_track()


COMMANDS = (HideHistory, FoldTrack, FoldAllTracks, FilterRows, OnlyViolated, OnlyComing, OnlyTrack)
