"""Several plans: the violations and the next date of each."""

import os
from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import DataTable, Static

from planner.dates import Day, counted, iso
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from planner.plan import Plan
from planner.policy import SEVERITIES
from planner.terminal_text import shown
from planner.tui.input.app import keyboard_of
from planner.tui.panels.keys import Keys
from planner.tui.screens.finished import Finished
from planner.tui.signs import ASCII, UNICODE


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

    def plan(self, path: str) -> Screen[None]:
        """Return the screen of a plan, or of the errors that keep it from being planned."""


class PortfolioScreen(Screen[None]):
    """The table of plans."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="portfolio.open", tooltip="Open the plan's timeline"),
        Binding("n", "begin", "New", id="portfolio.begin", tooltip="Begin a plan"),
        Binding("r,f5", "reload", "Read again", id="portfolio.reload", tooltip="Read every file again"),
        Binding(
            "P", "try_policy", "Policy", id="portfolio.try-policy", tooltip="Try a policy with other numbers"
        ),
        Binding(
            "question_mark", "app.help_here", "Help", id="portfolio.help", tooltip="The keys of this screen"
        ),
        Binding("q,ctrl+q", "leave", "Quit", id="portfolio.leave", tooltip="Leave"),
    ]

    def __init__(self, paths: Sequence[str], opener: PlanOpener) -> None:
        super().__init__()
        self._paths = [*paths]
        self._opener = opener

    def compose(self) -> ComposeResult:
        """Yield the title, the table and the footer."""
        yield Static(self._title(), markup=False, classes="title")
        yield DataTable(cursor_type="row", zebra_stripes=False)
        yield Keys(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Plan", "Stands", "Next", "Policy", "File")
        self._fill()

    def on_screen_resume(self) -> None:
        """Fill the table anew after a plan was closed."""
        if self.query_one(DataTable).columns:
            self._fill()

    def _title(self) -> str:
        return f"{counted(len(self._paths), 'plan')} as of {iso(self._opener.as_of)}: enter opens one"

    def action_begin(self) -> None:
        """Begin a plan beside the selected one, and open it."""
        keyboard_of(self.app).run(self, self._begin())

    async def _begin(self) -> None:
        from planner.tui.controllers.beginning import begin_plan

        at = self.query_one(DataTable).cursor_row
        folder = os.path.dirname(self._paths[at]) if self._paths else os.curdir
        path = await begin_plan(self.app, folder, self._opener.as_of)
        if path is not None:
            self._paths.append(path)
            self.query_one(".title", Static).update(self._title())
            self.app.push_screen(self._opener.plan(path))

    def action_reload(self) -> None:
        """Read every file again."""
        self._fill()

    def action_try_policy(self) -> None:
        """Try other numbers in a policy of the plans."""
        from planner.tui.controllers.trying import try_policy_of

        opener = self._opener
        signs = ASCII if opener.ascii_only else UNICODE
        trying = try_policy_of(self.app, self._paths, opener.policy, opener.as_of, signs)
        keyboard_of(self.app).run(self, trying)

    def action_leave(self) -> None:
        """Leave the planner."""
        self.post_message(Finished(self))

    @on(DataTable.RowSelected)
    def _selected(self, event: DataTable.RowSelected) -> None:
        self.app.push_screen(self._opener.plan(self._paths[event.cursor_row]))

    def _fill(self) -> None:
        table = self.query_one(DataTable)
        at = table.cursor_row
        table.clear()
        for path in self._paths:
            table.add_row(*self._row(path))
        table.move_cursor(row=at)

    def _row(self, path: str) -> Sequence[Text]:
        signs = ASCII if self._opener.ascii_only else UNICODE
        try:
            file = read_plan_file(path, self._opener.policy)
        except Unreadable as why:
            return _texts(path, f"{signs.error} {why.why}")
        diagnostics = len(file.diagnostics) + len(file.policy_problems)
        if file.plan is None or file.policy is None:
            return _texts(path, f"{signs.error} {counted(diagnostics, 'error')} in the file")
        plan, as_of = file.plan, self._opener.as_of
        found = [each.severity for each in check(plan, file.policy, as_of).all if each.waived is None]
        counts = [
            f"{sign} {found.count(severity)}"
            for sign, severity in zip((signs.error, signs.warning, signs.info), SEVERITIES, strict=True)
            if severity in found
        ]
        stands = "  ".join(counts) or f"{signs.goes} holds"
        return _texts(plan.product, stands, upcoming(plan, as_of), file.policy.name, path)


def _texts(name: str, stands: str, coming: str = "", policy: str = "", path: str = "") -> list[Text]:
    return [Text(shown(each, 60)) for each in (name, stands, coming, policy, path)]


def upcoming(plan: Plan, as_of: Day) -> str:
    """Return the first date that is still to come, or an empty text."""
    coming = [
        (day, f"{item.name} {milestone}")
        for item in plan.items
        for milestone, day in item.dates.items()
        if day >= as_of
    ]
    coming += [
        (each.date, f"{each.item} notice")
        for each in plan.notices
        if each.told is None and each.date >= as_of
    ]
    if not coming:
        return ""
    day, what = min(coming)
    return f"{iso(day)} {what}"
