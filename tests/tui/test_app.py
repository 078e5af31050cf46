"""What the app opens, and what it says where there is nothing to open."""

from pathlib import Path

import pytest

from planner.tui.app import NO_PLAN, PlannerApp, plans_in, run
from planner.tui.panels.lines import LinePanel
from planner.tui.screens.planner import PlannerScreen
from tests.tui.desk import AS_OF, PLAN, at_work
from tests.tui.still import StillPilot


def test_folders_without_a_plan_are_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]  # a single folder opens, to begin a plan in it
    for each in folders:
        each.mkdir()
    assert run([str(each) for each in folders], AS_OF) == NO_PLAN
    told = capsys.readouterr().err
    where = ", ".join(map(str, folders))
    assert told.startswith(f"planner: {where}: there is no plan here: a plan is a *.toml file")


def test_folders_stand_for_the_plans_below_them(path: Path, tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (below / "other.toml").write_text(PLAN)
    (below / "no-plan.toml").write_text("x = 1\n")
    assert list(plans_in([str(tmp_path)])) == [str(below / "other.toml"), str(path)]
    assert list(plans_in([str(tmp_path / "gone.toml")])) == [str(tmp_path / "gone.toml")]


async def test_the_worst_violation_is_selected_at_the_start(path: Path) -> None:
    async with at_work(path) as desk:
        assert desk.screen.item == desk.row("2.0")
        assert desk.screen.place == desk.place("2.0", "default")
        assert desk.timeline.has_focus


async def test_the_first_frame_shows_the_plan_and_only_then_it_is_judged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = []
    monkeypatch.setattr(PlannerApp, "on_ready", lambda app: frames.append(app.export_screenshot()))
    app = PlannerApp([str(path)], as_of=AS_OF)
    async with app.run_test(size=(120, 40)):
        await StillPilot(app).pause()
        frames.append(app.export_screenshot())
    first, later = frames
    for sign in ("today", "2.0", "◆"):
        assert sign in first
    assert "✗" not in first
    assert "✗" in later


async def test_a_click_and_a_new_size_before_the_panels_are_there_do_no_harm(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = PlannerScreen.begin_panels

    def later(screen: PlannerScreen) -> None:
        """Leave the panels out."""

    monkeypatch.setattr(PlannerScreen, "begin_panels", later)
    app = PlannerApp([str(path)], as_of=AS_OF)
    async with app.run_test(size=(120, 40)) as resizing:
        pilot, screen = StillPilot(app), app.screen
        assert isinstance(screen, PlannerScreen)
        assert not screen.query(LinePanel).filter(".side, #violations, #inspector")
        screen.timeline.select(3)
        await resizing.resize_terminal(100, 30)
        await pilot.pause()
        await begin(screen)
        await pilot.pause()
        assert screen.violations.size.height
        assert screen.item == screen.timeline.cursor[0]
        assert "2.0" in app.export_screenshot()


async def test_the_heading_counts_changes_and_violations_live(path: Path) -> None:
    async with at_work(path) as desk:

        def heading() -> str:
            return desk.screen.query_one("#heading").render_line(0).text

        assert heading().startswith(" Widgets API   policy clio   as of 2026-11-21 ")
        assert heading().rstrip().endswith("✗ 1")
        await desk.grip("2.0", "default")
        await desk.pull(6)
        assert "! " in heading(), "while it is dragged"
        await desk.let_go()
        assert "● 1 change" in heading()


def test_a_plan_is_opened_once_and_excluded_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("shop.toml", "old.toml"):
        (tmp_path / name).write_text('product = "x"\nformat = 1\n')
    (tmp_path / "foreign.toml").write_text('product = "shop"\nversion = "1.2"\n')
    assert list(plans_in([".", "shop.toml", str(tmp_path)], ["old.*"])) == ["./shop.toml"]
