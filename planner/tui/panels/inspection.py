"""The inspector's lines about one item: its dates, phase, violations, notices and waivers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.chart import NOT_SENT, SENT, WITHDRAWN
from planner.chart import signs as milestone_signs
from planner.dates import WEEKDAYS, Day, counted, iso, weekday
from planner.engine.constraint import Finding, Place, Slot
from planner.engine.phases import Timetable, phase_on
from planner.engine.rules.wording import listed, spelled
from planner.engine.schedule import Schedule
from planner.engine.solve.window import Window
from planner.named_tuple import NamedTuple
from planner.plan import Change, Item, Notice, Plan, Version, Waiver
from planner.terminal_text import cells, shown
from planner.tui.legal import rules_of
from planner.tui.panels.entries import ViolationEntry, entries
from planner.tui.panels.line import BLANK, PanelLine, Style, StyledText, fitted, padded, paragraph
from planner.tui.signs import Signs
from planner.wording.requests import request_gets
from planner.wording.violation import beside_name

WIDE = 70
"""The width from which what belongs together stands on one line."""
TITLE_WIDTH = 16


class Inspected(NamedTuple):
    """An item with its notices; dates and findings may move while it stays."""

    schedule: Schedule
    item: int
    notices: tuple[tuple[Slot, Notice], ...]

    @property
    def item_name(self) -> str:
        """The name of the item."""
        return self.schedule.items[self.item].name


def subject(schedule: Schedule, plan: Plan, item: int) -> Inspected:
    """Return the item at an index of a schedule with its notices, in the order of the file."""
    first = len(schedule.days) - len(plan.notices)  # the slots of notices are the last ones
    slots = sorted(each.slot for each in schedule.announcements[item])
    return Inspected(schedule, item, tuple((slot, plan.notices[slot - first]) for slot in slots))


def dated(day: Day) -> str:
    """Return a day as `Wed 2027-02-03`."""
    return f"{WEEKDAYS[weekday(day)].title()} {iso(day)}"


def apart(day: Day, as_of: Day) -> str:
    """Return how far a day is from the as-of date, such as `in 3 days`, `today` or `1 day ago`."""
    if day == as_of:
        return "today"
    if day > as_of:
        return f"in {counted(day - as_of, 'day')}"
    return f"{counted(as_of - day, 'day')} ago"


@dataclass(frozen=True, slots=True)
class Inspection:
    """An item, the dates and findings it has now, and the layout of its lines."""

    inspected: Inspected
    days: Timetable
    findings: Sequence[Finding]
    selected: Place | None
    width: int
    signs: Signs
    legal: Window | None = None
    """The legal days of the selected date, the others staying put."""
    sent_key: str = "s"
    """The key that records a notice as sent."""

    def lines(self) -> list[PanelLine]:
        """Return all lines: type and phase, violations of the selected date, dates, other violations, others.

        The rest are the policy's page, notices, waivers and texts. Violations of the selected date come
        early, so that a low panel shows them.
        """
        item = self.inspected.schedule.items[self.inspected.item]
        found = entries(self.findings)
        lines = [*self._heading()]
        chosen = [entry for entry in found if self._blames_the_selected(entry)]
        for entry in chosen:  # first, so that a low panel shows the arithmetic
            lines += self._violation(entry)
        lines += [*([BLANK] if chosen else []), *self._dates(found)]
        for entry in found:
            if entry not in chosen:
                lines += [BLANK, *self._violation(entry)]
        url = self.inspected.schedule.policy.url
        if found and url:
            lines += self._text(f"the policy: {url}", "quiet")
        if self.inspected.notices:
            lines.append(BLANK)
        for slot, notice in self.inspected.notices:
            lines += self._notice(notice, self.days[slot])
        for waiver in self.inspected.schedule.waivers[self.inspected.item]:
            lines += [BLANK, *self._waiver(waiver)]
        for text in self._texts(item):
            lines += [BLANK, *self._text(text, "quiet", indent=1)]
        return lines

    def _blames_the_selected(self, entry: ViolationEntry) -> bool:
        """Return True if an entry blames the selected date and is not waived."""
        worst = entry.worst
        return self.selected is not None and worst.place == self.selected and not entry.waived

    def _texts(self, item: Item) -> Iterator[str]:
        """Yield the item's fields that the policy declares, its migration and its note, if it has them.

        A field that the item leaves out is there with its default, if it has one.
        """
        policy, of = self.inspected.schedule.policy, self.inspected.schedule.item_type(self.inspected.item)
        fields = [
            f"{each.name}: {spelled(value)}{'' if each.name in item.fields else ' (left out)'}"
            for each in policy.fields.values()
            if of in each.of and (value := item.fields.get(each.name, each.default)) is not None
        ]
        yield from filter(None, (f" {self.signs.dot} ".join(fields),))
        if item.migration:
            yield f"migration: {item.migration}"
        if item.note:
            yield item.note

    def _text(
        self, text: str, style: Style = "plain", *, first: tuple[StyledText, ...] = (), indent: int = 3
    ) -> tuple[PanelLine, ...]:
        """Return a text as lines of the panel's width."""
        return paragraph(text, self.width, style, first=first, indent=indent)

    def _heading(self) -> Iterator[PanelLine]:
        """Yield the word `version` or a change's kind, the track, `significant` if it is so, and the phase.

        They are on one line if there is room; the phase is that on the as-of date.
        """
        schedule, index = self.inspected.schedule, self.inspected.item
        item = schedule.items[index]
        kind = item.kind if isinstance(item, Change) else "version"
        facts = kind, schedule.tracks[index], "significant" if item.significant else None
        what = StyledText(f" {f' {self.signs.dot} '.join(shown(each) for each in facts if each)}", "quiet")
        phase, style = self._phase()
        if cells(what.text) + 3 + cells(phase) <= self.width:
            yield PanelLine((what, StyledText("   "), StyledText(phase, style)))
            return
        yield fitted((what,), self.width)
        yield from self._text(phase, style, indent=1)

    def _phase(self) -> tuple[str, Style]:
        """Return the phase on the as-of date in words, and its style.

        For a version, the words have the answer to requests too.
        """
        schedule = self.inspected.schedule
        as_of = schedule.as_of
        now = phase_on(schedule, self.days, self.inspected.item, as_of)
        answers = now.answers if now is not None else schedule.policy.invalid
        is_version = schedule.item_type(self.inspected.item) == "version"
        answer = f"; {shown(request_gets(answers))}" if answers and is_version else ""
        if now is None:
            return f"today: not there yet{answer}", "quiet"
        style: Style = "released" if now.superseded else now.role or "none"
        return f"today: {shown(now.name)}{answer}", style

    def _dates(self, found: Sequence[ViolationEntry]) -> Iterator[PanelLine]:
        """Yield a line for each milestone of the policy: its date if there is one, its violation, its pin.

        The selected date has its legal days below it. For a version, its withdrawal and the version to move
        to come last. `found` are the item's entries.
        """
        schedule, item = self.inspected.schedule, self.inspected.schedule.items[self.inspected.item]
        milestones = schedule.policy.milestones_of(schedule.item_type(self.inspected.item))
        column = min(max((cells(shown(each.title)) for each in milestones), default=0), TITLE_WIDTH)
        blamed = {each.worst.place: each for each in reversed(found) if not each.waived}
        for milestone in milestones:
            place = Place(item.key, milestone.name)
            slot = schedule.written[self.inspected.item].get(milestone.name)
            here: Style = "strong" if place == self.selected else "plain"
            sign = StyledText(
                f" {milestone_signs(milestone)[self.signs.ascii_only]} ", milestone.role or "none"
            )
            name = StyledText(padded(shown(milestone.title), column), here)
            if slot is None:
                yield PanelLine((sign, name, StyledText(f"  {self.signs.none}", "quiet")))
                continue
            day = self.days[slot]
            if milestone.name not in schedule.slots[self.inspected.item]:
                struck = StyledText(f"  {dated(day)}", "struck")
                yield from self._remarked(
                    (sign, name, struck, StyledText("   ")), "does not count: it was withdrawn by then"
                )
                continue
            blame = blamed.get(place)
            mark = StyledText(f" {blame.sign(self.signs)} ", blame.severity) if blame else StyledText("   ")
            pinned = f"  {self.signs.pinned} pinned" if milestone.name in item.pinned else ""
            date = (sign, name, StyledText(f"  {dated(day)}", here), mark)
            yield from self._remarked(date, f"{apart(day, schedule.as_of)}{pinned}")
            if place == self.selected:
                yield from self._legal_days(day, blame is not None)
        if isinstance(item, Version):
            yield from self._after_it(item, column)

    def _remarked(self, date: tuple[StyledText, ...], remark: str) -> Iterator[PanelLine]:
        """Yield the line of a date with a remark at its end, or below it where that has no room."""
        if sum(cells(each.text) for each in date) + cells(remark) <= self.width:
            yield PanelLine((*date, StyledText(remark, "quiet")))
        else:
            yield fitted(date, self.width)
            yield from self._text(remark, "quiet")

    def _after_it(self, version: Version, column: int) -> Iterator[PanelLine]:
        """Yield the day on which a version was withdrawn, and the version to move to, if there are any.

        `column` is the width of the names before dates.
        """
        if version.withdrawn is not None:
            sign = StyledText(f" {WITHDRAWN[self.signs.ascii_only]} ", "retired")
            day = StyledText(f"  {dated(version.withdrawn)}   ")
            away = apart(version.withdrawn, self.inspected.schedule.as_of)
            yield from self._remarked((sign, StyledText(padded("Withdrawn", column)), day), away)
        if version.replacement is not None:
            move = (StyledText(f" {self.signs.arrow} "), StyledText(f"move to {shown(version.replacement)}"))
            yield fitted(move, self.width)

    def _legal_days(self, day: Day, blamed: bool) -> Iterator[PanelLine]:
        """Yield the first and the last legal day of the selected date, each with the rules that bound it.

        `day` is this date, and `blamed` True if an open violation blames it. A past date has a line that it
        stays, unless it is blamed. A line that no day is legal is styled as an error only if the date is
        blamed and to come. Yield nothing if the legal days are not known.
        """
        legal, past = self.legal, day < self.inspected.schedule.as_of
        if legal is None:
            return
        earliest, latest = legal.earliest, legal.latest
        if past and not blamed:
            yield from self._text("it is past, and stays", "quiet")
            return
        if earliest is None or latest is None:
            rules = " and ".join(dict.fromkeys(each.rule.id for each in legal.contradiction))
            if blamed and not past:
                yield from self._text(f"no day is legal: {rules}", "error")
            else:
                yield from self._text(f"no day is legal while the other dates stay: {rules}", "quiet")
            return
        ends = [f"earliest {iso(earliest)} ({rules_of(legal.before) or 'today'})"]
        ends.append(f"latest {iso(latest)} ({rules_of(legal.after)})" if legal.after else "no latest")
        for text in [f" {self.signs.dot} ".join(ends)] if self.width >= WIDE else ends:
            yield from self._text(text, "quiet")

    def _violation(self, entry: ViolationEntry) -> Iterator[PanelLine]:
        """Yield the lines of an entry: its rules, message, sums, legal bound, reasons and waiver."""
        worst = entry.worst
        style: Style = "waived" if entry.waived else entry.severity
        lead = (StyledText(f" {entry.sign(self.signs)} ", style),)
        sums = dict.fromkeys(str(each) for finding in entry.findings for each in finding.reason.sums)
        yield from self._text(", ".join(entry.rules), style, first=lead)
        name = self.inspected.schedule.items[self.inspected.item].name
        yield from self._text(beside_name(worst, name))
        for each in sums:
            yield from self._text(each, "strong")
        for word, bound in (("earliest", worst.earliest), ("latest", worst.latest)):
            if bound is not None:
                yield from self._text(f"{word} {dated(bound)}", "good")
        policy = self.inspected.schedule.policy
        cited = (
            (each.rule.because, each.rule.clause, each.rule.url or policy.url) for each in entry.findings
        )
        for because, clause, url in dict.fromkeys(cited):
            said = " ".join(filter(None, (because, f"({clause})" if clause else None)))
            yield from self._text(said, "quiet") if said else ()
            yield from self._text(url, "quiet") if url else ()
        if worst.waived is not None:
            yield from self._text(f"waived: {worst.waived.note}", "quiet")

    def _notice(self, notice: Notice, day: Day) -> Iterator[PanelLine]:
        """Yield the lines of a notice; if it is selected, also whether it may move, and to which days."""
        here: Style = "strong" if self.selected == Place(notice.key, "date") else "plain"
        sent = notice.told is not None
        lead = (StyledText(f" {(SENT if sent else NOT_SENT)[self.signs.ascii_only]} ", "notice"),)
        facts = [dated(day), "sent" if sent else "planned", notice.name, "pinned" if notice.pinned else None]
        yield from self._text(f"  {self.signs.dot} ".join(filter(None, facts)), here, first=lead)
        told = [", ".join(notice.announces)] if notice.announces else []
        told += [f"withdraws {listed(notice.withdraws)}"] if notice.withdraws else []
        about = "; ".join(told) or "nothing"
        yield from self._text(f"{', '.join(notice.channels) or 'no channel'}: {about}", "quiet")
        place = Place(notice.key, "date")
        if self.selected != place:
            return
        if sent:
            yield from self._text("it was sent, and stays", "quiet")
        elif day < self.inspected.schedule.as_of:
            yield from self._text(
                f"it was due, and is not recorded as sent: {self.sent_key} records it", "quiet"
            )
        else:
            blamed = any(each.place == place and each.waived is None for each in self.findings)
            yield from self._legal_days(day, blamed)

    def _waiver(self, waiver: Waiver) -> Iterator[PanelLine]:
        """Yield the lines of a waiver: its rules, reason and note, and what else it says.

        That is who approved it, the day that it allows, and the day on which it expires.
        """
        text = f"waiver of {', '.join(waiver.rules)} ({waiver.reason or 'no reason'}): {waiver.note}"
        yield from self._text(text, first=(StyledText(f" {self.signs.waived} ", "quiet"),))
        agreed = (
            f"approved by {waiver.approved_by}" if waiver.approved_by else None,
            f"allows {iso(waiver.allows)}" if waiver.allows is not None else None,
            f"expires {iso(waiver.expires)}" if waiver.expires is not None else None,
        )
        if any(agreed):
            yield from self._text(", ".join(filter(None, agreed)), "quiet")
