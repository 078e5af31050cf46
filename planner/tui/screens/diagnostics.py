"""The screen of a plan that cannot be read: its errors, to be repaired in an editor."""

import os
from collections.abc import Callable
from typing import ClassVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import Screen

from planner.dates import counted
from planner.disk.source import Unreadable
from planner.session import CannotPlan
from planner.terminal_text import shown
from planner.tui.screens.text_page import TextPage


class DiagnosticsScreen(TextPage):
    """The errors of a plan that cannot be opened; `retry` returns its screen once its file is repaired."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "e", "edit", "Edit", id="diagnostics.edit", tooltip="Open the first error in $VISUAL or $EDITOR"
        ),
        Binding("r,f5", "retry", "Read again", id="diagnostics.retry", tooltip="Read the file again"),
        Binding("q,ctrl+q,escape", "leave", "Leave", id="diagnostics.leave", tooltip="Nothing was changed"),
    ]

    def __init__(self, why: CannotPlan | Unreadable, retry: Callable[[], Screen[None]]) -> None:
        super().__init__()
        self._why = why
        self._retry = retry

    def contents(self) -> tuple[str, RenderableType]:
        """Return the file and its number of errors as the title, and the errors."""
        return error_report(self._why)

    def action_retry(self) -> None:
        """Read the file again, and show its plan or its errors above this screen."""
        self.app.push_screen(self._retry())

    def action_edit(self) -> None:
        """Open the text editor at the first error, and read the file again if it could be started."""
        from planner.tui.controllers.text_editor import edit_file

        if edit_file(self.app, *first_error(self._why)):
            self.action_retry()


def first_error(why: CannotPlan | Unreadable) -> tuple[str, int]:
    """Return the file and the line of the first error, which may be in the policy's file.

    For a policy that does not exist, it is line 1 of the plan; for a file that cannot be read, line 1 of it.
    """
    if isinstance(why, Unreadable):
        return why.path, 1
    first = why.diagnostics[0]
    if first.path is None:
        return why.path, first.line
    # A policy that was named on the command line and does not exist is no file to edit.
    return (first.path, first.line) if os.path.isfile(first.path) else (why.path, 1)


def error_report(why: CannotPlan | Unreadable) -> tuple[str, RenderableType]:
    """Return a title, with the file and the number of errors, and the errors with their places.

    For a file that cannot be read, the title is its path, and the reason stands for the errors.
    """
    if isinstance(why, Unreadable):
        return shown(why.path), Text(f"  {shown(why.reason)}")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", min_width=8)
    table.add_column()
    for diagnostic in why.diagnostics:
        other = f"{shown(diagnostic.path)}:" if diagnostic.path is not None else ""
        where = Text(f"{other}{diagnostic.line}:{diagnostic.column}", "bold")
        table.add_row(where, Text.assemble(shown(diagnostic.message), (f"  {diagnostic.code}", "dim")))
    errors = counted(len(why.diagnostics), "error")
    return f"{shown(why.path)}: {errors}. Nothing can be planned before they are repaired.", table
