"""Arranging entries: the order within a track, the track, and copies. Each is one step."""

from typing import TYPE_CHECKING, cast

from planner.dates import iso
from planner.edits import duplicates, order, tracks
from planner.edits.entries import entry
from planner.engine.constraint import Place
from planner.plan import Change, Freeze, Item, Notice, Version
from planner.tui.selection import Selection

if TYPE_CHECKING:
    from planner.tui.controllers.editing import Editing
    from planner.tui.panels.contents import Contents


def movable(editing: "Editing", step: order.Step) -> bool:
    """Return True if the selected item has a next (1) or previous (-1) item of its type in its track."""
    item = editing.item
    return item is not None and order.neighbour(editing.session.plan, item.key, step) is not None


async def reorder(editing: "Editing", step: order.Step) -> None:
    """Move the selected item after the next (1) or before the previous (-1) item of its type in its track.

    The cursor follows it. Nothing happens if no item is selected, or if there is no such neighbour.
    """
    item, plan = editing.item, editing.session.plan
    if item is None:
        return
    other = order.neighbour(plan, item.key, step)
    if other is None:
        return
    label = f"{item.name} moved {'down' if step > 0 else 'up'}"
    if not await editing.screen.edit(label, order.reorder(plan, item.key, step)):
        return
    _show(editing, item.key)
    editing.say(f"{item.name} comes {'after' if step > 0 else 'before'} {other.name} now.")


async def duplicate(editing: "Editing") -> None:
    """Add a copy of the selected item, notice or freeze, or of the selected date's item; say so.

    The copy is selected on the timeline; a freeze has no row, and is selected in the contents panel if that
    has the keyboard. Nothing happens if no entry is selected.
    """
    selection, session = editing.selecting.target, editing.session
    if selection.key is None:
        return
    known = {each.key for each in session.plan.entries}
    of_item = selection.type == "date"  # its item is copied, the date is not
    name = editing.selecting.name(selection._replace(place=None) if of_item else selection)
    label, plan, key = f"{name} duplicated", session.plan, selection.key
    new = await editing.screen.stepping.calculate(
        label, lambda: duplicates.duplicate(plan, key, session.as_of)
    )
    if new is None or not await editing.screen.edit(label, new):
        return
    copies = [each for each in session.plan.entries if each.key not in known]
    if not copies:
        return
    copy = copies[0]
    if isinstance(copy, Version | Change):
        _show(editing, copy.key)
        editing.say(f"{copy.name} is a copy of {name}; {editing.screen.key_of('edit')} renames it.")
    elif isinstance(copy, Notice):
        _choose(editing, copy)
        day, edit = iso(copy.date), editing.screen.key_of("edit")
        editing.say(f"The copy is selected, planned for {day}; {edit} edits it.")
    elif isinstance(copy, Freeze):
        _choose(editing, copy)
        copied = Selection("freeze", copy.key)
        editing.say(f"{editing.selecting.name(copied).capitalize()} is added, a year later.")


async def move_to_track(editing: "Editing") -> None:
    """Ask for another track, move the selected item there and put the cursor on it.

    For a new track, open the item's form at its track. Say so if there is no other track, or if the item may
    not move there.
    """
    item, plan, policy = editing.item, editing.session.plan, editing.session.policy
    if item is None:
        return
    present = order.track_of(plan, item)
    others = [each for each in tracks.tracks(plan, policy) if each != present]
    choices = [(each or "no track", _contents(editing, each)) for each in others]
    if policy.tracks is None:
        choices.append(("A new track…", "type its name in the form"))
    if not choices:
        editing.say("The policy has no other track.")
        return
    picked = await editing.pick(f"Move {item.name} to which track?", choices)
    if picked is None:
        return
    if picked == len(others):
        from planner.tui.controllers.entry_edits import edit_item

        await edit_item(editing, item, focus="track")
        return
    try:
        new = tracks.move(plan, policy, item.key, others[picked])
    except ValueError as error:
        editing.say(f"{item.name} stays: {error}.")
        return
    if await editing.screen.edit(f"{item.name} moved to {others[picked] or 'no track'}", new):
        _show(editing, item.key)


def _contents(editing: "Editing", track: str | None) -> str:
    """Return the number of versions of a track and the name of its last one, in words."""
    versions = [each for each in tracks.items_of(editing.session.plan, track) if isinstance(each, Version)]
    if not versions:
        return "no version yet"
    return f"{len(versions)} version{'s' if len(versions) > 1 else ''}, the newest {versions[-1].name}"


def _choose(editing: "Editing", copy: Notice | Freeze) -> None:
    """Put the cursor on a notice in its row, or leave the timeline as it is for a freeze.

    If the contents panel is open and has the keyboard, select the notice or freeze there, too.
    """
    screen = editing.screen
    if isinstance(copy, Notice):
        item = next(at for at, each in enumerate(editing.session.plan.items) if each.name == copy.item)
        screen.timeline.select(item, Place(copy.key, "date"))
    panel = screen.side_panels.panel
    if screen.side_panels.name == "contents" and panel is not None and panel.has_focus:
        cast("Contents", panel).go_to_entry(copy.key)


def _show(editing: "Editing", key: int) -> None:
    """Put the cursor on the row of an item and focus the timeline."""
    plan = editing.session.plan
    item = entry(plan, key)
    assert isinstance(item, Item)
    editing.screen.go_to_item(plan.items.index(item))
