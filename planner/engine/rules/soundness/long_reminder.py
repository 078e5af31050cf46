"""A reminder that is longer than the notice which it should bring back to mind."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.kind import is_nothing
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.overlap import in_force_together, judge_together
from planner.engine.rules.soundness.spans import longest, shortest
from planner.policy import Policy, Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each reminder that may go out so early that the first notice serves as well."""
    policy = examined.policy
    for rule in policy.rules:
        reminder = rule.parameters
        if not isinstance(reminder, NoticeGiven) or reminder.at_most is None:
            continue
        notices = [each for each in policy.rules if _is_notice(policy, each, rule, reminder)]
        if notices:
            yield from _too_long(rule, reminder, notices)


def _too_long(rule: Rule, reminder: NoticeGiven, notices: list[Rule]) -> Iterator[Mistake]:
    """Yield a mistake if a reminder may go out so early that the longest of the notices serves as one.

    `notices` are the rules that ask for the notices which it brings back to mind: one at least.
    """
    assert reminder.at_most is not None
    notice = max(notices, key=lambda each: _ahead(each)[0])
    parameters = notice.parameters
    assert isinstance(parameters, NoticeGiven)
    earliest = shortest(reminder.at_most)
    if earliest > _ahead(notice)[1]:
        message = (
            f"{quoted(rule.id)} takes a notice {reminder.at_most} ahead for a reminder, which is longer than"
            f" the {parameters.at_least} of {quoted(notice.id)}: one notice serves both;"
            f" give it an `at_most` below {parameters.at_least}"
        )
        yield Mistake("long-reminder", message, (rule_key(rule.id, "at_most"),))


def _ahead(rule: Rule) -> tuple[int, int]:
    """Return the fewest and the most days that the `at_least` of a notice rule takes, by where they lie."""
    assert isinstance(rule.parameters, NoticeGiven)
    span = rule.parameters.at_least
    return shortest(span), longest((span,)) or 0


def _is_notice(policy: Policy, rule: Rule, reminding: Rule, reminder: NoticeGiven) -> bool:
    """Return True if a rule asks for the notice that a reminder repeats, by one of its channels.

    Both rules must judge some item, and be in force on some day, together.
    """
    notice = rule.parameters
    return (
        isinstance(notice, NoticeGiven)
        and notice.at_most is None
        and not is_nothing(notice.at_least)
        and (notice.milestone, notice.announcing) == (reminder.milestone, reminder.announcing)
        and (not notice.channels or not reminder.channels or bool({*notice.channels} & {*reminder.channels}))
        and in_force_together((rule, reminding))
        and judge_together(policy, (rule, reminding))
    )
