"""The history of a plan: its steps, and which of them is saved."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from planner.plan import Plan

Origin = TypeVar("Origin")
"""The type of the file that a plan was made from; its text has the place and comments of every entry."""


class History(Generic[Origin]):
    """The plans before and after each step.

    An edit is one step; edits in a row with the same `merge` key are one step. An edited plan has the origin
    of the plan that was edited, until it is saved.
    """

    def __init__(self, plan: Plan, origin: Origin) -> None:
        self._plans = [plan]
        self._origins = [origin]
        self._labels: list[str] = []
        """The label of the step to each following plan."""
        self._at = 0
        self._saved = 0
        self._lost = 0
        """The distance of the saved plan beyond `_saved`, on a branch that an edit cut off."""
        self._merging: Hashable = None

    @property
    def plan(self) -> Plan:
        """The plan at the current step."""
        return self._plans[self._at]

    @property
    def origin(self) -> Origin:
        """The file that the current plan was made from."""
        return self._origins[self._at]

    @property
    def undo_label(self) -> str | None:
        """The label of the step that `undo` takes back, or None."""
        return self._labels[self._at - 1] if self._at > 0 else None

    @property
    def redo_label(self) -> str | None:
        """The label of the step that `redo` takes again, or None."""
        return self._labels[self._at] if self._at < len(self._labels) else None

    @property
    def previous(self) -> tuple[Plan, Origin] | None:
        """The plan and its origin to which `undo` goes back, or None."""
        return self._step(self._at - 1) if self._at > 0 else None

    @property
    def following(self) -> tuple[Plan, Origin] | None:
        """The plan and its origin to which `redo` goes forward, or None."""
        return self._step(self._at + 1) if self._at < len(self._labels) else None

    def _step(self, at: int) -> tuple[Plan, Origin]:
        return self._plans[at], self._origins[at]

    @property
    def changes(self) -> int:
        """The number of steps between this plan and the saved one."""
        return abs(self._at - self._saved) + self._lost

    def continues(self, merge: Hashable) -> bool:
        """Return True if an edit with this key would be part of the step just before it."""
        return merge is not None and merge == self._merging

    def do(self, label: str, plan: Plan, merge: Hashable = None, *, origin: Origin | None = None) -> None:
        """Add a step that leads to the given plan, and forget the steps that could be redone.

        If the merge key is that of the step just before, extend that step instead; it disappears if it
        leads back to where it began. A plan equal to the current one adds nothing. Without `origin`, the
        new plan has the origin of the current one.
        """
        if plan == self.plan:
            return
        if self.continues(merge):
            self._at -= 1
        self._cut()
        self._merging = merge
        if plan == self.plan:
            # Nudged back to where it was: no step is left.
            self._merging = None
            return
        self._labels.append(label)
        self._plans.append(plan)
        self._origins.append(self.origin if origin is None else origin)
        self._at += 1

    def undo(self) -> str | None:
        """Go back one step and return its label, or None if there is none."""
        label = self.undo_label
        if label is not None:
            self._at -= 1
        self._merging = None
        return label

    def redo(self) -> str | None:
        """Go forward one step and return its label, or None if there is none."""
        label = self.redo_label
        if label is not None:
            self._at += 1
        self._merging = None
        return label

    def saved(self, plan: Plan, origin: Origin) -> None:
        """Mark the current plan as saved, in the form that the written file has."""
        self._plans[self._at], self._origins[self._at] = plan, origin
        self._saved, self._lost = self._at, 0
        self._merging = None

    def saved_elsewhere(self, origin: Origin) -> None:
        """Mark the saved plan as one beside the steps, one step away; give the current plan its origin."""
        self._origins[self._at] = origin
        self._saved, self._lost = self._at, 1
        self._merging = None

    def with_origins(self, replacement: Callable[[Origin], Origin]) -> list[Origin]:
        """Return other origins, one for every plan; steps in a row that share one still share it."""
        replaced: list[Origin] = []
        for number, origin in enumerate(self._origins):
            shared = number > 0 and origin is self._origins[number - 1]
            replaced.append(replaced[-1] if shared else replacement(origin))
        return replaced

    def replace_origins(self, origins: list[Origin]) -> None:
        """Give every plan the origin that `with_origins` returned for it."""
        self._origins = origins

    def forget_origins(self, size: Callable[[Origin], int], most: int) -> None:
        """Keep the origins of the last steps, up to a total size; earlier steps get the first one kept."""
        kept, total = self._origins[-1], size(self._origins[-1])
        for number in reversed(range(len(self._origins))):
            origin = self._origins[number]
            if origin is kept:
                continue
            total += size(origin)
            if total > most and number != self._at:
                self._origins[number] = kept
            else:
                kept = origin

    def _cut(self) -> None:
        """Drop the undone steps."""
        if self._saved > self._at:
            self._lost += self._saved - self._at
            self._saved = self._at
        del self._plans[self._at + 1 :], self._origins[self._at + 1 :], self._labels[self._at :]
