"""`served`, `status`, the chart and the headers agree about who has the default and what answers."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.chart import chart
from planner.dates import Day
from planner.engine.compile import compile_plan
from planner.engine.evaluate import Evaluation, evaluate
from planner.engine.phases import Timetable
from planner.engine.requests import answer_on, answers_on, unversioned_on
from planner.exports.headers import render
from planner.exports.subject import ExportedPlan
from tests.engine.against import read
from tests.oracle import answering
from tests.oracle.case import read as read_case
from tests.oracle.strategies import Case, cases_at_large

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    """Cases under `served`; in half of them the milestones have no words."""
    case = draw(cases_at_large("served"))
    if draw(st.booleans()):
        for milestone in case.policy["milestone"]:
            for word in ("phase", "answers", "superseded"):
                milestone.pop(word, None)
    return case


def _days(case: Case) -> list[Day]:
    """The days on and around which something may change."""
    dated: list[dict[str, Any]] = case.plan["version"]
    known = {day.toordinal() for entry in dated for day in entry.values() if hasattr(day, "toordinal")}
    known.add(case.as_of.toordinal())
    return sorted({each for day in known for each in (day - 1, day, day + 1) if 1 <= each <= 3_652_059})


def _evaluation(case: Case) -> Evaluation:
    plan, policy = read(case)
    return evaluate(compile_plan(plan, policy, case.as_of.toordinal()))


@settings(max_examples=80, deadline=None)
@given(_cases())
def test_status_says_by_role_what_answers_and_who_has_the_default(case: Case) -> None:
    evaluation = _evaluation(case)
    schedule = evaluation.compiled.schedule
    timetable = Timetable(schedule, evaluation.days)
    oracle = read_case(case.plan, case.policy, case.as_of)
    versions = [item for item in oracle.items if item.type == "version"]
    wordless = not any("answers" in each for each in case.policy["milestone"])
    for day in _days(case):
        on = case.as_of.fromordinal(day)
        for item, version in enumerate(versions):
            answers = answering.answers(oracle, version, on)
            assert answers_on(timetable, item, day) == answers
            if wordless:
                assert (answer_on(schedule, timetable, item, day) == "answers") == answers
        for track in {version.track for version in versions}:
            of_track = [version for version in versions if version.track == track]
            answered = unversioned_on(schedule, timetable, track, day).item
            name = None if answered is None else schedule.items[answered].name
            if schedule.policy.unversioned == "default":
                holder = answering.has_default(oracle, track, on)
                assert name == (None if holder is None else holder.name)
            else:
                alive = [each.name for each in of_track if answering.answers(oracle, each, on)]
                at = 0 if schedule.policy.unversioned == "oldest" else -1
                assert name == (alive[at] if alive else None)


@settings(max_examples=50, deadline=None)
@given(_cases())
def test_the_chart_draws_who_has_the_default_and_ends_bars_where_versions_end(case: Case) -> None:
    evaluation = _evaluation(case)
    schedule = evaluation.compiled.schedule
    timetable = Timetable(schedule, evaluation.days)
    oracle = read_case(case.plan, case.policy, case.as_of)
    default = next(each for each in schedule.policy.milestones if each.role == "default")
    for row in chart(evaluation).rows:
        if row.item is None or row.item >= schedule.versions:
            continue
        version = oracle.version_named(row.name)
        assert version is not None
        for day in _days(case):
            on = case.as_of.fromordinal(day)
            bar = next((b for b in row.bars if b.start <= day and (b.end is None or day < b.end)), None)
            drawn = None if bar is None or bar.role == "retired" else bar
            if answers_on(timetable, row.item, day):
                assert drawn is not None
            retired = answering.of_role(oracle, version, "retired")
            if (retired is not None and retired <= on) or not version.exists_on(on):
                assert drawn is None
            if default.exclusive and drawn is not None and drawn.role == "default":
                holder = answering.has_default(oracle, version.track, on)
                assert drawn.superseded == (holder is None or holder.name != row.name)


@settings(max_examples=50, deadline=None)
@given(_cases())
def test_the_sunset_header_is_the_first_day_on_which_a_version_does_not_answer(case: Case) -> None:
    plan, _ = read(case)
    evaluation = _evaluation(case)
    timetable = Timetable(evaluation.compiled.schedule, evaluation.days)
    text = render(ExportedPlan(plan, evaluation))
    for block in text.split("\n\n")[1:]:
        named = re.match(r"# version: (.+)", block)
        sunset = re.search(r"^Sunset: (.+)$", block, re.MULTILINE)
        if named is None or sunset is None:
            continue
        item = evaluation.compiled.schedule.index[named[1]]
        day = parsedate_to_datetime(sunset[1]).toordinal()
        assert not any(answers_on(timetable, item, on) for on in _days(case) if on >= day)


@settings(max_examples=50, deadline=None)
@given(_cases())
def test_a_version_that_served_blames_is_the_one_that_answers_until_then(case: Case) -> None:
    evaluation = _evaluation(case)
    schedule = evaluation.compiled.schedule
    timetable = Timetable(schedule, evaluation.days)
    for finding in evaluation.all:
        if finding.rule.kind == "served" and finding.date is not None:
            track = schedule.tracks[finding.item]
            answered = unversioned_on(schedule, timetable, track, finding.date).item
            wanted = finding.item if schedule.policy.unversioned == "default" else None
            assert answered == wanted
