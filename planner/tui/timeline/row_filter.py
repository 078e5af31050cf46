"""The choice of the rows that are shown: hidden history, folded tracks, a filter. Pure.

The choice belongs to the screen and never to the plan.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal

from planner.chart import NO_TRACK, Marker, Row
from planner.dates import Day, Duration, add
from planner.engine.phases import WITHDRAWN
from planner.engine.slots import NOTICE
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING
from planner.terminal_text import shown

Only = Literal["violated", "coming"]
Track = str | None
SOON = Duration(6, "month")
"""How far ahead a date counts as coming, unless a person says otherwise."""


class RowFilter(NamedTuple):
    """The rows that a person wants to see."""

    hides_history: bool = False
    folded: frozenset[Track] = frozenset()
    """The tracks of which only the heading is shown."""
    only: Only | None = None
    within: Duration = SOON
    """For `coming`: how far ahead a date may be."""
    tracks: frozenset[Track] = frozenset()
    """The tracks that are shown; none: all."""
    text: str = ""
    """A part of the name, in any case."""

    @property
    def filters(self) -> bool:
        """True if rows are chosen by violations, coming dates, tracks or a text.

        Hidden history and folded tracks do not count: escape does not clear them.
        """
        return bool(self.only or self.tracks or self.text.strip())

    def without_filter(self) -> "RowFilter":
        """Return a copy that chooses by hidden history and folded tracks only."""
        return RowFilter(hides_history=self.hides_history, folded=self.folded)

    def with_track(self, track: Track, *, folded: bool) -> "RowFilter":
        """Return a copy in which a track is folded, or unfolded; the other tracks stay as they are."""
        return self._replace(folded=self.folded | {track} if folded else self.folded - {track})

    def words(self) -> str:
        """Return the filter in words, such as `violated, Webhooks, "2027"`; empty if none is set.

        Hidden history and folded tracks are not named.
        """
        only = {
            None: "",
            "violated": "violated",
            "coming": f"coming within {self.within}",
        }[self.only]
        tracks = sorted(NO_TRACK if each is None else shown(each) for each in self.tracks)
        text = self.text.strip()
        return ", ".join(filter(None, (only, *tracks, f'"{shown(text)}"' if text else "")))


ALL_ROWS = RowFilter()


class ChosenRows(NamedTuple):
    """The rows that are shown, and the numbers of items that are not."""

    rows: list[Row]
    over: int = 0
    """Items of the past that are hidden."""
    filtered: int = 0
    """Items that the filter leaves out."""
    folded: Mapping[Track, int] = NOTHING
    """The number of items in each folded track."""

    @property
    def hidden(self) -> int:
        """The number of all items that are not shown."""
        return self.over + self.filtered + sum(self.folded.values())

    def words(self) -> str:
        """Return the numbers of hidden items in words, such as `12 over, 10 folded`; empty for none."""
        folded = sum(self.folded.values())
        parts = (self.over, "over"), (self.filtered, "filtered out"), (folded, "folded")
        return ", ".join(f"{number} {what}" for number, what in parts if number)


def chosen(
    rows: Sequence[Row], row_filter: RowFilter, as_of: Day, kept: Collection[str] = frozenset()
) -> ChosenRows:
    """Return the rows to show, in order, and the numbers of the items that are not shown.

    The heading of a track is shown if any of its items is, or would be if the track were not folded.

    Args:
        rows: All rows of a chart, with the headings of its tracks.
        row_filter: The rows that a person wants to see.
        as_of: The day on which items are over or coming.
        kept: The names of items that are shown in spite of hidden history and filter, but not of a fold.
    """
    if row_filter == ALL_ROWS:
        return ChosenRows(list(rows))
    matches = matcher(row_filter, as_of)
    found: list[Row] = []
    heading: Row | None = None
    is_folded, folded = False, dict[Track, int]()
    over = filtered = 0
    for row in rows:
        if row.is_heading:
            heading, is_folded = row, row.track in row_filter.folded
            continue
        counts = row.item is not None
        if row.name not in kept:
            if row_filter.hides_history and is_over(row, as_of):
                over += counts
                continue
            if not matches(row):
                filtered += counts
                continue
        if heading is not None:
            found.append(heading)
            heading = None
        if is_folded:
            folded[row.track] = folded.get(row.track, 0) + counts
        else:
            found.append(row)
    return ChosenRows(rows=found, over=over, filtered=filtered, folded=folded)


def matcher(row_filter: RowFilter, as_of: Day) -> Callable[[Row], bool]:
    """Return a function that returns True for the row of an item that a filter lets through.

    It ignores hidden history and folded tracks. A text is looked for in the name, in any case and spacing.
    """
    tests: list[Callable[[Row], bool]] = []
    if row_filter.only == "violated":
        tests.append(lambda row: row.severity is not None)
    elif row_filter.only == "coming":
        until = add(as_of, row_filter.within)
        tests.append(lambda row: is_coming(row, as_of, until))
    if row_filter.tracks:
        tests.append(lambda row: row.track in row_filter.tracks)
    if wanted := " ".join(row_filter.text.casefold().split()):
        tests.append(lambda row: wanted in " ".join(row.name.casefold().split()))
    return lambda row: all(test(row) for test in tests)


def is_over(row: Row, as_of: Day) -> bool:
    """Return True for an item of which nothing is left to do.

    All its dates lie before the as-of date, its notices are sent, no violation is open, and a version is
    retired or withdrawn. Of a withdrawn version only the notices have to lie in the past. An item without
    dates is not over.
    """
    if row.severity is not None or not row.markers:
        return False
    last = row.bars[-1] if row.bars else None
    ended = last is not None and last.role == "retired" and last.start <= as_of
    withdrawn = ended and last is not None and last.phase == WITHDRAWN
    if any(_is_open(marker, as_of) for marker in row.markers if not withdrawn or marker.what == NOTICE):
        return False
    return ended or row.item_type == "change"


def _is_open(marker: Marker, as_of: Day) -> bool:
    """Return True for a date that is not past (the as-of date is not), and for a notice that is not sent."""
    return marker.day >= as_of or (marker.what == NOTICE and not marker.sent)


def is_coming(row: Row, as_of: Day, until: Day) -> bool:
    """Return True if a date of the item other than a sent notice lies between two days, both included."""
    return any(as_of <= marker.day <= until and not marker.sent for marker in row.markers)


def reason_hidden(row: Row, row_filter: RowFilter, as_of: Day) -> str:
    """Return in words why hidden history or the filter leaves an item's row out; empty if they do not.

    A folded track is no reason here: its heading shows that items are missing.
    """
    if row_filter.hides_history and is_over(row, as_of):
        return "history is hidden"
    if not matcher(row_filter, as_of)(row):
        return f"the filter ({row_filter.words()}) hides it"
    return ""
