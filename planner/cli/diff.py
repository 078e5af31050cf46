"""`planner diff`: what became of a plan between two states of it."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, Parser, one_of
from planner.cli.output import in_colour, write
from planner.compare import Judged, compare
from planner.dates import Day
from planner.engine.judge import check
from planner.files.plan_file import PlanFile, read_plan_file
from planner.files.source import Unreadable
from planner.reports.diff import FORMATS, Diff, render
from planner.reports.look import Look
from planner.revisions import Asked, UnknownRevision, asked, read_plan_at
from planner.terminal_text import position, shown

DIFFERENT = 1

_DESCRIPTION = """\
Tell what became of a plan between two states of it: dates that moved, and by how many
days; what was added, removed, renamed, edited; dates that people were told and that are
no longer kept; violations gained and lost. Both are judged on the same day, each by its own policy.

A state is a file, git:REV (of the other state's path) or git:REV:PATH.

exit codes:
  0   compared; with --exit-code: no difference
  1   with --exit-code: there are differences
  2   could not compare: bad options, an unreadable file, no such revision, errors in a plan"""

_EXAMPLES = """
  planner diff git:HEAD plans/clio.toml                  what is not committed yet
  planner diff git:main plans/clio.toml                  what this branch changes
  planner diff git:v1:plans/old.toml plans/clio.toml     where the file was called otherwise
  planner diff before.toml after.toml --exit-code
  planner diff git:main plans/clio.toml --output-format markdown"""


def run(arguments: Sequence[str]) -> int:
    options = _parse(arguments)
    try:
        old, new = (_read(each, options) for each in ("old", "new"))
    except (UnknownRevision, Unreadable) as error:
        print(f"planner diff: error: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    states = _judged(old, options.as_of), _judged(new, options.as_of)
    if states[0] is None or states[1] is None:
        return COULD_NOT_JUDGE
    found = compare(states[0], states[1])
    diff = Diff(old.source.path, new.source.path, states[1].plan.product, options.as_of, found)
    stream = None if options.output_file else sys.stdout
    try:
        look = Look(in_colour(options.color, stream, os.environ), options.quiet)
        write(render(diff, options.output_format, look), options.output_file)
    except OSError as error:
        print(f"planner diff: cannot write the difference: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    return DIFFERENT if found.differs and options.exit_code else 0


def _read(which: str, options: Namespace) -> PlanFile:
    """A revision without a path is one of the other state's path."""
    wanted, others = asked(getattr(options, which)), getattr(options, "new" if which == "old" else "old")
    if wanted is None:
        return read_plan_file(getattr(options, which), options.policy)
    other = asked(others)
    if wanted.path is None and other is not None:
        return read_plan_at(Asked(wanted.revision, other.path), None, options.policy)
    return read_plan_at(wanted, others, options.policy)


def _judged(plan_file: PlanFile, as_of: Day) -> Judged | None:
    """None where it cannot be, for reasons that are told."""
    if plan_file.plan is not None and plan_file.policy is not None:
        return Judged(plan_file.plan, check(plan_file.plan, plan_file.policy, as_of))
    for each in (*plan_file.problems, *plan_file.policy_problems):
        at = position(each.path or plan_file.source.path, each.line, each.column)
        print(f"{at}: error[{shown(each.code)}] {shown(each.message)}", file=sys.stderr)
    return None


def _parse(arguments: Sequence[str]) -> Namespace:
    parser = Parser("planner diff", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("old", metavar="OLD", help="the state before: a file, git:REV or git:REV:PATH")
    parser.add_argument("new", metavar="NEW", help="the state now, likewise")
    parser.add_as_of()
    parser.add_argument(
        "--policy",
        metavar="P",
        help="judge both by this policy instead of their own: a preset's name or a path",
    )
    parser.add_argument(
        "--output-format",
        type=one_of(*FORMATS),
        default="text",
        metavar="FORMAT",
        help="text, markdown (for a pull request), json; default: text",
    )
    parser.add_output("the differences")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 where there is any difference")
    parser.add_argument("-q", "--quiet", action="store_true", help="differences only: no summary")
    parser.add_argument(
        "--color",
        type=one_of("auto", "always", "never"),
        default="auto",
        metavar="WHEN",
        help="auto (on a terminal, or where FORCE_COLOR is set; not where NO_COLOR is), always, never",
    )
    return parser.parse(arguments)
