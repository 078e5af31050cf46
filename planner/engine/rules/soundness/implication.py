"""Implied rules: another rule demands at least as much of every item that they judge."""

from collections.abc import Callable, Collection, Mapping
from typing import cast

from planner.dates import Duration
from planner.engine.rules.allowed_days import Calendar
from planner.engine.rules.count import Count
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import Releases
from planner.engine.rules.mentions import Mention
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.engine.rules.promise import Promised
from planner.engine.rules.rate import Rate
from planner.engine.rules.require import Required
from planner.engine.rules.soundness.calendar_days import judged_milestones
from planner.engine.rules.soundness.overlap import judge_together
from planner.engine.rules.soundness.spans import longest, shortest
from planner.policy import NOTHING, SEVERITIES, Policy, Rule

Span = Duration | Releases


def implies(policy: Policy, strict: Rule, other: Rule) -> bool:
    """Return True if each violation of the other rule comes with one of the strict rule, as bad or worse.

    Return False if one of the two yields to the other: such a rule is there for waivers.
    """
    return (
        strict.kind == other.kind
        and not yields(strict, other)
        and SEVERITIES.index(strict.severity) <= SEVERITIES.index(other.severity)
        and (other.waivable or not strict.waivable)
        and strict.tolerance <= other.tolerance
        and {*strict.yields_to} <= {*other.yields_to}
        and _in_force_with(strict, other)
        and _demands_more(policy, strict, other)
        and _judges_all(policy, strict, other)
    )


def yields(one: Rule, other: Rule) -> bool:
    """Return True if the first rule yields to the second, or the second to the first."""
    return other.id in one.yields_to or one.id in other.yields_to


def _in_force_with(strict: Rule, other: Rule) -> bool:
    """Return True if the strict rule is in force whenever the other one is."""
    if strict.effective_from is None and strict.effective_until is None:
        return True
    since = strict.effective_from or 0
    return (
        strict.effective_by == other.effective_by
        and since <= (other.effective_from or 0)
        and (
            strict.effective_until is None
            or (other.effective_until is not None and other.effective_until <= strict.effective_until)
        )
    )


def _judges_all(policy: Policy, strict: Rule, other: Rule) -> bool:
    """Return True if the strict rule judges every item that the other rule judges, by their conditions."""
    if strict.of not in (None, other.of):
        return False
    missed = [other._replace(when=NOTHING, unless=strict.when)] if strict.when else []
    exempt = [other._replace(when=strict.unless, unless=NOTHING)] if strict.unless else []
    return not any(judge_together(policy, (other, each)) for each in (*missed, *exempt))


def _demands_more(policy: Policy, strict: Rule, other: Rule) -> bool:
    """Return True if the strict rule's parameters demand at least as much as those of the other rule.

    Both are of one kind. Return False, too, where the parameters differ and cannot be compared.
    """
    compare = _COMPARED.get(type(strict.parameters))
    if strict.parameters == other.parameters:
        return True
    if isinstance(strict.parameters, Calendar) and isinstance(other.parameters, Calendar):
        return _calendar(policy, strict, other)
    if isinstance(strict.parameters, Promised) and isinstance(other.parameters, Promised):
        return _promised(policy, strict.parameters, other.parameters)
    return compare is not None and compare(strict.parameters, other.parameters)


def _gap(strict: Gap, other: Gap) -> bool:
    """Return True if a strict gap has all bounds of another, as narrow or narrower."""
    return (
        (strict.origin, strict.to, strict.among) == (other.origin, other.to, other.among)
        and (strict.require_from or not other.require_from)
        and all(any(_as_long(mine, span) for mine in strict.at_least) for span in other.at_least)
        and _no_longer(strict.at_most, other.at_most)
    )


def _no_longer(strict: Collection[Span], other: Collection[Span]) -> bool:
    """Return True if the longest of the strict spans is no longer than the longest of the others.

    Without other spans there is no other bound: then return True.
    """
    if not other:
        return True
    return bool(strict) and all(any(_as_long(span, mine) for span in other) for mine in strict)


def _as_long(long: Span, short: Span) -> bool:
    """Return True if the first span is as long as the second or longer, from whichever day they count."""
    if isinstance(long, Releases) or isinstance(short, Releases):
        return isinstance(long, Releases) and isinstance(short, Releases) and long.number >= short.number
    long, short = _in_months(long), _in_months(short)
    if long.unit == short.unit:
        return long.number >= short.number
    return shortest(long) >= (longest((short,)) or 0)


def _in_months(span: Duration) -> Duration:
    """Return a span of years in months, and any other span as it is."""
    return Duration(12 * span.number, "month") if span.unit == "year" else span


def _notice(strict: NoticeGiven, other: NoticeGiven) -> bool:
    """Return True if a strict notice goes by all channels of another, as early or earlier.

    Return False if one of them is a reminder.
    """
    return (
        (strict.milestone, strict.announcing) == (other.milestone, other.announcing)
        and strict.at_most is None
        and other.at_most is None
        and _as_long(strict.at_least, other.at_least)
        and {*strict.channels} >= {*other.channels}
    )


def _mention(strict: Mention, other: Mention) -> bool:
    """Return True if a strict rule wants all dates of another announced along, by all its channels."""
    return (
        strict.milestone == other.milestone
        and {*strict.also} >= {*other.also}
        and {*strict.channels} >= {*other.channels}
        and bool(strict.channels) == bool(other.channels)
        and (strict.require_also or not other.require_also)
    )


def _required(strict: Required, other: Required) -> bool:
    return {*strict.fields} >= {*other.fields}


def _count(strict: Count, other: Count) -> bool:
    """Return True if a strict count has all limits of another, as narrow or narrower."""
    return (strict.start, strict.until, strict.among) == (other.start, other.until, other.among) and _numbers(
        strict, other
    )


def _rate(strict: Rate, other: Rate) -> bool:
    """Return True if a strict rate has all limits of another, as narrow or narrower."""
    return (strict.milestone, strict.per, strict.among) == (
        other.milestone,
        other.per,
        other.among,
    ) and _numbers(strict, other)


def _numbers(strict: Count | Rate, other: Count | Rate) -> bool:
    """Return True if the limits of a rule are as narrow as those of another, or narrower."""
    least = other.at_least is None or (strict.at_least is not None and strict.at_least >= other.at_least)
    most = other.at_most is None or (strict.at_most is not None and strict.at_most <= other.at_most)
    return least and most


def _calendar(policy: Policy, strict: Rule, other: Rule) -> bool:
    """Return True if a calendar allows no day that the other forbids, for all milestones of the other.

    Return False if one of them rolls days or asks for releases.
    """
    mine, its = cast(Calendar, strict.parameters), cast(Calendar, other.parameters)
    if mine.roll is not None or its.roll is not None or mine.releases or its.releases:
        return False
    narrower = (_narrower(getattr(mine, key), getattr(its, key)) for key in ("weekdays", "days", "months"))
    return (
        judged_milestones(policy, strict, mine) >= judged_milestones(policy, other, its)
        and all(narrower)
        and (mine.freezes or not its.freezes)
        and its.holidays in (None, mine.holidays)
    )


def _narrower(mine: Collection[str], its: Collection[str]) -> bool:
    """Return True if a list of allowed values allows no more than another; an empty list allows all."""
    return not its or (bool(mine) and {*mine} <= {*its})


def _promised(policy: Policy, strict: Promised, other: Promised) -> bool:
    """Return True if a strict rule holds all milestones of another to the day told, as severely.

    A rule that lists no milestones holds all but releases.
    """
    if SEVERITIES.index(strict.severity_later) > SEVERITIES.index(other.severity_later):
        return False
    if strict.milestones is not None:
        return other.milestones is not None and {*other.milestones} <= {*strict.milestones}
    releases = {each.name for each in policy.milestones if each.role == "released"}
    return other.milestones is None or releases.isdisjoint(other.milestones)


_COMPARED = cast(
    Mapping[type, Callable[[object, object], bool]],
    {
        Gap: _gap,
        NoticeGiven: _notice,
        Mention: _mention,
        Required: _required,
        Count: _count,
        Rate: _rate,
    },
)
