"""`planner when`: find the earliest legal day of a milestone."""

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
from planner.policy import severities_at_least
from planner.terminal_text import shown
from planner.wording.when import sentence

_DESCRIPTION = """\
Find the earliest legal day of a milestone while every other date stays, and the notices
that it needs, with the last day for each. Missing notices are assumed to go out on the
as-of date. With --on: say if that day is legal, and if it is not, why.

The date that a milestone already has is ignored.

json: {"format_version": 1, "path", "as_of", "item", "milestone", "set" (its date, or null),
  "asked", "would_do" (null without --on), "earliest" (null: no day is legal), "sentence",
  "sendings": [{"announces", "channels", "planned" (null: not in the plan),
    "earliest" (of a reminder: the first day on which it counts), "latest", "rules"}],
  "floors": [{"rule", "date"}] (the first day that each gap of the policy allows),
  "against": [{"rule", "message"}] (violations on the day asked, else on the day before the earliest;
  if no day is legal, the rules that contradict)}

exit codes:
  0   there is a legal day; with --on: that day is legal
  1   no day is legal; with --on: that day is not legal
  2   could not judge"""

_EXAMPLES = """
  planner when plans/clio.toml 4.0.8 deprecated
  planner when plans/clio.toml 4.0.8 deprecated --on 2027-03-01
  planner when plans/clio.toml 4.0.14 deprecated --severity warning"""


def run(arguments: Sequence[str]) -> int:
    """Print the earliest legal day of a milestone, or whether `--on` would do.

    Return 1 if no day is legal, or the day of `--on` is not; else 0.
    """
    parser = Parser("planner when", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument("item", metavar="ITEM", help="a version or change")
    parser.add_argument("milestone", metavar="MILESTONE", help="a milestone of the policy")
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
        severities=severities_at_least(options.severity),
    )
    if options.output_format == "json":
        answers.print_json(_json(one, outlook, item.dates.get(milestone)))
    else:
        answers.print_lines(_text(outlook, item.dates.get(milestone)))
    return int(outlook.answer is None if options.on is None else outlook.answer != options.on)


def _text(outlook: Outlook, set_to: int | None) -> Iterator[str]:
    """Yield the answer, the notices that it needs, and the first day that each gap allows.

    `set_to` is the day on which the plan has the milestone, None if it has none.
    """
    name = shown(outlook.item)
    if outlook.asked is not None and outlook.answer != outlook.asked:
        yield f"{name} cannot be {outlook.milestone} on {iso(outlook.asked)}:"
        yield from _findings(outlook.objections if outlook.would_do else outlook.against)
        if outlook.asked < outlook.as_of:
            yield f"  it lies before the as-of date {iso(outlook.as_of)}"
    never = _never(outlook)
    yield shown(sentence(outlook)) + (":" if never else "")
    yield from _findings(never)
    for each in outlook.sendings:
        yield f"  {shown(_sending(each))}"
    for floor in outlook.floors:
        yield f"  {shown(floor.rule)}: not before {iso(floor.day)}"
    yield from _findings(_not_told(outlook))
    if set_to is not None:
        yield f"  the plan has {outlook.milestone} on {iso(set_to)}"


def _never(outlook: Outlook) -> Sequence[Finding]:
    """Return the violations because of which no day is legal; none if a day is legal."""
    if outlook.answer is not None:
        return ()
    return outlook.before if outlook.earliest is None else outlook.objections


def _not_told(outlook: Outlook) -> Sequence[Finding]:
    """Return the violations on the day before the earliest of rules that no notice and no floor names."""
    if outlook.answer is None or outlook.answer != outlook.earliest:
        return ()
    told = {floor.rule for floor in outlook.floors}.union(*(each.rules for each in outlook.sendings))
    return [each for each in outlook.before if each.rule.id not in told]


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Return an iterator over a line per violation: its rule and message."""
    return (f"  {shown(each.rule.id)}: {shown(each.reason.message)}" for each in findings)


def _sending(sending: Sending) -> str:
    """Return a sentence about a notice that has to be sent: what, how, and by which day."""
    by = f" by {listed(sending.channels)}" if sending.channels else ""
    what = f"{listed(sending.announces)}{by}" if sending.announces else f"a notice{by}"
    planned = "" if sending.planned is None else f", planned {iso(sending.planned)}"
    rules = ", ".join(sending.rules)
    if sending.first is not None and sending.latest is not None:
        span = f"from {iso(sending.first)} to {iso(sending.latest)}"
        return f"remind people of {what} {span}{planned} ({rules})"
    until = "at any time" if sending.latest is None else f"by {iso(sending.latest)} at the latest"
    return f"announce {what} {until}{planned} ({rules})"


def _json(one: OnePlan, outlook: Outlook, set_to: int | None) -> dict[str, Any]:
    """Return the answer for JSON, as the help describes it; `set_to` is the day that the plan has now."""
    against = outlook.against or outlook.objections or (() if outlook.would_do else outlook.before)
    return {
        "path": one.path,
        "as_of": date(outlook.as_of),
        "item": outlook.item,
        "milestone": outlook.milestone,
        "set": date(set_to),
        "asked": date(outlook.asked),
        "would_do": outlook.would_do and not outlook.objections,
        "earliest": date(outlook.allowed),
        "sentence": sentence(outlook),
        "sendings": [
            {
                "announces": each.announces,
                "channels": each.channels,
                "planned": date(each.planned),
                "earliest": date(each.first),
                "latest": date(each.latest),
                "rules": each.rules,
            }
            for each in outlook.sendings
        ],
        "floors": [{"rule": each.rule, "date": date(each.day)} for each in outlook.floors],
        "against": [{"rule": each.rule.id, "message": each.reason.message} for each in against],
    }
