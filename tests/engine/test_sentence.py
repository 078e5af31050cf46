"""What rules demand, in words."""

import re
from pathlib import Path

import pytest

from planner.engine.rules import KINDS
from planner.engine.rules.allowed_days import Calendar
from planner.engine.rules.sentence import sentence, terms
from planner.files.policy.read import load_policy
from planner.policy import Rule

POLICY = """
format = 1
name = "p"
unversioned = "latest"
[[milestone]]
name = "a"
role = "released"
[[milestone]]
name = "b"
[[milestone]]
name = "c"
of = "change"
[channels]
email = ""
docs = ""
[fields.stage]
"""
SAID = {
    'kind="gap", from="a", to="b", at_least="0 days"': "A version's b date is not before its a date.",
    'kind="gap", from="next.a", to="b", at_least="1 year", require_from=true': (
        "A version's b date is at least 1 year after the next version's a date, which must be there."
    ),
    'kind="gap", from="previous.a", to="a", at_least="3 months", at_most="P3M"': (
        "A version's a date is exactly 3 months after the previous version's a date."
    ),
    'kind="gap", from="a", to="b", at_least=["9 months", "3 releases"]': (
        "A version's b date is at least 9 months and at least 3 releases after its a date."
    ),
    'kind="gap", of="change", from="version.a", to="c", at_least="0 days", at_most="0 days"': (
        "A change's c date is the same as its version's a date."
    ),
    'kind="gap", from="a", to="b", at_most="2 weeks"': (
        "A version's b date is at most 2 weeks after its a date."
    ),
    'kind="gap", from="next.a", to="b", at_most=["1 year", "2 releases"], among={stage="ga"}': (
        "A version's b date is at most 1 year or 2 releases, whichever is longer, after the next version's "
        "a date; of other versions only those count where stage is ga."
    ),
    'kind="gap", from="replacement.a", to="b", at_least="3 calendar months"': (
        "A version's b date is at least 3 calendar months after its replacement's a date."
    ),
    'kind="notice", milestone="b", at_least="14 days", at_most="30 days", channels=["email"]': (
        "People are told of a version's b date at least 14 days and at most 30 days ahead by email."
    ),
    'kind="rate", milestone="a", per="quarter", at_least=1, at_most=2, among={has="b"}': (
        "In each calendar quarter, at least 1 and at most 2 versions have their a date; "
        "counted where b is given."
    ),
    'kind="gap", from="a", to="b", at_least="1 calendar month", at_most="1 calendar month"': (
        "A version's b date is at least 1 calendar month and at most 1 calendar month after its a date."
    ),
    'kind="notice", milestone="b", at_least="30 days", at_most="30 days", channels=["email"]': (
        "People are told of a version's b date exactly 30 days ahead by email."
    ),
    'kind="rate", milestone="a", per="year", at_least=2, at_most=2': (
        "In each calendar year, exactly 2 versions have their a date."
    ),
    'kind="served"': (
        "A version that answers requests without a version does not retire before another one does so."
    ),
    'kind="calendar", weekdays=["mon"], days=["10 jan"], months=["jan", "feb"], roll="next", releases=true': (
        "A version's dates fall on a Monday, on 10 January, in January or February "
        "and on a day on which a version of its track is released; "
        "a day of these that is not allowed counts as the next one that is."
    ),
    'kind="notice", milestone="b"': "A version's b date is announced by the day itself.",
    'kind="notice", milestone="b", at_least="90 days", channels=["email", "docs"]': (
        "A version's b date is announced at least 90 days ahead by email and docs."
    ),
    'kind="notice", milestone="b", announcing="a", at_least="6 months", channels=["docs"]': (
        "A version's b date is at least 6 months after the announcement of its a date by docs."
    ),
    'kind="notice", milestone="b", announcing="a"': (
        "A version's b date is not before the announcement of its a date."
    ),
    'kind="mentions", milestone="a", also=["b"], channels=["email", "docs"], require_also=true': (
        "Who announces a version's a date by email or docs announces its b date no later, "
        "which must be there."
    ),
    'kind="require", fields=["b"], when={has="a"}, unless={stage=["beta", true]}': (
        "A version's b is given. Only where a is given; not where stage is beta or true."
    ),
    'kind="require", of="change", fields=["c", "migration"], when={compatibility="incompatible"}': (
        "A change's c and migration are given. Only where it is incompatible."
    ),
    'kind="forbid", of="change", milestone="c"': "A change has no c date.",
    'kind="promise"': (
        "An item's dates, but for a release, are what people were last told, by each channel that told them; "
        "a later one is a violation of severity warning."
    ),
    'kind="promise", of="version", milestones=["b"], severity_later="info"': (
        "A version's b date is what people were last told, by each channel that told them; "
        "a later one is a violation of severity info."
    ),
    'kind="overdue"': "A notice whose day has passed is recorded as sent.",
    'kind="count", from="a", until="b", at_least=2, at_most=3': (
        "When a version reaches b, at least 2 others are alive in its track; "
        "when a version reaches a, no more than 3 of its track are alive (alive: from a until b)."
    ),
    'kind="calendar", milestones=["b"], days=["15 jan", "15 jul"], freezes=true': (
        "A version's b date falls on 15 January or 15 July and in no freeze."
    ),
    'kind="calendar", milestones=["b"], days=["21 month", "last weekday of quarter", "first mon of mar"]': (
        "A version's b date falls on the 21st of each month, the last weekday of each quarter "
        "or the first Monday of March."
    ),
    'kind="count", from="a", until="b", at_least=1': (
        "When a version reaches b, at least 1 other version is alive in its track (alive: from a until b)."
    ),
    'kind="calendar", weekdays=["mon", "tue"]': "A version's dates fall on a Monday or Tuesday.",
    'kind="new-version"': ("An incompatible change names a version of the plan that is not out before it."),
    'kind="everywhere"': "A compatible change names no version, for it goes to all at once.",
}


def rule(tmp_path: Path, parameters: str) -> Rule:
    path = tmp_path / "policy.toml"
    path.write_text(f'{POLICY}\n[[rule]]\nid = "r"\n{parameters}\n')
    (found,) = load_policy(str(path), None).rules
    return found


@pytest.mark.parametrize(("parameters", "said"), SAID.items())
def test_a_rule_is_said_with_its_numbers(tmp_path: Path, parameters: str, said: str) -> None:
    lines = re.sub(r", (?=\w+=)", "\n", parameters)
    assert sentence(rule(tmp_path, lines)) == said


def test_a_rule_on_holidays_is_said_without_the_library_that_knows_them() -> None:
    said = sentence(Rule("r", "calendar", Calendar(holidays="US")))
    assert said == "A version's dates fall on no public holiday of US."


def test_every_kind_is_among_these() -> None:
    kinds = {parameters.split('"')[1] for parameters in SAID}
    assert kinds == KINDS.keys() - {"order"}


def test_the_terms_of_a_rule(tmp_path: Path) -> None:
    text = (
        'kind = "overdue"\nwaivable = false\nyields_to = ["order", "order"]\n'
        'tolerance = "1 day"\neffective_from = 2024-01-01\neffective_until = 2025-01-01\neffective_by = "a"\n'
    )
    assert [*terms(rule(tmp_path, text))] == [
        "1 day more or less are forgiven.",
        "In force from 2024-01-01 on.",
        "In force until 2025-01-01.",
        "The a date decides whether it is in force.",
        "Silent where order or order is violated.",
        "No waiver counts.",
    ]
