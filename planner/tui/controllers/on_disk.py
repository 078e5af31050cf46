"""The differences between states of the open plan that questions show, in the words of `planner diff`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.compare import EvaluatedPlan, compare
from planner.engine.constraint import Days
from planner.engine.evaluate import check
from planner.files.plan.file import PlanFile
from planner.files.saving.recovery import KeptWork
from planner.reports.diff.diff import Diff, render
from planner.reports.look import ReportStyle
from planner.session import CannotPlan, Session

if TYPE_CHECKING:
    from planner.session.disk_merge import DiskMerge

SAVED, UNSAVED = "as saved", "unsaved"


def shown_plan(session: Session) -> EvaluatedPlan:
    """Return the plan as it is on the screen; a drag does not move its days, so a thread may read it."""
    evaluation = session.evaluation
    return EvaluatedPlan(session.plan, evaluation._replace(days=Days(evaluation.days)))


def unsaved_lines(session: Session, yours: EvaluatedPlan) -> Sequence[str]:
    """Return the lines of `planner diff` from the file as it was read to `yours`, the plan with its edits.

    Empty if they do not differ, or if that file has errors.
    """
    before = evaluated(session, session.plan_file)
    return difference_lines(session, SAVED, before, UNSAVED, yours) if before else ()


def restored_lines(session: Session, yours: EvaluatedPlan, kept: KeptWork) -> Sequence[str]:
    """Return the lines of `planner diff` between the plan here and the plan restored from kept work.

    If it cannot be restored, or says the same, return one line that says so.
    """
    try:
        restored = evaluated(session, session.read_kept(kept))
    except CannotPlan as error:
        return [f"It cannot be restored here: {error.diagnostics[0].message}"]
    lines = difference_lines(session, "here", yours, UNSAVED, restored) if restored else ()
    return lines or ["It says the same as the plan here."]


def conflict_lines(
    session: Session, yours: EvaluatedPlan, contents: bytes | None, merged: "DiskMerge | None" = None
) -> Sequence[str]:
    """Return lines for the question about a file that somebody else changed: the effect of each answer.

    Args:
        session: The open plan.
        yours: The plan with its edits.
        contents: The contents of the file on disk now; None if it was removed.
        merged: The merge of both, if there is one.
    """
    mine = unsaved_lines(session, yours)
    if contents is None:
        return _section("Not saved here:", mine)
    file = session.read(contents)
    theirs = evaluated(session, file)
    if theirs is None:
        return [
            "The file now has errors: it can be taken once they are repaired.",
            *_section("Not saved here:", mine),
        ]
    taking = difference_lines(session, "yours", yours, "theirs", theirs)
    if not taking:
        return ["The file now says the same, in other words."]
    before = evaluated(session, session.plan_file)
    others = difference_lines(session, "as read", before, "on disk", theirs) if before else ()
    both = None if merged is None else evaluated(session, merged.file)
    merging = difference_lines(session, "yours", yours, "merged", both) if both else ()
    return [
        *_section("Merge both would change here:", merging),
        *_section("Take theirs would change here:", taking),
        *_section("Keep mine would lose their changes:", others or ["Comments or spacing only."]),
    ]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    """Return a blank line, a title and lines below it; nothing if there are no lines."""
    return ["", title, *lines] if lines else []


def difference_lines(
    session: Session, old: str, before: EvaluatedPlan, new: str, after: EvaluatedPlan
) -> Sequence[str]:
    """Return the lines of `planner diff` between two states, without its first two, which name the states.

    Empty if the states do not differ. `old` and `new` are their names.
    """
    found = compare(before, after)
    if not found.differs:
        return ()
    diff = Diff(old=old, new=new, product=after.plan.product, as_of=session.as_of, found=found)
    return render(diff, "text", ReportStyle(False, False)).splitlines()[
        2:
    ]  # without the names of both states


def evaluated(session: Session, file: PlanFile) -> EvaluatedPlan | None:
    """Return a file's plan, evaluated with its own policy on the session's date; None if it has errors."""
    if file.plan is None or file.policy is None:
        return None
    return EvaluatedPlan(file.plan, check(file.plan, file.policy, session.as_of))
