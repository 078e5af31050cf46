"""The violations panel's lines. Only the visible ones are written: there may be thousands."""

from collections.abc import Sequence

from planner.dates import counted, iso
from planner.named_tuple import NamedTuple
from planner.terminal_text import cells, shown
from planner.tui.panels.entries import ViolationEntry
from planner.tui.panels.lazy_lines import LazyLines
from planner.tui.panels.line import (
    PanelLine,
    Style,
    StyledText,
    cropped,
    cropped_at_a_word,
    cropped_in_the_middle,
    padded,
    words,
)
from planner.tui.signs import Signs
from planner.wording.violation import beside_name

ENTRY_LINES = 2
"""The lines of an entry in full."""
LEAST_TEXT = 9
"""Cells of a text beside a day below which it is left out."""


class ListingStyle(NamedTuple):
    """The layout of the listing."""

    names: Sequence[str]
    """The names of the items."""
    column: int
    """Cells for a name."""
    width: int
    signs: Signs


class Listing(LazyLines):
    """The lines of all entries, each written when it is read.

    All entries have two lines if the panel has room for that, else one, and two for the chosen entry.
    """

    def __init__(
        self, entries: Sequence[ViolationEntry], look: ListingStyle, chosen: int | None, room: int
    ) -> None:
        self._entries = entries
        self._look = look
        self._chosen = chosen
        self._full = len(entries) * ENTRY_LINES <= room
        self._made: dict[int, tuple[PanelLine, PanelLine]] = {}

    def __len__(self) -> int:
        if self._full:
            return len(self._entries) * ENTRY_LINES
        return len(self._entries) + (ENTRY_LINES - 1 if self._chosen is not None else 0)

    def line(self, index: int) -> PanelLine:
        """Return the line at an index, counted through all entries."""
        entry, line = divmod(index, ENTRY_LINES) if self._full else self._at(index)
        return self._lines(entry, alone=not self._full and entry != self._chosen)[line]

    def _at(self, index: int) -> tuple[int, int]:
        """Return the index of the entry at a line, and 0 or 1 for which of its lines it is.

        It is for a listing in which only the chosen entry has two lines.
        """
        if self._chosen is None or index <= self._chosen:
            return index, 0
        after = index - self._chosen
        return (self._chosen, after) if after < ENTRY_LINES else (index - ENTRY_LINES + 1, 0)

    def of(self, entry: int) -> tuple[int, int]:
        """Return the indices of the first and the last line of the entry at an index."""
        if self._full:
            return entry * ENTRY_LINES, entry * ENTRY_LINES + ENTRY_LINES - 1
        beyond = self._chosen is not None and entry > self._chosen
        first = entry + (ENTRY_LINES - 1 if beyond else 0)
        return first, first + (ENTRY_LINES - 1 if entry == self._chosen else 0)

    def _lines(self, index: int, *, alone: bool) -> tuple[PanelLine, PanelLine]:
        """Return the two lines of an entry, made once: a drag compares and paints them at each motion.

        `alone` makes them for an entry of which only the first one is shown.
        """
        lines = self._made.get(index)
        if lines is None:
            entry, look = self._entries[index], self._look
            heads_its_item = index == 0 or self._entries[index - 1].item != entry.item
            name = look.names[entry.item] if heads_its_item else ""
            lines = self._made[index] = entry_lines(entry, name, look, index, alone)
        return lines


def entry_lines(
    entry: ViolationEntry, name: str, look: ListingStyle, target: int, alone: bool
) -> tuple[PanelLine, PanelLine]:
    """Return the two lines of an entry: the violation; its reason, its legal day, and its rules at the right.

    If only the first line is shown (`alone`), it has the legal day too, and the second one is blank.

    Args:
        entry: The entry.
        name: The name before it: its item's, or empty below an entry of the same item.
        look: The layout of the listing.
        target: The index of the entry.
        alone: True if only the first line is shown.
    """
    signs, fate = look.signs, entry.fate
    style: Style = "good" if fate == "goes" else "waived" if entry.waived else entry.severity
    sign = StyledText(f" {signs.appears if fate == 'appears' else ' '}{entry.sign(signs)} ", style)
    column = padded(cropped_in_the_middle(shown(name), look.column), look.column)
    lead = (sign, StyledText(f"{column}  ", "strong"))
    room = look.width - sum(cells(span.text) for span in lead) - 1
    what, briefer, why, cure = in_words(entry, look.names[entry.item])
    plain: Style = "plain" if style == entry.severity else style
    if alone:
        first = _with_cure(_longest((what, *briefer), _beside(cure, room)), plain, cure, room)
        return PanelLine((*lead, *first), target), PanelLine()
    rows = words(shown(what), max(room, 8))
    if len(rows) > 1 and briefer:
        rows = [cropped(shown(_longest(briefer, room)), room)]
    indent = StyledText(" " * cells(sign.text))
    wide = look.width - cells(sign.text) - 1
    kept = sum(map(cells, cure)) + 1 if cure is not None else 0
    named = () if fate == "goes" else entry.rules  # the first line names them
    rules = _rules(named, max(min(wide // 2, wide - kept - 2), 0))
    below = shown(why) if len(rows) == 1 else " ".join(rows[1:])
    left = _with_cure(below, "quiet" if len(rows) == 1 else plain, cure, wide - cells(rules) - 2)
    if len(rows) > 1 and _beside(cure, wide - cells(rules) - 2) < LEAST_TEXT:
        rows = [cropped(shown(what), room)]  # its second row has made room for the legal day
    blank = wide - sum(cells(span.text) for span in left) - cells(rules)
    second = (indent, *left, StyledText(" " * max(blank, 0)), StyledText(rules, "quiet"))
    return PanelLine((*lead, StyledText(rows[0], plain)), target), PanelLine(second, target)


def _rules(ids: Sequence[str], width: int) -> str:
    """Return the ids of rules in at most `width` cells; if they have no room, the first one and a number.

    The number counts the other ones, as in `promise +1`.
    """
    every = ", ".join(ids)
    if cells(every) <= width or len(ids) < 2:
        return cropped(every, width)
    more = f" +{len(ids) - 1}"
    return cropped(cropped(ids[0], width - len(more)) + more, width)


def _with_cure(text: str, style: Style, cure: tuple[str, str] | None, room: int) -> list[StyledText]:
    """Return a text and the legal day after it, in `room` cells; only the text is cropped or left out.

    `cure` has a word for the legal day, and the day; None: there is none.
    """
    if cure is None:
        return [StyledText(cropped_at_a_word(shown(text), max(room, 0)), style)]
    word, day = cure
    beside = _beside(cure, room)
    if not text or beside < LEAST_TEXT:
        return [StyledText(f"{word} ", "quiet"), StyledText(day, "day")]
    kept = cropped_at_a_word(shown(text), beside)
    return [StyledText(kept, style), StyledText(f" · {word} ", "quiet"), StyledText(day, "day")]


def _longest(texts: Sequence[str], room: int) -> str:
    """Return the first of these texts that has room, made safe; else the last one.

    They are sorted from the longest to the shortest.
    """
    return next((each for each in texts if cells(shown(each)) <= room), texts[-1])


def _beside(cure: tuple[str, str] | None, room: int) -> int:
    """Return the cells that `room` has for a text before a legal day and its word; all of them for None."""
    return room if cure is None else room - sum(map(cells, cure)) - len(" ") - len(" · ")


class ViolationWords(NamedTuple):
    """A violation in words."""

    what: str
    briefer: tuple[str, ...] = ()
    """Shorter words for a narrow panel, the longest first."""
    why: str = ""
    cure: tuple[str, str] | None = None
    """The legal day behind a word for it; None without a legal day."""


def in_words(entry: ViolationEntry, name: str) -> ViolationWords:
    """Return the violation of an entry in words for a listing; `name` is its item's, which is left out.

    An entry that a drag ends has the rules that would hold then. A waiver takes the place of the reason, and
    a waived entry has no legal day.
    """
    worst = entry.worst
    if entry.fate == "goes":
        holds = f"{', '.join(entry.rules)} would hold"
        return ViolationWords(holds)
    permitted = ""
    if worst.waived is not None:
        permitted = f"waived{f' ({worst.waived.reason})' if worst.waived.reason else ''}: {worst.waived.note}"
    cure = None
    for word, bound in (("earliest", worst.earliest), ("latest", worst.latest)):
        if bound is not None and not entry.waived:
            cure = word, iso(bound)
    if worst.reason.explanation and worst.date is not None and worst.milestone is not None and worst.days:
        off = "short" if worst.latest is None else "late"
        much = f"{counted(worst.days, 'day')} {off}"
        what = f"{worst.milestone} {iso(worst.date)} is {much}"
        return ViolationWords(
            what=what,
            briefer=(f"{worst.milestone} is {much}", much),
            why=permitted or worst.reason.explanation,
            cure=cure,
        )
    message = beside_name(worst, name)
    return ViolationWords(message, (), permitted or worst.rule.because or "")
