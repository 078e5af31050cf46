"""The list of plans: a line each, with its timeline on a shared axis, its violations and what is due next."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from planner.dates import Day, counted, iso
from planner.portfolio.arrangement import Only, totals
from planner.portfolio.shown_paths import path_from
from planner.portfolio.summary import PlanSummary
from planner.portfolio.watch import PlanWatch
from planner.terminal_text import shown
from planner.tui.background import keep_objects
from planner.tui.commands.palette import Choice
from planner.tui.commands.plan_list import PlanListCommands, bindings, footer, help_lines, palette_keys
from planner.tui.controllers.choosing_plans import ChoosingPlans
from planner.tui.controllers.reading_plans import PlanReading
from planner.tui.input.app import keyboard_of
from planner.tui.keymap import Keymap, key_in
from planner.tui.panels.key_line import KeyLine
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.plan_columns import detail_lines
from planner.tui.panels.plan_legend import MOUSE, legend
from planner.tui.panels.plan_table import PlanTable, PlanTableHeading
from planner.tui.panels.plan_totals import totals_line
from planner.tui.panels.status import Status
from planner.tui.screens.finished import Finished
from planner.tui.screens.saying import SayingScreen
from planner.tui.signs import ASCII, UNICODE, Signs

DISK_SECONDS = 3.0
"""Seconds between two looks at the files."""
LOW = 16
"""Lines of the terminal below which the details have one line."""


class PlanOpener(Protocol):
    """The options that plans are opened with, and the screen of each."""

    @property
    def as_of(self) -> Day:
        """The day the plans are evaluated on."""

    @property
    def policy(self) -> str | None:
        """The policy in place of the plans' own; None for their own."""

    @property
    def ascii_only(self) -> bool:
        """True if signs are plain ASCII."""

    @property
    def keymap(self) -> Keymap:
        """The keys that differ from the default ones."""

    @property
    def folders(self) -> Sequence[str]:
        """The files and folders in which the plans were found; none: the plans themselves."""

    @property
    def exclude(self) -> Sequence[str]:
        """Globs of the files that are left out there."""

    def plan(self, path: str) -> Screen[None]:
        """Return the screen of a plan, or of the errors that keep it from being planned."""


class PortfolioScreen(SayingScreen):
    """The list of plans, which follows the files on disk."""

    DEFAULT_CSS = """
    PortfolioScreen {
        layout: vertical;
        overflow: hidden;
        layers: base above;
        #plan-totals { height: 1; background: $surface; overflow: hidden; }
        #plan-heading { height: 2; overflow: hidden; }
        #plan-table { height: 1fr; overflow-x: hidden; overflow-y: scroll; }
        #plan-details { height: 2; background: $surface; overflow: hidden; }
        #key-line { height: 1; background: $footer-background; overflow: hidden; }
        #status { display: none; dock: bottom; layer: above; background: $panel; overflow: hidden; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings()
    COMMANDS: ClassVar = {PlanListCommands}
    AUTO_FOCUS: ClassVar[str] = "PlanTable"

    def __init__(self, paths: Sequence[str], opener: PlanOpener) -> None:
        super().__init__()
        self._opener = opener
        self._signs: Signs = ASCII if opener.ascii_only else UNICODE
        self._choosing = ChoosingPlans(self, opener.as_of)
        watch = PlanWatch(
            opener.folders or paths, as_of=opener.as_of, exclude=opener.exclude, policy=opener.policy
        )
        self._folder = watch.folder
        self._reading = PlanReading(self, watch, paths)
        self._timer: Timer | None = None
        self._opened = False
        """True from the first showing of the list on."""

    def compose(self) -> ComposeResult:
        """Yield totals, column titles, plans, details of the selected plan, footer and status line."""
        yield LinePanel(id="plan-totals")
        yield PlanTableHeading()
        table = PlanTable(self._signs, self._opener.as_of)
        table.no_shown = f"No plan is shown: {self.key_of('back')} clears the filter."
        table.no_plans = f"There is no plan here any more: {self.key_of('begin')} begins one."
        yield table
        yield LinePanel(id="plan-details")
        yield KeyLine(self._run_key, self._signs)
        yield Status(self._signs)

    def key_of(self, key_id: str) -> str:
        """Return the first key of the list with this id as sentences name it, else that of the palette."""
        return key_in(self.app, PortfolioScreen, f"portfolio.{key_id}") or "ctrl+p"

    def on_mount(self) -> None:
        """Show the list with paths alone at once, and have the plans read after the first paint."""
        for each in self.query("#plan-totals, #plan-details"):
            each.can_focus = False
        opener = self._opener
        self.key_line.show_keys(footer(self.app, opener.keymap, ascii_only=opener.ascii_only))
        self.show_plans()  # for keys that are typed at once; the widgets have no size yet
        self.call_after_refresh(self._begin_reading)

    def _begin_reading(self) -> None:
        """Show the list in its size, and begin to read the plans and to watch their files."""
        self._opened = True
        # A full collection while plans are read would walk the whole app, which takes 40 ms.
        keep_objects(self.app)
        self.show_plans()
        self._watch_disk()
        self.watch(self.app, "app_focus", self.look_at_disk, init=False)

    def _watch_disk(self) -> None:
        """Look at the files now, and again every few seconds until another screen opens."""
        self.on_screen_suspend()
        self.look_at_disk()
        self._timer = self.set_interval(DISK_SECONDS, self._reading.look_now_and_then)

    def on_screen_suspend(self) -> None:
        """Stop watching the files while a plan or a dialog is open."""
        if self._timer is not None:
            self._timer.stop()

    def on_screen_resume(self) -> None:
        """Look at the files again, and watch them, after a plan or a dialog was closed."""
        if self._opened:
            self._watch_disk()

    def on_resize(self) -> None:
        """Show the plans anew in another size."""
        if self._opened:
            self.call_after_refresh(self.show_plans)

    # what others ask for

    @property
    def key_line(self) -> KeyLine:
        """The footer."""
        return self.query_one(KeyLine)

    @property
    def table(self) -> PlanTable:
        """The plans."""
        return self.query_one(PlanTable)

    @property
    def summaries(self) -> Sequence[PlanSummary]:
        """The summaries of all plans, hidden ones included."""
        return self._reading.summaries

    @property
    def shown_count(self) -> int:
        """The number of plans that are shown."""
        return len(self.table.plans)

    def select(self, path: str) -> bool:
        """Select a plan; return False if it is not shown."""
        return self.table.go_to(path)

    @property
    def wanted_first(self) -> Iterable[str]:
        """The paths of the plans in view."""
        return [each.path for each in self.table.in_view]

    @property
    def may_read(self) -> bool:
        """False while a plan is open above the list, whose drags need the time; dialogs do not count."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else ()
        return self.is_running and all(each.is_modal for each in above)

    def look_at_disk(self) -> None:
        """Look in the background whether plans came, went or changed; nothing while a plan is open."""
        if self.may_read:
            self._reading.look()

    def show_plans(self) -> None:
        """Show the plans that pass the filter, in order, with totals and details, if the list is open."""
        if not self.is_attached:
            return
        every = self._reading.summaries
        self.table.list_plans(self._choosing.arranged(every), every, self._choosing.order)
        self.show_totals()
        self._show_details()

    def show_totals(self) -> None:
        """Show the first line: totals, as-of date, order, scale, search, filter, plans still to be read."""
        found = totals(self.summaries)
        reading = f"reading {found.read} of {found.plans}" if found.read < found.plans else ""
        pills = f"by {self._choosing.order.words()}", f"{self.table.table_style.view.scale.name} a cell"
        panel = self.query_one("#plan-totals", LinePanel)
        line = totals_line(
            found,
            iso(self._opener.as_of),
            pills,
            state=(*self._choosing.words(), reading),
            signs=self._signs,
            width=self._width(panel),
        )
        panel.show([line])

    def _width(self, panel: LinePanel) -> int:
        """Return the number of cells of a line of a panel; before the first layout, of the terminal."""
        return panel.inner_width if panel.size.width else self.app.size.width

    @on(PlanTable.Selected)
    def _show_details(self) -> None:
        """Show the details of the selected plan, in one line in a low window, else in two."""
        panel = self.query_one("#plan-details", LinePanel)
        lines = 1 if self.app.size.height < LOW else 2
        panel.styles.height = lines
        table = self.table
        panel.show(detail_lines(table.chosen, table.table_style, self._width(panel), lines))

    @on(PlanTable.AxisChanged)
    def _axis_changed(self) -> None:
        """Show the plans on the axis as it is now."""
        self.show_plans()

    def plans_came_or_went(self, came: Sequence[str], went: Sequence[str]) -> None:
        """Say which plans are new and which are gone, by path."""
        said = [
            f"{self._named(paths)} {what}" for paths, what in ((came, "is new"), (went, "is gone")) if paths
        ]
        self.say(f"{'; '.join(said)}.")

    def _named(self, paths: Sequence[str]) -> str:
        """Return the first path, from the common folder, and the number of the others, in words."""
        more = f" and {counted(len(paths) - 1, 'other plan')}" if len(paths) > 1 else ""
        return f"{shown(path_from(self._folder, paths[0]))}{more}"

    # keys

    def _run_key(self, action: str) -> None:
        """Run the action of a key that was clicked in the footer."""
        self.run_worker(self.run_action(action))

    def action_step(self, by: int) -> None:
        """Select the plan so many lines further down, or up if negative."""
        self.table.action_step(by)

    def action_page(self, by: int) -> None:
        """Select the plan so many pages further down, or up if negative."""
        self.table.action_step(by * max(len(self.table.in_view) - 1, 1))

    @on(PlanTable.Opened)
    def action_open(self) -> None:
        """Open the selected plan, or its errors; nothing if no plan is selected."""
        chosen = self.table.chosen
        if chosen is not None:
            self.app.push_screen(self._opener.plan(chosen.path))

    def action_edit(self) -> None:
        """Open the text editor on the selected plan, at its first error if any; then read it again."""
        from planner.tui.controllers.text_editor import edit_file

        chosen = self.table.chosen
        if chosen is None:
            return
        path, line = chosen.path, 1
        if chosen.error is not None and os.path.isfile(chosen.error.path):
            path, line = chosen.error.path, chosen.error.line or 1
        if edit_file(self.app, path, line):
            self.look_at_disk()

    def action_begin(self) -> None:
        """Go to the next hit if a search is on; else begin a plan beside the selected one and open it."""
        if self._choosing.searches:
            self._choosing.step(1)
        else:
            keyboard_of(self.app).run(self, self._begin())

    def action_previous(self) -> None:
        """Go to the previous hit of the search; nothing if none is on."""
        if self._choosing.searches:
            self._choosing.step(-1)

    async def _begin(self) -> None:
        """Ask for a new plan in the folder of the selected one; list and open it."""
        from planner.tui.controllers.beginning import begin_plan

        chosen = self.table.chosen
        folder = os.path.dirname(chosen.path) if chosen is not None else os.curdir
        path = await begin_plan(self.app, folder, self._opener.as_of)
        if path is not None:
            self._reading.add(path)
            self.app.push_screen(self._opener.plan(path))

    def action_find(self) -> None:
        """Open the search for plans, and select the plan that is chosen there."""
        keyboard_of(self.app).run(self, self._choosing.find())

    def action_filter(self) -> None:
        """Ask for a filter in a form, and set it."""
        keyboard_of(self.app).run(self, self._choosing.ask_for_filter())

    def action_only(self, only: Only) -> None:
        """Show only the violated or only the due plans; if that is set already, take it off again."""
        self._choosing.toggle_only(only)

    def action_back(self) -> None:
        """End the search; if none is on, clear the filter."""
        self._choosing.back()

    def action_sort(self) -> None:
        """Sort by the column after the present one."""
        self._choosing.sort_by_next()

    def action_reverse(self) -> None:
        """Sort by the present column in the other direction."""
        self._choosing.sort_by(self._choosing.order.key)

    @on(PlanTableHeading.SortBy)
    def _title_clicked(self, message: PlanTableHeading.SortBy) -> None:
        """Sort by the clicked column; the other way round if it is the present one."""
        self._choosing.sort_by(message.key)

    @on(PlanTableHeading.Wheel)
    def _wheel(self, message: PlanTableHeading.Wheel) -> None:
        """Zoom or scroll the axis by a turn of the wheel over the column titles."""
        if message.zooms:
            self.table.zoom(2.0**-message.by)
        else:
            self.table.pan(message.by * 4)

    def action_zoom(self, factor: float) -> None:
        """Zoom the axis: by a factor above 1 to fewer days a cell, below 1 to more."""
        self.table.zoom(factor)

    def action_pan(self, cells: int) -> None:
        """Scroll the axis by so many cells, later if positive."""
        self.table.pan(cells)

    def action_fit(self) -> None:
        """Zoom and scroll the axis so that it shows the dates of all plans."""
        self.table.fit()

    def action_today(self) -> None:
        """Scroll the axis to the as-of date."""
        self.table.go_to_today()

    def action_reload(self) -> None:
        """Read every file again in the background, whether it changed or not."""
        self._reading.read_all_again()

    def action_try_policy(self) -> None:
        """Open the screen that tries other numbers in a policy of the plans; ask which, if several."""
        from planner.tui.controllers.trying import try_policy_of

        opener = self._opener
        paths = [each.path for each in self.summaries]
        trying = try_policy_of(self.app, paths, opener.policy, opener.as_of, self._signs)
        keyboard_of(self.app).run(self, trying)

    def action_switch_theme(self) -> None:
        """Switch between the light and the dark theme of the present kind."""
        from planner.tui.themes import opposite

        self.app.theme = opposite(self.app.current_theme).name

    def show_help(self) -> None:
        """Open the help with the keys of the list, the mouse and the signs."""
        from planner.tui.controllers.helping import FIXED_KEYS, MORE
        from planner.tui.dialogs.help import FIXED, HelpScreen, help_sections

        rows = help_lines(self.app, self._opener.keymap, ascii_only=self._opener.ascii_only)
        rows |= {FIXED_KEYS: FIXED, "Mouse": MOUSE, "Signs": legend(self._signs)}
        self.app.push_screen(HelpScreen("Keys and signs", help_sections(rows), MORE))

    def action_leave(self) -> None:
        """Leave the list, and so the planner."""
        self.post_message(Finished(self))

    def palette(self) -> Iterable[Choice]:
        """Yield the commands of the list that are no moves, then the plans, each to be selected."""
        opener = self._opener
        for key, help_text in palette_keys(self.app, opener.keymap, ascii_only=opener.ascii_only):
            yield key.title, help_text, partial(self.run_action, key.action)
        for each in self.summaries:
            yield shown(each.name), shown(each.shown_path), partial(self._choosing.go_to, each.path)
