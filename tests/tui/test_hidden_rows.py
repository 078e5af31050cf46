"""History hidden, tracks folded, rows filtered, on a plan of real size: by key and by mouse."""

from pathlib import Path

import pytest

from planner.tui.dialogs.form import Form
from planner.tui.panels.heading import Heading
from planner.tui.timeline.timeline import Timeline
from tests.real_size import write
from tests.tui.desk import Desk, at_work
from tests.tui.whole import lines, wrong_lines


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


def shown(desk: Desk) -> list[str]:
    return [row.name for row in desk.timeline.rows.all if row.item is not None]


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


def selected(desk: Desk) -> str | None:
    row = desk.timeline.selected_row
    return None if row is None else row.name


async def test_o_hides_what_is_over_and_the_heading_counts_it(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        everything = shown(desk)
        await desk.select("SDK 2022.1")
        await desk.press("o")
        over = len(everything) - len(shown(desk))
        assert over > 5
        assert f"{over} over" in heading(desk)
        assert selected(desk) == "SDK 2024.1", "the nearest row of its track"
        assert "SDK 2022.1 is hidden, SDK 2024.1 is selected" in desk.said[-1]
        assert wrong_lines(desk.app) == []
        await desk.press("o")
        assert shown(desk) == everything
        assert "over" not in heading(desk)
        assert selected(desk) == "SDK 2024.1"


async def test_a_hidden_item_that_somebody_goes_to_is_shown_and_said(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("o")
        await desk.select("SDK 2022.1")
        assert selected(desk) == "SDK 2022.1"
        assert "SDK 2022.1 is shown, though history is hidden." in desk.said
        await desk.press("down", "up")
        assert selected(desk) == "SDK 2022.1", "it stays"


async def test_a_track_is_folded_by_key_and_unfolded_by_enter(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2025.1")
        await desk.press("T")
        assert selected(desk) == "SDK", "the cursor is on the heading of the folded track"
        assert not [name for name in shown(desk) if name.startswith("SDK")]
        line = next(each for each in lines(desk.app) if each.startswith("▸ SDK"))
        assert "12" in line, "its counts"
        assert "12 folded" in heading(desk)
        await desk.press("down")
        assert selected(desk) == "Webhooks 2022.1"
        await desk.press("up")
        assert selected(desk) == "SDK"
        await desk.press("enter")
        assert selected(desk) == "SDK 2022.1"
        assert "folded" not in heading(desk)
        await desk.press("ctrl+t")
        assert shown(desk) == []
        await desk.press("T", "ctrl+t")
        assert len(shown(desk)) == len(desk.session.plan.items)


async def test_a_click_on_the_heading_folds_and_unfolds_its_track(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.pilot.click(Timeline, offset=(3, 0))
        await desk.settle()
        assert "Developer API 2025.1" not in shown(desk)
        assert selected(desk) == "Developer API"
        await desk.pilot.click(Timeline, offset=(60, 0))
        await desk.settle()
        assert "Developer API 2025.1" in shown(desk)


async def test_a_violation_in_a_folded_track_unfolds_it(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("ctrl+t", "n")
        assert desk.screen.item is not None
        assert selected(desk) in shown(desk)


async def test_quick_keys_filter_and_escape_clears(real: Path) -> None:
    async with at_work(real) as desk:
        everything = shown(desk)
        await desk.select("SDK 2025.1", "removed")
        await desk.press("exclamation_mark")
        assert "violated" in heading(desk)
        assert len(shown(desk)) == 6
        assert selected(desk) == "SDK 2026.1"
        await desk.press("number_sign")
        assert shown(desk) == ["SDK 2024.1", "SDK 2026.1"]
        assert "violated, SDK" in heading(desk)
        await desk.press("escape")
        assert shown(desk) == everything
        assert "violated" not in heading(desk)
        await desk.press("C")
        assert "SDK 2031.1" not in shown(desk)
        assert "coming within 6 months" in heading(desk)
        await desk.press("C")
        assert shown(desk) == everything


async def test_the_dialog_says_how_many_rows_a_filter_shows(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("backslash")
        dialog = await desk.dialog(Form)
        await desk.press("2", "0", "2", "7")
        assert "3 of 39 items" in str(dialog.query_one("#outcome").render())
        await desk.press("enter")
        assert shown(desk) == ["Developer API 2027.1", "SDK 2027.1", "Webhooks 2027.1"]
        assert desk.said[-1].startswith('3 of 39 items ("2027")')
        await desk.press("f4")
        await desk.dialog(Form)
        await desk.write("nothing like it")
        await desk.press("enter")
        assert shown(desk) == []
        assert desk.screen.item is None
        assert "esc clears the filter" in desk.said[-1]
        assert "No row is shown" in "\n".join(lines(desk.app))
        await desk.press("down", "right", "x", "escape")
        assert len(shown(desk)) == 39
        assert selected(desk) in ("Developer API 2027.1", "SDK 2027.1", "Webhooks 2027.1")


async def test_an_added_item_is_shown_though_the_filter_would_hide_it(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2026.1")
        await desk.press("exclamation_mark", "T")
        await desk.press("enter", "down", "a")
        added = desk.session.plan.versions[desk.screen.item or 0].name
        assert added in shown(desk)
        assert selected(desk) == added
        assert f"{added} is shown, though the filter (violated) hides it." in desk.said


async def test_a_row_that_is_mended_stays_while_it_is_selected(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("exclamation_mark")
        await desk.select("Developer API 2025.1", "removed")
        await desk.press(*["greater_than_sign"] * 2)
        assert desk.session.findings(desk.row("Developer API 2025.1")) == ()
        assert selected(desk) == "Developer API 2025.1"
        await desk.press("down", "up", "u")
        assert "Developer API 2025.1" in shown(desk)


async def test_dragging_works_while_rows_are_hidden(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.press("o", "exclamation_mark")
        await desk.select("Developer API 2025.1", "removed")
        before = desk.date("Developer API 2025.1", "removed")
        await desk.grip("Developer API 2025.1", "removed")
        await desk.pull(3)
        await desk.let_go()
        assert desk.date("Developer API 2025.1", "removed") > before
        assert desk.session.changes == 1


async def test_the_rows_beside_a_narrower_gutter_are_painted_anew(real: Path) -> None:
    async with at_work(real, size=(100, 24)) as desk:
        await desk.press("ctrl+t", "down", "down")
        starts = {line.index("░") for line in lines(desk.app)[3:7]}
        assert len(starts) == 1, "the freeze stands in one column"


async def test_the_inspector_tells_of_the_track_whose_heading_is_selected(tmp_path: Path) -> None:
    async with at_work(write(tmp_path)) as desk:
        await desk.select("SDK 2027.1")
        await desk.press("T")
        assert str(desk.screen.inspector.border_title) == "SDK"
        said = " ".join(desk.inspector.split())
        assert (
            said == "track · 10 versions and 2 changes, 3 live folded: T unfolds it ✗ SDK 2024.1 ✗ SDK 2026.1"
        )
        await desk.press("T")
        assert "version · SDK" in desk.inspector
