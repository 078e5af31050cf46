"""Errors of plans, policies and settings as lines for standard error."""

import sys
from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic
from planner.terminal_text import position, shown


def diagnostic_lines(diagnostics: Iterable[Diagnostic], path: str) -> Iterator[str]:
    """Yield each error as a line with its line end: `plans/shop.toml:3:1: error[unknown-key] …`.

    `path` is the file of errors that have no path of their own.
    """
    for each in diagnostics:
        at = position(each.path or path, each.line, each.column)
        yield f"{at}: error[{shown(each.code)}] {shown(each.message)}\n"


def print_diagnostics(diagnostics: Iterable[Diagnostic], path: str) -> None:
    """Print each error as a line on standard error; `path` is the file of errors without a path."""
    for line in diagnostic_lines(diagnostics, path):
        print(line, end="", file=sys.stderr)
