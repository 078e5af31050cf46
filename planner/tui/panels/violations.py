"""The violations panel: every item's entries, worst first, live while a date moves."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from planner.engine.constraint import Finding
from planner.terminal_text import cells, shown
from planner.tui.panels.entries import ByItem, Group, ViolationEntry, compared, worst_first
from planner.tui.panels.line import PanelLine, StyledText, name_column
from planner.tui.panels.list_selection import ListSelection, keys
from planner.tui.panels.listing import ENTRY_LINES, Listing, ListingStyle
from planner.tui.selection import Selection
from planner.tui.signs import UNICODE, Signs

Groups = Sequence[Group]


class Violations(ListSelection[ViolationEntry]):
    """The violations panel; choosing an entry (arrows or a click) asks the screen to select its date."""

    BINDINGS: ClassVar[list[BindingType]] = keys("violations")

    class Chosen(Message):
        """A message that an entry was chosen."""

        def __init__(self, entry: ViolationEntry) -> None:
            super().__init__()
            self.entry = entry

    class Opened(Message):
        """A message that an entry's date is to be changed."""

        def __init__(self, entry: ViolationEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="violations")
        self.signs = signs
        self.waived_shown = False
        self.waived_key = "v"
        """The key that lists the waived violations."""
        self._names: Sequence[str] = ()
        self._widest = 0
        """Cells of the longest name with violations."""
        self._rest: tuple[frozenset[int], Groups] = (frozenset(), ())
        self._groups: Groups = ()
        self._findings: Mapping[int, Sequence[Finding]] = {}
        self._by_item = ByItem()
        self._listing: Listing | None = None

    @property
    def entries(self) -> Sequence[ViolationEntry]:
        """The listed entries, in order."""
        return self._listed

    @property
    def lines_wanted(self) -> int:
        """The number of lines that show every entry in full."""
        return max(len(self._listed) * ENTRY_LINES, 1)

    def show_all(self, names: Sequence[str], findings: Mapping[int, Sequence[Finding]]) -> None:
        """List the entries of all findings, given by item; during a drag `follow` is called instead.

        Waived ones are left out unless `waived_shown` is True. The cursor stays on its entry, if there still
        is an equal one. `names` are the names of all items, by index.
        """
        self._names, self._findings = names, findings
        self._widest = max((cells(shown(names[item])) for item in findings), default=0)
        self._groups = self._by_item(findings)
        self._rest = frozenset(), self._groups
        chosen = self.chosen
        self._list(self._groups)
        self._write(next((index for index, each in enumerate(self._listed) if each == chosen), None))
        self.settle()
        self.border_title = Content(self._title())

    def follow(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """List the entries of the items that a drag touches, with its effect on each, above the others.

        `findings` are those of the touched items during the drag. The cursor is removed; only as many entries
        are listed as the panel has lines.
        """
        touched = frozenset(findings)
        if self._rest[0] != touched:
            rest = (group for group in self._groups if group[0] not in touched)
            self._rest = touched, list(islice(rest, self.size.height))
        moving = worst_first(
            (item, compared(self._findings.get(item, ()), now)) for item, now in findings.items()
        )
        self._list(chain(moving, self._rest[1]), most=self.size.height)
        self.scroll_to(y=0, animate=False)
        self._write(None)

    def show_waived(self, shown: bool) -> None:
        """List the waived violations too if `shown` is True, else leave them out."""
        self.waived_shown = shown
        self.show_all(self._names, self._findings)

    def choose(self, index: int | None) -> None:
        """Put the cursor on the entry at an index and scroll there; None removes the cursor.

        The screen does not select the entry's date, unlike with `go`.
        """
        self._write(index)
        self.settle()
        if index is not None and self._listing is not None:
            self.reveal(*self._listing.of(index))

    @property
    def at(self) -> int | None:
        """The index of the entry under the cursor; None without a cursor."""
        return self._chosen

    def go_round(self, by: int) -> bool:
        """Choose the entry `by` further down (negative: up), round the ends of the list.

        Return True if it went round an end. There has to be an entry.
        """
        start = self._chosen if self._chosen is not None else (-1 if by > 0 else len(self._listed))
        index = start + by
        self.go(index % len(self._listed))
        return not 0 <= index < len(self._listed)

    def choose_rule(self, item: int, rule: str) -> None:
        """Put the cursor on the entry of an item that violates a rule; do nothing if it is not listed."""
        found = (at for at, each in enumerate(self._listed) if each.item == item and rule in each.rules)
        if (at := next(found, None)) is not None:
            self.choose(at)

    def on_resize(self) -> None:
        """Write the list in the new size."""
        self._write(self._chosen)
        self.settle()

    def go(self, index: int) -> None:
        """Put the cursor on the entry at an index, and post `Chosen`: the screen selects its date."""
        self.choose(index)
        self.post_message(self.Chosen(self._listed[index]))

    def action_back(self) -> None:
        """Post `Opened` to change the date that the entry under the cursor blames.

        Without a cursor, give the keyboard back to the timeline.
        """
        if self.chosen is None:
            super().action_back()
        else:
            self.post_message(self.Opened(self.chosen))

    @property
    def selection(self) -> Selection | None:
        """The violation under the cursor; None without a cursor."""
        return None if self.chosen is None else Selection("violation", place=self.chosen.worst.place)

    def open(self) -> None:
        """Change the date that the entry under the cursor blames, like enter."""
        self.action_back()

    def _list(self, groups: Iterable[Group], most: int | None = None) -> None:
        """Set the listed entries to those of the groups, at most `most`.

        Waived ones are left out unless they are shown.
        """
        listed = (entry for _, each in groups for entry in each if self.waived_shown or not entry.waived)
        self._listed = list(islice(listed, most))

    def _write(self, chosen: int | None) -> None:
        """Write the list, or without entries a line that every promise holds or nothing is to be checked.

        The cursor is on the entry at the index `chosen`, or on none for None.
        """
        if not self._listed:
            text = "Every promise holds." if self._names else "There is nothing to check yet."
            self.show([PanelLine((StyledText(f" {self.signs.goes} ", "good"), StyledText(text, "quiet")))])
            return
        look = ListingStyle(
            names=self._names,
            column=name_column(self._widest, self.inner_width),
            width=self.inner_width,
            signs=self.signs,
        )
        self._listing = Listing(self._listed, look, chosen, self.scrollable_content_region.height)
        self.show(self._listing, chosen=chosen)

    def _title(self) -> str:
        """Return the panel's title, with the number of waived violations if any are left out."""
        waived = sum(entry.waived for _, each in self._groups for entry in each)
        if not waived or self.waived_shown:
            return "Violations"
        return f"Violations ({waived} waived, {self.waived_key} shows them)"
