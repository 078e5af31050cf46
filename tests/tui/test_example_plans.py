"""The example plans on the screen of an ordinary terminal."""

import shutil
from pathlib import Path

import pytest

from tests.tui.desk import at_work
from tests.tui.whole import lines, wrong_lines

PLANS = sorted(Path("plans").glob("*.toml"))


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
async def test_an_example_plan_opens_whole_at_80_by_24(plan: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree("plans", tmp_path / "plans")) / plan.name
    async with at_work(copied, size=(80, 24)) as desk:
        shown = lines(desk.app)
        assert len(shown) == 24
        assert wrong_lines(desk.app) == []
        names = [each.name for each in desk.session.plan.versions]
        assert any(name[:12] in line for name in names for line in shown)
        for key in ("Undo", "Save", "Help", "Quit"):
            assert key in shown[-1]
        await desk.press("n", "t", "equals_sign", "minus", "end", "home")
        assert wrong_lines(desk.app) == []
