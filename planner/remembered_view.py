"""The view of a plan as it was left: zoom, place, folded tracks and filter, kept in the user's state folder.

A view is no work: a file that cannot be read or written is passed over, and the plan opens as at first.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from planner.disk.user_folder import user_folder
from planner.named_tuple import NamedTuple
from planner.plan import Plan

MOST = 300
"""Views that are kept; the ones that were left longest ago give way."""
LONGEST_CELL = 1000.0
"""Days of a cell beyond which a file cannot be right."""


class RememberedPlace(NamedTuple):
    """An item and one of its dates, by name: keys of entries are others when the file is read again."""

    item: str
    milestone: str | None = None
    notice: int | None = None
    """The number of the item's notice, from 0, if one is meant."""


class RememberedRows(NamedTuple):
    """The rows that a person wanted to see."""

    hides_history: bool = False
    folded: tuple[str | None, ...] = ()
    """The tracks; None is the unnamed one."""
    only: str | None = None
    within: str | None = None
    tracks: tuple[str | None, ...] = ()
    text: str = ""


class RememberedView(NamedTuple):
    """The view of a plan as it was left."""

    days_per_cell: float
    left: int
    """The first column in view, counted in cells from the calendar's first day."""
    top: int
    """The first line in view."""
    place: RememberedPlace | None = None
    rows: RememberedRows = RememberedRows()


def recall(path: str, root: str | None = None) -> RememberedView | None:
    """Return the remembered view of the plan at a path; None if there is none, or its file cannot be used.

    `root` is the state folder; None stands for the user's own.
    """
    try:
        contents = _file(path, root).read_bytes()
    except (OSError, ValueError):
        return None
    import json  # the first paint waits for it, so only where there is a view

    try:
        return _view(json.loads(contents))
    except (ValueError, RecursionError):
        return None


def remember(path: str, view: RememberedView, root: str | None = None) -> None:
    """Write the view of the plan at a path, unless the file has it already; do nothing if that fails.

    After writing, remove the oldest views beyond `MOST`. `root` is the state folder; None: the user's own.
    """
    if recall(path, root) == view:
        return
    import json

    from planner.disk.atomic import write_atomically

    with suppress(OSError, ValueError):
        file = _file(path, root)
        file.parent.mkdir(parents=True, exist_ok=True)
        contents = {
            "plan": str(Path(path).resolve()),
            **view._asdict(),
            "place": view.place and view.place._asdict(),
            "rows": view.rows._asdict(),
        }
        write_atomically(str(file), json.dumps(contents, indent=1).encode(), mode=0o600)
        _make_room(file.parent)


def place_of(plan: Plan, item: int | None, entry: int | None, field: str | None) -> RememberedPlace | None:
    """Return a selection by names, which the file keeps: the item's name and its milestone or notice.

    `item` is an index in `plan.items`; `entry` and `field` are the place of the selected date, or both None
    if only the item is selected. Return None if no item of the plan is selected.
    """
    if item is None or not 0 <= item < len(plan.items):
        return None
    selected = plan.items[item]
    if entry is None:
        return RememberedPlace(selected.name)
    if entry == selected.key:
        return RememberedPlace(selected.name, milestone=field)
    notices = [each.key for each in plan.notices if each.item == selected.name]
    return RememberedPlace(selected.name, notice=notices.index(entry) if entry in notices else None)


def found_place(plan: Plan, place: RememberedPlace) -> tuple[int, tuple[int, str] | None] | None:
    """Return a remembered item's index in `plan.items`, and the place of its date; None if the item is gone.

    The place is None if no date was remembered, or if the item no longer has it.
    """
    names = [each.name for each in plan.items]
    if place.item not in names:
        return None
    index = names.index(place.item)
    item = plan.items[index]
    if place.milestone is not None:
        return index, (item.key, place.milestone) if place.milestone in item.dates else None
    notices = [each.key for each in plan.notices if each.item == place.item]
    if place.notice is not None and place.notice < len(notices):
        return index, (notices[place.notice], "date")
    return index, None


def _file(path: str, root: str | None) -> Path:
    """Return the path of a plan's view: its name is a digest of the plan's full path."""
    name = _sha512(os.fsencode(Path(path).resolve()))[:32]
    return user_folder("state", root) / "views" / f"{name}.json"


def _sha512(data: bytes) -> str:
    """Return the SHA-512 digest in hexadecimal, from the module that `random` has loaded.

    The first paint would wait for `hashlib`, which loads more; it is used where that module is missing.
    """
    try:
        lean = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha512")
        return str(lean.sha512(data).hexdigest())
    except (ImportError, AttributeError):  # an interpreter that is built otherwise
        from hashlib import sha512

        return sha512(data).hexdigest()


def _make_room(folder: Path) -> None:
    """Remove the views of a folder that were written longest ago, beyond the newest `MOST`.

    Raise OSError if one cannot be looked at or removed.
    """
    files = sorted(folder.glob("*.json"), key=lambda each: each.stat().st_mtime)
    for each in files[:-MOST]:
        each.unlink(missing_ok=True)


def _view(data: Any) -> RememberedView | None:
    """Return the view that a file's data describe.

    Return None if a number is missing or the zoom is out of range.
    """
    match data:
        case {"days_per_cell": int() | float() as cell, "left": int(left), "top": int(top)}:
            if not 0 < cell <= LONGEST_CELL:
                return None
            place, rows = data.get("place"), data.get("rows")
            return RememberedView(
                days_per_cell=float(cell),
                left=left,
                top=top,
                place=_place(place) if isinstance(place, dict) else None,
                rows=_rows(rows) if isinstance(rows, dict) else RememberedRows(),
            )
    return None


def _place(data: Mapping[str, Any]) -> RememberedPlace | None:
    """Return the remembered place; None if the data have not its keys and types."""
    match data:
        case {"item": str(item), "milestone": str() | None as milestone, "notice": int() | None as notice}:
            return RememberedPlace(item, milestone, notice if notice is None or notice >= 0 else None)
    return None


def _rows(data: Mapping[str, Any]) -> RememberedRows:
    """Return the remembered rows; if the data have other keys or types, the default rows, all of the plan."""
    match data:
        case {
            "hides_history": bool(hides_history),
            "folded": list(folded),
            "only": str() | None as only,
            "within": str() | None as within,
            "tracks": list(tracks),
            "text": str(text),
        }:
            return RememberedRows(
                hides_history=hides_history,
                folded=tuple(_names(folded)),
                only=only,
                within=within,
                tracks=tuple(_names(tracks)),
                text=text,
            )
    return RememberedRows()


def _names(data: list[Any]) -> Iterator[str | None]:
    yield from (each for each in data if each is None or isinstance(each, str))
