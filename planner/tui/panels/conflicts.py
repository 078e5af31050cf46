"""The conflicts panel: what both sides of a merge changed, to decide for one side of each."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from planner.compare.entry_name import EntryName, entry_name
from planner.engine.constraint import Place
from planner.merge.conflict import AdditionConflict, Conflict, KeyConflict, RemovalConflict
from planner.plan import Change, Notice, PlanEntry, Version
from planner.terminal_text import shown
from planner.tui.keymap import hint
from planner.tui.panels.line import PanelLine, StyledText, paragraph
from planner.tui.panels.list_selection import ListSelection, keys
from planner.tui.panels.side import GoTo, PanelHost
from planner.wording.merge import conflict_lines

DECISIONS = (("conflicts.mine", "keeps mine"), ("conflicts.theirs", "takes theirs"))
"""The bindings that decide a conflict, each with its effect."""


class Conflicts(ListSelection[Conflict]):
    """The conflicts of a merge that are not decided yet; the plan has our side of each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("conflicts"),
        Binding("m", "decide('mine')", "Keep mine", show=False, id="conflicts.mine"),
        Binding("t", "decide('theirs')", "Take theirs", show=False, id="conflicts.theirs"),
    ]

    def __init__(self, host: PanelHost) -> None:
        super().__init__(id="conflicts")
        self.add_class("side")
        self.host = host

    def start(self) -> None:
        """List the conflicts, take the keyboard, and choose the first conflict."""
        self.renew()
        self.focus()
        self.action_step(1)

    def renew(self) -> None:
        """List the undecided conflicts anew.

        The cursor stays at its place in the list, or at the last conflict.
        """
        at = self._chosen
        self._listed = self.host.merging.conflicts
        self._write(min(at, len(self._listed) - 1) if at is not None and self._listed else None)

    def follow(self) -> None:
        """Leave the list as it is while a date is dragged."""

    def stop(self) -> None:
        """Do nothing: the panel shows nothing elsewhere."""

    def action_decide(self, side: str) -> None:
        """Decide the conflict under the cursor for a side, `mine` or `theirs`; do nothing without one."""
        if self.chosen is not None:
            self.host.merging.decide(self.chosen, theirs=side == "theirs")

    def go(self, index: int) -> None:
        """Put the cursor on the conflict at an index, and ask the screen to select its date or item.

        Nothing is selected if our plan does not have it.
        """
        self._write(index)
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        self.reveal(at[0], at[-1])
        subject, what = _about(self._listed[index])
        owner = next((each for each in self.host.session.plan.entries if entry_name(each) == subject), None)
        if owner is not None and (item := _item(owner)) is not None:
            self.post_message(GoTo(item, _place(owner, what)))

    def on_resize(self) -> None:
        """Write the list in the new width."""
        self._write(self._chosen)

    def _write(self, chosen: int | None) -> None:
        """Write the list, or a line that no conflict is left.

        The cursor is on the conflict at the index `chosen`, or on none for None.
        """
        width = self.inner_width - 1
        if self._listed:
            lines = [
                line for index, each in enumerate(self._listed) for line in _lines_of(each, width, index)
            ]
        else:
            lines = list(paragraph("No conflict is left.", width, "quiet", indent=1))
        self.show(lines, chosen=chosen)
        self.settle()
        self.border_title = "Conflicts of the merge"
        self.border_subtitle = Content(hint(self.app, Conflicts, *DECISIONS) if self._listed else "")


def _lines_of(conflict: Conflict, width: int, target: int) -> list[PanelLine]:
    """Return the lines of a conflict: its subject, then our side and theirs.

    `target` is its index, which a click on a line chooses.
    """
    told = conflict_lines(conflict)
    lead = (StyledText(" ! ", "warning"),)
    lines = [*paragraph(told.subject, width, "strong", first=lead, indent=3, target=target)]
    for side, text in (("mine", told.ours), ("theirs", told.theirs)):
        lead = (StyledText(f" {side:<6} ", "quiet"),)
        lines += paragraph(shown(text), width, first=lead, indent=8, target=target)
    return lines


def _about(conflict: Conflict) -> tuple[EntryName, str | None]:
    """Return the name of the entry in conflict, and of its milestone if the conflict is about that day.

    The second one is None for a conflict about another key or a whole entry.
    """
    match conflict:
        case KeyConflict():
            return conflict.subject, conflict.ours.what if conflict.ours.is_day else None
        case RemovalConflict():
            return entry_name(conflict.edited), None
        case AdditionConflict():
            return entry_name(conflict.ours), None


def _item(owner: PlanEntry) -> str | None:
    """Return the name of the item that an entry is or belongs to; None for a freeze or waiver."""
    if isinstance(owner, Version | Change):
        return owner.name
    return owner.item if isinstance(owner, Notice) else None


def _place(owner: PlanEntry, what: str | None) -> Place | None:
    """Return the place of a notice's date, or of an item's date named `what`; None without such a date."""
    if isinstance(owner, Notice):
        return Place(owner.key, "date")
    has_date = isinstance(owner, Version | Change) and what in owner.dates
    return Place(owner.key, what) if has_date else None


def make(host: PanelHost) -> Conflicts:
    """Return a new conflicts panel for a screen."""
    return Conflicts(host)
