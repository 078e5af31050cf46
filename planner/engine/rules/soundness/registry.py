"""The mistakes that `planner policy check` looks for: one line each."""

from planner.engine.rules.soundness import (
    after_retired,
    calendar_without_days,
    duplicate_rule,
    forbidden_and_required,
    gap_against_lifecycle,
    gap_cycle,
    gap_to_itself,
    implied_rule,
    least_above_most,
    long_reminder,
    never_applies,
    no_common_date,
    no_common_day,
    no_default_milestone,
    required_anyway,
    unlisted_kind,
    unlisted_track,
    yields_in_vain,
)
from planner.engine.rules.soundness.mistake import Finder

FINDERS: tuple[Finder, ...] = (
    # what no plan can keep
    no_common_date.find,
    least_above_most.find,
    gap_cycle.find,
    gap_against_lifecycle.find,
    gap_to_itself.find,
    calendar_without_days.find,
    no_common_day.find,
    forbidden_and_required.find,
    # what never applies
    never_applies.find,
    unlisted_track.find,
    unlisted_kind.find,
    required_anyway.find,
    yields_in_vain.find,
    duplicate_rule.find,
    implied_rule.find,
    long_reminder.find,
    # milestones
    no_default_milestone.find,
    after_retired.find,
)
