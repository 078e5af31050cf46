"""Plans at a git revision: `git:REV` and `git:REV:PATH`, read through the git command."""

from planner.revisions.git import UnknownRevision
from planner.revisions.read import read_plan_at
from planner.revisions.request import PREFIX, RevisionRequest, parse_revision

__all__ = ["PREFIX", "RevisionRequest", "UnknownRevision", "parse_revision", "read_plan_at"]
