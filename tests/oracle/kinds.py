"""What each kind of rule says of one item: docs/rules.md, read aloud."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .announcements import (
    announcing,
    correction_planned,
    day_of,
    last_told,
)
from .answering import answers, has_default, of_role
from .case import Case, Entry, Item
from .force import in_force
from .recurring import MONTHS, WEEKDAYS, falls_on
from .spans import NEVER, at_most, days_of, plus, shown

FORTY_YEARS = "40 years"


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
    channels: tuple[str, ...] | None = None  # the channels that are wrong


def _too_early(milestone: str, day: date, bound: int) -> Found:
    days = None if bound >= NEVER else bound - day.toordinal()
    return Found(milestone, day, day, earliest=shown(bound), days=days)


def order(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    parallel = {m["name"] for m in case.milestones_of(item.type) if m.get("parallel", False)}
    present = list(item.dates)
    pairs = list(pairwise(name for name in present if name not in parallel))
    for index, name in enumerate(present):
        if name in parallel:
            before = [other for other in present[:index] if other not in parallel]
            after = [other for other in present[index + 1 :] if other not in parallel]
            pairs += [(before[-1], name)] if before else []
            pairs += [(name, after[0])] if after else []
    for blamed in present:
        day = item.dates[blamed]
        sooner = [item.dates[first] for first, second in pairs if second == blamed]
        bound = max(sooner, default=day)
        if day < bound:
            yield Found(blamed, day, judged=bound, earliest=bound, days=(bound - day).days)


def gap(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    to = rule["to"]
    if to not in item.dates:
        return
    day = item.dates[to]
    start = _origin(case, rule, item)
    if start is None:
        if rule.get("require_from", False):
            yield Found(to, day, day)
        return
    if "at_least" in rule:
        parts = rule["at_least"] if isinstance(rule["at_least"], list) else [rule["at_least"]]
        bounds = [_least(case, rule, item, start, part) for part in parts]
        if None in bounds:
            yield Found(to, day, day)  # releases that are not planned yet
        else:
            bound = max(b for b in bounds if b is not None)
            if day.toordinal() < bound:
                yield _too_early(to, day, bound)
    if "at_most" in rule:
        parts = rule["at_most"] if isinstance(rule["at_most"], list) else [rule["at_most"]]
        ends = [_most(case, rule, item, start, part) for part in parts]
        if None not in ends:  # "a part that counts releases not planned yet bounds nothing"
            bound = max(end for end in ends if end is not None)
            if day.toordinal() > bound:
                yield Found(to, day, day, latest=shown(bound), days=day.toordinal() - bound)


def _origin(case: Case, rule: Entry, item: Item) -> date | None:
    origin: str = rule["from"]
    if "." not in origin:
        return item.dates.get(origin)
    whose, milestone = origin.split(".")
    if whose == "version":
        version = case.version_named(item.entry.get("version"))
        return version.dates.get(milestone) if version else None
    if whose == "replacement":
        version = case.version_named(item.entry.get("replacement"))
        return version.dates.get(milestone) if version and version.withdrawn is None else None
    line = case.versions_of(item.track)  # "next and previous go by the order in the file, never by date"
    place = [version.name for version in line].index(item.name)
    nearest_first = line[place + 1 :] if whose == "next" else line[:place][::-1]
    counted = [version.name for version in case.counted_versions(item.track, rule.get("among"))]
    for version in nearest_first:
        if version.name in counted and milestone in version.dates:
            return version.dates[milestone]
    return None


def _least(case: Case, rule: Entry, item: Item, start: date, part: str) -> int | None:
    """Return the first day that one part of at_least allows; None while too few releases are planned."""
    releases = re.fullmatch(r"(\d+) releases?", part)
    return _release(case, rule, item, start, int(releases[1])) if releases else plus(start, part)


def _most(case: Case, rule: Entry, item: Item, start: date, part: str) -> int | None:
    """Return the last day that one part of at_most allows; None while too few releases are planned."""
    releases = re.fullmatch(r"(\d+) releases?", part)
    return _release(case, rule, item, start, int(releases[1])) if releases else at_most(start, part)


def _release(case: Case, rule: Entry, item: Item, start: date, number: int) -> int | None:
    """Return the day of the release of the track that is so many after the start; None if too few are."""
    if number == 0:
        return start.toordinal()
    days = [of_role(case, v, "released") for v in case.counted_versions(item.track, rule.get("among"))]
    after = sorted(day for day in days if day is not None and day > start)
    return after[number - 1].toordinal() if len(after) >= number else None


def _channels(rule: Entry) -> list[str | None]:
    """None stands for all notices together."""
    channels: list[str | None] = rule.get("channels") or [None]
    return channels


def notice(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone: str = rule["milestone"]
    if milestone not in item.dates:
        return
    day = item.dates[milestone]
    at_least = rule.get("at_least", "0 days")
    bounds: dict[str | None, int] = {}
    missing = []
    out_of_reach = []
    for channel in _channels(rule):
        serving = _serving(case, rule, item, channel)
        if not serving:
            missing.append(channel)
            bounds[channel] = plus(case.as_of, at_least)
            continue
        counting_from = []
        within_reach = False
        for one in serving:
            bound = plus(day_of(case, one), at_least)
            told = one.get("told", {}).get(milestone)
            if told is not None and case.role(item, milestone) != "released":
                bound = max(bound, told.toordinal())
            counting_from.append(bound)
            recent = "at_most" not in rule or day.toordinal() <= at_most(day_of(case, one), rule["at_most"])
            within_reach = within_reach or (bound <= day.toordinal() and recent)
        bounds[channel] = min(counting_from)
        if not within_reach:
            out_of_reach.append(channel)
    wrong = tuple(c for c in _channels(rule) if c is not None and (c in missing or c in out_of_reach))
    bound = max(bounds.values())
    if "at_most" in rule:
        if missing or out_of_reach:
            yield Found(milestone, day, day, channels=wrong)
    elif missing:
        helps = bound > day.toordinal() and day >= case.as_of
        yield Found(milestone, day, day, earliest=shown(bound) if helps else None, channels=wrong)
    elif day.toordinal() < bound:
        days = None if bound >= NEVER else bound - day.toordinal()
        yield Found(milestone, day, day, earliest=shown(bound), days=days, channels=wrong)


def _serving(case: Case, rule: Entry, item: Item, channel: str | None) -> list[Entry]:
    """Return the notices that may serve the rule by a channel, whatever their days."""
    milestone: str = rule["milestone"]
    first_told: str = rule.get("announcing", milestone)
    serving = announcing(item, first_told, channel)
    if first_told == milestone:
        return serving
    for later in announcing(item, milestone, channel):
        for first in announcing(item, first_told, channel):
            if day_of(case, later) >= day_of(case, first):
                serving = [*serving, later]
    return serving


def mentions(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone = rule["milestone"]
    also = [rule["also"]] if isinstance(rule["also"], str) else rule["also"]
    broken = []
    notices_judged = []
    for channel in _channels(rule):
        announced = announcing(item, milestone, channel)
        if not announced:
            continue  # "No such notice: nothing to say"
        notices_judged.extend(announced)
        first = min(n["date"] for n in announced)
        for other in also:
            if other not in item.dates:
                wrong = rule.get("require_also", False)
            else:
                wrong = not any(n["date"] <= first for n in announcing(item, other, channel))
            if wrong and channel not in broken:
                broken.append(channel)
    if broken:
        blamed = item.dates.get(milestone) or min(n["date"] for n in notices_judged)
        yield Found(milestone, blamed, blamed, channels=tuple(c for c in broken if c is not None))


def require(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    if item.withdrawn is not None:
        return
    for field in rule["fields"]:
        value = item.entry.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Found(None, None, item.latest_date)
            return  # "one violation per item"


def forbid(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    milestone = rule["milestone"]
    if milestone in item.dates:
        yield Found(milestone, item.dates[milestone], item.dates[milestone])


SEVERITIES = ["error", "warning", "info"]
GONE_OR_NEVER, EARLIER, LATER = range(3)


@dataclass(frozen=True)
class _Wrong:
    """A channel that told something else than the plan says."""

    channel: str | None
    severity: str
    sort: int
    told: date | str
    days: int


def promise(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for known in case.milestones_of(item.type):
        milestone = known["name"]
        if "milestones" in rule:
            wanted = milestone in rule["milestones"]
        else:
            wanted = known.get("role") != "released" or item.withdrawn is not None
        if not wanted:
            continue
        wrong = []
        for channel, told in last_told(item, milestone).items():
            one = _wrong(case, rule, item, milestone, channel, told)
            if one is not None:
                wrong.append(one)
        if wrong:
            named: list[str | None] = [*case.policy.get("channels", {}), None]
            wrong.sort(key=lambda w: (SEVERITIES.index(w.severity), w.sort, -w.days, named.index(w.channel)))
            channels = tuple(each.channel for each in wrong if each.channel is not None)
            yield _broken_promise(milestone, item.dates.get(milestone), wrong[0], channels)


def _wrong(
    case: Case, rule: Entry, item: Item, milestone: str, channel: str | None, told: date | str
) -> _Wrong | None:
    """Return how a channel is wrong; None if it is right or passed over."""
    day = item.dates.get(milestone)
    severity = rule.get("severity", "error")
    judged: date | None
    if isinstance(told, str):
        if day is None:
            return None  # "Absent and never agree"
        sort, days, judged = GONE_OR_NEVER, 0, day
    elif day is None:
        sort, days, judged = GONE_OR_NEVER, 0, told
    elif day < told:
        sort, days, judged = EARLIER, (told - day).days, told
    elif day > told:
        sort, days, judged = LATER, (day - told).days, day
        severity = rule.get("severity_later", "warning")
    else:
        return None
    if sort != GONE_OR_NEVER and days <= days_of(rule.get("tolerance", "0 days")):
        return None
    if not in_force(case, rule, item, judged):
        return None
    if correction_planned(case, item, milestone, channel):
        severity = "info"
    return _Wrong(channel, severity, sort, told, days)


def _broken_promise(milestone: str, day: date | None, wrong: _Wrong, channels: tuple[str, ...]) -> Found:
    judged = wrong.told if day is None and not isinstance(wrong.told, str) else day
    if wrong.sort == EARLIER:
        assert not isinstance(wrong.told, str)
        return Found(
            milestone, day, wrong.told, wrong.told, None, wrong.days, wrong.severity, channels=channels
        )
    if wrong.sort == LATER:
        assert not isinstance(wrong.told, str)
        return Found(milestone, day, day, None, wrong.told, wrong.days, wrong.severity, channels=channels)
    return Found(milestone, day, judged, severity=wrong.severity, gone=day is None, channels=channels)


def overdue(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    for one in item.notices:
        if one["date"] < case.as_of and "told" not in one:
            yield Found(None, one["date"], one["date"])


def count(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    start, end = rule["from"], rule["until"]
    if item.withdrawn is not None:
        return

    def alive(version: Item, day: date) -> bool:
        return (
            start in version.dates
            and version.dates[start] <= day
            and not (end in version.dates and version.dates[end] <= day)
            and version.exists_on(day)
        )

    line = case.versions_of(item.track)
    if "among" in rule:
        line = [version for version in line if case.matches(rule["among"], version)]
    if "at_least" in rule and end in item.dates:
        day = item.dates[end]
        others = [version for version in line if version.name != item.name and alive(version, day)]
        if len(others) < rule["at_least"]:
            yield Found(end, day, day)
    if "at_most" in rule and start in item.dates:
        day = item.dates[start]
        if len([version for version in line if alive(version, day)]) > rule["at_most"]:
            yield Found(start, day, day)


def rate(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    """Blame the versions of the item's track; report only what blames this item."""
    milestone = rule["milestone"]
    counted = [v for v in case.counted_versions(item.track, rule.get("among")) if milestone in v.dates]
    counted.sort(key=lambda version: version.dates[milestone])  # stable: "then by place in the file"
    by_period: dict[int, list[Item]] = {}
    for version in counted:
        by_period.setdefault(_period(version.dates[milestone], rule["per"]), []).append(version)
    blamed_for_many, blamed_for_few = set(), set()
    for versions in by_period.values():
        for version in versions[rule.get("at_most", len(versions)) :]:
            blamed_for_many.add(version.name)
    if "at_least" in rule and by_period:
        for period in range(min(by_period) + 1, max(by_period)):
            if len(by_period.get(period, [])) < rule["at_least"]:
                after = next(v for v in counted if _period(v.dates[milestone], rule["per"]) > period)
                blamed_for_few.add(after.name)
    for blamed in (blamed_for_many, blamed_for_few):
        if item.name in blamed:
            yield Found(milestone, item.dates[milestone], item.dates[milestone])


def _period(day: date, per: str) -> int:
    """Return a number that grows by one from a calendar period to the next."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[per]
    return (day.year * 12 + day.month - 1) // months


def served(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    retired = of_role(case, item, "retired")
    unversioned = case.policy.get("unversioned", "none")
    if retired is None or unversioned == "none":
        return
    if unversioned == "default":
        holder = has_default(case, item.track, retired)
        if holder is None or holder.name != item.name:
            return
    elif any(v.name != item.name and answers(case, v, retired) for v in case.versions_of(item.track)):
        return
    milestone = next(m["name"] for m in case.milestones_of("version") if m.get("role") == "retired")
    earliest = _served_again(case, item, retired, unversioned)
    days = None if earliest is None else (earliest - retired).days
    yield Found(milestone, retired, retired, earliest=earliest, days=days)


def _served_again(case: Case, item: Item, retired: date, unversioned: str) -> date | None:
    role = "default" if unversioned == "default" else "released"
    found = []
    for version in case.versions_of(item.track):
        day = of_role(case, version, role)
        if version.name == item.name or day is None or day <= retired or not answers(case, version, day):
            continue
        holder = has_default(case, item.track, day)
        if unversioned != "default" or (holder is not None and holder.name == version.name):
            found.append(day)
    return min(found, default=None)


def calendar(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    def open_day(day: date) -> bool:
        """Return True if all parts but `days` and `releases` allow the day."""
        if "weekdays" in rule and WEEKDAYS[day.weekday()] not in rule["weekdays"]:
            return False
        if "months" in rule and MONTHS[day.month - 1] not in rule["months"]:
            return False
        freezes = case.plan.get("freeze", []) if rule.get("freezes", False) else []
        return not any(freeze["from"] <= day <= freeze["to"] for freeze in freezes)

    def named(day: date) -> bool:
        return any(falls_on(text, day) for text in rule["days"])

    def allowed(day: date) -> bool:
        if not open_day(day):
            return False
        if rule.get("releases", False) and day not in releases:
            return False
        if "days" not in rule or named(day):
            return True
        before = day
        while rule.get("roll") == "next" and before > date.min:
            before -= timedelta(days=1)
            if open_day(before):
                return False  # a day named before this one rolled no further than here
            if named(before):
                return True
        return False

    among = case.counted_versions(item.track, rule.get("among"))
    releases = [of_role(case, version, "released") for version in among]
    for milestone, day in item.dates.items():
        if milestone not in rule.get("milestones", item.dates) or allowed(day):
            continue
        later = day
        end = min(plus(day, FORTY_YEARS), date.max.toordinal())
        while not allowed(later) and later.toordinal() < end:
            later += timedelta(days=1)
        if allowed(later):
            yield _too_early(milestone, day, later.toordinal())
        else:
            yield Found(milestone, day, day)


def new_version(case: Case, rule: Entry, item: Item) -> Iterator[Found]:
    named = case.version_named(item.entry.get("version"))
    if named is not None and named.withdrawn is not None:
        named = None
    if named is not None and not item.dates:
        released = of_role(case, named, "released")
        if released is not None and released < case.as_of:
            named = None  # "where the change has no date, that version is not released before"
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
    "rate": rate,
    "served": served,
    "calendar": calendar,
    "new-version": new_version,
    "everywhere": everywhere,
}
