"""`planner fix`: propose moves and notices that make a plan keep its policy."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser, one_of
from planner.cli.one_plan import OnePlan
from planner.dates import counted, iso
from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation, check
from planner.engine.questions.advice import advice, sentence
from planner.engine.rules import KINDS
from planner.engine.rules.wording import by, listed
from planner.engine.schedule import Schedule
from planner.engine.solve.ripple import Direction
from planner.policy import SEVERITIES, Severity, severities_at_least
from planner.proposals import Proposal, ProposedMove, ProposedNotice, propose
from planner.terminal_text import shown
from planner.wording.conflict import sentences
from planner.wording.fix import announcement, cause, reason

_DESCRIPTION = """\
Propose the least moves after which a plan keeps the hard rules of its policy, and the notices
that are missing or that people are owed. --write saves them by the smallest change.

There are two ways: `later` moves milestones later; `earlier` sends planned notices sooner
and moves milestones earlier, never before the as-of date. Violations that the preferred
way does not fix are tried the other way. Past and pinned dates do not move; a date that
people were told moves only later, with a notice to tell them. Moves that would break
another rule are not proposed: they are a conflict, shown with the rules that collide.
For a violation that no move fixes, the advice is a date to set or remove, or a waiver;
for one below --severity that a move would fix, it is the move.

json: {"format_version": 1, "path", "as_of", "prefer", "written",
  "moves": [{"item", "milestone" ("notice" for a notice's date), "from", "to", "days", "rule", "message"}],
  "notices": [{"item", "date", "announces", "channels", "rules" (none: a correction), "latest"}],
  "conflicts": [{"rule", "item", "milestone",
    "ways": [{"direction", "blocker", "chain": [{"rule", "message"}], "sentences"}]}],
  "remaining": [{"rule", "severity", "item", "milestone", "message", "new",
    "advice" (how to fix it)}]}

exit codes, as those of check, with --severity as the threshold:
  0   nothing to fix; with --write: nothing remains
  1   there are violations or proposals; with --write: violations remain
  2   could not judge, or not save"""

_EXAMPLES = """
  planner fix plans/clio.toml                          what would make it legal
  planner fix plans/clio.toml --write                  do it
  planner fix plans/clio.toml --prefer earlier         send notices sooner instead
  planner fix plans/clio.toml --item 4.0.14 --rule default-notice"""

_MOST_OTHERS = 3


class _Remaining(NamedTuple):
    """A violation that is not waived after the proposal; `new` says that the proposal causes it."""

    finding: Finding
    item: str
    new: bool
    advice: tuple[str, ...]


def run(arguments: Sequence[str]) -> int:
    """Print proposed moves and notices, and save them with `--write`; return the exit code.

    Return 1 if violations of `--severity` or worse remain, or there are proposals that are not saved; else 0.
    """
    parser, options = _parse(arguments)
    one = one_plan.read(parser, options)
    items = [one_plan.item_named(parser, one.plan, each).name for each in options.item]
    rules = [one_plan.rule_named(parser, one.policy, each) for each in options.rule]
    severities = severities_at_least(options.severity)
    found = {
        prefer: propose(
            one.plan,
            one.policy,
            one.as_of,
            prefer=prefer,
            severities=severities,
            items=items,
            rules=rules,
        )
        for prefer in _directions(options)
    }
    proposal = found.pop(options.prefer)
    after = proposal.after
    written = bool(options.write and proposal.changes)
    if written:
        after = check(one_plan.write(parser, one, proposal.plan), one.policy, one.as_of)
    remaining = _remaining(proposal.before, after, severities)
    if options.output_format == "json":
        answers.print_json(_json(one, options.prefer, proposal, remaining, written))
    else:
        answers.print_lines(_text(one, proposal, remaining, written, found))
    fails = any(each.finding.severity in severities for each in remaining)
    return int(fails or (proposal.changes > 0 and not written))


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if an argument is wrong."""
    parser = Parser("planner fix", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument(
        "--prefer",
        type=one_of("later", "earlier"),
        default="later",
        metavar="WAY",
        help="later: move milestones (default); earlier: send notices sooner",
    )
    parser.add_argument(
        "--item",
        action="append",
        default=[],
        metavar="ITEM",
        help="fix only violations of this version or change; repeatable",
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="ID",
        help="fix only violations of this rule; repeatable",
    )
    one_plan.add_severity(parser)
    parser.add_argument(
        "--write", action="store_true", help="save the plan with the proposed moves and notices"
    )
    answers.add_format(parser)
    return parser, parser.parse(arguments)


def _directions(options: Namespace) -> list[Direction]:
    """Return the preferred direction and, for text without `--write`, also the other one."""
    other: Direction = "earlier" if options.prefer == "later" else "later"
    return [options.prefer] if options.write or options.output_format == "json" else [options.prefer, other]


def _remaining(before: Evaluation, after: Evaluation, severities: Sequence[Severity]) -> list[_Remaining]:
    """Return the violations that are not waived after the proposal, worst first.

    They have any severity; `severities` only decide which advice they get.
    """
    known = {(each.rule.id, each.item, each.milestone) for each in before.all if each.waived is None}
    schedule = after.compiled.schedule
    found = [
        _Remaining(
            finding=each,
            item=schedule.items[each.item].name,
            new=(each.rule.id, each.item, each.milestone) not in known,
            advice=_advice(each, schedule, severities),
        )
        for each in after.all
        if each.waived is None
    ]
    return sorted(found, key=lambda each: SEVERITIES.index(each.finding.severity))


def _advice(finding: Finding, schedule: Schedule, severities: Sequence[Severity]) -> tuple[str, ...]:
    """Return the ways to fix a violation without the proposal, as phrases.

    A move comes first if the violation is less severe than `severities`, so that no move was looked for.
    """
    ways = advice(finding, schedule)
    moves = finding.moves_dates and KINDS[finding.rule.kind].moves_dates
    if finding.severity in severities or not moves or finding.date is None or finding.date < schedule.as_of:
        return ways
    bounds = ((finding.earliest, "later"), (finding.latest, "earlier"))
    for day, way in bounds:
        if day is not None:
            move = f"move its {finding.milestone} date to {iso(day)} or {way}"
            return f"{move} (`--severity {finding.severity}` proposes it)", *ways
    return ways


def _text(
    one: OnePlan,
    proposal: Proposal,
    remaining: list[_Remaining],
    written: bool,
    others: dict[Direction, Proposal],
) -> Iterator[str]:
    """Yield the proposal as lines: moves, notices, conflicts, the other way, remaining violations.

    `others` are the proposals of the other directions; only their first moves are shown.
    """
    yield answers.heading(one.path, one.plan, one.policy, one.as_of)
    yield ""
    if proposal.moves:
        head = ("item", "milestone", "from", "to", "days", "because of")
        yield from answers.table([head, *map(_move, proposal.moves)])
        yield ""
    if proposal.notices:
        yield from map(_notice, proposal.notices)
        yield ""
    for finding, ways in proposal.unfixed:
        name = proposal.after.compiled.schedule.items[finding.item].name
        yield f"conflict: {shown(finding.rule.id)} of {answers.name(name)} cannot be kept by moving dates"
        for way in ways:
            yield f"  {way.direction}:"
            yield from (f"    {shown(sentence)}" for sentence in sentences(way))
        yield ""
    for direction, other in others.items():
        if other.moves != proposal.moves and other.moves:
            more = f" and {len(other.moves) - _MOST_OTHERS} more" if len(other.moves) > _MOST_OTHERS else ""
            moves = ", ".join(map(_briefly, other.moves[:_MOST_OTHERS]))
            yield f"instead, with --prefer {direction}: {moves}{more}"
            yield ""
    if remaining:
        yield "remaining:" if written else "remaining afterwards:" if proposal.changes else "remaining:"
        for finding, _, new, phrases in remaining:
            label = f"{finding.severity}[{shown(finding.rule.id)}]"
            yield f"  {'new ' if new else ''}{label}: {shown(finding.reason.message)}"
            if phrases:
                yield f"    to fix it: {shown(sentence(phrases))}"
        yield ""
    yield _summary(proposal, written)


def _summary(proposal: Proposal, written: bool) -> str:
    """Return the last line: the numbers of moves and notices, proposed or written."""
    if not proposal.changes:
        return "Nothing to fix by moving dates" if proposal.remaining else "Nothing to fix"
    done = " and ".join(
        counted(len(each), noun)
        for each, noun in ((proposal.moves, "move"), (proposal.notices, "new notice"))
        if each
    )
    return f"{done} written" if written else f"{done} proposed; --write saves them"


def _move(move: ProposedMove) -> tuple[str, ...]:
    """Return the cells of a move: item, milestone, both days, their difference, the cause."""
    days = f"{move.end - move.start:+d}"
    return answers.name(move.item), move.what, iso(move.start), iso(move.end), days, shown(cause(move))


def _briefly(move: ProposedMove) -> str:
    """Return a move as its item, milestone and both days."""
    return f"{answers.name(move.item)} {move.what} {iso(move.start)} → {iso(move.end)}"


def _notice(proposed: ProposedNotice) -> str:
    """Return a proposed notice as a line, with the reason for it."""
    notice = proposed.notice
    sent_by = f"{by(notice.channels, listed)} on {iso(notice.date)}"
    return shown(f"{announcement(proposed)}{sent_by}, {reason(proposed)}")


def _json(
    one: OnePlan, prefer: str, proposal: Proposal, remaining: list[_Remaining], written: bool
) -> dict[str, Any]:
    """Return the proposal for JSON, as the help describes it."""
    items = proposal.after.compiled.schedule.items
    return {
        "path": one.path,
        "as_of": date(one.as_of),
        "prefer": prefer,
        "written": written,
        "moves": [
            {
                "item": each.item,
                "milestone": each.what,
                "from": date(each.start),
                "to": date(each.end),
                "days": each.end - each.start,
                "rule": each.because.rule.id,
                "message": each.because.reason.message,
            }
            for each in proposal.moves
        ],
        "notices": [
            {
                "item": each.notice.item,
                "date": date(each.notice.date),
                "announces": each.notice.announces,
                "channels": each.notice.channels,
                "rules": each.rules,
                "latest": date(each.latest),
            }
            for each in proposal.notices
        ],
        "conflicts": [
            {
                "rule": finding.rule.id,
                "item": items[finding.item].name,
                "milestone": finding.milestone,
                "ways": [
                    {
                        "direction": way.direction,
                        "blocker": way.blocker,
                        "chain": [
                            {"rule": each.rule.id, "message": each.reason.message} for each in way.chain
                        ],
                        "sentences": sentences(way),
                    }
                    for way in ways
                ],
            }
            for finding, ways in proposal.unfixed
        ],
        "remaining": [
            {
                "rule": each.finding.rule.id,
                "severity": each.finding.severity,
                "item": each.item,
                "milestone": each.finding.milestone,
                "message": each.finding.reason.message,
                "new": each.new,
                "advice": each.advice,
            }
            for each in remaining
        ],
    }
