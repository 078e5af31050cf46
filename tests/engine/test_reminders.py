"""A reminder that a rule asks for and the plan lacks is proposed wherever other missing notices are."""

import tomllib
from datetime import date

import pytest

from planner.dates import iso
from planner.edits import notices as edits
from planner.edits.missing import missing, propose_date
from planner.engine.compile import compile_plan
from planner.engine.constraint import Place
from planner.engine.evaluate import check
from planner.engine.questions.agenda import agenda, owed
from planner.engine.questions.when import when
from planner.plan import Plan
from planner.policy import Policy
from planner.proposals import propose
from planner.wording.agenda import deadline, owed_line
from planner.wording.fix import reason
from planner.wording.when import sentence
from tests.engine.against import read
from tests.engine.plans import day
from tests.oracle.strategies import Case

POLICY = """
format = 1
name = "reminding"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "retired"
role = "retired"
[channels]
email = "Email"
docs = "Docs"
[reasons]
law = "The law"
[[rule]]
id = "notice"
kind = "notice"
milestone = "retired"
at_least = "12 months"
channels = ["email"]
[[rule]]
id = "reminder"
kind = "notice"
milestone = "retired"
at_least = "14 days"
at_most = "30 days"
channels = ["email", "docs"]
"""
PLAN = """
format = 1
product = "P"
policy = "./policy.toml"
[[version]]
name = "1"
released = 2024-01-01
retired = 2026-06-30
[[notice]]
version = "1"
announces = ["retired"]
date = 2025-05-01
channels = ["email"]
told = { retired = 2026-06-30 }
"""
WAIVER = '[[waiver]]\nrule = "reminder"\nversion = "1"\nreason = "law"\nnote = "n"\n'
FIRST, LAST = day("2026-05-31"), day("2026-06-16")
SOON = day("2026-01-10")


def opened(plan: str = PLAN) -> tuple[Plan, Policy]:
    return read(Case(tomllib.loads(plan), tomllib.loads(POLICY), date(2026, 1, 10)))


@pytest.mark.parametrize(
    ("as_of", "on"),
    [("2026-01-10", "2026-05-31"), ("2026-06-10", "2026-06-10"), ("2026-06-16", "2026-06-16")],
)
def test_fix_proposes_the_missing_reminder_on_the_first_day_that_counts(as_of: str, on: str) -> None:
    plan, policy = opened()
    found = propose(plan, policy, day(as_of))
    (proposed,) = found.notices
    assert (iso(proposed.notice.date), proposed.notice.channels) == (on, ("email", "docs"))
    assert (proposed.notice.announces, proposed.rules, proposed.latest) == (("retired",), ("reminder",), LAST)
    assert reason(proposed) == "for reminder; it counts until 2026-06-16"
    assert found.moves == ()
    assert found.remaining == ()
    assert check(found.plan, policy, day(as_of)).all == []
    assert propose(found.plan, policy, day(as_of)).plan == found.plan


@pytest.mark.parametrize("more", [WAIVER, ""], ids=["waived", "too late"])
def test_fix_proposes_no_reminder_that_is_waived_or_too_late(more: str) -> None:
    plan, policy = opened(PLAN + more)
    assert propose(plan, policy, SOON if more else LAST + 1).notices == ()


def test_fix_reminds_of_the_date_to_which_the_retirement_moves() -> None:
    plan, policy = opened(
        PLAN.replace("2025-05-01", "2025-08-01").replace("told = { retired = 2026-06-30 }", "told = {}")
    )
    found = propose(plan, policy, SOON)
    assert [(iso(each.start), iso(each.end)) for each in found.moves] == [("2026-06-30", "2026-08-01")]
    (proposed,) = (each for each in found.notices if each.rules == ("reminder",))
    assert iso(proposed.notice.date) == "2026-07-02"
    assert found.remaining == ()


def test_only_the_channel_that_does_not_remind_is_asked() -> None:
    by_email = '[[notice]]\nversion = "1"\nannounces = ["retired"]\ndate = 2026-06-10\nchannels = ["email"]\n'
    plan, policy = opened(PLAN + by_email)
    (proposed,) = propose(plan, policy, SOON).notices
    assert proposed.notice.channels == ("docs",)


def test_the_timeline_offers_it_among_what_is_missing() -> None:
    plan, policy = opened()
    constraints = compile_plan(plan, policy, SOON)
    (offered,) = missing(constraints, constraints.days, 0).notices
    assert (offered.date, offered.channels) == (FIRST, ("email", "docs"))
    added = edits.add(plan, offered)
    assert check(added, policy, SOON).all == []
    late = compile_plan(plan, policy, LAST + 1)
    assert missing(late, late.days, 0).notices == (), "it would not serve any more"


def test_a_date_that_is_added_on_the_timeline_brings_its_notice() -> None:
    plan, policy = opened(PLAN.split("[[notice]]", maxsplit=1)[0].replace("retired = 2026-06-30", ""))
    proposal = propose_date(plan, policy, SOON, Place(plan.versions[0].key, "retired"))
    assert iso(proposal.legal.earliest or 0) == "2027-01-10"
    assert {each.channels for each in proposal.notices} == {("email",)}


def test_agenda_and_drafts_say_from_when_to_when_it_serves() -> None:
    plan, policy = opened()
    due = next(each for each in agenda(plan, policy, SOON, day("2027-01-01")) if each.missing)
    assert (due.earliest, due.latest, due.day, due.overdue) == (FIRST, LAST, LAST, False)
    assert deadline(due, SOON) == "counts from 2026-05-31 until 2026-06-16"
    (line,) = map(owed_line, owed(plan, policy, SOON))
    assert line == "Announce 1 retired by email and docs from 2026-05-31 to 2026-06-16."
    (now,) = owed(plan, policy, FIRST + 3)
    assert (now.earliest, owed_line(now)) == (None, "Announce 1 retired by email and docs by 2026-06-16.")


def test_when_names_the_reminder_that_the_day_needs() -> None:
    plan, policy = opened()
    told = when(plan, policy, SOON, "1", "retired")
    assert [(each.planned, each.first, each.latest, each.rules) for each in told.sendings] == [
        (None, FIRST, LAST, ("reminder",)),
        (None, FIRST, LAST, ("reminder",)),
    ]
    assert (
        sentence(told)
        == (
            "1 can be retired on 2026-06-30 if a reminder by email goes out from 2026-05-31 to 2026-06-16"
            " and a reminder by docs goes out from 2026-05-31 to 2026-06-16"
        )
        or sentence(told).count("a reminder by") == 2
    )
    later = when(plan, policy, SOON, "1", "retired", on=day("2026-07-30"))
    assert {(iso(each.first or 0), iso(each.latest or 0)) for each in later.sendings} == {
        ("2026-06-30", "2026-07-16")
    }


def test_when_names_the_planned_notice_that_serves_as_the_reminder() -> None:
    planned = 'version = "1"\nannounces = ["retired"]\ndate = 2026-06-10\nchannels = ["email", "docs"]\n'
    plan, policy = opened(f"{PLAN}[[notice]]\n{planned}")
    (sending,) = when(plan, policy, SOON, "1", "retired").sendings
    assert (iso(sending.planned or 0), sending.first, sending.latest) == ("2026-06-10", FIRST, LAST)
