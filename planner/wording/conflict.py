"""Conflicts in sentences: why rules cannot all be kept by moving dates."""

from collections.abc import Mapping

from planner.engine.rules.wording import subject
from planner.engine.solve.ripple import Blocker, Conflict

_WHY: Mapping[Blocker, str] = {
    "held": "it stays where it was put",
    "sent": "it has been sent",
    "pinned": "it is pinned",
    "past": "it is past",
}


def sentences(conflict: Conflict) -> tuple[str, ...]:
    """Return a sentence for each rule of a conflict's chain, from the facts on, and one for its blocker."""
    told = [f"{each.rule.id}: {each.reason.message}" for each in reversed(conflict.chain)]
    return *told, _dead_end(conflict)


def _dead_end(conflict: Conflict) -> str:
    """Return the sentence that says which date cannot move, in which direction, and why."""
    if conflict.date is None:
        return f"nothing that it compares can go {conflict.direction}"
    date, direction = subject(conflict.date.item, conflict.date.what, conflict.date.day), conflict.direction
    if conflict.blocker == "cycle":
        return f"each asks for what breaks another: {date} would go {direction} and {direction}"
    return f"{date} cannot go {direction}: {_why(conflict)}"


def _why(conflict: Conflict) -> str:
    """Return the reason why the blocker's date does not move."""
    if conflict.blocker in _WHY:
        return _WHY[conflict.blocker]
    if conflict.direction == "earlier":
        return "no day is early enough that is not past, nor before the day that people were told"
    return "no later day is legal"
