"""A number typed before a motion: `10l` is ten days later, `3w` three weeks, `5j` five rows down."""

from collections.abc import Mapping

from planner.tui.timeline.drag import Unit
from planner.tui.timeline.messages import CountTyped
from planner.tui.timeline.navigation import Navigable

MOST = 9999
"""The largest number; a further digit does nothing."""
UNITS: Mapping[str, tuple[int, Unit]] = {
    "d": (1, "day"),
    "w": (1, "week"),
    "m": (1, "month"),
    "y": (12, "month"),
    "D": (-1, "day"),
    "W": (-1, "week"),
    "M": (-1, "month"),
    "Y": (-12, "month"),
}
"""The letters that end a number: so many days, weeks, months or years later, as capitals earlier."""


class Counting(Navigable, part=True):
    """Rows whose motions take a number."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        """The number that was typed; 0: none."""

    def take_count(self) -> int:
        """Return the number that was typed, or 1 if none was, and forget it."""
        count = self.count or 1
        self.drop_count()
        return count

    def drop_count(self) -> None:
        """Forget the number that was typed, and post `CountTyped(0)` if there was one."""
        if self.count:
            self._set_count(0)

    def key_for_count(self, key: str) -> tuple[int, Unit] | bool:
        """Return the move that a key asks for as number and unit, if the key ends a typed number with a unit.

        Return True if the key was a digit of a number, or escape, which drops the number; False for other
        keys.
        """
        if key.isdecimal() and len(key) == 1 and (self.count or key != "0"):
            if self.count * 10 + int(key) <= MOST:
                self._set_count(self.count * 10 + int(key))
            return True
        if not self.count:
            return False
        if key == "escape":
            self.drop_count()
            return True
        if (unit := UNITS.get(key)) is None:
            return False
        return unit[0] * self.take_count(), unit[1]

    def _set_count(self, count: int) -> None:
        """Set the typed number, 0 for none, and post `CountTyped`."""
        self.count = count
        self.post_message(CountTyped(count))
