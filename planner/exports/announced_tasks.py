"""The sentences of announcements that say what a reader has to do, and by when."""

from collections.abc import Iterator

from planner.dates import Day, iso
from planner.exports.announced_words import ItemDates, called, switch_on
from planner.plan import Version


def move_to(dates: ItemDates) -> str | None:
    """Return the version to move to: the replacement, else the next version of the track that answers then.

    It has to answer on the day on which this version ends, or is deprecated if it has no end. Withdrawn
    versions are passed over. Return None if there is none, and for a change.
    """
    item, schedule = dates.item, dates.schedule
    if not isinstance(item, Version):
        return None
    if item.replacement is not None:
        return item.replacement
    track, end = schedule.tracks[dates.at], _end(dates)
    for index in range(dates.at + 1, schedule.versions):
        other = dates._replace(at=index)
        if schedule.tracks[index] == track and index not in schedule.withdrawn and _answers(other, end):
            return other.item.name
    return None


def _end(dates: ItemDates) -> Day | None:
    """Return the day on which a version stops to answer: it retires or is withdrawn; else its deprecation."""
    ends = (dates.day_of("retired"), dates.schedule.withdrawn.get(dates.at))
    return min((each for each in ends if each is not None), default=dates.day_of("deprecated"))


def _answers(dates: ItemDates, day: Day | None) -> bool:
    """Return True if a version is released by a day and not retired by then.

    Without a day, or if the policy has no milestone of role `released`, return True.
    """
    if day is None or dates.schedule.policy.of_role("released", "version") is None:
        return True
    released, retired = dates.day_of("released"), dates.day_of("retired")
    return released is not None and released <= day and (retired is None or day < retired)


def tasks(dates: ItemDates) -> Iterator[str]:
    """Yield a sentence for each thing that an announcement asks of readers, with the day to do it before.

    That is "as soon as you can" if the day has come when the draft is read, and left out if the plan does not
    give it. A change asks for something only if it is breaking.
    """
    roles = {milestone.role for milestone, _, _ in dates.announced}
    if dates.at >= dates.schedule.versions:
        if dates.breaking and dates.announced:
            last = dates.day_of("retired") or max(day for _, day, _ in dates.announced)
            yield f"Adapt your code{_before(dates, last)}."
        return
    for _, day, _ in dates.announced:
        old, new = switch_on(dates, day) or (None, None)
        if new is not None and old != dates.item.name:
            stays = f"To stay on {old}, name it in your requests" if _stays(dates, old, day) else None
            yield _about_switch(dates, new, day, stays)
    pulled_back = dates.at in dates.schedule.withdrawn and dates.existed
    if roles & {"deprecated", "retired"} or pulled_back:
        end = _end(dates) if pulled_back else dates.day_of("retired")
        by, target = "" if end is None else _before(dates, end), move_to(dates)
        stop = f"Stop using {called(dates.item.name)}{by}."
        yield stop if target is None else f"Move to {called(target)}{by}."


def _about_switch(dates: ItemDates, new: str, day: Day, stays: str | None) -> str:
    """Return the sentences for readers whose requests name no version and get a new one from a day on.

    They can test it only if it is released before that day. `stays` says how to stay on the old version, None
    if that does not answer any more.
    """
    released = dates._replace(at=dates.schedule.index[new]).day_of("released")
    if released is None or released < day or dates.is_past(day):
        test = f"If your requests name no version, test them with {called(new)}{_before(dates, day)}."
        return test if stays is None else f"{test} {stays}."
    if stays is None:
        return f"If your requests name no version, make them ready for {called(new)}{_before(dates, day)}."
    return f"If your requests name no version: {stays[0].lower()}{stays[1:]}{_before(dates, day)}."


def _before(dates: ItemDates, day: Day) -> str:
    """Return " before DAY"; " as soon as you can" if no day is left before it when the draft is read."""
    return f" before {iso(day)}" if dates.read_on < day else " as soon as you can"


def _stays(dates: ItemDates, old: str | None, day: Day) -> bool:
    """Return True if the version that answered requests without a version still answers after a day."""
    return old is not None and _answers(dates._replace(at=dates.schedule.index[old]), max(day, dates.read_on))


def needs_migration(dates: ItemDates) -> bool:
    """Return True for an incompatible change, and for a version whose deprecation or end is announced.

    A migration plan then belongs into the draft.
    """
    ends = any(milestone.role in {"deprecated", "retired"} for milestone, _, _ in dates.announced)
    return dates.breaking or (ends and dates.at < dates.schedule.versions)
