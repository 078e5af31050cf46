"""Waivers and yielding, read and worked out by hand."""

import pytest

from .written import NOTICE, ids, judged, lives, mail

YIELDING = NOTICE + NOTICE.replace("default-notice", "weaker") + 'yields_to = "default-notice"\n'
WAIVER = '[[waiver]]\nversion = "a"\nreason = "security"\nnote = "first"\n'


def test_a_rule_is_silent_where_a_stronger_one_is_broken_and_not_waived() -> None:
    plan = lives(a="default = 2027-01-01")
    assert ids(judged(plan, YIELDING)) == ["default-notice"]
    waived = judged(plan + WAIVER + 'rule = "default-notice"\n', YIELDING)
    assert [(f["rule"], f["waived"]) for f in waived] == [("default-notice", "first"), ("weaker", None)]
    silenced = judged(plan + WAIVER + 'rule = "weaker"\n', YIELDING)
    assert [(f["rule"], f["waived"]) for f in silenced] == [("default-notice", None)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("allows = 2027-01-01", [("default-notice", "first")]),
        ("allows = 2027-01-02", [("default-notice", None), ("waiver-unused", None)]),
        ("expires = 2027-01-01", [("default-notice", "first")]),
        ("expires = 2026-12-31", [("default-notice", None), ("waiver-expired", None)]),
        ("expires = 2026-12-31\nallows = 2027-01-02", [("default-notice", None), ("waiver-unused", None)]),
    ],
)
def test_a_waiver_covers_what_was_agreed_until_it_expires(
    more: str, found: list[tuple[str, str | None]]
) -> None:
    plan = lives(a="default = 2027-01-01") + WAIVER + f'rule = ["default-notice", "weaker"]\n{more}\n'
    assert [(f["rule"], f["waived"]) for f in judged(plan, NOTICE)] == found


def test_a_waiver_that_has_expired_is_unused_where_another_covers() -> None:
    waiver = WAIVER + 'rule = "default-notice"\n'
    expired = waiver.replace("first", "old") + "expires = 2026-01-01\n"
    findings = judged(lives(a="default = 2027-01-01") + expired + waiver, NOTICE)
    assert [(f["rule"], f["severity"], f["waived"]) for f in findings] == [
        ("default-notice", "error", "first"),
        ("waiver-unused", "warning", None),
    ]


def test_a_waiver_without_an_accepted_reason_or_of_a_rule_that_allows_none() -> None:
    plan = lives(a="default = 2027-01-01") + WAIVER + 'rule = "default-notice"\n'
    assert ids(judged(plan.replace("security", "haste"), NOTICE)) == ["default-notice", "waiver-reason"]
    assert ids(judged(plan, NOTICE + "waivable = false\n")) == ["default-notice", "waiver-unused"]
    assert ids(judged(plan.replace("default-notice", "order"), "")) == ["waiver-unused"]
    assert judged("judge_from = 2027-01-02\n" + plan, NOTICE) == []


def test_a_promise_that_is_gone_needs_a_waiver_that_allows_no_date() -> None:
    rule = '[[rule]]\nid = "promise"\nkind = "promise"\n'
    plan = lives(a="") + mail("2026-01-02", "told = { default = 2027-02-01 }") + WAIVER + 'rule = "promise"\n'
    assert [f["waived"] for f in judged(plan, rule)] == ["first"]
    assert [f["waived"] for f in judged(plan + "allows = 2020-01-01\n", rule)] == [None, None]
