"""What a rule demands, as a sentence with its numbers, for people who read a policy.

Apart from the kinds' own modules, as `check` loads those and has no use for this.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from planner.dates import Duration, iso
from planner.engine.rules.calendar import Calendar
from planner.engine.rules.count import Count
from planner.engine.rules.forbid import Forbidden
from planner.engine.rules.gap import Gap
from planner.engine.rules.kind import Releases
from planner.engine.rules.mentions import Mention
from planner.engine.rules.notice import NoticeGiven
from planner.engine.rules.promise import Promised
from planner.engine.rules.require import Required
from planner.engine.rules.wording import listed
from planner.policy import Condition, Rule

_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_ORIGINS = {
    "own": "its",
    "next": "the next version's",
    "previous": "the previous version's",
    "version": "its version's",
}
_WITHOUT_PARAMETERS = {
    "order": "an item's dates follow the order of its lifecycle",
    "overdue": "a notice whose day has passed is recorded as sent",
    "new-version": "an incompatible change names a version of the plan",
    "everywhere": "a compatible change names no version, for it goes to all at once",
}


def sentence(rule: Rule) -> str:
    """What holds, and where: one or two of them."""
    demand = _WITHOUT_PARAMETERS.get(rule.kind)
    if demand is None:
        demand = _DEMANDS[type(rule.parameters)](
            rule.parameters, "an item" if rule.of is None else f"a {rule.of}"
        )
    scope = [
        f"{word} where {' and '.join(_conditions(condition))}"
        for word, condition in (("only", rule.when), ("not", rule.unless))
        if condition
    ]
    return " ".join(f"{_capital(each)}." for each in (demand, "; ".join(scope)) if each)


def terms(rule: Rule) -> Iterator[str]:
    """Under which terms it is judged, a sentence each."""
    if rule.tolerance:
        yield f"{Duration(rule.tolerance, 'day')} more or less are forgiven."
    if rule.effective_from is not None:
        yield f"In force from {iso(rule.effective_from)} on."
    if rule.effective_until is not None:
        yield f"In force until {iso(rule.effective_until)}."
    if rule.yields_to:
        yield f"Silent where {_or(rule.yields_to)} is violated."
    if not rule.waivable:
        yield "No waiver counts."


def _gap(gap: Gap, item: str) -> str:
    start = f"{_ORIGINS[gap.origin.of]} {gap.origin.milestone} date"
    if gap.require_from:
        start += ", which must be there"
    least = [f"at least {span}" for span in gap.at_least if not _is_nothing(span)]
    if not least and gap.at_most is None:
        bounds = "not before"
    elif gap.at_least and gap.at_most is not None and _is_nothing(gap.at_most):
        bounds = "the same as"
    else:
        most = [] if gap.at_most is None else [f"at most {gap.at_most}"]
        bounds = f"{listed([*least, *most])} after"
    return f"{item}'s {gap.to} date is {bounds} {start}"


def _notice(notice: NoticeGiven, item: str) -> str:
    date, by = f"{item}'s {notice.milestone} date", _by(notice.channels, listed)
    if notice.announcing == notice.milestone:
        ahead = "by the day itself" if _is_nothing(notice.at_least) else f"at least {notice.at_least} ahead"
        return f"{date} is announced {ahead}{by}"
    bound = "not before" if _is_nothing(notice.at_least) else f"at least {notice.at_least} after"
    return f"{date} is {bound} the announcement of its {notice.announcing} date{by}"


def _mention(mention: Mention, item: str) -> str:
    telling = f"who announces {item}'s {mention.milestone} date{_by(mention.channels, _or)}"
    needed = ", which must be there" if mention.require_also else ""
    return f"{telling} announces its {_dates(mention.also)} no later{needed}"


def _required(required: Required, item: str) -> str:
    return f"{item}'s {listed(required.fields)} {'is' if len(required.fields) == 1 else 'are'} given"


def _forbidden(forbidden: Forbidden, item: str) -> str:
    return f"{item} has no {forbidden.milestone} date"


def _promised(promised: Promised, item: str) -> str:
    which = f"{item}'s dates, but for a release, are"
    if promised.milestones is not None:
        which = f"{item}'s {_dates(promised.milestones)} {'is' if len(promised.milestones) == 1 else 'are'}"
    later = f"a later one is a violation of severity {promised.severity_later}"
    return f"{which} what people were last told; {later}"


def _count(count: Count, item: str) -> str:
    parts = []
    if count.at_least is not None:
        parts.append(
            f"when {item} reaches {count.until}, at least {count.at_least} others of its track are alive"
        )
    if count.at_most is not None:
        parts.append(
            f"when {item} reaches {count.start}, no more than {count.at_most} of its track are alive"
        )
    life = f"from {count.start} until {count.until}" if count.until else f"from {count.start} on"
    return f"{'; '.join(parts)} (alive: {life})"


def _calendar(calendar: Calendar, item: str) -> str:
    which, falls = "dates", "fall"
    if calendar.milestones is not None:
        which, falls = _dates(calendar.milestones), "falls" if len(calendar.milestones) == 1 else "fall"
    days = []
    if calendar.weekdays:
        days.append(f"on a {_or([_WEEKDAYS[each] for each in calendar.weekdays])}")
    if calendar.days:
        days.append(f"on the {_or(calendar.days)}")
    if calendar.freezes:
        days.append("in no freeze")
    if calendar.holidays:
        days.append(f"on no public holiday of {calendar.holidays}")
    return f"{item}'s {which} {falls} {listed(days)}"


_DEMANDS: Mapping[type, Callable[[Any, str], str]] = {
    Gap: _gap,
    NoticeGiven: _notice,
    Mention: _mention,
    Required: _required,
    Forbidden: _forbidden,
    Promised: _promised,
    Count: _count,
    Calendar: _calendar,
}


def _conditions(condition: Condition) -> Iterator[str]:
    for key, values in condition.items():
        words = [value if isinstance(value, str) else str(value).lower() for value in values]
        if key == "has":
            yield f"{listed(words)} {'is' if len(words) == 1 else 'are'} given"
        elif key == "compatibility":
            yield f"it is {_or(words)}"
        else:
            yield f"{key} is {_or(words)}"


def _is_nothing(span: Duration | Releases) -> bool:
    return isinstance(span, Duration) and not span.number


def _by(channels: tuple[str, ...], joined: Callable[[tuple[str, ...]], str]) -> str:
    return f" by {joined(channels)}" if channels else ""


def _dates(milestones: tuple[str, ...]) -> str:
    return f"{listed(milestones)} {'date' if len(milestones) == 1 else 'dates'}"


def _or(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
