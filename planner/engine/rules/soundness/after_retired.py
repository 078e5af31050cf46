"""A milestone that a policy adds to those it extends and that came after the end of life."""

from collections.abc import Iterator

from planner.diagnostics import quoted, visible
from planner.engine.rules.soundness.mistake import Examined, Mistake, PolicyKey
from planner.policy import ItemType


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each milestone that an extending policy adds behind the inherited end of life.

    That is the milestone of role `retired`. A milestone with `after` is meant to be where it is.
    """
    layers = examined.first_layers
    retired: dict[ItemType, str] = {}
    for milestone in examined.policy.milestones:
        of, name = milestone.of, milestone.name
        if milestone.role == "retired":
            retired[of] = name
        elif of in retired and milestone.after is None:
            end = retired[of]
            if layers.get((of, name), 0) > layers.get((of, end), 0):
                message = (
                    f"{quoted(name)} comes after {quoted(end)}, the end of the inherited lifecycle; say with"
                    f' `after` which milestone it follows, `after = "{visible(end)}"` if it is meant so'
                )
                yield Mistake("after-retired", message, (PolicyKey("milestone", (of, name), ("name",)),))
