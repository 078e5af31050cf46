"""A plan's file after an edit, by the smallest change that can be proven by parsing it back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeVar

import tomli

from planner.files.blocks import entry_rewriting, new_block, section_removal
from planner.files.layout import Clash, Edit, Layout, edited
from planner.files.members import member_insertions, member_removals
from planner.files.placement import Place, Placement, reading_order
from planner.files.plan_data import KINDS, Data, entries_data, head_data, intended, same
from planner.files.render import render_document, render_value
from planner.files.reorder import Order, reordered
from planner.files.spans import Path
from planner.files.splice import table_edits
from planner.plan import Change, Entry, Freeze, Notice, Plan, Version, Waiver

Extent = Literal["values", "entries", "arrays", "file"]

AnyEntry = TypeVar("AnyEntry", Version, Change, Notice, Freeze, Waiver)


@dataclass(frozen=True, slots=True)
class Rewritten:
    text: str
    paths: Mapping[int, Path]
    """Where each entry stands now, by its key."""
    extent: Extent
    """What had to be written anew: values only, whole entries, the order of an array, or the file,
    of which only the comments above the first line are kept then."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the file is to hold."""

    head: Data
    """All but the entries."""
    entries: Mapping[int, Data]
    """By key."""


class NotProven(Exception):
    """A text does not hold what it is to hold."""


def rewrite(text: str, paths: Mapping[int, Path], old: Plan, new: Plan) -> Rewritten:
    """`paths` and `old` are of the text as it is; entries of the plans are the same where their keys are."""
    try:
        written = tomli.loads(text)
    except (ValueError, RecursionError):
        written = {}
    for whole_entries in (False, True):
        try:
            return _by_edits(text, written, paths, old, new, whole_entries=whole_entries)
        except (NotProven, Clash, LookupError, AssertionError):
            continue
    return _whole_file(text, written, old, new)
