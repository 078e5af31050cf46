"""Later rules of docs/plan-file.md and docs/rules.md, against answers worked out by hand."""

from datetime import date

import pytest

from .written import NOTICE, ids, judged, lives, mail, only

RULE = '[[rule]]\nid = "r"\n'
PROMISE = RULE + 'kind = "promise"\n'
TOLD = mail("2026-01-01", "told = { default = 2027-01-11 }").replace('["email"]', '["email", "docs"]')


def by(channels: str, notice: str) -> str:
    return notice.replace('["email"]', channels)


def withdrawal(day: str, channels: str, more: str = "") -> str:
    return by(channels, mail(day, more)).replace("announces", "withdraws")


def test_a_correction_by_one_channel_leaves_the_other_wrong() -> None:
    corrected = by('["docs"]', mail("2026-02-01", "told = { default = 2027-04-01 }"))
    finding = only(judged(lives(a="default = 2027-04-01") + TOLD + corrected, PROMISE))
    assert (finding["severity"], finding["days"], finding["latest"]) == ("warning", 80, date(2027, 1, 11))
    assert finding["channels"] == ("email",)


def test_a_withdrawal_keeps_the_promise_once_every_channel_sent_it() -> None:
    planned = withdrawal("2026-12-01", '["email", "docs"]')
    assert only(judged(lives(a="") + TOLD + planned, PROMISE))["severity"] == "info"
    sent = withdrawal("2026-11-20", '["email", "docs"]', "told = {}")
    assert judged(lives(a="") + TOLD + sent, PROMISE) == []
    half = withdrawal("2026-11-20", '["email"]', "told = {}")
    finding = only(judged(lives(a="") + TOLD + half, PROMISE))
    assert (finding["severity"], finding["date"], finding["channels"]) == ("error", None, ("docs",))


def test_a_date_set_though_people_were_told_never_is_wrong_without_a_bound() -> None:
    sent = withdrawal("2026-11-20", '["email", "docs"]', "told = {}")
    finding = only(judged(lives(a="default = 2027-04-01") + TOLD + sent, PROMISE))
    assert (finding["severity"], finding["date"]) == ("error", date(2027, 4, 1))
    assert (finding["earliest"], finding["latest"], finding["days"]) == (None, None, None)


def test_a_withdrawn_announcement_no_longer_counts() -> None:
    told = mail("2026-01-01", "told = { default = 2027-06-01 }")
    sent = withdrawal("2026-02-01", '["email"]', "told = {}")
    plan = lives(a="default = 2027-06-01")
    assert judged(plan + told, NOTICE) == []
    assert only(judged(plan + told + sent, NOTICE))["channels"] == ("email",)
    assert judged(plan + told + sent + mail("2026-03-01", "told = {}"), NOTICE) == []


def test_a_withdrawn_version_is_no_successor_and_its_dates_from_then_on_are_gone() -> None:
    rule = RULE + 'kind = "gap"\nfrom = "next.default"\nto = "deprecated"\nat_least = "1 year"\n'
    plan = lives(
        a="deprecated = 2024-02-01",
        b="default = 2023-06-01\nwithdrawn = 2023-06-03",
        c="default = 2023-01-01\ndeprecated = 2023-02-01\nwithdrawn = 2023-02-01",
        d="default = 2023-02-01",
    )
    assert judged(plan, rule) == []
    assert only(judged(plan.replace("withdrawn = 2023-06-03", ""), rule))["days"] == 121


def test_a_withdrawn_version_owes_people_a_word_even_of_its_release() -> None:
    told = mail("2023-01-01", "told = { released = 2023-06-01 }", announces="released")
    plan = lives(a="released = 2023-06-01\nwithdrawn = 2023-05-01") + told
    assert only(judged(plan, PROMISE))["milestone"] == "released"
    assert judged(plan, PROMISE + 'milestones = ["default"]\n') == []


def test_versions_that_do_not_match_among_are_not_next() -> None:
    rule = RULE + 'kind = "gap"\nfrom = "next.default"\nto = "deprecated"\nat_least = "3 years"\n'
    fields = '[fields.stage]\nof = ["version"]\none_of = ["ga", "preview"]\ndefault = "ga"\n'
    plan = lives(
        a="deprecated = 2026-06-01",
        b='default = 2023-01-01\nstage = "preview"',
        c="default = 2024-01-01",
    )
    assert judged(plan, fields + rule) == []
    assert only(judged(plan, fields + rule + 'among = { stage = "ga" }\n'))["days"] == 214


def test_a_gap_from_the_replacement() -> None:
    rule = RULE + 'kind = "gap"\nfrom = "replacement.released"\nto = "deprecated"\nat_least = "1 year"\n'
    plan = lives(a='deprecated = 2024-01-01\nreplacement = "b"', b="released = 2023-01-02")
    assert only(judged(plan, rule))["days"] == 1
    assert judged(plan + "withdrawn = 2023-05-01", rule) == []
    assert ids(judged(lives(a="deprecated = 2024-01-01"), rule + "require_from = true\n")) == ["r"]


@pytest.mark.parametrize(
    ("at_least", "first"),
    [
        ("3 calendar months", "2027-02-01"),
        ("2 calendar quarters", "2027-04-01"),
        ("1 calendar year", "2027-01-01"),
    ],
)
def test_calendar_periods_start_on_their_first_day(at_least: str, first: str) -> None:
    rule = RULE + f'kind = "gap"\nfrom = "released"\nto = "default"\nat_least = "{at_least}"\n'
    plan = "released = 2026-11-28\ndefault = 2026-12-01"
    assert only(judged(lives(a=plan), rule))["earliest"] == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("at_most", "last"),
    [
        ("3 calendar months", "2027-02-28"),
        ("2 calendar quarters", "2027-06-30"),
        ("0 calendar years", "2026-12-31"),
    ],
)
def test_calendar_periods_end_on_their_last_day(at_most: str, last: str) -> None:
    rule = RULE + f'kind = "gap"\nfrom = "released"\nto = "default"\nat_most = "{at_most}"\n'
    assert only(judged(lives(a="released = 2026-11-28\ndefault = 2030-01-01"), rule))[
        "latest"
    ] == date.fromisoformat(last)


def test_the_longest_part_of_at_most_counts_and_releases_not_planned_bound_nothing() -> None:
    rule = RULE + 'kind = "gap"\nfrom = "released"\nto = "deprecated"\nat_most = ["1 year", "2 releases"]\n'
    a, b, c = (
        "released = 2020-01-01\ndeprecated = 2023-01-01",
        "released = 2021-06-01",
        "released = 2022-01-01",
    )
    assert judged(lives(a=a, b=b), rule) == []
    assert only(judged(lives(a=a, b=b, c=c), rule))["latest"] == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("day", "found"), [("2027-02-01", 1), ("2027-02-02", 0), ("2027-02-18", 0), ("2027-02-19", 1)]
)
def test_a_reminder_goes_out_neither_too_soon_nor_too_late(day: str, found: int) -> None:
    rule = NOTICE.replace('"90 days"', '"14 days"') + 'at_most = "30 days"\n'
    findings = judged(lives(a="default = 2027-03-04") + mail("2025-01-01", "told = {}") + mail(day), rule)
    assert [(f["earliest"], f["days"], f["channels"]) for f in findings] == [(None, None, ("email",))] * found


def test_a_rate_blames_what_is_too_many_and_the_first_after_a_period_with_too_few() -> None:
    rule = RULE + 'kind = "rate"\nmilestone = "released"\nper = "quarter"\nat_least = 1\nat_most = 1\n'
    plan = lives(
        a="released = 2026-01-05",
        b="released = 2026-03-05",
        c="released = 2026-11-05",
        d="released = 2027-01-05",
    )
    assert [finding["item"] for finding in judged(plan, rule)] == ["b", "c"]


def test_who_has_the_default_when_it_retires_leaves_requests_without_an_answer() -> None:
    words = 'unversioned = "default"\n'
    rule = RULE + 'kind = "served"\n'
    plan = lives(
        a="released = 2025-01-01\ndefault = 2025-02-01\ndeprecated = 2026-01-01",
        b="released = 2025-06-01\ndefault = 2026-02-01",
    )
    finding = only(judged(plan, rule, words=words))
    assert (finding["milestone"], finding["earliest"], finding["days"]) == (
        "deprecated",
        date(2026, 2, 1),
        31,
    )
    assert judged(plan.replace("2026-02-01", "2026-01-01"), rule, words=words) == []
    assert only(judged(plan + "withdrawn = 2026-02-01", rule, words=words))["earliest"] is None
    assert judged(plan, rule) == []


def test_the_last_one_that_answers_must_not_retire() -> None:
    rule = RULE + 'kind = "served"\n'
    plan = lives(a="released = 2025-01-01\ndeprecated = 2026-01-01", b="released = 2026-01-02")
    finding = only(judged(plan, rule, words='unversioned = "oldest"\n'))
    assert (finding["earliest"], finding["days"]) == (date(2026, 1, 2), 1)


def test_a_day_that_is_forbidden_rolls_to_the_next_allowed_one() -> None:
    rule = (
        RULE
        + 'kind = "calendar"\ndays = ["10 jan", "10 oct"]\nweekdays = ["mon", "tue", "wed", "thu", "fri"]\n'
    )
    assert only(judged(lives(a="default = 2026-10-12"), rule))["earliest"] == date(2028, 1, 10)
    assert judged(lives(a="default = 2026-10-12"), rule + 'roll = "next"\n') == []
    late = only(judged(lives(a="default = 2026-10-13"), rule + 'roll = "next"\n'))
    assert late["earliest"] == date(2027, 1, 11)


def test_months_and_release_days_of_the_track() -> None:
    rule = RULE + 'kind = "calendar"\nmilestones = ["deprecated"]\nmonths = ["mar"]\nreleases = true\n'
    plan = lives(a="deprecated = 2027-03-02", b="released = 2027-03-02", c="released = 2028-03-07")
    assert judged(plan, rule) == []
    assert only(judged(plan.replace("deprecated = 2027-03-02", "deprecated = 2027-03-03"), rule))[
        "earliest"
    ] == date(2028, 3, 7)


def test_parallel_milestones_have_no_order_among_them() -> None:
    words = '[[milestone]]\nname = "us"\nparallel = true\nafter = "released"\n'
    words += '[[milestone]]\nname = "eu"\nparallel = true\nafter = "us"\n'
    dates = "released = 2024-01-01\nus = 2024-03-01\neu = 2024-02-01\ndefault = 2024-04-01"
    assert judged(lives(a=dates), words) == []
    early = only(judged(lives(a=dates.replace("2024-02-01", "2023-12-31")), words))
    assert (early["milestone"], early["days"]) == ("eu", 1)


def test_the_later_milestone_is_blamed_once_for_the_latest_of_those_before_it() -> None:
    words = '[[milestone]]\nname = "us"\nparallel = true\nafter = "released"\n'
    finding = only(judged(lives(a="released = 2024-01-01\nus = 2024-03-01\ndefault = 2023-12-01"), words))
    assert (finding["milestone"], finding["earliest"]) == ("default", date(2024, 3, 1))


def test_effective_by_looks_at_another_date_of_the_item() -> None:
    rule = NOTICE + 'effective_from = 2026-01-01\neffective_by = "released"\n'
    assert judged(lives(a="released = 2025-12-31\ndefault = 2027-01-01"), rule) == []
    assert ids(judged(lives(a="released = 2026-01-01\ndefault = 2027-01-01"), rule)) == ["default-notice"]
    assert ids(judged(lives(a="default = 2027-01-01"), rule)) == ["default-notice"]


def test_a_change_without_a_date_needs_a_version_that_is_new() -> None:
    rule = RULE + 'kind = "new-version"\n'
    change = '[[change]]\nname = "c"\nkind = "remove-field"\nversion = "a"\n'
    assert ids(judged(lives(a="released = 2026-11-20") + change, rule)) == ["r"]
    assert judged(lives(a="released = 2026-11-21") + change, rule) == []
    assert judged(lives(a="released = 2026-11-20") + change + "effective = 2026-11-20\n", rule) == []
    assert ids(judged(lives(a="withdrawn = 2027-11-20") + change, rule)) == ["r"]
