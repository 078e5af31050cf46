"""`--ascii`: nothing that is painted, on any screen or dialog, has another sign."""

from pathlib import Path

from tests import real_size
from tests.tui.desk import at_work
from tests.tui.whole import lines

OPENED = [
    *(("question_mark",), ("f7",), ("e",), ("F",), ("backslash",), ("slash", "s", "d", "k"), ("ctrl+p",)),
    *(("A",), ("r",), ("v",), ("d",), ("w",), ("space", "right"), ("0",), ("T",)),
]


async def test_every_screen_and_dialog_is_ascii(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path), size=(100, 30), ascii_only=True) as desk:
        for keys in ((), *OPENED):
            await desk.press(*keys)
            wrong = [line for line in lines(desk.app) if not line.isascii()]
            assert wrong == [], keys
            for _ in range(3):
                if desk.app.screen.is_modal or desk.timeline.dragging:
                    await desk.press("escape")
            while desk.app.screen is not desk.screen:
                desk.app.pop_screen()
                await desk.settle()
