"""Whatever the plan and its policy, every export can be read by what takes it, and tells the dates."""

import csv
import json
from io import StringIO
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from planner.dates import iso, to_day
from planner.engine.evaluate import check
from planner.exports import FORMATS, ExportedPlan, render
from tests.engine.against import read
from tests.oracle.strategies import Case, cases


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_every_export_of_any_plan_can_be_read(case: Case) -> None:
    plan, policy = read(case)
    subject = ExportedPlan(plan, check(plan, policy, to_day(case.as_of)))
    told = {each: render(subject, each) for each in FORMATS if not FORMATS[each].binary}
    every = [day for item in plan.items for day in item.dates.values()]
    every += [each.withdrawn for each in plan.versions if each.withdrawn is not None]
    dates = sorted(map(iso, every))
    rows = csv.DictReader(StringIO(told["csv"].decode(), newline=""))
    assert sorted(row["date"] for row in rows if row["what"] not in ("", "notice", "freeze")) == dates
    assert len(json.loads(told["json"])["findings"]) == len(subject.evaluation.all)
    calendar = Calendar.from_ical(told["ics"])
    milestones = [each for each in calendar.walk("VEVENT") if b"CATEGORIES:milestone" in each.to_ical()]
    days = [str(each.decoded("dtstart")) for each in milestones]
    assert sorted(days) == dates
    ElementTree.fromstring(told["svg"])
    page = told["html"].decode()
    document = told["md"].decode()
    for finding in subject.evaluation.all:
        if finding.waived is None:
            assert str(finding.rule.id) in page
            assert f"`{finding.rule.id}`" in document
