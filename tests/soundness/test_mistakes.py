"""Each mistake of a policy is found on its line, with its cure; a policy that is nearly the same has none."""

from pathlib import Path
from typing import NamedTuple

import pytest

from planner.files.codes import CODES

from .policies import HEAD, found, gap, rule, shown


class Example(NamedTuple):
    """A mistake, and how it is told."""

    code: str
    mistake: str
    """The rules with the mistake."""
    at: str
    """The text that the message stands at, to the end of its line."""
    cure: str
    """The end of the message."""
    near_miss: str
    """Nearly the same rules, without it."""


YEAR = 'at_least = "1 year"'
BETA, GA = 'when = { stage = "beta" }', 'when = { stage = "ga" }'
EXAMPLES = {
    "two gaps without a common date": Example(
        "no-common-date",
        gap("long", "released", "default", 'at_least = "6 months"')
        + gap("quick", "released", "default", 'at_most = "180 days"'),
        '"180 days"',
        "shorten `at_least` or lengthen `at_most`, or let `when` tell their items apart",
        gap("long", "released", "default", 'at_least = "6 months"')
        + gap("quick", "released", "default", 'at_most = "181 days"'),
    ),
    "two gaps from the next version": Example(
        "no-common-date",
        gap("long", "next.default", "retired", YEAR)
        + gap("quick", "next.default", "retired", 'at_most = "11 months"'),
        '"11 months"',
        "let `when` tell their items apart",
        gap("long", "next.default", "retired", YEAR, BETA)
        + gap("quick", "next.default", "retired", 'at_most = "11 months"', GA),
    ),
    "gaps of versions that count as next in another way": Example(
        "no-common-date",
        gap("long", "next.default", "retired", YEAR, 'among = { stage = "ga" }')
        + gap("quick", "next.default", "retired", 'at_most = "11 months"', 'among = { stage = "ga" }'),
        '"11 months"',
        "let `when` tell their items apart",
        gap("long", "next.default", "retired", YEAR, 'among = { stage = "ga" }')
        + gap("quick", "next.default", "retired", 'at_most = "11 months"', 'among = { stage = "beta" }'),
    ),
    "two gaps of a change from its version": Example(
        "no-common-date",
        gap("late", "version.released", "effective", 'of = "change"', 'at_least = "1 week"')
        + gap("soon", "version.released", "effective", 'of = "change"', 'at_most = "6 days"'),
        '"6 days"',
        "let `when` tell their items apart",
        gap("late", "version.released", "effective", 'of = "change"', 'at_least = "1 week"')
        + gap(
            "soon",
            "version.released",
            "effective",
            'of = "change"',
            'at_most = "6 days"',
            'tolerance = "1 day"',
        ),
    ),
    "at_least above at_most": Example(
        "least-above-most",
        gap("r", "released", "default", 'at_least = "12 months"', 'at_most = "364 days"'),
        '"12 months"',
        "shorten `at_least` or lengthen `at_most`",
        gap("r", "released", "default", 'at_least = "12 months"', 'at_most = "365 days"'),
    ),
    "a reminder with at_least above at_most": Example(
        "least-above-most",
        rule("r", "notice", 'milestone = "default"', 'at_least = "1 month"', 'at_most = "27 days"'),
        '"1 month"',
        "shorten `at_least` or lengthen `at_most`",
        rule("r", "notice", 'milestone = "default"', 'at_least = "1 month"', 'at_most = "28 days"'),
    ),
    "at_least a day above at_most in calendar years, whichever day": Example(
        "least-above-most",
        gap("r", "released", "default", 'at_least = "3 years"', 'at_most = "2 calendar years"'),
        '"3 years"',
        "shorten `at_least` or lengthen `at_most`",
        gap("r", "released", "default", 'at_least = "3 years"', 'at_most = "3 calendar years"'),
    ),
    "two gaps that are a day apart, whichever day": Example(
        "no-common-date",
        gap("late", "released", "default", 'at_least = ["3 years", "1 release"]')
        + gap("soon", "released", "default", 'at_most = "2 calendar years"'),
        '"2 calendar years"',
        "let `when` tell their items apart",
        gap("late", "released", "default", 'at_least = ["3 years", "1 release"]')
        + gap("soon", "released", "default", 'at_most = "2 calendar years"', 'tolerance = "1 day"'),
    ),
    "a reminder in calendar years that leaves no day": Example(
        "least-above-most",
        rule("r", "notice", 'milestone = "default"', 'at_least = "2 calendar years"', 'at_most = "1 year"'),
        '"2 calendar years"',
        "shorten `at_least` or lengthen `at_most`",
        rule("r", "notice", 'milestone = "default"', 'at_least = "1 calendar year"', 'at_most = "1 year"'),
    ),
    "gaps that push each other": Example(
        "gap-cycle",
        gap("support", "next.default", "retired", YEAR)
        + gap("after-end", "previous.retired", "default", 'at_least = "1 day"'),
        '"1 day"',
        "take one of their bounds away, in `support` or `after-end`",
        gap("support", "next.default", "retired", YEAR)
        + gap("after-end", "previous.released", "default", 'at_least = "1 day"'),
    ),
    "three gaps that push one another": Example(
        "gap-cycle",
        gap("late", "version.released", "effective", 'of = "change"', 'at_least = "30 days"')
        + gap("soon", "version.released", "released", 'of = "change"', 'at_most = "5 days"')
        + gap("quick", "released", "effective", 'of = "change"', 'at_most = "24 days"'),
        '"5 days"',
        "take one of their bounds away, in `late`, `quick` or `soon`",
        gap("late", "version.released", "effective", 'of = "change"', 'at_least = "30 days"')
        + gap("soon", "version.released", "released", 'of = "change"', 'at_most = "5 days"')
        + gap("quick", "released", "effective", 'of = "change"', 'at_most = "25 days"'),
    ),
    "a gap against the lifecycle": Example(
        "gap-against-lifecycle",
        gap("r", "retired", "default", 'at_least = "1 day"'),
        '"1 day"',
        "swap `from` and `to`, put the milestones into another order, or make one of them `parallel`",
        gap("r", "default", "retired", 'at_least = "1 day"'),
    ),
    "gaps that contradict the lifecycle together": Example(
        "gap-against-lifecycle",
        gap("late", "released", "default", 'at_least = "2 years"')
        + gap("short", "released", "retired", 'at_most = "18 months"'),
        '"18 months"',
        "make one of them `parallel`",
        gap("late", "released", "default", 'at_least = "1 year"')
        + gap("short", "released", "retired", 'at_most = "18 months"'),
    ),
    "a gap that the lifecycle always keeps": Example(
        "gap-against-lifecycle",
        gap("r", "retired", "default", 'at_most = "1 year"'),
        '"retired"',
        "swap `from` and `to`",
        gap("r", "retired", "default", 'at_most = "1 year"', "require_from = true"),
    ),
    "a gap from a milestone to itself": Example(
        "gap-to-itself",
        gap("r", "default", "default", 'at_least = "1 day"'),
        '"default"',
        "name another `from`, such as `previous.default`",
        gap("r", "previous.default", "default", 'at_least = "1 day"'),
    ),
    "a first weekday on a Saturday": Example(
        "calendar-without-days",
        rule("r", "calendar", 'weekdays = ["sat"]', 'days = ["first weekday of month"]'),
        '"first weekday of month"]',
        "give other `days`, or take `weekdays` away",
        rule("r", "calendar", 'weekdays = ["sat"]', 'days = ["first weekend of month"]'),
    ),
    "a day that its months do not have": Example(
        "calendar-without-days",
        rule("r", "calendar", 'months = ["mar"]', 'days = ["15 jan", "15 mar"]'),
        '"15 jan", "15 mar"]',
        "give other `days`, or take `months` away",
        rule("r", "calendar", 'months = ["mar"]', 'days = ["15 jan", "15 mar"]', 'roll = "next"'),
    ),
    "calendars without a common day": Example(
        "no-common-day",
        rule("r", "calendar", 'weekdays = ["mon", "tue"]')
        + rule("s", "calendar", 'weekdays = ["wed"]', 'milestones = ["default"]'),
        '["wed"]',
        "let them share a day, or judge different `milestones`",
        rule("r", "calendar", 'weekdays = ["mon", "tue"]', 'milestones = ["retired"]')
        + rule("s", "calendar", 'weekdays = ["wed"]', 'milestones = ["default"]'),
    ),
    "three calendars of which only two agree": Example(
        "no-common-day",
        rule("r", "calendar", 'weekdays = ["mon", "tue"]')
        + rule("s", "calendar", 'weekdays = ["tue", "wed"]')
        + rule("t", "calendar", 'weekdays = ["wed", "mon"]'),
        '["wed", "mon"]',
        "let them share a day, or judge different `milestones`",
        rule("r", "calendar", 'weekdays = ["mon", "tue"]')
        + rule("s", "calendar", 'weekdays = ["tue", "wed"]')
        + rule("t", "calendar", 'weekdays = ["tue", "thu"]', 'milestones = ["default"]', BETA),
    ),
    "a forbidden date that is required": Example(
        "forbidden-and-required",
        rule("needs", "require", 'fields = ["default"]')
        + rule("none", "forbid", 'milestone = "default"', BETA),
        '"default"]',
        "take one of the rules away, or let `when` tell their items apart",
        rule("needs", "require", 'fields = ["default"]', GA)
        + rule("none", "forbid", 'milestone = "default"', BETA),
    ),
    "when equal to unless": Example(
        "never-applies",
        rule("r", "require", 'fields = ["note"]', BETA, 'unless = { stage = "beta" }'),
        '{ stage = "beta" }',
        "change the condition, or take the rule away",
        rule("r", "require", 'fields = ["note"]', BETA, 'unless = { stage = "beta", has = "default" }'),
    ),
    "an unless that covers the when": Example(
        "never-applies",
        rule(
            "r",
            "require",
            'of = "change"',
            'fields = ["note"]',
            'when = { kind = "fix-bug" }',
            'unless = { compatibility = "compatible" }',
        ),
        '{ compatibility = "compatible" }',
        "change the condition, or take the rule away",
        rule(
            "r",
            "require",
            'of = "change"',
            'fields = ["note"]',
            'when = { kind = ["fix-bug", "remove-field"] }',
            'unless = { compatibility = "compatible" }',
        ),
    ),
    "a track that is not listed": Example(
        "unlisted-track",
        rule("r", "require", 'fields = ["note"]', 'when = { track = ["SDK", "Webhooks"] }'),
        '"Webhooks"] }',
        "name one of them, or add the track there: `API`, `SDK`",
        rule("r", "require", 'fields = ["note"]', 'when = { track = ["SDK", "API"] }'),
    ),
    "a track that is not listed, of the versions that count": Example(
        "unlisted-track",
        rule("r", "count", 'from = "released"', "at_most = 3", 'among = { track = "Webhooks" }'),
        '"Webhooks" }',
        "name one of them, or add the track there: `API`, `SDK`",
        rule("r", "count", 'from = "released"', "at_most = 3", 'among = { track = "SDK" }'),
    ),
    "a kind of change that is not listed": Example(
        "unlisted-kind",
        rule("r", "require", 'of = "change"', 'fields = ["note"]', 'unless = { kind = "fix-bugs" }'),
        '"fix-bugs" }',
        "did you mean `fix-bug`?",
        rule("r", "require", 'of = "change"', 'fields = ["note"]', 'unless = { kind = "fix-bug" }'),
    ),
    "a require of what has asks for": Example(
        "required-anyway",
        rule("r", "require", 'fields = ["migration", "retired"]', 'when = { has = "retired" }'),
        '"retired"]',
        "require another field, or another condition",
        rule("r", "require", 'fields = ["migration", "default"]', 'when = { has = "retired" }'),
    ),
    "a rule that yields to one of other items": Example(
        "yields-in-vain",
        rule("r", "require", 'fields = ["note"]', 'yields_to = ["t", "s"]', BETA)
        + rule("s", "require", 'fields = ["migration"]', GA)
        + rule("t", "require", 'fields = ["default"]'),
        '"s"]',
        "name a rule for the same items, or take it out of `yields_to`",
        rule("r", "require", 'fields = ["note"]', 'yields_to = ["t", "s"]', BETA)
        + rule("s", "require", 'fields = ["migration"]', 'unless = { stage = "ga" }')
        + rule("t", "require", 'fields = ["default"]'),
    ),
    "a rule of compatible changes that yields to one of incompatible ones": Example(
        "yields-in-vain",
        rule("r", "everywhere", 'yields_to = "s"') + rule("s", "new-version"),
        '"s"',
        "name a rule for the same items, or take it out of `yields_to`",
        rule("r", "everywhere", 'yields_to = "s"')
        + rule("s", "require", 'of = "change"', 'fields = ["note"]'),
    ),
    "two rules that demand the same": Example(
        "duplicate-rule",
        gap("r", "released", "default", YEAR) + gap("s", "released", "default", 'at_least = ["1 year"]'),
        '"s"',
        "take one of them away, or let one yield to the other if it is there for waivers",
        gap("r", "released", "default", YEAR) + gap("s", "released", "retired", 'at_least = ["1 year"]'),
    ),
    "a gap that a longer one implies": Example(
        "implied-rule",
        gap("r", "released", "default", 'at_least = "90 days"', BETA) + gap("s", "released", "default", YEAR),
        '"r"',
        "take it away, or let it yield to `s` if it is there for waivers",
        gap("r", "released", "default", 'at_least = "90 days"') + gap("s", "released", "default", YEAR, BETA),
    ),
    "a notice that a longer one implies": Example(
        "implied-rule",
        rule("r", "notice", 'milestone = "default"', 'channels = ["email"]')
        + rule(
            "s", "notice", 'milestone = "default"', 'channels = ["docs", "email"]', 'at_least = "1 month"'
        ),
        '"r"',
        "or give it an `at_most` if it is a reminder",
        rule("r", "notice", 'milestone = "default"', 'channels = ["email"]', 'yields_to = "s"')
        + rule(
            "s", "notice", 'milestone = "default"', 'channels = ["docs", "email"]', 'at_least = "1 month"'
        ),
    ),
    "an error that a longer warning does not imply": Example(
        "implied-rule",
        gap("r", "released", "default", 'at_least = "90 days"', 'severity = "warning"')
        + gap("s", "released", "default", YEAR),
        '"r"',
        "take it away, or let it yield to `s` if it is there for waivers",
        gap("r", "released", "default", 'at_least = "90 days"')
        + gap("s", "released", "default", YEAR, 'severity = "warning"'),
    ),
    "a promise of all dates that a severer one implies": Example(
        "implied-rule",
        rule("r", "promise") + rule("s", "promise", 'severity_later = "error"'),
        '"r"',
        "take it away, or let it yield to `s` if it is there for waivers",
        rule("r", "promise") + rule("s", "promise", 'milestones = ["default"]', 'severity_later = "error"'),
    ),
    "a gap that the lifecycle implies": Example(
        "implied-rule",
        gap("r", "released", "default", 'at_least = "0 days"'),
        '"0 days"',
        "give it an `at_least`, or take it away",
        gap("r", "previous.released", "default", 'at_least = "0 days"'),
    ),
    "a reminder longer than the notice": Example(
        "long-reminder",
        rule("r", "notice", 'milestone = "default"', 'at_least = "30 days"')
        + rule("s", "notice", 'milestone = "default"', 'at_least = "14 days"', 'at_most = "60 days"'),
        '"60 days"',
        "give it an `at_most` below 30 days",
        rule("r", "notice", 'milestone = "default"', 'at_least = "60 days"')
        + rule("s", "notice", 'milestone = "default"', 'at_least = "14 days"', 'at_most = "30 days"'),
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_mistake_is_found_on_its_line_with_its_cure(example: Example, tmp_path: Path) -> None:
    text = HEAD + example.mistake
    mistakes = found(tmp_path, text)
    assert shown(text, mistakes) == [(example.code, example.at)]
    assert mistakes[0].message.endswith(example.cure)
    assert mistakes[0].path == str(tmp_path / "policy.toml")


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_policy_that_is_nearly_the_same_has_no_mistake(example: Example, tmp_path: Path) -> None:
    text = HEAD + example.near_miss
    assert shown(text, found(tmp_path, text)) == []


def test_every_mistake_has_an_example() -> None:
    of_files = {"after-retired", "no-default-milestone"}  # in test_inherited.py
    codes = {code for code, meaning in CODES.items() if meaning.source == "policy"}
    assert {each.code for each in EXAMPLES.values()} == codes - of_files
