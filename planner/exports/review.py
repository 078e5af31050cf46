"""The contents of a review document, independent of its format."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.chart import worst
from planner.dates import LAST_DAY, Day, counted, iso
from planner.engine.constraint import Finding
from planner.engine.phases import Timetable, phase_on
from planner.engine.questions.agenda import agenda
from planner.engine.rules.wording import spelled
from planner.exports.communications import Communication, communications
from planner.exports.open_findings import OpenFindings, ReviewEntry, open_findings
from planner.exports.subject import ExportedPlan
from planner.plan import Item, Version, Waiver
from planner.policy import ItemType, Severity


class DateCell(NamedTuple):
    """A date in a table, with the worst severity of the open findings that blame it, None without any."""

    day: Day
    severity: Severity | None
    pinned: bool


class ItemRow(NamedTuple):
    """A row of a table: an item and its dates; `severity` is that of its worst open finding."""

    item: Item
    phase: str
    """The phase on the as-of date; empty if the item is in none."""
    dates: tuple[DateCell | None, ...]
    """One cell per milestone; None if the date is not set."""
    severity: Severity | None
    remarks: tuple[str, ...] = ()
    """The facts of the item that are no date of the lifecycle, and its note."""


class ItemTable(NamedTuple):
    """The items of one type and track, with their dates."""

    title: str
    item_type: ItemType
    milestones: tuple[str, ...]
    rows: tuple[ItemRow, ...]


class WaiverRow(NamedTuple):
    """A waiver and the findings that it covers."""

    waiver: Waiver
    covers: tuple[str, ...]
    """The messages of the covered findings."""


class AgendaRow(NamedTuple):
    """A notice to send, or a milestone that comes, as text."""

    day: Day
    what: str
    channels: tuple[str, ...]
    latest: Day | None
    """The last day on which a notice still counts, or None."""
    status: str
    """`overdue`, `missing` for a notice that the plan does not have, or empty."""


class Review(NamedTuple):
    """The contents of a review document."""

    subject: ExportedPlan
    open: OpenFindings
    tables: tuple[ItemTable, ...]
    communications: tuple[Communication, ...]
    waivers: tuple[WaiverRow, ...]
    agenda: tuple[AgendaRow, ...]

    @property
    def verdict(self) -> str:
        """A line such as `1 error, 2 warnings; 1 waived`."""
        return self.open.verdict

    @property
    def entries(self) -> tuple[ReviewEntry, ...]:
        """The groups of open findings, worst first, and by item in the order of the file."""
        return self.open.entries

    @property
    def summary(self) -> tuple[str, ...]:
        """Lines: the verdict, the size of the plan, late and missing notices, and the next agenda item."""
        plan = self.subject.plan
        sent = sum(each.sent for each in self.communications)
        size = (
            f"{counted(len(plan.versions), 'version')}, {counted(len(plan.changes), 'change')};"
            f" {counted(sent, 'notice')} sent, {len(self.communications) - sent} to be sent"
        )
        late = [f"Not sent in time: {each.what}" for each in self.agenda if each.status == "overdue"]
        missing = [f"Missing: {each.what}" for each in self.agenda if each.status == "missing"]
        coming = [f"Next: {iso(each.day)} {each.what}" for each in self.agenda if each.status == ""]
        return (self.verdict, size, *late, *missing, *coming[:1])

    @property
    def policy(self) -> str:
        """The title of the policy, or its name."""
        return self.subject.policy.long_name

    @property
    def as_of(self) -> Day:
        """The as-of date."""
        return self.subject.as_of

    def status(self, communication: Communication) -> str:
        """Return `sent`, `overdue` or `to be sent` for a communication on the as-of date."""
        if communication.sent:
            return "sent"
        return "overdue" if communication.day < self.as_of else "to be sent"


def review(subject: ExportedPlan) -> Review:
    """Return the contents of the review document of a plan."""
    timetable = Timetable(subject.schedule, subject.evaluation.days)
    return Review(
        subject=subject,
        open=open_findings(subject),
        tables=tuple(_tables(subject, timetable)),
        communications=communications(subject.plan),
        waivers=tuple(_waivers(subject.plan.waivers, subject.evaluation.all)),
        agenda=tuple(_agenda(subject)),
    )


def _tables(subject: ExportedPlan, timetable: Timetable) -> Iterator[ItemTable]:
    """Yield a table per item type and track, in the order in which they come in the plan."""
    schedule = subject.schedule
    groups: dict[tuple[ItemType, str | None], list[int]] = {}
    for item in range(len(schedule.items)):
        groups.setdefault((schedule.item_type(item), schedule.tracks[item]), []).append(item)
    for (item_type, track), items in groups.items():
        milestones = schedule.policy.milestones_of(item_type)
        of_type = "Versions" if item_type == "version" else "Changes"
        yield ItemTable(
            title=of_type if track is None else f"{of_type}: {track}",
            item_type=item_type,
            milestones=tuple(each.title for each in milestones),
            rows=tuple(_row(subject, timetable, item, [each.name for each in milestones]) for item in items),
        )


def _row(subject: ExportedPlan, timetable: Timetable, index: int, milestones: Sequence[str]) -> ItemRow:
    """Return the row of an item, by its index, with a cell for each of the milestones."""
    schedule, item = subject.schedule, subject.schedule.items[index]
    findings = subject.evaluation.findings.get(index, ())
    dates: list[DateCell | None] = []
    for milestone in milestones:
        slot = schedule.slot(index, milestone)
        if slot is None:
            dates.append(None)
        else:
            blaming = [each for each in findings if each.place == schedule.owners[slot].place]
            dates.append(DateCell(timetable[slot], worst(blaming), milestone in item.pinned))
    phase = phase_on(schedule, timetable, index, schedule.as_of)
    return ItemRow(
        item=item,
        phase="" if phase is None else phase.name,
        dates=tuple(dates),
        severity=worst(findings),
        remarks=tuple(_remarks(item)),
    )


def _remarks(item: Item) -> Iterator[str]:
    """Yield remarks on an item: withdrawal, replacement, `significant`, the policy's fields, and the note."""
    if isinstance(item, Version):
        if item.withdrawn is not None:
            yield f"withdrawn {iso(item.withdrawn)}"
        if item.replacement is not None:
            yield f"move to {item.replacement}"
    if item.significant:
        yield "significant"
    yield from (f"{name}: {spelled(value)}" for name, value in item.fields.items())
    if item.note:
        yield item.note


def _waivers(waivers: Sequence[Waiver], findings: Sequence[Finding]) -> Iterator[WaiverRow]:
    """Yield each waiver, in order, with the different messages of the findings that it covers, if any."""
    covered: dict[int, dict[str, None]] = {}
    for each in findings:
        if each.waived is not None:
            covered.setdefault(each.waived.key, {})[each.reason.message] = None
    for waiver in waivers:
        yield WaiverRow(waiver, tuple(covered.get(waiver.key, ())))


def _agenda(subject: ExportedPlan) -> Iterator[AgendaRow]:
    """Yield the whole agenda from the as-of date on as rows of text."""
    titles = {
        (item.name, milestone.name): milestone.title
        for index, item in enumerate(subject.schedule.items)
        for milestone in subject.policy.milestones_of(subject.schedule.item_type(index))
    }
    for due in agenda(subject.plan, subject.policy, subject.as_of, LAST_DAY):
        subjects = []
        for each in due.about:
            said = [titles[each.item, milestone] for milestone in each.milestones]
            said += [f"withdrawing {titles[each.item, milestone]}" for milestone in each.withdrawn]
            subjects.append(f"{each.item}: {', '.join(said)}")
        about = "; ".join(subjects)
        notice = "a correction" if due.correction else due.name or "a notice"
        what = f"Send {notice} ({about})" if due.action == "send" else about
        status = "missing" if due.missing or due.correction else "overdue" if due.overdue else ""
        yield AgendaRow(day=due.day, what=what, channels=due.channels, latest=due.latest, status=status)


def describes(item: Item) -> str:
    """Return "version" for a version, and the kind of a change."""
    return "version" if isinstance(item, Version) else item.kind
