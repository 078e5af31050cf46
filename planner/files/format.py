"""Plans and policies in canonical order and spacing, their data and comments unchanged."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import tomli

from planner.files.plan.folder import is_plan
from planner.files.schema.fields import ENTRIES, ITEM_TYPES, POLICY
from planner.files.schema.key_order import plan_keys, policy_keys
from planner.policy import Policy
from planner.toml.spans import Path, comments
from planner.toml.tidy import Tidy, TidyTable
from planner.toml.values import same

FileKind = Literal["plan", "policy"]
Data = Mapping[str, Any]
Item = tuple[str, str]
"""The type and name of an item."""

_directives = re.compile(r"(?:#:[^\n]*\n)+")


class CannotFormat(Exception):
    """The result could not be proven to have the same data and comments; the file is left as it is."""


def file_kind(data: Data) -> FileKind | None:
    """Return the kind of a TOML file by its top-level keys, or None if it is neither plan nor policy."""
    if is_plan(data):
        return "plan"
    is_policy = "name" in data and not data.keys().isdisjoint(("extends", "milestone", "rule"))
    return "policy" if is_policy else None


def formatted(text: str, kind: FileKind, policy: Policy | None = None) -> str:
    """Return a text, which tomli has accepted, in canonical form, as `planner fmt` writes it.

    `policy` is the policy of a plan, which gives the order of its milestones; without it, dates keep their
    order. Raise CannotFormat if it cannot be proven that all data and comments are kept.
    """
    data = tomli.loads(text)
    directives = _directives.match(text)  # for editors: at the very top, with an empty line below
    start = directives.end() if directives else 0
    order = policy_keys if kind == "policy" else lambda path, table: plan_keys(path, table, policy)
    tidy = Tidy(text[start:], data, order)
    blocks = [*tidy.tables()]
    blocks = sorted(blocks, key=_rank) if kind == "policy" else [*_notices_below_items(blocks, data)]
    above = [line.rstrip() for line in text[:start].split("\n")[:-1]]
    parts = [above, tidy.top(), *(block.lines for block in blocks), tidy.bottom()]
    ending = tidy.document.line_ending
    result = (2 * ending).join(ending.join(part) for part in parts if part) + ending
    _prove(text, data, result)
    return result


def _rank(block: TidyTable) -> int:
    """Return the rank of a policy's table: the place of its key in the table of fields; unknown keys last."""
    kinds = [*POLICY]
    return kinds.index(str(block.path[0])) if block.path[0] in kinds else len(kinds)


def _notices_below_items(blocks: list[TidyTable], data: Data) -> Iterator[TidyTable]:
    """Yield the tables in their order, but the tables of each notice directly below those of its item.

    A notice whose item is not found stays where it is.
    """
    groups: dict[Path, list[TidyTable]] = {}
    for block in blocks:
        groups.setdefault(_entry(block.path), []).append(block)
    items: dict[Item, Path] = {
        (kind, entry["name"]): (kind, index)
        for kind in ITEM_TYPES
        for index, entry in enumerate(_tables(data, kind))
        if (kind, index) in groups and isinstance(entry.get("name"), str)
    }
    notices: dict[Path, list[Path]] = {}
    for index, notice in enumerate(_tables(data, "notice")):
        path: Path = ("notice", index)
        item = items.get(_item_of(notice))
        if path in groups and item is not None:
            notices.setdefault(item, []).append(path)
    moved = {path for paths in notices.values() for path in paths}
    for entry, group in groups.items():
        if entry not in moved:
            yield from group
            for path in notices.get(entry, ()):
                yield from groups[path]


def _entry(path: Path) -> Path:
    """Return the path of the entry that a table is or belongs to, or else its own path."""
    return path[:2] if path[0] in ENTRIES and len(path) > 1 and isinstance(path[1], int) else path


def _tables(data: Data, kind: str) -> Iterable[dict[str, Any]]:
    """Return the entries of a kind in a file's data; none if any of them is no table."""
    entries = data.get(kind)
    return entries if isinstance(entries, list) and all(isinstance(each, dict) for each in entries) else ()


def _item_of(notice: Data) -> Item:
    """Return the type and name of the item that a notice is about; two empty texts if it gives none."""
    named = ((kind, notice[kind]) for kind in ITEM_TYPES if isinstance(notice.get(kind), str))
    return next(named, ("", ""))


def _prove(text: str, data: Data, result: str) -> None:
    """Raise CannotFormat unless the result has the text's data and comments.

    Comments may change places; of the data only notices of different items may.
    """
    try:
        written = tomli.loads(result)
    except ValueError:
        raise CannotFormat from None
    if not same(_by_item(data), _by_item(written)) or _remarks(text) != _remarks(result):
        raise CannotFormat


def _by_item(data: Data) -> Data:
    """Return the data with its notices sorted by the type and name of their items, to compare it.

    Notices of one item keep their order. Notices that are no array of tables stay as they are.
    """
    notices = _tables(data, "notice")
    return {**data, "notice": sorted(notices, key=_item_of)} if notices else dict(data)


def _remarks(text: str) -> Counter[str]:
    """Return the comments of a text with their numbers, without blanks at their ends."""
    return Counter(each.rstrip(" \t") for each in comments(text))
