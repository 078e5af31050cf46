"""`planner import`: make a plan from data that exists."""

import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, STANDARD_STREAM, Parser, one_of
from planner.cli.given_policy import given_policy
from planner.cli.new_file import write_new
from planner.cli.one_plan import stop
from planner.dates import counted, iso
from planner.disk.source import Unreadable, read_bytes
from planner.files.policy.reference import reference_from
from planner.imports import IMPORTERS, read_source
from planner.imports.request import Imported, ImportRequest
from planner.imports.source import CannotImport, ImportSource
from planner.imports.text import plan_text
from planner.plan import Plan
from planner.terminal_text import shown

_DESCRIPTION = """\
Make a plan from data that exists: other tools' files, tags, or another plan. Dates go to the
milestones of the policy by their roles. A day that the source does not give is left out and
never made up; standard error tells, row by row, what could not be used and why. The plan's
`judge_from` is the day of the import, so that only dates to come are judged.

sources:
{sources}

exit codes:
  0   done, even if some of the data could not be used
  2   could not be done: bad options, an unreadable file, nothing that can be used"""

_EXAMPLES = """
  planner import schedule.json --from nodejs -o plans/node.toml
  planner import . --from git --policy ./policy.toml
  planner import openapi.yaml --from openapi --policy copper --track "Developer API"
  planner import versions.csv --from csv --policy clio --map "Go live=released"
  planner import plans/shop.toml --from plan --policy ./stricter.toml
  curl https://endoflife.date/api/python.json | planner import - --from endoflife --product Python"""


def run(arguments: Sequence[str]) -> int:
    """Write a plan made from a source, print remarks on standard error, and return 0.

    Return 2 after printing why there can be no plan; wrong options and unreadable files end the process with
    code 2.
    """
    parser, options = _parse(arguments)
    importer = IMPORTERS[options.source]
    policy_name = importer.policy if options.policy is None else options.policy
    request = ImportRequest(
        source=_source(parser, options),
        policy=given_policy(parser, policy_name),
        policy_name=reference_from(options.output, policy_name),
        as_of=options.as_of,
        product=options.product,
        track=options.track,
        columns=dict(options.map),
    )
    if request.track is not None and request.policy.tracks and request.track not in request.policy.tracks:
        from planner.cli.one_plan import unknown

        unknown(parser, request.track, "track of the policy", request.policy.tracks)
    try:
        imported = read_source(request, options.source)
        comment = f"Imported from {request.source.name} (--from {options.source}) on {iso(options.as_of)}."
        path = options.output or STANDARD_STREAM
        text = plan_text(imported.plan, request.policy, [comment], path)
    except CannotImport as error:
        sys.stderr.write("".join(f"{shown(line)}\n" for line in str(error).split("\n")))
        return COULD_NOT_JUDGE
    sys.stderr.write("".join(f"{each.line_in(request.source)}\n" for each in imported.remarks))
    write_new(parser, text, options.output)
    if options.output is not None:
        print(f"{parser.prog}: wrote {shown(options.output)}: {_contents(imported)}", file=sys.stderr)
    return 0


def _source(parser: Parser, options: Namespace) -> ImportSource:
    """Return the file of the options with its contents; exit with code 2 if it cannot be read.

    `-` is standard input. A folder has no contents and is allowed only for sources that read folders.
    """
    path = options.file
    if path == STANDARD_STREAM:
        try:
            with open(0, "rb", closefd=False) as stdin:
                return ImportSource(path, stdin.read())
        except OSError as error:
            stop(parser, f"standard input: {error.strerror}")
    if os.path.isdir(path) and IMPORTERS[options.source].takes_folder:
        return ImportSource(path, None)
    try:
        return ImportSource(path, read_bytes(path, pipes=True))
    except Unreadable as unreadable:
        stop(parser, shown(str(unreadable)))


def _contents(imported: Imported) -> str:
    """Return the numbers of versions and changes in words: "2 versions and 1 change", or "nothing"."""
    plan: Plan = imported.plan
    numbers = ((len(plan.versions), "version"), (len(plan.changes), "change"))
    return " and ".join(counted(number, noun) for number, noun in numbers if number) or "nothing"


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if an argument is wrong."""
    width = max(map(len, IMPORTERS))
    sources = "\n".join(f"  {name:<{width}}  {each.description}" for name, each in IMPORTERS.items())
    parser = Parser("planner import", description=_DESCRIPTION.format(sources=sources), examples=_EXAMPLES)
    parser.add_argument(
        "file", metavar="FILE", help="the file to read (--from git: a repository, too; - is standard input)"
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=one_of(*IMPORTERS),
        required=True,
        metavar="SOURCE",
        help="what the file is, as above",
    )
    parser.add_argument(
        "--policy",
        metavar="P",
        help="the policy of the plan: a preset's name or a path (default: base, or the preset of the source)",
    )
    parser.add_argument(
        "--track", metavar="T", help="the track of the versions, where the policy has several"
    )
    parser.add_argument(
        "--product",
        metavar="NAME",
        help="the product's name; where the source has several products, the one to import",
    )
    parser.add_argument(
        "--map",
        type=_pair,
        action="append",
        default=[],
        metavar="COLUMN=MILESTONE",
        help="use this column or key for a milestone, or for name, track, note, migration; repeatable",
    )
    parser.add_as_of()
    parser.add_argument(
        "-o",
        "--output",
        type=lambda text: None if text == STANDARD_STREAM else text,
        metavar="FILE",
        help="write the plan to this new file; - is standard output, as without this option",
    )
    return parser, parser.parse(arguments)


def _pair(text: str) -> tuple[str, str]:
    """Return (column, milestone) of the text COLUMN=MILESTONE; raise ArgumentTypeError for any other text.

    The last `=` divides the text.
    """
    column, equals, milestone = text.rpartition("=")
    if not (equals and column.strip() and milestone.strip()):
        raise ArgumentTypeError(f"{shown(text)} is not COLUMN=MILESTONE, as in 'Go live=released'")
    return column.strip(), milestone.strip()
