"""`planner merge`: a git merge driver for plans."""

from argparse import Namespace
from collections.abc import Iterator, Sequence

from planner.cli import answers
from planner.cli.arguments import Parser
from planner.cli.diagnostic_lines import print_diagnostics
from planner.cli.one_plan import note, refuse, stop
from planner.compare import EvaluatedPlan, compare
from planner.dates import Day, counted
from planner.disk.atomic import ChangedMeanwhile, replace_contents
from planner.disk.source import BYTE_ORDER_MARK, Unreadable, read_bytes
from planner.engine.evaluate import check
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.merge import Conflict, merged_text
from planner.plan import Plan
from planner.terminal_text import shown, shown_path
from planner.wording.diff import changed_violation_line, violation_line
from planner.wording.merge import conflict_lines

CONFLICTS = 1

_DESCRIPTION = """\
Merge two plans that were edited from one base, as a git merge driver: by entry and date, so
that two branches that moved different dates of one version merge. The result goes to
OURS: its lines and comments stay, changes and comments of THEIRS are taken over.

A conflict is one date moved to two different days, one key changed twice differently, an
entry edited by one side and removed by the other, or two new entries of one name. OURS
keeps our side of a conflict; the changes of both sides are printed, and git lists
the file as unmerged until it is added.

The merged plan is evaluated: violations that OURS does not have are printed on standard
error and do not change the exit code. PATH is where the plan lives in the repository: its
policy is looked up from there. BASE may be empty: both sides added the plan.

exit codes:
  0   merged
  1   merged with conflicts, or the merged plan has errors; both are printed
  2   could not merge, OURS is unchanged: a side cannot be read as a plan"""

_EXAMPLES = """
  planner merge base.toml ours.toml theirs.toml
  git config merge.planner.driver "planner merge %O %A %B %P"
  echo "plans/*.toml merge=planner" >> .gitattributes"""


def run(arguments: Sequence[str]) -> int:
    """Merge two sides of a plan into OURS; return 1 if there are conflicts or the result has errors, else 0.

    Exit with code 2, without writing, if a side cannot be read or comments would be lost.
    """
    parser = Parser("planner merge", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("base", metavar="BASE", help="the plan that both sides began with (%%O)")
    parser.add_argument("ours", metavar="OURS", help="the plan of our side, which gets the result (%%A)")
    parser.add_argument("theirs", metavar="THEIRS", help="the plan of their side (%%B)")
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="the plan's path in the repository (%%P; default: OURS)"
    )
    parser.add_as_of()
    options = parser.parse(arguments)
    path = options.ours if options.path is None else options.path
    base, ours, theirs = _read(parser, options, path)
    merged, rewritten = merged_text(base, ours, theirs)
    if rewritten.extent == "file":
        stop(
            parser,
            f"{shown(path)} can only be written anew, which would lose its comments; nothing was written",
        )
    old = _contents(ours)
    new = BYTE_ORDER_MARK * ours.source.bom + rewritten.text.encode(errors="surrogatepass")
    try:
        if new != old:
            replace_contents(options.ours, old, new)
    except ChangedMeanwhile:
        stop(parser, f"{shown(options.ours)} was changed by somebody else meanwhile; nothing was written")
    except OSError as error:
        stop(parser, f"{shown(options.ours)}: {shown((error.strerror or str(error)).lower())}")
    result = read_plan_bytes(path, new)
    answers.print_lines(_conflicts(path, merged.conflicts))
    print_diagnostics((*result.diagnostics, *result.policy_diagnostics), path)
    for line in _gained(ours, result, options.as_of):
        note(parser, line)
    return CONFLICTS if merged.conflicts or result.plan is None else 0


def _read(parser: Parser, options: Namespace, path: str) -> list[PlanFile]:
    """Return the plans of base, ours and theirs, each as if it were at `path`.

    An empty base counts as a plan without entries. Exit with code 2 if one cannot be read or has errors.
    """
    try:
        contents = [read_bytes(each) for each in (options.base, options.ours, options.theirs)]
    except Unreadable as unreadable:
        stop(parser, shown(str(unreadable)))
    files = [read_plan_bytes(path, each) for each in contents]
    if not contents[0].strip() and files[1].plan is not None:
        files[0] = files[1]._replace(
            source=files[0].source, plan=Plan(product="", policy=""), paths={}, diagnostics=()
        )
    for side, file in zip(("the base", "our side", "their side"), files, strict=True):
        if file.plan is None:
            note(parser, f"{path}: {side} cannot be read as a plan, so the file stays as it is on our side")
            refuse(parser, path, (*file.diagnostics, *file.policy_diagnostics))
    return files


def _contents(file: PlanFile) -> bytes:
    """Return the bytes of a file as they were read."""
    return BYTE_ORDER_MARK * file.source.bom + file.source.text.encode(errors="surrogatepass")


def _conflicts(path: str, conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Yield a line with the number of conflicts and three lines about each; nothing without conflicts."""
    if conflicts:
        yield f"{shown_path(path)}: {counted(len(conflicts), 'conflict')}, the file has our side of each:"
    for each in conflicts:
        lines = conflict_lines(each)
        yield f"  {shown(lines.subject)}"
        yield f"    ours    {shown(lines.ours)}"
        yield f"    theirs  {shown(lines.theirs)}"


def _gained(ours: PlanFile, result: PlanFile, as_of: Day) -> Iterator[str]:
    """Yield a sentence for each violation that is new or worse in the merged plan compared with our side.

    Yield nothing if one of the two plans has errors.
    """
    if ours.plan is None or ours.policy is None or result.plan is None or result.policy is None:
        return
    old, new = (
        EvaluatedPlan(plan, check(plan, policy, as_of))
        for plan, policy in ((ours.plan, ours.policy), (result.plan, result.policy))
    )
    found = compare(old, new)
    for line in (*map(violation_line, found.gained), *(changed_violation_line(*each) for each in found.grew)):
        yield f"violation gained: {line.subject}: {line.description}"
