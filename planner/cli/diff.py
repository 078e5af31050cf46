"""`planner diff`: compare plans in two states."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, LONGEST_ERROR, Parser
from planner.cli.diagnostic_lines import print_diagnostics
from planner.cli.output import in_colour, write
from planner.compare import Comparison, EvaluatedPlan, compare
from planner.dates import Day
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.files.plan.file import PlanFile
from planner.reports import described
from planner.reports.diff.diff import FORMATS, Diff, Diffs, Status, render
from planner.reports.look import ReportStyle
from planner.revisions import UnknownRevision
from planner.revisions.pairs import PlanPair, State, chosen_pairs
from planner.terminal_text import shown

DIFFERENT = 1
MOST_ROWS = 20
"""The most items of a plan that a picture shows as a whole."""

_DESCRIPTION = """\
Compare two states of plans: dates that moved, and by how many days; entries that were
added, removed, renamed or edited; dates that people were told and that changed; violations
gained and lost. Both states are judged on the same day, each by its own policy.

A state is a file, git:REV:PATH or git:REV; git:REV... is the merge base of REV and HEAD.
With git:REV, plans and folders may follow (default: this folder), or another revision;
with two folders, or revisions, every plan below is compared. Renamed plans are matched as
git matches them; plans that were added or removed are listed.

exit codes:
  0   compared; with --exit-code: no difference
  1   with --exit-code: there are differences
  2   could not compare: bad options, an unreadable file, no such revision, errors in a plan"""

_EXAMPLES = """
  planner diff git:HEAD plans/clio.toml                  what is not committed yet
  planner diff git:main...                               what this branch changes in all plans
  planner diff git:v1 git:v2                             between two revisions
  planner diff git:main plans/clio.toml                  one plan
  planner diff git:v1:plans/old.toml plans/clio.toml     where the file was called otherwise
  planner diff before.toml after.toml --exit-code
  planner diff git:main plans/clio.toml --output-format markdown
  git config diff.planner.command "planner diff --git"   show plans this way in git diff"""


def run(arguments: Sequence[str]) -> int:
    """Write the comparison of plans in two states; return 1 with `--exit-code` if they differ, else 0.

    Return 2 after printing why a state cannot be read or judged, or the output cannot be written.
    """
    options = _parse(arguments)
    if options.pair is not None:
        return _run_for_git(options.pair, options)
    try:
        pairs, is_one = chosen_pairs(options.old, options.new, options.exclude)
        found = [_diff(each, options) for each in pairs]
    except (UnknownRevision, Unreadable) as error:
        print(f"planner diff: error: {shown(str(error), LONGEST_ERROR)}", file=sys.stderr)
        return COULD_NOT_JUDGE
    diffs = [each for each in found if each is not None]
    if is_one and not diffs:
        return COULD_NOT_JUDGE
    stream = None if options.output_file else sys.stdout
    try:
        look = ReportStyle(in_colour(options.color, stream, os.environ), options.quiet)
        diff = diffs[0] if is_one else Diffs(options.as_of, diffs)
        write(render(diff, options.output_format, look), options.output_file)
    except OSError as error:
        print(f"planner diff: cannot write the difference: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    if len(diffs) < len(found):
        return COULD_NOT_JUDGE
    return DIFFERENT if options.exit_code and any(each.differs for each in diffs) else 0


def _run_for_git(pair: PlanPair, options: Namespace) -> int:
    """Write the comparison of one plan for git, and return 0, even if the states differ.

    Write the lines that differ if the comparison is empty or a state cannot be judged. Return 2 if a state
    cannot be read or the output cannot be written.
    """
    from planner.cli.diff_in_git import line_diff  # git alone asks for it

    try:
        found = _diff(pair, options)
    except Unreadable as error:
        print(f"planner diff: error: {shown(str(error), LONGEST_ERROR)}", file=sys.stderr)
        return COULD_NOT_JUDGE
    text = ""
    if found is not None and found.differs:
        look = ReportStyle(in_colour(options.color, sys.stdout, os.environ), options.quiet)
        text = render(found, options.output_format, look)
    else:
        text = "".join(f"{line}\n" for line in line_diff(pair))
    try:
        write(text, options.output_file)
    except OSError as error:
        print(f"planner diff: cannot write the difference: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    return 0


def _diff(pair: PlanPair, options: Namespace) -> Diff | None:
    """Return the comparison of a plan's states, or None after printing why one cannot be judged.

    An added or removed plan is compared with itself without entries. Raise Unreadable or UnknownRevision if a
    state cannot be read.
    """
    old, new = (_judged(each, options) for each in (pair.old, pair.new))
    if (pair.old is not None and old is None) or (pair.new is not None and new is None):
        return None
    status: Status = "renamed" if pair.was_renamed else "changed"
    if old is None:
        assert new is not None
        status, old = "added", _emptied(new, options.as_of)
    if new is None:
        status, new = "removed", _emptied(old, options.as_of)
    was, now = (None if each is None else each.title for each in (pair.old, pair.new))
    found = compare(old, new)
    shows = FORMATS[options.output_format].pictures and pair.new is not None and found.differs
    return Diff(
        old=was,
        new=now,
        product=new.plan.product,
        as_of=options.as_of,
        found=found,
        status=status,
        picture=_picture(new, found, was or "") if shows else (),
    )


def _picture(new: EvaluatedPlan, found: Comparison, base: str) -> Sequence[str]:
    """Return the lines of a Mermaid chart of the new state with the former dates; none if it is too long.

    A plan with more than `MOST_ROWS` items shows only the items that differ. `base` is the title of the old
    state.
    """
    from planner.exports import ExportedPlan, mermaid  # this format alone shows a picture
    from planner.exports.changed import ComparisonBase, items_told

    subject = ExportedPlan(new.plan, new.evaluation, since=ComparisonBase(base, found))
    items = None if len(new.plan.items) <= MOST_ROWS else items_told(found)
    return mermaid.picture(subject, items)


def _emptied(state: EvaluatedPlan, as_of: Day) -> EvaluatedPlan:
    """Return the state of a plan without versions, changes, notices, freezes and waivers, evaluated."""
    plan = state.plan._replace(versions=(), changes=(), notices=(), freezes=(), waivers=())
    return EvaluatedPlan(plan, check(plan, state.evaluation.compiled.schedule.policy, as_of))


def _judged(state: State | None, options: Namespace) -> EvaluatedPlan | None:
    """Return a state, evaluated; None if `state` is None or, after printing its errors, if it has errors."""
    if state is None:
        return None
    plan_file: PlanFile = state.read(options.policy)
    if plan_file.plan is not None and plan_file.policy is not None:
        return EvaluatedPlan(plan_file.plan, check(plan_file.plan, plan_file.policy, options.as_of))
    print_diagnostics((*plan_file.diagnostics, *plan_file.policy_diagnostics), plan_file.source.path)
    return None


def _parse(arguments: Sequence[str]) -> Namespace:
    """Return the options; exit with code 2 if a state is missing.

    `pair` is the plan that git asks about with `--git`, else None. After `git:REV` alone, the paths of the
    project's settings are the new states.
    """
    parser = Parser("planner diff", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "old", metavar="OLD", help="the state before: a file, a folder, git:REV, git:REV... or git:REV:PATH"
    )
    parser.add_argument(
        "new", nargs="*", metavar="NEW", help="the state now, likewise; after git:REV also several paths"
    )
    parser.add_argument(
        "--git", action="store_true", help="take the arguments of git: for diff.planner.command (docs/git.md)"
    )
    parser.add_as_of()
    parser.add_exclude()
    parser.add_policy("the plans' own")
    parser.add_format(FORMATS, described(FORMATS))
    parser.add_output("the differences")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 if there is any difference")
    parser.add_argument("-q", "--quiet", action="store_true", help="differences only: no summary")
    parser.add_color()
    options = parser.parse(arguments)
    options.pair = None
    if not options.new and options.old.startswith("git:") and ":" not in options.old.removeprefix("git:"):
        options.new = list(options.project.paths)
    if options.git:
        from planner.cli.diff_in_git import pair_of

        options.pair = pair_of(parser, (options.old, *options.new))
    elif not options.new and not options.old.startswith("git:"):
        parser.error("the following arguments are required: NEW")
    return options
