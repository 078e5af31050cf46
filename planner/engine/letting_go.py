"""Compiled plans let go in small pieces: Python frees a structure in one go, and holds up all threads.

A screen that works on a long plan in a thread waits for no more than one piece.
"""

from collections.abc import Collection, Iterable, Iterator

from planner.engine.compile import Constraints
from planner.engine.schedule import Schedule
from planner.engine.task import Task

LARGE = 1_000
"""Members from which on a container is let go in pieces."""
PIECE = 500
"""Members of a piece: a few milliseconds of work at most."""


def let_go(objects: list[object]) -> Task[None]:
    """Empty a list of objects that nobody uses any more, as a task that frees few objects in each step.

    The list must hold the last reference to each object. A part that somebody else uses stays as it is.
    """
    schedules: dict[int, Schedule] = {}
    held = [*_large_members(objects, schedules, set())]
    yield
    # Constraints refer to their schedule: its own members are held until the last constraint is gone.
    held += _large_members([vars(each) for each in schedules.values()], {}, {*schedules})
    schedules.clear()
    yield
    objects.clear()
    for members in held:
        while members:
            yield
            del members[-PIECE:]


def _large_members(
    parts: Iterable[object], schedules: dict[int, Schedule], seen: set[int]
) -> Iterator[list[object]]:
    """Yield a list of the members of each large container within the parts, at any depth.

    The schedules among the parts are put into `schedules`, by identity; `seen` has the parts looked at.
    """
    for part in parts:
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Schedule):
            schedules[id(part)] = part
            continue
        members = _members(part)
        if len(members) >= LARGE:
            yield [*members]
        else:
            yield from _large_members(members, schedules, seen)


def _members(part: object) -> Collection[object]:
    """Return the members of a dict, list, tuple or of constraints; for any other object, return none."""
    if isinstance(part, dict):
        return part.values()
    if isinstance(part, list | tuple):
        return part
    if isinstance(part, Constraints):
        return [*vars(part).values()]
    return ()
