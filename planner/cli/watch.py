"""`planner check --watch`: check again whenever a plan or its policy changes."""

import os
import sys
from collections.abc import Callable, Sequence

import tomli

from planner.cli.output import is_terminal
from planner.disk.glob_path import glob_folder
from planner.files.policy_on_disk import policy_contents
from planner.reports.check.report import Report

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"

Check = Callable[[], tuple[int, Report | None]]


def watch(paths: Sequence[str], policy: str | None, check: Check) -> int:
    """Check now and whenever a TOML file near the paths changes; on ctrl+c return the last exit code.

    The folders of the paths, of the plans and of their policies are watched; `policy` is used instead of the
    plans' own. On a terminal, the screen is cleared before each check.
    """
    import watchfiles

    if is_terminal(sys.stdout, os.environ):
        check = _on_a_clear_screen(check)
    code, folders = 2, set[str]()
    try:
        while True:
            code, report = check()
            known, folders = folders, _folders(paths, policy, report)
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


def _folders(paths: Sequence[str], policy: str | None, report: Report | None) -> set[str]:
    """Return the folders to watch: of the paths and globs, of the plans, and of the files of their policies.

    `policy` is used instead of the plans' own policies, if it is given. Folders are watched, since a watch on
    a file ends when it is replaced. Missing folders are left out; the current folder is watched if there is
    no other.
    """
    files = [glob_folder(path) or path for path in paths]
    if policy is not None:
        files += (path for path, _ in policy_contents(policy, None))
    for plan in report.plans if report else ():
        files.append(plan.path)
        if policy is None and (named := _policy(plan.text)) is not None:
            files += (path for path, _ in policy_contents(named, os.path.dirname(plan.path)))
    folders = {path if os.path.isdir(path) else os.path.dirname(path) or os.curdir for path in files}
    return {os.path.normpath(folder) for folder in folders if os.path.isdir(folder)} or {os.curdir}


def _policy(text: str) -> str | None:
    """Return the policy that a plan's text names; None if it names none or is not TOML."""
    try:
        named = tomli.loads(text).get("policy")
    except (ValueError, RecursionError):
        return None
    return named if isinstance(named, str) and named.strip() else None
