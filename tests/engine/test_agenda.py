"""What is due: its order, and the last day on which a notice counts against trying every day."""

from hypothesis import given, settings

from planner.dates import LAST_DAY, iso
from planner.engine.questions.agenda import AgendaItem, agenda, last_day
from planner.engine.rules.notice_constraint import NoticeConstraint
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.files.plan.file import read_plan_bytes
from tests.engine.against import compiled
from tests.engine.plans import AS_OF, EMAIL_AND_DOCS, day
from tests.oracle.strategies import Case, cases


def due(plan: str, until: str = "2027-12-31") -> list[AgendaItem]:
    file = read_plan_bytes("plan.toml", f'format = 1\nproduct = "P"\npolicy = "clio"\n{plan}'.encode())
    assert file.plan is not None
    assert file.policy is not None
    return list(agenda(file.plan, file.policy, day(AS_OF), day(until)))


VERSION = """
[[version]]
name = "1"
released = 2027-01-10
default = 2027-05-01
"""


def notice(date: str, more: str = "") -> str:
    return f"""
[[notice]]
version = "1"
announces = ["released", "default"]
date = {date}
{EMAIL_AND_DOCS}
{more}
"""


def test_a_notice_is_due_on_its_day_and_counts_until_the_nearest_rule_is_broken() -> None:
    sending, release, switch = due(VERSION + notice("2026-12-01"))
    assert (sending.action, iso(sending.day)) == ("send", "2026-12-01")
    assert sending.latest == day("2027-01-10")
    assert (release.action, switch.action) == ("release", "switch")


def test_what_is_overdue_comes_first() -> None:
    first, *others = due(VERSION + notice("2026-11-10"))
    assert first.overdue
    assert first.action == "send"
    assert not any(each.overdue for each in others)


def test_a_sent_notice_and_a_past_release_are_not_due() -> None:
    past = VERSION.replace("2027-01-10", "2026-01-10").replace("2027-05-01", "2026-05-01")
    assert due(past + notice("2026-01-01", "told = {}")) == []


def test_a_notice_before_judge_from_counts_as_sent() -> None:
    assert [each.action for each in due("judge_from = 2026-11-15\n" + VERSION + notice("2026-11-10"))] == [
        "release",
        "switch",
    ]


def test_a_notice_that_rules_ask_for_is_due_on_the_last_day_on_which_it_counts() -> None:
    missing = [each for each in due(VERSION) if each.missing]
    assert [(iso(each.day), each.channels) for each in missing] == [("2027-01-10", ("email", "docs"))]
    assert missing[0].about[0].milestones == ("released", "default")


def test_nothing_is_listed_past_the_span() -> None:
    assert [iso(each.day) for each in due(VERSION + notice("2026-12-01"), "2027-01-09")] == ["2026-12-01"]


def test_notices_of_one_name_are_due_together() -> None:
    second = VERSION.replace('"1"', '"2"').replace("2027-01", "2027-02").replace("2027-05", "2027-06")
    mail = notice("2026-12-01", 'name = "December mail"')
    sendings = [
        each for each in due(VERSION + mail + second + mail.replace('"1"', '"2"')) if each.action == "send"
    ]
    assert [[subject.item for subject in each.about] for each in sendings] == [["1", "2"]]


@settings(max_examples=40)
@given(cases())
def test_a_rule_that_holds_fails_only_once_the_notice_is_past_its_last_day(case: Case) -> None:
    """Where every rule that reads the notice holds; of what is broken anyway no day is the last."""
    constraints = hard_constraints(compiled(case).schedule)
    schedule, days = constraints.schedule, constraints.days
    for slot, owner in enumerate(schedule.owners):
        if owner.what != NOTICE or slot in schedule.pinned or days[slot] < schedule.as_of:
            continue
        slots = schedule.moving_with(slot)
        reading = [
            each
            for index in constraints.reading(slots)
            if isinstance(each := constraints.all[index], NoticeConstraint)
        ]
        if any(hard_violation(each, schedule, days) for each in reading):
            continue
        last = last_day(constraints, slots)

        def holds(
            on: int, together: tuple[int, ...] = slots, constraints: list[NoticeConstraint] = reading
        ) -> bool:
            with days.moved(dict.fromkeys(together, on)):
                return not any(hard_violation(each, schedule, days) for each in constraints)

        if last is None:
            assert holds(LAST_DAY)
        else:
            assert holds(max(last, schedule.as_of)) or last < schedule.as_of
            assert not holds(last + 1) or last + 1 <= schedule.as_of
