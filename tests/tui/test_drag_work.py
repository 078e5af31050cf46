"""What one motion of a drag makes the planner do: counted, since a clock tells of the machine too."""

import gc
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import pytest
from rich.style import Style
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump

from benchmarks.big_plan import big_plan
from planner.tui.controllers import throttle
from planner.tui.timeline.scrollbar import CachedScrollBar
from tests.tui.desk import Desk, at_work

OURS = str(Path(sys.modules["planner"].__path__[0]))


async def _calls(desk: Desk) -> Counter[CodeType]:
    """The calls of the planner's own functions in a motion there and a motion back."""
    calls: Counter[CodeType] = Counter()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            calls[frame.f_code] += 1

    for cells in (1, -1):  # what is remembered from one motion to the next is known by then
        await desk.pull(cells)
    sys.setprofile(called)
    try:
        for cells in (1, -1):
            await desk.pull(cells)
    finally:
        sys.setprofile(None)
    return calls


@pytest.fixture
def timeline_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the panels, which follow a drag some times a second."""
    monkeypatch.setattr(throttle, "SECONDS", 1e9)


@pytest.mark.usefixtures("timeline_alone")
async def test_a_motion_of_a_drag_is_as_much_work_in_a_plan_ten_times_longer(tmp_path: Path) -> None:
    work = []
    for versions in (40, 400):
        path = tmp_path / f"{versions}.toml"
        path.write_text(big_plan(versions), encoding="utf-8")
        async with at_work(path) as desk:
            await desk.select("4.0.30", "default")
            await desk.grip("4.0.30", "default")
            work.append((await _calls(desk)).total())
    short, long = work
    assert long <= 1.05 * short
    assert long <= 1470, "it was 1489 before phases were remembered of items whose dates stay"


@pytest.mark.usefixtures("timeline_alone")
async def test_a_motion_of_a_drag_looks_up_no_styles_for_the_timeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.toml"
    path.write_text(big_plan(60), encoding="utf-8")
    async with at_work(path) as desk:
        await desk.select("4.0.30", "default")
        await desk.grip("4.0.30", "default")
        await desk.pull(1)
        await desk.pull(-1)
        asked: list[str] = []
        look_up: Callable[[DOMNode], Style] = vars(DOMNode)["rich_style"].fget

        def rich_style(node: DOMNode) -> Style:
            asked.append(type(node).__name__)
            return look_up(node)

        monkeypatch.setattr(DOMNode, "rich_style", property(rich_style))
        await desk.pull(1)
        assert asked == []


@pytest.mark.usefixtures("timeline_alone")
async def test_a_motion_of_a_drag_asks_for_its_frame_without_a_message(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(1)
        posted: Counter[tuple[str, str]] = Counter()
        post = MessagePump.post_message

        def post_message(pump: MessagePump, message: Message) -> bool:
            posted[type(pump).__name__, type(message).__name__] += 1
            return post(pump, message)

        monkeypatch.setattr(MessagePump, "post_message", post_message)
        await desk.pull(1)
        assert posted["PlannerScreen", "Update"] == 0, "it was 2: the timeline's and the ruler's"
        assert posted["Ruler", "Prompt"] == 0


async def test_the_garbage_collector_rests_while_a_date_is_dragged(path: Path) -> None:
    async with at_work(path) as desk:
        assert gc.isenabled()
        for end in (desk.let_go, desk.timeline.cancel_drag):
            await desk.grip("2.0", "default")
            await desk.pull(3)
            assert not gc.isenabled()
            await desk.pull(3)
            assert not gc.isenabled()
            if (waiting := end()) is not None:
                await waiting
            await desk.until(gc.isenabled)  # a thread that keeps the edit may pause it, too


async def test_the_scrollbar_is_painted_anew_only_when_it_moves(tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(big_plan(60), encoding="utf-8")
    async with at_work(path) as desk:
        bar = desk.timeline.vertical_scrollbar
        assert isinstance(bar, CachedScrollBar)
        region = bar.size.region
        painted = bar.render_lines(region)
        assert all(again is line for again, line in zip(bar.render_lines(region), painted, strict=True))
        texts = [line.text for line in painted], [[each.style for each in line] for line in painted]
        desk.timeline.scroll_end(animate=False)
        await desk.settle()
        moved = bar.render_lines(region)
        assert texts != ([line.text for line in moved], [[each.style for each in line] for line in moved])


async def test_a_thread_that_ends_during_a_drag_leaves_the_garbage_collector_at_rest(path: Path) -> None:
    async with at_work(path) as desk:
        with desk.app.undisturbed():
            await desk.grip("2.0", "default")
            await desk.pull(3)
        assert not gc.isenabled()
        with desk.app.undisturbed():
            desk.timeline.cancel_drag()
            await desk.settle()
            assert not gc.isenabled(), "the thread is still at work"
        assert gc.isenabled()
