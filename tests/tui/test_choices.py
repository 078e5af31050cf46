"""Lists of which several entries are chosen."""

from pathlib import Path

from planner.tui.dialogs.choices import Choices
from tests import real_size
from tests.tui.desk import at_work


async def test_chosen_and_other_entries_differ_without_colours(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        await desk.press("backslash")
        choices = desk.app.screen.query_one(Choices)
        choices.focus()
        await desk.press("down", "space")
        lines = [choices.render_line(y).text.rstrip() for y in range(3)]
        assert sorted(line[:4] for line in lines) == ["[ ] ", "[ ] ", "[x] "]
        assert [line[4:] for line in lines] == ["Developer API", "SDK", "Webhooks"]
        at = next(y for y, line in enumerate(lines) if line.startswith("[x]"))
        await desk.pilot.click(Choices, offset=(1, at))
        assert choices.selected == [], "a click on the box takes it away"
