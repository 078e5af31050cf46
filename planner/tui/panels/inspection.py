"""What the inspector says of one item: its dates, its phase, what does not hold and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.chart import NOT_SENT, SENT
from planner.chart import signs as milestone_signs
from planner.dates import WEEKDAYS, Day, counted, iso, weekday
from planner.engine.phases import Timetable, phase_on
from planner.engine.schedule import Schedule
from planner.engine.statement import Finding, Place, Slot
from planner.plan import Change, Notice, Plan, Waiver
from planner.terminal_text import shown
from planner.tui.panels.entries import Entry, entries
from planner.tui.panels.line import BLANK, Line, Span, Style, padded, paragraph
from planner.tui.signs import Signs


class Subject(NamedTuple):
    """An item with what stands under it; dates and findings may move while it stays."""

    schedule: Schedule
    item: int
    notices: tuple[tuple[Slot, Notice], ...]


def subject(schedule: Schedule, plan: Plan, item: int) -> Subject:
    slots = {schedule.owners[each.slot].place.entry: each.slot for each in schedule.announcements[item]}
    name = schedule.items[item].name
    notices = tuple((slots[each.key], each) for each in plan.notices if each.item == name)
    return Subject(schedule, item, notices)


def dated(day: Day) -> str:
    """`Wed 2027-02-03`."""
    return f"{WEEKDAYS[weekday(day)].title()} {iso(day)}"


def apart(day: Day, as_of: Day) -> str:
    """How far from the as-of date."""
    if day == as_of:
        return "today"
    if day > as_of:
        return f"in {counted(day - as_of, 'day')}"
    return f"{counted(as_of - day, 'day')} ago"


def inspection(
    about: Subject,
    days: Timetable,
    findings: Sequence[Finding],
    selected: Place | None,
    width: int,
    signs: Signs,
) -> list[Line]:
    lines = [*_heading(about, days, width, signs), *_dates(about, days, findings, selected, width, signs)]
    for entry in entries(findings):
        lines += [BLANK, *_violation(about, entry, width, signs)]
    if about.notices:
        lines.append(BLANK)
        for slot, notice in about.notices:
            lines += _notice(about, notice, days[slot], selected, width, signs)
    for waiver in about.schedule.waivers[about.item]:
        lines += [BLANK, *_waiver(waiver, width, signs)]
    note = about.schedule.items[about.item].note
    if note:
        lines += [BLANK, *paragraph(note, width, "quiet", indent=1)]
    return lines


def _heading(about: Subject, days: Timetable, width: int, signs: Signs) -> Iterator[Line]:
    schedule, item = about.schedule, about.schedule.items[about.item]
    track = schedule.tracks[about.item]
    kind = item.kind if isinstance(item, Change) else "version"
    what = f" {signs.dot} ".join(shown(each) for each in (kind, track) if each)
    yield Line((Span(f" {shown(item.name)}", "strong"), Span(f"  {what}", "quiet")))
    now = phase_on(schedule, days, about.item, schedule.as_of)
    if now is None:
        invalid = schedule.policy.invalid
        answer = f"; a request gets {invalid}" if invalid and not isinstance(item, Change) else ""
        text = f"not there yet on {iso(schedule.as_of)}{answer}"
        yield from paragraph(text, width, "quiet", indent=1)
        return
    answer = f"; a request gets {now.answers}" if now.answers else ""
    style: Style = now.role or "none"
    yield from paragraph(f"{now.name} on {iso(schedule.as_of)}{answer}", width, style, indent=1)


def _dates(
    about: Subject,
    days: Timetable,
    findings: Sequence[Finding],
    selected: Place | None,
    width: int,
    signs: Signs,
) -> Iterator[Line]:
    schedule, item = about.schedule, about.schedule.items[about.item]
    milestones = schedule.policy.milestones_of(schedule.item_type(about.item))
    column = min(max((len(each.title) for each in milestones), default=0), 16)
    blamed = {
        finding.place: signs.of(Entry((finding,))) for finding in reversed(findings) if not finding.waived
    }
    for milestone in milestones:
        place = Place(item.key, milestone.name)
        slot = schedule.slot(about.item, milestone.name)
        here: Style = "strong" if place == selected else "plain"
        mark = Span(f" {milestone_signs(milestone)[signs.ascii_only]} ", milestone.role or "none")
        name = Span(padded(shown(milestone.title), column), here)
        if slot is None:
            yield Line((mark, name, Span(f"  {signs.none}", "quiet")))
            continue
        day = days[slot]
        blame = blamed.get(place, "")
        pinned = f" {signs.pinned} pinned" if milestone.name in item.pinned else ""
        yield Line(
            (
                mark,
                name,
                Span(f"  {dated(day)}", here),
                Span(f" {blame or ' '} ", "error" if blame == signs.error else "warning"),
                Span(f"{apart(day, schedule.as_of)}{pinned}", "quiet"),
            )
        )


def _violation(about: Subject, entry: Entry, width: int, signs: Signs) -> Iterator[Line]:
    worst = entry.worst
    style: Style = "gone" if entry.waived else entry.severity
    rules = ", ".join(entry.rules)
    lead = (Span(f" {signs.of(entry)} ", style),)
    yield from paragraph(rules, width, style, first=lead, indent=3)
    name = about.schedule.items[about.item].name
    message = worst.reason.message.removeprefix(name).lstrip(" :")
    yield from paragraph(message, width, indent=3)
    for each in dict.fromkeys(sum_ for finding in entry.findings for sum_ in finding.reason.sums):
        yield from paragraph(str(each), width, "strong", indent=3)
    if worst.earliest is not None:
        yield from paragraph(f"earliest {dated(worst.earliest)}", width, "good", indent=3)
    if worst.latest is not None:
        yield from paragraph(f"latest {dated(worst.latest)}", width, "good", indent=3)
    for finding in entry.findings:
        rule = finding.rule
        if rule.because:
            yield from paragraph(rule.because, width, "quiet", indent=3)
        if rule.clause:
            yield from paragraph(f"§ {rule.clause}", width, "quiet", indent=3)
    if worst.waived is not None:
        yield from paragraph(f"waived: {worst.waived.note}", width, "quiet", indent=3)


def _notice(
    about: Subject, notice: Notice, day: Day, selected: Place | None, width: int, signs: Signs
) -> Iterator[Line]:
    here: Style = "strong" if selected == Place(notice.key, "date") else "plain"
    state = "sent" if notice.told is not None else "planned"
    pinned = f" {signs.pinned} pinned" if notice.pinned else ""
    mark = (SENT if notice.told is not None else NOT_SENT)[signs.ascii_only]
    first = (Span(f" {mark} ", "notice"),)
    name = f" {notice.name}" if notice.name else ""
    text = f"{dated(day)} {state}{name}{pinned}"
    yield from paragraph(text, width, here, first=first, indent=3)
    announced = ", ".join(notice.announces) or "nothing"
    yield from paragraph(
        f"{', '.join(notice.channels) or 'no channel'}: {announced}", width, "quiet", indent=3
    )


def _waiver(waiver: Waiver, width: int, signs: Signs) -> Iterator[Line]:
    text = f"waiver of {', '.join(waiver.rules)} ({waiver.reason or 'no reason'}): {waiver.note}"
    yield from paragraph(text, width, first=(Span(f" {signs.waived} ", "quiet"),), indent=3)
    agreed = [
        f"approved by {waiver.approved_by}" if waiver.approved_by else "",
        f"allows {iso(waiver.allows)}" if waiver.allows else "",
        f"expires {iso(waiver.expires)}" if waiver.expires else "",
    ]
    if any(agreed):
        yield from paragraph(", ".join(filter(None, agreed)), width, "quiet", indent=3)
