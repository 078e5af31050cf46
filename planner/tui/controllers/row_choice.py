"""The choice of the rows that are shown: hidden history, folded tracks and the filter."""

from planner.chart import NO_TRACK
from planner.dates import counted
from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.timeline.row_filter import Only, RowFilter, Track, is_over


class RowChoice:
    """The choice of the rows on the timeline; messages say how many are hidden, and where the cursor went."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen

    @property
    def row_filter(self) -> RowFilter:
        """The filter of the timeline, with hidden history and folded tracks."""
        return self.screen.timeline.row_filter

    @property
    def track(self) -> tuple[Track] | None:
        """The track of the selected row, in a tuple of one; None if no row is selected or there is one track.

        The unnamed track is `(None,)`.
        """
        timeline = self.screen.timeline
        row = timeline.selected_row
        return (row.track,) if row is not None and timeline.rows.tracks else None

    def words(self) -> str:
        """Return the filter and the numbers of hidden items, for the heading; empty if no row is hidden."""
        parts = self.row_filter.words(), self.screen.timeline.rows.choice.words()
        return ": ".join(filter(None, parts))

    def hide_history(self) -> None:
        """Hide the items of which nothing is left to do, or show them again; say how many."""
        hides, key = not self.row_filter.hides_history, self.screen.key_of("hide-history")
        timeline = self.screen.timeline
        before = self._name()
        timeline.filter_rows(self.row_filter._replace(hides_history=hides))
        if not hides:
            self.screen.say("History is shown again.")
        elif over := timeline.rows.choice.over:
            self.screen.say(
                f"{counted(over, 'item')} over: hidden{self._moved(before)}. {key} shows them again."
            )
        else:
            kept = any(is_over(row, timeline.chart.as_of) for row in timeline.rows.every)
            self.screen.say("No item is hidden." if kept else f"No item is over; {key} shows history again.")

    def fold(self) -> None:
        """Fold the track of the selected row, or unfold it; say so if there is one track only."""
        if self.track is None:
            self.screen.say("There is one track only.")
            return
        (track,) = self.track
        self.screen.timeline.fold(track, folded=track not in self.row_filter.folded)

    def fold_all(self) -> None:
        """Fold all tracks; if any is folded, unfold all. Say so if there is one track only."""
        timeline, row_filter = self.screen.timeline, self.row_filter
        tracks = frozenset(timeline.rows.tracks)
        if not tracks:
            self.screen.say("There is one track only.")
            return
        timeline.choose_rows(row_filter._replace(folded=frozenset() if row_filter.folded else tracks))

    def toggle_only(self, only: Only) -> None:
        """Show only violated or only coming items; if that is set already, take it off again."""
        self.filter(self.row_filter._replace(only=None if self.row_filter.only == only else only))

    def toggle_track(self) -> None:
        """Show only the track of the selected row; if a filter for tracks is set already, take that off.

        Say so if there is one track only.
        """
        row_filter = self.row_filter
        if row_filter.tracks:
            self.filter(row_filter._replace(tracks=frozenset()))
        elif self.track is None:
            self.screen.say("There is one track only.")
        else:
            self.filter(row_filter._replace(tracks=frozenset(self.track)))

    async def ask(self) -> None:
        """Ask for a filter in a form, set it and say so; if the form is cancelled, nothing changes."""
        from planner.tui.dialogs.filter_form import filter_form

        timeline = self.screen.timeline
        tracks = [(each, NO_TRACK if each is None else each) for each in timeline.rows.tracks]
        key = self.screen.key_of
        hint = (
            f"{key('back')} on the timeline clears the filter; {key('only-violated')} shows violated,"
            f" {key('only-coming')} coming items, {key('only-track')} the selected track."
        )
        form = filter_form(self.row_filter, tracks, timeline.rows.every, timeline.chart.as_of, hint)
        row_filter = await self.screen.app.push_screen_wait(form)
        if row_filter is not None:
            self.filter(row_filter)

    def filter(self, row_filter: RowFilter) -> None:
        """Set the filter, hidden history and folded tracks included, and say how many items are shown."""
        timeline, before = self.screen.timeline, self._name()
        timeline.filter_rows(row_filter)
        if not row_filter.filters:
            self.screen.say("The filter is off.")
            return
        choice = timeline.rows.choice
        items = sum(row.item is not None for row in timeline.rows.every)
        found = items - choice.filtered - choice.over
        words, back = row_filter.words(), self.screen.key_of("back")
        if not found:
            self.screen.say(f"No item is shown ({words}); {back} clears the filter.", "warning")
        else:
            of = counted(items, "item")
            self.screen.say(f"{found} of {of} ({words}){self._moved(before)}; {back} clears the filter.")

    def clear(self) -> bool:
        """Clear the filter and say so; return False if none is set. Hidden history and folds stay."""
        if not self.row_filter.filters:
            return False
        self.filter(self.row_filter.without_filter())
        return True

    def _name(self) -> str | None:
        """Return the name of the selected row; None if no row is selected."""
        row = self.screen.timeline.selected_row
        return row.name if row is not None else None

    def _moved(self, before: str | None) -> str:
        """Return words about the selected row if it is another one than the row named `before`.

        Empty if it is that one, or if one of the two is no row.
        """
        now = self._name()
        if before is None or now is None or before == now:
            return ""
        return f"; {shown(before)} is hidden, {shown(now)} is selected"
