"""The violations panel's lines. Only the visible ones are written: there may be thousands."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, overload

from planner.terminal_text import cells, shown
from planner.tui.panels.entries import ViolationEntry
from planner.tui.panels.line import (
    PanelLine,
    Style,
    StyledText,
    cropped_in_the_middle,
    padded,
    paragraph,
    squeezed,
)
from planner.tui.signs import Signs


class ListingStyle(NamedTuple):
    """The layout of the listing."""

    names: Sequence[str]
    """The names of the items."""
    column: int
    """Cells for a name."""
    width: int
    signs: Signs


class Listing(Sequence[PanelLine]):
    """A line for each entry; in full the chosen one, and all of them if there is room."""

    def __init__(
        self, entries: Sequence[ViolationEntry], look: ListingStyle, chosen: int | None, room: int
    ) -> None:
        self._entries = entries
        self._look = look
        self._chosen = chosen
        self._chosen_lines = [*self._in_full(chosen)] if chosen is not None else []
        self._all: list[PanelLine] | None = None
        if len(entries) * 2 <= room:
            every = [line for index in range(len(entries)) for line in self._in_full(index)]
            if len(every) <= room:
                self._all = every

    def __len__(self) -> int:
        if self._all is not None:
            return len(self._all)
        return len(self._entries) + max(len(self._chosen_lines) - 1, 0)

    @overload
    def __getitem__(self, index: int) -> PanelLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PanelLine]: ...
    def __getitem__(self, index: int | slice) -> PanelLine | Sequence[PanelLine]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if self._all is not None:
            return self._all[index]
        if index >= len(self):
            raise IndexError(index)
        if self._chosen is None or index < self._chosen:
            return self._in_one(index)
        if index < self._chosen + len(self._chosen_lines):
            return self._chosen_lines[index - self._chosen]
        return self._in_one(index - len(self._chosen_lines) + 1)

    def of(self, entry: int) -> tuple[int, int]:
        """Return the first and the last line of an entry."""
        if self._all is not None:
            at = [line for line, each in enumerate(self._all) if each.target == entry]
            return at[0], at[-1]
        return entry, entry + (len(self._chosen_lines) - 1 if entry == self._chosen else 0)

    def _in_one(self, index: int) -> PanelLine:
        lead, message, style = self._parts(index)
        return _one_line(lead, message, style, self._look.width, index)

    def _in_full(self, index: int) -> Iterator[PanelLine]:
        lead, message, style = self._parts(index)
        entry, width = self._entries[index], self._look.width - 1
        indent = sum(cells(span.text) for span in lead)
        yield from paragraph(message, width, style, first=lead, indent=indent, target=index)
        if entry.fate != "goes":
            yield from paragraph(", ".join(entry.rules), width, "quiet", indent=indent, target=index)

    def _parts(self, index: int) -> tuple[tuple[StyledText, ...], str, Style]:
        entry, signs = self._entries[index], self._look.signs
        name = self._look.names[entry.item]
        style: Style = "good" if entry.fate == "goes" else "struck" if entry.waived else entry.severity
        sign = StyledText(f" {signs.appears if entry.fate == 'appears' else ' '}{entry.sign(signs)} ", style)
        heads_its_item = index == 0 or self._entries[index - 1].item != entry.item
        column = padded(
            cropped_in_the_middle(shown(name), self._look.column) if heads_its_item else "", self._look.column
        )
        lead = sign, StyledText(f"{column}  ", "strong")
        return lead, entry_text(entry, name), "plain" if style == entry.severity else style


@lru_cache(maxsize=1024)
def _one_line(lead: tuple[StyledText, ...], message: str, style: Style, width: int, target: int) -> PanelLine:
    room = width - sum(cells(span.text) for span in lead) - 1
    return PanelLine((*lead, StyledText(squeezed(shown(message), room), style)), target)


def entry_text(entry: ViolationEntry, name: str) -> str:
    """Return the entry's sentence without the item's name, which stands beside it."""
    message = entry.worst.reason.message.removeprefix(name).lstrip(" :")
    if entry.fate == "goes":
        return f"{', '.join(entry.rules)} would hold"
    return f"waived: {message}" if entry.waived else message
