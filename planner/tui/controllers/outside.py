"""Editing the plan's file in the person's editor, at the line of what is selected, and back."""

from planner.disk.source import Unreadable
from planner.engine.constraint import Place
from planner.session import CannotPlan, Session
from planner.terminal_text import position, shown
from planner.toml.spans import scan
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.saving import Saving
from planner.tui.controllers.text_editor import edit_file
from planner.tui.dialogs.choice import CANCEL, Choice, ChoiceOption

MOST = 20
"""Errors that are listed."""


async def edit_outside(screen: PlanView, saving: Saving) -> None:
    """Edit the plan's file in the text editor, at the selected date or item, and read it again afterwards.

    If there are unsaved changes, ask first whether to save them. If the file has errors then, list them and
    offer the editor again at the first one; the plan on the screen stays as it was.
    """
    session = screen.session
    if session.changes and not await _is_agreed(screen, saving):
        return
    line = line_of(session, screen.item, screen.place)
    while edit_file(screen.app, session.path, line):
        if not session.disk_changed():
            screen.say("Nothing was changed in the editor.")
            return
        error = _first_error(session)
        if error is None:
            if session.changes:
                await saving.look_at_disk(asked=True)
            else:
                await saving.reload()
            return
        number, lines = error
        again = ChoiceOption("e", "Edit again", "primary")
        later = ChoiceOption("l", "Leave it", "default")
        told = [*lines, "", "The plan here is as it was before; saving it asks."]
        if await screen.app.push_screen_wait(Choice("The file has errors now", (again, later), told)) != "e":
            return
        line = number


async def _is_agreed(screen: PlanView, saving: Saving) -> bool:
    """Ask whether to save unsaved changes before editing, and save them if so.

    Return False if the person cancels, or if they could not be saved: the editor stays closed then.
    """
    answers = (
        ChoiceOption("s", "Save first", "primary"),
        ChoiceOption("e", "Edit what is saved", "warning"),
        CANCEL,
    )
    lines = ("The editor shows the file as it is saved; changes on both sides can be merged afterwards.",)
    answer = await screen.app.push_screen_wait(Choice("Save before editing the file?", answers, lines))
    return await saving.save() if answer == "s" else answer == "e"


def line_of(session: Session, item: int | None, place: Place | None) -> int:
    """Return the line of the date at `place`, else of an item's entry, in the file as last read or saved.

    Return 1 if both are None, or if the entry is not in the file.
    """
    file = session.plan_file
    if place is not None:
        path = file.paths.get(place.entry)
        key = place.field
    elif item is not None:
        path, key = file.paths.get(session.plan.items[item].key), None
    else:
        return 1
    if path is None:
        return 1
    return scan(file.source.text).line_column(path if key is None else (*path, key))[0]


def _first_error(session: Session) -> tuple[int, list[str]] | None:
    """Return the line of the first error of the plan on disk, and lines about all; None if it has none."""
    try:
        Session.open(session.path, policy=session.policy_given, as_of=session.as_of)
    except Unreadable as error:
        return 1, [shown(str(error))]
    except CannotPlan as error:
        told = [
            f"{position(each.path or '', each.line, each.column).removeprefix(':')}  {shown(each.message)}"
            for each in error.diagnostics[:MOST]
        ]
        if len(error.diagnostics) > MOST:
            told.append(f"… and {len(error.diagnostics) - MOST} more")
        of_plan = [each.line for each in error.diagnostics if each.path is None]
        return (of_plan or [1])[0], told
    return None
