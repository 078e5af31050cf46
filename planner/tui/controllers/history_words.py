"""Sentences about the dates that people were told. Pure."""

from planner.dates import iso
from planner.edits import notices
from planner.edits.entries import entry
from planner.engine.constraint import Place
from planner.engine.rules.wording import listed
from planner.plan import Freeze, Notice, Plan, Waiver


def was_told(plan: Plan, place: Place) -> str:
    """Return a sentence about the days that sent notices told for a milestone, and how.

    For the date of a notice, return a sentence about the days that the notice told. For a date of a freeze or
    waiver, return an empty text.
    """
    owner = entry(plan, place.entry)
    if isinstance(owner, Freeze | Waiver):
        return ""
    if isinstance(owner, Notice):
        return _told_by(owner)
    milestone = place.field or ""
    told = [
        f"{iso(each.told[milestone])} (on {iso(each.date)}{_by(each)})"
        for each in plan.notices
        if each.item == owner.name and each.told and milestone in each.told
    ]
    if not told:
        return "No sent notice is recorded to have told this date."
    return f"People were told {listed(told)}."


def name_of(plan: Plan, place: Place) -> str:
    """Return the name of a date for people, such as `2.0 released`, or `2.0 notice` for a notice."""
    owner = entry(plan, place.entry)
    if isinstance(owner, Notice):
        return f"{owner.item} notice"
    return f"{getattr(owner, 'name', '')} {place.field}"


def was_sent(plan: Plan, place: Place) -> bool:
    """Return True if a place is the date of a notice that was sent, itself or with its communication."""
    owner = entry(plan, place.entry)
    return isinstance(owner, Notice) and any(
        each.told is not None for each in notices.same_communication(plan, owner)
    )


def _told_by(notice: Notice) -> str:
    """Return a sentence about the day on which a notice was sent, and the days that it told."""
    if notice.told is None:
        return "It is not recorded as sent."
    told = [f"{milestone} {iso(day)}" for milestone, day in notice.told.items()]
    return f"It went out on {iso(notice.date)}{_by(notice)} and told {listed(told) if told else 'no date'}."


def _by(notice: Notice) -> str:
    """Return ` by email` and the like for the channels of a notice; empty if it has none."""
    return f" by {listed(list(notice.channels))}" if notice.channels else ""
