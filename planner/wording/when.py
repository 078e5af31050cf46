"""The answer to `when` in words."""

from planner.dates import LAST_DAY, iso
from planner.engine.questions.when import Outlook
from planner.engine.rules.wording import listed


def sentence(outlook: Outlook) -> str:
    """Return the answer to `when` as a sentence.

    An example is `4.0.8 can be deprecated on 2027-02-19 if email goes out today; …`.
    """
    day = outlook.answer
    if day is None:
        never = f"{outlook.item} can be {outlook.milestone} on no day"
        if outlook.withdrawn is None or outlook.withdrawn > outlook.as_of:
            return never
        return f"{never}: it was withdrawn on {iso(outlook.withdrawn)}"
    return f"{outlook.item} can be {outlook.milestone} on {iso(day)}{_condition(outlook)}{_floor(outlook)}"


def _condition(outlook: Outlook) -> str:
    """Return the notices that have to go out for the day, as ` if …`; empty if there are none."""
    missing = [each for each in outlook.sendings if each.planned is None and each.first is None]
    conditions = []
    if missing:
        first = min(each.latest or LAST_DAY for each in missing)
        channels = [
            channel
            for each in missing
            if (each.latest or LAST_DAY) == first
            for channel in each.channels or ("a notice",)
        ]
        when = "today" if first == outlook.as_of else "by then" if first == LAST_DAY else f"by {iso(first)}"
        goes = "goes" if len(channels) == 1 else "go"
        conditions.append(f"{listed(channels)} {goes} out {when}")
    for each in outlook.sendings:
        if each.planned is not None:
            by = f" by {listed(each.channels)}" if each.channels else ""
            conditions.append(f"the notice of {iso(each.planned)}{by} goes out")
        elif each.first is not None and each.latest is not None:
            by = f" by {listed(each.channels)}" if each.channels else ""
            conditions.append(f"a reminder{by} goes out from {iso(each.first)} to {iso(each.latest)}")
    return f" if {listed(conditions)}" if conditions else ""


def _floor(outlook: Outlook) -> str:
    """Return "; its RULE ends DATE" for the first period that holds the date back, or an empty text."""
    floor = next((each for each in outlook.floors if each.is_period), None)
    if floor is None:
        return ""
    ended = "ended" if floor.day <= outlook.as_of else "ends"
    return f"; its {floor.rule.replace('-', ' ')} {ended} {iso(floor.day)}"
