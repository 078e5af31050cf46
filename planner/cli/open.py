"""`planner open`, and `planner` alone: open plans on a timeline in the terminal."""

import os
import sys
from collections.abc import Sequence

from planner.cli.arguments import Parser
from planner.cli.commands import COMMANDS
from planner.cli.environment import unusable
from planner.cli.output import is_terminal
from planner.dates import iso
from planner.diagnostics import did_you_mean, quoted, suggestion
from planner.disk.near_path import near_path

_DESCRIPTION = """\
Open plans on a timeline: drag dates with the mouse or move them by keys, see at once
which rules break and why, and save. Without PLAN, open the plans below this folder.

Where there is no terminal, the check is printed instead (see planner check --help)."""

_EXAMPLES = """
  planner                                          the plans below this folder
  planner plans/clio.toml                          one plan
  planner open plans/clio.toml --as-of 2027-02-15  as on that day"""

_WEB_DRIVER = "textual.drivers.web_driver:WebDriver"


def run(arguments: Sequence[str]) -> int:
    """Open the plans on the screen and return its exit code; without a terminal, print their check instead.

    Exit with code 2 if a path does not exist. Variables that would keep Textual from starting are removed
    from the environment.
    """
    parser = Parser("planner open", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PLAN", help="plans and folders (default: this folder)")
    parser.add_as_of()
    parser.add_exclude()
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII characters only")
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal, to select text with it"
    )
    options = parser.parse(arguments)
    for path in options.paths:
        if not os.path.exists(path):
            parser.error(f"{quoted(path)}: there is no such file or command{_suggestion(path)}")
    if not (_in_browser() or (is_terminal(sys.stdin, os.environ) and is_terminal(sys.stdout, os.environ))):
        print("planner: this is not a terminal: printing the check instead", file=sys.stderr)
        from planner.cli import check

        return check.run(
            [
                *(f"--exclude={each}" for each in options.exclude),
                *(["--isolated"] if options.isolated else []),
                "--as-of",
                iso(options.as_of),
                "--",
                *options.paths,
            ]
        )
    remarks = []
    for name, remark in unusable(os.environ.copy()):
        del os.environ[name]
        remarks.append(remark)
    from planner.settings import read_settings
    from planner.tui.app import run as run_app

    settings = read_settings()
    return run_app(
        options.paths,
        options.as_of,
        exclude=options.exclude,
        ascii_only=options.ascii,
        mouse=settings.mouse and not options.no_mouse,
        settings=settings,
        remarks=remarks,
    )


def _in_browser() -> bool:
    """Return True if the terminal is a page in a browser, shown by `planner serve`."""
    return os.environ.get("TEXTUAL_DRIVER") == _WEB_DRIVER


def _suggestion(word: str) -> str:
    """Return a question with the path nearest to a word, else with the nearest command, else ""."""
    near = near_path(word)
    return suggestion(near) if near is not None else did_you_mean(word, (*COMMANDS, "--version"))
