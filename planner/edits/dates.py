"""Edits of dates: move, set, clear and pin."""

from collections.abc import Mapping

from planner.dates import Day
from planner.edits.entries import entry, put
from planner.engine.constraint import Place
from planner.plan import Change, Notice, Plan, PlanEntry, Version


def move(plan: Plan, moves: Mapping[Place, Day]) -> Plan:
    """Return the plan with dates moved, or set where a milestone has none.

    Pass over places of entries that do not exist. If a notice moves, all notices of its name move with it.
    """
    days: dict[int, dict[str, Day]] = {}
    for (key, field), day in moves.items():
        days.setdefault(key, {})[str(field)] = day
    groups = {each.name: days[each.key]["date"] for each in plan.notices if each.key in days and each.name}
    changed: list[PlanEntry] = [
        each._replace(dates={**each.dates, **days[each.key]}) for each in plan.items if each.key in days
    ]
    for notice in plan.notices:
        if notice.key in days:
            changed.append(notice._replace(date=days[notice.key]["date"]))
        elif notice.name in groups:
            changed.append(notice._replace(date=groups[notice.name]))
    return put(plan, *changed)


def moved_between(old: Plan, new: Plan) -> dict[Place, Day] | None:
    """Return the days that dates of the old plan have in the new one, where they differ, by place.

    The result is empty for equal plans. Return None if the plans differ in anything else, such as a date that
    only one of them has.
    """
    before, now = all_days(old), all_days(new)
    moved = {place: day for place, day in now.items() if before.get(place) != day}
    if before.keys() != now.keys() or move(old, moved) != new:
        return None
    return moved


def all_days(plan: Plan) -> dict[Place, Day]:
    """Return the day of every milestone and every notice of a plan, by place."""
    days = {Place(each.key, milestone): day for each in plan.items for milestone, day in each.dates.items()}
    days.update((Place(each.key, "date"), each.date) for each in plan.notices)
    return days


def clear(plan: Plan, place: Place) -> Plan:
    """Return the plan without the date of a milestone and without its pin.

    Raise ValueError if the place is not in a version or change.
    """
    item = entry(plan, place.entry)
    if not isinstance(item, Version | Change):
        raise ValueError("only a milestone can be without a date")
    dates = {milestone: day for milestone, day in item.dates.items() if milestone != place.field}
    return put(plan, item._replace(dates=dates, pinned=_without(item.pinned, place.field)))


def pin(plan: Plan, place: Place, pinned: bool) -> Plan:
    """Return the plan with a date pinned (or not, if `pinned` is False); only a person moves a pinned date.

    With a notice, all notices of its name are pinned or not. Raise ValueError for any other entry than a
    version, a change or a notice.
    """
    owner = entry(plan, place.entry)
    if isinstance(owner, Notice):
        group = [each for each in plan.notices if each is owner or (each.name and each.name == owner.name)]
        return put(plan, *(each._replace(pinned=pinned) for each in group))
    if not isinstance(owner, Version | Change) or place.field is None:
        raise ValueError("only the date of a milestone or a notice can be pinned")
    others = _without(owner.pinned, place.field)
    return put(plan, owner._replace(pinned=(*others, place.field) if pinned else others))


def _without(names: tuple[str, ...], name: str | None) -> tuple[str, ...]:
    return tuple(each for each in names if each != name)
