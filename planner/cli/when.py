"""`planner when`: the earliest legal day for a date that is not set yet."""

from collections.abc import Iterator, Sequence
from typing import Any

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser, full_date
from planner.cli.one_plan import OnePlan
from planner.dates import iso
from planner.engine.constraint import Finding
from planner.engine.questions.when import Outlook, Sending, when
from planner.engine.rules.wording import listed
from planner.policy import as_bad_as
from planner.terminal_text import shown
from planner.wording.when import sentence

_DESCRIPTION = """\
Say on which day a milestone can be at the earliest, every other date staying where it is,
and what must go out when for it. Notices that are missing are taken to go out on the
as-of date. With --on: whether that day would do, and else why not.

A milestone that has a date already is looked at as if it had none.

json: {"format_version": 1, "path", "as_of", "item", "milestone", "set" (its date, or null),
  "asked", "would_do" (null without --on), "earliest" (null: no day is legal), "sentence",
  "sendings": [{"announces", "channels", "planned" (null: not in the plan), "latest", "rules"}],
  "floors": [{"rule", "date"}] (from when on the policy's gaps allow it),
  "against": [{"rule", "message"}] (what speaks against the day asked, or else against any day sooner)}

exit codes:
  0   there is such a day; with --on: that day would do
  1   no day is legal; with --on: that day would not do
  2   could not judge"""

_EXAMPLES = """
  planner when plans/clio.toml 4.0.8 deprecated
  planner when plans/clio.toml 4.0.8 deprecated --on 2027-03-01
  planner when plans/clio.toml 4.0.14 deprecated --severity warning"""


def run(arguments: Sequence[str]) -> int:
    parser = Parser("planner when", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument("item", metavar="ITEM", help="a version or change")
    parser.add_argument("milestone", metavar="MILESTONE", help="one that the policy names")
    parser.add_argument("--on", type=full_date, metavar="DATE", help="ask about this day")
    one_plan.add_severity(parser)
    answers.add_format(parser)
    options = parser.parse(arguments)
    one = one_plan.read(parser, options)
    item = one_plan.item_named(parser, one.plan, options.item)
    milestone = one_plan.milestone_named(parser, one.policy, item, options.milestone).name
    outlook = when(
        one.plan,
        one.policy,
        one.as_of,
        item.name,
        milestone,
        on=options.on,
        severities=as_bad_as(options.severity),
    )
    if options.output_format == "json":
        answers.say_json(_json(one, outlook, item.dates.get(milestone)))
    else:
        answers.say(_text(outlook, item.dates.get(milestone)))
    return int(outlook.earliest is None if options.on is None else not outlook.would_do)


def _text(outlook: Outlook, set_to: int | None) -> Iterator[str]:
    name = shown(outlook.item)
    if outlook.asked is not None and not outlook.would_do:
        yield f"{name} cannot be {outlook.milestone} on {iso(outlook.asked)}:"
        yield from _findings(outlook.against)
        if outlook.asked < outlook.as_of:
            yield f"  it lies before the as-of date {iso(outlook.as_of)}"
    yield shown(sentence(outlook)) + (":" if outlook.earliest is None else "")
    if outlook.earliest is None:
        yield from _findings(outlook.before)
    for each in outlook.sendings:
        yield f"  {shown(_sending(each))}"
    for floor in outlook.floors:
        yield f"  {shown(floor.rule)}: not before {iso(floor.day)}"
    if set_to is not None:
        yield f"  the plan has {outlook.milestone} on {iso(set_to)}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    return (f"  {shown(each.rule.id)}: {shown(each.reason.message)}" for each in findings)


def _sending(sending: Sending) -> str:
    by = f" by {listed(sending.channels)}" if sending.channels else ""
    what = f"{listed(sending.announces)}{by}" if sending.announces else f"a notice{by}"
    until = "at any time" if sending.latest is None else f"by {iso(sending.latest)} at the latest"
    planned = "" if sending.planned is None else f", planned {iso(sending.planned)}"
    return f"announce {what} {until}{planned} ({', '.join(sending.rules)})"


def _json(one: OnePlan, outlook: Outlook, set_to: int | None) -> dict[str, Any]:
    against = outlook.against or (() if outlook.would_do else outlook.before)
    return {
        "path": one.path,
        "as_of": date(outlook.as_of),
        "item": outlook.item,
        "milestone": outlook.milestone,
        "set": date(set_to),
        "asked": date(outlook.asked),
        "would_do": outlook.would_do,
        "earliest": date(outlook.earliest),
        "sentence": sentence(outlook),
        "sendings": [
            {
                "announces": each.announces,
                "channels": each.channels,
                "planned": date(each.planned),
                "latest": date(each.latest),
                "rules": each.rules,
            }
            for each in outlook.sendings
        ],
        "floors": [{"rule": each.rule, "date": date(each.day)} for each in outlook.floors],
        "against": [{"rule": each.rule.id, "message": each.reason.message} for each in against],
    }
