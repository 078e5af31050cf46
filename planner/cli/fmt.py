"""`planner fmt`: format plans and policies in canonical order and spacing."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from typing import NamedTuple

from planner.cli.arguments import COULD_NOT_JUDGE, STANDARD_STREAM, Parser
from planner.cli.output import write
from planner.cli.streams import without_commands
from planner.dates import counted
from planner.diagnostics import Diagnostic
from planner.disk.atomic import ChangedMeanwhile, replace_contents
from planner.disk.source import BYTE_ORDER_MARK, Source, Unreadable, decode, read_bytes
from planner.files.format import CannotFormat, file_kind, formatted
from planner.files.plan.folder import file_identity, is_excluded, is_searched, looks_like_a_plan, toml_files
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy
from planner.terminal_text import position, shown, shown_path
from planner.toml.parse import parse
from planner.toml.values import Data

FINDINGS = 1
WOULD_CHANGE = 1

_DESCRIPTION = """\
Write plans and policies in canonical order and spacing:

  - the keys of each table in the order of the documentation, dates in lifecycle order
  - `=` in one column, comments two spaces behind, one empty line between tables
  - notices below the version or change that they are about
  - a list that makes its line longer than 100 columns on several lines

The meaning of a file does not change, and no comment is lost: both are proven before
anything is written. Line endings and a byte-order mark stay.

A folder stands for every plan and policy below it.

exit codes:
  0   all is in order now
  1   a file is not valid TOML; with --check or --diff: some file would change
  2   could not be done: bad options, an unreadable file, nothing to format"""

_EXAMPLES = """
  planner fmt                            every plan and policy below this folder
  planner fmt plans/clio.toml            one file
  planner fmt --check                    in CI: exit 1 if anything would change
  planner fmt --diff plans               show what would change
  planner fmt - < draft.toml             from standard input to standard output"""


class Formatted(NamedTuple):
    """A file, and its text in canonical form."""

    source: Source
    text: str

    @property
    def changed(self) -> bool:
        """True if the canonical text differs from the file's."""
        return self.text != self.source.text


class FileSkipped(Exception):
    """An error: a file is left as it is. It has the reason and an exit code, 1 if the file is not valid."""

    def __init__(self, why: str, code: int) -> None:
        super().__init__(why)
        self.code = code


def run(arguments: Sequence[str]) -> int:
    """Format the files, or show what would change; return the exit code: 0, 1 or 2, as the help says."""
    options = _parse(arguments)
    codes: list[int] = []
    done: list[Formatted] = []
    try:
        files = [*_files(options.paths or [os.curdir], options.exclude)]
    except OSError as error:
        print(f"planner fmt: {shown(str(error.filename))}: {error.strerror}", file=sys.stderr)
        return COULD_NOT_JUDGE
    for path, is_named in files:
        try:
            result = _formatted(path, is_named)
            if result is not None:
                _hand_over(result, options)
                done.append(result)
        except FileSkipped as error:
            print(error if error.code == FINDINGS else f"planner fmt: {error}", file=sys.stderr)
            codes.append(error.code)
    changed = sum(each.changed for each in done)
    if changed and (options.check or options.diff):
        codes.append(WOULD_CHANGE)
    if not done and not codes:
        print("planner fmt: there is no plan and no policy here", file=sys.stderr)
        return COULD_NOT_JUDGE
    if len(done) > 1:
        verb = "would be formatted" if options.check or options.diff else "formatted"
        print(f"{counted(changed, 'file')} {verb}, {len(done) - changed} in order", file=sys.stderr)
    return max(codes, default=0)


def _parse(arguments: Sequence[str]) -> Namespace:
    """Return the options; exit with code 2 if an argument is wrong."""
    parser = Parser("planner fmt", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="plans, policies, folders, or - for standard input (default: this folder)",
    )
    parser.add_exclude()
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file would change")
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")
    return parser.parse(arguments)


def _files(paths: Iterable[str], exclude: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield (path, given explicitly) for every file to format; a file given in two spellings comes once."""
    seen = set[object]()
    for path, is_named in _given(paths, exclude):
        if (identity := file_identity(path)) not in seen:
            seen.add(identity)
            yield path, is_named


def _given(paths: Iterable[str], exclude: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield (path, given explicitly) for the paths and the TOML files below folders.

    Excluded files are left out, given ones too. A file may come twice.
    """
    for path in paths:
        if path != STANDARD_STREAM and is_searched(path):
            for file in toml_files(path, exclude):
                yield os.path.normpath(file), False
        elif path == STANDARD_STREAM or not is_excluded(path, exclude):
            yield path, True


def _formatted(path: str, is_named: bool) -> Formatted | None:
    """Return a file with its canonical text, or None if it is neither a plan nor a policy.

    Raise FileSkipped if it cannot be read or formatted, or if a file with a given path (`is_named`) is
    neither a plan nor a policy.
    """
    source = _read(path)
    document = parse(source, {}, "value")
    kind = file_kind(document.data)
    if kind is None and document.diagnostics and looks_like_a_plan(source.text):
        kind = "plan"
    if kind is None and not is_named:
        return None
    if document.diagnostics:
        raise FileSkipped("\n".join(_line(path, each) for each in document.diagnostics), FINDINGS)
    if kind is None:
        raise FileSkipped(f"{shown_path(path)}: is neither a plan nor a policy", COULD_NOT_JUDGE)
    try:
        return Formatted(source, formatted(source.text, kind, _policy(document.data, path)))
    except CannotFormat:
        message = "would mean something else if it were formatted, so it is left as it is"
        raise FileSkipped(f"{shown_path(path)}: {message}", COULD_NOT_JUDGE) from None


def _read(path: str) -> Source:
    """Return a file, or standard input for `-`; raise FileSkipped if it is not readable text."""
    try:
        if path == STANDARD_STREAM:
            with open(0, "rb", closefd=False) as stdin:
                source = decode(path, stdin.read())
        else:
            source = decode(path, read_bytes(path))
    except Unreadable as error:
        raise FileSkipped(shown(str(error)), COULD_NOT_JUDGE) from None
    except OSError as error:
        raise FileSkipped(f"standard input: {error.strerror}", COULD_NOT_JUDGE) from None
    if isinstance(source, Diagnostic):
        raise FileSkipped(_line(path, source), FINDINGS)
    return source


def _policy(data: Data, path: str) -> Policy | None:
    """Return the policy that a plan's data names; None if it names none or the policy cannot be read."""
    name = data.get("policy")
    if not isinstance(name, str) or not name.strip():
        return None
    try:
        return load_policy(name, os.path.dirname(path))
    except (BrokenPolicy, UnknownPolicy):
        return None


def _hand_over(result: Formatted, options: Namespace) -> None:
    """Write the file, print it, or show the change, as the options ask.

    A file that is in canonical form already is not written. Raise FileSkipped if it cannot be written or was
    changed meanwhile.
    """
    path = result.source.path
    if options.diff:
        _show_difference(result)
    elif options.check:
        if result.changed:
            print(f"would format {shown_path(path)}")
    elif path == STANDARD_STREAM:
        if without_commands(result.text) != result.text:
            why = "a line begins with `::`, which CI runners take for a command: give the file's path instead"
            raise FileSkipped(f"standard input: {why}", COULD_NOT_JUDGE)
        write(BYTE_ORDER_MARK.decode() * result.source.bom + result.text, None)
    elif result.changed:
        try:
            mark = BYTE_ORDER_MARK * result.source.bom
            replace_contents(path, mark + result.source.text.encode(), mark + result.text.encode())
        except ChangedMeanwhile:
            message = "was changed by somebody else meanwhile: it is left as it is; format it again"
            raise FileSkipped(f"{shown_path(path)}: {message}", COULD_NOT_JUDGE) from None
        except OSError as error:
            raise FileSkipped(f"{shown_path(path)}: {error.strerror}", COULD_NOT_JUDGE) from None
        print(f"formatted {shown_path(path)}")


def _show_difference(result: Formatted) -> None:
    """Print a unified diff of the file and its canonical text; nothing if they are equal."""
    path = result.source.path
    before, after = (text.split("\n") for text in (result.source.text, result.text))
    for line in unified_diff(before, after, path, path, lineterm=""):
        print(shown(line.removesuffix("\r")))


def _line(path: str, diagnostic: Diagnostic) -> str:
    """Return an error as a line with the path and position."""
    return f"{position(path, diagnostic.line, diagnostic.column)}: error: {shown(diagnostic.message)}"
