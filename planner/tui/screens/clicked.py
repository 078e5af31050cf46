"""A screen that acts on clicks, on entries of its panels, and on keys that do nothing now."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.screen import Screen

from planner.tui.input.app import keyboard_of
from planner.tui.parts import Parted
from planner.tui.selection import AskMenu, DayPicked, OpenSelection

if TYPE_CHECKING:
    from planner.engine.constraint import Place
    from planner.tui.commands.command import Command, CommandScreen
    from planner.tui.panels.entries import ViolationEntry
    from planner.tui.panels.inspector import Inspector
    from planner.tui.panels.key_line import KeyLine
    from planner.tui.panels.side import GoTo
    from planner.tui.panels.violations import Violations
    from planner.tui.timeline.timeline import Timeline


class ClickedScreen(Parted, Screen[None], part=True):
    """The part of a plan's screen that acts on clicks, menus and entries, and says why a key does nothing."""

    item: int | None
    place: "Place | None"

    @property
    def _commanded(self) -> "CommandScreen":
        """The screen, as commands see it."""
        return cast("CommandScreen", self)

    def command(self, command_id: str) -> "type[Command]":
        """Return the command with this id; raise KeyError if there is none."""
        from planner.tui.commands import BY_ID  # after the first paint

        return BY_ID[command_id]

    def key_of(self, command_id: str) -> str:
        """Return the first key of a command as sentences name it, with `ctrl+` for `^`.

        A command without a key has the key of the palette.
        """
        name = next(iter(self.command(command_id).key_names(self._commanded)), "ctrl+p")
        return f"ctrl+{name[1:]}" if name.startswith("^") and len(name) > 1 else name

    def on_key(self, event: events.Key) -> None:
        """If the pressed key is that of a command that is not available, say what the command needs.

        Nothing is said if the focused panel uses the key.
        """
        found = self._by_key.get(event.key, ())
        if not found or self._commanded.dragging or any(each.available(self._commanded) for each in found):
            return
        binding = self.active_bindings.get(event.key)
        if binding is None or binding.node is self:  # not a key of the panel with the keyboard
            self._say_lacking(found[0])

    # By their names: the widgets that send these messages come after the first paint.

    def on_key_line_refused(self, message: "KeyLine.Refused") -> None:
        """Say what a command needs whose greyed key was clicked in the footer."""
        self._say_lacking(self.command(message.id))

    def _say_lacking(self, command: "type[Command]") -> None:
        """Say what a command needs; nothing if it has no such sentence."""
        if lacking := command.lacking(self._commanded):
            self._commanded.say(lacking)

    @cached_property
    def _by_key(self) -> "Mapping[str, Sequence[type[Command]]]":
        """The commands by each of their present keys, without commands of a drag."""
        by_key: dict[str, list[type[Command]]] = {}
        for each in self._commanded.commands:
            if not each.while_dragging:
                for key in self._commanded.keymap.of(each.bound()):
                    by_key.setdefault(key, []).append(each)
        return by_key

    def name_keys(self, timeline: "Timeline", violations: "Violations", inspector: "Inspector") -> None:
        """Write the present keys into the texts of widgets that name keys."""
        timeline.no_items = f"There is no version yet: {self.key_of('add-version')} adds the first."
        back, history = self.key_of("back"), self.key_of("hide-history")
        timeline.no_rows = f"No row is shown: {back} clears the filter, {history} shows history."
        violations.waived_key = self.key_of("show-waived")
        inspector.sent_key = self.key_of("mark-sent")

    def take_cursor(self) -> None:
        """Note the item and date under the timeline's cursor at once, before its message comes."""
        self.item, self.place = self._commanded.timeline.cursor

    @on(OpenSelection)
    def _open(self, message: OpenSelection) -> None:
        """Edit the selection of a double click or enter; keys wait for it."""
        from planner.tui.commands.menu import open_selection

        keyboard_of(self.app).run(self, open_selection(self._commanded, message.selection))

    @on(AskMenu)
    def _ask_menu(self, message: AskMenu) -> None:
        """Open the menu of the clicked selection, or of the present one."""
        from planner.tui.commands.menu import show_menu

        screen = self._commanded
        selection = message.selection or screen.selecting.selection
        keyboard_of(self.app).run(self, show_menu(screen, selection, message.at))

    @on(DayPicked)
    def _day_picked(self, message: DayPicked) -> None:
        """Put the day cursor on the clicked day, or take it off that day."""
        self._commanded.side_panels.show_day(message.day)

    def on_violations_chosen(self, message: "Violations.Chosen") -> None:
        """Select the date that the chosen violation blames; if the plan does not have it, its item."""
        self._select_blamed(message.entry)

    def on_violations_opened(self, message: "Violations.Opened") -> None:
        """Select the date that the opened violation blames, and ask for its new day.

        If the plan does not have the date, offer the missing dates of its item instead.
        """
        screen = self._commanded
        self._select_blamed(message.entry)
        self.take_cursor()
        screen.timeline.focus()
        screen.run_command(self.command("type-date" if self.place is not None else "add-date"))

    def _select_blamed(self, entry: "ViolationEntry") -> None:
        """Select the date that a violation blames; if the plan does not have it, its item."""
        worst = entry.worst
        self._commanded.timeline.select(worst.item, worst.place if worst.date is not None else None)

    def on_go_to(self, message: "GoTo") -> None:
        """Select the date or item that a side panel names; nothing is selected if the item is gone."""
        screen = self._commanded
        item = screen.session.compiled.schedule.index.get(message.item)
        screen.timeline.select(item, message.place)
