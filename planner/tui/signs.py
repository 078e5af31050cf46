"""The signs of the panels and the heading, and what stands for them in `--ascii`."""

from typing import NamedTuple

from planner.policy import Severity


class Signs(NamedTuple):
    error: str = "✗"
    warning: str = "!"
    info: str = "i"
    waived: str = "~"
    goes: str = "✓"
    appears: str = "+"
    changed: str = "●"
    pinned: str = "▪"
    dot: str = "·"
    arrow: str = "→"
    none: str = "—"
    ascii_only: bool = False

    def of_severity(self, severity: Severity) -> str:
        return {"error": self.error, "warning": self.warning, "info": self.info}[severity]


UNICODE = Signs()
ASCII = Signs("x", "!", "i", "~", "v", "+", "*", "#", "-", "->", "-", True)
