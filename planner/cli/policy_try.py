"""`planner policy try`: the violations that plans would gain and lose if their policy were another."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, DESCRIBE, LONGEST_ERROR, Parser
from planner.cli.diagnostic_lines import print_diagnostics
from planner.cli.given_policy import given_policy
from planner.cli.one_plan import stop
from planner.cli.output import in_colour, write
from planner.diagnostics import quoted
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.files.plan.folder import NO_PLAN, plans_of
from planner.files.plan.under_policy import PlanUnderPolicy, plans_under
from planner.files.policy.chain import policy_chain, policy_path
from planner.policy import Policy
from planner.reports import described
from planner.reports.diff.diff import FORMATS, Diff, Diffs, TriedPolicy, render
from planner.reports.look import ReportStyle
from planner.terminal_text import shown
from planner.trial import CannotTry, Setting, changed_policy, changes, compare_policies, read_setting

DIFFERENT = 1

_DESCRIPTION = """\
Show the effect of another number in a policy, before anybody is promised it: the violations
gained and lost in every plan whose policy is POLICY or extends it. Nothing is written.

POLICY is a preset's name or a path. --set RULE.PARAMETER=VALUE changes a parameter of a rule,
or a key that all rules have, such as severity or tolerance; VALUE is TOML, or else text.
A policy that extends POLICY and overrides the parameter keeps its own value.

exit codes:
  0   compared; with --exit-code: nothing gained or lost
  1   with --exit-code: a plan gains or loses violations
  2   could not compare: bad options, no such rule or parameter, a policy that no plan could
      keep (see `planner policy check`), no plan with this policy, errors in a plan"""

_EXAMPLES = """
  planner policy try clio --set "default-notice.at_least=120 days"
  planner policy try ./policy.toml --set support-minimum.severity=warning plans
  planner policy try clio --set 'release-announced.channels=["email"]' --output-format json
  planner policy try clio --set "default-notice.at_least=120 days" --exit-code -q"""


def run(arguments: Sequence[str]) -> int:
    """Write the violations that plans gain and lose under a changed policy; no file of theirs changes.

    Return 1 with `--exit-code` if any is gained or lost, 2 if a plan cannot be judged, else 0. Exit with code
    2 if the policy, a setting or a path is wrong, or no plan follows the policy.
    """
    parser, options = _parse(arguments)
    policy = given_policy(parser, options.policy)
    chain = policy_chain(options.policy, None)
    try:
        changed = changed_policy(chain, len(chain.sources) - 1, options.set)
    except CannotTry as error:
        return _refused(error, options.policy)
    paths = list(_paths(parser, options))
    try:
        plans = list(plans_under(paths, policy_path(options.policy, None)))
    except Unreadable as error:
        stop(parser, shown(str(error), LONGEST_ERROR))
    if not plans:
        stop(parser, _nothing_to_try(options, len(paths)))
    diffs = [_diff(each, options) for each in plans]
    tried = TriedPolicy(options.policy, changes(policy, changed), len(paths) - len(plans))
    found = [each for each in diffs if each is not None]
    stream = None if options.output_file else sys.stdout
    try:
        look = ReportStyle(in_colour(options.color, stream, os.environ), options.quiet)
        write(render(Diffs(options.as_of, found, tried), options.output_format, look), options.output_file)
    except OSError as error:
        stop(parser, f"cannot write the difference: {shown(str(error))}")
    if len(found) < len(diffs):
        return COULD_NOT_JUDGE
    return DIFFERENT if options.exit_code and any(each.differs for each in found) else 0


def _paths(parser: Parser, options: Namespace) -> Iterator[str]:
    """Yield the paths of the plans in the given paths; exit with code 2 if one cannot be read."""
    for found in plans_of(options.paths or [os.curdir], options.exclude):
        for unreadable in found.unreadable:
            stop(parser, shown(str(unreadable), LONGEST_ERROR))
        yield from found.plans


def _nothing_to_try(options: Namespace, others: int) -> str:
    """Return why there is no plan to compare; `others` is the number of plans with other policies."""
    if not others:
        where = ", ".join(map(shown, options.paths)) or os.curdir
        return f"{where}: {NO_PLAN}"
    plans = "the only plan has another" if others == 1 else f"{others} plans have others"
    return f"no plan has the policy {quoted(options.policy)} or one that extends it: {plans}"


def _diff(under: PlanUnderPolicy, options: Namespace) -> Diff | None:
    """Return the comparison of a plan under its policy and the changed one.

    Return None after printing why if the plan has errors or the settings do not fit its policy.
    """
    plan, policy = under.file.plan, under.file.policy
    if plan is None or policy is None:
        found = (*under.file.diagnostics, *under.file.policy_diagnostics)
        print_diagnostics(found, os.path.normpath(under.path))
        return None
    try:
        changed: Policy = changed_policy(under.chain, under.place, options.set)
    except CannotTry as error:
        _refused(error, os.path.normpath(under.path))
        return None
    before, after = (check(plan, each, options.as_of) for each in (policy, changed))
    path = os.path.normpath(under.path)
    return Diff(
        old=path,
        new=path,
        product=plan.product,
        as_of=options.as_of,
        found=compare_policies(before, after),
    )


def _refused(why: CannotTry, where: str) -> int:
    """Print why settings cannot be tried, and return exit code 2; `where` is the policy or a plan's path."""
    for line in why.lines:
        print(f"planner policy try: error: {shown(where)}: {shown(line, LONGEST_ERROR)}", file=sys.stderr)
    return COULD_NOT_JUDGE


def _setting(text: str) -> Setting:
    """Return the setting of RULE.PARAMETER=VALUE; raise ArgumentTypeError for other text."""
    from argparse import ArgumentTypeError

    try:
        return read_setting(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if there is no POLICY."""
    parser = Parser("planner policy try", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "policy", metavar="POLICY", help="the policy to change: a preset, a path or package:NAME/FILE"
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="plans and folders to compare (default: this folder)"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_setting,
        metavar="RULE.PARAMETER=VALUE",
        help="the parameter of a rule to change, with its value; repeatable",
    )
    parser.add_as_of()
    parser.add_exclude()
    parser.add_format(FORMATS, described(FORMATS))
    parser.add_output("the differences")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 if anything is gained or lost")
    parser.add_argument("-q", "--quiet", action="store_true", help="differences only: no totals")
    parser.add_color()
    if not arguments and arguments is not DESCRIBE:
        parser.error("the following arguments are required: POLICY")
    return parser, parser.parse(arguments)
