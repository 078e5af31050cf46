"""`planner new`: begin a plan."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from planner.cli.arguments import Parser, duration
from planner.cli.given_policy import given_policy
from planner.cli.new_file import refuse_existing, write_new
from planner.cli.one_plan import note
from planner.cli.output import is_terminal
from planner.dates import counted, iso
from planner.files.policy.reference import reference_from
from planner.plan import Plan
from planner.starter.plan import FIRST_NAME, NewPlan, findings, new_plan, plan_text
from planner.terminal_text import shown, shown_path

_DESCRIPTION = """\
Begin a plan: a commented file with the first version of a product, or with the versions of a
year at a cadence, on the earliest days that the policy allows. In a terminal, ask for what is
missing and open the plan. Elsewhere FILE, --product and --policy are needed.

exit codes:
  0   written
  2   could not be done: bad options, a file that is there already, a policy with errors"""

_EXAMPLES = """
  planner new                                          asks, writes and opens
  planner new shop.toml --product Shop --policy clio
  planner new shop.toml --product Shop --policy shopify --first-version 2027-01 --cadence "3 months"
  planner new sdk.toml --product Copper --policy copper --track SDK --track Webhooks --no-open"""


def run(arguments: Sequence[str]) -> int:
    """Write a new plan and, in a terminal, ask for missing options and open the plan; return 0.

    Return the exit code of `planner open` if the plan is opened. Exit with code 2 if the file exists, if the
    plan cannot be made, or without a terminal if an option is missing.
    """
    parser, options = _parse(arguments)
    in_terminal = is_terminal(sys.stdin, os.environ) and is_terminal(sys.stdout, os.environ)
    if options.file is not None:
        refuse_existing(parser, options.file)
    if in_terminal:
        from planner.cli.new_questions import ask

        ask(parser, options)
    elif missing := _missing(options):
        parser.error(f"this is not a terminal: give {', '.join(missing)}")
    plan, text = _written(parser, options)
    write_new(parser, text, options.file)
    print(f"wrote {shown_path(options.file)}: {shown(_summary(plan))}")
    if not in_terminal or options.no_open:
        return 0
    from planner.cli import open as opening

    return opening.run(["--as-of", iso(options.as_of), "--", options.file])


def _missing(options: Namespace) -> list[str]:
    """Return the names of the options that are needed and not given."""
    given = (("FILE", options.file), ("--product", options.product), ("--policy", options.policy))
    return [name for name, value in given if value is None]


def _written(parser: Parser, options: Namespace) -> tuple[Plan, str]:
    """Return the plan and the text of its file, after printing the plan's findings as remarks.

    Exit with code 2 if the policy or the options allow no plan.
    """
    policy = given_policy(parser, options.policy)
    wishes = NewPlan(
        product=options.product,
        policy=policy,
        policy_name=reference_from(options.file, options.policy),
        as_of=options.as_of,
        first_version=options.first_version,
        cadence=options.cadence,
        tracks=options.track,
    )
    try:
        plan = new_plan(wishes)
    except ValueError as error:
        parser.error(shown(str(error)))
    for each in findings(plan, policy, options.as_of):
        note(parser, f"{each.severity}[{each.rule.id}] {each.reason.message}")
    return plan, plan_text(plan, policy, _called(options.file))


def _called(path: str) -> str:
    """Return the path by which comments in the file name it: an absolute path without its folders."""
    return os.path.basename(path) if os.path.isabs(path) else os.path.normpath(path)


def _summary(plan: Plan) -> str:
    """Return the first version with its dates, and the number of further versions."""
    first = plan.versions[0]
    dates = ", ".join(f"{name} {iso(day)}" for name, day in first.dates.items())
    more = f", and {counted(len(plan.versions) - 1, 'more version')}" if len(plan.versions) > 1 else ""
    return f"{first.name} {dates}{more}"


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if an argument is wrong."""
    parser = Parser("planner new", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the new file, as in shop.toml")
    parser.add_argument("--product", metavar="NAME", help="the product whose versions are planned")
    parser.add_argument("--policy", metavar="P", help="its policy: a preset, a path or package:NAME/FILE")
    parser.add_argument(
        "--first-version", metavar="V", help=f"the name of the first version (default: {FIRST_NAME})"
    )
    parser.add_argument(
        "--cadence",
        type=duration,
        metavar="D",
        help='versions for a year, so far apart, as in "3 months"',
    )
    parser.add_argument(
        "--track",
        action="append",
        default=[],
        metavar="T",
        help="a track that begins with a version; repeatable (default: all of the policy's)",
    )
    parser.add_argument("--no-open", action="store_true", help="do not open the plan")
    parser.add_as_of()
    return parser, parser.parse(arguments)
