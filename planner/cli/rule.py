"""`planner rule`: explain a rule, or any other id that `check` prints."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from planner import policies
from planner.cli import answers, one_plan
from planner.cli.arguments import Parser
from planner.cli.one_plan import OnePlan
from planner.dates import counted, iso
from planner.diagnostics import quoted_list
from planner.engine.compile import Constraints
from planner.engine.questions.example import example
from planner.engine.rules import KINDS
from planner.engine.rules.order import RULE as ORDER
from planner.engine.rules.sentence import sentence, terms
from planner.engine.rules.wording import subject
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import as_hard, hard_violation
from planner.engine.solve.slack import slack
from planner.exports.policy_data import rule_in_full
from planner.files.codes import CODES, CodeMeaning
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy, Rule
from planner.terminal_text import shown

BASE = "base"
"""The preset that others extend."""
WIDEST = 88

_DESCRIPTION = """\
Explain a rule: what it demands, its clause in the published policy, an example with dates.
Any other id that check prints (order, waiver-unused, unknown-key) is explained with its fix.

Without --policy and --plan, every policy that ships with the planner is searched.
With --plan, the rule is taken from that plan's policy, and each date that it bounds is
listed with the days that are left.

json: {"format_version": 1, "rules": [{"policy", "id", "kind", "severity", "clause", "url",
  "because", "waivable", "of", "demands", "terms", "yields_to", "cure",
  "example": {"message", "holds"} or null,
  "dates": [{"message", "broken": true}, {"message", "broken": false, "spare": 12}] (with --plan)}],
  "meaning": {"id", "source", "means", "cure"} or null (of an id that is no rule)}

exit codes:
  0   explained
  2   there is no such rule or policy, or the plan cannot be judged"""

_EXAMPLES = """
  planner rule support-minimum                            in every preset that has it
  planner rule default-notice --policy clio
  planner rule working-days --policy ./policies/partner.toml
  planner rule support-minimum --plan plans/clio.toml     with the dates of a plan
  planner rule waiver-unused                              a finding that is built in
  planner rule not-a-date                                 an error of a file"""


def run(arguments: Sequence[str]) -> int:
    """Explain a rule, or another id that `check` prints, and return 0; exit with code 2 if it is unknown.

    Search the policy of `--plan`, else that of `--policy`, else all presets.
    """
    parser = Parser("planner rule", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("rule", metavar="ID", help="a rule's id, or another id that check prints")
    parser.add_argument("--plan", metavar="PLAN", help="show the rule with the dates of this plan")
    parser.add_argument(
        "--policy", metavar="P", help="search only this policy: preset, path or package:NAME/FILE"
    )
    answers.add_format(parser)
    parser.add_as_of()
    options = parser.parse(arguments)
    one = None if options.plan is None else one_plan.read(parser, options)
    if one is not None:
        searched = [one.policy]
    elif options.policy is not None:
        searched = [_policy(parser, options.policy)]
    else:
        searched = [_policy(parser, each) for each in policies.names()]
    found = _found(options.rule, searched)
    meaning = CODES.get(options.rule)
    if not found and meaning is None:
        known = {rule.id for policy in searched for rule in (ORDER, *policy.rules)}
        what = (
            f"rule of {quoted_list(each.name for each in searched)}"
            if len(searched) == 1
            else "rule of the presets"
        )
        one_plan.unknown(parser, options.rule, what, dict.fromkeys((*sorted(known), *CODES)))
    if options.output_format == "json":
        rules = [_data(policy, rule, one) for rule, having in found for policy in having]
        meant = None if found or meaning is None else _meaning_data(options.rule, meaning)
        answers.print_json({"rules": rules, "meaning": meant})
        return 0
    answers.print_lines(
        line for rule, having in found for line in _text(having[0], rule, one, also=having[1:])
    )
    if not found and meaning is not None:
        answers.print_lines(_meaning(options.rule, meaning))
    return 0


def _found(rule_id: str, searched: Sequence[Policy]) -> list[tuple[Rule, list[Policy]]]:
    """Return each different rule with an id, and the policies that have exactly this rule.

    Policies keep their order, but `base` comes first.
    """
    found: list[tuple[Rule, list[Policy]]] = []
    for policy in sorted(searched, key=lambda each: each.name != BASE):
        for rule in (each for each in (ORDER, *policy.rules) if each.id == rule_id):
            having = next((policies for other, policies in found if other == rule), None)
            if having is None:
                found.append((rule, [policy]))
            else:
                having.append(policy)
    return found


_SOURCES = {
    "rule": "built-in rule",
    "waiver": "built-in finding about a waiver",
    "since": "built-in finding of check --since",
    "file": "error of a plan or policy file",
    "policy": "mistake of a policy, found by policy check",
    "search": "error while looking for plans",
    "remark": "remark",
}


def _meaning(code: str, meaning: CodeMeaning) -> Iterator[str]:
    """Yield lines about an id that is no rule: its source, its meaning and its cure."""
    yield f"{code} · {_SOURCES[meaning.source]}"
    yield f"  means    {meaning.description}"
    yield f"  cure     {meaning.cure}"
    yield ""


def _meaning_data(code: str, meaning: CodeMeaning) -> dict[str, Any]:
    """Return the source, meaning and cure of an id that is no rule, for JSON."""
    return {
        "id": code,
        "source": _SOURCES[meaning.source],
        "means": meaning.description,
        "cure": meaning.cure,
    }


def _policy(parser: Parser, name: str) -> Policy:
    """Return the policy with a preset's name or a path; exit with code 2 if it is unknown or broken."""
    try:
        return load_policy(name, None)
    except UnknownPolicy as unknown:
        parser.error(f"argument --policy: {unknown}")
    except BrokenPolicy as broken_policy:
        one_plan.refuse(parser, name, broken_policy.diagnostics)


def _text(policy: Policy, rule: Rule, one: OnePlan | None, *, also: Sequence[Policy]) -> Iterator[str]:
    """Yield the lines about a rule of a policy: demand, clause, page, example, cure and dates.

    `also` are other policies that have the same rule. The dates are those of the plan, if there is one.
    """
    title = f" ({shown(policy.title)})" if policy.title else ""
    yield f"{rule.id} · {rule.kind} · {rule.severity} · policy {answers.name(policy.name)}{title}"
    if rule.because:
        yield f"  {shown(rule.because)}"
    if rule.clause:
        yield f"  clause   {shown(rule.clause)}"
    if url := rule.url or policy.url:
        yield f"  page     {shown(url)}"
    yield f"  demands  {shown(' '.join((sentence(rule), *terms(rule))))}"
    shown_by = example(policy, rule)
    if shown_by is not None:
        holds = "" if shown_by.holds is None else f"; on {iso(shown_by.holds)} it holds"
        yield f"  example  {shown(shown_by.breaks.reason.message)}{holds}"
    if rule.id in CODES:
        yield f"  cure     {CODES[rule.id].cure}"
    if also:
        names = ", ".join(answers.name(each.name) for each in also)
        yield from wrap(
            names, WIDEST, initial_indent="  also in  ", subsequent_indent=" " * 11, break_on_hyphens=False
        )
    if one is not None:
        for date in _dates(rule, one):
            spare = "" if date.spare is None else f": {date.spare} to spare"
            yield f"  {'broken' if date.broken else 'holds '}   {shown(date.message)}{spare}"
    yield ""


def _data(policy: Policy, rule: Rule, one: OnePlan | None) -> dict[str, Any]:
    """Return a rule of a policy for JSON; its dates are null without a plan."""
    shown_by = example(policy, rule)
    return {
        "policy": policy.name,
        **rule_in_full(rule),
        "cure": CODES[rule.id].cure if rule.id in CODES else None,
        "example": None
        if shown_by is None
        else {"message": shown_by.breaks.reason.message, "holds": answers.date(shown_by.holds)},
        "dates": None
        if one is None
        else [
            {"message": each.message, "broken": each.broken, "spare": each.days} for each in _dates(rule, one)
        ],
    }


class _RuleDate(NamedTuple):
    """A date of a plan that a rule bounds or finds broken."""

    message: str
    broken: bool
    spare: str | None = None
    """The days left before the rule breaks, in words."""
    days: int | None = None
    """The days left; the least that is known where only earlier days were asked about."""


def _dates(rule: Rule, one: OnePlan) -> Iterator[_RuleDate]:
    """Yield the violations of a rule in a plan, and each date that keeps it, with the days left.

    Past dates that keep the rule are left out, and so are all dates of a kind that moves none.
    """
    schedule = Schedule(one.plan, one.policy, one.as_of)
    days = schedule.days
    for constraint in KINDS[rule.kind].constraints(schedule.in_force(rule), schedule):
        findings = constraint.findings(days)
        yield from (_RuleDate(message=each.reason.message, broken=True) for each in findings)
        if findings or not KINDS[rule.kind].moves_dates:
            continue
        slot = as_hard(constraint).later(days)
        if slot is None or days[slot] < schedule.as_of or hard_violation(constraint, schedule, days):
            continue
        alone = Constraints(schedule, [constraint])
        spare = slack(alone, days, slot).earlier
        owner = schedule.owners[slot]
        at_least = "" if spare.breaks else "at least "  # nobody asks about days before the as-of date
        yield _RuleDate(
            message=subject(schedule.items[owner.item].name, owner.what, days[slot]),
            broken=False,
            spare=f"{at_least}{counted(spare.days or 0, 'day')}",
            days=spare.days or 0,
        )
