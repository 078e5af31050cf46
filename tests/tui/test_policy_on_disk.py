"""A policy file that changes while a plan is open: the plan is judged by it, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.desk import PLAN, Desk, at_work

HOUSE = """\
format = 1
name = "house"
extends = "./base.toml"
[[rule]]
id = "default-notice"
at_least = "{days} days"
"""
BASE = 'format = 1\nname = "base"\nextends = "clio"\n'


@pytest.fixture
def house(path: Path) -> Path:
    """The policy of the plan, which extends a file that extends a preset."""
    path.write_text(PLAN.replace('"clio"', '"./house.toml"'))
    (path.parent / "base.toml").write_text(BASE)
    policy = path.parent / "house.toml"
    policy.write_text(HOUSE.format(days=90))
    return policy


async def look(desk: Desk) -> None:
    """What the planner does every few seconds."""
    desk.screen.look_at_disk()
    await desk.app.workers.wait_for_complete()
    await desk.pilot.pause()


def told(desk: Desk, words: str) -> Callable[[], bool]:
    return lambda: any(words in each for each in desk.said)


async def test_a_policy_that_changes_is_judged_by_at_once_and_edits_stay(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        assert desk.said == []
        assert desk.session.counts.error == 1
        await desk.select("1.0", "deprecated")
        await desk.press("right")
        edited = desk.session.plan
        house.write_text(HOUSE.format(days=60))
        await look(desk)
        assert told(desk, "The policy changed on disk. Under it the plan has 0 errors (1 before).")()
        assert desk.session.counts.error == 0
        assert desk.session.plan == edited
        assert desk.session.changes == 1
        await desk.press("u")
        assert desk.session.changes == 0


async def test_a_policy_that_is_extended_is_watched_too(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        (house.parent / "base.toml").write_text(f'{BASE}disable = ["default-notice"]\n')
        house.write_text('format = 1\nname = "house"\nextends = "./base.toml"\n')
        await look(desk)
        assert desk.session.counts.error == 0
        (house.parent / "base.toml").write_text(BASE)
        await look(desk)
        assert desk.session.counts.error == 1


async def test_a_policy_changed_before_the_first_look_is_noticed(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        house.write_text(HOUSE.format(days=60))
        await look(desk)
        assert desk.session.counts.error == 0


async def test_a_broken_policy_is_told_once_and_the_old_one_counts(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        house.write_text(HOUSE.format(days="many"))
        await look(desk)
        await look(desk)
        (said,) = desk.said
        assert said.startswith("The policy changed on disk but cannot be used: ")
        assert "house.toml:6:12: " in said
        assert said.endswith("The old one counts.")
        assert desk.session.counts.error == 1
        house.write_text(HOUSE.format(days=60))
        await look(desk)
        assert desk.session.counts.error == 0


async def test_a_policy_that_is_gone_is_told_and_the_old_one_counts(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        house.unlink()
        await look(desk)
        assert told(desk, "there is no such file")()
        assert desk.session.counts.error == 1


async def test_a_policy_under_which_the_plan_has_errors_is_not_taken(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        house.write_text(f'{HOUSE.format(days=60)}[fields.tier]\nof = ["version"]\n')
        await look(desk)
        assert desk.session.counts.error == 0
        house.write_text('format = 1\nname = "house"\n[[milestone]]\nname = "released"\n')
        await look(desk)
        assert told(desk, "plan.toml:")()
        assert desk.session.counts.error == 0
        assert "default" in [each.name for each in desk.session.policy.milestones]


async def test_a_policy_is_not_changed_under_a_drag(path: Path, house: Path) -> None:
    async with at_work(path) as desk:
        await look(desk)
        await desk.grip("2.0", "default")
        house.write_text(HOUSE.format(days=60))
        await look(desk)
        assert desk.session.counts.error == 1
        await desk.let_go()
        await look(desk)
        assert desk.session.counts.error == 0
