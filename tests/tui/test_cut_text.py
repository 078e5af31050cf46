"""Text that does not fit is cut where it says least, and the cut is shown."""

from pathlib import Path

import pytest

from planner.terminal_text import cells
from planner.tui.dialogs.fix import FixScreen
from planner.tui.panels.heading import Heading
from planner.tui.panels.line import cropped, cropped_at_a_word, cropped_in_the_middle, cropped_path
from planner.tui.panels.requests import RequestsPanel
from tests import real_size
from tests.tui.desk import PLAN, at_work
from tests.tui.whole import lines, text

LONG = PLAN.replace("2.0", "A version of the widgets with a very long name that goes on 2.0")
SIZES = [(80, 24), (120, 40), (200, 55)]


def test_a_name_is_cut_in_the_middle() -> None:
    assert cropped_in_the_middle("Developer API 2025.1", 15) == "Develop… 2025.1"
    assert cells(cropped_in_the_middle("Developer API 2025.1", 15)) == 15


@pytest.mark.parametrize("text", ["abc", "漢字", "a/b", "a b"])
def test_no_cut_text_is_wider_than_its_room(text: str) -> None:
    for cut in (cropped, cropped_in_the_middle, cropped_at_a_word, cropped_path):
        assert [cells(cut(text, room)) for room in (-1, 0, 1)] == [0, 0, 1]


async def test_a_milestones_label_of_wide_characters_is_not_cut(path: Path, tmp_path: Path) -> None:
    policy = tmp_path / "wide.toml"
    labels = "".join(
        f'[[milestone]]\nname = "{name}"\nlabel = "{label}"\n'
        for name, label in (("released", "公開日"), ("default", "既定"), ("deprecated", "非推奨日"))
    )
    policy.write_text(f'format = 1\nname = "wide"\nextends = "clio"\n{labels}', encoding="utf-8")
    path.write_text(PLAN.replace('"clio"', f'"{policy.as_posix()}"'), encoding="utf-8")
    async with at_work(path) as desk:
        await desk.select("1.0")
        assert "非推奨日" in text(desk.app)


async def test_the_cut_of_the_inspectors_title_is_shown(path: Path) -> None:
    path.write_text(LONG)
    async with at_work(path) as desk:
        desk.timeline.select(1)
        await desk.settle()
        inspector = desk.screen.inspector.region
        frame = lines(desk.app)[inspector.y][inspector.x : inspector.right]
        assert frame.startswith("╭─ A version of the widgets with a very long")
        assert "…" in frame


@pytest.mark.parametrize("width", [80, 120])
async def test_the_products_name_comes_before_pills_that_the_screen_can_do_without(
    tmp_path: Path, width: int
) -> None:
    async with at_work(real_size.write(tmp_path), size=(width, 24)) as desk:
        line = desk.screen.query_one(Heading).lines[0].text
        assert "Platform of Example Incorporated" in line
        assert "as of 2026-11-21" in line
        assert ("ripple" in line) == (width == 120)
        await desk.press("R")
        assert "ripple on" in desk.screen.query_one(Heading).lines[0].text, "it is on: that comes first"


async def test_names_in_a_narrow_gutter_lose_their_track_before_their_middle(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path), size=(40, 12)) as desk:
        shown = [line[:10].strip() for line in lines(desk.app)]
        assert "✗ 2025.1" in [name.removeprefix("▌") for name in shown]
        assert "Dev….1" not in " ".join(shown)


@pytest.mark.parametrize("size", SIZES)
async def test_no_answer_to_a_request_is_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_work(real_size.write(tmp_path), size=size) as desk:
        await desk.press("r")
        panel = desk.screen.query_one(RequestsPanel)
        texts = [line.text for line in panel.lines]
        assert any("2025.1" in text and "200 OK" in text for text in texts)
        assert not any("…" in text for text in texts)


async def test_a_proposal_names_what_it_moves_in_full_where_there_is_room(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path), size=(200, 55)) as desk:
        await desk.press("F")
        await desk.dialog(FixScreen)
        await desk.until(lambda: "+29 d" in text(desk.app))
        assert "Developer API 2025.1 removed  2028-05-08" in text(desk.app)


async def test_a_waived_violation_says_who_agreed_and_why(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        await desk.press("v")
        waived = desk.panel[desk.panel.index("~ ") :]
        assert "removed 2026-07-06 is 58 days short" in waived
        assert "waived (security): Signatures of this" in waived
        assert "earliest" not in waived, "nothing has to be done"


async def test_the_products_name_gives_way_to_the_as_of_date(path: Path) -> None:
    path.write_text(PLAN.replace("Widgets API", "Widgets API of Example Incorporated"))
    async with at_work(path, size=(80, 24)) as desk:
        await desk.select("2.0", "default")
        await desk.press("l")
        line = desk.screen.query_one(Heading).lines[0].text
        assert "as of 2026-11-21" in line
        assert "1 change" in line


async def test_a_narrow_screen_names_the_product_of_a_plan_without_violations_too(path: Path) -> None:
    path.write_text('format = 1\nproduct = "Widgets API"\npolicy = "clio"\n')
    async with at_work(path, size=(80, 24)) as desk:
        assert "✓ all promises hold" in desk.screen.query_one(Heading).lines[0].text
        await desk.pilot.resize_terminal(40, 12)
        await desk.settle()
        line = desk.screen.query_one(Heading).lines[0].text
        assert line.split() == ["Widgets", "A…", "as", "of", "2026-11-21", "✓", "holds"]


@pytest.mark.parametrize("size", SIZES)
async def test_names_that_differ_at_the_end_look_different_in_the_panels(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = real_size.write(tmp_path)
    async with at_work(path, size=size) as desk:
        assert "2025.1" in desk.panel
        await desk.press("comma")
        text = [line.text for line in desk.screen.query_one("#requests").lines]  # type: ignore[attr-defined]
        assert any("2024.1 " in each for each in text)
        assert any("2025.1 " in each for each in text)
        assert all(each.rstrip()[-10:].count("-") == 2 for each in text if "  to " in each)


def test_a_sentence_is_cut_between_words_and_never_within_a_date() -> None:
    text = "told 2027-03-15 on 2026-07-27 by docs"
    assert cropped_at_a_word(text, 37) == text
    assert cropped_at_a_word(text, 30) == "told 2027-03-15 on 2026-07-27…"
    assert cropped_at_a_word(text, 24) == "told 2027-03-15 on…"
    assert cropped_at_a_word(text, 13) == "told…"
    assert cropped_at_a_word("incomprehensibilities", 8) == "incompr…"


@pytest.mark.parametrize(
    ("size", "seen"),
    [
        ((40, 12), ["29 days short", "earliest 2028-06-06"]),
        ((80, 24), ["removed 2028-05-08 is 29 days short", "28 days short · earliest 2027-03-15"]),
    ],
)
async def test_a_violation_in_a_narrow_panel_says_by_how_much_and_the_legal_day(
    tmp_path: Path, size: tuple[int, int], seen: list[str]
) -> None:
    async with at_work(real_size.write(tmp_path), size=size) as desk:
        for each in seen:
            assert each in desk.panel
