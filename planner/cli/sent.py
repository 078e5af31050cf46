"""`planner sent`: record that a notice went out, and the dates that it told."""

from collections.abc import Callable, Sequence

from planner.cli import answers, one_plan
from planner.cli.arguments import Parser, full_date
from planner.dates import iso
from planner.diagnostics import did_you_mean, quoted
from planner.edits import notices
from planner.engine.rules.wording import listed
from planner.plan import Notice, Plan
from planner.terminal_text import shown

_DESCRIPTION = """\
Record in a plan that a notice went out: the day, and the dates that it told, which are the
present dates of the milestones that it announces. Notices of one name are one
communication and are recorded together. Only these lines of the file change.

NOTICE is its name; or its item and date, as in 4.0.12:2026-12-15; or its item alone, if
only one notice of that item is still to be sent.

Without --on, the day is the planned day or the as-of date, whichever comes first.

exit codes:
  0   recorded
  2   there is no such notice, it was recorded before, or the plan cannot be judged or saved"""

_EXAMPLES = """
  planner sent plans/clio.toml 4.0.12
  planner sent plans/clio.toml 4.0.12:2026-12-15 --on 2026-12-14
  planner sent plans/clio.toml "September mail\""""

_MOST = 12

Handle = Callable[[Notice], str | None]


def _item_and_date(notice: Notice) -> str:
    """Return a notice's name on the command line by its item and date: ITEM:DATE."""
    return f"{notice.item}:{iso(notice.date)}"


_HANDLES: tuple[Handle, ...] = (lambda notice: notice.name, _item_and_date, lambda notice: notice.item)
"""The names of a notice on the command line; a match of an earlier one wins."""


def run(arguments: Sequence[str]) -> int:
    """Record a notice and those of the same communication as sent, save the plan, and return 0.

    The day is `--on`, else the notice's date, but no later than the as-of date. Exit with code 2 if the
    notice is not clear or the plan cannot be saved.
    """
    parser = Parser("planner sent", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument("notice", metavar="NOTICE", help="a name, ITEM:DATE or ITEM")
    parser.add_argument("--on", type=full_date, metavar="DATE", help="the day on which it went out")
    options = parser.parse(arguments)
    one = one_plan.read(parser, options)
    if options.on is not None and options.on > one.as_of:
        parser.error(f"argument --on: {iso(options.on)} lies after the as-of date {iso(one.as_of)}")
    notice = _notice(parser, one.plan, options.notice)
    on = min(notice.date, one.as_of) if options.on is None else options.on
    saved = one_plan.write(parser, one, notices.send(one.plan, notice.key, on))
    sent = notices.notice(saved, notice.key)
    answers.print_lines(shown(_recorded(each)) for each in notices.same_communication(saved, sent))
    return 0


def _notice(parser: Parser, plan: Plan, word: str) -> Notice:
    """Return the unsent notice that a word names; of one communication, its first.

    The word is a notice's name, else ITEM:DATE, else ITEM. Exit with code 2 if it names several notices, only
    sent notices, or none.
    """
    matching = next(filter(None, (_matches(plan, handle, word) for handle in _HANDLES)), [])
    waiting = [each for each in matching if each.told is None]
    if len({each.name or each.key for each in waiting}) == 1:
        return waiting[0]
    if waiting:
        parser.error(f"{quoted(word)} matches several notices: {_candidates(waiting)}")
    if matching:
        parser.error(f"{quoted(word)} was recorded as sent on {iso(matching[-1].date)}")
    unsent = [each for each in plan.notices if each.told is None]
    known = dict.fromkeys(handle(each) or "" for handle in _HANDLES for each in unsent)
    hint = did_you_mean(word, known)
    if unsent:
        there_are = f": there are {_candidates(unsent)}"
    else:
        there_are = ": all of its notices were sent" if plan.notices else ": it has no notices"
    return parser.error(f"{quoted(word)} is no notice of the plan{hint or there_are}")


def _matches(plan: Plan, handle: Handle, word: str) -> list[Notice]:
    """Return the notices of a plan to which `handle` gives this name."""
    return [each for each in plan.notices if handle(each) == word]


def _candidates(unsent: list[Notice]) -> str:
    """Return the names of notices, quoted, between commas; the last ones are only counted."""
    names = dict.fromkeys(each.name or _item_and_date(each) for each in unsent)
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(map(quoted, list(names)[:_MOST])) + more


def _recorded(notice: Notice) -> str:
    """Return a sentence about a sent notice: its item, day, channels and the dates that it told."""
    told = [f"{milestone} {iso(day)}" for milestone, day in (notice.told or {}).items()]
    by = f" by {listed(notice.channels)}" if notice.channels else ""
    return f"{notice.item}: sent {iso(notice.date)}{by}, told {listed(told) if told else 'no date'}"
