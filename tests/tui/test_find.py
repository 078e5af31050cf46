"""Finding things and going from one violation to the next, on a plan of real size."""

from pathlib import Path

import pytest
from textual.geometry import Region

from planner.tui.dialogs.find import FindScreen, Hits
from planner.tui.panels.heading import Heading
from planner.tui.timeline.timeline import Timeline
from tests.real_size import write
from tests.tui.desk import Desk, at_work, on
from tests.tui.whole import lines


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


def selected(desk: Desk) -> str | None:
    row = desk.timeline.selected_row
    return None if row is None else row.name


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


async def find(desk: Desk, text: str) -> FindScreen:
    await desk.press("slash")
    dialog = await desk.dialog(FindScreen)
    await desk.burst(*("space" if each == " " else each for each in text))
    return dialog


async def test_hits_are_listed_as_one_types_and_n_goes_through_them(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        dialog = await find(desk, "sdk 202")
        many = len(dialog.query_one(Hits).hits)
        await desk.press("7")
        hits = dialog.query_one(Hits).hits
        assert 1 < len(hits) < many
        assert f"{len(hits)} hits" in "\n".join(lines(desk.app))
        await desk.press("down", "down", "up", "up", "enter")
        assert selected(desk) == "SDK 2027.1"
        assert f'find "sdk 2027": 1 of {len(hits)}' in heading(desk)
        await desk.press("n")
        assert desk.said[-1].startswith(f"2 of {len(hits)}: ")
        await desk.press("N", "N")
        assert desk.said[-1].startswith(f"{len(hits)} of {len(hits)}: "), "round the other way"
        await desk.press("2", "n")
        assert desk.said[-1].startswith(f"2 of {len(hits)}: ")
        await desk.press("escape")
        assert "find" not in heading(desk)
        await desk.press("n")
        assert desk.said[-1].startswith("Violation ")


async def test_a_word_is_said_when_nothing_matches_and_escape_changes_nothing(real: Path) -> None:
    async with at_work(real) as desk:
        before = desk.timeline.cursor
        await find(desk, "zzz")
        assert "Nothing matches zzz." in "\n".join(lines(desk.app))
        await desk.press("enter")
        await desk.dialog(FindScreen)
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert desk.timeline.cursor == before


async def test_a_hit_in_a_folded_track_or_in_hidden_history_is_shown(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("o", "ctrl+t")
        await find(desk, "sdk 2022.1")
        await desk.press("enter")
        assert selected(desk) == "SDK 2022.1"
        assert "SDK 2022.1 is shown, though history is hidden." in desk.said
        await desk.press("ctrl+t", "ctrl+t")
        await desk.press("ctrl+t")
        await find(desk, "webhooks")
        await desk.press("enter")
        row = desk.timeline.selected_row
        assert row is not None
        assert row.item is not None
        assert row.track == "Webhooks"


async def test_a_day_moves_the_day_cursor_and_the_requests(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await find(desk, "2029-03-01")
        await desk.press("enter")
        assert desk.timeline.day_cursor == on("2029-03-01")
        assert desk.timeline.view.shows(on("2029-03-01"))
        await desk.press("r")
        assert "2029-03-01" in "\n".join(lines(desk.app)), "the requests are those of that day"
        await find(desk, "2030-01-02")
        await desk.press("enter")
        assert "Requests on Wed 2030-01-02" in "\n".join(lines(desk.app))
        await desk.press("r")
        assert desk.timeline.day_cursor is None
        await find(desk, "2029-03-01")
        await desk.press("enter", "escape")
        assert desk.timeline.day_cursor is None, "escape takes it away"


async def test_a_rule_leads_to_its_violations_and_one_that_holds_says_so(real: Path) -> None:
    async with at_work(real) as desk:
        await find(desk, "support-minimum")
        await desk.press("enter")
        chosen = desk.screen.violations.chosen
        assert chosen is not None
        assert "support-minimum" in chosen.rules
        assert selected(desk) == "Developer API 2025.1"
        await desk.press("n")
        assert selected(desk) == "SDK 2024.1"
        await desk.press("escape")
        await find(desk, "release-sequence")
        await desk.press("enter")
        assert "release-sequence: nothing breaks it" in desk.said[-1]


async def test_a_click_goes_to_a_hit(real: Path) -> None:
    async with at_work(real) as desk:
        dialog = await find(desk, "sdk 2027")
        second = dialog.query_one(Hits).hits[1]
        await desk.pilot.click(Hits, offset=(5, 1))
        await desk.settle()
        assert desk.app.screen is desk.screen
        assert desk.screen.item == second.item


async def test_hits_follow_an_edit_that_renames_or_deletes_them(real: Path) -> None:
    async with at_work(real) as desk:
        await find(desk, "sdk 203")
        await desk.press("enter")
        assert selected(desk) == "SDK 2030.1"
        number = int(heading(desk).split(" of ")[-1].split()[0])
        await desk.press("x")
        await desk.press("d", "n")
        assert desk.said[-1].startswith("2 of ")
        assert f"of {number - 1} " in heading(desk), "one hit is gone"
        await desk.press("N")
        assert selected(desk) == "SDK 2031.1"


async def test_next_violation_goes_round_the_whole_plan_and_says_where_it_is(real: Path) -> None:
    async with at_work(real) as desk:
        number = len(desk.screen.violations.entries)
        seen = [selected(desk)]
        for _ in range(number - 1):
            await desk.press("f8")
            seen.append(selected(desk))
        assert desk.said[-1].startswith(f"Violation {number} of {number}: ")
        await desk.press("n")
        assert desk.said[-1].startswith(f"Violation 1 of {number}, from the first again: ")
        assert selected(desk) == seen[0]
        await desk.press("shift+f8")
        assert desk.said[-1].startswith(f"Violation {number} of {number}, from the last again: ")
        await desk.press("2", "N")
        assert desk.said[-1].startswith(f"Violation {number - 2} of {number}: ")


def under_the_cursor(desk: Desk) -> str:
    """Return the first painted line of the violations that has another background than the other lines."""
    panel = desk.screen.violations
    painted = [
        (strip.text, {each.style.bgcolor for each in strip if each.style is not None})
        for strip in panel.render_lines(Region(0, 0, *panel.outer_size))
    ]
    plain = painted[-2][1]
    return next((text for text, colours in painted if not colours <= plain), "")


async def test_the_cursor_of_the_violations_goes_with_n(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        names = [desk.session.plan.items[each.item].name for each in desk.screen.violations.entries]
        for name in names[:3]:
            assert name in under_the_cursor(desk)
            await desk.press("n")
        await desk.press("N", "N")
        assert names[1] in under_the_cursor(desk)


async def test_a_number_before_a_motion_repeats_it(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select("SDK 2027.1", "deprecated")
        before = desk.session.day(desk.place("SDK 2027.1", "deprecated"))

        def moved() -> int:
            return desk.session.day(desk.place("SDK 2027.1", "deprecated")) - before

        await desk.press("1", "0")
        assert "10…" in heading(desk)
        await desk.press("l")
        assert moved() == 10
        assert "…" not in heading(desk).replace("Incorporated…", "")
        await desk.press("3", "w")
        assert moved() == 10 + 21
        await desk.press("3", "W", "1", "0", "h")
        assert moved() == 0
        await desk.press("2", "m", "2", "M", "1", "y", "1", "Y")
        assert moved() == 0
        await desk.press("4", "escape", "l")
        assert moved() == 1, "esc dropped the number"
        await desk.press("4", "c")
        await desk.press("escape", "h")
        assert moved() == 0, "another key drops it"
        await desk.press("3", "j")
        assert selected(desk) == "SDK 2030.1"
        await desk.press("2", "up", "2", "G")
        assert selected(desk) == "Developer API 2023.1"
        await desk.press("0")
        assert desk.timeline.view.scale.days_per_cell > 7, "a 0 alone still fits the plan"


async def test_a_number_counts_while_a_date_is_held(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2027.1", "deprecated")
        before = desk.session.day(desk.place("SDK 2027.1", "deprecated"))
        await desk.press("space", "1", "2", "l", "3", "escape", "2", "w", "enter")
        assert desk.session.day(desk.place("SDK 2027.1", "deprecated")) == before + 12 + 14
        assert desk.session.changes == 1
        await desk.press("space", "5", "l", "escape")
        assert desk.session.day(desk.place("SDK 2027.1", "deprecated")) == before + 12 + 14


async def test_a_click_drops_the_number(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.press("7")
        assert "7…" in heading(desk)
        await desk.pilot.click(Timeline, offset=(3, 2))
        await desk.settle()
        assert "7…" not in heading(desk)
