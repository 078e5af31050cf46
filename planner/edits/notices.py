"""Notices: added, edited, sent and deleted. Those of one name are one communication."""

from collections.abc import Iterator

from planner.dates import Day
from planner.edits import entries
from planner.plan import Notice, Plan


def add(plan: Plan, new: Notice) -> Plan:
    _check(plan, new)
    return entries.add(plan, _joined(plan, new))


def edit(plan: Plan, changed: Notice) -> Plan:
    """In place of the one of the same key; the others of its name take along what is said together.

    That is the day, the channels, the name, the pin, and whether it was sent; what each announces
    is its own.
    """
    _check(plan, changed)
    before = notice(plan, changed.key)
    if changed.name != before.name:
        changed = _joined(plan, changed)
    others = (_alike(plan, each, changed) for each in together(plan, before) if each.key != before.key)
    return entries.put(plan, *others, changed)


def send(plan: Plan, key: int, on: Day | None = None) -> Plan:
    """Recorded as sent, on its day or another, with the dates that it told: those of now."""
    about = together(plan, notice(plan, key))
    return entries.put(
        plan, *(each._replace(date=each.date if on is None else on, told=_told(plan, each)) for each in about)
    )


def recall(plan: Plan, key: int) -> Plan:
    """Not recorded as sent after all."""
    return entries.put(plan, *(each._replace(told=None) for each in together(plan, notice(plan, key))))


def delete(plan: Plan, key: int) -> Plan:
    """This one alone: the same communication about other items stays."""
    return entries.remove(plan, {key})


def notice(plan: Plan, key: int) -> Notice:
    """KeyError where the plan has none of this key."""
    found = entries.entry(plan, key)
    if not isinstance(found, Notice):
        raise KeyError(key)
    return found


def together(plan: Plan, about: Notice) -> Iterator[Notice]:
    """Every notice of the same communication, itself included."""
    for each in plan.notices:
        if each.key == about.key or (about.name is not None and each.name == about.name):
            yield each


def _told(plan: Plan, sent: Notice) -> dict[str, Day]:
    dates = next(each.dates for each in plan.items if each.name == sent.item)
    return {milestone: dates[milestone] for milestone in sent.announces if milestone in dates}


def _alike(plan: Plan, other: Notice, changed: Notice) -> Notice:
    told = other.told
    if (told is None) != (changed.told is None):
        told = None if changed.told is None else _told(plan, other)
    return other._replace(
        date=changed.date,
        channels=changed.channels,
        told=told,
        name=changed.name,
        pinned=changed.pinned,
    )


def _joined(plan: Plan, new: Notice) -> Notice:
    """On the day of the communication whose name it bears."""
    first = next((each for each in plan.notices if each.name == new.name and each.key != new.key), None)
    if first is None or new.name is None:
        return new
    if (first.told is None) != (new.told is None):
        raise ValueError("notices of one name are sent together: one of them is sent, the other is not")
    return new._replace(date=first.date, pinned=first.pinned)


def _check(plan: Plan, new: Notice) -> None:
    if all(each.name != new.item for each in plan.items):
        raise ValueError("a notice is about a version or a change of the plan")
    if new.name is not None and not new.name.strip():
        raise ValueError("a name is not blank; leave it out instead")
