"""A merge of two plans that were edited from one base: by entry and key. Pure functions."""

from planner.merge.conflict import Conflict
from planner.merge.plans import MergedPlan, merge
from planner.merge.text import merged_text

__all__ = ["Conflict", "MergedPlan", "merge", "merged_text"]
