"""The plans that a person went through, and where among them the saved one is."""

from collections.abc import Hashable

from planner.plan import Plan


class History:
    """An edit is one step; edits in a row that share a `merge` key are one step together."""

    def __init__(self, plan: Plan) -> None:
        self._plans = [plan]
        self._labels: list[str] = []
        """Of the step to each following plan."""
        self._at = 0
        self._saved = 0
        self._lost = 0
        """How far beyond `_saved` the saved plan was, on a branch that an edit cut off."""
        self._merging: Hashable = None

    @property
    def plan(self) -> Plan:
        return self._plans[self._at]

    @property
    def undo_label(self) -> str | None:
        return self._labels[self._at - 1] if self._at > 0 else None

    @property
    def redo_label(self) -> str | None:
        return self._labels[self._at] if self._at < len(self._labels) else None

    @property
    def changes(self) -> int:
        """Steps between this plan and the saved one; 0 where it is the saved one."""
        return abs(self._at - self._saved) + self._lost

    def do(self, label: str, plan: Plan, merge: Hashable = None) -> None:
        if plan == self.plan:
            return
        if merge is not None and merge == self._merging:
            self._at -= 1
        self._cut()
        self._merging = merge
        if plan == self.plan:
            # Nudged back to where it was: no step is left.
            self._merging = None
            return
        self._labels.append(label)
        self._plans.append(plan)
        self._at += 1

    def undo(self) -> str | None:
        """The label of the step taken back; None where there is none."""
        label = self.undo_label
        if label is not None:
            self._at -= 1
        self._merging = None
        return label

    def redo(self) -> str | None:
        label = self.redo_label
        if label is not None:
            self._at += 1
        self._merging = None
        return label

    def saved(self) -> None:
        """The plan as it is now is the saved one."""
        self._saved, self._lost = self._at, 0
        self._merging = None

    def _cut(self) -> None:
        """Drops what was undone."""
        if self._saved > self._at:
            self._lost += self._saved - self._at
            self._saved = self._at
        del self._plans[self._at + 1 :], self._labels[self._at :]
