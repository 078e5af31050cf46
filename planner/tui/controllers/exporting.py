"""Exports from the screen: pick a format, and it is written beside the plan."""

from asyncio import to_thread
from datetime import datetime, time
from pathlib import Path

from planner.dates import Day, to_day
from planner.disk.atomic import write_atomically
from planner.exports import FORMATS, CannotExport, ExportedPlan, render
from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.choice import CANCEL, Choice, ChoiceOption
from planner.tui.dialogs.pick import Pick


async def export(screen: PlanView) -> None:
    """Ask for a format and write the plan as it is on the screen, saved or not, to a file beside the plan's.

    Ask first if that file exists. Say where it was written, or why not.
    """
    formats = list(FORMATS)
    choices = [(name, each.description) for name, each in FORMATS.items()]
    picked = await screen.app.push_screen_wait(Pick("Export as", choices))
    if picked is None:
        return
    session, path = screen.session, export_path(screen.session.path, formats[picked])
    if path.exists():
        answers = (ChoiceOption("w", "Write over it", "warning"), CANCEL)
        if await screen.app.push_screen_wait(Choice(f"{path} is there already.", answers)) != "w":
            return
    changed_at = _time_on(session.as_of)
    subject = ExportedPlan(session.plan, session.evaluation, changed_at=changed_at)
    try:
        contents = await to_thread(render, subject, formats[picked])
        await to_thread(write_atomically, str(path), contents)
    except CannotExport as error:
        screen.say(shown(str(error)), "error")
    except OSError as error:
        screen.say(f"{shown(str(path))} cannot be written: {error.strerror}", "error")
    else:
        screen.say(f"Exported to {shown(str(path))}")


def _time_on(as_of: Day) -> time:
    """Return the time now if today is the as-of date, else midnight.

    The plan on the screen may have edits of this minute.
    """
    now = datetime.now()
    return now.time() if to_day(now.date()) == as_of else time()


def export_path(plan: str, export_format: str) -> Path:
    """Return the path of an export beside the plan: of `clio.toml` as html it is `clio.html`.

    The export of `clio.md` as md is `clio.md.md`: it never replaces the plan.
    """
    path = Path(plan).with_suffix(f".{export_format}")
    return path if path != Path(plan) else Path(f"{plan}.{export_format}")
