"""`planner check --watch`: check again whenever a plan or its policy changes."""

import os
import sys
from collections.abc import Callable, Iterable

import tomli

from planner.cli.output import is_terminal
from planner.files.policy.layers import UnknownPolicy, is_path, is_preset, locate
from planner.reports.check.report import Report

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"

Check = Callable[[], tuple[int, Report | None]]


def watch(paths: Iterable[str], check: Check) -> int:
    """Check now and whenever a TOML file near the paths changes; on ctrl+c return the last exit code.

    The folders of the paths and of the plans' policies are watched. On a terminal, the screen is cleared
    before each check.
    """
    import watchfiles

    if is_terminal(sys.stdout, os.environ):
        check = _on_a_clear_screen(check)
    code, folders = 2, set[str]()
    try:
        while True:
            code, report = check()
            known, folders = folders, _folders(paths, report)
            if folders != known:
                print(f"watching {', '.join(sorted(folders))}; ctrl+c ends", file=sys.stderr)
                changes = watchfiles.watch(*folders, watch_filter=_is_toml, debounce=200)
            next(changes)
    except KeyboardInterrupt:
        return code


def _on_a_clear_screen(check: Check) -> Check:
    """Return a check that clears the terminal before it runs `check`."""

    def cleared() -> tuple[int, Report | None]:
        """Clear the terminal, and check."""
        print(_CLEAR, end="", flush=True)
        return check()

    return cleared


def _is_toml(_: object, path: str) -> bool:
    """Return True if a changed path is a TOML file."""
    return path.endswith(".toml")


def _folders(paths: Iterable[str], report: Report | None) -> set[str]:
    """Return the folders to watch: those of the paths, and of the policies of the plans in the report.

    Folders are watched, as a watch on a file ends when the file is replaced. Missing folders are left out;
    the current folder is watched if there is no other.
    """
    folders = {path if os.path.isdir(path) else os.path.dirname(path) or os.curdir for path in paths}
    for plan in report.plans if report else ():
        folder = os.path.dirname(plan.path)
        folders.add(os.path.dirname(_policy(plan.text, folder) or plan.path) or os.curdir)
    return {os.path.normpath(folder) for folder in folders if os.path.isdir(folder)} or {os.curdir}


def _policy(text: str, folder: str) -> str:
    """Return the path of the policy that a plan's text names.

    Return an empty text for a preset, or if the plan or the policy's package cannot be read.
    """
    try:
        named = tomli.loads(text).get("policy")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(named, str) or is_preset(named):
        return ""
    if is_path(named):
        return os.path.join(folder, named)
    try:
        return locate(named, folder)
    except UnknownPolicy:
        return ""
