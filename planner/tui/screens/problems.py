"""A plan that cannot be read: everything that is wrong with it, to be repaired in an editor."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from planner.dates import counted
from planner.files.problem import Problem
from planner.files.source import Unreadable
from planner.session import CannotPlan
from planner.terminal_text import shown


class ProblemsScreen(Screen[None]):
    """`retry` opens the plan once the file is repaired."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "retry", "Read again", id="problems.retry", tooltip="Read the file again"),
        Binding("q,ctrl+q,escape", "leave", "Leave", id="problems.leave", tooltip="Nothing was changed"),
    ]

    def __init__(self, why: CannotPlan | Unreadable, retry: Callable[[], Screen[None]]) -> None:
        super().__init__()
        self._why = why
        self._retry = retry

    def compose(self) -> ComposeResult:
        title, lines = told(self._why)
        yield Static(title, markup=False, classes="problems-title")
        with VerticalScroll(classes="problems"):
            yield Static(Text("\n").join(lines))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_retry(self) -> None:
        self.app.switch_screen(self._retry())

    def action_leave(self) -> None:
        if self.app.screen_stack[0] is self:
            self.app.exit(return_code=2)
        else:
            self.dismiss()


def told(why: CannotPlan | Unreadable) -> tuple[str, Sequence[Text]]:
    if isinstance(why, Unreadable):
        return shown(why.path), [Text(shown(why.why))]
    title = f"{shown(why.path)}: {counted(len(why.problems), 'error')}, nothing can be planned before they are repaired"
    return title, [_line(each) for each in why.problems]


def _line(problem: Problem) -> Text:
    where = (
        f"{problem.line}:{problem.column}"
        if problem.path is None
        else f"{shown(problem.path)}:{problem.line}:{problem.column}"
    )
    return Text.assemble((f" {where:>7}  ", "bold"), shown(problem.message), (f"  {problem.code}", "dim"))
