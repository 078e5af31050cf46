"""The draft of a commit's message: a subject that says what changed in the plan."""

from planner.compare import Comparison
from planner.compare.dates import DateChange, EntryDates
from planner.dates import counted, iso
from planner.terminal_text import shown
from planner.wording.diff import date_name, summary_of_plan

LONGEST = 72
"""Characters of a subject that every tool shows."""


def drafted_subject(found: Comparison | None, product: str, file: str) -> str:
    """Return the subject of a commit with these changes, of at most 72 characters.

    Args:
        found: The differences from the last commit; None if it does not have the plan.
        product: The plan's product.
        file: The name of its file, for a change of comments alone.
    """
    if found is None:
        return fitted(f"Add the plan of {product}")
    if not found.differs:
        return fitted(f"Edit the text of {file}")
    return fitted(_said(found) or f"{product}: {summary_of_plan(found) or 'other rules'}")


def fitted(subject: str) -> str:
    """Return a subject without control characters, cut to the 72 characters that every tool shows."""
    safe = shown(subject, 4 * LONGEST)
    return safe if len(safe) <= LONGEST else f"{safe[: LONGEST - 1]}…"


def _said(found: Comparison) -> str | None:
    """Return a sentence about a difference of one kind: dates, one added or removed item, one renamed entry.

    Return None for any other difference.
    """
    dates, added, removed = found.dates, _items(found.added), _items(found.removed)
    others = found.renamed or found.edited
    if others and not (dates or found.added or found.removed):
        return None if len(found.renamed) != 1 or found.edited else _renamed(found)
    if others:
        return None
    if dates and not found.added and not found.removed:
        return _moved(dates)
    if len(added) == 1 and not dates and not found.removed:
        return f"Add {added[0].subject.kind} {added[0].subject}"
    if len(removed) == 1 and not dates and not found.added:
        return f"Remove {removed[0].subject.kind} {removed[0].subject}"
    return None


def _renamed(found: Comparison) -> str:
    """Return a sentence about the one entry that was renamed."""
    renamed = found.renamed[0]
    return f"Rename {renamed.old} to {renamed.new}"


def _moved(dates: tuple[DateChange, ...]) -> str:
    """Return a sentence about dates that moved, were set or were removed; several are only counted."""
    first = dates[0]
    if len(dates) == 1:
        if first.new is None:
            return f"Take {date_name(first)} out"
        return f"{'Set' if first.old is None else 'Move'} {date_name(first)} to {iso(first.new)}"
    items = {each.subject.item or each.subject.name for each in dates}
    about = f" of {items.pop()}" if len(items) == 1 else ""
    return f"Move {counted(len(dates), 'date')}{about}"


def _items(entries: tuple[EntryDates, ...]) -> list[EntryDates]:
    """Return the versions and changes among entries; notices come and go with them."""
    return [each for each in entries if each.subject.kind in ("version", "change")]
