"""Unsaved work on the screen: kept while people edit, offered until they answer, and never another's."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Static

from planner.files.policy_on_disk import PolicyOnDisk
from planner.files.saving.recovery import (
    KeptWork,
    UnsavedWork,
    all_work,
    digest,
    recovery_folder,
    stem,
    write_work,
)
from planner.session import Session
from planner.tui.app import PlannerApp
from planner.tui.controllers import recovering
from planner.tui.controllers.policy_on_disk import look_at_policy
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.input.keyboard import KeysRead
from planner.tui.panels.heading import Heading
from planner.tui.screens.planner import PlannerScreen
from tests.tui.desk import AS_OF, PLAN, Desk, at_work

EDITED = PLAN.replace("default  = 2027-02-03", "default  = 2027-02-09")


def leave_behind(path: Path, text: str = EDITED, session: str = "00000000") -> KeptWork:
    """What a planner that was killed leaves."""
    file = recovery_folder() / f"{stem(str(path))}-{session}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_work(file, str(path), UnsavedWork(text, digest(path.read_bytes())))
    return next(each for each in all_work() if each.id == session)


async def nudge(desk: Desk, times: int = 1) -> None:
    await desk.select("2.0", "default")
    for _ in range(times):
        await desk.press("l")


def said(desk: Desk) -> str:
    """What a dialog says."""
    return " ".join(str(desk.app.screen.query_one(".dialog-text Static", Static).render()).split())


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


async def test_steady_editing_does_not_put_off_keeping(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[tuple[float, Callable[[], object]]] = []
    set_timer = PlannerScreen.set_timer

    def hold(screen: PlannerScreen, delay: float, callback: Any = None, **options: Any) -> Any:
        if "Recovering" not in getattr(callback, "__qualname__", ""):
            return set_timer(screen, delay, callback, **options)
        timers.append((delay, callback))
        return None

    monkeypatch.setattr(PlannerScreen, "set_timer", hold)
    async with at_work(path) as desk:
        await nudge(desk, 5)
        ((delay, keep),) = timers
        assert delay <= 0.5
        keep()
        await desk.until(lambda: any("2027-02-08" in each.text for each in all_work()))
        await nudge(desk)
        await desk.until(lambda: len(timers) == 2)
        timers[1][1]()
        await desk.until(lambda: any("2027-02-09" in each.text for each in all_work()))
        assert [each.is_open for each in all_work()] == [True]


async def test_the_offer_says_what_would_come_back(path: Path) -> None:
    leave_behind(path)
    async with at_work(path) as desk:
        await desk.dialog(Choice)
        await desk.until(lambda: "2.0 default 2027-02-03 → 2027-02-09, 6 days later" in said(desk))
        await desk.press("r")
        await desk.until(lambda: desk.session.changes == 1)
        await desk.done_with("recovery-offer")
        assert desk.date("2.0", "default") == "2027-02-09"
        assert [each.is_open for each in all_work()] == [True], "kept anew before it was removed"


@pytest.mark.parametrize("back", ["l", "escape"])
@pytest.mark.parametrize("then", ["quit", "save", "edit and discard"])
async def test_work_that_was_put_off_is_offered_again(path: Path, back: str, then: str) -> None:
    kept = leave_behind(path)
    async with at_work(path) as desk:
        await desk.dialog(Choice)
        await desk.press(back)
        await desk.until(lambda: desk.app.screen is desk.screen)
        if then != "quit":
            await nudge(desk)
        if then == "save":
            await desk.press("ctrl+s")
            await desk.until(lambda: desk.session.changes == 0)
        await desk.press("q")
        if then == "edit and discard":
            await desk.dialog(Choice)
            await desk.press("d")
        await desk.until(lambda: desk.app.return_code is not None)
    assert all_work() == (kept,)
    async with at_work(path) as desk:
        await desk.dialog(Choice)
        await desk.press("d")
        await desk.until(lambda: all_work() == ())


async def test_each_work_is_asked_for(path: Path) -> None:
    leave_behind(path, session="00000000")
    leave_behind(path, EDITED.replace("02-09", "02-10"), session="11111111")
    async with at_work(path) as desk:
        for left in (1, 0):
            question = await desk.dialog(Choice)
            await desk.repeat("d", after=1.5)
            await desk.until(lambda left=left: len(all_work()) == left)  # type: ignore[misc]
            await desk.until(lambda question=question: desk.app.screen is not question)  # type: ignore[misc]
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_a_planner_that_runs_keeps_its_edits_and_both_are_told(path: Path) -> None:
    other = Session.open(str(path), as_of=AS_OF)
    other.recovery.announce()
    other.edit("renamed", other.plan._replace(product="Gadgets API"))
    other.unsaved_work()()
    async with at_work(path) as desk:
        await desk.until(lambda: "open elsewhere" in heading(desk))
        assert desk.app.screen is desk.screen, "nothing is offered"
        assert other.others().open_elsewhere
        await desk.press("q")
        await desk.until(lambda: desk.app.return_code is not None)
    assert ["Gadgets" in each.text for each in all_work()] == [True]
    assert not other.others().open_elsewhere
    async with at_work(path) as desk:
        await desk.until(lambda: "open elsewhere" in heading(desk))
        other.recovery.release()
        await desk.screen.saving.look_at_disk()
        assert "open elsewhere" not in heading(desk)


async def test_where_unsaved_work_cannot_be_kept_the_screen_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    state.write_text("a file, not a folder")
    async with at_work(path) as desk:
        await desk.until(lambda: "work not kept" in heading(desk))
        await nudge(desk)
        await desk.press("ctrl+s")
        await desk.until(lambda: "2027-02-04" in path.read_text())
        await nudge(desk)
        state.unlink()
        await desk.screen.saving.look_at_disk()
        await desk.until(lambda: bool(all_work()) and "work not kept" not in heading(desk))
        await desk.press("q")
        await desk.dialog(Choice)
        await desk.press("d")
        await desk.until(lambda: desk.app.return_code is not None)


async def test_leaving_says_what_would_be_lost(path: Path) -> None:
    async with at_work(path) as desk:
        await nudge(desk)
        await desk.press("q")
        await desk.dialog(Choice)
        assert "2.0 default 2027-02-03 → 2027-02-04, 1 day later" in said(desk)


async def test_a_conflict_says_what_each_answer_would_lose(path: Path) -> None:
    async with at_work(path) as desk:
        await nudge(desk)
        path.write_text(PLAN.replace("2028-02-20", "2028-02-21"))
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        take, _, keep = said(desk).partition("Keep mine would lose their changes:")
        assert "2.0 default 2027-02-04 → 2027-02-03, 1 day earlier" in take
        assert "1.0 deprecated 2028-02-20 → 2028-02-21, 1 day later" in keep
        assert "2.0 default" not in keep


async def test_a_plan_that_ends_without_an_answer_keeps_its_last_edit(path: Path) -> None:
    async with at_work(path) as desk:
        await nudge(desk)
    (kept,) = all_work()
    assert ("2027-02-04" in kept.text, kept.is_open) == (True, False)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Why files may not be written, for the superuser too."""
    why: list[str | None] = ["the file is read-only"]
    for module in ("tui.controllers.recovering", "disk.atomic"):
        monkeypatch.setattr(
            f"planner.{module}.why_read_only", lambda path: why[0] if path.endswith("plan.toml") else None
        )
    return why


async def test_a_plan_that_is_read_only_is_for_viewing(path: Path, read_only: list[str | None]) -> None:
    kept = leave_behind(path)
    async with at_work(path) as desk:
        await desk.until(lambda: "read-only" in heading(desk))
        assert desk.app.screen is desk.screen, "what could not be saved is not offered"
        await nudge(desk)
        assert desk.date("2.0", "default") == "2027-02-03"
        await desk.grip("2.0", "default")
        await desk.pull(3)
        assert desk.date("2.0", "default") != "2027-02-03"
        await desk.let_go()
        assert desk.date("2.0", "default") == "2027-02-03"
        await desk.press("a", "e", "x", "enter")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 0
        read_only[0] = None
        await desk.screen.saving.look_at_disk()
        assert "read-only" not in heading(desk)
        await nudge(desk)
        assert desk.date("2.0", "default") == "2027-02-04"
    assert kept in all_work()


async def test_edits_of_a_plan_that_became_read_only_can_be_kept_for_later(
    path: Path, read_only: list[str | None]
) -> None:
    why, read_only[0] = read_only[0], None
    async with at_work(path) as desk:
        await nudge(desk)
        read_only[0] = why
        await desk.screen.saving.look_at_disk()
        await desk.press("q")
        await desk.dialog(Choice)
        await desk.press("l")
        await desk.until(lambda: desk.app.return_code is not None)
    assert ["2027-02-04" in each.text for each in all_work()] == [True]
    assert path.read_text() == PLAN


async def test_edits_that_follow_do_not_put_off_that_the_first_one_is_kept_within_a_second(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers: list[tuple[float, Callable[[], None]]] = []
    async with at_work(path) as desk:
        monkeypatch.setattr(desk.screen, "set_timer", lambda *timer: timers.append(timer))
        for kept in ("2027-02-06", "2027-02-07"):
            while desk.date("2.0", "default") < kept:
                await nudge(desk)
            ((seconds, keep),) = timers
            assert seconds <= 1
            timers.clear()
            keep()
            await desk.done_with("recovery")
            assert [kept in each.text for each in all_work()] == [True]


async def test_edits_that_a_thread_is_about_to_keep_while_the_plan_closes_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def too_late(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with at_work(path) as desk:
        monkeypatch.setattr(recovering, "KEPT_AFTER", 0.001)
        monkeypatch.setattr(recovering, "to_thread", too_late)
        await nudge(desk)
        await desk.until(begun.is_set)
    assert ["2027-02-04" in each.text for each in all_work()] == [True]


async def test_a_look_at_the_disk_that_ends_while_the_screen_closes_finds_no_widgets(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen's widgets go first, then it is told, and only then its workers end."""
    left: list[int] = []
    unmount = PlannerScreen.on_unmount

    async def look_first(screen: PlannerScreen) -> None:
        left.append(len(screen.query(Heading)))
        await screen.recovering.begin()
        await screen.recovering.look()
        path.write_text(EDITED)
        await screen.saving.look_at_disk()
        unmount(screen)

    monkeypatch.setattr(PlannerScreen, "on_unmount", look_first)
    async with at_work(path) as desk:
        await desk.settle()
    assert left == [0]


async def test_a_policy_that_changes_while_the_screen_closes_is_not_shown(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    unmount = PlannerScreen.on_unmount

    async def look_first(screen: PlannerScreen) -> None:
        left.append(len(screen.query(Heading)))
        policy = screen.session.policy._replace(name="stricter")
        monkeypatch.setattr(screen.session, "changed_policy", lambda: PolicyOnDisk((), policy))
        await look_at_policy(screen)
        unmount(screen)

    monkeypatch.setattr(PlannerScreen, "on_unmount", look_first)
    async with at_work(path) as desk:
        await desk.settle()
    assert left == [0]


async def test_keys_pressed_before_the_offer_is_seen_are_forgotten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_behind(path)
    seen: list[Callable[[], None]] = []
    monkeypatch.setattr(Deliberate, "on_mount", lambda question: seen.append(question.seen))
    app = PlannerApp([str(path)], as_of=AS_OF)
    async with app.run_test(size=(120, 40)) as pilot:
        while not seen:
            await pilot.pause(0.01)
        for key in ("x", "comma"):
            app.post_message(KeysRead([events.Key(key, None)]))
        await pilot.pause()
        seen[0]()
        app.post_message(KeysRead([events.Key("l", "l")]))
        while app.screen.is_modal:
            await pilot.pause(0.01)
        await app.keyboard.settled()
        screen = app.screen
        assert isinstance(screen, PlannerScreen)
        assert screen.side_panels.name != "requests"
