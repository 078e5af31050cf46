"""`planner explain`: explain why a date can be no earlier and no later."""

from collections.abc import Iterator, Sequence
from typing import Any

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser
from planner.cli.one_plan import OnePlan
from planner.dates import LAST_DAY, counted, iso
from planner.engine.constraint import Slot
from planner.engine.questions.explain import Explanation, Link, explain
from planner.engine.rules.wording import subject
from planner.engine.schedule import NOTICE, Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.slack import Slack
from planner.plan import Item
from planner.policy import severities_at_least
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
  "slack": {"earlier": SLACK, "later": SLACK}, null for what is past or sent}]}
  END = {"date", "sentence", "chain": [{"item", "milestone", "date", "bound", "rule", "why", "fact"}]} or null
  SLACK = {"days" (null: nothing is in the way), "breaks": [{"rule", "message"}]}

exit codes:
  0   explained
  2   could not judge"""

_EXAMPLES = """
  planner explain plans/clio.toml 4.0.14               every date of it
  planner explain plans/clio.toml 4.0.14 default       one
  planner explain plans/clio.toml 4.0.12 notice        its notices"""


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
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
    constraints = hard_constraints(
        Schedule(one.plan, one.policy, one.as_of), severities_at_least(options.severity)
    )
    slots = _slots(parser, one, constraints.schedule, item, options.milestone)
    explained = [explain(constraints, constraints.days, slot) for slot in slots]
    if options.output_format == "json":
        answers.print_json(_json(one, item, explained))
    else:
        answers.print_lines(line for each in explained for line in _text(each))
    return 0


def _slots(parser: Parser, one: OnePlan, schedule: Schedule, item: Item, milestone: str | None) -> list[Slot]:
    """Return the dates to explain; exit with an error if the item does not have the milestone."""
    dated = schedule.slots[schedule.index[item.name]]
    notices = [each.slot for each in schedule.announcements[schedule.index[item.name]]]
    if milestone is None:
        return [*dated.values(), *notices]
    if milestone == NOTICE:
        return notices or parser.error(f"{item.name} has no notice")
    if milestone not in dated:
        one_plan.milestone_named(parser, one.policy, item, milestone)
        parser.error(f"{item.name} has no {milestone} date; planner when says on which day it can be")
    return [dated[milestone]]


def _text(each: Explanation) -> Iterator[str]:
    """Yield the explanation of one date as lines."""
    name = shown(subject(each.date.item, each.date.what, each.date.day))
    if each.slack is None:
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
    yield from _slack(each.slack.later)


def _slack(slack: Slack) -> Iterator[str]:
    if slack.days is None:
        yield "  slack     nothing limits how far it may slip"
        return
    can = f"it may slip {counted(slack.days, 'day')}" if slack.days else "it may not slip"
    if not slack.breaks:
        yield f"  slack     {can}, for then the version is withdrawn"
        return
    first = slack.breaks[0]
    yield f"  slack     {can}; a day more and {shown(f'{first.rule.id}: {first.reason.message}')}"


def _json(one: OnePlan, item: Item, explained: list[Explanation]) -> dict[str, Any]:
    """Return the explanations for JSON, as the help describes them."""
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
                "contradiction": [
                    {"rule": finding.rule.id, "message": finding.reason.message}
                    for finding in (each.window.contradiction if each.slack else ())
                ],
                "slack": each.slack
                and {"earlier": _json_slack(each.slack.earlier), "later": _json_slack(each.slack.later)},
            }
            for each in explained
        ],
    }


def _end(chain: tuple[Link, ...]) -> dict[str, Any] | None:
    """Return one end of a window for JSON, or None if no day is legal."""
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
    breaks = [{"rule": each.rule.id, "message": each.reason.message} for each in slack.breaks]
    return {"days": slack.days, "breaks": breaks}
