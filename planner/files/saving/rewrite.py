"""The text of a plan's file after an edit: the smallest change that parsing it back proves right."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Literal, NamedTuple

from planner.files.plan.data import KINDS, reading_order
from planner.files.saving.plan_edits import PlanEdits
from planner.files.saving.reorder import reordered
from planner.files.saving.target import Order, Target, file_data, staged, target, whole_target
from planner.plan import Plan
from planner.toml.document import CannotEdit, TomlDocument, edited
from planner.toml.letting_go import let_go
from planner.toml.load import load
from planner.toml.render import render_file
from planner.toml.spans import Path
from planner.toml.values import same

Extent = Literal["values", "entries", "arrays", "file"]


class Rewritten(NamedTuple):
    """The text of a plan's file after an edit."""

    text: str
    paths: Mapping[int, Path]
    """The path of each entry in the text, by key."""
    extent: Extent
    """The largest part that was written anew or moved.

    `values` includes keys and entries that were added or removed; `entries` are whole entries,
    `arrays` the order of entries. With `file` only the comments at the top are kept.
    """


def rewrite(text: str, paths: Mapping[int, Path], old: Plan | None, new: Plan) -> Rewritten:
    """Return a text with the new plan, changed from the text of the old plan as little as possible.

    `paths` are the paths of the old plan's entries; an entry of the new plan is the same entry if it has
    the same key. Without an old plan, or if no smaller edit leads to the new one, only the comments at
    the top of the text are kept; of a text that is no TOML, nothing.
    """
    try:
        written = load(text)
    except (ValueError, RecursionError):
        return _whole_file(TomlDocument(""), whole_target(new), new)
    document = TomlDocument(text)
    goal = whole_target(new) if old is None else target(written, paths, old, new)
    try:
        if old is not None:
            edits = PlanEdits(
                document=document, written=written, paths=paths, old=old, new=staged(old, new), target=goal
            )
            for whole_entries in (False, True):
                with suppress(CannotEdit):
                    return by_edits(edits, new, whole_entries)
        return _whole_file(document, goal, new)
    finally:
        document.let_go()
        let_go(written, goal.entries)


def by_edits(edits: PlanEdits, new: Plan, whole_entries: bool) -> Rewritten:
    """Return the text with the edits made and its entries in the new plan's order.

    Raise CannotEdit if the text does not hold exactly the data that it should.
    """
    extent: Extent = "entries" if whole_entries else "values"
    changes, order = edits.all(whole_entries=whole_entries)
    text = edited(edits.document.text, changes)
    for kind, entries in (("version", new.versions), ("change", new.changes)):
        wanted = [entry.key for entry in entries]
        if order[kind] != wanted:
            text, order = reordered(text, order, edits.new, kind, wanted)
            extent = "arrays"
    _prove(text, edits.target, order)
    return Rewritten(text, _paths(order), extent)


def _prove(text: str, goal: Target, order: Order) -> None:
    """Raise CannotEdit unless the text holds exactly the goal's data, with its entries in an order."""
    try:
        parsed = load(text)
    except (ValueError, RecursionError):
        raise CannotEdit from None
    entries = {kind: value for kind, value in parsed.items() if value or kind not in order}
    wanted = file_data(goal, order)
    proven = same(entries, wanted)
    let_go(parsed)
    if not proven:
        raise CannotEdit


def _whole_file(document: TomlDocument, goal: Target, new: Plan) -> Rewritten:
    """Return the text of a file written anew, below the comments at the top of the document."""
    entries = [(goal.kinds[entry.key], entry.key) for entry in reading_order(new)]
    rendered = render_file(goal.head, ((kind, goal.entries[key]) for kind, key in entries))
    assignments = document.spans.assignments
    above = document.text[: document.line_start(assignments[0].start)] if assignments else document.text
    text = above + rendered.replace("\n", document.line_ending)
    order = {kind: [key for each, key in entries if each == kind] for kind in KINDS.values()}
    _prove(text, goal, order)
    return Rewritten(text, _paths(order), "file")


def _paths(order: Order) -> dict[int, Path]:
    """Return the path of each entry of a file, by the entry's key."""
    return {key: (kind, index) for kind, keys in order.items() for index, key in enumerate(keys)}
