"""The plan beside another state of it: ghosts on the timeline, a list to step through, a date taken back."""

import os
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from textual.strip import Strip
from textual.widgets import OptionList

from planner.compare import Comparison, EvaluatedPlan
from planner.compare import compare as compare_plans
from planner.dates import iso
from planner.tui.controllers import comparing
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.panels import comparison
from planner.tui.panels.comparison import ComparisonPanel
from tests.repository import commit_all, git
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.test_hostile_text import HOSTILE, assert_harmless, plan_with
from tests.tui.whole import SIZES, lines, outside, wrong_lines

MOVED = PLAN.replace("default  = 2027-02-03", "default  = 2027-03-03")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare anew as soon as a step is done."""
    monkeypatch.setattr(comparison, "QUIET", 0.001)


def panel(desk: Desk) -> ComparisonPanel:
    return desk.screen.query_one(ComparisonPanel)


def listed(desk: Desk) -> list[str]:
    return [" ".join(line.text.split()) for line in panel(desk).lines if line.text.strip()]


def ghosts(desk: Desk) -> dict[str, list[str]]:
    return {
        name: [iso(each.day) for each in found] for name, found in desk.timeline.ghost_layer.of_rows.items()
    }


async def compare(desk: Desk, choice: str) -> None:
    """Compare with the state whose line in the list begins so."""
    await desk.press("B")
    await choose(desk, choice)


async def choose(desk: Desk, choice: str) -> None:
    pick = await desk.dialog(Pick)
    options = [str(each.prompt) for each in pick.query_one(OptionList).options]
    at = next(index for index, each in enumerate(options) if each.startswith(choice))
    await desk.press(*["down"] * at, "enter")


async def test_unsaved_moves_are_ghosts_and_lines_and_one_is_taken_back_by_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "L")
        await desk.select("1.0", "deprecated")
        await desk.press("l")
        await compare(desk, "the saved file  2 changes since")
        assert ghosts(desk) == {"1.0": ["2028-02-20"], "2.0": ["2027-02-03"]}
        assert listed(desk) == [
            "2 dates; 1 promise touched; violations: 2",
            "gained, 1 lost",
            "Promises touched",
            "! 2.0 default",
            "told 2027-02-03, now 2027-02-17, 14 days",
            "later than told",
            "Dates",
            "~ 1.0 deprecated",
            "2028-02-20 → 2028-02-21, 1 day later",
            "~ 2.0 default",
            "2027-02-03 → 2027-02-17, 14 days later",
            "Violations gained",
            "+ warning[default-after-release]",
            "2.0 default 2027-02-17 is 12 days short:",
            "90 days from released 2026-12-01;",
            "earliest 2027-03-01",
            "+ warning[promise]",
            "2.0 default 2027-02-17 is 14 days late:",
            "people were told 2027-02-03 on 2026-11-17",
            "by email and docs; latest 2027-02-03",
            "Violations lost",
            "- error[default-notice]",
            "2.0 default 2027-02-03 is 12 days short:",
            "announced 2026-11-17 by email and docs;",
            "earliest 2027-02-15",
        ]
        assert panel(desk).border_title == "Compared with the saved file"
        await desk.press("n", "n", "n")
        assert desk.timeline.cursor == (1, desk.place("2.0", "default"))
        await desk.pilot.pause()
        assert "X Take back" in lines(desk.app)[-1]
        await desk.press("X")
        assert desk.date("2.0", "default") == "2027-02-03"
        await desk.until(lambda: ghosts(desk) == {"1.0": ["2028-02-20"]})
        assert desk.said == ["2.0 default is on 2027-02-03 again; u undoes it."]
        await desk.press("u")
        assert desk.date("2.0", "default") == "2027-02-17"
        await desk.until(lambda: len(ghosts(desk)) == 2)
        await desk.press("ctrl+s")
        await desk.until(lambda: listed(desk) == ["No difference"])
        assert ghosts(desk) == {}
        await desk.press("B")
        assert not desk.screen.query(ComparisonPanel)
        assert "X Take back" not in lines(desk.app)[-1]
        assert desk.screen.inspector.display


async def test_a_click_on_a_difference_goes_to_it(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        await desk.select("1.0")
        await compare(desk, "the saved file")
        line = next(at for at, each in enumerate(panel(desk).lines) if "2.0 default" in each.text)
        await desk.pilot.click(ComparisonPanel, offset=(5, line + 1))
        await desk.settle()
        assert desk.timeline.cursor == (1, desk.place("2.0", "default"))
        assert panel(desk).chosen is not None


async def test_the_date_that_is_selected_is_taken_back_and_its_menu_offers_it(
    path: Path,
) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        await desk.select("1.0", "deprecated")
        await desk.press("L")
        await compare(desk, "the saved file")
        await desk.select("1.0", "deprecated")
        await desk.press("X")
        assert desk.date("1.0", "deprecated") == "2028-02-20"
        await desk.until(lambda: list(ghosts(desk)) == ["2.0"])
        await desk.press("X")
        assert desk.date("1.0", "deprecated") == "2028-02-20", "nothing is left to take back"
        assert desk.date("2.0", "default") == "2027-02-10"
        await desk.select("2.0", "default")
        await desk.press("semicolon")
        assert any("take one date back" in line for line in lines(desk.app))
        await desk.press("escape", "X")
        assert desk.date("2.0", "default") == "2027-02-03"


async def test_steps_go_round_and_work_from_the_timeline_too(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        await compare(desk, "the saved file")
        number = len(panel(desk).differences)
        assert number > 2
        await desk.press("escape")
        assert desk.timeline.has_focus
        await desk.press("n")
        first = panel(desk).chosen
        await desk.press("N")
        assert panel(desk).chosen == panel(desk).differences[-1]
        await desk.press("n")
        assert panel(desk).chosen == first
        await desk.press("f8")
        assert "Violation" in desk.said[0], "f8 still goes to violations"


async def test_a_revision_is_compared_with_where_the_file_had_another_name(path: Path) -> None:
    path.write_text(MOVED)
    commit_all(path.parent, "Plan the second version")
    git(path.parent, "mv", "plan.toml", "widgets.toml")
    commit_all(path.parent, "Call the file by its product")
    (path.parent / "widgets.toml").write_text(PLAN)
    commit_all(path.parent, "Come out earlier")
    async with at_work(path.parent / "widgets.toml") as desk:
        await compare(desk, "git:HEAD  the last commit")
        assert listed(desk) == ["No difference"]
        await desk.press("c")
        pick = await desk.dialog(Pick)
        offered = "\n".join(str(each.prompt) for each in pick.query_one(OptionList).options)
        subjects = ["Come out earlier", "Call the file by its product", "Plan the second version"]
        assert [each for each in subjects if each in offered] == subjects
        await choose(desk, "another")
        await desk.dialog(Form)
        await desk.write("git:HEAD~2")
        await desk.press("enter")
        await desk.settle()
        assert ghosts(desk) == {"2.0": ["2027-03-03"]}
        assert panel(desk).border_title == "Compared with git:HEAD~2"


async def test_the_commits_that_changed_the_file_are_offered_with_the_beginning_of_the_branch(
    path: Path,
) -> None:
    commit_all(path.parent, "Plan the second version")
    git(path.parent, "switch", "--quiet", "--create", "later")
    path.write_text(MOVED)
    name = commit_all(path.parent, "Come out later [bold]")[:7]
    (path.parent / "other.txt").write_text("x")
    commit_all(path.parent, "Not about the plan")
    async with at_work(path) as desk:
        await desk.press("B")
        pick = await desk.dialog(Pick)
        options = [str(each.prompt) for each in pick.query_one(OptionList).options]
        assert options[:3] == [
            "git:HEAD  the last commit",
            "the saved file  nothing changed since",
            "git:main...  where this branch began",
        ]
        assert [each.split("  ", 2)[::2] for each in options[3:5]] == [
            [f"git:{name}", "Come out later [bold]"],
            [options[4].split()[0], "Plan the second version"],
        ]
        await desk.press("down", "down", "enter")
        assert ghosts(desk) == {"2.0": ["2027-02-03"]}


async def test_in_a_merge_under_way_their_side_is_offered_and_a_date_of_theirs_taken(path: Path) -> None:
    commit_all(path.parent, "Plan the second version")
    git(path.parent, "switch", "--quiet", "--create", "theirs")
    path.write_text(MOVED)
    commit_all(path.parent, "Come out a month later")
    git(path.parent, "switch", "--quiet", "main")
    ours = PLAN.replace("default  = 2027-02-03", "default  = 2027-02-17")
    path.write_text(ours)
    commit_all(path.parent, "Come out two weeks later")
    with pytest.raises(CalledProcessError):
        git(path.parent, "merge", "theirs")
    path.write_text(ours)  # as the merge driver does
    async with at_work(path) as desk:
        await compare(desk, "git:MERGE_HEAD  their side of the merge under way")
        assert ghosts(desk) == {"2.0": ["2027-03-03"]}
        await desk.select("2.0", "default")
        await desk.press("X", "ctrl+s")
        assert path.read_text() == MOVED


async def test_another_file_is_compared_with_and_what_cannot_be_is_said(path: Path) -> None:
    old = path.parent / "old.toml"
    old.write_text(MOVED.replace('"2.0"', '"2.0-rc"'))
    (path.parent / "broken.toml").write_text('format = 1\nproduct = "x"\npolicy = "clio"\nversions = 3\n')
    async with at_work(path) as desk:
        await compare(desk, "another")
        await desk.dialog(Form)
        await desk.write("main")
        assert any("a revision is written git:main" in line for line in lines(desk.app))
        await desk.press("enter")
        await desk.write("old.toml")
        await desk.press("enter")
        assert panel(desk).border_title == "Compared with old.toml"
        assert "~ 2.0 was 2.0-rc" in listed(desk)
        assert ghosts(desk) == {"2.0": ["2027-03-03"]}
        await desk.press("c")
        await choose(desk, "another")
        await desk.dialog(Form)
        await desk.write("broken.toml")
        await desk.press("enter")
        assert listed(desk)[0].startswith("It cannot be read as a plan: 1 error, the")
        assert ghosts(desk) == {}
        await desk.press("c")
        await choose(desk, "another")
        await desk.dialog(Form)
        await desk.write("git:nowhere")
        await desk.press("enter")
        assert "git" in listed(desk)[0]


async def test_a_file_that_nobody_writes_to_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path.parent / "pipe.toml")
    async with at_work(path) as desk:
        await compare(desk, "another")
        await desk.dialog(Form)
        await desk.write("pipe.toml")
        await desk.press("enter")
        assert "is not an ordinary file" in " ".join(listed(desk))


async def test_a_removed_version_has_a_row_of_ghosts_until_the_panel_closes(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("d")
        await compare(desk, "the saved file")
        assert [row.name for row in desk.timeline.rows.all] == ["1.0", "2.0"]
        row = next(each for each in lines(desk.app) if " - 2.0" in each)
        assert "◆" in row
        removed = [each for each in panel(desk).differences if each.section == "removed"]
        assert removed
        while panel(desk).chosen not in removed:
            await desk.press("n")
        assert desk.timeline.cursor[0] == 0, "there is no row to select"
        await desk.press("X")
        assert len(desk.session.plan.versions) == 1, "only dates are taken back"
        await desk.press("B")
        assert [row.name for row in desk.timeline.rows.all] == ["1.0"]


async def test_without_an_answer_nothing_is_compared(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("B")
        await desk.dialog(Pick)
        await desk.press("escape")
        assert not desk.screen.query(ComparisonPanel)
        assert desk.screen.inspector.display
        await compare(desk, "the saved file")
        await desk.press("c")
        await desk.dialog(Pick)
        await desk.press("escape")
        assert listed(desk) == ["No difference"], "the comparison before stays"


async def test_history_is_taken_back_only_after_the_question(path: Path) -> None:
    old = path.parent / "old.toml"
    old.write_text(PLAN.replace("default    = 2025-04-15", "default    = 2025-05-15"))
    async with at_work(path) as desk:
        await compare(desk, "another")
        await desk.dialog(Form)
        await desk.write("old.toml")
        await desk.press("enter", "n", "X")
        await desk.dialog(Deliberate)
        await desk.press("c")
        assert desk.date("1.0", "default") == "2025-04-15"
        await desk.press("X")
        await desk.dialog(Deliberate)
        await desk.press("m")
        await desk.until(lambda: desk.date("1.0", "default") == "2025-05-15")
        assert desk.session.undo_label == "1.0 default taken back"


async def test_a_drag_compares_nothing_and_paints_no_line_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []

    def counted(before: EvaluatedPlan, now: EvaluatedPlan) -> Comparison:
        compared.append(now)
        return compare_plans(before, now)

    monkeypatch.setattr(comparing, "compare", counted)

    async def painted(desk: Desk) -> set[int]:
        await desk.grip("2.0", "default")
        await desk.pull(1)
        lines: set[int] = set()
        render_line = desk.timeline.render_line

        def counted_line(y: int) -> Strip:
            lines.add(y)
            return render_line(y)

        with monkeypatch.context() as patched:
            patched.setattr(desk.timeline, "render_line", counted_line)
            await desk.pull(3)
        return lines

    async with at_work(path) as desk:
        without = await painted(desk)
        await desk.let_go()
        await compare(desk, "the saved file")
        number = len(compared)
        assert number > 0
        assert await painted(desk) == without
        assert len(compared) == number
        await desk.let_go()
        await desk.until(lambda: len(compared) == number + 1)


async def test_a_result_for_dates_that_moved_meanwhile_is_not_shown(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        await compare(desk, "the saved file")
        edits = iter((True,))

        def edited_meanwhile(*arguments: object) -> object:
            if next(edits, False):
                desk.app.call_from_thread(desk.screen.move, {desk.place("1.0", "deprecated"): 740_500})
            return compare_plans(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(comparing, "compare", edited_meanwhile)
        await desk.press("escape")
        await desk.select("2.0", "default")
        await desk.press("L")
        await desk.until(lambda: set(ghosts(desk)) == {"1.0", "2.0"})


async def test_a_result_that_comes_after_the_panel_is_closed_is_dropped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        await compare(desk, "the saved file")

        def closed_meanwhile(*arguments: object) -> object:
            desk.app.call_from_thread(desk.screen.side_panels.close)
            return compare_plans(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(comparing, "compare", closed_meanwhile)
        desk.screen.comparing.compare(ask=False)
        await desk.until(lambda: not desk.busy_with("compare"))
        await desk.settle()
        assert not desk.screen.query(ComparisonPanel)
        assert ghosts(desk) == {}


@pytest.mark.parametrize("size", [(40, 12), *SIZES])
async def test_every_line_is_whole_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with at_work(path, size=size, ascii_only=size == (80, 24)) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "L")
        await compare(desk, "the saved file")
        await desk.press("n", "n")
        assert wrong_lines(desk.app) == []
        assert outside(desk.app, ComparisonPanel) == []
        shown = "\n".join(lines(desk.app))
        assert "2027-02-17" in shown
        assert "14 d" in shown
        if size == (80, 24):
            assert shown.isascii()
        await desk.press("c")
        await desk.dialog(Pick)
        assert wrong_lines(desk.app) == []


@pytest.mark.parametrize("text", HOSTILE[:2], ids=range(2))
async def test_text_of_a_plan_is_shown_as_it_is(path: Path, text: str) -> None:
    path.write_text(plan_with(text))
    async with at_work(path, size=(80, 24)) as desk:
        await desk.press("j", "x")
        await desk.dialog(Choice)
        await desk.press("d")
        await compare(desk, "the saved file")
        for _ in range(4):
            await desk.press("n")
            assert_harmless(desk)
