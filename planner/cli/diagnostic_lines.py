"""Errors of plans, policies and settings as lines for standard error."""

import sys
from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic
from planner.terminal_text import position, shown


def diagnostic_lines(diagnostics: Iterable[Diagnostic], path: str) -> Iterator[str]:
    """Yield each error on a line, as `plans/shop.toml:3:1: error[unknown-key] …`.

    `path` is the file of the errors that name none.
    """
    for each in diagnostics:
        at = position(each.path or path, each.line, each.column)
        yield f"{at}: error[{shown(each.code)}] {shown(each.message)}\n"


def print_diagnostics(diagnostics: Iterable[Diagnostic], path: str) -> None:
    """Print each error on a line of standard error."""
    for line in diagnostic_lines(diagnostics, path):
        print(line, end="", file=sys.stderr)
