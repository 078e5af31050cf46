"""The style of reports for people: colours and length."""

from typing import Literal

from planner.named_tuple import NamedTuple

Colour = Literal["red", "yellow", "cyan", "blue", "bold", "dim"]

_CODES: dict[Colour, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
SEVERITY_COLOURS: dict[str, Colour] = {"error": "red", "warning": "yellow", "info": "cyan"}


class ReportStyle(NamedTuple):
    """The choices for a report: in colour or not, with or without a summary."""

    colour: bool = False
    quiet: bool = False
    """True for findings only, without the closing summary."""

    def paint(self, text: str, *colours: Colour) -> str:
        """Return text in colours, or unchanged if it is empty or there is no colour."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(_CODES[each] for each in colours)}m{text}\x1b[0m"
