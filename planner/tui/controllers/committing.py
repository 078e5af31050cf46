"""Saving and committing the plan's file, with a message drafted from what changed since the last commit."""

import os
from asyncio import to_thread
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from planner.compare import EvaluatedPlan, compare
from planner.disk.source import Unreadable
from planner.revisions.commit import contents
from planner.revisions.committing import NotCommitted, commit_file, is_changed
from planner.revisions.git import UnknownRevision
from planner.revisions.history import History
from planner.revisions.request import RevisionRequest
from planner.terminal_text import shown
from planner.tui.background import is_open
from planner.tui.controllers.on_disk import difference_lines, evaluated, shown_plan
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.saving import Saving
from planner.tui.dialogs.choice import Choice, ChoiceOption
from planner.tui.dialogs.commit_form import CommitMessage, commit_form
from planner.wording.commit import drafted_subject

if TYPE_CHECKING:
    from planner.session import Session

LONG = 600.0
"""Seconds that the hooks of a commit may take."""
HEAD = RevisionRequest("HEAD", None)


class _Committed(NamedTuple):
    """The plan's file in the last commit."""

    contents: bytes | None
    """None if the commit does not have it, or there is no commit."""
    state: EvaluatedPlan | None
    """None if it has errors or is not there."""


async def commit(screen: PlanView, saving: Saving) -> None:
    """Ask for a message, save unsaved changes, and commit the plan's file alone.

    The message is drafted from the difference to the last commit; say so if there is none. If git refuses,
    show its words.
    """
    session = screen.session
    draft = await to_thread(_draft, session, shown_plan(session))
    if draft is None:
        screen.say("There is nothing to commit: the file is as in the last commit.")
        return
    file = shown(os.path.basename(session.path))
    form = commit_form(draft, file, saves=session.changes > 0)
    message = await screen.app.push_screen_wait(form)
    if message is None or (session.changes and not await saving.save()):
        return
    screen.say("Committing…", seconds=LONG)
    try:
        name = await to_thread(commit_file, session.path, message.text)
    except NotCommitted as error:
        lines = ["The file is saved. Git says:", "", *error.words]
        question = Choice("Git did not commit", (ChoiceOption("o", "OK", "primary"),), lines)
        await screen.app.push_screen_wait(question)
    else:
        if not is_open(screen):
            return
        screen.say(f"Committed {name}: {shown(message.subject)}")
    screen.saved()


def _draft(session: "Session", now: EvaluatedPlan) -> CommitMessage | None:
    """Return a drafted message, or None if the plan is as in the last commit; runs in a thread.

    The body lists the differences to the last commit; it is empty if the commit has no readable plan.
    """
    before = _last_commit(session)
    if before.contents is not None and not session.changes:
        with suppress(NotCommitted):
            if not is_changed(session.path):
                return None
    file = os.path.basename(session.path)
    if before.state is None:
        found = None if before.contents is None else compare(now, now)
        return CommitMessage(drafted_subject(found, now.plan.product, file), "")
    found = compare(before.state, now)
    body = difference_lines(session, "HEAD", before.state, "now", now)
    return CommitMessage(drafted_subject(found, now.plan.product, file), "\n".join(body))


def _last_commit(session: "Session") -> _Committed:
    """Return the contents of the plan's file in the last commit, maybe under another name, and its plan.

    Both are None if there is no commit, or if it does not have the file; the plan, which is evaluated, is
    None alone if it cannot be read.
    """
    try:
        before = History(HEAD).before(os.path.realpath(session.path))
    except UnknownRevision:  # there is no commit yet
        return _Committed(None, None)
    if before is None:
        return _Committed(None, None)
    state = None
    with suppress(UnknownRevision, Unreadable):
        state = evaluated(session, before.read(session.policy_given))
    return _Committed(contents(before.commit, before.path), state)
