"""Paths from the top of the repository, as the readers of some report formats expect them."""

import os

from planner.reports.check.report import Report


def rooted(report: Report, top: str | None) -> Report:
    """Return the report with paths below the folder `top` relative to it; other paths stay as given.

    With None, the report is returned unchanged.
    """
    if top is None:
        return report

    def from_top(path: str) -> str:
        """Return a path relative to `top` if it lies below it, else as it is."""
        whole = os.path.normpath(os.path.join(os.getcwd(), path))
        return os.path.relpath(whole, top) if whole.startswith(f"{top}{os.sep}") else path

    return report._replace(
        plans=tuple(
            plan._replace(
                path=from_top(plan.path),
                errors=tuple(each._replace(path=from_top(each.path)) for each in plan.errors),
            )
            for plan in report.plans
        )
    )


def top_of_repository(folder: str) -> str | None:
    """Return the nearest folder, from `folder` upwards, that holds `.git`, `.hg` or `.jj`, or None."""
    while not any(os.path.exists(os.path.join(folder, name)) for name in (".git", ".hg", ".jj")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder
