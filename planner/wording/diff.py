"""A comparison in words, for people: the same lines in the terminal, in a comment and in a review."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from planner.compare import Comparison
from planner.compare.dates import DateChange, Entered
from planner.compare.keys import Edited, Plain
from planner.compare.promises import Touched
from planner.compare.violations import ReportedViolation
from planner.dates import Day, counted, iso

NOTHING = "–"
"""What is said of a value that is not there."""


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


class Line(NamedTuple):
    subject: str
    description: str


def entered(entered: Entered) -> Line:
    dates = ", ".join(f"{what} {iso(day)}" for what, day in entered.dates.items())
    kind = entered.subject.kind
    name = str(entered.subject)
    return Line(f"{kind} {name}" if kind in ("version", "change") else name, dates)


def moved(change: DateChange) -> Line:
    return Line(dated(change), f"{day(change.old)} → {day(change.new)}{_by(change)}")


def dated(change: DateChange) -> str:
    return str(change.subject) if change.what == "date" else f"{change.subject} {change.what}"


def by(change: DateChange) -> str:
    """`14 days later`; of a date that was not set before, or is not now, that it is so."""
    if change.days is None:
        return "set" if change.old is None else "taken out"
    return f"{counted(abs(change.days), 'day')} {'later' if change.days > 0 else 'earlier'}"


def _by(change: DateChange) -> str:
    return f", {by(change)}"


def edited(edit: Edited) -> Line:
    if edit.what == "rule":
        return Line(
            str(edit.subject), "added to the policy" if edit.old is None else "dropped from the policy"
        )
    return Line(f"{edit.subject} {edit.what}", f"{value(edit.old)} → {value(edit.new)}")


def touched(promise: Touched) -> Line:
    was = f"was {day(promise.old)}, " if promise.old != promise.told else ""
    now = "is gone" if promise.new is None else f"now {iso(promise.new)}"
    if promise.new is not None and promise.new != promise.told:
        apart = promise.new - promise.told
        now += f", {counted(abs(apart), 'day')} {'later' if apart > 0 else 'earlier'} than told"
    rewritten = "; the record of what was told is another" if promise.rewritten else ""
    return Line(f"{promise.item} {promise.milestone}", f"told {iso(promise.told)}, {was}{now}{rewritten}")


def violation(told: ReportedViolation) -> Line:
    finding = told.finding
    return Line(f"{finding.severity}[{finding.rule.id}]", finding.reason.message)


def changed_violation(before: ReportedViolation, now: ReportedViolation) -> Line:
    line = violation(now)
    one, other = before.finding, now.finding
    was = f"{one.days} days" if one.days is not None and one.days != other.days else one.severity
    return Line(line.subject, f"{line.description} (was {was})")


def day(date: Day | None) -> str:
    return NOTHING if date is None else iso(date)


def value(plain: Plain) -> str:
    if plain is None or plain in ("", [], {}):
        return NOTHING
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return ", ".join(map(value, plain))
    if isinstance(plain, dict):
        return ", ".join(f"{key} {value(each)}" for key, each in plain.items())
    return str(plain)


def sections(found: Comparison) -> Iterator[tuple[Section, list[Line]]]:
    """Yield each section with its lines; those with nothing to say are left out."""
    every: Mapping[Section, Iterable[Line]] = {
        "promises": map(touched, found.promises),
        "dates": map(moved, found.dates),
        "added": map(entered, found.added),
        "removed": map(entered, found.removed),
        "renamed": (Line(str(each.subject), f"was {each.old or NOTHING}") for each in found.renamed),
        "edited": map(edited, found.edited),
        "gained": map(violation, found.gained),
        "grew": (changed_violation(*each) for each in found.grew),
        "lost": map(violation, found.lost),
        "shrank": (changed_violation(*each) for each in found.shrank),
        "waived": map(violation, found.waived),
    }
    for section, lines in every.items():
        told = list(lines)
        if told:
            yield section, told


def summary(found: Comparison) -> str:
    """Return `2 dates, 1 added; violations: 1 gained, 2 lost`."""
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
    parts = (", ".join(filter(None, plan)), promises, told)
    return "; ".join(filter(None, parts)) if found.differs else "No difference"
