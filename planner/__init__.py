"""Release planner: lay out API versions on a timeline and see which promises hold.

The names below are the Python interface; everything else may change without notice. They are
loaded when first used, so that importing a module of the planner stays cheap.
"""

from typing import TYPE_CHECKING, Any

from planner.version import __version__

if TYPE_CHECKING:
    from planner.api import (
        CheckResult,
        ErrorResult,
        PlanResult,
        RelatedDate,
        Since,
        Summary,
        ViolationResult,
        WaiverResult,
        check,
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
    "__version__",
    "check",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from planner import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
