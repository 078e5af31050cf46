"""The signs of the panels and the heading, and their replacements in `--ascii`."""

from planner.named_tuple import NamedTuple
from planner.policy import Severity


class Signs(NamedTuple):
    """A sign for each meaning, one cell each."""

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
    bar: str = "│"
    none: str = "—"
    more: str = "…"
    ascii_only: bool = False

    def of_severity(self, severity: Severity) -> str:
        """Return the sign of a severity: error, warning or info."""
        return {"error": self.error, "warning": self.warning, "info": self.info}[severity]


UNICODE = Signs()
ASCII = Signs(
    error="x",
    warning="!",
    info="i",
    waived="~",
    goes="v",
    appears="+",
    changed="*",
    pinned="#",
    dot="-",
    arrow="->",
    bar="|",
    none="-",
    more="...",
    ascii_only=True,
)
