"""The signs of the panels and the heading, and what stands for them in `--ascii`."""

from typing import NamedTuple

from planner.policy import Severity
from planner.tui.panels.entries import ViolationEntry


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

    def of(self, entry: ViolationEntry) -> str:
        if entry.fate == "goes":
            return self.goes
        if entry.waived:
            return self.waived
        return self.of_severity(entry.severity)

    def of_severity(self, severity: Severity) -> str:
        return {"error": self.error, "warning": self.warning, "info": self.info}[severity]


UNICODE = Signs()
ASCII = Signs("x", "!", "i", "~", "v", "+", "*", "#", "-", "->", "-", True)
