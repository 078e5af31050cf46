"""The list of plans: by key and by mouse, at every size, with plans that come, go, break and are mended."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from planner.portfolio import watch as watching
from planner.portfolio.summary import PlanSummary, summary
from planner.tui.app import PlannerApp
from planner.tui.controllers import reading_plans
from planner.tui.controllers.reading_plans import GROUP
from planner.tui.dialogs.find import FindScreen
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import HelpScreen
from planner.tui.panels.key_line import KeyLine
from planner.tui.panels.plan_table import PlanTable, PlanTableHeading
from planner.tui.screens import portfolio
from planner.tui.screens.diagnostics import DiagnosticsScreen
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.portfolio import PortfolioScreen
from tests.tui.an_editor import editor_of
from tests.tui.desk import AS_OF, PLAN, Desk, at_work
from tests.tui.still import StillPilot
from tests.tui.test_snapshots import compare
from tests.tui.whole import lines, outside, wrong_lines

HOLDS = PLAN.replace("2027-02-03", "2027-03-01").replace("2028-02-20", "2028-03-20")
OVERDUE = PLAN.replace("2027-06-01", "2026-11-01")
BROKEN = PLAN.replace("deprecated = 2028", "depreciated = 2028")
LATE = """\
format = 1
product = "Late API"
policy = "copper"

[[version]]
name = "SDK 1"
track = "SDK"
released = 2027-03-15
"""
ALL_SIZES = [(40, 12), (80, 24), (120, 40), (200, 55)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve plans in the current folder, so that paths are short."""
    plans = tmp_path / "plans"
    plans.mkdir()
    monkeypatch.chdir(tmp_path)
    texts = [
        PLAN,
        HOLDS,
        OVERDUE,
        BROKEN,
        LATE,
        HOLDS,
        PLAN,
        HOLDS,
        'format = 1\nproduct = "No version"\npolicy = 3\n',
    ]
    for number, text in enumerate([*texts, HOLDS, HOLDS]):
        named = text.replace("Widgets API", f"{'KJIHGFEDCBA'[number]} API")
        (plans / f"{number:02}.toml").write_text(named, encoding="utf-8")
    hostile = PLAN.replace("Widgets API", "[bold]::error::\\u001b[31m\\u202e 漢字漢字漢字漢字漢字漢字")
    (plans / "99-[red]\x1b[31m.toml").write_text(hostile, encoding="utf-8")
    return plans


def paths_in(folder: Path) -> list[Path]:
    return sorted(each.relative_to(folder.parent) for each in folder.glob("*.toml"))


def list_of(desk: Desk) -> PortfolioScreen:
    screen = desk.app.screen_stack[0]
    assert isinstance(screen, PortfolioScreen)
    return screen


def shown_plans(desk: Desk) -> str:
    """The first letters of the plans, in order."""
    return "".join(each.name[0] for each in list_of(desk).table.plans)


def chosen(desk: Desk) -> str:
    plan = list_of(desk).table.chosen
    assert plan is not None
    return plan.path


async def read(desk: Desk) -> None:
    await desk.done_with(GROUP)


@pytest.mark.parametrize("size", ALL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_list_is_whole_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with at_work(*paths_in(folder), size=size) as desk:
        assert wrong_lines(desk.app) == []
        assert outside(desk.app, PlanTable, PlanTableHeading, KeyLine) == []
        assert all(line.isprintable() for line in lines(desk.app))
        table = list_of(desk).table
        assert max(len(line.text) for line in table.lines) <= size[0]
        await desk.press("question_mark")
        await desk.dialog(HelpScreen)
        assert wrong_lines(desk.app) == []


@pytest.mark.parametrize(
    ("name", "size", "theme"),
    [
        ("plans-40x12-dark", (40, 12), "planner-dark"),
        ("plans-80x24-dark", (80, 24), "planner-dark"),
        ("plans-120x40-light", (120, 40), "planner-light"),
        ("plans-200x55-dark", (200, 55), "planner-dark"),
    ],
)
async def test_the_list_looks_as_it_did(folder: Path, name: str, size: tuple[int, int], theme: str) -> None:
    async with at_work(*paths_in(folder), size=size, theme=theme) as desk:
        compare(name, desk.app.export_screenshot())


async def test_twelve_plans_fit_80x24_with_all_that_they_say(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        seen = lines(desk.app)
        assert "12 plans" in seen[0]
        assert "1 overdue" in seen[0]
        assert "2 cannot be read" in seen[0]
        plan, holds, overdue, broken, late, *_ = seen[3:15]
        assert plan.startswith(" K API")
        assert "✗ 1" in plan
        assert "2026-12-01 2.0" in plan
        assert plan.rstrip().endswith("clio")
        assert "✓ holds" in holds
        assert "! 2026-11-01" in overdue
        assert "✗ line 10: `depreciated`: did you mean `deprecated`?" in broken
        assert late.rstrip().endswith("copper")
        assert all(sign in plan for sign in "─○✗")
        assert late.index("│") == f"{seen[1]}{seen[2]}".index("▾") % 80, "one axis for all"


async def test_a_notice_that_is_planned_too_late_is_not_called_overdue(folder: Path) -> None:
    (folder / "00.toml").write_text(PLAN.replace("date      = 2027-06-01", "date      = 2028-01-10"))
    async with at_work(*paths_in(folder), size=(120, 40)) as desk:
        assert "! 2028-01-10 too late send" in lines(desk.app)[3]
        assert "! 2026-11-01 overdue send" in lines(desk.app)[5]


async def test_the_plans_of_the_current_folder_have_plain_paths(folder: Path) -> None:
    app = PlannerApp([f"./{each}" for each in paths_in(folder)], as_of=AS_OF, folders=["."])
    async with app.run_test(size=(200, 55)):
        desk = Desk(app, StillPilot(app))
        await desk.settle()
        await read(desk)
        (folder / "a.toml").write_text(PLAN)
        list_of(desk).look_at_disk()
        await read(desk)
        assert "plans/a.toml is new." in desk.said
        assert "plans/00.toml" in "\n".join(lines(app))
        assert "./" not in "\n".join(lines(app))


async def test_colour_is_never_the_only_sign(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(*paths_in(folder), size=(120, 40), ascii_only=True) as desk:
        seen = "\n".join(lines(desk.app))
        assert seen.replace("漢", "").replace("字", "").isascii()
        assert "x 1" in seen
        assert "v holds" in seen
        assert "! 2026-11-01 overdue" in seen
        assert "X" in lines(desk.app)[3], "an error on the axis is no end of a version, which is x"


async def test_keys_and_clicks_on_titles_sort_and_the_cursor_stays_on_its_plan(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(120, 40)) as desk:
        await desk.press("down", "down")
        assert chosen(desk).endswith("02.toml")
        assert shown_plans(desk) == "KJIHLFEDNBA["
        await desk.press("s")
        assert shown_plans(desk) == "[ABDEFHIJKLN"
        assert "Plan ▾" in lines(desk.app)[2]
        await desk.press("S")
        assert shown_plans(desk) == "NLKJIHFEDBA["
        assert "Plan ▴" in lines(desk.app)[2]
        heading = lines(desk.app)[2]
        await desk.pilot.click(PlanTableHeading, offset=(heading.index("Stands"), 1))
        assert shown_plans(desk)[:2] == "HN", "plans that cannot be read come first"
        await desk.pilot.click(PlanTableHeading, offset=(heading.index("Next"), 1))
        assert shown_plans(desk)[0] == "I", "what is overdue comes first"
        await desk.pilot.click(PlanTableHeading, offset=(heading.index("Next"), 1))
        assert shown_plans(desk)[-1] == "I"
        assert chosen(desk).endswith("02.toml")


async def test_a_deep_path_shows_the_name_of_its_file_in_the_list_of_hits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "04 one" / Path(*(f"a folder with a long name {each}" for each in "abc"))
    deep.mkdir(parents=True)
    paths = [deep / "widgets.toml", tmp_path / "04 one" / "other.toml", deep / "no-product.toml"]
    for path in paths:
        path.write_text(PLAN)
    paths[2].write_text("format = 1\n")
    async with at_work(*paths, size=(80, 24)) as desk:
        assert "…/no-product.toml:1:1: a plan needs" in lines(desk.app)[-2]
        await desk.press("down")
        assert "/widgets.toml  policy clio" in lines(desk.app)[-3]
        await desk.press("slash")
        find = await desk.dialog(FindScreen)
        await desk.press(*"long")
        await desk.until(lambda: "2 hits" in str(find.query_one(".form-hint").render()))
        seen = "\n".join(lines(desk.app))
        assert "…/widgets.toml · clio" in seen
        assert "…/no-product.toml" in seen
        await desk.press("escape", "slash")
        find = await desk.dialog(FindScreen)
        await desk.press(*"04 one")
        await desk.until(lambda: "Nothing matches" in str(find.query_one(".form-hint").render()))


async def test_find_goes_through_the_hits_and_escape_ends_it(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        await desk.press("slash")
        find = await desk.dialog(FindScreen)
        await desk.press(*"sdk")
        await desk.until(lambda: "1 hit" in str(find.query_one(".form-hint").render()))
        await desk.press("enter")
        assert chosen(desk).endswith("04.toml"), "by a version in the plan"
        await desk.press("slash")
        find = await desk.dialog(FindScreen)
        await desk.press(*"api")
        await desk.until(lambda: "hits" in str(find.query_one(".form-hint").render()))
        await desk.press("enter")
        first = chosen(desk)
        assert 'find "api": 1 of 10' in lines(desk.app)[0]
        await desk.press("n")
        assert chosen(desk) != first
        await desk.press("N")
        assert chosen(desk) == first
        await desk.press("exclamation_mark", "slash")
        find = await desk.dialog(FindScreen)
        await desk.press(*"09.toml")
        await desk.until(lambda: "1 hit" in str(find.query_one(".form-hint").render()))
        await desk.press("enter")
        assert chosen(desk).endswith("09.toml")
        assert "The filter is off: it hid the plan." in desk.said
        await desk.press("escape", "n")
        assert isinstance(await desk.dialog(Form), Form), "without a search n begins a plan"


async def test_filters_by_key_and_by_form_say_what_they_show(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(120, 40)) as desk:
        await desk.press("exclamation_mark")
        assert shown_plans(desk) == "KILE["
        assert "violated: 5 of 12" in lines(desk.app)[0]
        await desk.press("exclamation_mark")
        assert len(shown_plans(desk)) == 12
        await desk.press("backslash")
        form = await desk.dialog(Form)
        form.query_one(Input).value = "late"
        await desk.settle()
        assert "1 of 12 plans" in str(form.query_one("#outcome").render())
        await desk.press("ctrl+s")
        assert shown_plans(desk) == "L"
        await desk.press("escape")
        assert len(shown_plans(desk)) == 12
        await desk.press("C")
        assert "I" in shown_plans(desk)
        assert "H" not in shown_plans(desk)


async def test_a_plan_that_was_open_is_left_to_the_same_place(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(40, 12)) as desk:
        screen = list_of(desk)
        await desk.press("s", "plus", "G")
        before, top, view = chosen(desk), screen.table.scroll_offset.y, screen.table.table_style.view
        assert top > 0
        await desk.press("enter")
        await desk.dialog(DiagnosticsScreen)
        await desk.press("escape")
        assert (chosen(desk), screen.table.scroll_offset.y) == (before, top)
        await desk.press("up")
        x, y = 5, screen.table.table_style.columns.gap + 2
        await desk.pilot.click(PlanTable, offset=(x, y))
        clicked = chosen(desk)
        assert desk.app.screen is screen, "one click selects"
        await desk.pilot.click(PlanTable, offset=(x, y), times=2)
        await desk.dialog(PlannerScreen)
        assert desk.session.path == clicked
        await desk.press("q")
        await desk.until(lambda: desk.app.screen is screen)
        await desk.settle()
        assert (chosen(desk), screen.table.table_style.view) == (clicked, view)
        assert shown_plans(desk)[0] == "["


async def test_the_editor_opens_at_the_first_error_and_what_is_mended_shows(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editor_of(tmp_path / "bin", monkeypatch)
    editor.writes(HOLDS)
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        await desk.press("e")
        assert editor.arguments == ["+1", "plans/00.toml"]
        await desk.press("down", "down", "down", "e")
        assert editor.arguments == ["+10", "plans/03.toml"]
        await read(desk)
        assert "✓ holds" in lines(desk.app)[6]
        assert "1 cannot be read" in lines(desk.app)[0]
        monkeypatch.delenv("EDITOR")
        await desk.press("e")
        assert "No editor is set" in desk.said[-1]


async def test_changes_on_disk_appear_by_themselves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "DISK_SECONDS", 0.01)
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        screen = list_of(desk)
        (folder / "00.toml").write_text(HOLDS + "# longer\n")
        (folder / "01.toml").write_text(BROKEN + "# longer\n")
        (folder / "09.toml").unlink()
        await desk.until(lambda: "there is no such file" in lines(desk.app)[12])
        await desk.until(lambda: screen.summaries[0].counts == (0, 0, 0))
        await desk.until(lambda: "`depreciated`" in lines(desk.app)[4])


async def test_a_change_on_disk_is_looked_for_when_the_terminal_gets_the_focus(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        (folder / "00.toml").write_text(HOLDS + "# longer\n")
        desk.app.app_focus = False
        desk.app.app_focus = True
        await read(desk)
        assert list_of(desk).summaries[0].counts == (0, 0, 0)


async def test_a_click_on_a_key_of_the_footer_runs_it(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        await desk.pilot.click(KeyLine, offset=(lines(desk.app)[-1].index("s Sort"), 0))
        await desk.settle()
        assert "Plan ▾" in lines(desk.app)[2]


async def test_plans_that_come_to_a_folder_or_go_are_said_and_shown(folder: Path) -> None:
    app = PlannerApp([str(each) for each in paths_in(folder)], as_of=AS_OF, folders=["plans"])
    async with app.run_test(size=(80, 24)):
        desk = Desk(app, StillPilot(app))
        await read(desk)
        await desk.press("down", "down")
        (folder / "00.toml").unlink()
        (folder / "50.toml").write_text(HOLDS.replace("Widgets", "Zebra"))
        list_of(desk).look_at_disk()
        await read(desk)
        assert "50.toml is new; 00.toml is gone." in desk.said
        assert shown_plans(desk) == "JIHLFEDNBAZ["
        assert chosen(desk).endswith("02.toml")


async def test_a_list_without_plans_says_what_to_press(folder: Path) -> None:
    found = [str(each) for each in paths_in(folder)]
    app = PlannerApp(found, as_of=AS_OF, folders=["plans"])
    async with app.run_test(size=(80, 24)):
        desk = Desk(app, StillPilot(app))
        await desk.settle()
        await read(desk)
        await desk.press("backslash")
        form = await desk.dialog(Form)
        form.query_one(Input).value = "nothing like it"
        await desk.press("ctrl+s")
        assert "No plan is shown: esc clears the filter." in lines(app)[3]
        await desk.press("down", "enter", "e", "escape")
        for path in folder.glob("*.toml"):
            path.unlink()
        list_of(desk).look_at_disk()
        await read(desk)
        assert "There is no plan here any more: n begins one." in lines(app)[3]
        await desk.pilot.click(PlanTable, offset=(5, 0))
        (folder / "a.toml").write_text(HOLDS)
        list_of(desk).look_at_disk()
        await read(desk)
        assert "✓ holds" in lines(app)[3]


async def test_a_file_that_cannot_be_opened_is_listed_and_not_called_new(folder: Path) -> None:
    found = [str(each) for each in paths_in(folder)]
    (folder / "dangling.toml").symlink_to(folder / "nowhere")
    app = PlannerApp(found, as_of=AS_OF, folders=["plans"])
    async with app.run_test(size=(80, 24)):
        desk = Desk(app, StillPilot(app))
        await desk.settle()
        await read(desk)
        assert desk.said == []
        assert "13 plans" in lines(app)[0]
        assert "✗ there is no such file" in "\n".join(lines(app))


async def test_a_change_of_a_shared_policy_shows_in_every_plan_that_has_it(folder: Path) -> None:
    (folder / "ours.toml").write_text('format = 1\nname = "ours"\nextends = "clio"\n')
    for name in ("05.toml", "07.toml"):
        (folder / name).write_text(HOLDS.replace('"clio"', '"ours.toml"'))
    async with at_work(*paths_in(folder)[:10], size=(120, 40)) as desk:
        summaries = {Path(each.path).name: each for each in list_of(desk).summaries}
        assert summaries["05.toml"].counts == summaries["07.toml"].counts == (0, 0, 0)
        stricter = '[[rule]]\nid = "default-notice"\nat_least = "400 days"\n'
        (folder / "ours.toml").write_text(f'format = 1\nname = "ours"\nextends = "clio"\n{stricter}')
        list_of(desk).look_at_disk()
        await read(desk)
        summaries = {Path(each.path).name: each for each in list_of(desk).summaries}
        assert summaries["05.toml"].counts == summaries["07.toml"].counts == (1, 0, 0)


async def test_the_palette_goes_to_a_plan_and_runs_commands(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(80, 24)) as desk:
        entries = {name: run for name, _, run in list_of(desk).palette()}
        assert {"Filter", "Sort", "Find", "Edit the file", "A API", "Quit"} <= set(entries)
        entries["A API"]()
        await desk.settle()
        assert chosen(desk).endswith("10.toml")


async def test_the_axis_is_zoomed_scrolled_and_fitted_for_all_plans_at_once(folder: Path) -> None:
    async with at_work(*paths_in(folder), size=(120, 40)) as desk:
        table = list_of(desk).table
        first = table.table_style.view
        await desk.press("minus")
        assert table.table_style.view.scale.days_per_cell > first.scale.days_per_cell
        await desk.press("left")
        assert table.table_style.view.left < first.left
        await desk.press("0")
        view = table.table_style.view
        assert all(view.shows(each.day) for plan in table.plans for each in plan.markers)
        await desk.press("t")
        assert table.table_style.view == first


def many(tmp_path: Path, number: int) -> Sequence[Path]:
    paths = [tmp_path / f"{each:03}.toml" for each in range(number)]
    for path in paths:
        path.write_text(HOLDS)
    return paths


async def test_hundreds_of_plans_are_listed_before_any_is_read_and_fill_in_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated: list[str] = []
    turns: list[int] = []

    def counted(*arguments: object) -> PlanSummary:
        found = summary(*arguments)  # type: ignore[arg-type]
        evaluated.append(found.path)
        return found

    async def pause(seconds: float) -> None:
        turns.append(len(evaluated))
        await asyncio.sleep(0)

    monkeypatch.setattr(watching, "summary", counted)
    monkeypatch.setattr(reading_plans, "sleep", pause)
    monkeypatch.setattr(reading_plans, "SLICE", 0.0)
    listed: list[int] = []
    app = PlannerApp([str(each) for each in many(tmp_path, 200)], as_of=AS_OF)
    async with app.run_test(size=(80, 24)):
        desk = Desk(app, StillPilot(app))
        table = list_of(desk).table
        listed.append(len(table.plans))
        await desk.press("G")
        await read(desk)
        assert listed == [200]
        assert len(evaluated) == 200
        assert len(set(evaluated)) == 200, "each once"
        assert turns == list(range(1, 201)), "one a turn where a turn has no time for more"
        assert "200 plans" in lines(app)[0]
        assert evaluated.index(str(tmp_path / "199.toml")) < 100, "the plans in view come first"
        list_of(desk).look_at_disk()
        await read(desk)
        assert len(evaluated) == 200, "nothing changed"


async def test_no_plan_is_read_while_another_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated: list[str] = []

    def counted(*arguments: object) -> PlanSummary:
        found = summary(*arguments)  # type: ignore[arg-type]
        evaluated.append(found.path)
        return found

    monkeypatch.setattr(watching, "summary", counted)
    async with at_work(*many(tmp_path, 40), size=(80, 24)) as desk:
        evaluated.clear()
        await desk.press("enter")
        await desk.dialog(PlannerScreen)
        for path in tmp_path.glob("*.toml"):
            path.write_text(HOLDS + "# more\n")
        list_of(desk).look_at_disk()
        desk.app.app_focus = False
        await desk.settle()
        assert evaluated == []
        await desk.press("q")
        await desk.until(lambda: desk.app.screen is list_of(desk))
        await read(desk)
        assert len(evaluated) == 40


async def test_a_large_plan_is_evaluated_in_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[object] = []

    async def noted(work: Callable[..., object], *arguments: object) -> object:
        threads.append(getattr(work, "__name__", ""))
        return await asyncio.to_thread(work, *arguments)

    monkeypatch.setattr(reading_plans, "to_thread", noted)
    small, large = many(tmp_path, 2)
    large.write_text(HOLDS + "#" * reading_plans.LARGE)
    async with at_work(small, large) as desk:
        assert threads.count("summarize") == 1
        assert [each.counts for each in list_of(desk).summaries] == [(0, 0, 0)] * 2
