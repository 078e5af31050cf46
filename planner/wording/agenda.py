"""Agenda items in words."""

from collections.abc import Callable, Iterator, Sequence

from planner.dates import BEFORE_ALL, Day, iso
from planner.engine.questions.agenda import AgendaItem, AgendaSubject
from planner.engine.rules.wording import listed


def about(due: AgendaItem) -> str:
    """Return the subject of an agenda item: `4.0.15 released and default by email (November mail)`."""
    subjects = "; ".join(map(_subject, due.about))
    by = f" by {listed(due.channels)}" if due.channels else ""
    return f"{subjects}{by}{f' ({due.name})' if due.name else ''}"


def _subject(subject: AgendaSubject) -> str:
    """Return an item with the milestones that it is about, and those that are withdrawn."""
    said = [listed(subject.milestones)] if subject.milestones else []
    if subject.withdrawn:
        said.append(f"withdrawing {listed(subject.withdrawn)}")
    return " ".join([subject.item, ", ".join(said)]) if said else subject.item


def too_late(due: AgendaItem, as_of: Day) -> bool:
    """Return True if the last day on which a notice counts is before the as-of date."""
    return due.latest is not None and due.latest < as_of


def lateness(due: AgendaItem, as_of: Day) -> str:
    """Return "overdue" for an item whose day has passed, and "too late" for a notice that goes out too late.

    Return an empty text for an agenda item that is in time.
    """
    if not due.overdue:
        return ""
    return "overdue" if due.day < as_of else "too late"


def deadline(due: AgendaItem, as_of: Day, dated: Callable[[Day], str] = iso) -> str:
    """Return, in words, the days on which a notice counts, since when it is too late, or a correction's day.

    Return an empty text if no rule needs it. `dated` writes a day.
    """
    if due.latest is None:
        return ""
    if due.latest == BEFORE_ALL:
        return f"too late: it counts only {iso(due.latest)}"
    if due.correction:
        return f"a correction, due {dated(due.latest)}"
    if due.counts_no_longer and not too_late(due, as_of):
        return f"too late on that day: counts until {dated(due.latest)}"
    if too_late(due, as_of):
        return f"too late since {dated(due.latest + 1)}"
    since = "" if due.earliest is None else f"from {dated(due.earliest)} "
    return f"counts {since}until {dated(due.latest)}"


def owed_line(due: AgendaItem) -> str:
    """Return a notice or correction that is owed as one line.

    An example is `Announce 4.0.15 released by email by 2027-01-10.`. The agenda item must have a last day
    on which it counts.
    """
    assert due.latest is not None
    until = "" if due.latest == BEFORE_ALL else f" by {iso(due.latest)}"
    if due.earliest is not None:
        until = f" from {iso(due.earliest)} to {iso(due.latest)}"
    if not due.correction:
        return f"Announce {about(due)}{until}."
    by = f" by {listed(due.channels)}" if due.channels else ""
    moved = [(each.item, each.milestones) for each in due.about if each.milestones]
    called_off = [(each.item, each.withdrawn) for each in due.about if each.withdrawn]
    told = [
        *_predicate(moved, "has moved", "have moved"),
        *_predicate(called_off, "is called off", "are called off"),
    ]
    return f"Tell people{by}{until} that {listed(told)}."


def _predicate(about: Sequence[tuple[str, tuple[str, ...]]], one: str, several: str) -> Iterator[str]:
    """Yield the items with their milestones and the form of a predicate for their number; nothing if none."""
    if about:
        form = one if len(about) == 1 and len(about[0][1]) == 1 else several
        yield f"{listed([f'{item} {listed(milestones)}' for item, milestones in about])} {form}"
