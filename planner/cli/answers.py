"""Answers on standard output: tables and sentences for people, JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from planner.cli.arguments import Parser
from planner.cli.output import write
from planner.dates import LAST_DAY, Day, iso
from planner.plan import Plan
from planner.policy import Policy
from planner.terminal_text import cells, shown, shown_path

FORMAT_VERSION = 1
LONGEST_NAME = 60


def add_format(parser: Parser) -> None:
    """Add the option `--output-format` with the formats text and json; text is the default."""
    parser.add_format(("text", "json"), "text, json (as described above); default: text")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text, which must be safe to print, on standard output."""
    write("".join(f"{line}\n" for line in lines), None)


def print_json(data: dict[str, Any]) -> None:
    """Print data on standard output as indented JSON in ASCII, with `format_version` as the first key.

    `##` is escaped too, so that no CI runner takes a line for a command.
    """
    text = json.dumps({"format_version": FORMAT_VERSION, **data}, indent=2)
    write(text.replace("##", "#\\u0023") + "\n", None)


def date(day: Day | None) -> str | None:
    """Return a day as an ISO date for JSON, or None if it is None or outside the calendar."""
    return iso(day) if day is not None and 1 <= day <= LAST_DAY else None


def heading(path: str, plan: Plan, policy: Policy, as_of: Day) -> str:
    """Return a line with the plan's path, product, policy and as-of date, safe to print."""
    product, by = name(plan.product), name(policy.name)
    return f"{shown_path(path)} · {product} · policy {by} · as of {iso(as_of)}"


def name(text: str) -> str:
    """Return a name of the plan safe to print on one line, and shortened to 60 characters."""
    return shown(text, LONGEST_NAME)


def table(rows: Iterable[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Yield each row as a line, its cells padded so that columns align.

    All rows have the same number of cells, and the cells must be safe to print.
    """
    rows = list(rows)
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        yield f"{indent}{'  '.join(padded)}".rstrip()
