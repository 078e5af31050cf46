"""`planner explain`: explain why a date can be no earlier and no later."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser
from planner.cli.one_plan import OnePlan
from planner.dates import LAST_DAY, Day, counted, iso
from planner.engine.compile import Constraints
from planner.engine.constraint import Finding, Slot
from planner.engine.evaluate import Evaluation, check
from planner.engine.questions.explain import Explanation, Link, explain
from planner.engine.questions.objections import Objections
from planner.engine.rules.wording import subject
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.slack import Slack
from planner.plan import Item
from planner.policy import Severity, severities_at_least
from planner.terminal_text import shown
from planner.wording.explain import sentence

_DESCRIPTION = """\
Show the earliest and the latest legal day of one date of an item, or of each of its dates,
while every other date stays. Show also the chain of rules that sets each limit, back to the
facts, and how many days the date may slip before it breaks a rule or pushes another date.

MILESTONE may be `notice`: the dates of the item's notices.

json: {"format_version": 1, "path", "as_of", "item", "dates": [{"milestone", "date",
  "fact" (sent, past, pinned or null), "earliest": END, "latest": END,
  "contradiction": [{"rule", "message"}] (where no day is legal),
  "allowed" (the first day that all rules allow, or null),
  "objections": [{"rule", "message"}] (violations of rules that bound no date, such as `served`),
  "slack": {"earlier": SLACK, "later": SLACK}, null for a date that is past or sent}]}
  END = {"date", "sentence", "chain": [{"item", "milestone", "date", "bound", "rule", "why", "fact"}]} or null
    (the "fact" at the end of a chain: sent, past, pinned, chosen, as-of or open)
  SLACK = {"days" (null: nothing is in the way), "breaks": [{"rule", "message"}]}

exit codes:
  0   explained
  2   could not judge"""

_EXAMPLES = """
  planner explain plans/clio.toml 4.0.14               every date of it
  planner explain plans/clio.toml 4.0.14 default       one
  planner explain plans/clio.toml 4.0.12 notice        its notices"""


def run(arguments: Sequence[str]) -> int:
    """Print the limits and slack of one date of an item, or of each of its dates; return 0."""
    parser = Parser("planner explain", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument("item", metavar="ITEM", help="a version or change")
    parser.add_argument(
        "milestone", nargs="?", metavar="MILESTONE", help="a milestone with a date (default: all)"
    )
    one_plan.add_severity(parser)
    answers.add_format(parser)
    options = parser.parse(arguments)
    one = one_plan.read(parser, options)
    item = one_plan.item_named(parser, one.plan, options.item)
    severities = severities_at_least(options.severity)
    constraints = hard_constraints(Schedule(one.plan, one.policy, one.as_of), severities)
    slots = _slots(parser, one, constraints.schedule, item, options.milestone)
    evaluation = check(one.plan, one.policy, one.as_of)
    explained = [_explained(constraints, evaluation, slot, severities) for slot in slots]
    if options.output_format == "json":
        answers.print_json(_json(one, item, explained))
    else:
        answers.print_lines(line for each in explained for line in _text(each))
    return 0


def _slots(parser: Parser, one: OnePlan, schedule: Schedule, item: Item, milestone: str | None) -> list[Slot]:
    """Return the slots to explain: of a milestone, of all notices for "notice", or of all dates for None.

    Exit with code 2 if the item has no such date.
    """
    dated = schedule.slots[schedule.index[item.name]]
    notices = [each.slot for each in schedule.announcements[schedule.index[item.name]]]
    if milestone is None:
        return [*dated.values(), *notices]
    if milestone == NOTICE:
        return notices or parser.error(f"{item.name} has no notice")
    if milestone not in dated:
        one_plan.milestone_named(parser, one.policy, item, milestone)
        parser.error(f"{item.name} has no {milestone} date; planner when finds the earliest legal day")
    return [dated[milestone]]


class _Explained(NamedTuple):
    """The explanation of one date, with the violations of rules that bound no date."""

    explanation: Explanation
    objections: tuple[Finding, ...]
    allowed: Day | None
    """The first day that all rules allow; None if there is none."""
    later: Slack | None
    """The slack by all rules; None for a past date and for a notice that was sent."""


def _explained(
    constraints: Constraints, evaluation: Evaluation, slot: Slot, severities: tuple[Severity, ...]
) -> _Explained:
    """Explain the date in a slot; one that is past or sent has no objections, allowed day and slack."""
    each = explain(constraints, constraints.days, slot)
    if each.slack is None:
        return _Explained(explanation=each, objections=(), allowed=None, later=None)
    objections = Objections(evaluation, slot, severities)
    first = objections.first_day(each.window.earliest, each.window.next)
    return _Explained(
        explanation=each,
        objections=objections.on(each.date.day),
        allowed=first,
        later=objections.slack(each.slack.later),
    )


def _text(one: _Explained) -> Iterator[str]:
    """Yield the explanation of one date as lines; a past or sent date has only one line."""
    each = one.explanation
    name = shown(subject(each.date.item, each.date.what, each.date.day))
    if one.later is None:
        yield f"{name}: {'it was sent' if each.fact == 'sent' else 'it is past'}, and does not move"
        return
    yield f"{name}{' (pinned)' if each.fact == 'pinned' else ''}"
    if not each.earliest:
        yield "  no day is legal:"
        for finding in each.window.contradiction:
            yield f"    {shown(finding.rule.id)}: {shown(finding.reason.message)}"
    else:
        yield f"  earliest  {shown(sentence(each.earliest), 2_000)}"
        yield f"  latest    {shown(sentence(each.latest), 2_000)}"
        if one.allowed != each.window.earliest and one.allowed is not None:
            yield f"  allowed   not before {iso(one.allowed)}: other rules forbid the days before"
    for finding in one.objections:
        yield f"  violated  {shown(finding.rule.id)}: {shown(finding.reason.message)}"
    if one.later.days is not None or not one.objections:
        yield from _slack(one.later)


def _slack(slack: Slack) -> Iterator[str]:
    """Yield the line that says how far a date may slip, and what then breaks."""
    if slack.days is None:
        yield "  slack     nothing limits how far it may slip"
        return
    can = f"it may slip {counted(slack.days, 'day')}" if slack.days else "it may not slip"
    if not slack.breaks:
        yield f"  slack     {can}, for then the version is withdrawn"
        return
    first = slack.breaks[0]
    yield f"  slack     {can}; a day more and {shown(f'{first.rule.id}: {first.reason.message}')}"


def _json(one: OnePlan, item: Item, explained: list[_Explained]) -> dict[str, Any]:
    """Return the explanations of an item's dates for JSON, as the help describes them."""
    return {
        "path": one.path,
        "as_of": date(one.as_of),
        "item": item.name,
        "dates": [
            {
                "milestone": each.date.what,
                "date": date(each.date.day),
                "fact": each.fact,
                "earliest": _end(each.earliest),
                "latest": _end(each.latest),
                "allowed": date(allowed),
                "contradiction": [
                    {"rule": finding.rule.id, "message": finding.reason.message}
                    for finding in (each.window.contradiction if each.slack else ())
                ],
                "objections": [
                    {"rule": finding.rule.id, "message": finding.reason.message} for finding in objections
                ],
                "slack": each.slack
                and {
                    "earlier": _json_slack(each.slack.earlier),
                    "later": _json_slack(later or each.slack.later),
                },
            }
            for each, objections, allowed, later in explained
        ],
    }


def _end(chain: tuple[Link, ...]) -> dict[str, Any] | None:
    """Return one end of a window for JSON, or None if the chain is empty: then no day is legal.

    Its `date` is None if the window never ends.
    """
    if not chain:
        return None
    return {
        "date": date(chain[0].day) if chain[0].day < LAST_DAY else None,
        "sentence": sentence(chain),
        "chain": [
            {
                "item": link.date.item,
                "milestone": link.date.what,
                "date": date(link.date.day),
                "bound": iso(link.day),
                "rule": None if link.finding is None else link.finding.rule.id,
                "why": link.reason or None,
                "fact": link.fact,
            }
            for link in chain
        ],
    }


def _json_slack(slack: Slack) -> dict[str, Any]:
    """Return a slack for JSON: the days, and the violations that one day more would cause."""
    breaks = [{"rule": each.rule.id, "message": each.reason.message} for each in slack.breaks]
    return {"days": slack.days, "breaks": breaks}
