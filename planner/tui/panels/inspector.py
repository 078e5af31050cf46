"""The inspector: one item's dates, phase, notices and waivers, and the arithmetic of its violations."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from planner.engine.constraint import Finding, Place
from planner.terminal_text import shown
from planner.tui.panels.line import PanelLine, StyledText
from planner.tui.panels.lines import LinePanel
from planner.tui.signs import UNICODE, Signs

if TYPE_CHECKING:
    from planner.engine.phases import Timetable
    from planner.engine.solve.window import Window
    from planner.tui.panels.inspection import Inspected

NOTHING = (PanelLine((StyledText(" Nothing is selected.", "quiet"),)),)


class Inspector(LinePanel):
    """The panel about the selected item."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, id="inspector.up"),
        Binding("down,j", "scroll_down", "Down", show=False, id="inspector.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="inspector.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="inspector.page-down"),
    ]

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="inspector")
        self.signs = signs
        self._shown: tuple[Inspected, Timetable, Sequence[Finding], Place | None] | None = None
        self.sent_key = "s"
        """The key that records a notice as sent."""
        self._legal: Window | None = None
        self._track: Callable[[int], Iterable[PanelLine]] | None = None
        """Writes the lines about the selected track in a width, while its heading is selected."""
        self._framed = ""

    def inspect(
        self,
        subject: "Inspected | None",
        days: "Timetable | None",
        findings: Sequence[Finding] = (),
        selected: Place | None = None,
        legal: "Window | None" = None,
    ) -> None:
        """Show an item with its findings and the legal days of its selected date.

        Without `subject` or `days`, show that nothing is selected. For another item than before, scroll to
        the top.
        """
        self._legal, self._track = legal, None
        before = self._shown
        self._shown = None if subject is None or days is None else (subject, days, findings, selected)
        if before is None or subject is None or before[0].item != subject.item:
            self.scroll_to(y=0, animate=False)
        self._name_frame("" if subject is None else shown(subject.item_name))
        self._write()
        self.settle()

    def inspect_track(self, name: str, write: Callable[[int], Iterable[PanelLine]]) -> None:
        """Show a track whose heading is selected; `write` returns its lines in a width. Scroll to the top."""
        self._shown, self._track = None, write
        self.scroll_to(y=0, animate=False)
        self._name_frame(shown(name))
        self._write()
        self.settle()

    def _name_frame(self, item: str) -> None:
        """Set the frame's title to an item's name, empty for none; to set the same again would repaint it."""
        if item != self._framed:
            self._framed = item
            self.border_title = Content(item) if item else None

    def follow(self, days: "Timetable", findings: Sequence[Finding]) -> None:
        """Show the same item with other days and findings while a date is dragged.

        The legal days stay as they were before the drag. Do nothing if no item is shown.
        """
        if self._shown is not None:
            subject, _, _, selected = self._shown
            self._shown = subject, days, findings, selected
            self._write()

    def on_resize(self) -> None:
        """Write the lines in the new width."""
        self._write()
        self.settle()

    def _write(self) -> None:
        """Write the lines about the item or track, or that nothing is selected."""
        if self._shown is None:
            self.show(NOTHING if self._track is None else [*self._track(self.inner_width - 1)])
            return
        from planner.tui.panels.inspection import Inspection  # after the first paint

        subject, days, findings, selected = self._shown
        width = self.inner_width - 1
        self.show(
            Inspection(
                inspected=subject,
                days=days,
                findings=findings,
                selected=selected,
                width=width,
                signs=self.signs,
                legal=self._legal,
                sent_key=self.sent_key,
            ).lines()
        )
