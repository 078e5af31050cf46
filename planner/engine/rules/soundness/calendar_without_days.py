"""Days of a calendar rule that never come, such as the first weekday of a month on a Saturday."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.allowed_days import Calendar
from planner.engine.rules.soundness.calendar_days import has_days
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.policy import Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each entry of `days` that the rule's own `weekdays` and `months` never allow."""
    for rule in examined.policy.rules:
        calendar = rule.parameters
        if isinstance(calendar, Calendar) and calendar.days and (calendar.weekdays or calendar.months):
            yield from _never(rule, calendar)


def _never(rule: Rule, calendar: Calendar) -> Iterator[Mistake]:
    """Yield a mistake for each entry of `days` that never is on a weekday and in a month that are allowed."""
    narrowing = [key for key in ("weekdays", "months") if getattr(calendar, key)]
    narrowed = " and ".join(map(quoted, narrowing))
    for index, day in enumerate(calendar.days):
        if not has_days(calendar._replace(days=(day,))):
            rest = "" if len(calendar.days) > 1 else ", so no date is allowed"
            message = (
                f"{quoted(day)} is never a day that {narrowed} of {quoted(rule.id)} allow{rest};"
                f" give other `days`, or take {narrowed} away"
            )
            yield Mistake("calendar-without-days", message, (rule_key(rule.id, "days", index),))
