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
        """The plan that `undo` goes back to, with its origin; None if there is no step to take back."""
        return self._step(self._at - 1) if self._at > 0 else None

    @property
    def following(self) -> tuple[Plan, Origin] | None:
        """The plan that `redo` goes forward to, with its origin; None if no step was undone."""
        return self._step(self._at + 1) if self._at < len(self._labels) else None

    def _step(self, at: int) -> tuple[Plan, Origin]:
        return self._plans[at], self._origins[at]

    @property
    def changes(self) -> int:
        """The number of steps between the current plan and the saved one; 0 if the current plan is saved."""
        return abs(self._at - self._saved) + self._lost

    def continues(self, merge: Hashable) -> bool:
        """Return True if `do` with this merge key would extend the step just before; False for None.

        An undo, a redo or a save in between ends the step, so that nothing extends it.
        """
        return merge is not None and merge == self._merging

    def do(self, label: str, plan: Plan, merge: Hashable = None, *, origin: Origin | None = None) -> None:
        """Add a step that leads to the given plan, and forget the undone steps.

        Do nothing if the plan equals the current one. If the merge key is that of the step just before,
        extend that step instead; it disappears if it leads back to where it began. Without `origin`, the new
        plan has the origin of the current one.
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
        """Go back one step and return its label; return None if there is no step to take back.

        Either way, the next edit is a step of its own.
        """
        label = self.undo_label
        if label is not None:
            self._at -= 1
        self._merging = None
        return label

    def redo(self) -> str | None:
        """Go forward one step and return its label; return None if no step was undone.

        Either way, the next edit is a step of its own.
        """
        label = self.redo_label
        if label is not None:
            self._at += 1
        self._merging = None
        return label

    def saved(self, plan: Plan, origin: Origin) -> None:
        """Mark the current plan as saved, and put the plan and the origin of the written file in its place.

        The next edit is a step of its own.
        """
        self._plans[self._at], self._origins[self._at] = plan, origin
        self._saved, self._lost = self._at, 0
        self._merging = None

    def saved_elsewhere(self, origin: Origin) -> None:
        """Give the current plan another origin, and mark it as one step away from the saved plan.

        The saved plan is not among the steps then. The next edit is a step of its own.
        """
        self._origins[self._at] = origin
        self._saved, self._lost = self._at, 1
        self._merging = None

    def with_origins(self, replacement: Callable[[Origin], Origin]) -> list[Origin]:
        """Return a new origin for each plan, made by `replacement` from its origin; change nothing yet.

        Plans in a row that share an origin share the new one, for which `replacement` is called once.
        """
        replaced: list[Origin] = []
        for number, origin in enumerate(self._origins):
            shared = number > 0 and origin is self._origins[number - 1]
            replaced.append(replaced[-1] if shared else replacement(origin))
        return replaced

    def replace_origins(self, origins: list[Origin]) -> None:
        """Give the plans other origins: a list with one for each plan, as `with_origins` returns."""
        self._origins = origins

    def forget_origins(self, size: Callable[[Origin], int], most: int) -> None:
        """Give early plans the origin of the nearest later plan that keeps its own, to bound the memory.

        Counted from the last plan back, origins are kept while their sizes add up to at most `most`; the last
        and the current plan keep theirs in any case.
        """
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
        """Drop the undone steps; if the saved plan is among them, remember how many steps away it was."""
        if self._saved > self._at:
            self._lost += self._saved - self._at
            self._saved = self._at
        del self._plans[self._at + 1 :], self._origins[self._at + 1 :], self._labels[self._at :]
