"""The states that the plan on the screen is compared with: as saved, at a revision, another file."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import counted
from planner.disk.source import read_bytes
from planner.disk.work_tree import in_work_tree
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.revisions.git import UnknownRevision
from planner.revisions.history import History
from planner.revisions.log import THEIRS, commits_of, is_merging, upstream
from planner.revisions.read import read_plan_at
from planner.revisions.request import PREFIX, RevisionRequest, parse_revision

if TYPE_CHECKING:
    from planner.session import Session

MOST_COMMITS = 30
"""The commits that are offered."""


class FoundState(NamedTuple):
    """A state that was looked up, not yet read."""

    stamp: object
    """A value that stays equal as long as the state does not change."""
    read: Callable[[], PlanFile]
    """Called to read the state; raises UnknownRevision or Unreadable."""


class OtherState(NamedTuple):
    """A state that the plan can be compared with, not yet looked up."""

    title: str
    details: str
    find: Callable[[], FoundState]
    """Called to find the state as it is now; raises UnknownRevision or Unreadable."""


def states_of(session: "Session") -> list[OtherState]:
    """Return the states to choose from: the saved file, and in a git work tree revisions with the plan.

    The saved file comes first if there are unsaved changes, else after the last commit. It runs git.
    """
    since = f"{counted(session.changes, 'change')} since" if session.changes else "nothing changed since"
    saved = OtherState("the saved file", since, partial(_saved, session))
    revisions: list[OtherState] = []
    if in_work_tree(session.path):
        with suppress(UnknownRevision):
            revisions = _revisions(session)
    return [saved, *revisions] if session.changes else [*revisions[:1], saved, *revisions[1:]]


def _revisions(session: "Session") -> list[OtherState]:
    """Return the last commit, their side of a merge under way, the upstream branch, and commits of the file.

    Empty if no commit has the file. Raise UnknownRevision if git cannot be asked.
    """
    commits = commits_of(session.path, MOST_COMMITS)
    if not commits:
        return []
    found = [revision(session, RevisionRequest("HEAD", None), "the last commit")]
    if is_merging(session.path):
        found.append(revision(session, RevisionRequest(THEIRS, None), "their side of the merge under way"))
    if (other := upstream(session.path)) is not None:
        request = parse_revision(f"{PREFIX}{other}")
        assert request is not None
        words = "where this branch began" if request.merge_base else "what was pushed"
        found.append(revision(session, request, words))
    found += [
        revision(session, RevisionRequest(each.name, None), f"{each.day}  {each.subject}") for each in commits
    ]
    return found


def revision(session: "Session", request: RevisionRequest, details: str = "") -> OtherState:
    """Return the state of the plan at a revision, under the name that it had then; nothing is read yet."""
    return OtherState(str(request), details, partial(_at_revision, session, request))


def typed_state(session: "Session", text: str) -> OtherState:
    """Return the state that a typed text names: `git:REV`, `git:REV:PATH`, or a path of a file.

    A relative path is tried from the current folder, then from the plan's. Raise ValueError with the cure if
    it names no revision or file.
    """
    text = text.strip()
    if not text:
        raise ValueError("a file, or git: and a revision, such as git:v1")
    try:
        request = parse_revision(text)
    except UnknownRevision as error:
        raise ValueError(str(error)) from None
    if request is not None:
        return revision(session, request)
    path = os.path.expanduser(text)
    if not os.path.isabs(path) and not os.path.exists(path):
        beside = os.path.join(os.path.dirname(session.path), path)
        path = beside if os.path.exists(beside) else path
    if os.path.isdir(path):
        raise ValueError(f"{text} is a folder: name the file of a plan")
    if not os.path.exists(path):
        raise ValueError(f"there is no file {text}; a revision is written git:{text}")
    return OtherState(text, "", partial(_other_file, session, path))


def _saved(session: "Session") -> FoundState:
    """Return the file as it was last read or written by this session."""
    file = session.plan_file
    return FoundState((file.source.text, session.policy), lambda: file)


def _at_revision(session: "Session", request: RevisionRequest) -> FoundState:
    """Return the plan at a revision; a path in the request is read each time.

    Raise UnknownRevision if the revision is not known or does not have the plan.
    """
    if request.path is not None:
        return FoundState(object(), lambda: read_plan_at(request, None, session.policy_given))
    history = History(request)
    commit, _ = history.locate(session.path)
    before = history.before(session.path)
    if before is None:
        raise UnknownRevision(f"{request}: the plan was not there")
    return FoundState((commit.name, before.path), lambda: before.read(session.policy_given))


def _other_file(session: "Session", path: str) -> FoundState:
    """Return another file with its present contents; raise Unreadable if it cannot be read."""
    contents = read_bytes(path, pipes=False)
    return FoundState(contents, lambda: read_plan_bytes(path, contents, session.policy_given))
