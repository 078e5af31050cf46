"""Keys and signs on one page, written from the commands and the policy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from planner.chart import NOT_SENT, SENT, WITHDRAWN
from planner.chart import signs as milestone_signs
from planner.policy import Policy
from planner.terminal_text import shown
from planner.tui.signs import Signs

MOUSE = (
    ("drag a marker", "moves its date; the panel says at once what breaks"),
    ("drag a bar", "moves all the item's dates to come together"),
    ("wheel", "scrolls; with shift or alt, or over the ruler, sideways; with ctrl zooms about the pointer"),
    ("esc while dragging", "puts everything back"),
)

Line = tuple[str, str]
"""A key, gesture or sign, and its meaning."""


class HelpScreen(ModalScreen[None]):
    """The help: the keys by group, the mouse and the signs of the policy."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, policy: Policy, signs: Signs, keys: Mapping[str, Sequence[Line]]) -> None:
        super().__init__()
        self._policy = policy
        self._signs = signs
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Yield a heading and a table for each section."""
        with Vertical(classes="dialog help"):
            yield Static("Keys and signs", classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                for heading, rows in self._sections():
                    yield Static(heading, markup=False, classes="help-heading")
                    yield Static(_table(rows), markup=False)
            yield Static("esc closes, arrows scroll", classes="dialog-foot form-hint")

    def _sections(self) -> Iterator[tuple[str, Sequence[Line]]]:
        yield from self._keys.items()
        yield "Mouse", list(MOUSE)
        yield "Signs", list(self._legend())

    def _legend(self) -> Iterator[Line]:
        ascii_only = self._signs.ascii_only
        for milestone in self._policy.milestones:
            order = ", in no order with its neighbours" if milestone.parallel else ""
            yield (
                milestone_signs(milestone)[ascii_only],
                f"{shown(milestone.title)} of a {milestone.of}{order}",
            )
        yield WITHDRAWN[ascii_only], "a version that was withdrawn: its bar ends there"
        yield NOT_SENT[ascii_only], "a notice that is planned"
        yield SENT[ascii_only], "a notice that was sent"
        yield self._signs.error, "breaks a rule"
        yield self._signs.warning, "a warning"
        yield self._signs.info, "worth knowing"
        yield self._signs.waived, "waived, with a reason"


def _table(rows: Sequence[Line]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=20, no_wrap=True)
    table.add_column()
    for keys, text in rows:
        table.add_row(Text(f"  {keys}", style="bold"), Text(text))
    return table
