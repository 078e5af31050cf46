"""The dates that follow in a ripple are listed before they are taken, those out of view included."""

from pathlib import Path

from planner.dates import iso
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.dialogs.followers import Followers, FollowersScreen
from tests.tui.desk import Desk, at_work, on
from tests.tui.whole import lines, outside, wrong_lines


async def rippling(desk: Desk) -> None:
    """Ripple on, and the follower of 2.0's default, a year later, out of view."""
    await desk.press("R", "plus", "plus")
    await desk.select("2.0", "default")
    assert not desk.timeline.view.shows(on("2028-02-20"))


def text(desk: Desk) -> str:
    return "\n".join(lines(desk.app))


async def test_a_follower_out_of_view_is_listed_before_it_moves(path: Path) -> None:
    async with at_work(path) as desk:
        await rippling(desk)
        await desk.press("greater_than_sign")
        await desk.dialog(FollowersScreen)
        shown = text(desk)
        assert "1 date follows 2.0 default, 1 out of view" in shown
        line = next(each for each in lines(desk.app) if "1.0 deprecated" in each and "→" in each)
        held = desk.date("2.0", "default")
        assert f"2028-02-20 → {held.replace('2027', '2028')}" in line
        assert "+" in line
        assert "support-minimum" in line
        assert desk.session.changes == 0, "nothing is taken yet"
        assert outside(desk.app, ".dialog", ".dialog-foot") == []
        assert wrong_lines(desk.app) == []
        await desk.press("enter")
        assert desk.session.changes == 1
        assert desk.session.counts.error == 0
        assert "1.0" in str(desk.session.plan.versions[0].name)
        assert iso(desk.session.plan.versions[0].dates["deprecated"]) == held.replace("2027", "2028")
        await desk.press("u")
        assert desk.session.plan == desk.session.plan_file.plan


async def test_the_followers_can_be_refused_or_left_behind(path: Path) -> None:
    async with at_work(path) as desk:
        await rippling(desk)
        await desk.press("greater_than_sign")
        await desk.dialog(FollowersScreen)
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 0
        assert desk.date("2.0", "default") == "2027-02-03"
        assert desk.timeline.ghosts == {}
        await desk.press("greater_than_sign")
        await desk.dialog(FollowersScreen)
        await desk.press("o")
        assert desk.date("2.0", "default") == "2027-03-03"
        assert desk.date("1.0", "deprecated") == "2028-02-20", "it was left behind"
        assert desk.session.undo_label == "2.0 default moved"


async def test_choosing_a_follower_shows_it_and_the_view_comes_back(path: Path) -> None:
    async with at_work(path) as desk:
        await rippling(desk)
        view = desk.timeline.view
        await desk.press("space", "greater_than_sign", "enter")
        await desk.dialog(FollowersScreen)
        await desk.press("down")
        assert desk.timeline.view.shows(on("2028-03-03"))
        assert desk.app.screen.query_one(Followers).at == 0
        await desk.press("escape")
        assert desk.timeline.view == view.revealing(on("2027-03-03")) or desk.timeline.view == view


async def test_a_run_of_nudges_asks_once_a_date_out_of_view_follows(path: Path) -> None:
    async with at_work(path) as desk:
        await rippling(desk)
        await desk.press("shift+right", "shift+right")
        assert desk.app.screen is desk.screen, "nothing follows yet"
        await desk.press("shift+right")
        await desk.dialog(FollowersScreen)
        await desk.press("enter", "shift+right", "shift+right")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 1


async def test_keys_of_the_burst_that_led_to_the_list_do_not_answer_it(path: Path) -> None:
    async with at_work(path) as desk:
        await rippling(desk)
        await desk.burst("greater_than_sign", "enter", "escape")
        await desk.dialog(FollowersScreen)
        assert desk.session.changes == 0


async def test_followers_in_view_are_taken_without_a_question(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.select("2.0", "default")
        assert desk.timeline.view.shows(on("2028-02-20"))
        await desk.press("greater_than_sign")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 1


async def test_f_lists_the_followers_of_a_held_date_though_they_are_in_view(path: Path) -> None:
    async with at_work(path, size=(120, 40)) as desk:
        await desk.press("R")
        await desk.select("2.0", "default")
        await desk.press("space", "greater_than_sign")
        assert "Followers" in lines(desk.app)[-1]
        await desk.press("f")
        await desk.dialog(FollowersScreen)
        assert "1 date follows 2.0 default" in text(desk)
        await desk.press("enter")
        assert desk.session.changes == 1


async def test_a_hidden_follower_counts_as_out_of_view_and_is_shown_when_chosen(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        await desk.press("backslash", "2", ".", "0", "enter")
        assert [row.name for row in desk.timeline.rows.all] == ["2.0"]
        await desk.select("2.0", "default")
        await desk.press("greater_than_sign")
        await desk.dialog(FollowersScreen)
        await desk.press("down")
        assert [row.name for row in desk.timeline.rows.all] == ["1.0", "2.0"]
        await desk.press("enter")
        assert desk.session.changes == 1


async def test_history_is_asked_about_before_the_followers(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R", "plus", "plus", "plus")
        await desk.select("1.0", "default")
        await desk.press("greater_than_sign")
        await desk.dialog(Deliberate)
        await desk.press("c")
        assert desk.session.changes == 0
        assert desk.timeline.ghosts == {}
