"""The reading held against answers worked out by hand from docs/rules.md."""

from datetime import date
from typing import Any

import pytest

from .written import NOTICE, ids, judged, lives, mail, only

RULE = '[[rule]]\nid = "r"\n'
GAP = RULE + 'kind = "gap"\nfrom = "released"\nto = "default"\n'
SUPPORT = """
[[rule]]
id = "support-minimum"
kind = "gap"
from = "next.default"
to = "deprecated"
at_least = "1 year"
require_from = true
"""


@pytest.mark.parametrize(("day", "days"), [("2023-02-28", 1), ("2023-03-01", None)])
def test_clio_keeps_a_version_a_year_after_its_successor_became_the_default(
    day: str, days: int | None
) -> None:
    plan = lives(a=f"deprecated = {day}", never="released = 2022-01-01", b="default = 2022-03-01")
    findings = judged(plan, SUPPORT)
    assert [(f["days"], f["earliest"]) for f in findings] == ([(1, date(2023, 3, 1))] if days else [])


def test_a_missing_start_is_a_violation_without_a_bound() -> None:
    finding = only(judged(lives(a="deprecated = 2027-01-01"), SUPPORT))
    expected: dict[str, Any] = {
        "rule": "support-minimum",
        "kind": "gap",
        "severity": "error",
        "item": "a",
        "item_type": "version",
        "track": None,
        "milestone": "deprecated",
        "date": date(2027, 1, 1),
        "earliest": None,
        "latest": None,
        "days": None,
        "channels": None,
        "waived": None,
    }
    assert finding == expected


def test_the_next_version_is_of_the_same_track() -> None:
    plan = lives(a='track = "A"\ndeprecated = 2023-01-01', b='track = "B"\ndefault = 2020-01-01')
    assert only(judged(plan, SUPPORT))["earliest"] is None


@pytest.mark.parametrize(
    ("start", "at_least", "earliest"),
    [
        ("2024-10-31", "6 months", date(2025, 4, 30)),
        ("2023-08-31", "P6M", date(2024, 2, 29)),
        ("2024-02-29", "1 year", date(2025, 2, 28)),
        ("2025-03-01", "90 days", date(2025, 5, 30)),
    ],
)
def test_a_span_ends_on_its_calendar_day(start: str, at_least: str, earliest: date) -> None:
    rule = GAP + f'at_least = "{at_least}"\n'
    short = date.fromordinal(earliest.toordinal() - 1)
    assert only(judged(lives(a=f"released = {start}\ndefault = {short}"), rule))["earliest"] == earliest
    assert judged(lives(a=f"released = {start}\ndefault = {earliest}"), rule) == []


def test_a_sum_past_the_last_day_is_later_than_every_date() -> None:
    rule = GAP + 'at_least = "1 year"\n'
    finding = only(judged(lives(a="released = 9999-01-01\ndefault = 9999-12-31"), rule))
    assert (finding["earliest"], finding["days"]) == (None, None)
    assert judged(lives(a="released = 9999-01-01\ndefault = 9999-12-31"), rule.replace("least", "most")) == []


def test_an_excess_over_at_most_counts_from_the_latest_day_unless_tolerated() -> None:
    rule = GAP + 'at_most = "1 month"\n'
    plan = lives(a="released = 2027-01-31\ndefault = 2027-03-02")
    finding = only(judged(plan, rule))
    assert (finding["latest"], finding["days"], finding["earliest"]) == (date(2027, 2, 28), 2, None)
    assert judged(plan, rule + 'tolerance = "2 days"\n') == []
    assert ids(judged(plan, rule + 'tolerance = "1 day"\n')) == ["r"]


def test_releases_are_counted_by_date_and_with_the_version_judged() -> None:
    rule = GAP.replace('"default"', '"deprecated"') + 'at_least = ["1 day", "2 releases"]\n'
    plan = lives(
        a="released = 2027-01-01\ndeprecated = 2027-03-01",
        late="released = 2027-04-01",
        soon="released = 2027-02-01",
        same="released = 2027-01-01",
    )
    finding = only(judged(plan, rule))
    assert (finding["item"], finding["earliest"], finding["days"]) == ("a", date(2027, 4, 1), 31)
    unplanned = only(judged(plan, rule.replace("2 releases", "3 releases")))
    assert (unplanned["earliest"], unplanned["days"]) == (None, None)


def test_a_notice_not_yet_sent_goes_out_on_the_as_of_date_at_the_earliest() -> None:
    plan = lives(a="default = 2027-01-01") + mail("2026-10-03")
    finding = only(judged(plan, NOTICE))
    assert (finding["earliest"], finding["days"]) == (date(2027, 2, 19), 49)
    assert judged("judge_from = 2026-10-04\n" + plan, NOTICE) == []
    assert judged(lives(a="default = 2027-01-01") + mail("2026-10-03", "told = {}"), NOTICE) == []


def test_people_told_of_a_later_day_were_not_told_of_this_one() -> None:
    plan = lives(a="default = 2027-01-01") + mail("2026-01-01", "told = { default = 2027-01-05 }")
    assert only(judged(plan, NOTICE))["earliest"] == date(2027, 1, 5)
    rule = NOTICE.replace('milestone = "default"', 'milestone = "released"')
    plan = lives(a="released = 2027-01-01")
    plan += mail("2026-01-01", "told = { released = 2027-01-05 }", announces="released")
    assert judged(plan, rule) == []


def test_a_channel_without_a_notice_counts_from_the_as_of_date() -> None:
    rule = NOTICE.replace('["email"]', '["email", "docs"]')
    finding = only(judged(lives(a="default = 2027-01-01") + mail("2026-01-01", "told = {}"), rule))
    assert (finding["earliest"], finding["days"], finding["channels"]) == (date(2027, 2, 19), None, ("docs",))


@pytest.mark.parametrize("day", ["2028-01-01", "2026-11-20"])
def test_an_earliest_that_the_date_meets_or_that_is_history_is_not_given(day: str) -> None:
    assert only(judged(lives(a=f"default = {day}"), NOTICE))["earliest"] is None


def test_a_notice_of_the_milestone_counts_only_once_the_other_was_announced() -> None:
    rule = NOTICE.replace('"default"', '"deprecated"') + 'announcing = "default"\n'
    late = mail("2026-01-02", "told = {}")
    early = mail("2026-01-01", "told = { deprecated = 2026-01-01 }", announces="deprecated")
    after = mail("2026-01-03", "told = {}", announces="deprecated")
    finding = only(judged(lives(a="deprecated = 2026-04-01") + late + early, rule))
    assert (finding["earliest"], finding["days"]) == (date(2026, 4, 2), 1)
    told = mail("2026-01-02", "told = { deprecated = 2026-12-01 }")
    assert only(judged(lives(a="deprecated = 2026-04-02") + told + after, rule))["earliest"] == date(
        2026, 4, 3
    )


def test_of_two_notices_on_one_day_each_follows_the_other() -> None:
    rule = NOTICE.replace('"default"', '"deprecated"') + 'announcing = "default"\n'
    told_late = mail("2026-01-02", "told = { deprecated = 2026-12-01 }")
    same_day = mail("2026-01-02", "told = {}", announces="deprecated")
    assert judged(lives(a="deprecated = 2026-04-02") + told_late + same_day, rule) == []


def test_a_notice_of_the_milestone_follows_one_that_will_only_be_sent() -> None:
    rule = NOTICE.replace('"default"', '"deprecated"') + 'announcing = "default"\n'
    unsent = mail("2026-01-02")
    sent_meanwhile = mail("2026-11-20", "told = {}", announces="deprecated")
    finding = only(judged(lives(a="deprecated = 2027-02-18") + unsent + sent_meanwhile, rule))
    assert (finding["earliest"], finding["days"]) == (date(2027, 2, 19), 1)


def test_a_mention_no_later_than_the_first_notice() -> None:
    rule = RULE + 'kind = "mentions"\nmilestone = "released"\nalso = ["default"]\nchannels = ["email"]\n'
    version = lives(a="released = 2026-05-01\ndefault = 2026-06-01")
    first = mail("2026-02-01", "told = {}", announces="released")
    assert judged(version, rule) == []
    assert judged(version + first + mail("2026-02-01", "told = {}"), rule) == []
    finding = only(judged(version + first + mail("2026-02-02", "told = {}"), rule))
    assert (finding["milestone"], finding["date"], finding["days"]) == ("released", date(2026, 5, 1), None)
    undated = lives(a="released = 2026-05-01") + first
    assert judged(undated, rule) == []
    assert ids(judged(undated, rule + "require_also = true\n")) == ["r"]


def test_a_promise_is_what_was_told_last() -> None:
    rule = '[[rule]]\nid = "promise"\nkind = "promise"\n'
    told = mail("2026-01-02", "told = { default = 2027-02-01 }") + mail(
        "2026-01-01", "told = { default = 2027-09-01 }"
    )
    earlier = only(judged(lives(a="default = 2027-01-31") + told, rule))
    assert (earlier["severity"], earlier["earliest"], earlier["days"]) == ("error", date(2027, 2, 1), 1)
    later = only(judged(lives(a="default = 2027-02-03") + told, rule))
    assert (later["severity"], later["latest"], later["days"]) == ("warning", date(2027, 2, 1), 2)
    gone = only(judged(lives(a="") + told, rule))
    assert (gone["severity"], gone["milestone"], gone["date"]) == ("error", "default", None)
    assert (
        only(judged(lives(a="default = 2027-01-31") + told + mail("2026-11-21"), rule))["severity"] == "info"
    )


def test_order_blames_the_later_milestone_and_judges_the_later_date() -> None:
    plan = lives(a="released = 2026-03-03\ndeprecated = 2026-03-01")
    finding = only(judged("judge_from = 2026-03-03\n" + plan, ""))
    assert (finding["milestone"], finding["earliest"], finding["days"]) == ("deprecated", date(2026, 3, 3), 2)
    assert judged("judge_from = 2026-03-04\n" + plan, "") == []


def test_count_of_versions_alive() -> None:
    rule = RULE + 'kind = "count"\nfrom = "released"\nuntil = "deprecated"\nat_least = 1\nat_most = 2\n'
    plan = lives(
        a="released = 2020-01-01\ndeprecated = 2023-01-01",
        b="released = 2021-01-01\ndeprecated = 2023-01-01",
        c="released = 2022-01-01\ndeprecated = 2022-06-01",
    )
    blamed = [(f["item"], f["milestone"], f["date"]) for f in judged(plan, rule)]
    assert blamed == [
        ("a", "deprecated", date(2023, 1, 1)),
        ("b", "deprecated", date(2023, 1, 1)),
        ("c", "released", date(2022, 1, 1)),
    ]


def test_the_calendar_says_the_next_allowed_day() -> None:
    rule = RULE + 'kind = "calendar"\nweekdays = ["mon", "fri"]\nfreezes = true\n'
    freeze = '[[freeze]]\nname = "f"\nfrom = 2026-12-18\nto = 2027-01-04\n'
    finding = only(judged(lives(a="default = 2026-12-18") + freeze, rule))
    assert (finding["earliest"], finding["days"]) == (date(2027, 1, 8), 21)
    assert judged(lives(a="default = 2027-01-08") + freeze, rule) == []


def test_rules_that_say_yes_or_no() -> None:
    changes = (
        '[[change]]\nname = "c"\nkind = "remove-field"\neffective = 2027-01-01\n'
        '[[change]]\nname = "d"\nkind = "add-field"\nversion = "a"\nmigration = " "\n'
    )
    rules = (
        '[[rule]]\nid = "forbidden"\nkind = "forbid"\nof = "change"\nmilestone = "effective"\n'
        '[[rule]]\nid = "needs-version"\nkind = "new-version"\n'
        '[[rule]]\nid = "everywhere"\nkind = "everywhere"\n'
        '[[rule]]\nid = "required"\nkind = "require"\nof = "change"\nfields = ["migration", "effective"]\n'
        'when = { compatibility = "compatible" }\nunless = { significant = true }\n'
        '[[rule]]\nid = "overdue"\nkind = "overdue"\nseverity = "warning"\n'
    )
    findings = judged(lives(a="") + changes + mail("2026-11-20") + mail("2026-11-21"), rules)
    assert [(f["rule"], f["item"], f["date"]) for f in findings] == [
        ("forbidden", "c", date(2027, 1, 1)),
        ("needs-version", "c", None),
        ("everywhere", "d", None),
        ("required", "d", None),
        ("overdue", "a", date(2026, 11, 20)),
    ]
    late = rules + "effective_from = 2026-11-21\n"
    assert "overdue" not in ids(judged(lives(a="") + mail("2026-11-20"), late))
