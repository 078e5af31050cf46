"""Lines that explain a date, a phase, a freeze or a violation on the spot: for the box beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.chart import NOT_SENT, SENT
from planner.chart import signs as milestone_signs
from planner.dates import LAST_DAY, Day, counted, iso
from planner.engine.constraint import Finding, Slot
from planner.engine.phases import Phase
from planner.engine.questions.explain import Link
from planner.engine.rules import KINDS
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.slack import BothWays
from planner.engine.solve.window import Window
from planner.plan import Freeze, Notice
from planner.policy import Policy, Rule
from planner.terminal_text import cells, shown
from planner.tui.panels.entries import ViolationEntry, entries
from planner.tui.panels.inspection import apart, dated
from planner.tui.panels.line import PanelLine, Style, StyledText, fitted, linked, padded, paragraph
from planner.tui.signs import Signs
from planner.wording.explain import sentence
from planner.wording.requests import request_gets

COLUMN = 9
"""Cells of the words before the lines, such as `earliest`."""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """A date with the answers about it."""

    slot: Slot
    day: Day
    findings: Sequence[Finding]
    """The findings of its item."""
    window: Window
    slack: BothWays | None
    """The slack; None for a past date and for a notice that was sent."""
    notice: Notice | None = None
    earliest: tuple[Link, ...] = ()
    """The chains of rules on either side; empty in the short form."""
    latest: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedLines:
    """The layout of explanations: the plan that they are about, the width and the signs."""

    schedule: Schedule
    width: int
    signs: Signs

    @property
    def policy(self) -> Policy:
        """The policy of the plan."""
        return self.schedule.policy

    def date(self, facts: DateFacts) -> Iterator[PanelLine]:
        """Yield the lines about a date: its name, day, freezes, legal days, slack and violations.

        A past date and a sent notice have neither legal days nor slack. Only violations that blame this date
        are listed.
        """
        yield self._title(facts)
        pinned = f"pinned, {self._away(facts.day)}" if self._is_pinned(facts) else self._away(facts.day)
        yield from self._fact(f"{dated(facts.day)}, {pinned}", "strong")
        yield from self._notice(facts.notice)
        for freeze in self.schedule.freezes:
            if freeze.start <= facts.day <= freeze.end:
                yield from self._fact(f"in the freeze {freeze.name or ''}".rstrip(), "info")
        if facts.slack is None:
            yield from self._fact(_state(facts.notice), "quiet")
        else:
            yield from self._ends(facts)
            yield from self._slack(facts.slack)
        place = self.schedule.owners[facts.slot].place
        for entry in entries(facts.findings):
            if entry.worst.place == place:
                yield from self.violation(entry)

    def _title(self, facts: DateFacts) -> PanelLine:
        """Return the line with the sign of a date, its item's name, and the milestone's title or `notice`."""
        item, what, _ = self.schedule.owners[facts.slot]
        name = shown(self.schedule.items[item].name)
        if facts.notice is not None:
            sign = (SENT if facts.notice.told is not None else NOT_SENT)[self.signs.ascii_only]
            return self._headed(sign, "notice", name, NOTICE)
        milestones = self.policy.milestones_of(self.schedule.item_type(item))
        of = next((each for each in milestones if each.name == what), None)
        if of is None:
            return self._headed(" ", "plain", name, what)
        return self._headed(
            milestone_signs(of)[self.signs.ascii_only], of.role or "none", name, shown(of.title)
        )

    def _headed(self, sign: str, style: Style, name: str, what: str) -> PanelLine:
        """Return the first line of an explanation: a sign, a name, and the part of it that is explained."""
        spans = (StyledText(f" {sign} ", style), StyledText(f"{name} ", "strong"), StyledText(what))
        return fitted(spans, self.width)

    def _is_pinned(self, facts: DateFacts) -> bool:
        """Return True if the date is pinned."""
        return facts.slot in self.schedule.pinned

    def _away(self, day: Day) -> str:
        """Return how far a day is from the as-of date, such as `in 3 days`."""
        return apart(day, self.schedule.as_of)

    def _fact(self, text: str, style: Style = "plain") -> Sequence[PanelLine]:
        """Return an indented paragraph."""
        return paragraph(text, self.width, style, indent=3)

    def _notice(self, notice: Notice | None) -> Iterator[PanelLine]:
        """Yield a notice's name, whether it was sent, its channels and its milestones; nothing for None."""
        if notice is None:
            return
        state = "sent" if notice.told is not None else "planned"
        by = f" by {', '.join(notice.channels)}" if notice.channels else ""
        named = f"{notice.name}: " if notice.name else ""
        yield from self._fact(f"{named}{state}{by}")
        for words, milestones in (("announces", notice.announces), ("withdraws", notice.withdraws)):
            if milestones:
                yield from self._fact(f"{words} {', '.join(milestones)}")

    def _ends(self, facts: DateFacts) -> Iterator[PanelLine]:
        """Yield the first and the last legal day, each with the rules that bound it.

        If the facts have chains of rules, the one behind each day follows it. If no day is legal, yield the
        rules that contradict each other.
        """
        earliest, latest = facts.window.earliest, facts.window.latest
        if earliest is None or latest is None:
            yield from self._fact("No day is legal while the other dates stay:", "error")
            for rule in _rules(facts.window.contradiction):
                yield from self.rule(rule, "error")
            return
        sides = (
            ("earliest", iso(earliest), facts.window.before, facts.earliest),
            ("latest", "open" if latest == LAST_DAY else iso(latest), facts.window.after, facts.latest),
        )
        for word, day, findings, chain in sides:
            nothing = "" if findings else "  today" if word == "earliest" else "  nothing bounds it"
            lead = StyledText(f"   {padded(word, COLUMN)}", "quiet")
            yield fitted((lead, StyledText(day, "good"), StyledText(nothing, "quiet")), self.width)
            for rule in _rules(findings):
                yield from self.rule(rule)
            if findings and chain:
                yield from paragraph(sentence(chain), self.width, "quiet", indent=5)

    def _slack(self, slack: BothWays) -> Iterator[PanelLine]:
        """Yield a paragraph of how far a date may slip, and of the rules that a day more violates."""
        later = slack.later
        if later.days is None:
            text = "nothing limits how far it may slip"
        elif later.days:
            text = f"it may slip {counted(later.days, 'day')}"
        else:
            text = "it may not slip"
        rules = ", ".join(rule.id for rule in _rules(later.breaks))
        then = f"; a day more breaks {rules}" if rules else ""
        lead = (StyledText(f"   {padded('slack', COLUMN)}", "quiet"),)
        yield from paragraph(text + then, self.width, first=lead, indent=3 + COLUMN)

    def rule(self, rule: Rule, style: Style = "strong", *, indent: int = 5) -> Iterator[PanelLine]:
        """Yield a rule's id with its clause, on one line if there is room; the clause links to its page.

        The page is the rule's, else the policy's. Without a clause, the words `the policy's page` link to the
        rule's page; without that page too, the id stands alone. `indent` is the cells before the id.
        """
        url = rule.url or self.policy.url
        lead = (StyledText(" " * indent), StyledText(rule.id, style))
        clause = shown(rule.clause) if rule.clause else "the policy's page" if rule.url else ""
        if not clause:
            yield fitted(lead, self.width)
            return
        line = (*lead, StyledText(f" {self.signs.dot} ", "quiet"), linked(clause, "quiet", url))
        if cells(PanelLine(line).text) <= self.width:
            yield PanelLine(line)
            return
        yield fitted(lead, self.width)
        yield from paragraph(clause, self.width, "quiet", indent=indent + 2, link=url)

    def violation(self, entry: ViolationEntry) -> Iterator[PanelLine]:
        """Yield a violation's message, sums, first or last legal day, rules with reasons, and waiver."""
        worst = entry.worst
        style: Style = "quiet" if entry.waived else entry.severity
        lead = (StyledText(f" {entry.sign(self.signs)} ", style),)
        yield from paragraph(worst.reason.message, self.width, "plain", first=lead, indent=3)
        for added in dict.fromkeys(str(each) for finding in entry.findings for each in finding.reason.sums):
            yield from self._fact(added, "strong")
        for word, bound in (("earliest", worst.earliest), ("latest", worst.latest)):
            if bound is not None:
                lead_word = StyledText(f"   {padded(word, COLUMN)}", "quiet")
                yield fitted((lead_word, StyledText(dated(bound), "good")), self.width)
        for rule in _rules(entry.findings):
            yield from self.rule(rule, style, indent=3)
            if rule.because:
                yield from paragraph(rule.because, self.width, "quiet", indent=5)
        if worst.waived is not None:
            yield from self._fact(
                f"waived ({worst.waived.reason or 'no reason'}): {worst.waived.note}", "quiet"
            )

    def phase(self, item: int, phase: Phase) -> Iterator[PanelLine]:
        """Yield an item's phase, its first and last day, and for a version the answer to requests in it.

        A phase without an end has a line that says so.
        """
        style: Style = "released" if phase.superseded else phase.role or "none"
        yield self._headed(self.signs.dot, style, shown(self.schedule.items[item].name), shown(phase.name))
        yield from self._fact(f"from {dated(phase.start)}, {self._away(phase.start)}")
        if phase.end is None:
            yield from self._fact("to no day that is known")
        else:
            yield from self._fact(f"to {dated(phase.end - 1)}, {self._away(phase.end - 1)}")
            yield from self._fact(counted(phase.end - phase.start, "day"), "quiet")
        if self.schedule.item_type(item) == "version":
            yield from self._fact(request_gets(phase.answers), "quiet")

    def end(self, facts: DateFacts) -> Iterator[PanelLine]:
        """Yield the bounds of the date at an end of a phase: the first and the last legal day, with rules.

        A side that no rule bounds is left out. Yield nothing for a past date and a sent notice.
        """
        if facts.slack is None:
            return
        what, window = self.schedule.owners[facts.slot].what, facts.window
        sides = (("before", window.earliest, window.before), ("after", window.latest, window.after))
        for word, day, findings in sides:
            if day is not None and findings:
                yield from self._fact(f"{what} not {word} {iso(day)}")
                for rule in _rules(findings):
                    yield from self.rule(rule)

    def freeze(self, freeze: Freeze) -> Iterator[PanelLine]:
        """Yield a freeze's name, days and length, and the policy's rules that keep dates out of freezes.

        If there are no such rules, a line says so.
        """
        yield self._headed("#" if self.signs.ascii_only else "▒", "quiet", "Freeze", shown(freeze.name or ""))
        yield from self._fact(f"from {dated(freeze.start)}, {self._away(freeze.start)}")
        yield from self._fact(f"to {dated(freeze.end)}, {self._away(freeze.end)}")
        yield from self._fact(counted(freeze.end - freeze.start + 1, "day"), "quiet")
        rules = self.policy.rules
        keeping = [each for each in rules if KINDS[each.kind].written(each.parameters).get("freezes")]
        for rule in keeping:
            yield from self.rule(rule)
        if not keeping:
            yield from self._fact("No rule of the policy keeps dates out of freezes.", "quiet")


def _state(notice: Notice | None) -> str:
    """Return a sentence about a date without slack: a sent or an overdue notice, or another past date."""
    if notice is None:
        return "It is past, and stays."
    return "It was due, and is not recorded as sent." if notice.told is None else "It was sent, and stays."


def _rules(findings: Sequence[Finding]) -> list[Rule]:
    """Return the rules of findings, each once, in the order of the findings."""
    return list({each.rule.id: each.rule for each in findings}.values())
