"""The Python interface: `planner.check` and the results that it returns."""

import os
from datetime import date

from planner.dates import to_day
from planner.reports.check.gather import gather
from planner.reports.check.results import (
    CheckResult,
    ErrorResult,
    PlanResult,
    RelatedDate,
    Since,
    Summary,
    ViolationResult,
    WaiverResult,
    check_result,
)

__all__ = [
    "CheckResult",
    "ErrorResult",
    "PlanResult",
    "RelatedDate",
    "Since",
    "Summary",
    "ViolationResult",
    "WaiverResult",
    "check",
]


def check(
    path: str | os.PathLike[str], *, as_of: date | None = None, policy: str | None = None
) -> CheckResult:
    """Check a plan, or all plans below a folder, and return the findings.

    Args:
        path: A plan file or a folder.
        as_of: The day to evaluate the plans on; today if not given.
        policy: A preset's name or a path, instead of the plans' own policies.

    Returns:
        The results that `planner check --output-format json` prints. A plan that cannot be read is
        no exception: its result has `judged` False and says why in `errors`.

    Raises:
        TypeError: `as_of` is no date, such as a text.
    """
    if as_of is not None and not isinstance(as_of, date):
        raise TypeError(f"as_of is a datetime.date, as in date(2027, 2, 15), not {as_of!r}")
    return check_result(gather([os.fspath(path)], to_day(as_of or date.today()), policy))
