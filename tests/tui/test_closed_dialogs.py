"""A dialog that is closed before it is written writes nothing: the keys that close it come when they come."""

from pathlib import Path

import pytest
from textual.screen import ModalScreen

from planner.tui.dialogs.sized import Sized
from tests.tui.desk import at_work


@pytest.mark.parametrize("keys", [["F"], ["question_mark"], ["f7"], ["P"], ["I", "ctrl+s"]])
async def test_a_dialog_that_is_closed_while_it_changes_its_size_fails_nowhere(
    path: Path, keys: list[str]
) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press(*keys)
        dialog = await desk.dialog(ModalScreen)
        assert isinstance(dialog, Sized)
        dialog.on_resize()
        dialog.dismiss(None)
        dialog.on_resize()
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.settle()
        assert not dialog.is_attached
