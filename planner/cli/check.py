"""`planner check`: check plans against their policies."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, LONGEST_ERROR, Parser, one_of
from planner.cli.output import append, in_colour, write
from planner.policy import SEVERITIES
from planner.reports import FORMATS, described, render
from planner.reports.check.gather import gather
from planner.reports.check.report import STANDARD_INPUT, Report
from planner.reports.look import ReportStyle
from planner.terminal_text import position, shown

FINDINGS = 1
SUMMARY_BYTES = 1_000_000
"""The longest summary of a step that GitHub takes is a mebibyte; longer ones are dropped with an error."""

_DESCRIPTION = """\
Check plans against their policies and report each violation: the line of the plan,
the rule, the dates compared, and the earliest (or latest) date that would be legal.

A folder stands for every plan below it: each *.toml with [[version]] tables, or with a
top-level `product` and a `policy` or `format`. Other TOML files are passed over.

exit codes:
  0   nothing at or above the threshold of --fail-on
  1   findings, or errors in a plan itself
  2   could not judge: bad options, an unreadable file, no plan, a broken policy"""

_EXAMPLES = """
  planner check                                        every plan below this folder
  planner check plans/clio.toml --as-of 2027-02-15     one plan, as on that day
  planner check --policy ./stricter.toml plans/        by another policy
  planner check --exclude drafts --exclude 'plans/old/*.toml'
  planner check --output-format github --fail-on warning
  planner check --output-format json -o report.json
  planner check --since git:main                       only what this branch made worse
  git show main:plans/clio.toml | planner check -"""


def run(arguments: Sequence[str]) -> int:
    """Check plans, write the report, and return the exit code: 0, 1 for findings, 2 if it could not judge.

    With `--watch`, check again after each change until ctrl+c, and return the code of the last check.
    """
    options = _parse(arguments)
    if options.watch:
        from planner.cli.watch import watch

        return watch(options.paths or [os.curdir], options.policy, lambda: _check(options))
    code, _ = _check(options)
    return code


def _check(options: Namespace) -> tuple[int, Report | None]:
    """Check the plans once and write the report; return the exit code and the report.

    The code is 2 if a plan cannot be judged, 1 for findings of `--fail-on` or worse unless `--exit-zero`,
    else 0. The report is None if the earlier state of `--since` cannot be used.
    """
    report = _gather(options)
    if report is None:
        return COULD_NOT_JUDGE, None
    if not options.quiet:
        _print_remarks(report)
    try:
        _write_report(report, options)
    except OSError as error:
        print(f"planner check: cannot write the report: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE, report
    if report.hindered:
        return COULD_NOT_JUDGE, report
    return FINDINGS if report.fails(options.fail_on) and not options.exit_zero else 0, report


def _gather(options: Namespace) -> Report | None:
    """Return the report, or None after printing why the earlier state of `--since` cannot be used."""
    paths = options.paths or [os.curdir]
    cures = FORMATS[options.output_format].suggests
    if options.since is None:
        return gather(paths, options.as_of, options.policy, exclude=options.exclude, cures=cures, in_two=True)
    from planner.reports.check.since import NoBase, gather_since

    try:
        return gather_since(paths, options.as_of, options.policy, options.since, options.exclude, cures=cures)
    except NoBase as error:
        print(
            f"planner check: error: {options.since_from}: {shown(str(error), LONGEST_ERROR)}", file=sys.stderr
        )
        return None


def _write_report(report: Report, options: Namespace) -> None:
    """Write the report to the file of `-o`, or to standard output.

    In the format `github`, append it as Markdown to the file that GITHUB_STEP_SUMMARY names, too. Raise
    OSError if a file cannot be written.
    """
    stream = None if options.output_file else sys.stdout
    look = ReportStyle(in_colour(options.color, stream, os.environ), options.quiet)
    commands = options.output_format == "github" and not options.statistics
    write(_rendered(report, options, look), options.output_file, commands=commands)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.output_format == "github" and page:
        from planner.markdown_text import whole_lines

        append(whole_lines(f"\n{render(report, 'markdown', ReportStyle())}", SUMMARY_BYTES), page)


def _rendered(report: Report, options: Namespace, look: ReportStyle) -> str:
    """Return the text of the report in the chosen format; with `--statistics`, the text of the statistics."""
    if options.statistics:
        from planner.reports.check.statistics import render as statistics

        return statistics(report, options.output_format, look)
    if FORMATS[options.output_format].from_top:
        from planner.reports.check.rooted import rooted, top_of_repository

        report = rooted(report, top_of_repository(os.getcwd()))
    return render(report, options.output_format, look)


def _print_remarks(report: Report) -> None:
    """Print the remarks of the report, which are no findings, on standard error."""
    remarks = [(plan.path, each) for plan in report.plans for each in plan.remarks]
    remarks += [(each.path, each) for each in report.remarks]
    for path, each in remarks:
        print(f"{position(path, each.line, each.column)}: note: {shown(each.message)}", file=sys.stderr)


def _parse(arguments: Sequence[str]) -> Namespace:
    """Return the options; exit with code 2 if they do not go together or the policy is unknown.

    `fail_on` and `since` come from the project's settings where they are not given; `since_from` says where
    `since` came from, for error messages.
    """
    parser = Parser("planner check", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="plans, folders, globs in quotes, or - for standard input (default: this folder)",
    )
    parser.add_as_of()
    parser.add_exclude()
    parser.add_policy("the plans' own")
    parser.add_format(FORMATS, described(FORMATS), default="full")
    parser.add_output("the report")
    parser.add_argument(
        "--fail-on",
        type=one_of(*SEVERITIES),
        metavar="SEVERITY",
        help="exit 1 from this severity on: error, warning, info (default: error); the report stays the same",
    )
    parser.add_argument(
        "--since",
        metavar="git:REV|FILE",
        help="report only violations that are new since this state, or grew in days or severity;"
        " git:REV is the merge base of REV and HEAD",
    )
    parser.add_argument("--statistics", action="store_true", help="report only how often each rule is broken")
    parser.add_argument(
        "--watch", action="store_true", help="judge again whenever a plan or a policy changes, until ctrl+c"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 even if there are findings")
    parser.add_argument("-q", "--quiet", action="store_true", help="findings only: no summary, no remarks")
    parser.add_color()
    options = parser.parse(arguments)
    options.fail_on = options.fail_on or options.project.fail_on or "error"
    options.since_from = "argument --since"
    if options.since is None and options.project.since is not None:
        options.since, options.since_from = options.project.since, f"{shown(options.project.path)}: since"
    if options.policy is not None:
        _find_policy(options.policy, parser)
    if options.statistics and not FORMATS[options.output_format].statistics:
        *first, last = (name for name, each in FORMATS.items() if each.statistics)
        formats = f"{', '.join(first)} and {last}"
        parser.error(f"argument --statistics: works with {formats}, not with {options.output_format}")
    if options.watch and STANDARD_INPUT in options.paths:
        parser.error("argument --watch: standard input cannot be watched")
    return options


def _find_policy(policy: str, parser: Parser) -> None:
    """Exit with code 2 if no policy has this name or path; errors in the policy are left to the report."""
    from planner.files.policy.layers import UnknownPolicy, locate

    try:
        locate(policy, None)
    except UnknownPolicy as unknown:
        parser.error(f"argument --policy: {unknown}")
