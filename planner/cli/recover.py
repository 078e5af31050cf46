"""`planner recover`: list, restore or drop unsaved work that a planner left behind."""

import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.cli import answers
from planner.cli.arguments import COULD_NOT_JUDGE, STANDARD_STREAM, Parser
from planner.cli.kept_work import (
    UnclearWork,
    as_json,
    describe,
    in_brief,
    in_full,
    matching_work,
    single_work,
    state,
)
from planner.cli.output import write_binary
from planner.dates import Day
from planner.disk.atomic import ChangedMeanwhile, file_contents, replace_contents
from planner.files.saving.recovery import KeptWork, all_work, digest, drop
from planner.terminal_text import shown, shown_path

_DESCRIPTION = """\
List, show, restore or drop unsaved work that a planner left behind when it was killed or
crashed. The planner offers it when its plan is opened; this command finds it even if the
plan was moved or deleted.

WORK is an id from the list (its first four letters will do), or the path that the plan had.
Without --restore or --drop, work is shown and nothing changes.

--restore writes the work to the plan's file, or to another file with -o, and then drops it.
An existing file is replaced only if it still has the contents that the work began with;
else it is left alone. With `-o -` the work goes to standard output and stays kept.

json: `kept`, a list of `id`, `plan`, `product`, `kept_at`, `open`, `plan_exists`, `plan_changed`
and `would_change`, newest first.

exit codes:
  0   listed, shown, restored or dropped
  2   no such work, or it cannot be restored or dropped"""

_EXAMPLES = """
  planner recover                              list kept work, newest first
  planner recover plans/clio.toml              show the changes that would come back
  planner recover plans/clio.toml --restore    write it to the file
  planner recover 3f2a --restore -o new.toml   where the plan was moved to
  planner recover 3f2a 90bc --drop             remove both for good"""

_WORKFLOW_COMMAND = re.compile(rb"(?m)^\s*::")


class CannotRestore(Exception):
    """An error: work is not restored or dropped; it has the reason, and another way."""


def run(arguments: Sequence[str]) -> int:
    """List, restore or drop kept work; return 0, or 2 after printing why it cannot be done."""
    options = _parse(arguments)
    try:
        all_kept = all_work()
        if options.drop:
            answers.print_lines(_drop([single_work(all_kept, each) for each in options.work]))
        elif options.restore:
            _restore(single_work(all_kept, options.work[0]), options.output_file)
        else:
            _show(all_kept, options)
    except (UnclearWork, CannotRestore) as error:
        return _failed(str(error))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _failed(f"{place}{(error.strerror or str(error)).lower()}")
    return 0


def _failed(message: str) -> int:
    """Print the message on standard error and return exit code 2."""
    print(f"planner recover: {shown(message)}", file=sys.stderr)
    return COULD_NOT_JUDGE


def _show(all_kept: Sequence[KeptWork], options: Namespace) -> None:
    """Print the work that the words of the options name, in full; without words, a list of all work."""
    asked = [(word, matching_work(all_kept, word)) for word in options.work]
    chosen = tuple(dict.fromkeys(kept for _, found in asked for kept in found)) if asked else all_kept
    if options.output_format == "json":
        answers.print_json({"kept": [as_json(describe(each, options.as_of)) for each in chosen]})
        return
    for word, found in asked:
        if not found:
            answers.print_lines([f"No unsaved work is kept for {shown_path(word)}."])
    if not chosen and not asked:
        answers.print_lines(["No unsaved work is kept."])
    lines = _in_full(chosen, options.as_of) if asked else _listed(chosen, options.as_of)
    answers.print_lines(lines)


def _listed(chosen: Sequence[KeptWork], as_of: Day) -> Iterator[str]:
    """Yield two or three lines about each kept work, then a line with the commands to use next.

    Yield nothing if there is no work.
    """
    for kept in chosen:
        described = describe(kept, as_of)
        yield _heading(kept)
        yield f"  {shown(described.product)}: {shown(in_brief(described))}"
        if note := state(described):
            yield f"  {shown(note)}"
    if chosen:
        yield ""
        yield "planner recover WORK shows one of them; --restore writes it to its plan, --drop removes it."


def _in_full(chosen: Sequence[KeptWork], as_of: Day) -> Iterator[str]:
    """Yield lines about each work, with the changes that restoring it would make."""
    for number, kept in enumerate(chosen):
        described = describe(kept, as_of)
        if number:
            yield ""
        yield _heading(kept)
        if note := state(described):
            yield f"  {shown(note)}"
        yield from in_full(described)


def _heading(kept: KeptWork) -> str:
    """Return a line with the id of kept work, when it was kept, and its plan's path."""
    when = kept.kept_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{kept.id}  {when}  {shown_path(_nearby(kept.plan))}"


def _nearby(path: str) -> str:
    """Return a path relative to the current folder if it lies below it, else as it is."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return path
    return path if relative.startswith(os.pardir) else relative


def _drop(works: Sequence[KeptWork]) -> Iterator[str]:
    """Remove kept works and yield a line about each.

    Raise CannotRestore, before any is removed, if one is open in a planner.
    """
    for each in works:
        _refuse_open(each)
    for each in dict.fromkeys(works):
        drop(each)
        yield f"Dropped {each.id}: {shown_path(_nearby(each.plan))}"


def _restore(kept: KeptWork, output: str | None) -> None:
    """Write kept work to its plan or the file `output`, then drop it; for `-`, only print it.

    Raise CannotRestore if it is open in a planner, would lose comments in the plan, or the file is not as
    `_write` needs it.
    """
    try:
        data = kept.work.data
    except UnicodeError:
        raise CannotRestore(f"{kept.id} has characters that cannot be written") from None
    if output == STANDARD_STREAM:
        _print(data)
        return
    _refuse_open(kept)
    target = kept.plan if output is None else output
    if output is None and kept.work.whole_file and os.path.lexists(target):
        raise CannotRestore(
            "this work can be saved only by rewriting the whole file, which would lose the comments in it:"
            " open the plan and choose Restore, or write it to another file with -o FILE"
        )
    _write(kept, target, data)
    drop(kept)
    answers.print_lines([f"Restored {kept.id}: {shown_path(_nearby(str(Path(target).absolute())))}"])


def _write(kept: KeptWork, target: str, data: bytes) -> None:
    """Write work to a file that does not exist, or has the contents that the work began with.

    Raise CannotRestore if the file has other contents, its folder is missing, or the text is no path.
    """
    try:
        path = Path(target)
        if not path.absolute().parent.is_dir():
            raise CannotRestore(f"{target}: its folder is gone: write it elsewhere with -o FILE")
        old = file_contents(target)
        if old is not None and digest(old) != kept.work.base:
            raise _changed(target)
        replace_contents(target, old, data)
    except ChangedMeanwhile:
        raise _changed(target) from None
    except ValueError:
        raise CannotRestore(f"{target}: this is not a path") from None


def _changed(target: str) -> CannotRestore:
    """Return the error for a file that does not have the contents that the work began with."""
    return CannotRestore(
        f"{target} does not have the contents that the work began with, and is left alone: open the plan and"
        " choose Restore to see what differs, or write the work to a new file with -o FILE"
    )


def _print(data: bytes) -> None:
    """Print the bytes of a plan; raise CannotRestore if a line would be a command to a CI runner."""
    if _WORKFLOW_COMMAND.search(data):
        raise CannotRestore(
            "a line begins with `::`, which CI runners take for a command: give a file with -o FILE"
        )
    write_binary(data)


def _refuse_open(kept: KeptWork) -> None:
    """Raise CannotRestore if the work is open in a planner now."""
    if kept.is_open:
        holder = kept.holder
        where = f" (process {holder.number} on {holder.host})" if holder else ""
        raise CannotRestore(f"{kept.id} is open in a planner now{where}: save or discard it there")


def _parse(arguments: Sequence[str]) -> Namespace:
    """Return the options; exit with code 2 if they do not go together."""
    parser = Parser("planner recover", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("work", nargs="*", metavar="WORK", help="an id, or the path that the plan had")
    actions = parser.add_mutually_exclusive_group()
    actions.add_argument("--restore", action="store_true", help="write the work to its plan, then drop it")
    actions.add_argument("--drop", action="store_true", help="remove the work for good")
    parser.add_argument(
        "-o",
        "--output-file",
        metavar="FILE",
        help="with --restore: write it to this file, or with - print it",
    )
    answers.add_format(parser)
    parser.add_as_of()
    options = parser.parse(arguments)
    if options.restore and len(options.work) != 1:
        parser.error("--restore takes one WORK: `planner recover` lists what is kept")
    if options.drop and not options.work:
        parser.error("--drop needs WORK: `planner recover` lists what is kept")
    if options.output_file is not None and not options.restore:
        parser.error("-o goes with --restore")
    return options
