"""Several plans: a line each, with its timeline on a shared axis, its violations and what is due next."""

import gc
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
    """The list of plans."""

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
        """Yield the totals, the axis, the plans, the details of the selected one, and the footer."""
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
        """Return the first key of the list's key with this id, as sentences name it."""
        return key_in(self.app, PortfolioScreen, f"portfolio.{key_id}") or "ctrl+p"

    def on_mount(self) -> None:
        """Show the list at once; the plans are read after the first paint."""
        for each in self.query("#plan-totals, #plan-details"):
            each.can_focus = False
        opener = self._opener
        self.key_line.show_keys(footer(self.app, opener.keymap, ascii_only=opener.ascii_only))
        self.show_plans()  # for keys that are typed at once; the widgets have no size yet
        self.call_after_refresh(self._begin_reading)

    def _begin_reading(self) -> None:
        self._opened = True
        # A full collection while plans are read would walk the whole app, which takes 40 ms.
        gc.freeze()
        self.show_plans()
        self._watch_disk()
        self.watch(self.app, "app_focus", self.look_at_disk, init=False)

    def _watch_disk(self) -> None:
        """Look at the files now, and again every few seconds until another screen comes."""
        self.on_screen_suspend()
        self.look_at_disk()
        self._timer = self.set_interval(DISK_SECONDS, self._reading.look_now_and_then)

    def on_screen_suspend(self) -> None:
        """Leave the files alone while a plan or a dialog is open."""
        if self._timer is not None:
            self._timer.stop()

    def on_screen_resume(self) -> None:
        """Look at the files after a plan was closed."""
        if self._opened:
            self._watch_disk()

    def on_resize(self) -> None:
        """Show the plans in another size."""
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
        """False while a plan is open: dragging its dates needs the time."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else ()
        return self.is_running and all(each.is_modal for each in above)

    def look_at_disk(self) -> None:
        """Look whether plans came, went or changed, unless another screen has the time."""
        if self.may_read:
            self._reading.look()

    def show_plans(self) -> None:
        """Show the plans, their totals and the details of the selected one."""
        if not self.is_attached:
            return
        every = self._reading.summaries
        self.table.list_plans(self._choosing.arranged(every), every, self._choosing.order)
        self.show_totals()
        self._show_details()

    def show_totals(self) -> None:
        """Show the first line: the totals, the order, the filter, the search."""
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
        """Return the cells of a line across the screen; before the first layout no widget has a width."""
        return panel.inner_width if panel.size.width else self.app.size.width

    @on(PlanTable.Selected)
    def _show_details(self) -> None:
        panel = self.query_one("#plan-details", LinePanel)
        lines = 1 if self.app.size.height < LOW else 2
        panel.styles.height = lines
        table = self.table
        panel.show(detail_lines(table.chosen, table.table_style, self._width(panel), lines))

    @on(PlanTable.AxisChanged)
    def _axis_changed(self) -> None:
        self.show_plans()

    def plans_came_or_went(self, came: Sequence[str], went: Sequence[str]) -> None:
        """Say that files appeared or disappeared."""
        said = [
            f"{self._named(paths)} {what}" for paths, what in ((came, "is new"), (went, "is gone")) if paths
        ]
        self.say(f"{'; '.join(said)}.")

    def _named(self, paths: Sequence[str]) -> str:
        """Return the first path, and the number of the others."""
        more = f" and {counted(len(paths) - 1, 'other plan')}" if len(paths) > 1 else ""
        return f"{shown(path_from(self._folder, paths[0]))}{more}"

    # keys

    def _run_key(self, action: str) -> None:
        """Run the action of a key that was clicked in the footer."""
        self.run_worker(self.run_action(action))

    def action_step(self, by: int) -> None:
        """Go so many plans down."""
        self.table.action_step(by)

    def action_page(self, by: int) -> None:
        """Go so many pages down."""
        self.table.action_step(by * max(len(self.table.in_view) - 1, 1))

    @on(PlanTable.Opened)
    def action_open(self) -> None:
        """Open the selected plan."""
        chosen = self.table.chosen
        if chosen is not None:
            self.app.push_screen(self._opener.plan(chosen.path))

    def action_edit(self) -> None:
        """Open the text editor on the selected plan: at its first error, else at the top."""
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
        """Begin a plan beside the selected one, and open it; while a search is on, go to the next hit."""
        if self._choosing.searches:
            self._choosing.step(1)
        else:
            keyboard_of(self.app).run(self, self._begin())

    def action_previous(self) -> None:
        """Go to the hit before."""
        if self._choosing.searches:
            self._choosing.step(-1)

    async def _begin(self) -> None:
        from planner.tui.controllers.beginning import begin_plan

        chosen = self.table.chosen
        folder = os.path.dirname(chosen.path) if chosen is not None else os.curdir
        path = await begin_plan(self.app, folder, self._opener.as_of)
        if path is not None:
            self._reading.add(path)
            self.app.push_screen(self._opener.plan(path))

    def action_find(self) -> None:
        """Find plans as one types, and go to the one that is chosen."""
        keyboard_of(self.app).run(self, self._choosing.find())

    def action_filter(self) -> None:
        """Ask which plans to show."""
        keyboard_of(self.app).run(self, self._choosing.ask_for_filter())

    def action_only(self, only: Only) -> None:
        """Show only such plans, or all again."""
        self._choosing.toggle_only(only)

    def action_back(self) -> None:
        """End the search, else clear the filter."""
        self._choosing.back()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._choosing.sort_by_next()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self._choosing.sort_by(self._choosing.order.key)

    @on(PlanTableHeading.SortBy)
    def _title_clicked(self, message: PlanTableHeading.SortBy) -> None:
        self._choosing.sort_by(message.key)

    @on(PlanTableHeading.Wheel)
    def _wheel(self, message: PlanTableHeading.Wheel) -> None:
        if message.zooms:
            self.table.zoom(2.0**-message.by)
        else:
            self.table.pan(message.by * 4)

    def action_zoom(self, factor: float) -> None:
        """Show fewer (2) or more (0.5) days in a cell."""
        self.table.zoom(factor)

    def action_pan(self, cells: int) -> None:
        """Scroll time."""
        self.table.pan(cells)

    def action_fit(self) -> None:
        """Show the dates of all plans."""
        self.table.fit()

    def action_today(self) -> None:
        """Show the days around the as-of date."""
        self.table.go_to_today()

    def action_reload(self) -> None:
        """Read every file again."""
        self._reading.read_all_again()

    def action_try_policy(self) -> None:
        """Try other numbers in a policy of the plans."""
        from planner.tui.controllers.trying import try_policy_of

        opener = self._opener
        paths = [each.path for each in self.summaries]
        trying = try_policy_of(self.app, paths, opener.policy, opener.as_of, self._signs)
        keyboard_of(self.app).run(self, trying)

    def action_switch_theme(self) -> None:
        """Switch between light and dark."""
        from planner.tui.themes import opposite

        self.app.theme = opposite(self.app.current_theme).name

    def show_help(self) -> None:
        """Show the keys and signs."""
        from planner.tui.controllers.helping import FIXED_KEYS, MORE
        from planner.tui.dialogs.help import FIXED, HelpScreen, help_sections

        rows = help_lines(self.app, self._opener.keymap, ascii_only=self._opener.ascii_only)
        rows |= {FIXED_KEYS: FIXED, "Mouse": MOUSE, "Signs": legend(self._signs)}
        self.app.push_screen(HelpScreen("Keys and signs", help_sections(rows), MORE))

    def action_leave(self) -> None:
        """Leave the planner."""
        self.post_message(Finished(self))

    def palette(self) -> Iterable[Choice]:
        """Yield the commands, then the plans to go to."""
        opener = self._opener
        for key, help_text in palette_keys(self.app, opener.keymap, ascii_only=opener.ascii_only):
            yield key.title, help_text, partial(self.run_action, key.action)
        for each in self.summaries:
            yield shown(each.name), shown(each.shown_path), partial(self._choosing.go_to, each.path)
