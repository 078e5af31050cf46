"""A comparison in words: the same lines in the terminal, in a comment and in a review."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from planner.compare import Comparison
from planner.compare.dates import DateChange, EntryDates
from planner.compare.keys import EditedKey, Plain
from planner.compare.promises import TouchedPromise
from planner.compare.violations import ReportedViolation
from planner.dates import Day, counted, iso

NOTHING = "–"
"""The text for a value that is not set."""


Section = Literal[
    "promises", "dates", "added", "removed", "renamed", "edited", "gained", "grew", "lost", "shrank", "waived"
]
HEADINGS: Mapping[Section, str] = {
    "promises": "Promises touched",
    "dates": "Dates",
    "added": "Added",
    "removed": "Removed",
    "renamed": "Renamed",
    "edited": "Edited",
    "gained": "Violations gained",
    "grew": "Violations that grew",
    "lost": "Violations lost",
    "shrank": "Violations that shrank",
    "waived": "Waived now",
}


class DiffLine(NamedTuple):
    """One line of a comparison: its subject and the change."""

    subject: str
    description: str


def entry_line(entered: EntryDates) -> DiffLine:
    """Return the line for an added or removed entry, with its dates."""
    dates = ", ".join(f"{what} {iso(day_text)}" for what, day_text in entered.dates.items())
    kind = entered.subject.kind
    name = str(entered.subject)
    return DiffLine(f"{kind} {name}" if kind in ("version", "change") else name, dates)


def moved_line(change: DateChange) -> DiffLine:
    """Return the line for a date that moved, was set or was removed: both days and the shift."""
    return DiffLine(date_name(change), f"{day_text(change.old)} → {day_text(change.new)}, {shift(change)}")


def date_name(change: DateChange) -> str:
    """Return the name of a date: its entry and its milestone, but only the entry for a notice's day."""
    return str(change.subject) if change.what == "date" else f"{change.subject} {change.what}"


def shift(change: DateChange) -> str:
    """Return how far a date moved, such as `14 days later`; `set` or `taken out` if one state lacks it."""
    if change.days is None:
        return "set" if change.old is None else "taken out"
    return f"{counted(abs(change.days), 'day')} {'later' if change.days > 0 else 'earlier'}"


def edited_line(edit: EditedKey) -> DiffLine:
    """Return the line for a key with another value, or for a rule added or dropped."""
    if edit.what == "rule":
        return DiffLine(
            str(edit.subject), "added to the policy" if edit.old is None else "dropped from the policy"
        )
    return DiffLine(f"{edit.subject} {edit.what}", f"{value_text(edit.old)} → {value_text(edit.new)}")


def promise_line(promise: TouchedPromise) -> DiffLine:
    """Return the line for a told date that changed: its day as told, in the old plan and in the new one."""
    was = f"was {day_text(promise.old)}, " if promise.old != promise.told else ""
    now = "is gone" if promise.new is None else f"now {iso(promise.new)}"
    if promise.new is not None and promise.new != promise.told:
        apart = promise.new - promise.told
        now += f", {counted(abs(apart), 'day')} {'later' if apart > 0 else 'earlier'} than told"
    rewritten = "; the record of the told date was changed" if promise.rewritten else ""
    return DiffLine(f"{promise.item} {promise.milestone}", f"told {iso(promise.told)}, {was}{now}{rewritten}")


def violation_line(told: ReportedViolation) -> DiffLine:
    """Return the line for a violation: its severity, rule and message."""
    finding = told.finding
    return DiffLine(f"{finding.severity}[{finding.rule.id}]", finding.reason.message)


def changed_violation_line(before: ReportedViolation, now: ReportedViolation) -> DiffLine:
    """Return the line for a violation that grew or shrank, with the days or the severity it had before."""
    line = violation_line(now)
    one, other = before.finding, now.finding
    was = f"{one.days} days" if one.days is not None and one.days != other.days else one.severity
    return DiffLine(line.subject, f"{line.description} (was {was})")


def day_text(date: Day | None) -> str:
    """Return a day, or a dash if it is not set."""
    return NOTHING if date is None else iso(date)


def value_text(plain: Plain) -> str:
    """Return a value as people read it, or a dash if it is empty."""
    if plain is None or plain in ("", [], {}):
        return NOTHING
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return ", ".join(map(value_text, plain))
    if isinstance(plain, dict):
        return ", ".join(f"{key} {value_text(each)}" for key, each in plain.items())
    return str(plain)


def sections(found: Comparison) -> Iterator[tuple[Section, list[DiffLine]]]:
    """Yield each section of a comparison that has lines, with its lines, in the order of `HEADINGS`."""
    every: Mapping[Section, Iterable[DiffLine]] = {
        "promises": map(promise_line, found.promises),
        "dates": map(moved_line, found.dates),
        "added": map(entry_line, found.added),
        "removed": map(entry_line, found.removed),
        "renamed": (DiffLine(str(each.subject), f"was {each.old or NOTHING}") for each in found.renamed),
        "edited": map(edited_line, found.edited),
        "gained": map(violation_line, found.gained),
        "grew": (changed_violation_line(*each) for each in found.grew),
        "lost": map(violation_line, found.lost),
        "shrank": (changed_violation_line(*each) for each in found.shrank),
        "waived": map(violation_line, found.waived),
    }
    for section, lines in every.items():
        told = list(lines)
        if told:
            yield section, told


def summary_of_plan(found: Comparison) -> str:
    """Return the numbers of changes of the plan, such as `2 dates, 1 added`; empty if there are none.

    Promises and violations are not counted.
    """
    plan = [
        counted(len(found.dates), "date") if found.dates else "",
        *(
            f"{len(entries)} {word}"
            for entries, word in (
                (found.added, "added"),
                (found.removed, "removed"),
                (found.renamed, "renamed"),
                (found.edited, "edited"),
            )
            if entries
        ),
    ]
    return ", ".join(filter(None, plan))


def summary(found: Comparison) -> str:
    """Return the numbers of a comparison, such as `2 dates, 1 added; violations: 1 gained, 2 lost`.

    Numbers of 0 are left out. If only the plan differs, it ends with `no violation gained or lost`. Return
    `No difference` if there is none.
    """
    promises = f"{counted(len(found.promises), 'promise')} touched" if found.promises else ""
    violations = [
        f"{len(each)} {word}"
        for each, word in (
            (found.gained, "gained"),
            (found.grew, "grew"),
            (found.lost, "lost"),
            (found.shrank, "shrank"),
            (found.waived, "waived"),
        )
        if each
    ]
    told = f"violations: {', '.join(violations)}" if violations else "no violation gained or lost"
    parts = (summary_of_plan(found), promises, told)
    return "; ".join(filter(None, parts)) if found.differs else "No difference"
