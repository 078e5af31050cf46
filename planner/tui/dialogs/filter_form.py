"""The form for the filter of the timeline's rows."""

from collections.abc import Sequence
from typing import cast

from planner.chart import Row
from planner.dates import Day, counted, parse_duration
from planner.tui.dialogs.fields import CheckField, Field, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.timeline.row_filter import Only, RowFilter, Track, chosen

ONLY = (("violated", "violated: something is open"), ("coming", "coming: a date lies ahead"))


def filter_form(
    row_filter: RowFilter, tracks: Sequence[tuple[Track, str]], rows: Sequence[Row], as_of: Day, hint: str
) -> Form[RowFilter]:
    """Return the form for the filter of the timeline's rows; it tells how many items the filter would show.

    Args:
        row_filter: The filter that it begins with; hidden history and folds are kept.
        tracks: The tracks with their labels; none: the form does not ask for tracks.
        rows: All rows of the plan.
        as_of: The as-of date.
        hint: A line about keys that filter, too.
    """
    wanted = tuple(str(at) for at, (track, _) in enumerate(tracks) if track in row_filter.tracks)
    of_tracks = CheckField(
        name="tracks",
        label="Tracks",
        options=tuple((str(at), name) for at, (_, name) in enumerate(tracks)),
        values=wanted,
    )
    fields: tuple[Field, ...] = (
        TextField(name="text", label="Name has", value=row_filter.text, placeholder="any part of a name"),
        SelectField(name="only", label="Only", options=ONLY, value=row_filter.only, prompt="all items"),
        TextField("within", "Coming within", str(row_filter.within)),
        *((of_tracks,) if tracks else ()),
    )

    def read(values: Values) -> RowFilter:
        """Return the typed filter; raise ValueError if its time is no duration."""
        return row_filter._replace(
            text=values.text("text") or "",
            only=cast("Only | None", values.text("only")),
            within=parse_duration((values.text("within") or "").lower()),
            tracks=frozenset(tracks[int(each)][0] for each in values.several("tracks")),
        )

    def describe(wanted: RowFilter) -> Outcome:
        """Return the number of items that the filter shows, in words; doubtful if it shows none."""
        items = [row for row in rows if row.item is not None]
        found = len(items) - chosen(items, wanted, as_of).hidden
        return Outcome(f"{found} of {counted(len(items), 'item')}", doubtful=not found)

    return Form(
        "Which rows?",
        fields,
        read,
        describe=describe,
        apply="Filter",
        hint=hint,
    )
