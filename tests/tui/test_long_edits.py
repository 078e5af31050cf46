"""Structural edits of a long plan are worked out in a thread: esc stops them, keys wait for them."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.chart import Chart, Row, chart_steps
from planner.engine.evaluate import Evaluation
from planner.engine.task import Task
from planner.tui.controllers import stepping
from planner.tui.dialogs.form import Form
from planner.tui.input.keyboard import KeysRead
from planner.tui.timeline.density import AxisSpan, densities
from tests.tui.desk import Desk, _typed, at_work
from tests.tui.whole import lines


class Gate:
    """Work on a plan that waits, in its last step but one, until it may go on."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.reached = threading.Semaphore(0)
        self.threads: list[threading.Thread] = []
        self.given_up = threading.Event()

    def chart_steps(self, evaluation: Evaluation) -> Task[Chart]:
        self.threads.append(threading.current_thread())
        self.reached.release()
        try:
            while not self.open.wait(0.001):
                yield
        except GeneratorExit:
            self.given_up.set()
            raise
        return (yield from chart_steps(evaluation))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Let every plan count as long, and each of its steps wait at the gate while it is closed."""
    gate = Gate()
    monkeypatch.setattr(stepping, "LONG_PLAN", 0)
    monkeypatch.setattr(stepping, "chart_steps", gate.chart_steps)
    yield gate
    gate.open.set()
    assert threading.main_thread() not in gate.threads, "it was worked out on the loop"


async def send(desk: Desk, *keys: str) -> None:
    """Send keys in one read, and wait for nothing."""
    desk.app.post_message(KeysRead([_typed(desk.app, key) for key in keys]))
    await desk.pilot.pause()


async def at_the_gate(desk: Desk, gate: Gate, *keys: str) -> None:
    """Send keys, the first of which works at the closed gate."""
    gate.open.clear()
    await send(desk, *keys)
    await desk.until(lambda: gate.reached.acquire(blocking=False))
    await desk.pilot.pause()


def everything(desk: Desk) -> tuple[object, ...]:
    """Whatever an edit would change."""
    session, timeline = desk.session, desk.timeline
    return (
        session.plan,
        session.evaluation,
        session.compiled,
        session.changes,
        session.undo_label,
        session.redo_label,
        Path(session.path).read_bytes(),
        timeline.cursor,
        timeline.chart,
    )


async def test_an_edit_says_what_it_works_out_and_the_loop_goes_on(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        before = desk.session.plan
        await at_the_gate(desk, gate, "a")
        assert desk.session.plan is before, "nothing is half made"
        assert " … Working on: 3.0 added; esc stops it." in [each.rstrip() for each in lines(desk.app)]
        gate.open.set()
        await desk.settle()
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "2.0", "3.0"]
        assert desk.timeline.cursor[0] == 2
        assert not desk.screen.status.working
        assert desk.screen.status.messages[0].startswith("3.0 is added")


@pytest.mark.parametrize(
    "keys", [("a",), ("x", "d"), ("Y",), ("J",), ("p",), ("e", "!", "enter"), ("u",), ("ctrl+r",)]
)
async def test_escape_stops_an_edit_and_leaves_everything_as_it_was(
    path: Path, gate: Gate, keys: tuple[str, ...]
) -> None:
    async with at_work(path) as desk:
        await desk.press("Y", "Y", "u")  # something to undo and to do again
        await desk.select("1.0", "deprecated" if keys == ("p",) else None)
        await desk.press(*keys[:-1])
        before = everything(desk)
        while gate.reached.acquire(blocking=False):
            pass
        await at_the_gate(desk, gate, keys[-1])
        await send(desk, "escape")
        await desk.settle()
        assert everything(desk) == before
        assert desk.screen.status.messages[0] == "Stopped: nothing was changed."
        assert not desk.screen.status.working
        await desk.until(gate.given_up.is_set)
        gate.open.set()
        await desk.press("Y")
        assert desk.session.changes == 2, "the next edit goes ahead"


async def test_keys_typed_while_an_edit_is_worked_out_act_on_its_result(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await at_the_gate(desk, gate, "a")
        await send(desk, "Y")  # a second edit: of the version that the first one adds
        await send(desk, "e", *"X", "enter")
        assert desk.session.changes == 0, "nothing acts on a state that is about to go"
        gate.open.set()
        await desk.settle()
        names = [each.name for each in desk.session.plan.versions]
        assert names[:3] == ["1.0", "2.0", "3.0"]
        assert names[3].endswith("X"), "the copy is renamed"
        assert desk.session.changes == 3
        await desk.press("u", "u", "u")
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "2.0"]


async def test_keys_that_wait_for_an_edit_are_dropped_with_it_and_counted(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        before = everything(desk)
        await at_the_gate(desk, gate, "a")
        await send(desk, "x", "d", "u")
        await send(desk, "escape", "right")
        await desk.settle()
        assert everything(desk)[:7] == before[:7]
        assert desk.screen.status.messages == [
            "Stopped: nothing was changed. 3 keys that waited were dropped."
        ]


async def test_neither_a_click_nor_the_disk_interferes_with_an_edit(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0", "deprecated")
        cursor = desk.timeline.cursor
        await at_the_gate(desk, gate, "Y")
        assert not desk.app.keyboard.idle, "a click waits, too"
        desk.screen.look_at_disk()
        await desk.pilot.pause()
        assert not desk.busy_with("disk"), "nor is the file read again meanwhile"
        assert desk.timeline.cursor == cursor
        gate.open.set()
        await desk.settle()
        assert desk.session.changes == 1


async def test_an_edit_that_was_worked_out_is_kept_for_recovery_and_a_stopped_one_is_not(
    path: Path, gate: Gate
) -> None:
    async with at_work(path) as desk:
        await at_the_gate(desk, gate, "a")
        await send(desk, "escape")
        await desk.settle()
        kept: list[Callable[[], bool]] = []
        work = desk.session.unsaved_work
        desk.session.unsaved_work = lambda: kept.append(work()) or kept[-1]  # type: ignore[method-assign,func-returns-value]
        gate.open.set()
        await desk.press("a")
        assert len(kept) == 1
        assert kept[0]()
        path_of_work = desk.session.recovery.path
        assert path_of_work is not None
        assert "3.0" in path_of_work.read_text()


async def test_a_file_written_by_another_program_is_read_in_a_thread_and_escape_leaves_the_plan(
    path: Path, gate: Gate
) -> None:
    async with at_work(path) as desk:
        path.write_text(path.read_text().replace('"1.0"', '"1.5"'))
        before = everything(desk)
        await at_the_gate(desk, gate, "f5")
        await send(desk, "escape")
        await desk.settle()
        assert everything(desk) == before
        gate.open.set()
        await desk.press("f5")
        assert [each.name for each in desk.session.plan.versions] == ["1.5", "2.0"]
        assert desk.session.changes == 0


async def test_a_save_is_written_in_a_thread(path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.files.saving import save

    threads, write = [], save.write

    def written(*arguments: Any, **options: Any) -> save.Outcome:
        threads.append(threading.current_thread())
        return write(*arguments, **options)

    monkeypatch.setattr(save, "write", written)
    async with at_work(path) as desk:
        await desk.press("Y", "ctrl+s")
        assert desk.session.changes == 0
        assert path.read_text().count("[[version]]") == 3
        assert len(threads) == 1
        assert threads[0] is not threading.main_thread()


async def test_a_short_plan_is_edited_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def noted(evaluation: Evaluation) -> Task[Chart]:
        threads.append(threading.current_thread())
        return chart_steps(evaluation)

    monkeypatch.setattr(stepping, "chart_steps", noted)
    async with at_work(path) as desk:
        await desk.press("Y", "u")
        assert threads == [threading.main_thread()] * 2


async def test_an_error_while_an_edit_is_worked_out_ends_the_work(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        path.write_text("nonsense")
        await desk.press("f5")
        assert desk.screen.status.messages[0].startswith("Not read again")
        assert not desk.screen.status.working
        await desk.press("Y")
        assert desk.session.changes == 1


async def test_the_dialog_of_an_edit_asks_before_the_work_begins(path: Path, gate: Gate) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("e")
        assert isinstance(desk.app.screen, Form)
        await desk.press("escape")
        assert not gate.threads


async def test_the_minimap_of_a_long_plan_is_counted_in_the_thread(
    path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.tui.timeline import minimap

    async with at_work(path) as desk:
        threads = []

        def counted(rows: Iterable[Row], span: AxisSpan) -> list[int]:
            threads.append(threading.current_thread())
            return densities(rows, span)

        monkeypatch.setattr(minimap, "densities", counted)
        before = desk.screen.minimap.render_line(0)
        await desk.press("Y", "x", "d", "u")
        assert threading.main_thread() not in threads
        assert len(threads) == 3
        monkeypatch.undo()
        painted = desk.screen.minimap.render_line(0)
        desk.screen.minimap.renew()
        assert painted == desk.screen.minimap.render_line(0)
        assert painted != before


async def test_an_undo_is_put_into_words_before_it_is_taken_and_not_beside_the_paint(
    path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.tui.controllers import undone

    step_of, plans = undone.step_of, []
    async with at_work(path) as desk:

        def noted(*arguments: Any, **options: Any) -> object:
            plans.append(desk.session.plan)
            return step_of(*arguments, **options)

        monkeypatch.setattr(undone, "step_of", noted)
        before = desk.session.plan
        await desk.press("Y")
        edited = desk.session.plan
        await desk.press("u", "ctrl+r")
        assert plans == [edited, before]
        assert desk.session.plan == edited
