"""One status line: messages take each other's place, errors stay, nothing piles up over the timeline."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.timer import Timer

from planner.tui.panels.key_line import FooterKey, fitting
from planner.tui.panels.status import ERROR_STAY, Status
from tests.tui.desk import at_work
from tests.tui.whole import lines, toasts, wrong_lines


async def test_messages_stand_in_one_line_over_the_footer_and_nowhere_else(path: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        before = lines(desk.app)
        for number in range(9):
            desk.screen.say(f"Saved {number}")
        await desk.settle()
        after = lines(desk.app)
        assert after[:-1] == before[:-1], "the timeline and the panels are as they were"
        assert after[-1].strip() == "· Saved 8"
        assert toasts(desk.app) == []
        assert wrong_lines(desk.app) == []
        await desk.pilot.click(Status)
        await desk.settle()
        assert lines(desk.app) == before


async def test_an_error_stays_when_smaller_matters_come_and_go(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        status = desk.screen.status
        ends: list[tuple[float, Callable[[], None]]] = []
        set_timer = status.set_timer

        def noted(seconds: float, end: Callable[[], None]) -> Timer:
            ends.append((seconds, end))
            return set_timer(seconds, end)

        monkeypatch.setattr(status, "set_timer", noted)
        desk.screen.say("Not saved: the disk is full", "error")
        desk.screen.say("Reloaded")
        await desk.settle()
        assert [line.strip() for line in lines(desk.app)[-2:]] == [
            "✗ Not saved: the disk is full",
            "· Reloaded",
        ]
        (stays, _), (_, reloaded_ends) = ends
        assert stays == ERROR_STAY
        reloaded_ends()
        assert desk.said == ["Not saved: the disk is full"]
        desk.screen.say("Not saved: no such folder", "error")
        assert desk.said == ["Not saved: no such folder"], "the old one is out of date"
        ends[-1][1]()
        assert not status.display


async def test_a_long_message_is_whole_and_a_messages_of_the_app_is_in_the_line_too(path: Path) -> None:
    async with at_work(path, size=(40, 12)) as desk:
        text = (
            "This plan is open in another planner too. A save there is noticed here, and never overwritten."
        )
        desk.screen.say(text, "warning")
        desk.app.notify("q leaves, [bold]ctrl+s[/] saves.")
        await desk.settle()
        said = " ".join(" ".join(lines(desk.app)[-4:]).split())
        assert said == f"! {text} · q leaves, ctrl+s saves."
        assert wrong_lines(desk.app) == []


def key(name: str, rank: int = 0) -> FooterKey:
    return FooterKey(name, name[0], name, available=True, rank=rank)


def test_keys_give_way_by_rank_and_the_last_ones_first() -> None:
    groups = [[key("drag")], [key("add"), key("edit", 1), key("waive", 1)], [key("quit", -1)]]
    whole = sum(len(name) + 2 for name in ("drag", "add", "edit", "waive", "quit")) + 2 * 2 + 2 * 3 + 2

    def kept(width: int) -> list[str]:
        return [each.text for group in fitting(groups, width) for each in group]

    assert kept(whole) == ["drag", "add", "edit", "waive", "quit"]
    assert kept(whole - 1) == ["drag", "add", "edit", "quit"]
    assert kept(25) == ["drag", "add", "quit"]
    assert kept(8) == ["quit"]
    assert kept(3) == []
