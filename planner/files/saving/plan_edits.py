"""The edits of a file that bring it from one plan to another, and how its entries are ordered then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from planner.files.plan.data import KINDS, reading_order
from planner.files.saving.placement import BlockPosition, Placement
from planner.files.saving.target import Order, Target, head
from planner.plan import Plan
from planner.toml.arrays import inserts_lines, member_removals
from planner.toml.document import TextEdit, TomlDocument
from planner.toml.render import render_value
from planner.toml.spans import Path
from planner.toml.splice import element_insertions, table_edits
from planner.toml.tables import entry_rewriting, inline_rewriting, new_entry, section_removal
from planner.toml.values import Data, same, value_at


@dataclass(frozen=True, slots=True)
class PlanEdits:
    layout: TomlDocument
    written: Data
    paths: Mapping[int, Path]
    old: Plan
    new: Plan
    """What it shares with the old plan has the old order."""
    target: Target

    def all(self, *, whole_entries: bool) -> tuple[list[TextEdit], Order]:
        """With `whole_entries`, an entry in which anything differs is written anew."""
        layout = self.layout
        edits = [*table_edits(layout, (), head(self.written), self.target.head)]
        for key, path in self.paths.items():
            if key in self.target.entries:
                edits += self._changes(path, self.target.entries[key], whole_entries)
            else:
                edits += (section_removal(layout, each) for each in layout.sections_below(path))
        for kind in filter(self._is_inline, KINDS.values()):
            edits += self._inline_edits(kind)
        places = self._places()
        for place, keys in groupby(places, key=places.__getitem__):
            edits.append(self._insertion(place, [*keys]))
        return edits, {kind: self._order(kind, places) for kind in KINDS.values()}

    def _is_inline(self, kind: str) -> bool:
        return self.layout.spans.value((kind,)) is not None

    def _changes(self, path: Path, new: Data, whole: bool) -> Iterator[TextEdit]:
        written = value_at(self.written, path)
        if same(written, new):
            return
        if not whole:
            yield from table_edits(self.layout, path, written, new)
        elif self.layout.section(path):
            yield from entry_rewriting(self.layout, path, new)
        else:
            yield inline_rewriting(self.layout, path, new)

    def _places(self) -> dict[int, BlockPosition]:
        """Where the new entries go that get headers, from the top of the file down."""
        placement = Placement(self.layout, self.paths, self.old, self.new)
        places = {
            entry.key: placement.place(entry)
            for entry in reading_order(self.new)
            if entry.key not in self.paths and not self._is_inline(KINDS[type(entry)])
        }
        return dict(sorted(places.items(), key=itemgetter(1)))

    def _insertion(self, place: BlockPosition, keys: Sequence[int]) -> TextEdit:
        layout = self.layout
        section = layout.sections[place.section]
        blocks = [new_entry(layout, self.target.kinds[key], self.target.entries[key]) for key in keys]
        blank = layout.line_ending * 2
        if place.before:
            return TextEdit(section.lead, section.lead, "".join(block + blank for block in blocks))
        text = "".join(blank + block for block in blocks)
        if layout.next_line(section.end):
            text += layout.line_ending
        return TextEdit(section.end, section.end, text)

    def _inline_edits(self, kind: str) -> Iterator[TextEdit]:
        """Of an array of inline tables: elements that are new or gone."""
        present = {key: int(path[1]) for key, path in self.paths.items() if path[0] == kind}
        gone = {index for key, index in present.items() if key not in self.target.entries}
        keys = self._keys(kind)
        span = self.layout.spans.value((kind,))
        if span and keys and gone and len(gone) == len(present):
            yield TextEdit(span.start, span.end, render_value([self.target.entries[key] for key in keys]))
            return
        first = min((index for index in present.values() if index not in gone), default=0)
        index = 0
        added: dict[int, list[Data]] = {}
        for key in keys:
            if key in present:
                index = present[key] + 1
            else:
                added.setdefault(index, []).append(self.target.entries[key])
        for index, elements in added.items():
            yield from element_insertions(self.layout, (kind,), index, elements, first=first)
        if gone:
            members = self.layout.spans.members((kind,))
            above = [index - 1 for index in added if index]
            grown = {each for each in above if inserts_lines(self.layout, members, each)}
            yield from member_removals(self.layout, (kind,), gone, grown)

    def _keys(self, kind: str) -> list[int]:
        return [entry.key for entry in self.new.entries if KINDS[type(entry)] == kind]

    def _order(self, kind: str, places: Mapping[int, BlockPosition]) -> list[int]:
        if self._is_inline(kind):
            return self._keys(kind)
        sections = {section.path: index for index, section in enumerate(self.layout.sections)}
        kept = {
            key: (sections[path], 1)
            for key, path in self.paths.items()
            if path[0] == kind and key in self.target.entries
        }
        added = {
            key: (place.section, 0 if place.before else 2)
            for key, place in places.items()
            if self.target.kinds[key] == kind
        }
        positions = kept | added
        return sorted(positions, key=positions.__getitem__)
