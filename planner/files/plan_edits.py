"""The edits of a file that bring it from one plan to another, and how its entries are ordered then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.files.aim import Aim, at, head
from planner.files.blocks import entry_rewriting, new_block, section_removal
from planner.files.layout import Edit, Layout
from planner.files.members import member_insertions, member_removals
from planner.files.placement import Place, Placement, reading_order
from planner.files.plan_data import KINDS, Data, same
from planner.files.render import render_value
from planner.files.spans import Path
from planner.files.splice import table_edits
from planner.plan import Plan

Order = Mapping[str, Sequence[int]]
"""The keys of the entries of each kind, in the order of the file."""


@dataclass(frozen=True, slots=True)
class PlanEdits:
    layout: Layout
    written: Data
    paths: Mapping[int, Path]
    old: Plan
    new: Plan
    """What it shares with the old plan has the old order."""
    aim: Aim

    def all(self, *, whole_entries: bool) -> tuple[list[Edit], Order]:
        """With `whole_entries`, what differs in an entry makes it be written anew."""
        blocks = self._new_blocks()
        edits = [*table_edits(self.layout, (), head(self.written), self.aim.head)]
        for key, path in self.paths.items():
            if key in self.aim.entries:
                edits += self._changes(path, self.aim.entries[key], whole_entries)
            else:
                edits += (section_removal(self.layout, each) for each in self.layout.sections_below(path))
        for kind in KINDS.values():
            if self._is_inline(kind):
                edits += self._inline_edits(kind)
        for place, group in groupby(blocks, key=blocks.__getitem__):
            edits.append(self._insertion(place, [*group]))
        return edits, {kind: self._order(kind, blocks) for kind in KINDS.values()}

    def _is_inline(self, kind: str) -> bool:
        return self.layout.spans.value((kind,)) is not None

    def _kept(self, kind: str) -> list[int]:
        """Keys of the entries of a kind that stand in the file already, in its order."""
        present = [(path, key) for key, path in self.paths.items() if path[0] == kind]
        return [key for _, key in sorted(present) if key in self.aim.entries]

    def _changes(self, path: Path, new: Data, whole: bool) -> Iterator[Edit]:
        written = at(self.written, path)
        if same(written, new):
            return
        if not whole:
            yield from table_edits(self.layout, path, written, new)
        elif self.layout.section(path):
            yield from entry_rewriting(self.layout, path, new)
        elif span := self.layout.spans.value(path):
            yield Edit(*span, render_value(new))

    def _new_blocks(self) -> dict[int, Place]:
        """Where each new entry goes that gets a header, those of one place together and in order."""
        placement = Placement(self.layout, self.paths, self.old, self.new)
        places = {
            entry.key: placement.place(entry)
            for entry in reading_order(self.new)
            if entry.key not in self.paths and not self._is_inline(KINDS[type(entry)])
        }
        return dict(sorted(places.items(), key=lambda item: item[1]))

    def _insertion(self, place: Place, keys: list[int]) -> Edit:
        layout = self.layout
        blocks = [new_block(layout, self.kind, self.aim.entries[key]) for key in keys]
        section = layout.sections[place.section]
        blank = layout.line_ending * 2
        if place.before:
            return Edit(section.lead, section.lead, "".join(block + blank for block in blocks))
        text = "".join(blank + block for block in blocks)
        return Edit(section.end, section.end, text + layout.line_ending * bool(layout.line_below(section.end)))

    def _inline_edits(self, kind: str) -> Iterator[Edit]: ...
    def _order(self, kind: str, blocks: Mapping[int, Place]) -> list[int]: ...
