"""A plan's file after an edit, by the smallest change that can be proven by parsing it back."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import tomli

from planner.files.plan.data import KINDS, reading_order
from planner.files.saving.plan_edits import PlanEdits
from planner.files.saving.reorder import reordered
from planner.files.saving.target import Order, Target, document, staged, target, whole
from planner.plan import Plan
from planner.toml.document import CannotEdit, TomlDocument, edited
from planner.toml.render import render_file
from planner.toml.spans import Path
from planner.toml.values import same

Extent = Literal["values", "entries", "arrays", "file"]


class Rewritten(NamedTuple):
    text: str
    paths: Mapping[int, Path]
    """Where each entry stands now, by its key."""
    extent: Extent
    """What was written anew or moved: values (and what came or went), whole entries, the order of an
    array, or the file, of which only the comments at the top are kept then."""


def rewrite(text: str, paths: Mapping[int, Path], old: Plan | None, new: Plan) -> Rewritten:
    """`text` and `paths` are those of the old plan; entries of the two plans are the same where keys are.

    Without an old plan, nothing of the text can be kept but the comments at the top.
    """
    try:
        written = tomli.loads(text)
    except (ValueError, RecursionError):
        return _whole_file(TomlDocument(""), whole(new), new)
    layout = TomlDocument(text)
    if old is None:
        return _whole_file(layout, whole(new), new)
    goal = target(written, paths, old, new)
    edits = PlanEdits(layout, written, paths, old, staged(old, new), goal)
    for whole_entries in (False, True):
        try:
            return _by_edits(edits, new, whole_entries)
        except CannotEdit:
            continue
    return _whole_file(layout, goal, new)


def _by_edits(edits: PlanEdits, new: Plan, whole_entries: bool) -> Rewritten:
    extent: Extent = "entries" if whole_entries else "values"
    changes, order = edits.all(whole_entries=whole_entries)
    text = edited(edits.layout.text, changes)
    for kind, entries in (("version", new.versions), ("change", new.changes)):
        wanted = [entry.key for entry in entries]
        if order[kind] != wanted:
            text, order = reordered(text, order, edits.new, kind, wanted)
            extent = "arrays"
    _prove(text, edits.target, order)
    return Rewritten(text, _paths(order), extent)


def _prove(text: str, goal: Target, order: Order) -> None:
    """CannotEdit unless the text holds exactly what it is to hold."""
    try:
        parsed = tomli.loads(text)
    except (ValueError, RecursionError):
        raise CannotEdit from None
    entries = {kind: value for kind, value in parsed.items() if value or kind not in order}
    if not same(entries, document(goal, order)):
        raise CannotEdit


def _whole_file(layout: TomlDocument, goal: Target, new: Plan) -> Rewritten:
    entries = [(goal.kinds[entry.key], entry.key) for entry in reading_order(new)]
    rendered = render_file(goal.head, ((kind, goal.entries[key]) for kind, key in entries))
    constraints = layout.spans.assignments
    above = layout.text[: layout.line_start(constraints[0].start)] if constraints else layout.text
    text = above + rendered.replace("\n", layout.line_ending)
    order = {kind: [key for each, key in entries if each == kind] for kind in KINDS.values()}
    _prove(text, goal, order)
    return Rewritten(text, _paths(order), "file")


def _paths(order: Order) -> dict[int, Path]:
    return {key: (kind, index) for kind, keys in order.items() for index, key in enumerate(keys)}
