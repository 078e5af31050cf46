"""Keys, mouse and signs on one page, written from the bindings and the policy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from planner.chart import NOT_SENT, SENT, WITHDRAWN
from planner.chart import signs as milestone_signs
from planner.policy import Policy
from planner.terminal_text import cells, shown
from planner.tui.dialogs.reading import ReadingScreen, keys
from planner.tui.panels.reading import Section, two_columns
from planner.tui.signs import Signs

FIXED = (
    ("enter", "presses the button, or takes the line, that has the focus"),
    ("tab", "goes to the next field or button; with shift to the one before"),
    ("a letter in ( )", "behind the answer of a question gives that answer"),
)
"""Keys of forms, questions and lists that no setting changes."""
MOUSE = (
    ("drag a marker", "moves its date; the panel says at once what breaks"),
    ("drag a bar", "moves all the item's dates to come together"),
    ("double click", "edits the date, row, notice, freeze or entry"),
    ("right button", "shows the menu of the thing under the pointer"),
    ("click a track", "folds it into its heading, or unfolds it"),
    ("click the ruler", "puts the day cursor on the day, or takes it off"),
    ("drag the background", "scrolls time and rows"),
    ("rest on a thing", "explains a date, bar, notice, freeze or violation"),
    ("ctrl + click", "marks a row or date, on a heading a track; shift + click marks a range"),
    ("wheel", "scrolls; with shift or alt, or over the ruler, sideways; with ctrl zooms about the pointer"),
    ("esc while dragging", "puts everything back"),
    ("shift and drag", "selects text, in most terminals; `planner open --no-mouse` leaves the mouse to them"),
)
COLUMN = 18
"""Cells for keys at most; longer ones have a line of their own."""

Line = tuple[str, str] | tuple[str, str, str]
"""Keys, a gesture or a sign, and its meaning; and another name by which it may be searched."""


class HelpScreen(ReadingScreen):
    """The help dialog: the keys of the place that has the focus, then all others, the mouse and the signs."""

    MOST_COLUMNS: ClassVar[int] = 3
    PLACE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = keys("help", "escape,question_mark,q")


def help_sections(rows: Mapping[str, Sequence[Line]]) -> list[Section]:
    """Return a section of the page for each heading, with its lines in two columns: keys and meanings.

    A heading without lines is left out.
    """
    return [
        Section(title, two_columns(lines, min(max(cells(shown(line[0])) for line in lines), COLUMN)))
        for title, lines in rows.items()
        if lines
    ]


def legend(policy: Policy, signs: Signs) -> Iterator[tuple[str, str]]:
    """Yield the signs of the timeline and the panels with their meanings, for the milestones of a policy."""
    ascii_only = signs.ascii_only
    for milestone in policy.milestones:
        yield milestone_signs(milestone)[ascii_only], f"{shown(milestone.title)} of a {milestone.of}"
    yield NOT_SENT[ascii_only], "a notice that is planned"
    yield SENT[ascii_only], "a notice that was sent"
    yield WITHDRAWN[ascii_only], "a version that was withdrawn: its bar ends there"
    yield signs.error, "breaks a rule"
    yield signs.warning, "a warning"
    yield signs.info, "worth knowing"
    yield signs.waived, "waived, with a reason"
