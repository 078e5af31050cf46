"""Beginning a plan on the screen: the form, and the file that it writes."""

import asyncio
from typing import Any

from textual.app import App

from planner.dates import Day
from planner.disk.new_file import create
from planner.files.policies_below import policies_below
from planner.files.policy.presets import presets
from planner.terminal_text import shown
from planner.tui.dialogs.fields import Option
from planner.tui.dialogs.plan_form import plan_form


async def begin_plan(app: App[Any], folder: str, as_of: Day, *, path: str | None = None) -> str | None:
    """Ask for a new plan in a folder, or for the contents of the empty file at `path`, and write it.

    Return the path of the file; None if the form was cancelled, or if a message says that the file cannot be
    written.
    """
    policies = await asyncio.to_thread(_policies, folder)
    begun = await app.push_screen_wait(plan_form(folder, path, as_of, policies))
    if begun is None:
        return None
    try:
        create(begun.path, begun.text.encode())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        app.notify(f"{shown(begun.path)}: {shown(why)}; nothing was written", severity="error", markup=False)
        return None
    return str(begun.path)


def _policies(folder: str) -> list[Option]:
    """Return the policies to choose from: files below the folder, then the presets with their promises."""
    files = [(each, each) for each in policies_below(folder)]
    return files + [(each.policy.name, f"{each.policy.name}: {each.promise}") for each in presets()]
