"""Sessions: a plan that a person edits, its evaluation, and its file on disk."""

from planner.session.counts import Counts
from planner.session.session import Session
from planner.session.sound import CannotPlan

__all__ = ["CannotPlan", "Counts", "Session"]
