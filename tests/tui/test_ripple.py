"""Ripple as a switch: what follows a moved date is shown while it moves, and is taken in the same step."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.strip import Strip
from textual.timer import Timer

from planner.chart import chart
from planner.dates import iso
from planner.tui.controllers import throttle, time_slices
from planner.tui.panels.heading import Heading
from planner.tui.screens.planner import PlannerScreen
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline
from tests.tui.conftest import NEVER
from tests.tui.desk import PLAN, Desk, at_work, on


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


async def test_without_ripple_nothing_follows(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(6)
        assert desk.date("1.0", "deprecated") == "2028-02-20"
        assert desk.timeline.ghosts == {}
        assert "ripple off" in heading(desk)


async def test_what_follows_is_shown_during_the_drag_and_taken_in_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        assert "ripple on" in heading(desk)
        await desk.grip("2.0", "default")
        await desk.pull(6)
        held = desk.date("2.0", "default")
        assert held > "2027-02-20"
        assert desk.date("1.0", "deprecated") == held.replace("2027", "2028"), "the least that a year allows"
        assert desk.timeline.ghosts == {
            desk.timeline.rows.of_item(0): {
                desk.place("1.0", "deprecated"): desk.session.plan.versions[0].dates["deprecated"]
            }
        }
        assert "ripple +1" in heading(desk)
        assert desk.timeline.legal, "what it would break moves along"
        assert "support-minimum" not in desk.panel
        assert desk.session.changes == 0
        await desk.let_go()
        assert desk.session.changes == 1
        assert desk.session.counts.error == 0
        assert desk.timeline.ghosts == {}
        assert desk.session.plan.versions[0].dates["deprecated"] == desk.session.day(
            desk.place("1.0", "deprecated")
        )
        await desk.press("u")
        assert desk.session.plan == desk.session.plan_file.plan


async def test_a_date_pulled_earlier_pulls_its_notice(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.select("1.0", "deprecated")
        await desk.press("space", *["less_than_sign"] * 10)
        await desk.caught_up()
        assert desk.date("1.0", "deprecated") == "2027-04-20"
        assert desk.date("1.0", "notice") == "2027-01-20", "90 days before"
        await desk.press("escape")
        assert desk.date("1.0", "notice") == "2027-06-01"
        assert desk.timeline.ghosts == {}
        assert desk.session.changes == 0


async def test_nudges_with_what_follows_are_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.select("2.0", "default")
        await desk.press(*["shift+right"] * 4)
        assert desk.date("2.0", "default") == "2027-03-03"
        assert desk.date("1.0", "deprecated") == "2028-03-03"
        assert desk.session.changes == 1
        await desk.press("u")
        assert desk.session.plan == desk.session.plan_file.plan


async def test_a_pinned_follower_stays_and_the_held_date_is_shown_as_illegal(path: Path) -> None:
    path.write_text(path.read_text().replace("# a comment that stays", '\npinned = ["deprecated"]'))
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.select("2.0", "default")
        await desk.press("space", *["shift+right"] * 4)
        await desk.caught_up()
        assert desk.session.previewed is not None
        assert desk.date("1.0", "deprecated") == "2028-02-20"
        assert not desk.timeline.legal
        assert "support-minimum" in desk.panel


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows takes its time: a slice is a single constraint, and the next one is long in coming."""
    monkeypatch.setattr(time_slices, "SLICE", 0.0)
    monkeypatch.setattr(time_slices, "PAUSE", 60.0)


@pytest.mark.usefixtures("endless")
async def test_a_motion_shows_what_is_under_the_pointer_and_does_not_wait_for_what_follows(
    path: Path,
) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.grip("2.0", "default")
        for _ in range(3):
            desk.pointer = desk.pointer[0] + 1, desk.pointer[1]
            await desk.pilot.hover(Timeline, offset=desk.pointer)
        held = desk.timeline.held
        assert held is not None
        assert desk.timeline.marker is not None
        assert desk.timeline.marker.day == held.day > on("2027-02-15")
        assert desk.working
        assert desk.session.previewed is None, "what follows is not worked out yet"
        await desk.let_go()
        assert desk.session.changes == 1
        assert desk.session.day(desk.place("2.0", "default")) == held.day
        assert desk.session.counts.error == 0, "what follows is taken all the same"
        assert desk.session.plan.versions[0].dates["deprecated"] == on(iso(held.day).replace("2027", "2028"))


@pytest.mark.usefixtures("endless")
async def test_escape_puts_back_a_date_of_which_nothing_was_worked_out_yet(path: Path) -> None:
    async with at_work(path) as desk:
        before = desk.timeline.rows.all.copy()
        await desk.press("R")
        await desk.select("2.0", "default")
        await desk.press("space", "shift+right", "shift+right")
        assert desk.timeline.rows.all != before
        await desk.press("escape")
        assert desk.timeline.rows.all == before
        assert desk.session.previewed is None
        assert desk.session.changes == 0


async def test_work_in_slices_comes_to_what_all_of_it_at_once_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_slices, "SLICE", 0.0)
    monkeypatch.setattr(time_slices, "PAUSE", 0.0)
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.grip("2.0", "default")
        await desk.pull(6)
        seen = desk.session.previewed
        desk.screen.rippling.preview({desk.place("2.0", "default"): on(desk.date("2.0", "default"))})
        assert seen is not None
        assert desk.session.previewed == seen
        assert len(seen.moves) == 2


@pytest.fixture
def pushing(path: Path) -> Path:
    """4.0 is not long after 3.0."""
    path.write_text(
        f"""{PLAN}
[[version]]
name     = "3.0"
released = 2026-12-10

[[version]]
name     = "4.0"
released = 2026-12-20
"""
    )
    return path


async def test_what_followed_on_the_way_is_back_where_it_was_after_a_drop_elsewhere(pushing: Path) -> None:
    async with at_work(pushing) as desk:
        await desk.press("R")
        await desk.select("3.0", "released")
        await desk.press("space", *["shift+right"] * 4)
        await desk.caught_up()
        assert desk.date("4.0", "released") > "2026-12-20"
        for _ in range(3):
            desk.timeline.nudge(-1, "week")
        desk.timeline.drop()
        await desk.pilot.pause()
        assert desk.date("4.0", "released") == "2026-12-20"
        assert tuple(desk.timeline.rows.all) == chart(desk.session.evaluation).rows


async def test_a_drag_that_was_put_back_does_not_come_again_with_the_next_one(
    pushing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "SECONDS", NEVER)
    due: list[Callable[[], None]] = []
    set_timer = PlannerScreen.set_timer

    def noted(screen: PlannerScreen, seconds: float, call: Callable[[], None]) -> Timer:
        if seconds > NEVER / 2:
            due.append(call)
        return set_timer(screen, seconds, call)

    monkeypatch.setattr(PlannerScreen, "set_timer", noted)
    async with at_work(pushing) as desk:
        await desk.press("R")
        await desk.select("3.0", "released")
        desk.timeline.grab()
        for _ in range(3):
            desk.timeline.nudge(1, "week")
        assert due, "the last step of the drag waits for its time"
        desk.timeline.cancel_drag()
        await desk.pilot.pause()
        desk.timeline.grab()
        for call in due:
            call()
        await desk.caught_up()
        assert desk.session.previewed is None
        assert tuple(desk.timeline.rows.all) == chart(desk.session.evaluation).rows


async def test_the_held_date_stays_under_the_pointer_whatever_is_worked_out(
    pushing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_slices, "SLICE", 0.0)
    monkeypatch.setattr(time_slices, "PAUSE", 0.001)
    async with at_work(pushing) as desk:
        await desk.press("R")
        await desk.select("3.0", "released")
        desk.timeline.grab()
        for _ in range(30):
            desk.timeline.nudge(1, "day")
            await desk.pilot.pause(0.005)
            assert desk.timeline.held is not None
            assert desk.timeline.marker is not None
            assert desk.timeline.marker.day == desk.timeline.held.day


async def test_the_ruler_hears_that_what_follows_makes_the_day_legal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_slices, "SLICE", 0.0)
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.select("2.0", "default")
        ruler = desk.screen.query_one(Ruler)
        desk.timeline.grab()
        for _ in range(4):
            desk.timeline.nudge(1, "week")
            await desk.pilot.pause()
        await desk.caught_up()
        assert desk.timeline.legal
        anew = [list(ruler.render_line(y)) for y in range(2)]
        assert [list(strip) for strip in ruler.render_lines(ruler.size.region)] == anew


async def test_a_drag_that_begins_before_the_last_one_was_taken_is_seen(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(2)
        x, y = desk.pointer[0] + desk.timeline.region.x, desk.pointer[1] + desk.timeline.region.y
        for kind, at in ((MouseUp, x), (MouseDown, x), (MouseMove, x + 3)):
            await desk.app.on_event(kind(None, at, y, 0, 0, 1, False, False, False, screen_x=at, screen_y=y))
        await desk.caught_up()
        assert desk.session.changes == 1
        assert desk.timeline.held is not None
        assert desk.timeline.marker is not None
        assert desk.timeline.marker.day == desk.timeline.held.day
        assert desk.session.previewed is not None


async def test_rows_are_painted_one_by_one_before_the_frame_that_shows_what_follows(
    pushing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[int] = []
    paint = Timeline.render_line

    def render_line(timeline: Timeline, y: int) -> Strip:
        lines.append(y)
        return paint(timeline, y)

    monkeypatch.setattr(Timeline, "render_line", render_line)
    async with at_work(pushing) as desk:
        await desk.press("R")
        await desk.grip("3.0", "released")
        await desk.pull(6)
        await desk.caught_up()
        timeline = desk.timeline
        in_view = timeline.items_in_view
        assert len(in_view) == 4
        painted = [len(lines)]
        painted += (len(lines) for _ in desk.screen.previewing.show_steps({*range(len(timeline.rows))}))
        assert [after - before for before, after in pairwise(painted)] == [1] * len(in_view)
        await desk.pilot.pause()
        assert len(lines) == painted[-1], "the frame finds them painted"
