"""Plans that are closed leave nothing behind."""

import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from planner.tui.app import PlannerApp
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.portfolio import PortfolioScreen
from tests.tui.desk import AS_OF, PLAN
from tests.tui.still import StillPilot


async def shown(pilot: StillPilot, kind: type[PlannerScreen] | type[PortfolioScreen]) -> None:
    await pilot.until(lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()


async def forget_cancelled_timers() -> None:
    """Let asyncio drop its cancelled timers, which hold their screens until they are due, or are the most."""
    loop = asyncio.get_running_loop()
    for _ in range(1000):
        loop.call_later(3600, str).cancel()
    await asyncio.sleep(0)


async def test_a_plan_that_was_closed_is_given_up_when_others_are_opened(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.freeze()  # what earlier tests left is not looked through
    monkeypatch.setattr("planner.tui.app.gc", gc)
    other = tmp_path / "other.toml"
    other.write_text(PLAN)
    app = PlannerApp([str(path), str(other)], as_of=AS_OF)
    async with app.run_test(size=(120, 40)):
        pilot = StillPilot(app)
        closed = []
        for _ in range(3):
            await forget_cancelled_timers()
            await pilot.press("enter")
            await shown(pilot, PlannerScreen)
            closed.append(weakref.ref(app.screen))
            await pilot.press("q")
            await shown(pilot, PortfolioScreen)
            for focus in (False, True):
                app.app_focus = focus
                await pilot.pause()
        assert closed[0]() is None
