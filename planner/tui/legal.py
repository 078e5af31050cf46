"""The legal days of a date as the timeline shades them."""

from collections.abc import Sequence

from planner.dates import LAST_DAY, Day
from planner.engine.constraint import Finding
from planner.engine.solve.window import Window
from planner.tui.timeline.drag import LegalWindow

BEYOND = 2 * 366
"""How far past the last date shown the days of a calendar rule are worked out."""

FURTHEST = 60 * 366
"""From the first legal day on: of a date in 9999 there would be 400,000 Saturdays."""


def legal_window(found: Window, last: Day) -> LegalWindow:
    """Return the legal days of a window as spans from first to last day (None: without an end).

    Days of a calendar rule are worked out as far as a timeline needs that ends on `last`.
    """
    spans: list[tuple[Day, Day | None]] = []
    for stretch in found.stretches:
        end = None if stretch.last == LAST_DAY else stretch.last
        if stretch.calendars:
            until = min(stretch.last, last + BEYOND, stretch.first + FURTHEST)
            spans.extend(Window((stretch,)).between(stretch.first, until))
        else:
            spans.append((stretch.first, end))
    return LegalWindow(tuple(spans), rules_of(found.before), rules_of(found.after))


def rules_of(findings: Sequence[Finding]) -> str:
    """Return the ids of the findings' rules, each once, separated by commas."""
    return ", ".join(dict.fromkeys(each.rule.id for each in findings))
