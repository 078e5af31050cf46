"""Plans as they were: `git:REV` and `git:REV:PATH`, read through the git command."""

from planner.revisions.asked import PREFIX, RevisionRequest, asked
from planner.revisions.git import UnknownRevision
from planner.revisions.read import read_plan_at

__all__ = ["PREFIX", "RevisionRequest", "UnknownRevision", "asked", "read_plan_at"]
