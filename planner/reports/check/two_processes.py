"""Judging the plans of a large folder in two processes, where there are two processors."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from planner.reports.check.report import PlanReport

LEAST = 200
"""The number of plans from which on a second process is worth its start."""

Judge = Callable[[str], PlanReport]


def judge_in_two(paths: Sequence[str], judge: Judge) -> list[PlanReport]:
    """Return the reports of plans in the order of the paths, half of them made in a second process.

    Below `LEAST` plans, or without a second processor, this process makes all. If the second process fails,
    this one judges its plans again.
    """
    if len(paths) < LEAST or not _has_two_processors():
        return [judge(path) for path in paths]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os._exit(_hand_over(writer, paths[1::2], judge))
    os.close(writer)
    ours = [judge(path) for path in paths[::2]]
    with open(reader, "rb") as stream:
        contents = stream.read()
    _, status = os.waitpid(child, 0)
    theirs = _loaded(contents) if status == 0 else [judge(path) for path in paths[1::2]]
    reports: list[PlanReport] = [*paths]  # type: ignore[list-item]
    reports[::2], reports[1::2] = ours, theirs
    return reports


def _has_two_processors() -> bool:
    """Return True if this process may run on two processors and can fork."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


def _hand_over(writer: int, paths: Sequence[str], judge: Judge) -> int:
    """Judge plans in the second process and write the reports to a pipe; return 0, or 1 if that fails."""
    try:
        from pickle import Pickler

        class Reports(Pickler):
            """A pickler that also knows mappings that cannot be changed, which reports hold."""

            def reducer_override(self, value: Any) -> Any:
                """Return how to make a mapping that cannot be changed; leave all else to pickle."""
                return (_mapping, (dict(value),)) if type(value) is _FROZEN else NotImplemented

        with open(writer, "wb") as stream:
            Reports(stream, protocol=5).dump([judge(path) for path in paths])
    except BaseException:  # whatever it is, the first process meets it again
        return 1
    return 0


_FROZEN = type(type.__dict__)


def _mapping(values: dict[str, Any]) -> Any:
    """Return a mapping that cannot be changed."""
    return _FROZEN(values)


def _loaded(contents: bytes) -> list[PlanReport]:
    """Return the reports that the second process wrote."""
    from pickle import loads

    reports: list[PlanReport] = loads(contents)
    return reports
