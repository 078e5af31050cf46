"""The status line: results, errors and warnings, over the footer and for a while."""

from textual.notifications import SeverityLevel
from textual.timer import Timer

from planner.named_tuple import NamedTuple
from planner.tui.panels.line import Style, StyledText, paragraph
from planner.tui.panels.lines import LinePanel
from planner.tui.signs import UNICODE, Signs

STAY = 4.0
"""Seconds for which a message stays, if nothing else is said."""
ERROR_STAY = 12.0
"""Seconds for which an error stays at least."""
MOST_LINES = 5
_STYLES: "dict[SeverityLevel, Style]" = {"error": "error", "warning": "warning", "information": "good"}


class _Shown(NamedTuple):
    """A message that is shown, and the timer that will take it away."""

    text: str
    timer: Timer


class Status(LinePanel, can_focus=False):
    """The latest message of each severity, the worst one first.

    A message takes the place of the one before it of the same severity: no pile of them covers the timeline,
    and no small matter takes an error away.
    """

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="status")
        self.signs = signs
        self._shown: dict[SeverityLevel, _Shown] = {}
        self.working = ""
        """The line about work that is under way; empty: there is none."""

    @property
    def messages(self) -> list[str]:
        """The messages that are shown, the worst one first."""
        return [self._shown[severity].text for severity in _STYLES if severity in self._shown]

    def say(
        self, text: str, severity: SeverityLevel = "information", *, seconds: float | None = None
    ) -> None:
        """Show a message for so many seconds, in place of the one before of the same severity.

        None stands for `STAY`. An error stays for `ERROR_STAY` seconds at least.
        """
        self.forget(severity)
        seconds = STAY if seconds is None else seconds
        seconds = max(seconds, ERROR_STAY) if severity == "error" else seconds
        timer = self.set_timer(seconds, lambda: self._expire(severity))
        self._shown[severity] = _Shown(text, timer)
        self._write()

    def work(self, text: str) -> None:
        """Show a line about work under way above the messages; an empty text removes the line."""
        self.working = text
        self._write()

    def forget(self, severity: SeverityLevel) -> None:
        """Drop the message of a severity, and its timer; it stays on the screen until the next writing."""
        before = self._shown.pop(severity, None)
        if before is not None:
            before.timer.stop()

    def _expire(self, severity: SeverityLevel) -> None:
        """Drop the message of a severity, and show the others."""
        self.forget(severity)
        self._write()

    def on_click(self) -> None:
        """Drop all messages; the line about work stays."""
        for severity in list(self._shown):
            self.forget(severity)
        self._write()

    def on_resize(self) -> None:
        """Write the messages in the new width."""
        self._write()

    def _write(self) -> None:
        """Write the line about work, then the messages, the worst one first; at most `MOST_LINES` lines.

        Without any, the widget is not displayed.
        """
        parent = self.parent
        width = self.screen.size.width
        told = [
            (self._shown[severity].text, self._sign(severity), style)
            for severity, style in _STYLES.items()
            if severity in self._shown
        ]
        if self.working:
            told.insert(0, (self.working, self.signs.more, "quiet"))
        lines = [
            line
            for text, sign, style in told
            for line in paragraph(text, width - 1, "plain", first=(StyledText(f" {sign} ", style),), indent=3)
        ][:MOST_LINES]
        self.display = bool(lines)
        if lines and parent is not None:
            self.styles.height = len(lines)
        self.show(lines)

    def _sign(self, severity: SeverityLevel) -> str:
        """Return the sign of a severity."""
        signs = {"error": self.signs.error, "warning": self.signs.warning, "information": self.signs.dot}
        return signs[severity]
