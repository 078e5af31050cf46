"""The footer: the keys that can be pressed now, in groups, as many of them as there is room for."""

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.message import Message

from planner.named_tuple import NamedTuple
from planner.terminal_text import cells
from planner.tui.panels.line import PanelLine, Style, StyledText
from planner.tui.panels.lines import LinePanel
from planner.tui.signs import UNICODE, Signs

APART = 2
"""Cells between two keys."""


class FooterKey(NamedTuple):
    """A key of the footer."""

    id: str
    """The id of its command."""
    keys: str
    text: str
    available: bool
    rank: int = 0
    """Keys of a higher rank give way first."""


KeyGroup = Sequence[FooterKey]


def fitting(groups: Sequence[KeyGroup], width: int) -> list[list[FooterKey]]:
    """Return the groups with as many of their keys as have room in `width` cells; a key is never cut.

    Keys of the highest rank are left out first, and of these the last one. Groups without keys are left out.
    """
    kept = [list(group) for group in groups if group]
    while kept and _width(kept) > width:
        rank = max(key.rank for group in kept for key in group)
        group = next(each for each in reversed(kept) if any(key.rank == rank for key in each))
        del group[max(index for index, key in enumerate(group) if key.rank == rank)]
        kept = [each for each in kept if each]
    return kept


def _width(groups: Sequence[KeyGroup]) -> int:
    """Return the cells of a line with all keys of these groups, the gaps between them and the margins."""
    keys = sum(_key_width(key) for group in groups for key in group)
    gaps = sum(len(group) - 1 for group in groups) * APART + (len(groups) - 1) * (2 * 1 + 1)
    return 1 + keys + gaps + 1


def _key_width(key: FooterKey) -> int:
    """Return the cells of a key and its text."""
    return cells(key.keys) + 1 + cells(key.text)


class KeyLine(LinePanel, can_focus=False):
    """The last line of the screen, with the keys that can be pressed; a click on a key runs its command."""

    class Refused(Message):
        """A message that a key was clicked whose command is not available."""

        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__()
            self.id = id

    def __init__(self, run: Callable[[str], object], signs: Signs = UNICODE) -> None:
        super().__init__(id="key-line")
        self.signs = signs
        self._run = run
        self._groups: Sequence[KeyGroup] = ()
        self._places: list[tuple[int, int, FooterKey]] = []

    def show_keys(self, groups: Iterable[KeyGroup]) -> None:
        """Show these groups of keys; keys of the last two groups stand at the right.

        Do nothing if the same groups are shown already.
        """
        groups = tuple(tuple(group) for group in groups)
        if groups != self._groups:
            self._groups = groups
            self._write()

    @property
    def shown_keys(self) -> list[FooterKey]:
        """The keys that have room, from left to right."""
        return [key for _, _, key in self._places]

    def on_resize(self) -> None:
        """Write the line in the new width."""
        self._write()

    def on_click(self, event: events.Click) -> None:
        """Run the command of the key that is clicked; post `Refused` if the command is not available now."""
        for start, end, key in self._places:
            if start <= event.x < end:
                if key.available:
                    self._run(key.id)
                else:
                    self.post_message(self.Refused(key.id))

    def _write(self) -> None:
        """Write the keys that have room, and remember the cells of each."""
        width = self.size.width
        kept = fitting(self._groups, width)
        at_right = {key.id for group in self._groups[-2:] for key in group}
        blank = width - _width(kept)
        spans, x = [StyledText(" ")], 1
        self._places = []
        for index, group in enumerate(kept):
            if index:
                filler = 0
                if blank and group[0].id in at_right:
                    filler, blank = blank, 0
                spans.append(StyledText(f" {' ' * filler}{self.signs.bar} ", "faint"))
                x += filler + 3
            for number, key in enumerate(group):
                if number:
                    spans.append(StyledText(" " * APART))
                    x += APART
                style: tuple[Style, Style] = ("key", "quiet") if key.available else ("off", "off")
                spans += [StyledText(key.keys, style[0]), StyledText(f" {key.text}", style[1])]
                self._places.append((x, x + _key_width(key), key))
                x += _key_width(key)
        self.show([PanelLine(tuple(spans))])
