"""Deleting the selection, after a question that says what goes with it and what people were told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.dates import counted, iso
from planner.edits import dates, entries, freezes, items, notices, tracks, waivers
from planner.engine.constraint import Place
from planner.plan import Change, Freeze, Item, Notice, Plan, Version, Waiver
from planner.tui.controllers.history_words import name_of, was_told
from planner.tui.selection import Selection

if TYPE_CHECKING:
    from planner.tui.controllers.editing import Editing

DELETE, TELL, WITHDRAW = "d", "t", "w"


async def delete(editing: "Editing") -> None:
    """Delete the selected date, notice, item, freeze, waiver or track as one step, after a question.

    A track that has versions stays, which is said.
    """
    selection = editing.selecting.target
    if selection.type == "track":
        await _track(editing, selection.track)
    elif selection.key is not None:
        owner = entries.entry(editing.session.plan, selection.key)
        if isinstance(owner, Freeze | Waiver):
            await _apart(editing, selection, owner)
        elif isinstance(owner, Notice):
            await _notice(editing, owner)
        elif selection.type == "date" and selection.place is not None:
            await _date(editing, owner, selection.place)
        else:
            await _item(editing, owner)


async def _date(editing: "Editing", item: Item, place: Place) -> None:
    """Delete a milestone's date after a question.

    If sent notices told the date, the question offers to add a notice that withdraws it, too.
    """
    plan, milestone = editing.session.plan, place.field or ""
    told = milestone in notices.told_of(plan, item.name)
    name = name_of(plan, place)
    answer = await _answer(
        editing,
        f"Delete {name} {iso(editing.session.day(place))}?",
        (was_told(plan, place),),
        ((TELL, "Delete and tell people"),) if told else (),
    )
    if answer is None:
        return
    plan = dates.clear(editing.session.plan, place)
    if answer == TELL:
        plan = notices.withdraw(plan, item.name, [milestone], editing.session.as_of)
    if await editing.screen.edit(f"{name} deleted", plan) and answer == TELL:
        sent = editing.screen.key_of("mark-sent")
        editing.say(f"{name} is deleted, and a notice withdraws it today; {sent} records it as sent.")


async def _notice(editing: "Editing", notice: Notice) -> None:
    """Delete a notice after a question."""
    plan = editing.session.plan
    lines = (was_told(plan, Place(notice.key, "date")),)
    if await _answer(editing, f"Delete {notice.item} notice {iso(notice.date)}?", lines):
        await editing.screen.edit(f"{notice.item} notice deleted", notices.delete(plan, notice.key))


async def _item(editing: "Editing", item: Item) -> None:
    """Delete an item, with its notices and waivers, after a question.

    If sent notices told dates of a version, the question offers to withdraw the version instead.
    """
    session = editing.session
    told = notices.told_of(session.plan, item.name)
    can_withdraw = isinstance(item, Version) and item.withdrawn is None
    answer = await _answer(
        editing,
        f"Delete {item.name}?",
        [*_told_lines(session.plan, item), *goes_with(session.plan, item), _way_back(editing)],
        ((WITHDRAW, "Withdraw it instead"),) if told and can_withdraw else (),
    )
    if answer == WITHDRAW:
        new = items.pull_back(session.plan, item.key, session.as_of)
        if not await editing.screen.edit(f"{item.name} withdrawn", new):
            return
        edit, undo = editing.screen.key_of("edit"), editing.screen.key_of("undo")
        editing.say(f"{item.name} is withdrawn from today on; {edit} edits that, {undo} takes it back.")
    elif answer == DELETE:
        plan, label = session.plan, f"{item.name} deleted"
        left = await editing.screen.stepping.calculate(label, lambda: items.delete(plan, item.key))
        if left is not None:
            await editing.screen.edit(label, left)


async def _apart(editing: "Editing", selection: Selection, owner: Freeze | Waiver) -> None:
    """Delete a freeze or a waiver after a question."""
    plan, name = editing.session.plan, editing.selecting.name(selection)
    if not await _answer(editing, f"Delete {name}?", (_about(owner), _way_back(editing))):
        return
    remove = freezes.delete if isinstance(owner, Freeze) else waivers.delete
    await editing.screen.edit(f"{name} deleted", remove(plan, owner.key))


async def _track(editing: "Editing", track: str | None) -> None:
    """Delete a track without versions after a question; say why any other track stays."""
    session = editing.session
    if track is None:
        edit = editing.screen.key_of("edit")
        editing.say(f"The unnamed track has no name to delete; {edit} gives it one.")
        return
    try:
        new = tracks.delete(session.plan, session.policy, track)
    except ValueError as error:
        editing.say(f"Track {track} stays: {error}.")
        return
    changes = sum(each.track == track for each in session.plan.changes)
    lines = (f"{counted(changes, 'change')} will name no track.", _way_back(editing))
    if await _answer(editing, f"Delete track {track}?", lines):
        await editing.screen.edit(f"track {track} deleted", new)


async def _answer(
    editing: "Editing", title: str, lines: Sequence[str], others: Sequence[tuple[str, str]] = ()
) -> str | None:
    """Ask a question with Cancel, Delete and other answers, given as pairs of key and label.

    Return the key of the answer; None for Cancel and escape.
    """
    from planner.tui.dialogs.choice import Choice, ChoiceOption

    answers: list[ChoiceOption] = [
        ChoiceOption("c", "Cancel", "primary"),
        ChoiceOption(DELETE, "Delete", "error"),
        *(ChoiceOption(key, label, "warning") for key, label in others),
    ]
    answer: str | None = await editing.screen.app.push_screen_wait(Choice(title, answers, lines))
    return None if answer == "c" else answer


def _way_back(editing: "Editing") -> str:
    """Return the sentence that names the key that undoes."""
    return f"{editing.screen.key_of('undo')} brings it back."


def _about(owner: Freeze | Waiver) -> str:
    """Return the note of a waiver, or the days of a freeze, for the question."""
    return owner.note if isinstance(owner, Waiver) else f"{iso(owner.start)} to {iso(owner.end)}"


def _told_lines(plan: Plan, item: Item) -> list[str]:
    """Return a line for each milestone of an item of which sent notices told a day."""
    told = notices.told_of(plan, item.name)
    return [f"{milestone}: {was_told(plan, Place(item.key, milestone))}" for milestone in told]


def goes_with(plan: Plan, item: Item) -> list[str]:
    """Return sentences about the consequences of deleting an item.

    They count the dates, notices and waivers that go with it, the changes of a version that stay, and the
    versions that name it as the one to move to.
    """
    going = {
        "notice": sum(each.item == item.name for each in plan.notices),
        "waiver": sum(each.item == item.name for each in plan.waivers),
    }
    lines = [
        f"{number} {what}{'s' if number > 1 else ''} about it will go with it."
        for what, number in going.items()
        if number
    ]
    if item.dates:
        lines.insert(
            0, f"Its {'date' if len(item.dates) == 1 else f'{len(item.dates)} dates'} will go with it."
        )
    staying = [each for each in plan.changes if isinstance(item, Version) and each.version == item.name]
    if staying:
        what = "change that ships" if len(staying) == 1 else "changes that ship"
        lines.append(f"{len(staying)} {what} in it will stay.")
    moving = len(items.replaced_by(plan, item)) if not isinstance(item, Change) else 0
    if moving:
        lines.append(f"{counted(moving, 'version')} will name no version to move to.")
    return lines
