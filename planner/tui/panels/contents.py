"""The contents panel: what a plan holds besides its rows: its own keys, tracks, freezes, waivers, notices."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content

from planner.dates import counted, iso
from planner.edits.tracks import tracks
from planner.engine.constraint import Place
from planner.plan import Freeze, Notice, Waiver
from planner.session import Session
from planner.terminal_text import cells, shown
from planner.tui.panels.inspection import apart
from planner.tui.panels.lazy_lines import LazyLines
from planner.tui.panels.line import PanelLine, Style, StyledText, fitted
from planner.tui.panels.list_selection import ListSelection, keys
from planner.tui.panels.side import GoTo, PanelHost
from planner.tui.selection import PLAN, OpenSelection, Selection
from planner.tui.signs import Signs


class OwnKey(NamedTuple):
    """A key of the plan itself, as it is listed."""

    name: str
    value: str


class ListedTrack(NamedTuple):
    """A track, as it is listed."""

    name: str | None
    versions: int


Entry = OwnKey | ListedTrack | Freeze | Waiver | Notice


class EntrySection(NamedTuple):
    """A heading with entries."""

    title: str
    entries: Sequence[Entry]


def sections(session: Session) -> list[EntrySection]:
    """Return the contents of a plan: its own keys, tracks, freezes, waivers, and notices.

    Freezes are sorted by their first days, notices by their days.
    """
    plan, policy = session.plan, session.policy
    judged = "the beginning" if plan.judge_from is None else iso(plan.judge_from)
    numbers: dict[str | None, int] = {}
    for version in plan.versions:
        numbers[version.track] = numbers.get(version.track, 0) + 1
    freezes = sorted(plan.freezes, key=lambda each: each.start)
    notices = sorted(plan.notices, key=lambda each: each.date)
    listed = [ListedTrack(each, numbers.get(each, 0)) for each in tracks(plan, policy)]
    return [
        EntrySection(
            "Plan",
            (OwnKey("product", plan.product), OwnKey("policy", plan.policy), OwnKey("judged from", judged)),
        ),
        EntrySection("Tracks", listed),
        EntrySection("Freezes", freezes),
        EntrySection("Waivers", plan.waivers),
        EntrySection("Notices", notices),
    ]


@dataclass(frozen=True, slots=True)
class ContentsStyle:
    """The layout of the lines."""

    as_of: int
    width: int
    signs: Signs


class ContentLines(LazyLines):
    """The lines of all headings and entries, each written when it is read: there may be thousands."""

    def __init__(self, listed: Sequence[EntrySection], look: ContentsStyle) -> None:
        self._sections = listed
        self._look = look
        self._starts = [*accumulate((len(each.entries) + 1 for each in listed), initial=0)]

    def __len__(self) -> int:
        return self._starts[-1]

    def line(self, index: int) -> PanelLine:
        """Return the line at an index: a heading with the number of its entries, or an entry."""
        at = bisect_right(self._starts, index) - 1
        section, within = self._sections[at], index - self._starts[at]
        if within == 0:
            number = "" if section.title == "Plan" else f" {len(section.entries)}"
            spans = (StyledText(f" {section.title}", "strong"), StyledText(number, "quiet"))
            return fitted(spans, self._look.width)
        return fitted(self._spans(section.entries[within - 1]), self._look.width, index - at - 1)

    def line_of(self, listed: int) -> int:
        """Return the index of the line of an entry; `listed` is the entry's index without the headings.

        Raise IndexError if there are not as many entries.
        """
        for at, section in enumerate(self._sections):
            if listed < len(section.entries):
                return self._starts[at] + 1 + listed
            listed -= len(section.entries)
        raise IndexError(listed)

    def _spans(self, entry: Entry) -> Sequence[StyledText]:
        """Return the texts of an entry's line, made safe.

        A key has its value, a track its number of versions; a freeze, waiver or notice has its days, its
        state and what it is about.
        """
        as_of, signs = self._look.as_of, self._look.signs
        match entry:
            case OwnKey():
                return StyledText(f"   {entry.name}  ", "quiet"), StyledText(shown(entry.value))
            case ListedTrack():
                name = "no track" if entry.name is None else shown(entry.name)
                return StyledText(f"   {name}  "), StyledText(counted(entry.versions, "version"), "quiet")
            case Freeze():
                over = entry.end < as_of
                style: Style = "quiet" if over else "plain"
                text = f"   {iso(entry.start)} to {iso(entry.end)}  {shown(entry.name or '')}  "
                ends = "over" if over else apart(max(entry.start, as_of), as_of)
                room = self._look.width - cells(text)
                return StyledText(text, style), _quiet(ends if cells(ends) <= room else "")
            case Waiver():
                over = entry.expires is not None and entry.expires < as_of
                lead = StyledText(f" {signs.waived} ", "quiet")
                text = f"{entry.item}  {', '.join(entry.rules)}  "
                note = f"{'expired  ' if over else ''}{entry.reason or 'no reason'}: {entry.note}"
                return lead, StyledText(shown(text)), _quiet(note)
            case Notice():
                sent = entry.told is not None
                style = "quiet" if sent else "plain"
                state = "sent" if sent else "overdue" if entry.date < as_of else "planned"
                about = [*entry.announces, *(f"not {each}" for each in entry.withdraws)]
                return (
                    StyledText(f"   {iso(entry.date)}  ", style),
                    StyledText(f"{state}  ", "warning" if state == "overdue" else "quiet"),
                    StyledText(shown(f"{entry.item}  "), style),
                    _quiet(f"{', '.join(about)}  {', '.join(entry.channels)}"),
                )


def _quiet(text: str) -> StyledText:
    """Return a text, made safe, in the quiet style."""
    return StyledText(shown(text), "quiet")


class Contents(ListSelection[Entry]):
    """The panel of what a plan holds besides its rows."""

    BINDINGS: ClassVar[list[BindingType]] = keys("contents")

    def __init__(self, host: PanelHost) -> None:
        super().__init__(id="contents")
        self.add_class("side")
        self.host = host
        self._sections: Sequence[EntrySection] = ()
        self._content = ContentLines((), ContentsStyle(1, 1, host.signs))

    def start(self) -> None:
        """Show the contents and give the panel the keyboard."""
        self.renew()
        self.focus()

    def renew(self) -> None:
        """Show the contents anew.

        The cursor stays on its freeze, waiver or notice, else at its place in the list, or at the last entry.
        """
        session, before = self.host.session, self.chosen
        found = sections(session)
        self._listed = [entry for section in found for entry in section.entries]
        self._sections = found
        edit, delete = self.host.key_of("edit"), self.host.key_of("delete")
        self.border_title = Content(f"Plan ({edit} edits, {delete} deletes)")
        place = min(self._chosen or 0, len(self._listed) - 1)
        self._write(self._at(before.key, place) if isinstance(before, Freeze | Waiver | Notice) else place)

    def follow(self) -> None:
        """Leave the contents as they are while a date is dragged."""

    def stop(self) -> None:
        """Do nothing: the contents are shown nowhere else."""

    def on_resize(self) -> None:
        """Write the lines in the new width."""
        self._write(self._chosen)

    def go(self, index: int) -> None:
        """Put the cursor on the entry at an index, and show it on the timeline.

        Time scrolls to the first day of a freeze; the notice, or the item of a waiver, is selected. A track
        and a key of the plan are not shown there.
        """
        self._write(index)
        line = self._content.line_of(index)
        self.reveal(line, line)
        entry, timeline = self._listed[index], self.host.timeline
        if isinstance(entry, Freeze):
            timeline.view = timeline.view.revealing(entry.start, timeline.view.width // 4)
        elif isinstance(entry, Notice):
            self.post_message(GoTo(entry.item, Place(entry.key, "date")))
        elif isinstance(entry, Waiver):
            self.post_message(GoTo(entry.item, None))

    def go_to_entry(self, key: int) -> None:
        """Put the cursor on the freeze, waiver or notice with a key, and show it on the timeline.

        Do nothing if it is not listed.
        """
        if (index := self._at(key)) is not None:
            self.go(index)

    def _at(self, key: int, otherwise: int | None = None) -> int | None:
        """Return the index of the freeze, waiver or notice with a key; `otherwise` if it is not listed."""
        keyed = (
            at
            for at, each in enumerate(self._listed)
            if isinstance(each, Freeze | Waiver | Notice) and each.key == key
        )
        return next(keyed, otherwise)

    @property
    def selection(self) -> Selection | None:
        """The entry under the cursor; the plan, if that is one of its own keys or there is no cursor."""
        match self.chosen:
            case ListedTrack() as track:
                return Selection("track", track=track.name)
            case Freeze() as freeze:
                return Selection("freeze", freeze.key)
            case Waiver() as waiver:
                return Selection("waiver", waiver.key)
            case Notice() as notice:
                return Selection("notice", notice.key, Place(notice.key, "date"))
            case _:
                return PLAN

    def action_back(self) -> None:
        """Edit the entry under the cursor."""
        self.open()

    def open(self) -> None:
        """Edit the entry under the cursor."""
        self.post_message(OpenSelection(self.selection or PLAN))

    def _write(self, chosen: int | None) -> None:
        """Write all lines; the cursor is on the entry at the index `chosen`, or on none for None."""
        self._content = ContentLines(
            self._sections, ContentsStyle(self.host.session.as_of, self.inner_width - 1, self.host.signs)
        )
        self.show(self._content, chosen=chosen)
        self.settle()


def make(host: PanelHost) -> Contents:
    """Return a new contents panel for a screen."""
    return Contents(host)
