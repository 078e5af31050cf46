"""`planner agenda`: list what must be sent or done, and by when."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser, duration
from planner.cli.one_plan import OnePlan
from planner.dates import LAST_DAY, Day, Duration, add, counted, iso
from planner.engine.questions.agenda import AgendaItem, agenda
from planner.files.plan.folder import NO_PLAN, plans_of
from planner.terminal_text import shown, shown_path
from planner.wording.agenda import about, deadline, lateness

_DESCRIPTION = """\
List what is due from the as-of date on: notices to send, with the last day on which each
still counts, and releases, switches of the default, deprecations and ends. Overdue entries
come first, then the others by day. A notice that a rule asks for and the plan does not have
is listed as `missing`, on the last day on which it would count. A correction of a date that
people were told is owed now: it is listed even if it is due after the span.

json: {"format_version": 1, "as_of", "until", "due": [{"path", "product", "date", "overdue",
  "action" (send, release, switch, deprecate, end, do),
  "about": [{"item", "milestones", "withdraws"}], "channels", "name", "missing",
  "correction" (people were told something else by these channels),
  "earliest" (the first day on which a reminder counts, if that is to come),
  "latest" (the last day on which a notice counts; null: no rule counts on it,
  or no day of the calendar is early enough)}]}

exit codes:
  0   listed
  1   with --exit-code: something is overdue, or due within the span
  2   could not judge"""

_EXAMPLES = """
  planner agenda plans/clio.toml                              the next 60 days
  planner agenda plans --within "2 weeks"                     every plan below a folder
  planner agenda plans/clio.toml --within "7 days" --exit-code   for a reminder in CI"""


class _Entry(NamedTuple):
    """A due item, and the plan that it belongs to."""

    one: OnePlan
    due: AgendaItem


def run(arguments: Sequence[str]) -> int:
    """List the due items of the plans; return 1 if `--exit-code` is given and one is due, else 0.

    Due means overdue or due within the span; corrections that are owed later do not count.
    """
    parser = Parser("planner agenda", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="PLAN", help="plans, and folders of them (default: this folder)"
    )
    parser.add_as_of()
    parser.add_policy("the plans' own")
    parser.add_exclude()
    parser.add_argument(
        "--within",
        type=duration,
        default=Duration(60, "day"),
        metavar="SPAN",
        help='how far to look, as in "60 days", "2 weeks", "6 months" (default: 60 days)',
    )
    parser.add_argument(
        "--exit-code", action="store_true", help="exit 1 if anything is overdue, or due within the span"
    )
    answers.add_format(parser)
    options = parser.parse(arguments)
    until = min(add(options.as_of, options.within), LAST_DAY)
    plans = [one_plan.read(parser, options, path) for path in _paths(parser, options)]
    entries = [_Entry(one, due) for one in plans for due in agenda(one.plan, one.policy, one.as_of, until)]
    entries.sort(key=lambda each: (not each.due.overdue, each.due.day))
    if options.output_format == "json":
        answers.print_json(_json(options.as_of, until, entries))
    else:
        answers.print_lines(_text(options.as_of, until, entries, several=len(plans) > 1))
    return int(options.exit_code and any(each.due.overdue or each.due.day <= until for each in entries))


def _paths(parser: Parser, options: Namespace) -> Iterator[str]:
    """Yield the plans of the paths; exit with code 2 if one is unreadable or a path has no plan."""
    for found in plans_of(options.paths or [os.curdir], options.exclude):
        if found.unreadable:
            one_plan.stop(parser, shown(str(found.unreadable[0])))
        if found.is_empty:
            one_plan.stop(parser, f"{shown_path(found.path)}: {NO_PLAN}")
        yield from found.plans


def _text(as_of: Day, until: Day, entries: list[_Entry], several: bool) -> Iterator[str]:
    """Yield a table of the entries, and a line with how many are due by `until`, are late and come later.

    Corrections are owed even if their day comes later. Without entries, yield only the line that nothing is
    due. `several` adds a column with the product.
    """
    if not entries:
        yield f"Nothing is due from {iso(as_of)} to {iso(until)}"
        return
    yield from answers.table(_row(each, as_of, several) for each in entries)
    overdue = sum(each.due.overdue for each in entries)
    late = f", {overdue} late" if overdue else ""
    within = sum(each.due.overdue or each.due.day <= until for each in entries)
    yield ""
    later = _owed(len(entries) - within)
    yield f"{within or 'Nothing is'} due from {iso(as_of)} to {iso(until)}{late}{later}"


def _owed(later: int) -> str:
    """Return the end of the last line, about corrections due after the span; empty if there are none."""
    return f"; {counted(later, 'correction')} owed by a later day" if later else ""


def _row(entry: _Entry, as_of: Day, several: bool) -> tuple[str, ...]:
    """Return the cells of a due item: day, distance from today, action, subject and deadline.

    With `several` plans the product comes before the action.
    """
    one, due = entry
    product = (answers.name(one.plan.product),) if several else ()
    ahead = "today" if due.day == as_of else f"in {counted(due.day - as_of, 'day')}"
    when = lateness(due, as_of) or ahead
    missing = "missing; " if due.missing and due.latest is not None else ""
    until = f"{missing}{deadline(due, as_of)}"
    return iso(due.day), when, *product, due.action, shown(about(due)), until


def _json(as_of: Day, until: Day, entries: list[_Entry]) -> dict[str, Any]:
    """Return the due items for JSON, as the help describes them."""
    return {
        "as_of": date(as_of),
        "until": date(until),
        "due": [
            {
                "path": one.path,
                "product": one.plan.product,
                "date": date(due.day),
                "overdue": due.overdue,
                "action": due.action,
                "about": [
                    {"item": each.item, "milestones": each.milestones, "withdraws": each.withdrawn}
                    for each in due.about
                ],
                "channels": due.channels,
                "name": due.name,
                "missing": due.missing,
                "correction": due.correction,
                "earliest": date(due.earliest),
                "latest": date(due.latest),
            }
            for one, due in entries
        ],
    }
