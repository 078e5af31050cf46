from datetime import date, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from planner.dates import iso
from planner.exports import ExportedPlan, render

from .plans import EXAMPLES, example, written

PLAN = """
[[version]]
name = "1"
released = 2026-12-01
default = 2027-03-01

[[notice]]
version = "1"
announces = ["released", "default"]
date = 2026-11-25
channels = ["email", "docs"]
NAME
"""


def _events(subject: ExportedPlan) -> dict[str, Any]:
    calendar = Calendar.from_ical(render(subject, "ics"))
    return {str(each["summary"]): each for each in calendar.walk("VEVENT")}


def _default(subject: ExportedPlan) -> Any:
    """The event of the date that the tests move."""
    return Calendar.from_ical(render(subject, "ics")).walk("VEVENT")[1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_date_of_the_plan_is_an_event_on_its_day(name: str) -> None:
    subject = example(name)
    events = Calendar.from_ical(render(subject, "ics")).walk("VEVENT")
    days = sorted(str(each.decoded("dtstart")) for each in events if "missing" not in str(each["summary"]))
    assert days == sorted(
        [
            *(iso(day) for item in subject.plan.items for day in item.dates.values()),
            *{(each.name or str(each.key)): iso(each.date) for each in subject.plan.notices}.values(),
            *(iso(each.start) for each in subject.plan.freezes),
        ]
    )


def test_events_are_of_whole_days() -> None:
    text = render(example("clio"), "ics").decode()
    assert "DTSTART;VALUE=DATE:20270203" in text
    assert "DTEND" not in text
    freeze = _events(example("clio"))["Freeze: Year end"]
    assert freeze.decoded("dtstart") == date(2026, 12, 18)
    assert freeze.decoded("duration") == timedelta(days=18)


def test_an_event_stays_the_same_when_its_date_moves() -> None:
    before = {name: str(each["uid"]) for name, each in _events(written(PLAN.replace("NAME", ""))).items()}
    moved = PLAN.replace("2027-03-01", "2027-03-15").replace("2026-11-25", "2026-11-28").replace("NAME", "")
    after = {name: str(each["uid"]) for name, each in _events(written(moved, as_of="2026-11-22")).items()}
    assert before == after
    assert len(set(before.values())) == len(before) == 3


def test_a_later_export_is_newer_so_that_calendars_move_the_event() -> None:
    plan = PLAN.replace("NAME", "")
    before, after = (
        Calendar.from_ical(render(written(text, as_of=as_of), "ics")).walk("VEVENT")[1]
        for text, as_of in ((plan, "2026-11-21"), (plan.replace("2027-03-01", "2027-03-15"), "2026-11-22"))
    )
    assert before["uid"] == after["uid"]
    assert before.decoded("dtstart") < after.decoded("dtstart")
    assert (before["sequence"], after["sequence"]) == (9821 * 24 * 60, 9822 * 24 * 60)
    assert before.decoded("last-modified") < after.decoded("last-modified")


def test_a_date_that_moves_twice_on_one_day_is_newer_each_time() -> None:
    subject = written(PLAN.replace("NAME", ""))
    midnight, morning, noon, a_second_later = (
        _default(subject._replace(changed_at=moment))
        for moment in (time(), time(9, 30), time(12), time(12, 0, 1))
    )
    assert midnight["uid"] == a_second_later["uid"]
    assert midnight["sequence"] < morning["sequence"] < noon["sequence"]
    # Of one SEQUENCE, calendars take the later DTSTAMP (RFC 5546, 2.1.5).
    assert noon["sequence"] == a_second_later["sequence"]
    assert noon.decoded("dtstamp") < a_second_later.decoded("dtstamp")
    assert noon.decoded("last-modified") < a_second_later.decoded("last-modified")


def test_the_last_export_of_a_day_is_older_than_the_first_of_the_next() -> None:
    plan = PLAN.replace("NAME", "")
    late = written(plan, as_of="2026-11-21")._replace(changed_at=time(23, 59, 59))
    before, after = _default(late), _default(written(plan, as_of="2026-11-22"))
    assert before["sequence"] < after["sequence"]
    assert before.decoded("dtstamp") < after.decoded("dtstamp")


def test_two_notices_that_say_the_same_are_two_events() -> None:
    twice = PLAN.replace("NAME", "") + PLAN[PLAN.index("[[notice]]") :].replace("NAME", "")
    calendar = Calendar.from_ical(render(written(twice), "ics"))
    assert len({str(each["uid"]) for each in calendar.walk("VEVENT")}) == 4


def test_the_same_plan_gives_the_same_calendar() -> None:
    assert render(example("clio"), "ics") == render(example("clio"), "ics")
    assert "DTSTAMP:20261121T000000Z" in render(example("clio"), "ics").decode()


def test_what_must_be_sent_is_rung_for_a_week_and_a_day_before() -> None:
    events = _events(written(PLAN.replace("NAME", 'name = "Mail"')))
    alarms = events["Send Mail: 1"].walk("VALARM")
    assert [each.decoded("trigger") for each in alarms] == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
    ]
    assert not events["1: Released"].walk("VALARM")
    assert "counts if sent by 2026-12-01" in str(events["Send Mail: 1"]["description"])


def test_what_was_sent_or_is_past_rings_no_more() -> None:
    sent = _events(written(PLAN.replace("NAME", "told = {}")))["Sent notice: 1"]
    past = _events(written(PLAN.replace("NAME", ""), as_of="2026-11-26"))["Send notice: 1"]
    assert not sent.walk("VALARM")
    assert not past.walk("VALARM")


def test_a_notice_that_is_missing_is_due_on_the_last_day_that_counts() -> None:
    missing = _events(written(PLAN[: PLAN.index("[[notice]]")]))
    event = missing["Last day to send a notice that is missing: 1"]
    assert event.decoded("dtstart") == date(2026, 12, 1)
    assert len(event.walk("VALARM")) == 2


def test_the_calendars_ends_are_no_obstacle() -> None:
    version = '[[version]]\nname = "1"\nreleased = 0001-01-01\ndeprecated = 9999-12-31'
    freeze = "[[freeze]]\nfrom = 9999-01-01\nto = 9999-12-31"
    subject = written(f"judge_from = 9999-12-31\n{version}\n{freeze}")
    calendar = Calendar.from_ical(render(subject, "ics"))
    assert {each.decoded("dtstart").year for each in calendar.walk("VEVENT")} == {1, 9999}


def test_lines_are_folded_and_end_as_calendars_want_it() -> None:
    data = render(example("copper"), "ics")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
