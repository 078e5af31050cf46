"""A screen on which things are pointed at: in panels, by a double click, by the right button."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.screen import Screen

from planner.tui.input.app import keyboard_of
from planner.tui.panels.key_line import KeyLine
from planner.tui.selection import AskMenu, DayPicked, OpenSelection

if TYPE_CHECKING:
    from planner.engine.constraint import Place
    from planner.tui.commands.command import Command, CommandScreen
    from planner.tui.panels.entries import ViolationEntry
    from planner.tui.panels.inspector import Inspector
    from planner.tui.panels.side import GoTo
    from planner.tui.panels.violations import Violations
    from planner.tui.timeline.timeline import Timeline


class ClickedScreen(Screen[None]):
    """The part of the planner's screen that acts on the things that are pointed at."""

    item: int | None
    place: "Place | None"

    @property
    def _commanded(self) -> "CommandScreen":
        return cast("CommandScreen", self)

    def command(self, command_id: str) -> "type[Command]":
        """Return the command with this id."""
        from planner.tui.commands import BY_ID  # after the first paint

        return BY_ID[command_id]

    def key_of(self, command_id: str) -> str:
        """Return the first key of a command as sentences name it."""
        name = next(iter(self.command(command_id).key_names(self._commanded)), "ctrl+p")
        return f"ctrl+{name[1:]}" if name.startswith("^") and len(name) > 1 else name

    def on_key(self, event: events.Key) -> None:
        """Say why a key does nothing now, if that is so."""
        found = self._by_key.get(event.key, ())
        if not found or self._commanded.dragging or any(each.available(self._commanded) for each in found):
            return
        binding = self.active_bindings.get(event.key)
        if binding is None or binding.node is self:  # not a key of the panel with the keyboard
            self._say_lacking(found[0])

    @on(KeyLine.Refused)
    def _refused(self, message: KeyLine.Refused) -> None:
        self._say_lacking(self.command(message.id))

    def _say_lacking(self, command: "type[Command]") -> None:
        if lacking := command.lacking(self._commanded):
            self._commanded.say(lacking)

    @cached_property
    def _by_key(self) -> "Mapping[str, Sequence[type[Command]]]":
        """The commands by their keys; not those of a drag, whose keys the timeline takes."""
        by_key: dict[str, list[type[Command]]] = {}
        for each in self._commanded.commands:
            if not each.while_dragging:
                for key in self._commanded.keymap.of(each.bound()):
                    by_key.setdefault(key, []).append(each)
        return by_key

    def name_keys(self, timeline: "Timeline", violations: "Violations", inspector: "Inspector") -> None:
        """Have the texts of the widgets name the keys that the keymap gives."""
        timeline.no_items = f"There is no version yet: {self.key_of('add-version')} adds the first."
        back, history = self.key_of("back"), self.key_of("hide-history")
        timeline.no_rows = f"No row is shown: {back} clears the filter, {history} shows history."
        violations.waived_key = self.key_of("show-waived")
        inspector.sent_key = self.key_of("mark-sent")

    def take_cursor(self) -> None:
        """Select the date under the timeline's cursor at once; its message comes later."""
        self.item, self.place = self._commanded.timeline.cursor

    @on(OpenSelection)
    def _open(self, message: OpenSelection) -> None:
        from planner.tui.commands.menu import open_selection

        keyboard_of(self.app).run(self, open_selection(self._commanded, message.selection))

    @on(AskMenu)
    def _ask_menu(self, message: AskMenu) -> None:
        from planner.tui.commands.menu import show_menu

        screen = self._commanded
        selection = message.selection or screen.selecting.selection
        keyboard_of(self.app).run(self, show_menu(screen, selection, message.at))

    @on(DayPicked)
    def _day_picked(self, message: DayPicked) -> None:
        self._commanded.side_panels.show_day(message.day)

    # By their names: the panels that send these messages come after the first paint.

    def on_violations_chosen(self, message: "Violations.Chosen") -> None:
        """Select the date that a violation blames."""
        self._select_blamed(message.entry)

    def on_violations_opened(self, message: "Violations.Opened") -> None:
        """Open the date that is blamed, or if it is missing the list from which it is added."""
        screen = self._commanded
        self._select_blamed(message.entry)
        self.take_cursor()
        screen.timeline.focus()
        screen.run_command(self.command("type-date" if self.place is not None else "add-date"))

    def _select_blamed(self, entry: "ViolationEntry") -> None:
        worst = entry.worst
        self._commanded.timeline.select(worst.item, worst.place if worst.date is not None else None)

    def on_go_to(self, message: "GoTo") -> None:
        """Select the date that a side panel names."""
        screen = self._commanded
        item = screen.session.compiled.schedule.index.get(message.item)
        screen.timeline.select(item, message.place)
