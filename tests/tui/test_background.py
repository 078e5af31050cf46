"""Work over a whole long plan is done in a thread: the screen says so, goes on, and esc stops it."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key

from planner.engine.questions import agenda as questions
from planner.engine.questions.agenda import AgendaItem
from planner.engine.task import Task
from planner.proposals import Proposal
from planner.tui.background import Background, Stopped
from planner.tui.controllers import fixing
from planner.tui.input.keyboard import KeysRead
from planner.tui.panels import agenda as panels
from planner.tui.panels.agenda import Agenda
from tests.tui.desk import Desk, at_work
from tests.tui.whole import lines


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let every plan count as long, and its agenda wait until the event is set."""
    goes_on, work = threading.Event(), questions.agenda_steps
    threads: list[threading.Thread] = []

    def steps(*arguments: object) -> Task[tuple[AgendaItem, ...]]:
        threads.append(threading.current_thread())
        while not goes_on.wait(0.001):
            yield
        return (yield from work(*arguments))  # type: ignore[arg-type]

    monkeypatch.setattr(panels, "LONG_PLAN", 0)
    monkeypatch.setattr(questions, "agenda_steps", steps)
    yield goes_on
    goes_on.set()
    assert threading.main_thread() not in threads


def _agenda(desk: Desk) -> Agenda:
    return desk.screen.query_one(Agenda)


async def test_the_agenda_of_a_long_plan_leaves_the_screen_at_work(
    path: Path, held_up: threading.Event
) -> None:
    async with at_work(path) as desk:
        await desk.press("A")
        assert _agenda(desk).lines[0].text == " Working the agenda out: esc stops."
        await desk.select("1.0", "deprecated")
        desk.timeline.focus()
        await desk.press("l")
        assert desk.session.changes == 1, "dates are moved meanwhile"
        held_up.set()
        await desk.until(lambda: bool(_agenda(desk).agenda_items))
        assert "Agenda until" in str(_agenda(desk).border_title)


async def test_escape_stops_the_agenda_of_a_long_plan(path: Path, held_up: threading.Event) -> None:
    async with at_work(path) as desk:
        await desk.press("A", "escape")
        await desk.until(lambda: not desk.busy_with("agenda"))
        assert _agenda(desk).lines[0].text.startswith(" Stopped.")
        await desk.press("A")
        assert not desk.screen.query(Agenda), "a second A closes it as ever"
        held_up.set()
        await desk.press("A")
        await desk.until(lambda: bool(_agenda(desk).agenda_items))


async def test_closing_the_agenda_gives_its_work_up(path: Path, held_up: threading.Event) -> None:
    async with at_work(path) as desk:
        await desk.press("A", "A")
        await desk.until(lambda: not desk.busy_with("agenda"))
        assert not desk.screen.query(Agenda)


async def test_a_task_in_the_background_gives_way_to_the_next() -> None:
    background = Background()

    def endless() -> Task[int]:
        while True:
            yield

    def short() -> Task[int]:
        yield
        return 7

    first = asyncio.create_task(background.run(endless()))
    await asyncio.sleep(0)
    assert background.busy
    assert await background.run(short()) == 7
    with pytest.raises(Stopped):
        await first
    assert not background.busy


async def test_escape_stops_the_work_on_a_proposal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = threading.Semaphore(0)
    ended = threading.Event()

    def propose_steps(*_: object, **__: object) -> Task[Proposal]:
        try:
            while True:
                steps.release()
                yield
        finally:
            ended.set()

    monkeypatch.setattr(fixing, "propose_steps", propose_steps)
    async with at_work(path) as desk:
        desk.app.post_message(KeysRead([Key("F", "F")]))
        await desk.until(lambda: steps.acquire(blocking=False))
        assert "working it out, esc stops" in "\n".join(lines(desk.app))
        desk.app.post_message(KeysRead([Key("escape", None)]))
        await desk.until(ended.is_set)
        await desk.settle()
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 0
