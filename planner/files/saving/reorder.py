"""Reordering versions or changes: their sections change places, word for word, with their notices."""

from collections.abc import Sequence

from planner.files.saving.placement import Placement
from planner.files.saving.target import Order
from planner.plan import Plan
from planner.toml.document import CannotEdit, TextEdit, TomlDocument, edited
from planner.toml.spans import Path


def reordered(text: str, order: Order, plan: Plan, kind: str, wanted: Sequence[int]) -> tuple[str, Order]:
    """Return the text with the entries of one kind in another order, and the order of all its entries.

    The sections of an item move with the notices and waivers directly below them. `order` is the order of
    the text, whose plan is `plan`, and `wanted` the keys of the kind in their new order. Raise CannotEdit
    if moving sections does not lead to that order.
    """
    document = TomlDocument(text)
    paths: dict[int, Path] = {key: (each, i) for each, keys in order.items() for i, key in enumerate(keys)}
    if document.spans.value((kind,)):
        members = document.spans.members((kind,))
        texts = dict(zip(order[kind], map(document.slice, members), strict=True))
        edits = [TextEdit(at.start, at.end, texts[key]) for at, key in zip(members, wanted, strict=True)]
        return edited(text, edits), {**order, kind: wanted}
    placement = Placement(document, paths, plan, plan)
    groups = {key: placement.group(key) for key in order[kind]}
    sections = document.sections
    extents = {key: (sections[group[0]].lead, sections[group[-1]].end) for key, group in groups.items()}
    edits = []
    sequence = list(range(len(sections)))
    for key, successor in zip(order[kind], wanted, strict=True):
        start, end = extents[successor]
        edits.append(TextEdit(*extents[key], text[start:end]))
    for key, successor in reversed([*zip(order[kind], wanted, strict=True)]):
        sequence[groups[key].start : groups[key].stop] = groups[successor]
    owners = [*enumerate(map(placement.owner, sequence))]
    first = {owner: position for position, owner in reversed(owners)}
    new_order = {
        each: keys if document.spans.value((each,)) else sorted(keys, key=first.__getitem__)
        for each, keys in order.items()
    }
    if new_order[kind] != wanted:
        raise CannotEdit
    return edited(text, edits), new_order
