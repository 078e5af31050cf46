from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.chart import Marker, Row, chart, row, rows_affected, signs
from planner.dates import Day
from planner.engine.constraint import Place
from planner.engine.evaluate import Evaluation, check, preview
from planner.engine.phases import Timetable
from planner.engine.schedule import Schedule
from planner.plan import Plan, Version
from planner.policy import Milestone, Policy, Role
from tests.edits.plans import opened
from tests.engine.plans import AS_OF, day, judged
from tests.engine.test_phases import POLICY, days, plans

ONE_VERSION = """
judge_from = 2026-07-01
[[version]]
name = "4.0.14"
released = 2026-12-01
default = 2027-02-03
pinned = ["default"]
[[notice]]
version = "4.0.14"
announces = ["released", "default"]
date = 2026-11-17
channels = ["email", "docs"]
told = {}
[[notice]]
version = "4.0.14"
announces = ["released"]
date = 2026-12-05
channels = ["email"]
pinned = true
"""


def drawn(evaluation: Evaluation, name: str) -> Row:
    return next(each for each in chart(evaluation).rows if each.name == name)


def marker(of: Row, place: Place) -> Marker:
    return next(each for each in of.markers if each.place == place)


def test_markers_are_milestones_and_notices_by_day() -> None:
    found = drawn(judged(ONE_VERSION), "4.0.14")
    assert [(each.what, each.day) for each in found.markers] == [
        ("notice", day("2026-11-17")),
        ("released", day("2026-12-01")),
        ("notice", day("2026-12-05")),
        ("default", day("2027-02-03")),
    ]
    assert [each.symbol for each in found.markers] == ["✉", "○", "✎", "◆"]
    assert [each.ascii for each in found.markers] == ["N", "o", "n", "*"]
    assert [each.sent for each in found.markers] == [True, False, False, False]
    assert [each.pinned for each in found.markers] == [False, False, True, True]
    assert [(each.phase, each.start, each.end) for each in found.bars] == [
        ("Supported", day("2026-12-01"), day("2027-02-03")),
        ("Default", day("2027-02-03"), None),
    ]


def test_a_marker_has_the_worst_severity_that_blames_its_own_date() -> None:
    found = drawn(judged(ONE_VERSION), "4.0.14")
    assert marker(found, Place(0, "default")).severity == "error"
    assert marker(found, Place(0, "released")).severity is None
    assert found.severity == "error"


def test_what_is_waived_colours_nothing() -> None:
    waiver = '[[waiver]]\nrule = "default-notice"\nversion = "4.0.14"\nreason = "security"\nnote = "n"\n'
    found = drawn(judged(ONE_VERSION + waiver), "4.0.14")
    assert marker(found, Place(0, "default")).severity == "warning"
    assert found.severity == "warning"


def test_rows_stand_by_track_under_headings_where_there_are_several() -> None:
    text = """
[[version]]
name = "s1"
track = "SDK"
[[version]]
name = "d1"
track = "Developer API"
[[version]]
name = "s2"
track = "SDK"
[[change]]
name = "a change"
kind = "add-endpoint"
version = "s1"
[[change]]
name = "one of no track"
kind = "add-endpoint"
"""
    rows = chart(judged(text)).rows
    assert [(each.item, each.name, each.item_type) for each in rows] == [
        (None, "SDK", None),
        (0, "s1", "version"),
        (2, "s2", "version"),
        (3, "a change", "change"),
        (None, "Developer API", None),
        (1, "d1", "version"),
        (None, "No track", None),
        (4, "one of no track", "change"),
    ]


def test_a_single_track_needs_no_heading() -> None:
    rows = chart(judged('[[version]]\nname = "1"\ntrack = "API v4"\n')).rows
    assert [each.item for each in rows] == [0]


def test_the_chart_reaches_from_the_first_to_the_last_day_shown() -> None:
    found = chart(judged(ONE_VERSION))
    assert (found.first, found.last, found.as_of) == (day("2026-11-17"), day("2027-02-03"), day(AS_OF))
    frozen = chart(judged(ONE_VERSION + "[[freeze]]\nfrom = 2026-10-01\nto = 2028-01-01\n"))
    assert (frozen.first, frozen.last) == (day("2026-10-01"), day("2028-01-01"))
    assert len(frozen.freezes) == 1
    empty = chart(judged(""))
    assert (empty.rows, empty.first, empty.last) == ((), day(AS_OF), day(AS_OF))


SIGNS: list[tuple[Role | None, str, str]] = [
    ("released", "○", "o"),
    ("default", "◆", "*"),
    ("deprecated", "△", "^"),
    ("retired", "╳", "x"),
    (None, "□", "+"),
]


@pytest.mark.parametrize(("role", "symbol", "stand_in"), SIGNS)
def test_a_milestone_without_a_symbol_has_that_of_its_role(
    role: Role | None, symbol: str, stand_in: str
) -> None:
    assert signs(Milestone("m", role=role)) == (symbol, stand_in)
    assert signs(Milestone("m", role=role, symbol="★")) == ("★", stand_in)


@pytest.mark.parametrize(
    "symbol", ["", "ab", "\x1b", "\n", "界", "\N{COMBINING ACUTE ACCENT}", "\u202e", " "]
)
def test_a_symbol_that_would_disturb_the_row_is_not_drawn(symbol: str) -> None:
    assert signs(Milestone("m", role="default", symbol=symbol)) == ("◆", "*")


def test_a_row_drawn_anew_during_a_preview_is_the_one_of_the_moved_plan() -> None:
    evaluation = judged(ONE_VERSION)
    schedule = evaluation.compiled.schedule
    slot = schedule.slots[0]["default"]
    moved = preview(evaluation, {slot: day("2027-03-01")})
    timetable = Timetable(schedule, evaluation.days).moved(moved.moves)
    found = row(schedule, 0, timetable, moved.findings[0])
    assert found == drawn(judged(ONE_VERSION.replace("2027-02-03", "2027-03-01")), "4.0.14")


@given(plans, st.data())
def test_no_row_but_the_affected_ones_looks_different_when_dates_move(
    plan: Plan, data: st.DataObject
) -> None:
    schedule = Schedule(plan, POLICY, 6)
    if not schedule.days:
        return
    slots = st.sampled_from(range(len(schedule.days)))
    moves: Mapping[int, Day] = data.draw(st.dictionaries(slots, days, max_size=3))
    still = Timetable(schedule, schedule.days)
    moved = still.moved(moves)
    different = {
        item
        for item in range(len(plan.versions))
        if row(schedule, item, still, ()) != row(schedule, item, moved, ())
    }
    affected = rows_affected(schedule, moves, moved)
    assert different <= affected
    assert affected <= rows_affected(schedule, moves)
    assert len(affected) <= 3 * len(moves)


class CountedDays(list[Day]):
    reads = 0

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        self.reads += 1
        return super().__getitem__(index)


def reads_of_a_drag_step(versions: int) -> int:
    plan = Plan(
        "P",
        "p",
        versions=tuple(
            Version(key, f"v{key}", None, {"released": 10 * key + 5, "default": 10 * key + 10})
            for key in range(versions)
        ),
    )
    schedule = Schedule(plan, POLICY, 1)
    held = CountedDays(schedule.days)
    timetable = Timetable(schedule, held)
    slot = schedule.slots[versions // 2]["default"]
    rows_affected(schedule, [slot], timetable)  # sorts once
    held.reads = 0
    moved = timetable.moved({slot: held[slot] + 25})
    affected = rows_affected(schedule, [slot], moved)
    assert len(affected) == 3
    for item in affected:
        row(schedule, item, moved, ())
    return held.reads


def test_a_step_of_a_drag_reads_no_more_dates_in_a_longer_plan() -> None:
    assert reads_of_a_drag_step(400) == reads_of_a_drag_step(40)


def test_a_chart_can_be_made_of_every_plan_that_edits_start_from() -> None:
    plan, policy = opened()
    assert len(chart(check(plan, policy, day(AS_OF))).rows) == len(plan.items)


def test_a_policy_without_phases_draws_markers_alone() -> None:
    policy = Policy("p", milestones=(Milestone("m"),))
    found = chart(check(Plan("P", "p", versions=(Version(0, "1", dates={"m": 50}),)), policy, 40))
    assert found.rows[0].bars == ()
    assert [each.day for each in found.rows[0].markers] == [50]
