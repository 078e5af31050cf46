"""Ripple as a switch: what follows a moved date is shown while it moves, and is taken in the same step."""

from pathlib import Path

from planner.tui.panels.heading import Heading
from tests.tui.desk import Desk, at_work


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


async def test_without_ripple_nothing_follows(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(6)
        assert desk.date("1.0", "deprecated") == "2028-02-20"
        assert desk.timeline._ghosts == {}
        assert "ripple" not in heading(desk)


async def test_what_follows_is_shown_during_the_drag_and_taken_in_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("R")
        assert "ripple on" in heading(desk)
        await desk.grip("2.0", "default")
        await desk.pull(6)
        held = desk.date("2.0", "default")
        assert held > "2027-02-20"
        assert desk.date("1.0", "deprecated") == held.replace("2027", "2028"), "the least that a year allows"
        assert desk.timeline._ghosts == {
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
        assert desk.timeline._ghosts == {}
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
        assert desk.date("1.0", "deprecated") == "2027-04-20"
        assert desk.date("1.0", "notice") == "2027-01-20", "90 days before"
        await desk.press("escape")
        assert desk.date("1.0", "notice") == "2027-06-01"
        assert desk.timeline._ghosts == {}
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
        assert desk.session.previewed is not None
        assert desk.date("1.0", "deprecated") == "2028-02-20"
        assert not desk.timeline.legal
        assert "support-minimum" in desk.panel
