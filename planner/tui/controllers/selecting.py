"""The selection that commands act on: at the pointer, in the panel with the keyboard, or on the timeline."""

from collections.abc import Iterator
from contextlib import contextmanager

from planner.dates import iso
from planner.edits.entries import entry
from planner.plan import Freeze, Notice, Plan, Waiver
from planner.tui.controllers.plan_view import PlanView
from planner.tui.panels.list_selection import ListSelection
from planner.tui.selection import PLAN, Selection, SelectionType


class Selecting:
    """The selection that commands act on."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen
        self._pointed: Selection | None = None

    @contextmanager
    def pointing_at(self, selection: Selection) -> Iterator[None]:
        """Make this selection the one that commands act on, until the `with` block ends."""
        before, self._pointed = self._pointed, selection
        try:
            yield
        finally:
            self._pointed = before

    @property
    def selection(self) -> Selection:
        """The selection that commands act on.

        It is the entry pointed at, else the one chosen in the list with the keyboard, else that of the
        timeline.
        """
        if self._pointed is not None:
            return self._pointed
        focused = self.screen.focused
        found = focused.selection if isinstance(focused, ListSelection) else None
        return self._on_timeline if found is None else found

    @property
    def offset(self) -> tuple[int, int] | None:
        """The cell of the screen below the entry chosen in a list, for a menu there.

        None if no list has the keyboard, or if nothing is chosen in it.
        """
        focused = self.screen.focused
        if not isinstance(focused, ListSelection) or focused.selection is None:
            return None
        region = focused.content_region
        return region.x + 3, region.y + focused.line_of_chosen + 1

    @property
    def target(self) -> Selection:
        """The selection that an edit changes; for a chosen violation, the date or item on the timeline."""
        found = self.selection
        return self._on_timeline if found.type == "violation" else found

    @property
    def takes_marked(self) -> bool:
        """True if commands act on all marked rows and dates instead of the selection.

        False if nothing is marked, if a list has the selection, or if the entry pointed at is not marked.
        """
        marked = self.screen.timeline.marked
        if not marked:
            return False
        if self._pointed is None:
            focused = self.screen.focused
            return not isinstance(focused, ListSelection) or focused.selection is None
        return self._pointed.place in marked.dates or self._pointed.key in marked.items

    def is_about(self, *types: SelectionType) -> bool:
        """Return True if the selection is of one of these types."""
        return self.selection.type in types

    @property
    def _on_timeline(self) -> Selection:
        """The notice, date or item under the timeline's cursor; the whole plan if there is none."""
        screen = self.screen
        plan_items = screen.session.plan.items
        if screen.item is None or screen.item >= len(plan_items):
            return PLAN
        item, place = plan_items[screen.item], screen.place
        if place is None or not screen.session.slots_of(place):
            return Selection("item", item.key)
        if place.field == "date" and place.entry != item.key:
            return Selection("notice", place.entry, place)
        return Selection("date", item.key, place)

    def select(self, selection: Selection) -> None:
        """Put the timeline's cursor on a selected item, date or notice; leave it for any other type.

        The screen knows the cursor's new place at once.
        """
        if selection.key is not None and selection.type in ("item", "date", "notice"):
            plan = self.screen.session.plan
            owner = entry(plan, selection.key)
            name = owner.item if isinstance(owner, Notice) else getattr(owner, "name", "")
            index = next(at for at, each in enumerate(plan.items) if each.name == name)
            self.screen.timeline.select(index, selection.place)
        self.screen.take_cursor()

    def name(self, selection: Selection) -> str:
        """Return the name of a selection for people, such as `2.0 released 2026-03-01` or `track cloud`."""
        plan = self.screen.session.plan
        if selection.type == "track":
            return f"track {selection.track}" if selection.track is not None else "the unnamed track"
        chosen = self.screen.violations.chosen
        if selection.type == "violation" and chosen is not None:
            return f"{plan.items[chosen.item].name} {', '.join(chosen.rules)}"
        if selection.type == "plan" or (selection.key is None and selection.day is None):
            return plan.product
        if selection.key is None:
            from planner.tui.panels.inspection import dated  # rarely needed

            return dated(selection.day or 1)
        return _entry_name(plan, selection)


def _entry_name(plan: Plan, selection: Selection) -> str:
    """Return the name of the entry of a selection, with its day for a date or a notice."""
    owner = entry(plan, selection.key or 0)
    if isinstance(owner, Freeze):
        return f"freeze {owner.name or iso(owner.start)}"
    if isinstance(owner, Waiver):
        return f"waiver of {', '.join(owner.rules)} for {owner.item}"
    if isinstance(owner, Notice):
        return f"{owner.item} notice {iso(owner.date)}"
    milestone = selection.place.field if selection.place is not None else None
    if milestone is not None and milestone in owner.dates:
        return f"{owner.name} {milestone} {iso(owner.dates[milestone])}"
    return owner.name
