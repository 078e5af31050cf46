from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.dates import Day, iso
from planner.engine.phases import Phase, Timetable, affected_by, phase_on, phases
from planner.engine.requests import PhaseAnswer, answer_on, unversioned_on
from planner.engine.schedule import Schedule
from planner.plan import Change, Plan, Version
from planner.policy import Milestone, Policy, Unversioned
from tests.engine.plans import day, judged

LIFECYCLE = (
    Milestone("announced"),
    Milestone("released", role="released", phase="Supported", answers="200 OK"),
    Milestone(
        "default",
        role="default",
        phase="Default",
        answers="200 OK, first",
        exclusive=True,
        superseded="Supported again",
    ),
    Milestone("frozen"),
    Milestone("lts", phase="Long term", exclusive=True),
    Milestone("deprecated", role="retired", phase="Gone", answers="410 Gone"),
    Milestone("effective", of="change", phase="In effect"),
)
POLICY = Policy("p", milestones=LIFECYCLE, invalid="404 Not Found")


def scheduled(*versions: Version, policy: Policy = POLICY) -> Schedule:
    return Schedule(Plan("P", "p", versions=versions), policy, 100)


def version(key: int, track: str | None = None, **dates: Day) -> Version:
    return Version(key, f"v{key}", track, dates)


def spans(found: tuple[Phase, ...]) -> list[tuple[Day, Day | None, str]]:
    return [(each.start, each.end, each.name) for each in found]


class Reached(NamedTuple):
    name: str
    superseded: bool


def read_day_by_day(plan: Plan, item: int, on: Day) -> Reached | None:
    """Read "Milestones, phases and answers" of docs/rules.md word for word, one day at a time."""
    every = plan.versions[item]
    started = [each for each in LIFECYCLE if each.phase and every.dates.get(each.name, on + 1) <= on]
    if not started:
        return None
    furthest = started[-1]
    if furthest.exclusive:
        having = [
            (each.dates[furthest.name], place)
            for place, each in enumerate(plan.versions)
            if each.track == every.track and each.dates.get(furthest.name, on + 1) <= on
        ]
        if max(having)[1] != item:
            return Reached(furthest.superseded or furthest.phase or "", True)
    return Reached(furthest.phase or "", False)


milestones = st.sampled_from([each.name for each in LIFECYCLE if each.of == "version"])
tracks = st.sampled_from([None, "A"])
days = st.integers(1, 12)
plans = st.lists(st.tuples(tracks, st.dictionaries(milestones, days)), min_size=1, max_size=5).map(
    lambda versions: Plan(
        "P",
        "p",
        versions=tuple(Version(key, f"v{key}", track, dates) for key, (track, dates) in enumerate(versions)),
    )
)


@given(plans)
def test_phases_equal_a_reading_day_by_day(plan: Plan) -> None:
    schedule = Schedule(plan, POLICY, 6)
    for item in range(len(plan.versions)):
        for on in range(14):
            found = phase_on(schedule, schedule.days, item, on)
            wanted = read_day_by_day(plan, item, on)
            assert (found and Reached(found.name, found.superseded)) == wanted, (item, on)


@given(plans)
def test_phases_follow_one_another_without_a_gap(plan: Plan) -> None:
    schedule = Schedule(plan, POLICY, 6)
    for item in range(len(plan.versions)):
        found = phases(schedule, schedule.days, item)
        ends = [each.end for each in found]
        assert ends[:-1] == [each.start for each in found[1:]]
        assert ends[-1:] in ([], [None])
        assert all(each.end is None or each.start < each.end for each in found)


@given(plans, st.data())
def test_moved_dates_give_the_phases_of_a_plan_with_those_dates(plan: Plan, data: st.DataObject) -> None:
    schedule = Schedule(plan, POLICY, 6)
    if not schedule.days:
        return
    slots = st.sampled_from(range(len(schedule.days)))
    motions = data.draw(st.lists(st.dictionaries(slots, days, max_size=4), min_size=1, max_size=2))
    still = Timetable(schedule, schedule.days)
    for moves in motions:  # what is remembered from the first must suit the second
        timetable = still.moved(moves)
        there = [moves.get(slot, on) for slot, on in enumerate(schedule.days)]
        for item in range(len(plan.versions)):
            assert phases(schedule, timetable, item) == phases(schedule, there, item)


@pytest.mark.parametrize("number", [1, 8, 9, 30])
def test_few_and_many_moved_versions_take_their_turns_alike(number: int) -> None:
    schedule = scheduled(*(version(key, released=10 * key, default=10 * key + 5) for key in range(1, 31)))
    slots = [schedule.slots[item]["default"] for item in range(30 - number, 30)]
    moves = {slot: schedule.days[slot] - 14 for slot in slots}
    timetable = Timetable(schedule, schedule.days).moved(moves)
    there = Timetable(schedule, [moves.get(slot, on) for slot, on in enumerate(schedule.days)])
    for item in range(30):
        slot = schedule.slots[item]["default"]
        assert [*timetable.next_tenures(slot)] == [*there.next_tenures(slot)]
        assert timetable.last_tenure(slot) == there.last_tenure(slot)
        on = there[slot]
        assert timetable.tenure_on(None, "default", on) == there.tenure_on(None, "default", on)


def test_a_version_is_in_the_phase_of_the_furthest_milestone_not_of_the_latest() -> None:
    schedule = scheduled(version(0, released=30, default=20, deprecated=40))
    assert spans(phases(schedule, schedule.days, 0)) == [(20, 40, "Default"), (40, None, "Gone")]


def test_a_milestone_without_a_phase_continues_the_one_before() -> None:
    schedule = scheduled(version(0, announced=10, released=20, default=30, frozen=40))
    assert spans(phases(schedule, schedule.days, 0)) == [(20, 30, "Supported"), (30, None, "Default")]


def test_an_answer_without_a_phase_is_given_in_the_phase_before() -> None:
    retired = Milestone("retired", answers="410 Gone", label="Retired")
    policy = Policy("p", milestones=(LIFECYCLE[1], retired))
    schedule = scheduled(version(0, released=10, retired=20), policy=policy)
    assert answer_on(schedule, schedule.days, 0, 20) == "410 Gone"
    assert spans(phases(schedule, schedule.days, 0))[-1] == (20, None, "Supported")


def test_one_version_at_a_time_is_the_default() -> None:
    schedule = scheduled(
        version(0, default=10), version(1, default=20, deprecated=25), version(2, default=30)
    )
    first, second, third = (phases(schedule, schedule.days, item) for item in range(3))
    assert spans(first) == [(10, 20, "Default"), (20, None, "Supported again")]
    assert [each.superseded for each in first] == [False, True]
    assert spans(second) == [(20, 25, "Default"), (25, None, "Gone")]
    assert spans(third) == [(30, None, "Default")]


def test_of_two_defaults_on_one_day_the_later_in_the_file_counts() -> None:
    schedule = scheduled(version(0, default=10), version(1, default=10))
    assert [each.superseded for each in phases(schedule, schedule.days, 0)] == [True]
    assert [each.superseded for each in phases(schedule, schedule.days, 1)] == [False]


def test_tracks_have_a_default_each() -> None:
    schedule = scheduled(version(0, "A", default=10), version(1, "B", default=20))
    assert spans(phases(schedule, schedule.days, 0)) == [(10, None, "Default")]


def test_changes_have_phases_of_their_own() -> None:
    plan = Plan("P", "p", changes=(Change(0, "c", "k", dates={"effective": 10}),))
    schedule = Schedule(plan, POLICY, 6)
    assert spans(phases(schedule, schedule.days, 0)) == [(10, None, "In effect")]


def test_before_its_first_milestone_a_version_answers_as_one_that_does_not_exist() -> None:
    schedule = scheduled(version(0, announced=5, released=10))
    assert answer_on(schedule, schedule.days, 0, 9) == "404 Not Found"
    assert answer_on(schedule, schedule.days, 0, 10) == "200 OK"
    silent = scheduled(version(0), policy=Policy("p"))
    assert answer_on(silent, silent.days, 0, 10) == "no answer"


UNVERSIONED: list[tuple[Unversioned, Day, PhaseAnswer]] = [
    ("default", 9, PhaseAnswer(None, "404 Not Found")),
    ("default", 15, PhaseAnswer(0, "200 OK, first")),
    ("default", 25, PhaseAnswer(1, "200 OK, first")),
    ("default", 60, PhaseAnswer(1, "410 Gone")),
    ("oldest", 5, PhaseAnswer(None, "404 Not Found")),
    ("oldest", 25, PhaseAnswer(0, "200 OK, first")),
    ("oldest", 45, PhaseAnswer(1, "200 OK, first")),
    ("oldest", 60, PhaseAnswer(2, "200 OK")),
    ("latest", 15, PhaseAnswer(0, "200 OK, first")),
    ("latest", 25, PhaseAnswer(1, "200 OK, first")),
    ("latest", 45, PhaseAnswer(2, "200 OK")),
    ("none", 25, PhaseAnswer(None, "404 Not Found")),
]


@pytest.mark.parametrize(("unversioned", "on", "answer"), UNVERSIONED)
def test_a_request_without_a_version_gets_what_the_policy_says(
    unversioned: Unversioned, on: Day, answer: PhaseAnswer
) -> None:
    policy = Policy("p", milestones=LIFECYCLE, invalid="404 Not Found", unversioned=unversioned)
    schedule = scheduled(
        version(0, "A", released=10, default=10, deprecated=40),
        version(1, "A", released=20, default=20, deprecated=50),
        version(2, "A", released=30),
        version(3, "B", released=1, default=1),
        policy=policy,
    )
    assert unversioned_on(schedule, schedule.days, "A", on) == answer


def test_an_exclusive_date_is_read_by_the_whole_track_and_another_by_its_item_alone() -> None:
    schedule = scheduled(
        version(0, "A", default=10), version(1, "A", default=20, released=5), version(2, "B", default=5)
    )
    assert affected_by(schedule, schedule.slots[0]["default"]) == {0, 1}
    assert affected_by(schedule, schedule.slots[1]["released"]) == {1}


def test_the_phases_of_clio() -> None:
    evaluation = judged(
        '[[version]]\nname = "4.0.8"\nreleased = 2022-03-11\ndefault = 2022-08-12\n'
        "deprecated = 2024-02-21\n"
        '[[version]]\nname = "4.0.9"\nreleased = 2022-11-21\ndefault = 2023-02-21\n'
    )
    schedule = evaluation.compiled.schedule
    found = phases(schedule, evaluation.days, 0)
    assert [(iso(each.start), each.name, each.answers) for each in found] == [
        ("2022-03-11", "Supported", "200 OK"),
        ("2022-08-12", "Default", "200 OK"),
        ("2023-02-21", "Supported", "200 OK"),
        ("2024-02-21", "Deprecated", "410 Gone"),
    ]
    assert unversioned_on(schedule, evaluation.days, None, day("2023-02-20")) == PhaseAnswer(0, "200 OK")
    assert unversioned_on(schedule, evaluation.days, None, day("2023-02-21")) == PhaseAnswer(1, "200 OK")
