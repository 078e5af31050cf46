"""What each kind of rule says of one item: DESIGN §4, "Kinds of rule", read aloud."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .case import Case, Entry, Item
from .spans import NEVER, plus, shown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Found:
    milestone: str | None
    blamed: date | None  # the `date` of the output
    judged: date | None  # the judged date; None is always judged
    earliest: date | None = None
    latest: date | None = None
    days: int | None = None
    severity: str | None = None  # where it is not the rule's
    gone: bool = False  # a promised date that is there no more


def _too_early(milestone: str, day: date, bound: int) -> Found:
    days = None if bound >= NEVER else bound - day.toordinal()
    return Found(milestone, day, day, earliest=shown(bound), days=days)


def order(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for (_, before), (milestone, day) in pairwise(item.dates.items()):
        if day < before:
            days = (before - day).days
            yield Found(milestone, day, judged=before, earliest=before, days=days)


def gap(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    to = rule["to"]
    if to not in item.dates:
        return
    day = item.dates[to]
    start = _origin(case, rule["from"], item)
    if start is None:
        if rule.get("require_from", False):
            yield Found(to, day, day)
        return
    if "at_least" in rule:
        parts = rule["at_least"] if isinstance(rule["at_least"], list) else [rule["at_least"]]
        bounds = [_least(case, item, start, part) for part in parts]
        if None in bounds:
            yield Found(to, day, day)  # releases that are not planned yet
        else:
            bound = max(b for b in bounds if b is not None)
            if day.toordinal() < bound:
                yield _too_early(to, day, bound)
    if "at_most" in rule:
        bound = plus(start, rule["at_most"])
        if day.toordinal() > bound:
            yield Found(to, day, day, latest=shown(bound), days=day.toordinal() - bound)


def _origin(case: Case, origin: str, item: Item) -> date | None:
    if "." not in origin:
        return item.dates.get(origin)
    whose, milestone = origin.split(".")
    if whose == "version":
        version = case.version_named(item.entry.get("version"))
        return version.dates.get(milestone) if version else None
    line = case.versions_of(item.track)  # "next and previous go by the order in the file, never by date"
    place = [version.name for version in line].index(item.name)
    nearest_first = line[place + 1 :] if whose == "next" else line[:place][::-1]
    for version in nearest_first:
        if milestone in version.dates:
            return version.dates[milestone]
    return None


def _least(case: Case, item: Item, start: date, part: str) -> int | None:
    """The first day that one part of at_least allows; None while too few releases are planned."""
    releases = re.fullmatch(r"(\d+) releases?", part)
    if not releases:
        return plus(start, part)
    after = []
    for version in case.versions_of(item.track):
        for milestone, day in version.dates.items():
            if case.role(version, milestone) == "released" and day > start:
                after.append(day)
    after.sort()
    number = int(releases[1])
    return after[number - 1].toordinal() if len(after) >= number else None


def _channels(rule: Entry) -> list[str | None]:
    """None stands for all notices together."""
    channels: list[str | None] = rule.get("channels") or [None]
    return channels


def _by(notices: list[Entry], milestone: str, channel: str | None) -> list[Entry]:
    """The notices that announce the milestone by the channel (None: by any)."""
    return [
        n for n in notices if milestone in n["announces"] and (channel is None or channel in n["channels"])
    ]


def _day(case: Case, notice: Entry) -> date:
    day: date = notice["date"]
    if "told" in notice:
        return day
    if case.judge_from is not None and day < case.judge_from:
        return day  # "then it counts as sent"
    return max(day, case.as_of)


def notice(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone: str = rule["milestone"]
    if milestone not in item.dates:
        return
    day = item.dates[milestone]
    announcing: str = rule.get("announcing", milestone)
    at_least = rule.get("at_least", "0 days")
    bounds = []
    a_channel_is_missing = False
    for channel in _channels(rule):
        serving = _by(item.notices, announcing, channel)
        if announcing != milestone:
            for later in _by(item.notices, milestone, channel):
                for first in _by(item.notices, announcing, channel):
                    if _day(case, later) >= _day(case, first):
                        serving = [*serving, later]
        if not serving:
            a_channel_is_missing = True
            bounds.append(plus(case.as_of, at_least))
            continue
        counting_from = []
        for one in serving:
            bound = plus(_day(case, one), at_least)
            told = one.get("told", {}).get(milestone)
            if told is not None and case.role(item, milestone) != "released":
                bound = max(bound, told.toordinal())
            counting_from.append(bound)
        bounds.append(min(counting_from))
    bound = max(bounds)
    if a_channel_is_missing:
        yield Found(milestone, day, day, earliest=shown(bound))
    elif day.toordinal() < bound:
        yield _too_early(milestone, day, bound)


def mentions(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone = rule["milestone"]
    also = [rule["also"]] if isinstance(rule["also"], str) else rule["also"]
    broken = False
    notices_judged = []
    for channel in _channels(rule):
        announcing = _by(item.notices, milestone, channel)
        if not announcing:
            continue  # "No such notice: nothing to say"
        notices_judged.extend(announcing)
        first = min(n["date"] for n in announcing)
        for other in also:
            if other not in item.dates:
                broken = broken or rule.get("require_also", False)
            elif not any(n["date"] <= first for n in _by(item.notices, other, channel)):
                broken = True
    if broken:
        blamed = item.dates.get(milestone) or min(n["date"] for n in notices_judged)
        yield Found(milestone, blamed, blamed)


def require(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for field in rule["fields"]:
        value = item.entry.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Found(None, None, item.latest_date)
            return  # "one violation per item"


def forbid(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone = rule["milestone"]
    if milestone in item.dates:
        yield Found(milestone, item.dates[milestone], item.dates[milestone])


def promise(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for known in case.milestones_of(item.type):
        milestone = known["name"]
        wanted = milestone in rule["milestones"] if "milestones" in rule else known.get("role") != "released"
        told = _last_told(item, milestone)
        if not wanted or told is None:
            continue
        severity = None
        later = rule.get("severity_later", "warning")
        for one in item.notices:
            if milestone in one["announces"] and "told" not in one and one["date"] >= case.as_of:
                severity = later = "info"
        day = item.dates.get(milestone)
        if day is None:
            yield Found(milestone, None, told, severity=severity, gone=True)
        elif day < told:
            days = (told - day).days
            yield Found(milestone, day, told, earliest=told, days=days, severity=severity)
        elif day > told:
            yield Found(milestone, day, day, latest=told, days=(day - told).days, severity=later)


def _last_told(item: Item, milestone: str) -> date | None:
    last = None
    for one in item.notices:
        if milestone in one.get("told", {}) and (last is None or one["date"] >= last["date"]):
            last = one
    return last["told"][milestone] if last else None


def overdue(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for one in item.notices:
        if one["date"] < case.as_of and "told" not in one:
            yield Found(None, one["date"], one["date"])


def count(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    start, end = rule["from"], rule["until"]

    def alive(version: Item, day: date) -> bool:
        return (
            start in version.dates
            and version.dates[start] <= day
            and not (end in version.dates and version.dates[end] <= day)
        )

    line = case.versions_of(item.track)
    if "at_least" in rule and end in item.dates:
        day = item.dates[end]
        others = [version for version in line if version.name != item.name and alive(version, day)]
        if len(others) < rule["at_least"]:
            yield Found(end, day, day)
    if "at_most" in rule and start in item.dates:
        day = item.dates[start]
        if len([version for version in line if alive(version, day)]) > rule["at_most"]:
            yield Found(start, day, day)


def calendar(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    def allowed(day: date) -> bool:
        if "weekdays" in rule and WEEKDAYS[day.weekday()] not in rule["weekdays"]:
            return False
        freezes = case.plan.get("freeze", []) if rule.get("freezes", False) else []
        return not any(freeze["from"] <= day <= freeze["to"] for freeze in freezes)

    for milestone, day in item.dates.items():
        if milestone not in rule.get("milestones", item.dates) or allowed(day):
            continue
        later = day
        while not allowed(later) and later < date.max:
            later += timedelta(days=1)
        if allowed(later):
            yield _too_early(milestone, day, later.toordinal())
        else:
            yield Found(milestone, day, day)


def new_version(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    named = case.version_named(item.entry.get("version"))
    if case.compatibility(item) == "incompatible" and named is None:
        yield Found(None, None, item.latest_date)


def everywhere(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    if case.compatibility(item) == "compatible" and "version" in item.entry:
        yield Found(None, None, item.latest_date)


KINDS: dict[str, Callable[[Case, Entry, Item], Iterator[Found]]] = {
    "order": order,
    "gap": gap,
    "notice": notice,
    "mentions": mentions,
    "require": require,
    "forbid": forbid,
    "promise": promise,
    "overdue": overdue,
    "count": count,
    "calendar": calendar,
    "new-version": new_version,
    "everywhere": everywhere,
}
