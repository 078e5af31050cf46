"""Agenda items in words."""

from collections.abc import Callable

from planner.dates import BEFORE_ALL, Day, iso
from planner.engine.questions.agenda import AgendaItem, AgendaSubject
from planner.engine.rules.wording import listed


def about(due: AgendaItem) -> str:
    """Return `4.0.15 released and default by email (November mail)`."""
    subjects = "; ".join(map(_subject, due.about))
    by = f" by {listed(due.channels)}" if due.channels else ""
    return f"{subjects}{by}{f' ({due.name})' if due.name else ''}"


def _subject(subject: AgendaSubject) -> str:
    return f"{subject.item} {listed(subject.milestones)}" if subject.milestones else subject.item


def too_late(due: AgendaItem, as_of: Day) -> bool:
    """Return True if a notice counts no longer."""
    return due.latest is not None and due.latest < as_of


def deadline(due: AgendaItem, as_of: Day, dated: Callable[[Day], str] = iso) -> str:
    """Return the last day on which a notice counts, in words; empty if no rule needs it."""
    if due.latest is None:
        return ""
    if due.latest == BEFORE_ALL:
        return f"too late: it counts only {iso(due.latest)}"
    if too_late(due, as_of):
        return f"too late since {dated(due.latest + 1)}"
    return f"counts until {dated(due.latest)}"
