"""Edits of notices: add, edit, send, withdraw and delete. Notices of one name are one communication."""

from collections.abc import Iterable, Iterator

from planner.dates import Day
from planner.edits import entries
from planner.plan import Notice, Plan


def add(plan: Plan, new: Notice) -> Plan:
    """Return the plan with another notice, under an unused key.

    It gets the date and pin of the other notices of its name, if there are any. Raise ValueError if it is
    about no item of the plan, announces (or told) and withdraws one milestone, has a blank name, or joins
    notices of which it differs in being sent.
    """
    _check(plan, new)
    return entries.add(plan, _on_the_communications_day(plan, new))


def edit(plan: Plan, changed: Notice) -> Plan:
    """Return the plan with `changed` in place of the notice of its key, and raise ValueError as `add` does.

    The other notices of its communication get its date, channels, name and pin, and become sent or planned as
    it is; their milestones stay. A notice that gets the name of others gets their date and pin.
    """
    _check(plan, changed)
    before = notice(plan, changed.key)
    if changed.name != before.name:
        changed = _on_the_communications_day(plan, changed)
    others = (
        _following(plan, each, changed) for each in same_communication(plan, before) if each.key != before.key
    )
    return entries.put(plan, *others, changed)


def send(plan: Plan, key: int, on: Day | None = None) -> Plan:
    """Return the plan with a communication recorded as sent, its milestones told on their present days.

    `on` is the day on which it went out, if that is not the planned day.
    """
    about = same_communication(plan, notice(plan, key))
    return entries.put(
        plan, *(each._replace(date=each.date if on is None else on, told=_told(plan, each)) for each in about)
    )


def recall(plan: Plan, key: int) -> Plan:
    """Return the plan with a communication no longer recorded as sent, and without the days that it told."""
    return entries.put(
        plan, *(each._replace(told=None) for each in same_communication(plan, notice(plan, key)))
    )


def withdrawal(sent: Notice, as_of: Day) -> Notice:
    """Return a notice to add which withdraws all milestones that a sent one announced or told.

    It goes out on the as-of date, by the same channels.
    """
    told = tuple(dict.fromkeys((*sent.announces, *(sent.told or ()))))
    return Notice(entries.NEW, sent.item, as_of, channels=sent.channels, withdraws=told)


def told_of(plan: Plan, item: str) -> dict[str, list[Notice]]:
    """Return the sent notices that told a day of an item, by milestone, in the order of the file."""
    found: dict[str, list[Notice]] = {}
    for each in plan.notices:
        for milestone in (each.told or {}) if each.item == item else ():
            found.setdefault(milestone, []).append(each)
    return found


def withdraw(plan: Plan, item: str, milestones: Iterable[str], as_of: Day) -> Plan:
    """Return the plan with a notice on the as-of date that withdraws milestones of an item.

    It goes out by the channels that told them. Milestones that no notice told are left out; if none is left,
    return the plan as it is.
    """
    told = told_of(plan, item)
    taken_back = tuple(each for each in milestones if each in told)
    if not taken_back:
        return plan
    channels = dict.fromkeys(by for each in taken_back for notice in told[each] for by in notice.channels)
    return add(plan, Notice(entries.NEW, item, as_of, channels=tuple(channels), withdraws=taken_back))


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without the notice with a key; other notices of its communication stay."""
    return entries.remove(plan, {key})


def notice(plan: Plan, key: int) -> Notice:
    """Return the notice with a key. Raise KeyError if there is none, or if another entry has the key."""
    found = entries.entry(plan, key)
    if not isinstance(found, Notice):
        raise KeyError(key)
    return found


def same_communication(plan: Plan, about: Notice) -> Iterator[Notice]:
    """Yield every notice of the communication that a notice belongs to, itself included."""
    for each in plan.notices:
        if each.key == about.key or (about.name is not None and each.name == about.name):
            yield each


def _told(plan: Plan, sent: Notice) -> dict[str, Day]:
    """Return the present days of the milestones that a notice announces, where they have one."""
    dates = next(each.dates for each in plan.items if each.name == sent.item)
    return {milestone: dates[milestone] for milestone in sent.announces if milestone in dates}


def _following(plan: Plan, other: Notice, changed: Notice) -> Notice:
    """Return another notice of a communication with the date, channels, name and pin of the changed one.

    If the changed notice is sent and the other is not, it tells the present days; in the opposite case it is
    no longer sent.
    """
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


def _on_the_communications_day(plan: Plan, new: Notice) -> Notice:
    """Return a notice with the date and pin of the other notices of its name; unchanged if there are none.

    Raise ValueError if the notice is sent and the others are not, or the other way round.
    """
    first = next((each for each in plan.notices if each.name == new.name and each.key != new.key), None)
    if first is None or new.name is None:
        return new
    if (first.told is None) != (new.told is None):
        raise ValueError("notices of one name are sent together: one of them is sent, the other is not")
    return new._replace(date=first.date, pinned=first.pinned)


def _check(plan: Plan, new: Notice) -> None:
    """Raise ValueError for a notice about no item, with a blank name, or that withdraws what it announces."""
    if all(each.name != new.item for each in plan.items):
        raise ValueError("a notice is about a version or a change of the plan")
    both = [each for each in new.withdraws if each in (*new.announces, *(new.told or ()))]
    if both:
        told = "announces" if both[0] in new.announces else "told people of"
        raise ValueError(f"it {told} {both[0]} and withdraws it: a notice does one or the other")
    if new.name is not None and not new.name.strip():
        raise ValueError("a name is not blank; leave it out instead")
