"""What somebody else made of the plan's file, against the plan that is open: said before one is chosen."""

from collections.abc import Sequence

from planner.compare import Judged, compare
from planner.engine.judge import check
from planner.reports.diff import Diff, render
from planner.reports.look import Look
from planner.session import Session


def differences(session: Session, yours: Judged, contents: bytes) -> Sequence[str]:
    """What taking theirs would do to yours, in the words of `planner diff`."""
    file = session.read(contents)
    if file.plan is None or file.policy is None:
        return ["What is there now has errors: it cannot be taken before they are repaired."]
    theirs = Judged(file.plan, check(file.plan, file.policy, session.as_of))
    found = compare(yours, theirs)
    if not found.differs:
        return ["What is there now says the same, in other words."]
    diff = Diff("yours", "theirs", file.plan.product, session.as_of, found)
    return render(diff, "text", Look(False, False)).splitlines()
