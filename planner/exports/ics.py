"""A calendar: every date as an all-day event, with alarms before notices that are to be sent.

DTSTAMP and LAST-MODIFIED are the as-of date and the time at which the plan was changed on it; SEQUENCE counts
the minutes up to then. So a calendar that a person has subscribed to takes a later export for the newer one,
and moves the event, even if a date was moved twice on one day (RFC 5545, 3.8.7.2 to 3.8.7.4; RFC 5546,
2.1.5).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import LAST_DAY, Day, iso, to_date
from planner.engine.constraint import Place
from planner.engine.questions.agenda import AgendaItem, agenda
from planner.exports.communications import Communication, communications
from planner.exports.review import describes
from planner.exports.subject import ExportedPlan
from planner.plan import Version
from planner.terminal_text import shown

if TYPE_CHECKING:
    from icalendar import Event

MORNING = timedelta(hours=9)
DAYS_BEFORE = (7, 1)
_SEQUENCE_STARTS = datetime(2000, 1, 1, tzinfo=UTC)
_LAST_SEQUENCE = 2**31 - 1
"""The largest integer of an iCalendar file."""


class CalendarEntry(NamedTuple):
    """The contents of an event."""

    identity: tuple[str, ...]
    """The parts that identify the event when its date changes."""
    day: Day
    summary: str
    details: tuple[str, ...] = ()
    category: str = "milestone"
    days: int = 1
    to_be_sent: bool = False


def render(subject: ExportedPlan) -> bytes:
    """Return an iCalendar file (RFC 5545) with an event for each date of the plan.

    The dates are those of milestones, withdrawals, notices, missing notices, corrections and freezes.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//release-planner//EN")
    calendar.add("version", "2.0")
    calendar.add("name", _text(subject.plan.product))
    calendar.add("x-wr-calname", _text(subject.plan.product))
    stamp = datetime.combine(to_date(subject.as_of), subject.changed_at, UTC)
    seen: Counter[tuple[str, ...]] = Counter()
    entries = (_milestones, _withdrawals, _notices, _missing, _freezes)
    for entry in (each for of in entries for each in of(subject)):
        seen[entry.identity] += 1
        identity = (subject.plan.product, *entry.identity, str(seen[entry.identity]))
        calendar.add_component(_event(entry, _uid(identity), stamp))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, uid: str, stamp: datetime) -> "Event":
    """Return an event of whole days; a notice that is to be sent on or after the as-of date has alarms."""
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _sequence(stamp))
    event.add("dtstart", to_date(entry.day))
    if entry.days > 1:
        event.add("duration", timedelta(days=entry.days))
    event.add("summary", _text(entry.summary))
    event.add("description", "\n".join(map(_text, entry.details)))
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    if entry.to_be_sent and entry.day >= stamp.date().toordinal():
        for days in DAYS_BEFORE:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", _text(entry.summary))
            alarm.add("trigger", MORNING - timedelta(days=days))
            event.add_component(alarm)
    return event


def _sequence(stamp: datetime) -> int:
    """Return the number of minutes from the year 2000 to a time, within the integers of an iCalendar file."""
    return min(max((stamp - _SEQUENCE_STARTS) // timedelta(minutes=1), 0), _LAST_SEQUENCE)


def _milestones(subject: ExportedPlan) -> Iterator[CalendarEntry]:
    """Yield the dates of all items, with the open violations that blame them."""
    for index, item in enumerate(subject.schedule.items):
        of = "version" if isinstance(item, Version) else "change"
        titles = {each.name: each.title for each in subject.policy.milestones if each.of == of}
        blamed_dates = subject.evaluation.findings.get(index, ())
        for milestone, day in item.dates.items():
            findings = [
                f"{each.severity}: {each.reason.message}"
                for each in blamed_dates
                if each.waived is None and each.place == Place(item.key, milestone)
            ]
            about = (subject.plan.product, describes(item), *filter(None, [subject.schedule.tracks[index]]))
            details = (" · ".join(about), *filter(None, [item.migration]), *findings)
            yield CalendarEntry(
                identity=(item.name, milestone),
                day=day,
                summary=f"{item.name}: {titles[milestone]}",
                details=details,
            )


def _withdrawals(subject: ExportedPlan) -> Iterator[CalendarEntry]:
    """Yield the days on which versions were or will be withdrawn."""
    for version in subject.plan.versions:
        if version.withdrawn is not None:
            move = [f"move to {version.replacement}"] if version.replacement is not None else []
            yield CalendarEntry(
                identity=(version.name, "withdrawn"),
                day=version.withdrawn,
                summary=f"{version.name}: withdrawn",
                details=(subject.plan.product, *move),
            )


def _notices(subject: ExportedPlan) -> Iterator[CalendarEntry]:
    """Yield the communications of the plan, sent ones too, with the last day on which they count."""
    latest = {due.place: due.latest for due in _due(subject) if due.place is not None}
    for each in communications(subject.plan):
        first = each.notices[0]
        counts_until = latest.get(Place(first.key, "date"))
        yield CalendarEntry(
            identity=("", "notice", each.name) if each.name else (first.item, "notice", *first.announces),
            day=each.day,
            summary=f"{'Sent' if each.sent else 'Send'} {each.name or 'notice'}: {', '.join(each.items)}",
            details=_details(each, counts_until),
            category="notice",
            to_be_sent=not each.sent,
        )


def _details(communication: Communication, counts_until: Day | None) -> tuple[str, ...]:
    """Return the lines about a communication: its items and milestones, channels, and last day."""
    about = (f"{each.item}: {', '.join(each.announces)}" for each in communication.notices)
    by = [f"by {', '.join(communication.channels)}"] if communication.channels else []
    late = [f"counts if sent by {iso(counts_until)}"] if counts_until is not None else []
    return (*about, *by, *late)


def _missing(subject: ExportedPlan) -> Iterator[CalendarEntry]:
    """Yield the missing notices and corrections that people are owed, on the last day to send them."""
    for due in _due(subject):
        if due.missing or due.correction:
            items = ", ".join(each.item for each in due.about)
            milestones = tuple(
                milestone for each in due.about for milestone in (*each.milestones, *each.withdrawn)
            )
            what = "correction" if due.correction else "notice that is missing"
            details = (f"{items}: {', '.join(milestones)}", f"by {', '.join(due.channels)}")
            yield CalendarEntry(
                identity=(items, "correction" if due.correction else "missing notice", *milestones),
                day=due.day,
                summary=f"Last day to send a {what}: {items}",
                details=details,
                category="notice",
                to_be_sent=True,
            )


def _due(subject: ExportedPlan) -> tuple[AgendaItem, ...]:
    """Return the whole agenda from the as-of date on."""
    return agenda(subject.plan, subject.policy, subject.as_of, LAST_DAY)


def _freezes(subject: ExportedPlan) -> Iterator[CalendarEntry]:
    """Yield the freezes, each an event of several days."""
    for freeze in subject.plan.freezes:
        name = freeze.name or "Freeze"
        identity = ("", "freeze", freeze.name or iso(freeze.start))
        yield CalendarEntry(
            identity=identity,
            day=freeze.start,
            summary=f"Freeze: {name}",
            details=(),
            category="freeze",
            days=freeze.end - freeze.start + 1,
        )


def _uid(identity: tuple[str, ...]) -> str:
    """Return the UID of an event, made from its identity: the same at every export."""
    return f"{sha256(dumps(identity).encode()).hexdigest()[:32]}@release-planner"


def _text(plain: str) -> str:
    """Return text on one line, with no workflow command even if a long line is folded."""
    return shown(plain).replace("::", ": :")
