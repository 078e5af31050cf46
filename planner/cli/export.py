"""`planner export`: export a plan for review and for other tools."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

from planner.cli.arguments import STANDARD_STREAM, Parser, one_of, refuse_to_replace, today
from planner.cli.one_plan import MOST_NAMES, OnePlan, add_plan, read, refuse, stop
from planner.cli.output import is_terminal, write, write_binary
from planner.compare import EvaluatedPlan, compare
from planner.dates import counted, to_day
from planner.disk.file_name import file_name
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.engine.rules.wording import listed
from planner.exports import FORMATS, CannotExport, ExportedPlan, outdated, parts, remarks, render
from planner.exports.changed import ComparisonBase
from planner.files.plan.file import read_plan_file
from planner.files.policy.chain import policy_chain
from planner.terminal_text import shown, shown_path

_DESCRIPTION = """\
Write a plan in other formats, judged by the same engine as planner check.

formats:
{formats}

exit codes:
  0   written, whatever the plan violates
  2   could not export: bad options, a plan or policy with errors, a file that cannot be written"""

_EXAMPLES = """
  planner export plans/clio.toml --to md                           on standard output
  planner export plans/clio.toml --to html -o review.html
  planner export plans/clio.toml --to html --to svg --to ics -o build/
  planner export plans/clio.toml --to md --since git:main          with what changed
  planner export plans/clio.toml --to announcement --notice 4.0.15
  planner export plans/clio.toml --to announcement -o drafts/          a file per draft
  planner export plans/clio.toml --to announcement --templates our-templates/"""


class Output(NamedTuple):
    """One output of the command: its format, and the file to write."""

    export_format: str
    path: Path | None
    """None for standard output."""
    text: str | None = None
    """The contents, if they are one of several parts."""
    in_folder: bool = False
    """True if a folder was asked for, so that each part gets a file."""


def run(arguments: Sequence[str]) -> int:
    """Write the plan in each chosen format and return 0; exit with code 2 if it cannot be exported."""
    parser, options = _parse(arguments)
    one = read(parser, options)
    evaluation = check(one.plan, one.policy, one.as_of)
    subject = ExportedPlan(
        plan=one.plan, evaluation=evaluation, since=None, notice=options.notice, templates=options.templates
    )
    if not options.as_of_given and any(FORMATS[each].is_stamped for each in options.to):
        subject = subject._replace(changed_at=_changed_at(one))
    if options.since is not None:
        subject = subject._replace(since=_since(parser, options.since, one, subject))
    asked = _outputs(parser, options, one.plan.product)
    try:
        outputs = [part for each in asked for part in _in_parts(subject, each)]
        contents = [_contents(subject, each) for each in outputs]
    except CannotExport as error:
        stop(parser, shown(str(error)))
    for output, each in zip(outputs, contents, strict=True):
        _write(parser, output, each)
    for remark in _remarks(subject, asked, outputs):
        print(f"planner export: {remark}", file=sys.stderr)
    return 0


def _remarks(subject: ExportedPlan, asked: Sequence[Output], outputs: Sequence[Output]) -> Iterator[str]:
    """Yield remarks, safe to print: drafts that cannot be sent as they are, and formats without a file.

    Yield also a line about drafts in the folder that are not of this run.
    """
    for export_format in {output.export_format: None for output in outputs}:
        yield from map(shown, remarks(subject, export_format))
    for each in asked:
        written = [output.path for output in outputs if output.export_format == each.export_format]
        if not written:
            yield f"{each.export_format}: there is nothing to write"
        if each.path is not None and each.in_folder and FORMATS[each.export_format].in_parts:
            yield from _outdated(subject, each.export_format, each.path.parent, written)


def _outdated(
    subject: ExportedPlan, export_format: str, folder: Path, written: Sequence[Path | None]
) -> Iterator[str]:
    """Yield a line with the drafts in the folder that are of an earlier run or another plan, if any.

    These files are left where they are: a person may have edited them, or still need them.
    """
    with suppress(CannotExport, OSError):
        others = sorted(each.name for each in folder.iterdir() if each.is_file() and each not in written)
        if found := outdated(subject, export_format, others):
            more = f" and {len(found) - MOST_NAMES} more" if len(found) > MOST_NAMES else ""
            names = f"{', '.join(map(shown, found[:MOST_NAMES]))}{more}"
            which = "is not a draft" if len(found) == 1 else "are not drafts"
            place = f"{shown_path(str(folder))}: {counted(len(found), 'file')}"
            yield f"{place} {which} of the plan as it is now: {names}"


def _changed_at(one: OnePlan) -> time:
    """Return the local time of the last change of the plan's or policy's file on the as-of date.

    Return midnight if they were changed on other days.
    """
    policy, folder = one.policy_given or one.plan.policy, os.path.dirname(one.path)
    sources = policy_chain(policy, None if one.policy_given else folder).sources
    times = []
    for path in (one.path, *(each.path for each in sources)):
        with suppress(OSError):
            times.append(datetime.fromtimestamp(os.stat(path).st_mtime))
    return max((each.time() for each in times if to_day(each.date()) == one.as_of), default=time())


def _since(parser: Parser, base: str, one: OnePlan, now: ExportedPlan) -> ComparisonBase:
    """Return the comparison of the plan as it is `now` with its state at `base`, a file or `git:REV`.

    Exit with code 2 if that state cannot be read or has errors.
    """
    from planner.revisions import UnknownRevision, parse_revision, read_plan_at
    from planner.revisions.history import History

    try:
        revision = parse_revision(base)
        if revision is None:
            before = read_plan_file(base, one.policy_given)
        elif revision.path is not None:
            before = read_plan_at(revision, None, one.policy_given)
        else:
            was = History(revision).before(one.path)
            if was is None:
                parser.error(f"argument --since: {one.path} is not in {base}")
            before = was.read(one.policy_given)
    except (UnknownRevision, Unreadable) as error:
        parser.error(f"argument --since: {error}")
    if before.plan is None or before.policy is None:
        refuse(parser, before.source.path, (*before.diagnostics, *before.policy_diagnostics))
    old = EvaluatedPlan(before.plan, check(before.plan, before.policy, one.as_of))
    return ComparisonBase(base, compare(old, EvaluatedPlan(now.plan, now.evaluation)))


def _outputs(parser: Parser, options: Namespace, product: str) -> list[Output]:
    """Return an output per format: standard output, one file, or a file in a folder.

    The folder is made if need be. Exit with code 2 if the output would replace a plan or a policy, or the
    folder cannot be made.
    """
    formats = list(dict.fromkeys(options.to))
    if options.output in (None, STANDARD_STREAM):
        return [Output(formats[0], None)]
    path = Path(options.output)
    if path.exists() and path.samefile(options.plan):
        parser.error(f"argument -o: {options.output}: that is the plan itself")
    refuse_to_replace(parser, options.output)
    if len(formats) == 1 and not path.is_dir() and not options.output.endswith(os.sep):
        return [Output(formats[0], path)]
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"argument -o: {options.output}: {error.strerror}")
    return [Output(each, path / f"{file_name(product)}.{each}", in_folder=True) for each in formats]


def _in_parts(subject: ExportedPlan, output: Output) -> list[Output]:
    """Return an output per part if the format has parts and a folder was asked for, else only the output."""
    if output.path is None or not output.in_folder or not FORMATS[output.export_format].in_parts:
        return [output]
    folder = output.path.parent
    found = parts(subject, output.export_format)
    return [output._replace(path=folder / name, text=text) for name, text in found.items()]


def _contents(subject: ExportedPlan, output: Output) -> bytes:
    """Return the bytes to write. Raise CannotExport."""
    return render(subject, output.export_format) if output.text is None else output.text.encode()


def _write(parser: Parser, output: Output, contents: bytes) -> None:
    """Write one output to its file or standard output; exit with code 2 if the file cannot be written."""
    try:
        if output.path is None and FORMATS[output.export_format].binary:
            write_binary(contents)
        elif output.path is None:
            write(contents.decode(), None)
        else:
            output.path.write_bytes(contents)
    except OSError as error:
        stop(parser, f"cannot write: {shown(str(error))}")


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if they do not go together.

    `as_of_given` says whether the command line has the as-of date.
    """
    width = max(map(len, FORMATS))
    told = "\n".join(f"  {name:<{width}}  {each.description}" for name, each in FORMATS.items())
    parser = Parser("planner export", description=_DESCRIPTION.format(formats=told), examples=_EXAMPLES)
    add_plan(parser)
    parser.set_defaults(as_of=None)  # to know whether it was given
    parser.add_argument(
        "--to",
        type=one_of(*FORMATS),
        action="append",
        required=True,
        metavar="FORMAT",
        help="a format, as above; may be given several times, with -o FOLDER",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="a file (- is standard output), or for several formats a folder",
    )
    parser.add_argument(
        "--since",
        metavar="git:REV|FILE",
        help=f"{', '.join(_taking('since'))}: list the changes since this state of the plan",
    )
    parser.add_argument(
        "--notice", metavar="NAME|ITEM", help="announcement: draft only this notice, not every unsent notice"
    )
    parser.add_argument(
        "--templates", metavar="FOLDER", help="announcement: your own jinja2 templates (.txt, .md)"
    )
    options = parser.parse(arguments)
    options.as_of_given = options.as_of is not None
    options.as_of = options.as_of if options.as_of_given else today()
    formats = set(options.to)
    if options.output in (None, STANDARD_STREAM) and len(formats) > 1:
        parser.error("argument --to: several formats need a folder: -o FOLDER")
    to_terminal = options.output == STANDARD_STREAM and is_terminal(sys.stdout, os.environ)
    if (options.output is None or to_terminal) and any(FORMATS[each].binary for each in formats):
        parser.error(f"argument --to: {options.to[0]} needs a file: -o FILE")
    if options.since is not None and formats.isdisjoint(_taking("since")):
        parser.error(f"argument --since: only {listed(_taking('since'))} tell what changed")
    for option in ("notice", "templates"):
        if getattr(options, option) is not None and formats.isdisjoint(_taking(option)):
            parser.error(f"argument --{option}: only {' and '.join(_taking(option))} takes it")
    return parser, options


def _taking(option: str) -> list[str]:
    """Return the names of the formats that have an option, such as `since`."""
    return [name for name, each in FORMATS.items() if option in each.options]
