"""The text edits that change a file from one plan to another, and the order of its entries after them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from planner.files.plan.data import KINDS, reading_order
from planner.files.saving.placement import InsertionPoint, Placement
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
    """The edits of a document that holds the old plan, so that it holds the new one."""

    document: TomlDocument
    written: Data
    """The data of the document."""
    paths: Mapping[int, Path]
    """The paths of the old plan's entries, by key."""
    old: Plan
    new: Plan
    """The new plan; its entries that the old plan has, too, are in the old order."""
    target: Target

    def all(self, *, whole_entries: bool) -> tuple[list[TextEdit], Order]:
        """Return the text edits, and the order of the entries in the file after them.

        With `whole_entries`, an entry in which anything differs is written anew. Raise CannotEdit if an edit
        expects another layout.
        """
        document = self.document
        edits = [*table_edits(document, (), head(self.written), self.target.head)]
        for key, path in self.paths.items():
            if key in self.target.entries:
                edits += self._changes(path, self.target.entries[key], whole_entries)
            else:
                edits += (section_removal(document, each) for each in document.sections_below(path))
        for kind in filter(self._is_inline, KINDS.values()):
            edits += self._inline_edits(kind)
        places = self._places()
        for place, keys in groupby(places, key=places.__getitem__):
            edits.append(self._insertion(place, [*keys]))
        return edits, {kind: self._order(kind, places) for kind in KINDS.values()}

    def _is_inline(self, kind: str) -> bool:
        """Return True if the entries of a kind are written as an array `kind = [{…}, …]`."""
        return self.document.spans.value((kind,)) is not None

    def _changes(self, path: Path, new: Data, whole: bool) -> Iterator[TextEdit]:
        """Yield the edits that give an entry at a path new data; none if it has them.

        With `whole`, the entry is written anew.
        """
        written = value_at(self.written, path)
        if same(written, new):
            return
        if not whole:
            yield from table_edits(self.document, path, written, new)
        elif self.document.section(path):
            yield from entry_rewriting(self.document, path, new)
        else:
            yield inline_rewriting(self.document, path, new)

    def _places(self) -> dict[int, InsertionPoint]:
        """Return the places, by key, of the new entries that get headers, from the top of the file down."""
        placement = Placement(self.document, self.paths, self.old, self.new)
        places = {
            entry.key: placement.place(entry)
            for entry in reading_order(self.new)
            if entry.key not in self.paths and not self._is_inline(KINDS[type(entry)])
        }
        return dict(sorted(places.items(), key=itemgetter(1)))

    def _insertion(self, place: InsertionPoint, keys: Sequence[int]) -> TextEdit:
        """Return the edit that inserts new entries at a place, with blank lines between them."""
        document = self.document
        section = document.sections[place.section]
        texts = [new_entry(document, self.target.kinds[key], self.target.entries[key]) for key in keys]
        blank = document.line_ending * 2
        if place.before:
            return TextEdit(section.lead, section.lead, "".join(each + blank for each in texts))
        text = "".join(blank + each for each in texts)
        if document.next_line(section.end):
            text += document.line_ending
        return TextEdit(section.end, section.end, text)

    def _inline_edits(self, kind: str) -> Iterator[TextEdit]:
        """Yield the edits that add and remove elements of the array of inline tables of a kind."""
        present = {key: int(path[1]) for key, path in self.paths.items() if path[0] == kind}
        removed = {index for key, index in present.items() if key not in self.target.entries}
        keys = self._keys(kind)
        span = self.document.spans.value((kind,))
        if span and keys and removed and len(removed) == len(present):
            yield TextEdit(span.start, span.end, render_value([self.target.entries[key] for key in keys]))
            return
        first = min((index for index in present.values() if index not in removed), default=0)
        index = 0
        added: dict[int, list[Data]] = {}
        for key in keys:
            if key in present:
                index = present[key] + 1
            else:
                added.setdefault(index, []).append(self.target.entries[key])
        for index, elements in added.items():
            yield from element_insertions(self.document, (kind,), index, elements, first=first)
        if removed:
            members = self.document.spans.members((kind,))
            above = [index - 1 for index in added if index]
            extended = {each for each in above if inserts_lines(self.document, members, each)}
            yield from member_removals(self.document, (kind,), removed, extended)

    def _keys(self, kind: str) -> list[int]:
        """Return the keys of the new plan's entries of a kind, in the plan's order."""
        return [entry.key for entry in self.new.entries if KINDS[type(entry)] == kind]

    def _order(self, kind: str, places: Mapping[int, InsertionPoint]) -> list[int]:
        """Return the keys of the entries of a kind in the order that the file has after the edits."""
        if self._is_inline(kind):
            return self._keys(kind)
        sections = {section.path: index for index, section in enumerate(self.document.sections)}
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
