"""Explanations: the chain of rules that keeps a date from being earlier or later, back to the facts."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.dates import NEVER, Day, iso
from planner.engine.announced import announcement, was_sent
from planner.engine.compile import Constraints
from planner.engine.constraint import Dated, Days, Finding, Slot, Sum
from planner.engine.rules import KINDS
from planner.engine.rules.wording import listed, subject
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.slack import BothWays, slack
from planner.engine.solve.window import Window, window

End = Literal["earliest", "latest"]
Fact = Literal["sent", "past", "pinned", "as-of", "open", "chosen"]


class Link(NamedTuple):
    """A step of a chain: a rule that holds a date where it is, or the fact that ends the chain."""

    date: Dated
    """The date as it is in the plan."""
    day: Day
    """The last day in this direction on which the rule holds; for a fact, the day of the date."""
    finding: Finding | None = None
    """The violation one day further; None for a fact."""
    reason: str = ""
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a date stands where it does: a fact, or a chain of rules in each direction."""

    date: Dated
    fact: Fact | None
    """The reason why nothing moves the date: it was sent, is past or is pinned; None otherwise."""
    window: Window
    earliest: tuple[Link, ...]
    """The chain in each direction; empty if no day is legal or the date is past."""
    latest: tuple[Link, ...]
    slack: BothWays | None
    """The slack; None for a past date and for a notice that was sent."""


def explain(constraints: Constraints, days: Days, slot: Slot) -> Explanation:
    """Return why a date can be no earlier and no later than it may be: a chain of rules in each direction.

    A date that is past or was sent has neither chains nor slack.
    """
    schedule = constraints.schedule
    date, fact = schedule.dated(slot, days[slot]), _fact(schedule, days, slot)
    legal = window(constraints, days, schedule.moving_with(slot))
    if fact in ("sent", "past"):
        return Explanation(date=date, fact=fact, window=legal, earliest=(), latest=(), slack=None)
    chains = _Chains(constraints, days)
    earliest, latest = chains.chain(slot, "earliest"), chains.chain(slot, "latest")
    return Explanation(
        date=date,
        fact=fact,
        window=legal,
        earliest=earliest,
        latest=latest,
        slack=slack(constraints, days, slot),
    )


def _fact(schedule: Schedule, days: Days, slot: Slot) -> Fact | None:
    """Return the reason why the date in a slot stays: it was sent, is past or is pinned; None otherwise."""
    if was_sent(schedule, slot):
        return "sent"
    if days[slot] < schedule.as_of:
        return "past"
    return "pinned" if slot in schedule.pinned else None


class _Chains:
    def __init__(self, constraints: Constraints, days: Days) -> None:
        self.schedule = constraints.schedule
        self.days = days
        self.all = constraints
        kept = [each for each in constraints.all if not KINDS[each.in_force.rule.kind].names_days]
        self.without_calendars = Constraints(self.schedule, kept)
        self.slots = {owner.place: slot for slot, owner in enumerate(self.schedule.owners)}

    def chain(self, slot: Slot, end: End) -> tuple[Link, ...]:
        """Return the chain of links from a date, in one direction, back to a fact; empty if no day is legal.

        A calendar rule only chooses among days, so the rule behind it comes next in the chain. The chain ends
        without a fact at a date that it had before, or at a rule that compares no other date.
        """
        links: list[Link] = []
        seen: set[Slot] = set()
        source: Slot | None = slot
        while source is not None and source not in seen:
            seen.add(source)
            found = self._link(self.all, source, end, bool(links))
            if found is None:
                return ()
            links.append(found)
            if found.finding is not None and KINDS[found.finding.rule.kind].names_days:
                behind = self._link(self.without_calendars, source, end, False)
                if behind is not None and behind.fact == "open":
                    return (*links[:-1], behind)
                if behind is None or behind.fact is not None:
                    break
                links.append(found := behind)
            source = None if found.finding is None else self._source(found.finding, source)
        return tuple(links)

    def _link(self, constraints: Constraints, slot: Slot, end: End, follows: bool) -> Link | None:
        """Return the link of a date: the rule that ends its window in one direction; without any, a fact.

        That fact is the as-of date, or "open" later. `follows` is True for every link but the first: then the
        facts sent, past and pinned come before rules, and a date that is not at that end of its window is
        "chosen". For a first link, return None if no day is legal.
        """
        date = self.schedule.dated(slot, self.days[slot])
        fact = _fact(self.schedule, self.days, slot)
        if follows and fact is not None:
            return Link(date, date.day, fact=fact)
        legal = window(constraints, self.days, self.schedule.moving_with(slot))
        day = legal.earliest if end == "earliest" else legal.latest
        findings = legal.before if end == "earliest" else legal.after
        if follows and (day != date.day or not findings):
            return Link(date, date.day, fact="chosen")
        if day is None:
            return None
        if not findings:
            return Link(date, day, fact="as-of" if end == "earliest" else "open")
        finding = findings[0]
        own = finding.place == self.schedule.owners[slot].place
        waived = " (a waiver allows this day)" if own and _is_beyond(finding, day, end) else ""
        return Link(date=date, day=day, finding=finding, reason=self._why(finding, slot, end) + waived)

    def _source(self, finding: Finding, slot: Slot) -> Slot | None:
        """Return the slot of the other date that a finding compares; None if there is none."""
        own = self.schedule.moving_with(slot)
        places = (*(each.place for each in finding.reason.related), finding.place)
        found = (self.slots[place] for place in places if place in self.slots)
        return next((each for each in found if each not in own), None)

    def _why(self, finding: Finding, slot: Slot, end: End) -> str:
        """Return the sum or the comparison behind a finding, as in "email 2027-01-05 + 90 days"."""
        sums, related = finding.reason.sums, finding.reason.related
        if finding.place != self.schedule.owners[slot].place:
            if not sums and self._source(finding, slot) != self.slots[finding.place]:
                return why(finding)  # a notice that told a later day binds, not this date
            return self._against(self._blamed(finding), finding)
        if end == "earliest" and not any(each.result in (None, finding.earliest) for each in sums):
            return why(finding)
        if not sums:
            return why(finding)
        by_day = {each.day: each for each in reversed(related)}
        return "; ".join(self._added(each, by_day.get(each.start), finding) for each in sums)

    @staticmethod
    def _against(blamed: str, finding: Finding) -> str:
        """Return the words for a finding that blames another date: its furthest sum is before or after that.

        `blamed` has the words for the blamed date. The sum counts from one day further than the date may be.
        """
        sums = finding.reason.sums
        if not sums:
            return f"{blamed} comes after it"
        furthest = max(sums, key=lambda each: NEVER if each.result is None else each.result)
        if furthest.result is None:
            return f"{furthest}, too late for {blamed}"
        return f"{_result(furthest)} is {'before' if finding.latest is not None else 'after'} {blamed}"

    def _added(self, added: Sum, start: Dated | None, finding: Finding) -> str:
        """Return the words for a sum from a date; without one (None), its first day and why it counts."""
        if start is None:
            return f"{iso(added.start)} + {added.span}, since {why(finding)}"
        added_on = "" if added.result == added.start else f" + {added.span}"
        return f"{self._label(start, finding)} {iso(added.start)}{added_on}"

    def _label(self, date: Dated, finding: Finding) -> str:
        """Return the words for a date: its milestone, after its item unless that is the finding's.

        For a notice, return those of its channels that the finding's rule names, or else "notice".
        """
        notice = announcement(self.schedule, self.slots[date.place])
        if notice is None:
            own = self.schedule.items[finding.item].name
            return date.what if date.item == own else f"{date.item} {date.what}"
        channels = KINDS[finding.rule.kind].channels(finding.rule.parameters)
        return listed([each for each in notice.channels if each in channels] or [NOTICE])

    def _blamed(self, finding: Finding) -> str:
        """Return the words for the date that a finding blames, with its item and its milestone."""
        assert finding.date is not None
        assert finding.milestone is not None
        return subject(self.schedule.items[finding.item].name, finding.milestone, finding.date)


def _result(added: Sum) -> str:
    """Return the words for a sum, or only its start if nothing is added."""
    return iso(added.start) if added.result == added.start else str(added)


def _is_beyond(finding: Finding, day: Day, end: End) -> bool:
    """Return True if a day lies beyond the bound of a finding at one end: too early, or too late."""
    if end == "earliest":
        return finding.earliest is not None and day < finding.earliest
    return finding.latest is not None and day > finding.latest


def why(finding: Finding) -> str:
    """Return the part of a finding's message that explains the bound of its date, or all without a bound."""
    bounded = finding.earliest is not None or finding.latest is not None
    return (finding.reason.explanation if bounded else "") or finding.reason.message
