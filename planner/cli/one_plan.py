"""Steps of commands about one plan: read it, find its entries by name, and save it."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from planner.cli.arguments import COULD_NOT_JUDGE, Parser, one_of
from planner.cli.diagnostic_lines import diagnostic_lines
from planner.dates import Day
from planner.diagnostics import Diagnostic, did_you_mean, quoted, quoted_list
from planner.disk.source import Unreadable
from planner.files.plan.file import PlanFile, read_plan_file
from planner.files.plan.folder import NO_PLAN, find_plans
from planner.files.policy.layers import UnknownPolicy, locate
from planner.plan import Item, Plan, Version
from planner.policy import SEVERITIES, Milestone, Policy
from planner.terminal_text import shown, shown_path

MOST_NAMES = 12
"""The number of names that an error lists."""


class OnePlan(NamedTuple):
    """A plan without errors that a command works on, with its policy and as-of date."""

    path: str
    file: PlanFile
    plan: Plan
    policy: Policy
    policy_given: str | None
    as_of: Day


def add_plan(parser: Parser) -> None:
    """Add the arguments PLAN, `--as-of` and `--policy`."""
    parser.add_argument("plan", metavar="PLAN", help="a plan's file")
    parser.add_as_of()
    parser.add_policy("the plan's own")


def add_severity(parser: Parser) -> None:
    """Add `--severity`: rules of this severity or worse are hard; `error` by default."""
    parser.add_argument(
        "--severity",
        type=one_of(*SEVERITIES),
        default="error",
        metavar="SEVERITY",
        help="rules of this severity or worse have to hold: error (default), warning, info",
    )


def read(parser: Parser, options: Namespace, path: str | None = None) -> OnePlan:
    """Return the plan at `path`, by default PLAN of the options, with its policy and the as-of date.

    Exit with code 2 if the file cannot be read, is a folder, or the plan or policy has errors.
    """
    path = options.plan if path is None else path
    if os.path.isdir(path):
        _take_one_of_folder(parser, path)
    try:
        if options.policy is not None:
            locate(options.policy, None)
        file = read_plan_file(path, options.policy)
    except Unreadable as unreadable:
        stop(parser, shown(str(unreadable)))
    except UnknownPolicy as error:
        parser.error(f"argument --policy: {error}")
    if file.plan is None or file.policy is None:
        refuse(parser, path, (*file.diagnostics, *file.policy_diagnostics))
    return OnePlan(
        path=path,
        file=file,
        plan=file.plan,
        policy=file.policy,
        policy_given=options.policy,
        as_of=options.as_of,
    )


def _take_one_of_folder(parser: Parser, folder: str) -> NoReturn:
    """Exit with code 2 and a list of the plans in a folder, or a message that there is none."""
    plans = find_plans(folder).plans
    if not plans:
        stop(parser, f"{shown_path(folder)}: {NO_PLAN}")
    stop(parser, f"{shown_path(folder)} is a folder: give one of its plans: {_some(plans)}")


def _some(names: Sequence[str]) -> str:
    """Return names as a list in words; names beyond `MOST_NAMES` are only counted: "a, b and 4 more"."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{quoted_list(names[:MOST_NAMES])}{more}"


def stop(parser: Parser, message: str) -> NoReturn:
    """Exit with code 2 after printing a message, which must be safe to print, on standard error."""
    parser.exit(COULD_NOT_JUDGE, f"{parser.prog}: {message}\n")


def refuse(parser: Parser, path: str, diagnostics: Sequence[Diagnostic]) -> NoReturn:
    """Exit with code 2 after printing the errors of the plan or policy at `path` on standard error."""
    lines = "".join(diagnostic_lines(diagnostics, path))
    parser.exit(COULD_NOT_JUDGE, f"{lines}{parser.prog}: {shown(path)} cannot be judged\n")


def item_named(parser: Parser, plan: Plan, name: str) -> Item:
    """Return the version or change with a name; exit with code 2 if the plan has none."""
    for each in plan.items:
        if each.name == name:
            return each
    return unknown(parser, name, "version or change of the plan", (each.name for each in plan.items))


def milestone_named(parser: Parser, policy: Policy, item: Item, name: str) -> Milestone:
    """Return the policy's milestone with a name for the item's type; exit with code 2 if there is none."""
    known = policy.milestones_of("version" if isinstance(item, Version) else "change")
    for each in known:
        if each.name == name:
            return each
    return unknown(parser, name, f"milestone of {quoted(item.name)}", (each.name for each in known))


def rule_named(parser: Parser, policy: Policy, name: str) -> str:
    """Return the name if it is the id of a rule of the policy, or `order`; else exit with code 2."""
    known = ("order", *(each.id for each in policy.rules))
    return name if name in known else unknown(parser, name, "rule of the policy", known)


def unknown(parser: Parser, name: str, what: str, known: Iterable[str]) -> NoReturn:
    """Exit with code 2 and say that `name` is no `what`, with the nearest known name or a list of them."""
    names = list(known)
    hint = did_you_mean(name, names) or (f": there are {_some(names)}" if names else ": there is none")
    parser.error(f"{quoted(name)} is no {what}{hint}")


def write(parser: Parser, one: OnePlan, new: Plan) -> Plan:
    """Save the new plan over the old one by the smallest edit, and return the plan as it then is on disk.

    Exit with code 2 and write nothing if the file was changed meanwhile, would lose comments, or cannot be
    written.
    """
    # Most commands about a plan only read it.
    from planner.files.saving.save import CannotSave, ChangedOnDisk, NeedsWholeFile, save

    outcome = save(one.file, new, policy=one.policy_given)
    match outcome:
        case ChangedOnDisk():
            message = "was changed by somebody else meanwhile; nothing was written. Run the command again."
            stop(parser, f"{shown(one.path)} {message}")
        case NeedsWholeFile():
            stop(
                parser,
                f"{shown(one.path)} can only be written anew, which would lose its comments;"
                " nothing was written",
            )
        case CannotSave():
            stop(parser, f"{shown(outcome.path)}: {shown(outcome.reason)}; nothing was written")
    assert outcome.plan_file.plan is not None
    return outcome.plan_file.plan


def note(parser: Parser, message: str) -> None:
    """Print a remark with the command's name on standard error."""
    print(f"{parser.prog}: {shown(message)}", file=sys.stderr)
