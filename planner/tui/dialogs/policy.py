"""The policy as a page to read, with the rules that concern the selected item first."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from planner.engine.compile import Constraints
from planner.engine.constraint import Finding
from planner.engine.rules.sentence import sentence, terms
from planner.policy import Policy, Rule
from planner.terminal_text import cells, shown
from planner.tui.dialogs.reading import ReadingScreen, keys
from planner.tui.panels.line import BLANK, PanelLine, StyledText, fitted, linked, paragraph
from planner.tui.panels.reading import Block, Section, text_block, two_columns
from planner.tui.signs import Signs
from planner.wording.policy_page import (
    PageHeading,
    Paragraph,
    Table,
    introduction,
    page_of,
    rule_entry,
    vocabulary,
)


class PolicyScreen(ReadingScreen):
    """The policy of a plan."""

    PLACE: ClassVar[str] = "policy"
    BINDINGS: ClassVar[list[BindingType]] = keys("policy", "escape,q,f7")


class SelectedItem(NamedTuple):
    """An item, the ids of the rules that concern it, and its findings."""

    name: str
    rules: Collection[str]
    findings: Sequence[Finding]
    chosen: Collection[str] = ()
    """The rules of the chosen violation, which come before all others."""


def rules_about(compiled: Constraints, item: int) -> set[str]:
    """Return the ids of the rules with a constraint on an item, or one that reads its dates or notices."""
    schedule = compiled.schedule
    slots = [*schedule.slots[item].values(), *(each.slot for each in schedule.announcements[item])]
    reading = (compiled.all[index].in_force.rule.id for index in compiled.reading(slots))
    judging = (each.in_force.rule.id for each in compiled.all if each.item == item)
    return {*reading, *judging}


def policy_sections(policy: Policy, selected: SelectedItem | None, signs: Signs) -> list[Section]:
    """Return the sections of the policy's page: introduction, rules, vocabulary.

    If an item is selected, the rules that concern it come first, with its findings: those of the chosen
    violation, then the violated ones, then the others.
    """
    sections = [Section("", list(_introduction(policy)))]
    every = page_of(policy).rules
    if selected is None:
        sections.append(Section("Rules", [_rule(each, policy, (), signs, None) for each in every]))
    else:
        found = _by_rule(selected.findings)
        about = sorted(
            (each for each in every if each.id in selected.rules or each.id in found),
            key=lambda rule: (rule.id not in selected.chosen, rule.id not in found),
        )
        others = [each for each in every if each not in about]
        blocks = [_rule(each, policy, found.get(each.id, ()), signs, selected.name) for each in about]
        sections.append(Section(f"Rules that speak of {selected.name}", blocks))
        sections.append(Section("Other rules", [_rule(each, policy, (), signs, None) for each in others]))
    return [*sections, *_vocabulary(policy)]


def _by_rule(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """Return findings by the id of their rule."""
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.rule.id, []).append(each)
    return by_rule


def _introduction(policy: Policy) -> Iterator[Block]:
    """Yield the paragraphs about the policy and its page's address."""
    for part in introduction(page_of(policy)):
        if isinstance(part, Paragraph):
            yield text_block(part.text)
            if part.url is not None:
                yield text_block(part.url, style="info", link=part.url)


def _rule(rule: Rule, policy: Policy, findings: Sequence[Finding], signs: Signs, item: str | None) -> Block:
    """Return the block of a rule: its id and severity, findings, reason, demand, terms and clause.

    `item` is the name of the selected item, for which the rule has a sign: whether it holds; None: no sign.
    """
    entry = rule_entry(rule)
    clause, url = rule.clause, rule.url or policy.url
    said = dict.fromkeys(filter(None, (rule.because, sentence(rule), " ".join(terms(rule)))))
    if rule.url is not None and not clause:
        clause = rule.url

    def write(width: int) -> Iterator[PanelLine]:
        """Yield the lines of the rule in `width` cells."""
        sign = StyledText(f" {signs.goes} " if item is not None else "   ", "good")
        open_ones = [each for each in findings if each.waived is None]
        if findings:
            worst = (open_ones or findings)[0]
            mark = signs.of_severity(worst.severity) if open_ones else signs.waived
            sign = StyledText(f" {mark} ", worst.severity if open_ones else "quiet")
        yield fitted((sign, StyledText(rule.id, "strong"), StyledText(f"  {rule.severity}", "quiet")), width)
        for each in findings:
            yield from paragraph(
                each.reason.message, width, "quiet" if each.waived else each.severity, indent=3
            )
        for text in said:
            yield from paragraph(text, width, indent=3)
        if clause:
            lead = (StyledText("   "), StyledText("clause  ", "quiet"))
            line = PanelLine((*lead, linked(shown(clause), "info", url)))
            one = cells(line.text) <= width
            yield from [line] if one else paragraph(clause, width, "info", indent=3, link=url)
        yield BLANK

    text = " ".join((entry.name, *entry.paragraphs, *(each.reason.message for each in findings)))
    return Block(text, write)


def _vocabulary(policy: Policy) -> Iterator[Section]:
    """Yield a section each for milestones, channels, kinds of change, reasons and fields."""
    title, blocks = "", list[Block]()
    for part in vocabulary(policy):
        match part:
            case PageHeading(text, _):
                if blocks:
                    yield Section(title, blocks)
                title, blocks = text, []
            case Paragraph(text):
                blocks.append(text_block(text, indent=1))
            case Table(_, rows):
                column = min(max((cells(shown(row[0])) for row in rows), default=0), 24)
                named = [(row[0], _after_the_name(row)) for row in rows]
                blocks += two_columns(named, column)
    if blocks:
        yield Section(title, blocks)


def _after_the_name(row: Sequence[str]) -> str:
    """Return the cells of a table row after the first one, which is the name, joined by semicolons."""
    return "; ".join(filter(None, row[1:]))
