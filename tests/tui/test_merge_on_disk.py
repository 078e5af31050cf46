"""Somebody else wrote the plan's file: both sides are merged on the screen, conflicts one by one."""

from pathlib import Path

from planner.tui.dialogs.choice import Choice
from planner.tui.panels.conflicts import Conflicts
from tests.repository import commit_all, git
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.whole import lines, wrong_lines

THEIRS = PLAN.replace("released = 2026-12-01\ndefault", "released = 2026-12-08\ndefault").replace(
    'name       = "1.0"', 'name       = "1.0"  # their comment'
)
CLASH = THEIRS.replace("default  = 2027-02-03", "default  = 2027-03-10")
BOTH = THEIRS.replace("default  = 2027-02-03", "default  = 2027-02-10")


async def save_after(desk: Desk, path: Path, text: str, *keys: str) -> Choice:
    """Move the default of 2.0 by a week, have somebody else write the file, and save."""
    await desk.select("2.0", "default")
    await desk.press("L", *keys)
    path.write_text(text)
    await desk.press("ctrl+s")
    return await desk.dialog(Choice)


def listed(desk: Desk) -> list[str]:
    panel = desk.screen.query_one(Conflicts)
    return [" ".join(line.text.split()) for line in panel.lines]


def heading(desk: Desk) -> str:
    return desk.screen.heading.lines[0].text


async def test_two_branches_that_moved_different_dates_of_one_version_merge_on_the_screen(path: Path) -> None:
    commit_all(path.parent, "Plan the second version")
    git(path.parent, "switch", "--quiet", "--create", "theirs")
    path.write_text(THEIRS)
    commit_all(path.parent, "Release a week later")
    git(path.parent, "switch", "--quiet", "main")
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        git(path.parent, "switch", "--quiet", "--detach", "theirs")
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        shown = "\n".join(lines(desk.app))
        assert "Merge both: your changes and theirs, by date and entry" in shown
        assert "Merge both (b)" in shown
        await desk.press("b")
        assert desk.date("2.0", "released") == "2026-12-08"
        assert desk.date("2.0", "default") == "2027-02-10"
        assert desk.session.changes == 1
        assert desk.said == ["Merged: the changes of both sides are here. ctrl+s saves, u takes it back."]
        await desk.press("ctrl+s")
        assert path.read_text() == BOTH, "their comment stays"
        assert git(path.parent, "diff", "--numstat") == "1\t1\tplan.toml", "one line differs from theirs"
        assert not list(path.parent.glob("*.bak*"))
        await desk.press("u")
        assert desk.date("2.0", "released") == "2026-12-01", "one step takes the merge back"
        assert desk.date("2.0", "default") == "2027-02-10"


async def test_a_conflict_has_a_badge_until_it_is_decided_for_theirs(path: Path) -> None:
    async with at_work(path) as desk:
        await save_after(desk, path, CLASH)
        shown = "\n".join(lines(desk.app))
        assert "The merge has 1 conflict to decide" in shown
        await desk.press("b")
        assert "1 conflict" in heading(desk)
        assert listed(desk) == [
            "! 2.0 default",
            "mine 2027-02-03 → 2027-02-10, 7 days later",
            "theirs 2027-02-03 → 2027-03-10, 35 days later",
        ]
        assert desk.date("2.0", "default") == "2027-02-10"
        assert desk.timeline.cursor == (1, desk.place("2.0", "default"))
        await desk.press("t")
        assert desk.date("2.0", "default") == "2027-03-10"
        assert "conflict" not in heading(desk)
        assert listed(desk) == ["No conflict is left."]
        await desk.press("ctrl+s")
        assert path.read_text() == CLASH


async def test_a_conflict_is_decided_for_mine_by_mouse_and_key(path: Path) -> None:
    async with at_work(path) as desk:
        dialog = await save_after(desk, path, CLASH)
        await desk.pilot.click(next(each for each in dialog.query("Button") if each.name == "b"))
        await desk.settle()
        await desk.pilot.click(Conflicts, offset=(6, 2))
        await desk.press("m")
        assert "conflict" not in heading(desk)
        assert desk.date("2.0", "default") == "2027-02-10"
        await desk.press("ctrl+s")
        assert path.read_text() == BOTH


async def test_saving_asks_about_conflicts_that_are_not_decided(path: Path) -> None:
    async with at_work(path) as desk:
        await save_after(desk, path, CLASH)
        await desk.press("b", "Q")
        assert not desk.screen.query(Conflicts)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("l")
        assert desk.screen.query(Conflicts)
        assert path.read_text() == CLASH
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("s")
        assert path.read_text() == BOTH
        assert "conflict" not in heading(desk)


async def test_the_badge_goes_with_the_merge_when_it_is_undone_and_comes_again(path: Path) -> None:
    async with at_work(path) as desk:
        await save_after(desk, path, CLASH)
        await desk.press("b", "u")
        assert "conflict" not in heading(desk)
        assert desk.date("2.0", "released") == "2026-12-01"
        assert desk.session.changes > 0, "the file has what they wrote"
        await desk.press("ctrl+r")
        assert "1 conflict" in heading(desk)
        await desk.press("u", "ctrl+s")
        assert path.read_text() == PLAN.replace("2027-02-03\n\n", "2027-02-10\n\n")
        (backup,) = path.parent.glob("*.bak*")
        assert backup.read_text() == CLASH, "what they wrote is kept"


async def test_a_removed_entry_that_was_edited_here_is_a_conflict_too(path: Path) -> None:
    lines_of = PLAN.split("\n[[version]]\n")
    theirs = "\n[[version]]\n".join(lines_of[:2])
    async with at_work(path) as desk:
        await save_after(desk, path, theirs)
        await desk.press("b")
        assert listed(desk)[0] == "! version 2.0"
        await desk.press("t")
        assert [each.name for each in desk.session.plan.versions] == ["1.0"]
        assert [each.item for each in desk.session.plan.notices] == ["1.0"]
        await desk.press("ctrl+s")
        assert path.read_text() == theirs


async def test_a_change_on_disk_is_marked_until_it_is_resolved(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        path.write_text(CLASH)
        desk.screen.look_at_disk()
        await desk.until(lambda: "changed on disk" in heading(desk))
        path.write_text(PLAN)
        desk.screen.look_at_disk()
        await desk.until(lambda: "changed on disk" not in heading(desk))
        path.write_text(CLASH)
        desk.screen.look_at_disk()
        await desk.until(lambda: "changed on disk" in heading(desk))
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("b")
        assert "changed on disk" not in heading(desk)
        assert "1 conflict" in heading(desk)


async def test_the_question_says_what_the_merge_would_change_and_without_an_answer_the_badge_stays(
    path: Path,
) -> None:
    async with at_work(path, size=(200, 55)) as desk:
        await save_after(desk, path, THEIRS)
        shown = "\n".join(line.strip(" │") for line in lines(desk.app))
        merging = shown.partition("Merge both would change here:")[2].partition("Take theirs would")[0]
        assert "~ 2.0 released  2026-12-01 → 2026-12-08, 7 days later" in merging
        assert "2.0 default" not in merging.partition("Violations")[0].partition("Dates")[2]
        await desk.press("c")
        assert "changed on disk" in heading(desk)
        assert desk.date("2.0", "default") == "2027-02-10"
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("m")
        assert "changed on disk" not in heading(desk)


async def test_theirs_that_cannot_be_taken_is_said(path: Path) -> None:
    async with at_work(path) as desk:
        await save_after(desk, path, "[")
        await desk.press("t")
        assert any(each.startswith("Not read again: ") for each in desk.said)
        assert "changed on disk" in heading(desk)


async def test_where_theirs_cannot_be_read_no_merge_is_offered(path: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        await save_after(desk, path, CLASH + "nonsense\n")
        shown = "\n".join(lines(desk.app))
        assert "Merge both" not in shown
        assert "Keep mine (m)" in shown
        assert wrong_lines(desk.app) == []
        await desk.press("escape")
        assert desk.date("2.0", "default") == "2027-02-10"


async def test_the_panel_of_conflicts_is_high_enough_for_both_sides_at_once(path: Path) -> None:
    """It was as high as the panel before it, or as its lines before their width was known."""
    async with at_work(path, size=(80, 24)) as desk:
        await save_after(desk, path, CLASH)
        await desk.press("b")
        await desk.until(lambda: desk.screen.side_panels.name == "conflicts")
        await desk.settle()
        panel = desk.screen.query_one(Conflicts)
        assert panel.scrollable_content_region.height == len(panel.lines) == 3
